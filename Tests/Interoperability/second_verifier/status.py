"""One cell of a report: signatory, commitment and period at an instant. Status rules §4–§9"""
from second_verifier import accord, chains, membership, opinions, periods
from second_verifier.encoding import DAY, timetext
from second_verifier.keys import spells
from second_verifier.ledger import Book

FLAGS = (
    "withdrawn", "restated", "restated-after-due", "raised-after-due", "void-signature", "review-of-older-version",
    "response-overdue", "no-key",
)  # fmt: skip


class View:
    """What is visible at an instant, of the first entries. Status rules §1"""

    def __init__(self, acts, at, first=None):
        self.at = at
        visible = [act for act in acts if act.recorded <= at and (first is None or act.index < first)]
        self.book = Book(visible)
        self._spells = {}

    @property
    def versions(self):
        """The versions of the accord."""
        return self.book.versions

    def spells(self, signatory):
        """The history of a signatory's keys."""
        if signatory not in self._spells:
            self._spells[signatory] = spells(self.book.acts, signatory, self.at)
        return self._spells[signatory]

    def short(self, signatory, start, end):
        """The spells with too few keys, and a cause, that touch the seconds from `start` to `end`."""
        return [] if end < start else [
            spell for spell in self.spells(signatory)
            if spell.excuses and spell.start <= end and (spell.end is None or spell.end > start)
        ]  # fmt: skip


# MARK: Keys


def causes(view, signatory, period):
    """Why a signatory had too few keys while it could report: revocations and recoveries. Status rules §7"""
    _, _, opens, due = periods.times(view.versions, period)
    found = view.short(signatory, opens, min(due, view.at))
    revocations = {act.index for spell in found for act in spell.revocations}
    recoveries = {entry for spell in found for entry in spell.waiting}
    return revocations, recoveries


def is_excused(view, signatory, period):
    """Whether what is missing for a period does not count as silence. Status rules §10"""
    revocations, recoveries = causes(view, signatory, period)
    _, _, opens, due = periods.times(view.versions, period)
    for index in revocations:
        objected = [act.recorded for act in view.book.objections.get(index, [])]
        if view.book.by_index[index].recorded >= opens or any(when <= due for when in objected):
            return True
    return bool(recoveries)


def _answered_late(view, signatory, opened, days):
    """Whether the time for an answer is over; days on which the keys were taken away do not count. Status rules §7"""
    day, counted, last = opened.recorded, 0, (view.spells(signatory) or [None])[-1]
    while counted < days and day < view.at:
        if last and last.excuses and last.start <= day:
            return False  # it is short to this day
        counted += not view.short(signatory, day, day + DAY - 1)
        day += DAY
    return counted == days and view.at > day


# MARK: Duty


def _is_lowered(view, period, commitment, member):
    """Whether a commitment is at most `encouraged`: nothing is required that was not, when the period began."""
    versions = view.versions
    bringing = periods.bringing(versions, period)
    if bringing is not versions[0] and bringing.since > periods.times(versions, period)[0]:
        return True
    then = periods.deciding(versions, period).commitments.get(commitment)
    return (
        then is None or accord.obligation(then) != "required"
        or not accord.addresses(then["appliesTo"], member.kind, member.traits)
    )  # fmt: skip


def duty(view, period, commitment, member):
    """The first row that applies. Status rules §4"""
    versions = view.versions
    if periods.dropped_by(versions, period):
        return "dropped"
    if not member.member:
        return "not-member"
    if member.basis == "public-source":
        return "listed"
    governing, bringing = periods.governing(versions, period), periods.bringing(versions, period)
    asked = governing.commitments[commitment]
    if not accord.addresses(asked["appliesTo"], member.kind, member.traits):
        return "not-applicable"
    if member.subscription is not None and commitment not in member.subscription:
        return "not-subscribed"
    allowance = max(accord.allowance(governing.document), accord.allowance(bringing.document))
    end = periods.times(versions, period)[1]
    if member.base + allowance * DAY > end or periods.is_over_at_birth(versions, period):
        return "not-yet-due"
    if member.suspended:
        return "suspended"
    required = accord.obligation(asked) == "required" and not _is_lowered(view, period, commitment, member)
    return "required" if required else "encouraged"


def _submission(view, bound, has_claim, encouraged, first, opens, due, close):
    """The first row that applies. Status rules §6"""
    if has_claim:
        return "voluntary" if not bound else "on-time" if first <= due else "late"
    if not bound:
        return "none"
    if view.at < opens:
        return "upcoming"
    if view.at <= due:
        return "open"
    if encouraged:
        return "not-reported"
    return "overdue" if view.at <= close else "missing"


# MARK: Cell

REGISTER = {
    "duty": "no-reporting", "submission": "none", "claim": None, "headline": "no-reporting", "daysLate": None,
    "due": None, "close": None, "retroactiveExtension": False, "flags": [], "dispute": "none", "assurance": "none",
    "evidence": "none", "conclusion": None, "noClaim": None, "marks": [], "beside": {}, "voidClaims": [], "noKey": None,
    "because": [],
}  # fmt: skip


