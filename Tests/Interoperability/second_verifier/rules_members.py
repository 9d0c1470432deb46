"""The rules of accord, membership, deadlines and removals. Format §11"""
from second_verifier import accord, encoding, membership, periods
from second_verifier.ledger import Version
from second_verifier.rules_keys import named_keys


LATEST = 2**62  # when every act of a ledger is effective


def publish(q):
    """A version of the accord, and what it may do to periods."""
    q.by_the_registrar()
    document, before = q.said["accord"], q.book.versions
    q.refuse_if(document["definitionStatus"] == "demo" and q.state.environment != "demo", "demo-definition")
    last = before[-1] if before else None
    if last:
        q.refuse_if(document["id"] != last.document["id"], "id")
        q.refuse_if(accord.version(document) <= accord.version(last.document), "version")
    q.refuse_if(document.get("previousSha256") != (last.digest if last else None), "previous")
    q.refuse_if(("changes" in q.said) != bool(last), "changes")
    if last:
        _periods(q, before, Version(q.index, q.at, document))


def _periods(q, before, version):
    """Periods stay where they are; new ones begin no obligation backwards; dropped ones do not come back."""
    for id, period in version.periods.items():
        for earlier in periods.containing(before, id):
            same = all(period[name] == earlier.periods[id][name] for name in ("start", "end", "opens", "due"))
            q.refuse_if(not same, "period-moved")
    new = {id: period for id, period in version.periods.items() if not periods.containing(before, id)}
    for period in new.values():
        late = encoding.time(period["due"]) < q.at + periods.NOTICE or encoding.time(period["end"]) <= q.at
        q.refuse_if(late, "period-past")
    dropped = {p for p in periods.all_periods(before) if periods.dropped_by(before + [version], p)}
    for period in new.values():
        start, end = encoding.time(period["start"]), encoding.time(period["end"])
        for other in periods.all_periods(before):
            others_start, others_end, *_ = periods.times(before, other)
            q.refuse_if(other not in dropped and start < others_end and others_start < end, "period-overlap")
    q.refuse_if(any(id in version.periods for id in dropped), "period-dropped")


def _effective(q):
    return encoding.time(q.said["effective"])


def _not_retrospective(q, signatory):
    q.refuse_if(_effective(q) < q.at and q.book.basis(signatory) != "public-source", "retrospective")


def _defined(q, version, kind, traits):
    document = version.document
    q.refuse_if(kind not in {k["id"] for k in document["signatoryKinds"]}, "unknown-kind")
    q.refuse_if(not set(traits) <= {t["id"] for t in document["traits"]}, "unknown-trait")


def join(q):
    """A membership, signed by the signatory, or taken from a public source."""
    q.by_the_registrar()
    said, signatory = q.said, q.said["signatory"]
    version = q.needs_accord()
    _defined(q, version, said["kind"], said["traits"])
    rules = version.document["membership"]
    q.refuse_if("reservation" in said and not rules["reservationsAllowed"], "reservation")
    q.refuse_if(rules["subscription"] == "opt-in" and "subscribed" not in said, "subscription")
    q.needs_commitments(version, said.get("subscribed", []))
    q.refuse_if(signatory == q.keys.registrar, "registrar")
    signed = said["basis"] == "signed"
    q.refuse_if(not signed and q.keys.had_keys(signatory), "signs-for-itself")
    q.by_owner_if_it_has_keys(signatory)
    q.ended_key(signatory)
    q.waiting_key(signatory)
    is_member = membership.at(q.book, signatory, max(_effective(q), q.at)).member
    becomes_signed = is_member and signed and q.book.basis(signatory) == "public-source"
    q.refuse_if(is_member and not becomes_signed, "already-member")
    q.refuse_if(q.book.joins(signatory) and not becomes_signed and _effective(q) < q.at, "retrospective")
    named_keys(q, signatory)


