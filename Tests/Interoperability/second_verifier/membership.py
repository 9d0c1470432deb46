"""Who is a member, of what kind, bound since when. Status rules §3"""
from dataclasses import dataclass, field, replace

from second_verifier import periods
from second_verifier.encoding import DAY

SHORTEST_GAP = 30


@dataclass(frozen=True)
class Membership:
    """A membership at an instant."""

    member: bool = False
    kind: str | None = None
    traits: tuple = ()
    subscription: tuple | None = None  # None: everything
    base: int | None = None
    basis: str | None = None
    suspended: bool = False
    used: list = field(default_factory=list)
    suspensions: list = field(default_factory=list)  # those used


@dataclass(frozen=True)
class Leaving:
    """The last leaving: its entry, from when, and the membership that it ended."""

    index: int
    effective: int
    before: Membership


def bridge(book, act):
    """The longest gap, in seconds, over which a join keeps the old base: by the version in force when it was recorded."""
    document = periods.in_force(book.versions, act.recorded).document
    allowance = document["reporting"]["firstReportAfterDays"] if document["reporting"] else 0
    return DAY * max(allowance, document["membership"]["withdrawalNoticeDays"], SHORTEST_GAP)


def standing_acts(book, signatory):
    """The acts about a signatory, without listings entered in error and what struck them. Status rules §3"""
    joins = {act.index for act in book.joins(signatory)}
    return [
        act for act in book.about.get(signatory, [])
        if not act.is_strike and (act.kind != "signatory.join" or act.index in joins)
    ]  # fmt: skip


def is_leaving(act):
    """Whether an act ends a membership."""
    if act.kind == "signatory.update":
        return act.predicate["reason"] == "succeeded"
    return act.kind in ("signatory.withdraw", "signatory.delist")


def at(book, signatory, probe, start=None, end=None, due=None, commitments=()):
    """The membership at a probe. With `start`, `end` and `due`, those of a period, it is the one that the period sees.

    `commitments` are those of the accord, for whoever unsubscribes from everything.
    """
    acts, state, leaving, joined = standing_acts(book, signatory), Membership(), None, False
    start = probe if start is None else start
    for act in acts:
        said, counts = act.predicate, act.effective <= probe
        if act.kind == "signatory.join":
            # A later join changes no cell of a period that ended before it.
            counts = counts and (not joined or end is None or act.recorded <= end)
            joined = True
        if act.kind in ("signatory.subscribe", "signatory.unsubscribe"):
            counts = act.effective <= start
        if not counts:
            continue
        if is_leaving(act):
            if state.member:
                leaving = Leaving(act.index, act.effective, state)
            state = replace(state, member=False)
        elif act.kind == "signatory.join":
            state, leaving = _joined(book, act, state, leaving), None
        elif act.kind == "signatory.subscribe":
            state = replace(state, subscription=_union(state.subscription or (), said["commitments"]))
        elif act.kind == "signatory.unsubscribe":
            had = commitments if state.subscription is None else state.subscription
            state = replace(state, subscription=tuple(c for c in had if c not in said["commitments"]))
        elif act.kind in ("signatory.suspend", "signatory.reinstate"):
            suspensions = state.suspensions + [act.index]
            state = replace(state, suspended=act.kind == "signatory.suspend", suspensions=suspensions)
            continue
        else:
            kind, traits = said.get("kind", state.kind), tuple(said.get("traits", state.traits))
            state = replace(state, kind=kind, traits=traits)
        state = replace(state, used=state.used + [act.index])
    if end is not None and leaving and not state.member:
        state = _bridged(book, signatory, acts, state, leaving, start, end, due)
    return state


def _union(one, other):
    return one + tuple(value for value in other if value not in one)


def _joined(book, act, state, leaving):
    """A join starts anew, but for the base of who left a signed membership not long ago. It ends a suspension."""
    said = act.predicate
    base = max(act.effective, act.recorded)
    if leaving and not act.rests and leaving.before.basis == "signed":
        if act.effective - leaving.effective <= bridge(book, act):
            base = leaving.before.base
    subscribed = tuple(said["subscribed"]) if "subscribed" in said else None
    traits = tuple(said["traits"])
    return replace(
        state, member=True, kind=said["kind"], traits=traits, subscription=subscribed, base=base, basis=said["basis"],
        suspended=False,
    )  # fmt: skip


def _bridged(book, signatory, acts, state, leaving, start, end, due):
    """Who was a member at the start, left, and joined again by the due, never left for a period whose end fell between."""
    if not at(book, signatory, start).member:
        return state
    for act in acts:
        if act.kind == "signatory.join" and act.index > leaving.index and not act.rests:
            if act.effective > end and act.recorded <= due:
                used = state.used + [act.index]
                return replace(leaving.before, suspended=state.suspended, used=used, suspensions=state.suspensions)
    return state


def of_period(book, signatory, period, until):
    """The membership that a cell sees: at the earlier of the period's end and `until`. Status rules §3"""
    start, end, _, due = periods.times(book.versions, period)
    commitments = tuple(periods.governing(book.versions, period).commitments)
    return at(book, signatory, min(end, until), start, end, due, commitments)
