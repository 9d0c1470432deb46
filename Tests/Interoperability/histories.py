"""histories.py [COUNT [SEED]]: random histories, and what must hold in each of them. Status rules §13

A history is a ledger of a few parties in which members, registrar, recovered keys, and a keeper with a wrong idea of
time do what comes into their heads; whatever is refused stays in the ledger as a finding and does nothing. For every
entry that took effect, and every period that was over by then, the statuses with it and without it are compared: nobody
but the owner makes them worse, and nothing washes away what was missing or late.
"""
import random
import sys

from forger import Forger, Words, commitment, document, period
from second_verifier import chains, encoding, periods, status
from second_verifier.encoding import DAY, timetext
from second_verifier.replay import Replay

RANKS = {
    "on-time": 5, "voluntary": 5, "none": 4, "late": 3, "open": 2, "upcoming": 2, "not-reported": 2, "overdue": 1,
    "missing": 0,
}  # fmt: skip
BAD = ("missing", "late", "overdue")
MEMBERS = ("quillonia", "saltmere", "paperland")


class History:
    """A ledger that grows at random."""

    maker = Forger

    def __init__(self, seed):
        self.random, self.ledger, self.replay = random.Random(seed), self.maker(), Replay()
        self.taken, self.names = 0, {member: [f"{member}-0"] for member in MEMBERS}
        self.ledger.genesis().publish(document(years=["2031", "2032"]))
        self.ledger.at("2030-11-12T00:00:00Z")
        self.ledger.join("quillonia", ["quillonia-0"])
        self.ledger.join("saltmere", self.key_names("saltmere", 2), threshold=self.random.choice([1, 2]))
        self.ledger.admit("panel-office", ["panel"], ["panel"])
        self.ledger.admit("challenger-office", ["challenger"], ["challenger"])
        self.feed()
        self.ledger.now += self.random.randint(0, 460) * DAY

    def key_names(self, member, count):
        """Names of new keys of a member."""
        known = self.names[member]
        new = [f"{member}-{len(known) + n}" for n in range(count)]
        known += new
        return new

    def feed(self):
        """Lets the verifier see the new entries; whether the last of them took effect."""
        for entry in self.ledger.entries[self.replay.size :]:
            self.replay.entry(entry)
        acts = self.replay.state.book.acts
        return bool(acts) and acts[-1].index == self.ledger.size - 1

    def step(self):
        """One entry, whatever it is."""
        r, f = self.random, self.ledger
        f.now += r.choice([0, 1, 3600, DAY, DAY, 2 * DAY, 5 * DAY, 14 * DAY, 40 * DAY])
        member = r.choice(MEMBERS[:2] + MEMBERS)
        held = self.names[member]
        by = r.choice([held, held, held[:1], held[-1:], r.sample(held, r.randint(1, len(held)))])
        in_force = [name for name in held if f.key(name).id in self.replay.state.keys.in_force(member, f.now)]
        by = in_force or by if r.random() < 0.8 else by
        if timetext(f.now) < "2032" and r.random() < 0.2:
            f.at(f"2032-0{r.randint(1, 5)}-15T00:00:00Z")
        r.choice(ACTIONS)(self, member, list(dict.fromkeys(by)))
        return self.feed()

    def effective(self):
        """An instant at or around now."""
        return timetext(self.ledger.now + self.random.choice([0, 0, 0, 0, DAY, 10 * DAY, 60 * DAY, -DAY, -200 * DAY]))


def _join(h, member, by):
    keys = h.random.choice([h.key_names(member, 1), [h.names[member][0]], [h.names[member][-1]]])
    if h.random.random() < 0.3:
        h.ledger.join(member, [], effective=h.effective())
    else:
        changes = {"threshold": h.random.randint(1, 2)} if h.random.random() < 0.2 else {}
        h.ledger.join(member, keys, by=["registrar", *by], effective=h.effective(), **changes)


def _leave(h, member, by):
    h.ledger.act("signatory.withdraw", member, h.random.choice([by, ["registrar"]]), h.effective())


