"""One ledger for each reason of Format §11 that no other attack meets: an entry that its own signers may not make."""
from corpus import Attack, Case, begun, offices, reporting
from forger import Forger, Key, Words, document
from second_verifier import accord

ATTACKS = []
LAST = -1


def refused(code):
    """An attack whose last entry is refused with this code; it gives back the ledger."""

    def wrap(make):
        def case():
            ledger = make()
            return Case(ledger, [f"{ledger.size + LAST} {code}"])

        ATTACKS.append(Attack(make.__name__.replace("_", "-"), make.__doc__, case))
        return make

    return wrap


def _next(f, number="2.0.0", **changes):
    return document(number, previous=f.versions[-1].document, **changes)


# MARK: Log and registrar


@refused("rule.ledger.log-key-name")
def a_log_key_of_another_name():
    """A log key that bears another name than the ledger."""
    return Forger().genesis(logKeys=[Key("log").vkey("pledges.example/other")])


@refused("rule.ledger.log-key-type")
def a_witness_key_as_a_log_key():
    """A key of the type of witnesses as a log key."""
    from second_verifier.encoding import base64text, sha256

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


# MARK: Parties and keys


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


# MARK: Membership


def _joined(f, member="saltmere", **changes):
    f.join(member, ["s1"], **changes)
    return f


@refused("rule.signatory.no-accord")
def a_join_before_the_accord():
    """A join while there is nothing to join."""
    return _joined(Forger().genesis())


@refused("rule.signatory.unknown-kind")
def a_join_of_another_kind():
    """A kind that the accord does not have."""
    return _joined(begun(), kind="robot")


@refused("rule.signatory.unknown-trait")
def a_join_with_another_trait():
    """A trait that the accord does not have."""
    return _joined(begun(), traits=["tall"])


def _with(**membership):
    f = Forger().genesis()
    rules = {"reservationsAllowed": False, "subscription": "opt-in", "withdrawalNoticeDays": 0} | membership
    f.publish(document(membership=rules))
    return f


@refused("rule.signatory.reservation")
def a_reservation_where_none_is_allowed():
    """A reservation where the accord allows none."""
    return _joined(_with(), reservation={"en": "But not us."}, subscribed=[])


@refused("rule.signatory.subscription")
def a_join_without_a_choice():
    """A join to an opt-in accord that chooses nothing."""
    return _joined(_with())


@refused("rule.signatory.unknown-commitment")
def a_join_to_another_commitment():
    """A subscription to a commitment that the accord does not have."""
    return _joined(_with(), subscribed=["c-99"])


@refused("rule.signatory.registrar")
def the_registrar_joins():
    """The registrar joins under its own id."""
    f = begun()
    f.join("office", ["s1"])
    return f


@refused("rule.signatory.already-member")
def a_member_joins_again():
    """A member joins again, for another kind."""
    f = begun()
    f.join("quillonia", ["q1"], kind="company")
    return f


@refused("rule.signatory.already-member")
def a_member_joins_before_it_has_left():
    """A join dated into the future, while the membership still stands then."""
    f = begun()
    f.act("signatory.withdraw", "quillonia", ["q1"], effective="2031-06-01T00:00:00Z")
    f.join("quillonia", ["q1"], effective="2031-05-01T00:00:00Z")
    return f


@refused("signature.missing")
def an_update_by_the_member_alone():
    """A member changes its own kind."""
    f = begun()
    f.act("signatory.update", "quillonia", ["q1"], reason="corrected", kind="company")
    return f


@refused("rule.signatory.unknown-signatory")
def an_update_of_nobody():
    """An update of somebody whom no entry brought."""
    f = begun()
    f.act("signatory.update", "nobody", ["registrar"], reason="corrected", kind="company")
    return f


@refused("rule.signatory.retrospective")
def an_update_backwards():
    """A kind changed in retrospect, to one that no commitment speaks to."""
    f = begun()
    said = {"reason": "corrected", "kind": "company", "effective": "2030-11-12T00:00:00Z"}
    f.at("2032-05-01T00:00:00Z").act("signatory.update", "quillonia", ["registrar", "q1"], **said)
    return f


@refused("rule.signatory.unknown-kind")
def an_update_to_another_kind():
    """An update to a kind that the accord does not have."""
    f = begun()
    f.act("signatory.update", "quillonia", ["registrar", "q1"], reason="corrected", kind="robot")
    return f


@refused("rule.signatory.unknown-signatory")
def a_subscription_of_nobody():
    """A subscription of somebody whom no entry brought."""
    f = begun()
    f.act("signatory.subscribe", "nobody", ["q1"], commitments=["c-1"])
    return f


