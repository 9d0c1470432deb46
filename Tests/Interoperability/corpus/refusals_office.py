"""One ledger for each reason of Format §11 that no other attack meets: log, registrar and accord."""
from corpus import begun, refusals
from forger import Forger, Key, Words, document
from second_verifier.encoding import base64text, sha256

ATTACKS, refused = refusals()


def _next(f, number="2.0.0", **changes):
    return document(number, previous=f.versions[-1].document, **changes)


@refused("rule.ledger.log-key-name")
def a_log_key_of_another_name():
    """A log key that bears another name than the ledger."""
    return Forger().genesis(logKeys=[Key("log").vkey("pledges.example/other")])


@refused("rule.ledger.log-key-type")
def a_witness_key_as_a_log_key():
    """A key of the type of witnesses as a log key."""
    f, data = Forger(), b"\x04" + Key("log").raw
    id = sha256(f.origin.encode() + b"\n" + data)[:4].hex()
    return f.genesis(logKeys=[f"{f.origin}+{id}+{base64text(data)}"])


@refused("rule.ledger.log-key-twice")
def a_log_key_twice():
    """One log key listed twice, to look like two."""
    return Forger().genesis(logKeys=[Key("log").vkey()] * 2)


@refused("rule.ledger.key-in-use")
def a_registrar_key_as_a_log_key():
    """The registrar's key as the log key."""
    return Forger().genesis(logKeys=[Key("registrar").vkey()])


@refused("signature.missing")
def a_genesis_half_signed():
    """A genesis with a key whose holder did not sign."""
    f = Forger()
    registrar = {"id": "office", "name": "Office", "threshold": 1, "keys": [f.key("registrar").pem, f.key("other").pem]}
    f.add("ledger.genesis", {
        "environment": "demo", "rules": "pbr-1", "registrar": registrar, "format": 1, "logKeys": [f.log.vkey()]},
        ["registrar"])  # fmt: skip
    return f


def _registrar(f, names, by, id="office"):
    value = {"id": id, "name": "Office", "threshold": 1, "keys": [f.key(name).pem for name in names]}
    f.add("registrar.update", {"registrar": value}, by)
    return f


@refused("signature.missing")
def a_registrar_by_itself():
    """A registrar that nobody appointed: only the new key signs."""
    return _registrar(begun(), ["usurper"], ["usurper"])


@refused("signature.missing")
def a_registrar_of_two_by_one():
    """One key where two have to sign for the registrar."""
    f = Forger()
    registrar = {"id": "office", "name": "Office", "threshold": 2, "keys": [f.key("registrar").pem, f.key("r2").pem]}
    f.genesis(by=["registrar", "r2"], registrar=registrar)
    f.publish(document())
    return f


@refused("rule.registrar.id")
def a_registrar_of_another_id():
    """The registrar becomes somebody else."""
    return _registrar(begun(), ["registrar"], ["registrar"], id="bureau")


@refused("rule.registrar.key-in-use")
def a_registrar_with_a_members_key():
    """The registrar names a member's key as its own."""
    return _registrar(begun(), ["registrar", "q1"], ["registrar", "q1"])


@refused("rule.registrar.ended-key")
def a_registrar_with_an_ended_key():
    """The registrar names a key again that it replaced."""
    f = _registrar(begun(), ["r2"], ["registrar", "r2"])
    return _registrar(f, ["r2", "registrar"], ["r2"])


@refused("signature.missing")
def a_registrar_key_without_its_holder():
    """A new key of the registrar whose holder did not sign."""
    return _registrar(begun(), ["registrar", "r2"], ["registrar"])


def _rotate(f, keys, by=("registrar",)):
    f.add("log.rotate", {"logKeys": [key.vkey() for key in keys], "reason": Words("A drill.")}, by)
    return f


@refused("signature.missing")
def a_log_rotated_by_a_member():
    """A member replaces the log key."""
    return _rotate(begun(), [Key("log2")], ["q1"])


@refused("rule.log.key-in-use")
def a_members_key_as_a_log_key():
    """A member's key becomes the log key."""
    return _rotate(begun(), [Key("q1")])


# MARK: Accord


@refused("signature.missing")
def an_accord_by_a_member():
    """A member publishes the accord anew."""
    f = begun()
    f.publish(_next(f), by=["q1"])
    return f


@refused("rule.accord.id")
def another_accord():
    """Another accord as a later version."""
    f = begun()
    f.publish(_next(f, id="other-accord"))
    return f


@refused("rule.accord.version")
def an_accord_of_an_earlier_number():
    """A version that is not greater than the one before."""
    f = begun()
    f.publish(_next(f, "0.9.0"))
    return f


@refused("rule.accord.previous")
def an_accord_of_another_descent():
    """A version that names another one before it."""
    f = begun()
    f.publish(_next(f, previousSha256="0" * 64))
    return f


@refused("rule.accord.previous")
def a_first_accord_with_a_past():
    """A first version that claims one before it."""
    f = Forger().genesis()
    f.publish(document(previous=document()))
    return f


@refused("rule.accord.changes")
def an_accord_that_hides_its_changes():
    """A later version that does not say what changed."""
    f = begun()
    f.add("accord.publish", {"accord": _next(f)}, ["registrar"])
    return f


@refused("rule.accord.changes")
def a_first_accord_with_changes():
    """A first version that says what changed."""
    f = Forger().genesis()
    f.publish(document(), changes="All.")
    return f
