"""What others say of a cell: challenges, reviews, checks of evidence. Status rules §8"""
from dataclasses import dataclass, field

from second_verifier import chains
from second_verifier.encoding import DAY

CONCLUSIONS = ("contradicts", "qualified", "supports")  # worst first
FILINGS = ("attestation.submit", "attestation.supersede")


@dataclass
class Opinion:
    """A result, the entries it comes from, and what stands beside it where it rests on recovery."""

    result: str
    used: list = field(default_factory=list)
    beside: list = field(default_factory=list)
    flags: set = field(default_factory=set)
    conclusion: str | None = None
    held: list = field(default_factory=list)  # withdrawals that rest on recovery


def _outcome(resolution, commitment):
    found = {outcome["commitment"]: outcome["outcome"] for outcome in resolution.predicate["outcomes"]}
    return found[commitment]


def dispute(book, signatory, period, commitment):
    """The worst that challenges came to; each commitment has an outcome of its own."""
    opinion, states = Opinion("none"), []
    for index, challenge in sorted(book.challenges.items()):
        said = challenge.opened.predicate
        if (said["signatory"], said["period"]) != (signatory, period) or commitment not in said["commitments"]:
            continue
        opinion.held += [act for act in challenge.withdrawals if act.rests]
        opinion.used += [index] + sorted(act.index for act in challenge.resolutions + challenge.takes_out)
        if challenge.takes_out:
            continue
        states.append(_outcome(challenge.resolutions[-1], commitment) if challenge.resolutions else "open")
        if challenge.resolutions and challenge.resolutions[-1].rests:
            steady = [act for act in challenge.resolutions if not act.rests]
            opinion.beside.append({
                "challenge": index, "entry": steady[-1].index if steady else None,
                "outcome": _outcome(steady[-1], commitment) if steady else None})  # fmt: skip
    for state in ("rejected", "partly-upheld", "upheld", "open"):
        opinion.result = state if state in states else opinion.result
    return opinion


def waits_for_answer(book, signatory, period, commitment):
    """The challenges of a cell that are neither resolved nor withdrawn, and were not answered."""
    return [
        challenge.opened for _, challenge in sorted(book.challenges.items())
        if (challenge.opened.predicate["signatory"], challenge.opened.predicate["period"]) == (signatory, period)
        and commitment in challenge.opened.predicate["commitments"]
        and not challenge.takes_out and not challenge.resolutions and not challenge.responses
    ]  # fmt: skip


def assurance(book, signatory, period, commitment, head, has_claim, levels):
    """The highest level of the reviews that name the head, and the worst of their conclusions."""
    opinion, counted, withdrawn = Opinion("none"), [], []
    for index, review in sorted(book.reviews.items()):
        said = review.published.predicate
        of = book.by_index.get(said["of"]["index"])
        if of is None or of.kind not in FILINGS or commitment not in said["commitments"]:
            continue
        if (of.predicate["signatory"], of.predicate["period"]) != (signatory, period):
            continue
        opinion.held += [act for act in review.withdrawals if act.rests]
        if not review.is_standing:
            withdrawn.append(index)
            continue
        opinion.used.append(index)
        if chains.names(said["of"], head):
            counted.append(said)
        else:
            opinion.flags.add("review-of-older-version")
    opinion.used += withdrawn
    if counted and has_claim:
        ranked = [level for level in levels if level in {said["level"] for said in counted}]
        opinion.result = ranked[-1] if ranked else "none"
        opinion.conclusion = next(c for c in CONCLUSIONS if c in {said["conclusion"] for said in counted})
    return opinion


def evidence(book, head, commitment, policy, at):
    """What checks say of the items that the head's claim refers to; without a claim nothing."""
    opinion = Opinion("none")
    if head is None:
        return opinion
    listed = {item["id"]: item for item in head.predicate["evidence"]}
    items = [listed[name] for name in head.claims[commitment].get("evidence", [])]
    last = {}
    for item in items:
        checks = book.checks.get(item["sha256"], [])
        if not checks:
            continue
        last[item["sha256"]] = checks[-1]
        opinion.used.append(checks[-1].index)
        if checks[-1].rests:
            steady = [act for act in checks if not act.rests]
            opinion.beside.append({
                "sha256": item["sha256"], "entry": steady[-1].index if steady else None,
                "result": steady[-1].predicate["result"] if steady else None})  # fmt: skip
    results = {act.predicate["result"] for act in last.values()}
    public = [last.get(item["sha256"]) for item in items if item["visibility"] == "public"]
    longest = policy.get("maxAgeDays")
    fresh = [
        act is not None and act.predicate["result"] == "match"
        and (longest is None or at - act.recorded <= longest * DAY)
        for act in public
    ]  # fmt: skip
    if items:
        opinion.result = "checked" if public and all(fresh) else "listed"
        opinion.result = "broken" if "unreachable" in results else opinion.result
        opinion.result = "mismatch" if "mismatch" in results else opinion.result
    return opinion