@refused("signature.missing")
def a_subscription_by_the_registrar():
    """The registrar narrows what a member subscribed to."""
    f = begun()
    f.act("signatory.unsubscribe", "quillonia", ["registrar"], commitments=["c-1"])
    return f


@refused("rule.signatory.unknown-commitment")
def a_subscription_to_another_commitment():
    """Unsubscribing from a commitment that the accord does not have."""
    f = begun()
    f.act("signatory.unsubscribe", "quillonia", ["q1"], commitments=["c-99"])
    return f


@refused("signature.missing")
def a_delisting_by_another_member():
    """A member delists another."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    f.act("signatory.delist", "saltmere", ["q1"], reason="other")
    return f


@refused("rule.signatory.unknown-signatory")
def a_delisting_of_nobody():
    """Somebody whom no entry brought is delisted."""
    f = begun()
    f.act("signatory.delist", "nobody", ["registrar"], reason="other")
    return f


@refused("rule.signatory.unknown-signatory")
def a_withdrawal_of_nobody():
    """Somebody whom no entry brought leaves."""
    f = begun()
    f.act("signatory.withdraw", "nobody", ["registrar"])
    return f


@refused("signature.missing")
def a_listed_member_withdrawn_by_another():
    """A member lets a listed one leave."""
    f = begun(("quillonia", ["q1"]), ("paperland", []))
    f.act("signatory.withdraw", "paperland", ["q1"])
    return f


@refused("rule.signatory.not-member")
def a_withdrawal_twice():
    """A member leaves again."""
    f = begun()
    f.act("signatory.withdraw", "quillonia", ["q1"])
    f.act("signatory.withdraw", "quillonia", ["q1"], text=Words("Once more."))
    return f


def _extended(f, **changes):
    said = {"period": "2031", "signatories": "all", "newDue": "2032-07-01T00:00:00Z", "reason": Words("Asked.")}
    by = changes.pop("by", ["registrar"])
    f.add("deadline.extend", said | changes, by)
    return f


@refused("signature.missing")
def an_extension_by_the_member():
    """A member gives itself more time."""
    return _extended(begun(), by=["q1"])


@refused("rule.deadline.unknown-period")
def an_extension_of_no_period():
    """An extension of a period that there is not."""
    return _extended(begun(), period="2099")


@refused("rule.deadline.unknown-signatory")
def an_extension_for_nobody():
    """An extension for somebody whom no entry brought."""
    return _extended(begun(), signatories=["nobody"])


@refused("rule.deadline.unknown-commitment")
def an_extension_of_no_commitment():
    """An extension for a commitment that there is not."""
    return _extended(begun(), commitments=["c-99"])


# MARK: Filings


def _filed(f, change=lambda said: None, values=None, **changes):
    said = f.attestation("quillonia", values or {"c-1": "not-met"}, **changes)
    change(said)
    f.add("attestation.submit", said, ["q1"])
    return f


@refused("rule.attestation.unknown-signatory")
def a_filing_of_nobody():
    """A filing of somebody whom no entry brought."""
    return _filed(reporting(), lambda said: said.update(signatory="nobody"))


@refused("rule.attestation.no-reporting")
def a_filing_in_a_register():
    """A filing where nobody files."""
    f = Forger().genesis()
    f.publish(document(reporting=None))
    f.join("quillonia", ["q1"])
    version = {"id": "forged-accord", "version": "1.0.0", "sha256": accord.sha256(f.versions[0].document)}
    said = {"signatory": "quillonia", "period": "2031", "accord": version, "evidence": [],
            "claims": f.claims({"c-1": "not-met"}, None),
            "affirmation": {"words": Words({"text": "We affirm.", "office": "Ministry"})}}  # fmt: skip
    f.add("attestation.submit", said, ["q1"])
    return f


@refused("rule.attestation.unknown-period")
def a_filing_for_no_period():
    """A filing for a period that there is not."""
    return _filed(reporting(), lambda said: said.update(period="2099"))


@refused("rule.attestation.accord-version")
def a_filing_under_another_version():
    """A filing that names a version which does not govern the period."""
    return _filed(reporting(), lambda said: said["accord"].update(version="2.0.0"))


@refused("rule.attestation.not-member")
def a_filing_of_one_that_left():
    """A filing of somebody who was no member in that period any more."""
    f = begun()
    f.act("signatory.withdraw", "quillonia", ["q1"])
    return _filed(f.at("2032-02-01T00:00:00Z"))


@refused("rule.attestation.unknown-commitment")
def a_filing_for_no_commitment():
    """A claim for a commitment that there is not."""
    return _filed(reporting(), values={"c-99": "not-met"})


@refused("rule.attestation.not-addressed")
def a_filing_for_what_is_not_addressed():
    """A claim for a commitment that does not speak to the signatory."""
    return _filed(reporting(), values={"c-3": "not-met"})


@refused("rule.attestation.unknown-claim")
def a_claim_of_another_value():
    """A claim value that the accord does not have."""
    return _filed(reporting(), values={"c-1": "excellent"})


@refused("rule.attestation.evidence-missing")
def a_claim_without_evidence():
    """A claim that needs evidence, without any."""

    def change(said):
        said["claims"][0] = {"commitment": "c-1", "claim": "met"}

    return _filed(reporting(), change)


@refused("rule.attestation.explanation-missing")
def a_claim_without_an_explanation():
    """A claim that needs an explanation, without any."""
    return _filed(reporting(), lambda said: said["claims"][0].pop("explanation"))


@refused("rule.attestation.not-head")
def a_withdrawal_of_no_head():
    """A filing is withdrawn that was superseded."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.attest("quillonia", {"c-1": "met"}, ["q1"], supersedes=filed)
    f.take_back("quillonia", filed, ["q1"])
    return f


