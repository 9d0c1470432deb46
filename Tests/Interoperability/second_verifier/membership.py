"""Who is a member, of what kind, bound since when. Status rules §3"""
from dataclasses import dataclass, field, replace

from second_verifier import accord, periods
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
    """The longest gap, in seconds, over which a join keeps the old base: by the version in force at its recorded."""
    before = [version for version in book.versions if version.entry < act.index]
    document = periods.in_force(before, act.recorded).document
    return DAY * max(accord.allowance(document), document["membership"]["withdrawalNoticeDays"], SHORTEST_GAP)


def is_leaving(act):
    """Whether an act ends a membership."""
    if act.kind == "signatory.update":
        return act.predicate["reason"] == "succeeded"
    return act.kind in ("signatory.withdraw", "signatory.delist")


def _counts(act, probe, start, end, joined):
    """Whether the table of Status rules §3 takes an act at a probe; `end` is that of the period, if there is one."""
    if act.is_strike:
        return True
    if act.kind in ("signatory.subscribe", "signatory.unsubscribe"):
        return act.effective <= start
    if act.kind == "signatory.join" and joined and end is not None and act.recorded > end:
        return False  # a later join changes no cell of a period that ended before it
    return act.effective <= probe


def table(book, signatory, probe, start=None, end=None, commitments=()):
    """The membership at a probe, and the leaving that ended it, by the table of Status rules §3.

    `start` and `end` are those of a period; `commitments` are those of the accord, for whoever had subscribed to
    everything.
    """
    state, leaving, joined = Membership(), None, False
    for act in book.standing(signatory):
        counts = _counts(act, probe, probe if start is None else start, end, joined)
        joined = joined or act.kind == "signatory.join"
        if not counts:
            continue
        if act.kind in ("signatory.suspend", "signatory.reinstate"):
            suspensions = state.suspensions + [act.index]
            state = replace(state, suspended=act.kind == "signatory.suspend", suspensions=suspensions)
            continue
        if is_leaving(act) and not act.is_strike:
            leaving = Leaving(act.index, act.effective, state) if state.member else leaving
            state = replace(state, member=False)
        elif act.kind == "signatory.join":
            state, leaving = _joined(book, act, state, leaving), None
        elif not act.is_strike:
            state = _changed(act, state, commitments)
        state = replace(state, used=state.used + [act.index])
    return state, leaving


def _joined(book, act, state, leaving):
    """A join starts anew, but for the base of who left a signed membership not long ago. It ends a suspension."""
    said, base = act.predicate, max(act.effective, act.recorded)
    if leaving and not act.rests and leaving.before.basis == "signed":
        if act.effective - leaving.effective <= bridge(book, act):
            base = leaving.before.base
    return replace(
        state, member=True, kind=said["kind"], traits=tuple(said["traits"]), base=base, basis=said["basis"],
        suspended=False, subscription=tuple(said["subscribed"]) if "subscribed" in said else None,
    )  # fmt: skip


def _changed(act, state, commitments):
    """What an update or an act on the subscription makes of a membership."""
    said = act.predicate
    if act.kind == "signatory.subscribe":
        had = state.subscription or ()
        return replace(state, subscription=had + tuple(c for c in said["commitments"] if c not in had))
    if act.kind == "signatory.unsubscribe":
        had = commitments if state.subscription is None else state.subscription
        return replace(state, subscription=tuple(c for c in had if c not in said["commitments"]))
    kind, traits = said.get("kind", state.kind), tuple(said.get("traits", state.traits))
    return replace(state, kind=kind, traits=traits)


def at(book, signatory, instant, commitments=()):
    """The membership at an instant, of no period. Format §11"""
    return table(book, signatory, instant, commitments=commitments)[0]


def of_period(book, signatory, period, until):
    """The membership that a cell sees: at the earlier of the period's end and `until`. Status rules §3"""
    start, end, _, due = periods.times(book.versions, period)
    commitments = tuple(periods.governing(book.versions, period).commitments)
    state, _ = table(book, signatory, min(end, until), start, end, commitments)
    then, leaving = table(book, signatory, end, start, end, commitments)
    if then.member or leaving is None:
        return state
    joins = [a for a in book.joins(signatory) if a.index > leaving.index and not a.rests]
    if not joins or joins[0].effective <= end or joins[0].recorded > due:
        return state
    before, _ = table(book, signatory, leaving.effective - 1, start, end, commitments)
    began, _ = table(book, signatory, start, start, end, commitments)
    if not (before.member and began.member):
        return state
    used = state.used + [joins[0].index]
    return replace(before, suspended=state.suspended, used=used, suspensions=state.suspensions)
