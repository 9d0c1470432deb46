"""The rules of attestations, checks, reviews and challenges. Format §10, §11"""
from decimal import Decimal

from second_verifier import accord, chains, encoding, membership, periods
from second_verifier.encoding import Malformed


def _speaks(q, signatory):
    """A signatory that can speak for itself, and does."""
    q.needs_signatory(signatory)
    q.refuse_if(q.book.basis(signatory) == "public-source", "public-source")
    q.by_owner(signatory)


def attest(q):
    """A first filing, or one in place of another."""
    said, signatory, period = q.said, q.said["signatory"], q.said["period"]
    _speaks(q, signatory)
    current = q.needs_accord()
    known = periods.containing(q.book.versions, period)
    q.refuse_if(not known and not current.periods, "no-reporting")
    version = q.needs_period(period)
    _, _, opens, _ = periods.times(q.book.versions, period)
    if q.state.continues:
        _, end, _, _ = periods.times(q.book.versions, period)
        q.refuse_if(end <= q.book.versions[0].recorded, "period-past")
    named = (said["accord"]["id"], said["accord"]["version"], said["accord"]["sha256"])
    q.refuse_if(named != (version.document["id"], version.document["version"], version.digest), "accord-version")
    q.refuse_if(q.at < opens, "window-closed")
    member = membership.of_period(q.book, signatory, period, q.at)
    q.refuse_if(not member.member, "not-member")
    ranks = chains.ranks(version.document)
    heads = chains.heads(q.book, signatory, period, [claim["commitment"] for claim in said["claims"]], ranks)
    for claim in said["claims"]:
        commitment = version.commitments.get(claim["commitment"])
        q.refuse_if(commitment is None, "unknown-commitment")
        q.refuse_if(not accord.addresses(commitment["appliesTo"], member.kind, member.traits), "not-addressed")
        head = heads[claim["commitment"]]
        if q.kind == "attestation.submit":
            q.refuse_if(head is not None, "already-claimed")
        else:
            q.refuse_if(not chains.names(said["supersedes"], head), "not-head")
        _claim(q, version.document, commitment, claim, member)


def _claim(q, document, commitment, claim, member):
    """One claim against the accord: value, needs, measures, indicators."""
    values = accord.claim_values(document)
    q.refuse_if(claim["claim"] not in values, "unknown-claim")
    _, needs = values[claim["claim"]]
    least = max(1, commitment.get("evidencePolicy", {}).get("minItems", 1))
    q.refuse_if("evidence" in needs and len(claim.get("evidence", [])) < least, "evidence-missing")
    q.refuse_if("explanation" in needs and "explanation" not in claim, "explanation-missing")
    measures = {measure["id"]: measure for measure in commitment.get("measures", [])}
    q.refuse_if(any(said["id"] not in measures for said in claim.get("measures", [])), "unknown-measure")
    indicators = {indicator["id"]: indicator for indicator in accord.indicators(commitment)}
    for said in claim.get("indicators", []):
        q.refuse_if(said["id"] not in indicators, "unknown-indicator")
        _indicator(q, indicators[said["id"]], said)
    if claim["claim"] not in ("not-applicable", chains.NO_CLAIM):
        given = {said["id"] for said in claim.get("indicators", [])}
        q.refuse_if(not _required(commitment, member) <= given, "indicator-missing")


def _required(commitment, member):
    """The indicators that a claim must have: those of measures only where the measure speaks to the signatory."""
    found = list(commitment.get("indicators", []))
    for measure in commitment.get("measures", []):
        if "appliesTo" not in measure or accord.addresses(measure["appliesTo"], member.kind, member.traits):
            found += measure.get("indicators", [])
    return {indicator["id"] for indicator in found if indicator["required"]}


def _indicator(q, indicator, said):
    _value(q, indicator, said["value"])
    keys = indicator.get("breakdown")
    for part in said.get("breakdown", []):
        country = keys == "country" and len(part["key"]) == 2 and all("A" <= c <= "Z" for c in part["key"])
        q.refuse_if(not (country or (isinstance(keys, list) and part["key"] in keys)), "breakdown")
        _value(q, indicator, part["value"])


_ORDERS = {"integer": int, "decimal": Decimal, "percent": Decimal, "date": encoding.date}


