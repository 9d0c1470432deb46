"""Who may sign for whom: owners, thresholds, recovery, revocation. Format §13

A `KeyBook` is a fold over acts; it can be made anew from any beginning of a ledger, which is what reports do.
"""
from dataclasses import dataclass, field

from second_verifier.encoding import DAY

WAIT = 14 * DAY
MOST_KEYS = 16


@dataclass
class Key:
    """A key that an entry brought in, and what became of it."""

    id: str
    party: str
    entry: int
    recorded: int
    since: int  # in force for entries recorded from here on
    recovery: int | None = None  # the recovery that it goes back to
    ended: int | None = None
    ended_at: int | None = None
    ended_by_registrar: bool = False

    def in_force(self, at):
        """Whether it signs for its party, for an entry recorded at that instant."""
        return self.ended is None and self.since <= at

    def waiting(self, at):
        """Whether it was brought in by a recovery that has not come into force yet."""
        return self.ended is None and self.since > at

    def came_in(self, at):
        """Whether it ever was in force up to that instant."""
        return self.since <= at and (self.ended_at is None or self.ended_at >= self.since)


@dataclass
class Threshold:
    """A threshold that an entry set: at once, or when the keys of a recovery come in."""

    entry: int
    recorded: int
    value: int
    since: int
    keys: tuple = ()  # those of a recovery


@dataclass
class Owner:
    """What the ledger knows of a party's keys."""

    thresholds: list = field(default_factory=list)
    own: list = field(default_factory=list)  # those that do not rest on recovery
    recoveries: list = field(default_factory=list)


