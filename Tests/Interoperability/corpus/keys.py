"""Attacks on keys: brought in, ended or declared compromised in somebody's name. Format §13"""
from corpus import Case, begun, collection, offices, reporting
from forger import Forger, Words, document

ATTACKS, attack = collection()
JUNE = "2032-06-01T00:00:00Z"


@attack
def a_key_registered_by_the_registrar():
    """The registrar brings in a key for a member, and files with it."""
    f = reporting()
    said = {"party": "quillonia", "key": f.key("thief").pem}
    made = f.add("key.register", said, ["registrar", "thief"])
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["thief"])
    missing = {"claim": None, "submission": "missing"}
    findings = [f"{made} signature.missing", f"{filed} signature.unknown-key"]
    return Case(f, findings, {(JUNE, "quillonia", "2031", "c-1"): missing})


@attack
def a_key_by_admission():
    """The registrar admits a member's id as a party, with a key of its own."""
    f = begun()
    return Case(f, [f"{f.admit('quillonia', ['thief'], ['reviewer'])} signature.missing"])


@attack
def a_key_by_joining_for_a_party():
    """The registrar lets an admitted party join, with a key of its own."""
    f = begun()
    f.admit("panel-office", ["panel"], ["panel"])
    return Case(f, [f"{f.join('panel-office', ['thief'])} signature.missing"])


@attack
def a_key_by_joining_again():
    """The registrar lets a member that left join again, with a key of its own."""
    f = begun()
    f.act("signatory.withdraw", "quillonia", ["q1"])
    return Case(f, [f"{f.join('quillonia', ['thief'])} signature.missing"])


@attack
def a_key_for_a_listed_member():
    """The registrar admits a member that it listed from a public source."""
    f = begun(("quillonia", ["q1"]), ("paperland", []))
    return Case(f, [f"{f.admit('paperland', ['thief'], ['reviewer'])} rule.party.public-source"])


@attack
def a_key_for_a_member_listed_from_tomorrow():
    """The same before the listing is effective, so that the listed member has keys once it is."""
    f = begun()
    f.join("paperland", effective="2031-06-01T00:00:00Z")
    return Case(f, [f"{f.admit('paperland', ['thief'], ['reviewer'])} rule.party.public-source"])


@attack
def a_key_without_its_holder():
    """A key named in a join whose holder did not sign."""
    f = Forger()
    f.genesis().publish(document())
    said = {"signatory": "quillonia", "name": {"en": "q"}, "kind": "state", "traits": [], "keys": [f.key("q1").pem]}
    said |= {"effective": "2030-11-12T00:00:00Z", "basis": "signed"}
    return Case(f, [f"{f.add('signatory.join', said, ['registrar'])} signature.missing"])


@attack
def somebody_elses_key():
    """A key of one party named by another."""
    f = begun(("quillonia", ["q1"]))
    return Case(f, [f"{f.join('saltmere', ['q1'])} rule.signatory.key-in-use"])


@attack
def a_log_key_as_a_party_key():
    """The log key serves a party as well."""
    f = begun()
    return Case(f, [f"{f.admit('panel-office', ['log'], ['panel'])} rule.party.key-in-use"])


@attack
def voided_by_the_registrar():
    """The registrar declares a member's key compromised since before it filed."""
    f = reporting()
    f.attest("quillonia", {"c-1": "met"}, ["q1"])
    made = f.revoke("quillonia", "q1", ["registrar"], "compromised", invalidSince="2031-01-01T00:00:00Z")
    stands = {"claim": "met", "flags": []}
    return Case(f, [f"{made} rule.key.invalid-since"], {(JUNE, "quillonia", "2031", "c-1"): stands})


@attack
def superseded_by_the_registrar():
    """The registrar ends a key as if its owner had asked."""
    f = begun()
    return Case(f, [f"{f.revoke('quillonia', 'q1', ['registrar'], 'superseded')} rule.key.reason"])


@attack
def voided_before_the_key():
    """An `invalidSince` before the key came in."""
    f = begun()
    made = f.revoke("quillonia", "q1", ["q1"], "compromised", invalidSince="2030-01-01T00:00:00Z")
    return Case(f, [f"{made} rule.key.invalid-since"])