def update(q):
    """Another name, kind or country, or an end in a successor."""
    said, signatory = q.said, q.said["signatory"]
    q.by_the_registrar()
    q.needs_signatory(signatory)
    successor = said.get("successor")
    q.by_owner_if_it_has_keys(signatory)
    if successor is not None:
        by = q.actor
        q.by_owner_if_it_has_keys(successor)
        q.actor = by
    if said["reason"] == "succeeded" or "kind" in said or "traits" in said:
        _not_retrospective(q, signatory)
    version = q.needs_accord()
    now = membership.at(q.book, signatory, LATEST)
    _defined(q, version, said.get("kind", now.kind), said.get("traits", now.traits))
    if successor is not None:
        is_member = successor != signatory and membership.at(q.book, successor, _effective(q)).member
        q.refuse_if(not is_member, "successor")
        q.refuse_if(signatory in _line(q.book, successor), "successor")


def _line(book, signatory):
    """Who goes on for a signatory, and who for that one, and so on: of each who was named last, if it did not join since."""
    line = []
    while signatory is not None and signatory not in line:
        line.append(signatory)
        named = None
        for act in book.about.get(signatory, []):
            named = None if act.kind == "signatory.join" else act.predicate.get("successor", named)
        signatory = named
    return line


def subscribe(q):
    """To more commitments, or to fewer."""
    signatory = q.said["signatory"]
    q.needs_signatory(signatory)
    q.by_owner(signatory)
    _not_retrospective(q, signatory)
    version = q.needs_accord()
    q.needs_commitments(version, q.said["commitments"])
    if q.kind == "signatory.subscribe":
        later = {act.effective for act in q.book.about[signatory] if act.effective > _effective(q)}
        then = [membership.at(q.book, signatory, at, tuple(version.commitments)) for at in {_effective(q)} | later]
        q.refuse_if(any(m.member and m.subscription is None for m in then), "subscribed-to-all")


def strike(q):
    """Suspended, reinstated, delisted by the registrar."""
    signatory = q.said["signatory"]
    q.by_the_registrar()
    q.needs_signatory(signatory)
    if q.said["reason"] == "entered-in-error":
        stands = membership.at(q.book, signatory, q.at).member and q.book.basis(signatory) == "public-source"
        q.refuse_if(not stands, "entered-in-error")
    else:
        _not_retrospective(q, signatory)


def withdraw(q):
    """Leaving: the owner, or the registrar for a listed member that never had a key."""
    signatory = q.said["signatory"]
    q.needs_signatory(signatory)
    if q.book.basis(signatory) == "public-source" and not q.keys.had_keys(signatory):
        q.by_the_registrar()
    else:
        q.by_owner(signatory)
    q.refuse_if(not membership.at(q.book, signatory, max(_effective(q), q.at)).member, "not-member")
    _not_retrospective(q, signatory)


def extend(q):
    """A due moves back, for some or for all."""
    q.by_the_registrar()
    said = q.said
    version = q.needs_period(said["period"])
    everybody = said["signatories"] == "all"
    for signatory in [] if everybody else said["signatories"]:
        q.needs_signatory(signatory)
    q.needs_commitments(version, said.get("commitments", []))
    # With `all`, None stands for whoever no extension names.
    signatories = q.book.signatories + [None] if everybody else said["signatories"]
    commitments = said.get("commitments") or list(version.commitments)
    new = encoding.time(said["newDue"])
    for signatory in signatories:
        for commitment in commitments:
            q.refuse_if(new <= periods.due(q.book, said["period"], signatory, commitment)[0], "not-later")


def redact(q):
    """Words of an earlier entry are removed, all that are named or none. Format §12"""
    q.by_the_registrar()
    entry, texts = q.said["entry"], q.said["texts"]
    known = q.state.texts.get(entry, {}) if entry < q.index else {}
    q.refuse_if(any(digest not in known for digest in texts), "unknown")
    removed = [by for digest in texts for by in q.state.removed.get(digest, [])]
    q.refuse_if(any(by > entry for by in removed), "redacted")


RULES = {
    "accord.publish": publish, "signatory.join": join, "signatory.update": update, "signatory.subscribe": subscribe,
    "signatory.unsubscribe": subscribe, "signatory.suspend": strike, "signatory.reinstate": strike,
    "signatory.delist": strike, "signatory.withdraw": withdraw, "deadline.extend": extend, "text.redact": redact,
}  # fmt: skip