class KeyBook:
    """All keys of a ledger, of registrar and parties, as entry after entry left them."""

    def __init__(self):
        self.keys, self.owners, self.objections, self.registrar = {}, {}, {}, None
        self._by_party = {}
        self.raises = {}  # acts that set a threshold after the first, and whose

    # MARK: Questions

    def of(self, party):
        """The keys of a party, ended ones too, in the order in which they came."""
        return self._by_party.get(party, [])

    def in_force(self, party, at):
        """The ids of the keys that sign for a party."""
        return {key.id for key in self.of(party) if key.in_force(at)}

    def present(self, party, at):
        """How many keys are in force or waiting."""
        return sum(key.ended is None for key in self.of(party))

    def had_keys(self, party):
        """Whether an entry ever brought in a key for it."""
        return bool(self.of(party))

    def _came_in(self, recovery, at):
        return recovery.since <= at and any(self.keys[key].came_in(at) for key in recovery.keys)

    def threshold(self, party, at):
        """How many keys sign for a party: the last threshold that counts. That of a recovery counts with its keys."""
        value = 1
        for threshold in self.owners[party].thresholds if party in self.owners else []:
            if not threshold.keys or self._came_in(threshold, at):
                value = threshold.value
        return value

    def own_threshold(self, party, at):
        """The threshold that the party set itself; a rise counts after 14 days without an objection."""
        value = None
        for threshold in self.owners[party].own:
            objected = any(when < threshold.recorded + WAIT for when in self.objections.get(threshold.entry, []))
            if value is None or threshold.value <= value or (at >= threshold.recorded + WAIT and not objected):
                value = threshold.value
        return value or 1

    def signed(self, party, signers, at):
        """Whether the owner of a party signed: as many different keys in force as its threshold."""
        return party is not None and len(self.in_force(party, at) & set(signers)) >= self.threshold(party, at)

    def signers_of(self, party, signers):
        """Those of the signers that are keys of the party."""
        return tuple(key for key in signers if key in self.keys and self.keys[key].party == party)

    def recovery_of(self, party, signers, at):
        """The recovery on which an act that asks for the owner rests, or None. Format §13"""
        came = [r.entry for r in self.owners[party].recoveries if self._came_in(r, at)] if party in self.owners else []
        if not came:
            return None
        marks = [self.keys[key].recovery for key in self.signers_of(party, signers)]
        if marks.count(None) >= self.own_threshold(party, at):
            return None
        return max((mark for mark in marks if mark is not None), default=came[-1])

    def waiting_recoveries(self, party, at):
        """The entries of recoveries that wait, with a key that is left."""
        recoveries = self.owners[party].recoveries if party in self.owners else []
        return [r.entry for r in recoveries if any(self.keys[key].waiting(at) for key in r.keys)]

    # MARK: Changes

    def _bring(self, act, party, ids, recovery=None, since=None):
        for key in ids:
            if key not in self.keys:
                self.keys[key] = Key(key, party, act.index, act.recorded, since or act.recorded, recovery)
                self._by_party.setdefault(party, []).append(self.keys[key])

    def _end(self, act, key, by_registrar=False):
        found = self.keys.get(key)
        if found and found.ended is None:
            found.ended, found.ended_at, found.ended_by_registrar = act.index, act.recorded, by_registrar

    def _set(self, act, party, value):
        owner = self.owners.setdefault(party, Owner())
        threshold = Threshold(act.index, act.recorded, value, act.recorded)
        if owner.thresholds:
            self.raises[act.index] = party
        owner.thresholds.append(threshold)
        if act.recovery is None:
            owner.own.append(threshold)

    def apply(self, act):
        """Takes in what an act does to keys. It has been admitted; nothing is asked here."""
        change = getattr(self, "_" + act.kind.replace(".", "_"), None)
        if change:
            change(act, act.predicate)

    def _ledger_genesis(self, act, said):
        self.registrar = said["registrar"]["id"]
        self._bring(act, self.registrar, act.keys)
        self._set(act, self.registrar, said["registrar"]["threshold"])

    def _registrar_update(self, act, said):
        self._bring(act, self.registrar, act.keys)
        for key in self.of(self.registrar):
            if key.ended is None and key.id not in act.keys:
                self._end(act, key.id)
        self._set(act, self.registrar, said["registrar"]["threshold"])

    def _member(self, act, party):
        if act.keys:
            first = not self.had_keys(party)
            self._bring(act, party, act.keys, act.recovery)
            if first or "threshold" in act.predicate:
                self._set(act, party, act.predicate.get("threshold", 1))

    def _party_admit(self, act, said):
        self._member(act, said["party"])

    def _signatory_join(self, act, said):
        self._member(act, said["signatory"])

    def _key_register(self, act, said):
        self._bring(act, said["party"], act.keys, act.recovery)

    def _key_rotate(self, act, said):
        self._end(act, said["oldKey"])
        self._bring(act, said["party"], act.keys, act.recovery)

    def _key_threshold(self, act, said):
        self._set(act, said["party"], said["threshold"])

    def _key_recover(self, act, said):
        since = act.recorded + WAIT
        self._bring(act, said["party"], act.keys, act.index, since)
        recovery = Threshold(act.index, act.recorded, said["threshold"], since, act.keys)
        owner = self.owners.setdefault(said["party"], Owner())
        owner.thresholds.append(recovery)
        owner.recoveries.append(recovery)

    def _key_revoke(self, act, said):
        self._end(act, said["key"], act.by_registrar)

    def _key_object(self, act, said):
        self.objections.setdefault(said["of"], []).append(act.recorded)


# MARK: History


@dataclass
class Spell:
    """A time, from `start` to before `end`, through which nothing changed for a party's keys."""

    start: int
    end: int | None
    is_short: bool  # fewer keys in force than the threshold
    revocations: list  # acts of the registrar that ended keys since there were enough
    waiting: list  # entries of recoveries

    @property
    def excuses(self):
        """Too few keys, and not by the party's own doing: no-key of Status rules §7."""
        return self.is_short and bool(self.revocations or self.waiting)


def touches(act, party):
    """Whether an act is about the keys of a party."""
    named = act.predicate.get("party") or act.predicate.get("signatory")
    return named == party and (act.kind.startswith("key.") or act.kind in ("party.admit", "signatory.join"))


def spells(acts, party, until):
    """The history of a party's keys up to an instant. Only states that lasted a second are told: Status rules §7"""
    acts = [act for act in acts if touches(act, party)]
    times = {act.recorded for act in acts} | {act.recorded + WAIT for act in acts if act.kind == "key.recover"}
    book, found, revocations, at = KeyBook(), [], [], 0
    for time in sorted(time for time in times if time <= until):
        while at < len(acts) and acts[at].recorded <= time:
            book.apply(acts[at])
            revocations += [acts[at]] if acts[at].by_registrar else []
            at += 1
        short = len(book.in_force(party, time)) < book.threshold(party, time)
        if not short:
            revocations = []
        if found:
            found[-1].end = time
        found.append(Spell(time, None, short, list(revocations), book.waiting_recoveries(party, time)))
    return found
