"""The chain of claims of a cell, and which filings are void. Status rules §1, §5"""
from dataclasses import dataclass, field

from second_verifier import accord, encoding
from second_verifier.ledger import Act

NO_CLAIM = "no-claim"


def reaches(revocation, act):
    """Whether the `invalidSince` of a revocation is at or before an attestation."""
    return revocation is not None and encoding.time(revocation.predicate["invalidSince"]) <= act.recorded


def is_void(book, act):
    """Whether fewer good keys are left on an attestation than had to sign it. Status rules §1"""
    good = [key for key in act.own if not reaches(book.voiding(key), act)]
    return len(good) < act.threshold


@dataclass
class Chain:
    """A chain of claims after its last entry."""

    head: Act | None = None
    first: int | None = None
    steady: Act | None = None  # the head, or its absence, after the last act that does not rest on recovery
    flags: set = field(default_factory=set)
    used: list = field(default_factory=list)
    held: list = field(default_factory=list)  # acts that rest on recovery, and would take something out
    voids: list = field(default_factory=list)  # voided attestations

    def claim(self, commitment):
        """The value that the head claims, or None."""
        return self.head.claims[commitment]["claim"] if self.head else None


def names(reference, act):
    """Whether an `{index, header}` names an act."""
    return act is not None and reference["index"] == act.index and reference["header"] == act.leaf


def chain(book, signatory, period, commitment, due, ranks):
    """Follows the filings of a signatory for a period through one commitment."""
    state = Chain()
    for act in book.filings.get((signatory, period), []):
        if is_void(book, act):
            state.flags.add("void-signature")
            state.voids.append(act)
            state.used.append(act.index)
        elif act.kind == "attestation.submit":
            if state.head is None and commitment in act.claims:
                state.flags.discard("withdrawn")
                _take(state, act, commitment)
        elif act.kind == "attestation.supersede":
            if commitment in act.claims and names(act.predicate["supersedes"], state.head):
                _supersede(state, act, commitment, due, ranks)
        elif names(act.predicate["withdraws"], state.head):
            if act.rests:
                state.held.append(act)
                continue
            state.used.append(act.index)
            state.head = state.first = state.steady = None
            state.flags.add("withdrawn")
    return state


def _take(state, act, commitment):
    state.head = act
    state.steady = state.steady if act.rests else act
    state.used.append(act.index)
    if state.first is None and act.claims[commitment]["claim"] != NO_CLAIM:
        state.first = act.recorded


def _supersede(state, act, commitment, due, ranks):
    old, new = state.claim(commitment), act.claims[commitment]["claim"]
    if act.rests and new == NO_CLAIM:
        state.held.append(act)
        return
    if old != new:
        state.flags.add("restated")
        if act.recorded > due:
            state.flags.add("restated-after-due")
            if ranks.get(new, 0) > ranks.get(old, 0):
                state.flags.add("raised-after-due")
    _take(state, act, commitment)


def heads(book, signatory, period, commitments, ranks):
    """The head of each commitment, as admission asks for it. Format §11"""
    return {c: chain(book, signatory, period, c, 0, ranks).head for c in commitments}


def ranks(document):
    """Claim value to rank."""
    return {value: rank for value, (rank, _) in accord.claim_values(document).items()}
