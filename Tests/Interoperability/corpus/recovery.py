"""Attacks by recovery: a registrar that ends keys and brings in others. Format §13, Status rules §5, §7–§10"""
from corpus import Case, begun, collection, offices, reporting
from forger import Words

ATTACKS, attack = collection()
JUNE = "2032-06-01T00:00:00Z"
CELL = (JUNE, "quillonia", "2031", "c-1")


def _mark(mark, entry):
    return {"mark": mark, "entry": entry}


def _void(f, attestation, revocation, since, recovery):
    return {
        "attestation": attestation, "keyid": f.key("q1").id, "revocation": revocation, "invalidSince": since,
        "by": "owner", "recovery": recovery,
    }  # fmt: skip


def taken_over(f):
    """The registrar ends q1 and brings in r1; the clock stands where it is in force. The recovery's index."""
    f.at("2032-02-10T00:00:00Z").revoke("quillonia", "q1", ["registrar"])
    recovery = f.recover("quillonia", ["r1"])
    f.at("2032-03-01T00:00:00Z")
    return recovery


@attack
def recovery_of_a_stranger():
    """A recovery for somebody who never had a key."""
    f = begun(("paperland", []))
    return Case(f, [f"{f.recover('paperland', ['thief'])} rule.key.never-had-key"])


@attack
def recovery_of_one_that_has_enough():
    """A recovery for somebody whose keys are all there."""
    f = begun()
    return Case(f, [f"{f.recover('quillonia', ['thief'])} rule.key.not-open"])


@attack
def recovery_of_the_registrar():
    """A recovery of the registrar's own keys."""
    f = begun()
    return Case(f, [f"{f.recover('office', ['thief'])} rule.key.unknown-party"])


@attack
def recovery_without_the_holder():
    """A recovery that the new key did not sign."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    said = {"party": "quillonia", "keys": [f.key("r1").pem], "threshold": 1}
    return Case(f, [f"{f.add('key.recover', said, ['registrar'])} signature.missing"])


@attack
def recovery_with_an_old_key():
    """A recovery that names a key that ended."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    said = {"party": "quillonia", "keys": [f.key("q1").pem], "threshold": 1}
    return Case(f, [f"{f.add('key.recover', said, ['registrar'])} rule.key.key-in-use"])


@attack
def a_waiting_key_files():
    """A recovered key files a second before its 14 days are over."""
    f = reporting()
    f.revoke("quillonia", "q1", ["registrar"])
    f.recover("quillonia", ["r1"])
    f.now += 14 * 86_400 - 2
    return Case(f, [f"{f.attest('quillonia', {'c-1': 'met'}, ['r1'])} key.not-in-force"])


def two_recoveries():
    """Of three keys two were ended; a first recovery is in force, and a second one, r2, still waits."""
    f = begun()
    f.join("saltmere", ["s1", "s2", "s3"], threshold=3)
    f.act("signatory.withdraw", "saltmere", ["s1", "s2", "s3"])
    f.revoke("saltmere", "s2", ["registrar"])
    f.revoke("saltmere", "s3", ["registrar"])
    f.recover("saltmere", ["r1"], threshold=1)
    f.now += 10 * 86_400
    f.recover("saltmere", ["r2"], threshold=1)
    f.now += 5 * 86_400
    return f


@attack
def a_waiting_key_admitted():
    """An admission names a key that waits, beside one that is in force."""
    f = two_recoveries()
    said = {"party": "saltmere", "name": "Saltmere", "roles": ["reviewer"], "keys": [f.key("s1").pem, f.key("r2").pem]}
    return Case(f, [f"{f.add('party.admit', said, ['registrar', 's1'])} rule.party.waiting-key"])


@attack
def a_waiting_key_joined():
    """A join names a key that waits, beside one that is in force."""
    f = two_recoveries()
    said = {"signatory": "saltmere", "name": {"en": "s"}, "kind": "state", "traits": [], "basis": "signed"}
    said |= {"effective": "2031-01-01T00:00:00Z", "keys": [f.key("s1").pem, f.key("r2").pem]}
    return Case(f, [f"{f.add('signatory.join', said, ['registrar', 's1'])} rule.signatory.waiting-key"])


@attack
def a_second_key_signs_while_it_waits():
    """A key of the second recovery signs beside one that is in force."""
    f = two_recoveries()
    made = f.add("key.register", {"party": "saltmere", "key": f.key("n").pem}, ["s1", "r2", "n"])
    return Case(f, [f"{made} key.not-in-force"])


@attack
def files_with_a_recovered_key():
    """The registrar recovers its way into a member's name, and files."""
    f = reporting()
    recovery = taken_over(f)
    f.attest("quillonia", {"c-1": "not-met"}, ["r1"])
    expected = {
        "claim": "not-met", "submission": "on-time", "flags": ["no-key"], "marks": [_mark("recovered-key", recovery)],
        "noKey": {"revocations": [3], "recoveries": [recovery]},
        "beside": {"claim": {"entry": None, "claim": None}},
    }  # fmt: skip
    return Case(f, [], {CELL: expected})