@attack
def voided_by_one_of_two():
    """One key of two voids filings by declaring itself compromised."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=2)
    f.at("2032-02-01T00:00:00Z").attest("saltmere", {"c-1": "met"}, ["s1", "s2"])
    made = f.revoke("saltmere", "s1", ["s1"], "compromised", invalidSince="2031-01-01T00:00:00Z")
    return Case(f, [f"{made} rule.key.invalid-since"], {(JUNE, "saltmere", "2031", "c-1"): {"claim": "met"}})


@attack
def one_signs_for_two():
    """One person signs for a company that needs two."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=2)
    filed = f.at("2032-02-01T00:00:00Z").attest("saltmere", {"c-1": "met"}, ["s1"])
    return Case(f, [f"{filed} signature.missing"])


@attack
def one_registers_for_two():
    """One person of two brings in a third key of its own."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=2)
    made = f.add("key.register", {"party": "saltmere", "key": f.key("s3").pem}, ["s1", "s3"])
    return Case(f, [f"{made} signature.missing"])


@attack
def one_lowers_the_threshold_of_two():
    """One person of two makes itself enough."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=2)
    made = f.add("key.threshold", {"party": "saltmere", "threshold": 1}, ["s1"])
    return Case(f, [f"{made} signature.missing"])


@attack
def a_threshold_nobody_reaches():
    """A threshold above the number of keys."""
    f = begun()
    made = f.add("key.threshold", {"party": "quillonia", "threshold": 2}, ["q1"])
    return Case(f, [f"{made} rule.key.threshold"])


@attack
def below_the_threshold():
    """The registrar ends one key of two; the other files alone, and can only end itself."""
    f = begun()
    f.join("saltmere", ["s1", "s2"], threshold=2)
    f.at("2032-02-01T00:00:00Z").revoke("saltmere", "s2", ["registrar"])
    filed = f.attest("saltmere", {"c-1": "met"}, ["s1"])
    f.revoke("saltmere", "s1", ["s1"])
    return Case(f, [f"{filed} signature.missing"])