def _strike(h, member, by):
    kind = h.random.choice(["suspend", "reinstate", "delist"])
    reason = h.random.choice(["other", "entered-in-error" if kind == "delist" else "other"])
    h.ledger.act(f"signatory.{kind}", member, ["registrar"], h.effective(), reason=reason)


def _update(h, member, by):
    said = h.random.choice([{"kind": "company"}, {"traits": ["maker"]}, {"traits": []}, {}])
    reason = "corrected" if said else "succeeded"
    h.ledger.act("signatory.update", member, sorted({"registrar", *by}), h.effective(), reason=reason, **said)


def _subscribe(h, member, by):
    kind = h.random.choice(["subscribe", "unsubscribe"])
    chosen = h.random.sample(["c-1", "c-2", "c-3"], h.random.randint(1, 2))
    h.ledger.act(f"signatory.{kind}", member, by, h.effective(), commitments=chosen)


def _values(h, commitments):
    return {c: h.random.choice(["met", "not-met", "no-claim"]) for c in commitments}


def _attest(h, member, by):
    f, year = h.ledger, h.random.choice(["2031", "2032"])
    if not periods.containing(f.versions, year):
        return _leave(h, member, by)
    names = ["c-1", "c-2", "c-3"]
    heads = chains.heads(h.replay.state.book, member, year, names, {})
    of = h.random.choice([head for head in heads.values() if head] or [None])
    free = [c for c in names if not heads[c]] or names
    values = _values(h, h.random.sample(free, 1))
    if of is None or h.random.random() < 0.3:
        f.attest(member, values, by, year)
    elif h.random.random() < 0.3:
        f.take_back(member, of.index, by, year)
    else:
        own = [c for c in names if heads[c] is of]
        values = _values(h, h.random.sample(own, h.random.randint(1, len(own))))
        f.attest(member, values, by, year, supersedes=of.index)


def _keys(h, member, by):
    f, r, held = h.ledger, h.random, h.names[member]
    kind = r.choice(["register", "threshold", "revoke", "revoke", "revoke", "recover", "recover", "object"])
    if kind == "register":
        (new,) = h.key_names(member, 1)
        f.add("key.register", {"party": member, "key": f.key(new).pem}, [*by, new])
    elif kind == "threshold":
        f.add("key.threshold", {"party": member, "threshold": r.randint(1, 3)}, by)
    elif kind == "revoke":
        who = r.choice([by, ["registrar"]])
        since = {"invalidSince": timetext(f.now - r.choice([0, DAY, 30 * DAY, 100 * DAY]))} if r.random() < 0.5 else {}
        reason = "compromised" if since else r.choice(["lost", "superseded"])
        f.revoke(member, r.choice(held), who, reason, **since)
    elif kind == "recover":
        f.recover(member, h.key_names(member, r.randint(1, 2)), r.randint(1, 2))
    else:
        f.add("key.object", {"party": member, "of": r.randrange(f.size)}, by[:1])


def _take_over(h, member, by):
    """The registrar ends all keys of a member, recovers, and waits."""
    f = h.ledger
    for name in h.names[member]:
        if f.key(name).id in h.replay.state.keys.in_force(member, f.now):
            f.revoke(member, name, ["registrar"])
    f.recover(member, h.key_names(member, 1))
    f.now += 15 * DAY


def _extend(h, member, by):
    due = timetext(h.ledger.now + h.random.choice([10, 100]) * DAY)
    whose = h.random.choice(["all", [member]])
    said = {"period": h.random.choice(["2031", "2032"]), "signatories": whose, "newDue": due}
    h.ledger.add("deadline.extend", said | {"reason": Words("Asked.")}, ["registrar"])