def cell(view, signatory, period, commitment):
    """All members of a cell. Status rules §9"""
    if not any(version.periods for version in view.versions):
        return {"commitment": commitment} | REGISTER
    book, versions = view.book, view.versions
    governing, bringing = periods.governing(versions, period), periods.bringing(versions, period)
    _, _, opens, _ = periods.times(versions, period)
    due, retroactive, because = periods.due(book, period, signatory, commitment)
    close = due + DAY * max(version.periods[period]["graceDays"] for version in (governing, bringing))
    member = membership.of_period(book, signatory, period, view.at)
    owed = duty(view, period, commitment, member)
    chain = chains.chain(book, signatory, period, commitment, due, chains.ranks(governing.document))
    claim = chain.claim(commitment)
    placeholder = chain.head.index if claim == chains.NO_CLAIM else None
    claim = None if claim == chains.NO_CLAIM else claim
    bound = owed in ("required", "encouraged")
    submission = _submission(view, bound, claim is not None, owed == "encouraged", chain.first, opens, due, close)
    dispute = opinions.dispute(book, signatory, period, commitment)
    levels = accord.levels(governing.document)
    assurance = opinions.assurance(book, signatory, period, commitment, chain.head, claim is not None, levels)
    policy = governing.commitments.get(commitment, {}).get("evidencePolicy", {})
    evidence = opinions.evidence(book, chain.head if claim else None, commitment, policy, view.at)
    no_key = _no_key(view, signatory, period)
    flags = chain.flags | assurance.flags | ({"no-key"} if no_key else set())
    flags |= _response(view, signatory, period, commitment, governing, owed)
    because = because + member.used + member.suspensions + chain.used + dispute.used + assurance.used + evidence.used
    because = list(dict.fromkeys(because))
    resting = [book.by_index[index] for index in because] + chain.held + dispute.held + assurance.held
    return {
        "commitment": commitment, "duty": owed, "submission": submission, "claim": claim,
        "headline": owed if not bound and submission != "voluntary" else claim or submission, "noClaim": placeholder,
        "daysLate": max(0, -(-(chain.first - due) // DAY)) if claim else None,
        "due": timetext(due), "close": timetext(close), "retroactiveExtension": retroactive,
        "flags": [flag for flag in FLAGS if flag in flags], "dispute": dispute.result, "assurance": assurance.result,
        "evidence": evidence.result, "conclusion": assurance.conclusion,
        "marks": _marks(book, resting, no_key), "noKey": no_key, "because": because,
        "beside": _beside(chain, commitment, dispute, evidence),
        "voidClaims": _void_claims(book, signatory, period, commitment, chain),
    }  # fmt: skip


def _no_key(view, signatory, period):
    """The causes of the flag no-key, or None without it. Status rules §9"""
    revocations, recoveries = causes(view, signatory, period)
    if not revocations and not recoveries:
        return None
    return {"revocations": sorted(revocations), "recoveries": sorted(recoveries)}


def _response(view, signatory, period, commitment, governing, owed):
    """The flag response-overdue, in a set."""
    rules = governing.document["challenge"]
    opened = opinions.waits_for_answer(view.book, signatory, period, commitment)
    late = rules and owed != "listed" and any(_answered_late(view, signatory, o, rules["responseDays"]) for o in opened)
    return {"response-overdue"} if late else set()


def _marks(book, resting, no_key):
    """On whose signature something rests. Status rules §9"""
    recoveries = {act.recovery for act in resting if act.rests}
    marks = {("recovered-key", entry) for entry in recoveries}
    if no_key:
        recoveries |= set(no_key["recoveries"])
    named = recoveries | set(no_key["revocations"] if no_key else ())
    named |= {by for entry in recoveries for by in book.by_index[entry].rests_on}
    marks |= {("contested", act.index) for entry in named for act in book.objections.get(entry, [])}
    return [{"mark": mark, "entry": entry} for mark, entry in sorted(marks, key=lambda m: (m[1], m[0].encode()))]


def _void_claims(book, signatory, period, commitment, chain):
    """What is said of the keys on attestations, and by whom. Status rules §9"""
    found = []
    for act in book.filings.get((signatory, period), []):
        if act not in chain.voids and commitment not in act.claims:
            continue
        for key in act.own:
            for revocation in book.revocations.get(key, []):
                counts = revocation.rests or revocation is book.voiding(key)
                if counts and chains.reaches(revocation, act):
                    found.append({
                        "attestation": act.index, "keyid": key, "revocation": revocation.index,
                        "invalidSince": revocation.predicate["invalidSince"],
                        "by": "key" if revocation.own == (key,) else "owner",
                        "recovery": revocation.recovery})  # fmt: skip
    return found


def _beside(chain, commitment, dispute, evidence):
    """What stands without recovery, where something rests on it. Status rules §9"""
    found = {}
    if chain.head is not None and chain.head.rests:
        steady = chain.steady
        value = steady.claims[commitment]["claim"] if steady else None
        found["claim"] = {"entry": steady.index if steady else None, "claim": value}
    if dispute.beside:
        found["outcomes"] = dispute.beside
    if evidence.beside:
        found["checks"] = evidence.beside
    return found
