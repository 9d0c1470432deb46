"""Standings, counts, and everything that can be said at an instant. Status rules §10, §11"""
from second_verifier import encoding, membership, periods, status


def cells(view, signatory, period):
    """The cells of a signatory for a period: one for each commitment of the governing version."""
    commitments = periods.governing(view.versions, period).commitments
    return [status.cell(view, signatory, period, commitment) for commitment in commitments]


def standing(view, signatory, rows):
    """The first that applies; `rows` are the cells by period. Status rules §10"""
    acts = [a for a in view.book.standing(signatory) if a.effective <= view.at and not a.is_strike]
    if not any(act.kind == "signatory.join" for act in acts):
        return "not-member"
    last = [act for act in acts if act.kind == "signatory.join" or membership.is_leaving(act)][-1]
    left = {"signatory.update": "succeeded", "signatory.delist": "delisted", "signatory.withdraw": "withdrawn"}
    if last.kind in left:
        return left[last.kind]
    now = membership.at(view.book, signatory, view.at)
    if now.basis == "public-source":
        return "listed"
    if now.suspended:
        return "suspended"
    return _by_reporting(view, signatory, rows)


def _by_reporting(view, signatory, rows):
    """What filings and silences add up to."""
    versions = view.versions
    owed = {period: found for period, found in rows.items() if not periods.dropped_by(versions, period)}
    if not owed:
        return "active"
    bound = any(
        cell["duty"] in ("required", "encouraged")
        for period, found in owed.items() for cell in found
        if periods.times(versions, period)[2] <= view.at
    )  # fmt: skip
    if not bound:
        return "new"
    silences = _silences(view, signatory, owed)
    document = periods.in_force(versions, view.at).document
    run = document["membership"].get("delistEligibleAfterPeriods", 2)
    if len(silences) >= run and all(silences[-run:]):
        return "delisting-eligible"
    return "non-communicating" if silences and silences[-1] else "active"


def _silences(view, signatory, rows):
    """Of each closed duty period, in the order of their end, whether it is silent; excused ones are left out."""
    found = []
    for period in sorted(rows, key=lambda period: periods.times(view.versions, period)[1]):
        required = [cell for cell in rows[period] if cell["duty"] == "required"]
        if not required or any(view.at <= encoding.time(cell["close"]) for cell in required):
            continue
        missing = [cell for cell in required if cell["submission"] == "missing"]
        excused = status.is_excused(view, signatory, period)
        if excused and len(missing) == len(required):
            continue
        found.append(bool(missing) and not excused)
    return found


def counts(cells):
    """Counts over any set of cells. Status rules §11"""
    required = [cell for cell in cells if cell["duty"] == "required"]
    encouraged = [cell for cell in cells if cell["duty"] == "encouraged"]
    reported = [cell for cell in required if cell["submission"] in ("on-time", "late")]
    names = ("on-time", "late", "overdue", "missing")
    by = {name: sum(cell["submission"] == name for cell in required) for name in names}
    return {
        "required": len(required), "reported": len(reported), "onTime": by["on-time"], "late": by["late"],
        "overdue": by["overdue"], "missing": by["missing"],
        "withEvidence": sum(cell["evidence"] != "none" for cell in reported),
        "withCheckedEvidence": sum(cell["evidence"] == "checked" for cell in reported),
        "reviewed": sum(cell["assurance"] != "none" for cell in reported),
        "encouraged": len(encouraged),
        "encouragedReported": sum(cell["submission"] in ("on-time", "late") for cell in encouraged),
        "voluntary": sum(cell["submission"] == "voluntary" for cell in cells),
    }  # fmt: skip


def everything(acts, at, first=None):
    """All cells, standings and counts at an instant, of the first entries."""
    view = status.View(acts, at, first)
    names = periods.all_periods(view.versions)
    signatories = []
    for signatory in view.book.signatories:
        rows = {period: cells(view, signatory, period) for period in names}
        signatories.append({
            "signatory": signatory, "standing": standing(view, signatory, rows),
            "periods": [{"period": period, "cells": rows[period], "counts": counts(rows[period])} for period in names],
        })  # fmt: skip
    whole = [
        {"period": period, "counts": counts([c for s in signatories for c in s["periods"][at]["cells"]])}
        for at, period in enumerate(names)
    ]
    return {"at": encoding.timetext(at), "signatories": signatories, "periods": whole}


