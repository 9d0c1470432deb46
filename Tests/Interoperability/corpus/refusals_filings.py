"""One ledger for each reason of Format §11 that no other attack meets: filings, checks, reviews, challenges."""
from corpus import begun, offices, refusals, reporting
from forger import Forger, Words, document
from second_verifier import accord

ATTACKS, refused = refusals()


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