# MARK: Opinions


@refused("rule.evidence.role")
def a_check_without_the_role():
    """A check of evidence by a panel."""
    f = offices()
    said = {"evidence": "a" * 64, "uri": "https://example/", "result": "match", "checkedAt": "2032-02-01T00:00:00Z"}
    f.add("evidence.check", said, ["panel"])
    return f


def _reviewed(change=None, **changes):
    f = offices()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    said = {"of": f.reference(filed), "commitments": ["c-1"], "conclusion": "supports", "level": "limited",
            "words": Words({"independence": "No ties.", "paidBy": "Ourselves."})} | changes  # fmt: skip
    f.add("review.publish", said, ["reviewer"])
    return f


@refused("rule.review.not-an-attestation")
def a_review_of_something_else():
    """A review of an entry with another leaf hash."""
    return _reviewed(of={"index": 7, "header": "0" * 64})


@refused("rule.review.unknown-commitment")
def a_review_of_what_was_not_claimed():
    """A review of a commitment that the filing does not list."""
    return _reviewed(commitments=["c-2"])


@refused("rule.review.unknown-level")
def a_review_of_no_level():
    """A review at the lowest level, which is none."""
    return _reviewed(level="none")


@refused("rule.review.unknown-review")
def a_review_withdrawn_by_another():
    """A reviewer withdraws another's review."""
    f = _reviewed()
    f.admit("other-office", ["other"], ["reviewer"])
    f.add("review.withdraw", {"of": f.reference(f.size - 2)}, ["other"])
    return f


@refused("rule.challenge.unknown-signatory")
def a_challenge_of_nobody():
    """A challenge of somebody whom no entry brought."""
    f = offices()
    f.challenge("nobody", ["c-1"], ["challenger"])
    return f


@refused("rule.challenge.unknown-commitment")
def a_challenge_of_no_commitment():
    """A challenge of a commitment that there is not."""
    f = offices()
    f.challenge("quillonia", ["c-99"], ["challenger"])
    return f


@refused("rule.challenge.unknown-ground")
def a_challenge_on_no_ground():
    """A challenge on a ground that the accord does not have."""
    f = offices()
    said = {"signatory": "quillonia", "period": "2031", "commitments": ["c-1"], "ground": "dislike",
            "text": Words("We do not like it."), "evidence": []}  # fmt: skip
    f.add("challenge.open", said, ["challenger"])
    return f


@refused("rule.challenge.off")
def a_challenge_where_there_are_none():
    """A challenge in an accord without any."""
    f = Forger().genesis()
    f.publish(document(challenge=None))
    f.join("quillonia", ["q1"])
    f.admit("challenger-office", ["challenger"], ["challenger"])
    f.challenge("quillonia", ["c-1"], ["challenger"])
    return f


@refused("rule.challenge.unknown-challenge")
def an_answer_to_nothing():
    """An answer to an entry that is no challenge."""
    f = offices()
    f.add("challenge.respond", {"challenge": 2, "text": Words("It is not."), "evidence": []}, ["q1"])
    return f


@refused("signature.missing")
def an_answer_by_the_registrar():
    """The registrar answers for a member."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    f.add("challenge.respond", {"challenge": opened, "text": Words("It is so."), "evidence": []}, ["registrar"])
    return f


@refused("rule.challenge.withdrawn")
def a_decision_on_a_challenge_withdrawn():
    """A decision on a challenge that its challenger took back."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    f.add("challenge.withdraw", {"challenge": opened}, ["challenger"])
    f.resolve(opened, {"c-1": "upheld"}, ["panel"])
    return f


@refused("rule.challenge.challenger")
def a_challenge_withdrawn_by_another():
    """A challenger takes another's challenge back."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    f.admit("other-office", ["other"], ["challenger"])
    f.add("challenge.withdraw", {"challenge": opened}, ["other"])
    return f