def _publish(h, member, by):
    f, r = h.ledger, h.random
    year = int(timetext(f.now)[:4])
    listed = [str(y) for y in range(2031, 2035) if r.random() < 0.8]
    obligations = {name: r.choice(["required", "encouraged"]) for name in ("c-1", "c-2", "c-3")}
    found = [period(y, graceDays=r.choice([0, 30, 60])) for y in listed]
    if r.random() < 0.2:
        found = [period(str(year), id=f"s{f.size}", start=timetext(f.now - 30 * DAY), end=timetext(f.now + DAY),
                        opens=timetext(f.now + 2 * DAY), due=timetext(f.now + 40 * DAY))]  # fmt: skip
    f.publish(document(
        f"{len(f.versions) + 1}.0.0", previous=f.versions[-1].document, effectiveFrom=h.effective(),
        commitments=[commitment(c, obligation=o) for c, o in obligations.items()],
        reporting={"firstReportAfterDays": r.choice([0, 90, 400]), "periods": found}))  # fmt: skip
    if not h.feed():
        f.versions.pop()


ACTIONS = [
    _join, _join, _leave, _strike, _strike, _update, _subscribe, _attest, _attest, _attest, _attest, _attest, _keys,
    _keys, _keys, _keys, _take_over, _extend, _publish,
]  # fmt: skip


# MARK: What must hold


def _is_owners(act, member):
    """Whether the owner of a member signed an act, and without recovery."""
    return act.actor == member and not act.rests


def _exempt(acts, act):
    """What may make a bad cell better: filings, extensions, voidings lifted, and what voids one's own step back."""
    return act.kind.startswith("attestation.") or act.kind == "deadline.extend" or (
        act.kind == "key.revoke" and "invalidSince" in act.predicate and not act.rests
    )


def _cells(acts, at, first):
    """Submission by cell at an instant, of the first entries."""
    view, found = status.View(acts, at, first), {}
    for member in view.book.signatories:
        for name in periods.all_periods(view.versions):
            for c in periods.governing(view.versions, name).commitments:
                found[member, name, c] = status.cell(view, member, name, c)
    return found, view


def violations(acts, act):
    """What an act did to periods that were over when it was recorded, and may not do."""
    _, view = _cells(acts, act.recorded, act.index + 1)
    over = [p for p in periods.all_periods(view.versions) if periods.times(view.versions, p)[1] < act.recorded]
    if not over:
        return
    dues = {encoding.time(c["close"]) for (_, p, _), c in _cells(acts, act.recorded, act.index)[0].items() if p in over}
    instants = {act.recorded, act.recorded + 14 * DAY, act.recorded + 1000 * DAY}
    instants |= {due + 1 for due in dues if due >= act.recorded}
    before_now, _ = _cells(acts, act.recorded, act.index)
    for at in sorted(instants):
        before, _ = _cells(acts, at, act.index)
        after, _ = _cells(acts, at, act.index + 1)
        for place, old in before.items():
            if place[1] not in over:
                continue
            new = after.get(place)
            now, then = (new["submission"] if new else "none"), old["submission"]
            if RANKS[now] < RANKS[then] and not _is_owners(act, place[0]):
                yield "worse", act, place, at, then, now
            bad = before_now.get(place, old)["submission"] in BAD and then in BAD
            if bad and RANKS[now] > RANKS[then] and not _exempt(acts, act):
                yield "better", act, place, at, then, now


def run(seed, steps=30, checks=True, history=History):
    """One history; its violations, and its ledger."""
    history = history(seed)
    found = []
    for _ in range(steps):
        if history.step() and checks:
            acts = history.replay.state.book.acts
            found += list(violations(acts, acts[-1]))
    return found, history


def main():
    """Many histories; prints every violation."""
    count, seed = map(int, (sys.argv[1:] + ["200", "1"][len(sys.argv) - 1 :])[:2])
    bad, taken = 0, {}
    for number in range(seed, seed + count):
        found, history = run(number)
        for act in history.replay.state.book.acts:
            taken[act.kind] = taken.get(act.kind, 0) + 1
        for what, act, place, at, then, now in found[:1]:
            bad += 1
            where = f"seed {number}: entry {act.index} {act.kind} makes {'/'.join(place)} {what}"
            print(f"{where} at {timetext(at)}: {then}, {now}")
    print(f"{count} histories, {bad} with a violation; took effect: {dict(sorted(taken.items()))}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