def _value(q, indicator, value):
    """A value against type, choices and range. Format §9"""
    kind = indicator["type"]
    q.refuse_if(not _has_type(kind, value), "indicator-type")
    if kind == "choice":
        q.refuse_if(value not in {choice["id"] for choice in indicator["choices"]}, "indicator-choice")
    if kind in _ORDERS:
        order = _ORDERS[kind]
        low, high = accord.bounds(indicator)
        q.refuse_if(low is not None and order(value) < order(low), "indicator-range")
        q.refuse_if(high is not None and order(value) > order(high), "indicator-range")


def _has_type(kind, value):
    if kind in ("narrative", "link"):
        return isinstance(value, dict)
    if kind == "integer":
        return type(value) is int
    if not isinstance(value, str):
        return False
    try:
        if kind in ("decimal", "percent"):
            accord.decimal(value)
        if kind == "date":
            encoding.date(value)
        return kind != "yes-no" or value in ("yes", "no")
    except Malformed:
        return False


def take_back(q):
    """A filing is withdrawn."""
    said, signatory, period = q.said, q.said["signatory"], q.said["period"]
    _speaks(q, signatory)
    listed = {c for act in q.book.filings.get((signatory, period), []) for c in act.claims}
    heads = chains.heads(q.book, signatory, period, listed, {}).values()
    q.refuse_if(not any(chains.names(said["withdraws"], head) for head in heads), "not-head")


def _in_role(q, role):
    party = q.by_one_party()
    q.refuse_if(role not in q.book.parties.get(party, []), "role")
    return party


def check(q):
    """Somebody looked at evidence."""
    _in_role(q, "checker")


def review(q):
    """An opinion on a filing, by somebody else."""
    reviewer, of = _in_role(q, "reviewer"), q.said["of"]
    act = q.book.by_index.get(of["index"])
    filing = act and act.kind in ("attestation.submit", "attestation.supersede") and chains.names(of, act)
    q.refuse_if(not filing, "not-an-attestation")
    q.refuse_if(reviewer == act.predicate["signatory"], "own")
    q.refuse_if(any(c not in act.claims for c in q.said["commitments"]), "unknown-commitment")
    version = periods.governing(q.book.versions, act.predicate["period"])
    q.refuse_if(q.said["level"] not in accord.levels(version.document)[1:], "unknown-level")


def review_withdraw(q):
    """The reviewer takes its opinion back."""
    reviewer, of = _in_role(q, "reviewer"), q.said["of"]
    found = q.book.reviews.get(of["index"])
    its_own = found and found.is_standing and found.published.actor == reviewer
    q.refuse_if(not its_own or not chains.names(of, found.published), "unknown-review")


def challenge(q):
    """Somebody contradicts, in public and on a ground that the accord has."""
    challenger, said = _in_role(q, "challenger"), q.said
    q.needs_signatory(said["signatory"])
    q.refuse_if(challenger == said["signatory"], "own")
    version = q.needs_period(said["period"])
    q.refuse_if(version.document["challenge"] is None, "off")
    grounds = {ground["id"] for ground in version.document["challenge"]["grounds"]}
    q.refuse_if(said["ground"] not in grounds, "unknown-ground")
    q.needs_commitments(version, said["commitments"])


def _open(q):
    found = q.book.challenges.get(q.said["challenge"])
    q.refuse_if(found is None, "unknown-challenge")
    q.refuse_if(found.is_withdrawn, "withdrawn")
    return found


def respond(q):
    """The signatory answers."""
    q.by_owner(_open(q).opened.predicate["signatory"])


def resolve(q):
    """The panel decides, on every commitment that was challenged."""
    panel = _in_role(q, "panel")
    opened = _open(q).opened
    q.refuse_if(panel in (opened.actor, opened.predicate["signatory"]), "party-to-it")
    decided = {outcome["commitment"] for outcome in q.said["outcomes"]}
    q.refuse_if(decided != set(opened.predicate["commitments"]), "outcomes")


def challenge_withdraw(q):
    """The challenger takes it back."""
    opened = _open(q).opened
    q.refuse_if(_in_role(q, "challenger") != opened.actor, "challenger")


RULES = {
    "attestation.submit": attest, "attestation.supersede": attest, "attestation.withdraw": take_back,
    "evidence.check": check, "review.publish": review, "review.withdraw": review_withdraw,
    "challenge.open": challenge, "challenge.respond": respond, "challenge.resolve": resolve,
    "challenge.withdraw": challenge_withdraw,
}  # fmt: skip