@attack
def supersedes_with_a_recovered_key():
    """The registrar recovers its way into a member's name, and makes its claim worse."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "met"}, ["q1"])
    recovery = taken_over(f)
    f.attest("quillonia", {"c-1": "not-met"}, ["r1"], supersedes=filed)
    expected = {
        "claim": "not-met", "beside": {"claim": {"entry": filed, "claim": "met"}},
        "marks": [_mark("recovered-key", recovery)],
    }  # fmt: skip
    return Case(f, [], {CELL: expected})


@attack
def withdraws_with_a_recovered_key():
    """The registrar recovers its way into a member's name, and takes its filing back: it stands."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "met"}, ["q1"])
    recovery = taken_over(f)
    f.take_back("quillonia", filed, ["r1"])
    f.take_back("quillonia", filed, ["r1"])
    refused = f.attest("quillonia", {"c-1": "not-met"}, ["r1"])
    expected = {
        "claim": "met", "submission": "on-time", "flags": ["no-key"], "beside": {},
        "because": [2, filed], "marks": [_mark("recovered-key", recovery)],
    }  # fmt: skip
    return Case(f, [f"{refused} rule.attestation.already-claimed"], {CELL: expected})


@attack
def claims_nothing_with_a_recovered_key():
    """The registrar recovers its way into a member's name, and claims nothing in the place of its claim."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "met", "c-2": "met"}, ["q1"])
    taken_over(f)
    f.attest("quillonia", {"c-1": "no-claim"}, ["r1"], supersedes=filed)
    return Case(f, [], {CELL: {"claim": "met", "submission": "on-time", "flags": ["no-key"], "beside": {}}})


@attack
def voids_with_a_recovered_key():
    """The registrar recovers its way into a member's name, and voids what it filed."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "met"}, ["q1"])
    recovery = taken_over(f)
    said = f.revoke("quillonia", "q1", ["r1"], "compromised", invalidSince="2031-01-01T00:00:00Z")
    word = _void(f, filed, said, "2031-01-01T00:00:00Z", recovery)
    expected = {"claim": "met", "flags": ["no-key"], "marks": [], "because": [2, filed], "voidClaims": [word]}
    return Case(f, [], {CELL: expected})


@attack
def lifts_a_voiding_with_a_recovered_key():
    """A member voided a filing of a thief; the registrar recovers, and lifts that."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "met"}, ["q1"])
    voided = f.revoke("quillonia", "q1", ["q1"], "compromised", invalidSince="2032-01-15T00:00:00Z")
    recovery = f.recover("quillonia", ["r1"])
    f.at("2032-03-01T00:00:00Z")
    said = f.revoke("quillonia", "q1", ["r1"], "compromised", invalidSince="2032-02-20T00:00:00Z")
    expected = {
        "claim": None, "flags": ["void-signature", "no-key"], "because": [2, filed],
        "noKey": {"revocations": [], "recoveries": [recovery]},
        "voidClaims": [_void(f, filed, voided, "2032-01-15T00:00:00Z", None) | {"by": "key"}],
    }  # fmt: skip
    assert said == recovery + 1
    return Case(f, [], {CELL: expected})


@attack
def washes_the_mark_with_another_key():
    """A recovered key brings in another one, by which the mark would be lost."""
    f = reporting()
    recovery = taken_over(f)
    f.add("key.register", {"party": "quillonia", "key": f.key("r2").pem}, ["r1", "r2"])
    f.revoke("quillonia", "r1", ["r1"])
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["r2"])
    marks = [_mark("recovered-key", recovery)]
    return Case(f, [], {CELL: {"claim": "not-met", "because": [2, filed], "marks": marks}})


@attack
def washes_the_mark_with_a_threshold():
    """Recovered keys lower the threshold so far that one old key, which is left, carries what they do."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=2)
    f.at("2032-01-05T00:00:00Z").revoke("saltmere", "s2", ["registrar"])
    recovery = f.recover("saltmere", ["r1"], threshold=2)
    f.at("2032-02-01T00:00:00Z")
    f.add("key.threshold", {"party": "saltmere", "threshold": 1}, ["r1", "s1"])
    f.attest("saltmere", {"c-1": "not-met"}, ["s1"])
    marks = [_mark("recovered-key", recovery)]
    return Case(f, [], {(JUNE, "saltmere", "2031", "c-1"): {"claim": "not-met", "marks": marks}})


@attack
def a_thief_raises_the_threshold():
    """A thief with the only key raises the own threshold, so that its owner's acts would rest on recovery."""
    f = begun(("quillonia", ["q1"]))
    thief = f.at("2031-10-01T00:00:00Z").add("key.register", {"party": "quillonia", "key": f.key("t").pem}, ["q1", "t"])
    raised = f.add("key.threshold", {"party": "quillonia", "threshold": 2}, ["q1"])
    f.add("key.object", {"party": "quillonia", "of": raised}, ["q1"])
    f.revoke("quillonia", "t", ["q1", "t"], "compromised", invalidSince="2031-10-01T00:00:01Z")
    f.at("2031-11-01T00:00:00Z")
    f.recover("quillonia", ["r1"], threshold=1)
    f.at("2032-02-01T00:00:00Z")
    f.attest("quillonia", {"c-1": "met"}, ["q1"])
    assert thief == 3
    return Case(f, [], {CELL: {"claim": "met", "marks": [], "beside": {}}})


