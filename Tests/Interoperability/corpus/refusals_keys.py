"""One ledger for each reason of Format §11 that no other attack meets: parties and their keys."""
from corpus import begun, refusals

ATTACKS, refused = refusals()


@refused("signature.missing")
def an_admission_by_nobody():
    """A party admits itself."""
    f = begun()
    f.admit("panel-office", ["panel"], ["panel"], by=[])
    return f


@refused("rule.party.registrar")
def the_registrar_as_a_panel():
    """The registrar admits itself as a panel."""
    f = begun()
    f.admit("office", ["panel"], ["panel"])
    return f


@refused("rule.party.known-party")
def a_party_admitted_twice():
    """A party admitted again, for another role."""
    f = begun()
    f.admit("panel-office", ["panel"], ["panel"])
    f.admit("panel-office", ["panel"], ["reviewer"])
    return f


@refused("rule.party.ended-key")
def a_party_with_an_ended_key():
    """A member admitted with a key that it ended."""
    f = begun(("quillonia", ["q1", "q2"]))
    f.revoke("quillonia", "q2", ["q1"])
    said = {"party": "quillonia", "name": "Q", "roles": ["reviewer"], "keys": [f.key("q1").pem, f.key("q2").pem]}
    f.add("party.admit", said, ["registrar", "q1"])
    return f


@refused("rule.party.too-many-keys")
def a_party_with_too_many_keys():
    """A member admitted with so many keys that it has seventeen."""
    f = begun()
    f.admit("quillonia", ["q1"] + [f"k{n}" for n in range(15)], ["reviewer"])
    f.join("saltmere", ["s1", "s2"])
    f.admit("saltmere", [f"t{n}" for n in range(15)], ["reviewer"], by=["registrar", "s1"])
    return f


@refused("rule.signatory.threshold")
def a_join_with_a_threshold_above_its_keys():
    """A join that nobody could follow up: three have to sign, and there are two."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=3)
    return f


def _register(f, party, new, by):
    f.add("key.register", {"party": party, "key": f.key(new).pem}, by)
    return f


@refused("rule.key.unknown-party")
def a_key_for_nobody():
    """A key for somebody whom no entry brought."""
    return _register(begun(), "nobody", "n1", ["registrar", "n1"])


@refused("rule.key.unknown-party")
def a_key_for_the_registrar():
    """A key for the registrar by the way of parties."""
    return _register(begun(), "office", "n1", ["registrar", "n1"])


@refused("rule.key.public-source")
def a_key_for_a_listed_signatory():
    """A key for a signatory listed from a public source."""
    return _register(begun(("paperland", [])), "paperland", "n1", ["registrar", "n1"])


@refused("rule.key.key-in-use")
def a_key_of_somebody_else():
    """A member registers a key that is another's."""
    return _register(begun(("quillonia", ["q1"]), ("saltmere", ["s1"])), "quillonia", "s1", ["q1", "s1"])


@refused("signature.missing")
def a_registered_key_without_its_holder():
    """A key registered whose holder did not sign."""
    return _register(begun(), "quillonia", "q2", ["q1"])


def _exchange(f, old, new, by, party="quillonia"):
    f.add("key.rotate", {"party": party, "oldKey": f.key(old).id, "key": f.key(new).pem}, by)
    return f


@refused("rule.key.unknown-key")
def a_rotation_of_another_key():
    """A member rotates a key that is not its own."""
    return _exchange(begun(("quillonia", ["q1"]), ("saltmere", ["s1"])), "s1", "n1", ["q1", "s1", "n1"])


@refused("key.not-in-force")
def a_rotation_of_an_ended_key():
    """A member rotates a key that ended, signing with another."""
    f = begun(("quillonia", ["q1", "q2"]))
    f.revoke("quillonia", "q2", ["q1"])
    return _exchange(f, "q2", "n1", ["q1", "n1"])


@refused("signature.missing")
def a_rotation_without_the_old_key():
    """A rotation that the old key did not sign."""
    return _exchange(begun(("quillonia", ["q1", "q2"])), "q2", "n1", ["q1", "n1"])


@refused("signature.missing")
def a_rotation_by_one_of_two():
    """A rotation by the old key alone where two have to sign."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=2)
    return _exchange(f, "s1", "n1", ["s1", "n1"], "saltmere")


@refused("rule.key.key-in-use")
def a_rotation_to_a_known_key():
    """A rotation to a key that is in the ledger already."""
    return _exchange(begun(("quillonia", ["q1", "q2"])), "q1", "q2", ["q1", "q2"])


@refused("rule.key.unknown-key")
def a_revocation_of_another_key():
    """A member revokes a key that is another's."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    f.revoke("quillonia", "s1", ["q1"])
    return f


@refused("signature.missing")
def a_revocation_by_another_member():
    """A member revokes another's key in that one's name."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    f.revoke("saltmere", "s1", ["q1"])
    return f


@refused("rule.key.ended-key")
def a_revocation_twice():
    """A key that ended is revoked again."""
    f = begun(("quillonia", ["q1", "q2"]))
    f.revoke("quillonia", "q2", ["registrar"])
    f.revoke("quillonia", "q2", ["registrar"], "compromised")
    return f


@refused("rule.key.too-many-keys")
def a_recovery_with_too_many_keys():
    """A recovery by which a party has seventeen keys."""
    f = begun(("saltmere", [f"s{n}" for n in range(16)]))
    f.add("key.threshold", {"party": "saltmere", "threshold": 16}, ["s0"])
    f.revoke("saltmere", "s0", ["registrar"])
    f.recover("saltmere", ["r1", "r2"])
    return f


@refused("rule.key.threshold")
def a_recovery_with_a_threshold_above_its_keys():
    """A recovery that leaves nobody able to sign."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    f.recover("quillonia", ["r1"], threshold=2)
    return f


@refused("signature.missing")
def a_recovery_by_the_key_alone():
    """A thief recovers itself, without the registrar."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    f.recover("quillonia", ["r1"], by=[])
    return f