@attack
def updated_after_the_keys_ended():
    """The registrar ends a member's keys, and then changes what it is."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    made = f.act("signatory.update", "quillonia", ["registrar"], kind="company", reason="corrected")
    return Case(f, [f"{made} signature.missing"])


@attack
def withdrawn_by_the_registrar():
    """The registrar lets a member leave that signed."""
    f = begun()
    return Case(f, [f"{f.act('signatory.withdraw', 'quillonia', ['registrar'])} signature.missing"])


@attack
def seventeen_keys():
    """More keys than a reader should have to check."""
    f = begun()
    f.join("saltmere", [f"s{n}" for n in range(16)])
    made = f.add("key.register", {"party": "saltmere", "key": f.key("s16").pem}, ["s0", "s16"])
    return Case(f, [f"{made} rule.key.too-many-keys"])


@attack
def an_ended_key_named_again():
    """A join names a key that ended."""
    f = begun()
    f.join("saltmere", ["s1", "s2"])
    f.revoke("saltmere", "s2", ["registrar"])
    f.act("signatory.withdraw", "saltmere", ["s1"])
    said = {"signatory": "saltmere", "name": {"en": "s"}, "kind": "state", "traits": [], "basis": "signed"}
    said |= {"effective": "2031-01-01T00:00:00Z", "keys": [f.key("s1").pem, f.key("s2").pem]}
    f.at("2031-01-01T00:00:00Z")
    return Case(f, [f"{f.add('signatory.join', said, ['registrar', 's1'])} rule.signatory.ended-key"])


@attack
def an_ended_key_signs():
    """A key that ended signs a filing."""
    f = reporting()
    f.revoke("quillonia", "q1", ["registrar"])
    return Case(f, [f"{f.attest('quillonia', {'c-1': 'met'}, ['q1'])} key.not-in-force"])


@attack
def an_identification_of_another_key():
    """An identification of a key that the statement does not bring in."""
    f = begun()
    said = {"key": f.key("q1").id, "method": "in-person", "date": "2030-11-01", "reference": Words("Minutes 3")}
    made = f.admit("panel-office", ["panel"], ["panel"], identifications=[said])
    return Case(f, [f"{made} rule.party.identification"])


@attack
def a_ledger_that_continues_itself():
    """A ledger that says it continues the one it is."""
    f = Forger()
    f.genesis(continues={"origin": f.origin, "genesis": "0" * 64, "size": 7, "root": "0" * 64})
    return Case(f, ["0 rule.ledger.continues"], unlisted=True)


@attack
def a_period_of_the_ledger_before():
    """A continued ledger in which a period of the old one is filed again."""
    f = Forger()
    f.genesis(continues={"origin": "pledges.example/old", "genesis": "0" * 64, "size": 7, "root": "0" * 64})
    f.at("2032-01-15T00:00:00Z").publish(document())
    f.join("quillonia", ["q1"], effective="2031-01-01T00:00:00Z")
    return Case(f, [f"{f.attest('quillonia', {'c-1': 'met'}, ['q1'])} rule.attestation.period-past"])


@attack
def a_panel_in_its_own_case():
    """A challenger decides its own challenge."""
    f = begun()
    f.admit("judge", ["judge"], ["challenger", "panel"])
    f.at("2032-02-01T00:00:00Z")
    opened = f.challenge("quillonia", ["c-1"], ["judge"])
    return Case(f, [f"{f.resolve(opened, {'c-1': 'upheld'}, ['judge'])} rule.challenge.party-to-it"])


@attack
def a_review_of_ones_own():
    """A member reviews its own filing."""
    f = begun()
    f.join("saltmere", ["s1"])
    f.admit("saltmere", ["s1"], ["reviewer"])
    filed = f.at("2032-02-01T00:00:00Z").attest("saltmere", {"c-1": "met"}, ["s1"])
    return Case(f, [f"{f.review(filed, ['c-1'], ['s1'])} rule.review.own"])


@attack
def a_decision_by_the_registrar():
    """The registrar decides a challenge itself."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    return Case(f, [f"{f.resolve(opened, {'c-1': 'upheld'}, ['registrar'])} signature.missing"])


@attack
def a_decision_without_the_role():
    """A reviewer decides a challenge."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    return Case(f, [f"{f.resolve(opened, {'c-1': 'upheld'}, ['reviewer'])} rule.challenge.role"])


@attack
def two_parties_on_one_review():
    """A review that two parties sign, so that nobody can tell whose it is."""
    f = offices()
    filed = f.attest("quillonia", {"c-1": "met"}, ["q1"])
    return Case(f, [f"{f.review(filed, ['c-1'], ['panel', 'reviewer'])} signature.missing"])


@attack
def an_objection_twice():
    """One key objects to one act twice."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    f.add("key.object", {"party": "quillonia", "of": 3}, ["q1"])
    again = f.add("key.object", {"party": "quillonia", "of": 3, "text": Words("Again.")}, ["q1"])
    return Case(f, [f"{again} rule.key.objected"])


@attack
def an_objection_by_another():
    """Somebody objects for a party."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    f.revoke("quillonia", "q1", ["registrar"])
    return Case(f, [f"{f.add('key.object', {'party': 'quillonia', 'of': 4}, ['s1'])} signature.missing"])


@attack
def an_objection_by_a_later_key():
    """A recovered key objects to the revocation before it."""
    f = begun()
    f.revoke("quillonia", "q1", ["registrar"])
    f.recover("quillonia", ["r1"])
    f.at("2031-01-01T00:00:00Z")
    return Case(f, [f"{f.add('key.object', {'party': 'quillonia', 'of': 3}, ['r1'])} signature.missing"])


@attack
def an_objection_to_ones_own_act():
    """An objection to a revocation that the owner made."""
    f = begun()
    f.revoke("quillonia", "q1", ["q1"])
    return Case(f, [f"{f.add('key.object', {'party': 'quillonia', 'of': 3}, ['q1'])} rule.key.unknown-act"])