@attack
def a_risen_threshold():
    """The same without an objection: what one old key does alone then rests on recovery."""
    f = begun(("quillonia", ["q1"]))
    f.at("2031-10-01T00:00:00Z").add("key.register", {"party": "quillonia", "key": f.key("q2").pem}, ["q1", "q2"])
    f.add("key.threshold", {"party": "quillonia", "threshold": 2}, ["q1"])
    f.revoke("quillonia", "q2", ["q1", "q2"])
    f.at("2031-11-01T00:00:00Z")
    recovery = f.recover("quillonia", ["r1"], threshold=1)
    f.at("2032-02-01T00:00:00Z")
    f.attest("quillonia", {"c-1": "met"}, ["q1"])
    expected = {"claim": "met", "marks": [_mark("recovered-key", recovery)]}
    return Case(f, [], {CELL: expected})


@attack
def a_contested_recovery():
    """The ended key objects: everything that rests on the revocation is marked."""
    f = reporting()
    f.revoke("quillonia", "q1", ["registrar"])
    recovery = f.recover("quillonia", ["r1"])
    objection = f.add("key.object", {"party": "quillonia", "of": 3, "text": Words("That was not us.")}, ["q1"])
    f.at("2032-03-01T00:00:00Z").attest("quillonia", {"c-1": "not-met"}, ["r1"])
    marks = [_mark("recovered-key", recovery), _mark("contested", objection)]
    return Case(f, [], {CELL: {"claim": "not-met", "marks": marks}})


@attack
def silenced_by_the_registrar():
    """The registrar ends a member's only key while it could report: missing, and not silent."""
    f = reporting()
    f.revoke("quillonia", "q1", ["registrar"])
    expected = {"submission": "missing", "flags": ["no-key"], "noKey": {"revocations": [3], "recoveries": []}}
    return Case(f, [], {CELL: expected}, {f"{JUNE} quillonia": "active"})


@attack
def an_excuse_of_ones_own():
    """A member ends its own last key, after the registrar ended another and left enough: no excuse."""
    f = begun(("saltmere", ["s1", "s2"]))
    f.at("2032-02-01T00:00:00Z").revoke("saltmere", "s2", ["registrar"])
    f.revoke("saltmere", "s1", ["s1"])
    expected = {"submission": "missing", "flags": [], "noKey": None}
    cells = {(JUNE, "saltmere", "2031", "c-1"): expected}
    return Case(f, [], cells, {f"{JUNE} saltmere": "non-communicating"})


@attack
def a_challenge_withdrawn_with_a_recovered_key():
    """The registrar recovers its way into a challenger's name, and takes the challenge back: it stays open."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    f.revoke("challenger-office", "challenger", ["registrar"])
    recovery = f.recover("challenger-office", ["r1"])
    f.at("2032-03-01T00:00:00Z")
    f.add("challenge.withdraw", {"challenge": opened}, ["r1"])
    expected = {"dispute": "open", "because": [2, opened], "marks": [_mark("recovered-key", recovery)]}
    return Case(f, [], {CELL: expected})


@attack
def a_decision_with_a_recovered_key():
    """The registrar recovers its way into the panel's name, and decides again."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    before = f.resolve(opened, {"c-1": "rejected"}, ["panel"])
    f.revoke("panel-office", "panel", ["registrar"])
    recovery = f.recover("panel-office", ["r1"])
    after = f.at("2032-03-01T00:00:00Z").resolve(opened, {"c-1": "upheld"}, ["r1"])
    expected = {
        "dispute": "upheld", "marks": [_mark("recovered-key", recovery)], "because": [2, opened, before, after],
        "beside": {"outcomes": [{"challenge": opened, "entry": before, "outcome": "rejected"}]},
    }  # fmt: skip
    return Case(f, [], {CELL: expected})


@attack
def two_good_signatures_of_three_voided():
    """Of two keys that had to sign, one is declared compromised: too few good ones are left."""
    f = begun(("saltmere", ["s1", "s2", "s3"]))
    f.add("key.threshold", {"party": "saltmere", "threshold": 2}, ["s1"])
    f.at("2032-02-01T00:00:00Z").attest("saltmere", {"c-1": "met"}, ["s1", "s2"])
    f.revoke("saltmere", "s2", ["s1", "s3"], "compromised", invalidSince="2032-01-01T00:00:00Z")
    expected = {"claim": None, "flags": ["void-signature"], "because": [2, 4]}
    return Case(f, [], {(JUNE, "saltmere", "2031", "c-1"): expected})
