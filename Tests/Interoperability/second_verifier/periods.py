"""Versions, periods and their dues. Status rules §1, §2; Format §11"""
from second_verifier import encoding
from second_verifier.encoding import DAY

NOTICE = 28 * DAY


def in_force(versions, at):
    """The version in force: the last that is effective, else the first. Format §3"""
    effective = [version for version in versions if version.since <= at]
    return (effective or versions[:1] or [None])[-1]


def containing(versions, period):
    """The versions that have a period."""
    return [version for version in versions if period in version.periods]


def times(versions, period):
    """`start`, `end`, `opens` and `due` of a period, as its versions give them."""
    document = bringing(versions, period).periods[period]
    return tuple(encoding.time(document[name]) for name in ("start", "end", "opens", "due"))


def bringing(versions, period):
    """The first version that has a period."""
    return containing(versions, period)[0]


def governing(versions, period):
    """The version that governs a period: the last that is in force by its end, else the first. Status rules §1"""
    found = containing(versions, period)
    end = encoding.time(found[0].periods[period]["end"])
    return ([found[0]] + [version for version in found if version.since <= end])[-1]


def dropped_by(versions, period):
    """The version that left a period out in time, so that nobody owes it; None where none did. Format §11"""
    first = versions.index(bringing(versions, period))
    start = times(versions, period)[0]
    for version in versions[first + 1 :]:
        if period not in version.periods and version.since + NOTICE <= start:
            return version
    return None


def all_periods(versions):
    """The ids of all periods that any version has, in the order of their start, then of their id."""
    found = {period for version in versions for period in version.periods}
    return sorted(found, key=lambda period: (times(versions, period)[0], period))


def deciding(versions, period):
    """The version whose duties count at most: the last that is in force by the period's start. Status rules §1"""
    start = times(versions, period)[0]
    return ([versions[0]] + [version for version in versions if version.since <= start])[-1]


def is_over_at_birth(versions, period):
    """Whether a period had ended when the version that brings it was recorded. Status rules §4"""
    return times(versions, period)[1] <= bringing(versions, period).recorded


def due(book, period, signatory, commitment):
    """Due, whether it was moved after it had passed, and the extensions used. Status rules §2

    Without a signatory: the due of somebody whom no extension names.
    """
    due, retroactive, used = times(book.versions, period)[3], False, []
    for act in book.extensions:
        said = act.predicate
        listed = said["signatories"] == "all" or signatory in said["signatories"]
        named = not said.get("commitments") or commitment in said["commitments"]
        if said["period"] != period or not listed or not named:
            continue
        new = encoding.time(said["newDue"])
        if new > due:
            retroactive = retroactive or act.recorded > due
            due = new
            used.append(act.index)
    return due, retroactive, used
