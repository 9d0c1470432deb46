"""Attacks with time: escaping backwards, and putting on backwards. Format §11, Status rules §1–§4"""
from corpus import Case, begun, collection, reporting
from forger import Forger, Words, commitment, document, period
from second_verifier.encoding import time

ATTACKS, attack = collection()
JUNE = "2032-06-01T00:00:00Z"
CELL = (JUNE, "quillonia", "2031", "c-1")
MISSING = {"submission": "missing", "duty": "required"}


def _second(f, years=("2031", "2032"), **changes):
    """A second version of the accord; its entry."""
    return f.publish(document("2.0.0", years, previous=f.versions[-1].document, **changes))


@attack
def joining_again_backwards():
    """A re-join dated back, to wash missing reports away by a new base."""
    f = begun()
    f.at("2032-05-15T00:00:00Z").act("signatory.withdraw", "quillonia", ["q1"])
    made = f.join("quillonia", ["q1"], effective="2032-05-15T00:00:00Z")
    return Case(f, [f"{made} rule.signatory.retrospective"], {CELL: MISSING})


@attack
def joining_again_for_a_new_base():
    """Leaving at the end of one period and joining again at once: the old base is kept for the next."""
    f = begun()
    f.at("2032-06-15T00:00:00Z").act("signatory.withdraw", "quillonia", ["q1"])
    f.at("2032-07-01T00:00:00Z").join("quillonia", ["q1"])
    later = ("2033-06-01T00:00:00Z", "quillonia", "2032", "c-1")
    return Case(f, [], {CELL: MISSING, later: MISSING | {"because": [2, 3, 4]}})


@attack
def joining_again_late_for_a_new_base():
    """The same with a gap longer than anybody allows: a new base is right, and changes nothing of the period before."""
    f = begun()
    f.at("2032-06-15T00:00:00Z").act("signatory.withdraw", "quillonia", ["q1"])
    f.at("2032-10-15T00:00:00Z").join("quillonia", ["q1"])
    later = ("2033-06-01T00:00:00Z", "quillonia", "2032", "c-1")
    return Case(f, [], {("2033-06-01T00:00:00Z", "quillonia", "2031", "c-1"): MISSING, later: {"duty": "not-yet-due"}})


@attack
def away_over_the_end():
    """Leaving just before the end of a period, and joining again just behind it."""
    f = begun()
    f.at("2031-12-01T00:00:00Z").act("signatory.withdraw", "quillonia", ["q1"], effective="2031-12-31T00:00:00Z")
    f.at("2032-01-10T00:00:00Z").join("quillonia", ["q1"])
    return Case(f, [], {CELL: MISSING | {"because": [2, 3, 4]}})


@attack
def away_over_the_end_and_away_again():
    """The same, leaving again behind it."""
    f = begun()
    f.at("2031-12-01T00:00:00Z").act("signatory.withdraw", "quillonia", ["q1"], effective="2031-12-31T00:00:00Z")
    f.at("2032-01-10T00:00:00Z").join("quillonia", ["q1"])
    f.act("signatory.withdraw", "quillonia", ["q1"])
    return Case(f, [], {CELL: MISSING | {"because": [2, 3, 4]}})


@attack
def delisted_over_the_end():
    """The registrar delists over the end; who comes back only behind the due owes nothing for it."""
    f = begun()
    f.at("2031-12-01T00:00:00Z").act("signatory.delist", "quillonia", ["registrar"], reason="other")
    f.at("2032-04-02T00:00:00Z").join("quillonia", ["q1"])
    return Case(f, [], {CELL: {"duty": "not-member", "submission": "none"}})


@attack
def suspended_afterwards():
    """A member that was silent is suspended behind the end, which would excuse it."""
    f = begun()
    f.at("2032-02-01T00:00:00Z").act("signatory.suspend", "quillonia", ["registrar"], reason="own-request")
    return Case(f, [], {CELL: MISSING | {"because": [2]}})


@attack
def reinstated_afterwards():
    """A suspended member is reinstated behind the end, which would make it late at once."""
    f = begun()
    f.at("2031-06-01T00:00:00Z").act("signatory.suspend", "quillonia", ["registrar"], reason="own-request")
    f.at("2032-03-31T00:00:00Z").act("signatory.reinstate", "quillonia", ["registrar"], reason="own-request")
    return Case(f, [], {CELL: {"duty": "suspended", "submission": "none", "because": [2, 3]}})


@attack
def suspended_backwards():
    """A suspension dated back."""
    f = begun()
    f.at("2032-02-01T00:00:00Z")
    act = f.act("signatory.suspend", "quillonia", ["registrar"], reason="other", effective="2031-12-01T00:00:00Z")
    return Case(f, [f"{act} rule.signatory.retrospective"], {CELL: MISSING})


@attack
def leaving_backwards():
    """A withdrawal dated back before the end of a period."""
    f = begun()
    act = f.at("2032-05-15T00:00:00Z").act("signatory.withdraw", "quillonia", ["q1"], effective="2031-12-01T00:00:00Z")
    return Case(f, [f"{act} rule.signatory.retrospective"], {CELL: MISSING})


@attack
def unsubscribed_backwards():
    """A subscription narrowed in retrospect."""
    f = begun()
    f.at("2032-05-15T00:00:00Z")
    made = f.act("signatory.unsubscribe", "quillonia", ["q1"], "2031-01-01T00:00:00Z", commitments=["c-1"])
    return Case(f, [f"{made} rule.signatory.retrospective"], {CELL: MISSING})


@attack
def a_period_that_is_over():
    """A period published that is over, so that everybody is late at once."""
    f = Forger()
    f.genesis().publish(document(years=["2032"]))
    f.at("2030-11-12T00:00:00Z").join("quillonia", ["q1"])
    made = _second(f.at("2032-05-01T00:00:00Z"))
    return Case(f, [f"{made} rule.accord.period-past"])


@attack
def a_period_due_tomorrow():
    """A period published that is due in less than 28 days."""
    f = Forger()
    f.genesis().publish(document(years=["2032"]))
    f.at("2030-11-12T00:00:00Z").join("quillonia", ["q1"])
    made = _second(f.at("2031-12-31T00:00:00Z"), reporting={
        "firstReportAfterDays": 0,
        "periods": [period("2031", due="2032-01-27T23:59:59Z"), period("2032")]})  # fmt: skip
    return Case(f, [f"{made} rule.accord.period-past"])


@attack
def a_period_over_another():
    """A period laid over another one, so that one silence counts twice."""
    f = Forger()
    f.genesis().publish(document(years=["2031"]))
    f.at("2030-11-12T00:00:00Z").join("quillonia", ["q1"])
    half = period("2031", id="half", start="2031-07-01T00:00:00Z", end="2032-01-31T00:00:00Z")
    half["opens"] = "2032-02-01T00:00:00Z"
    made = _second(f.at("2031-02-01T00:00:00Z"), reporting={"firstReportAfterDays": 90, "periods": [half]})
    return Case(f, [f"{made} rule.accord.period-overlap"])


@attack
def a_period_dropped_comes_back():
    """A period that was dropped comes back, once everybody relied on that."""
    f = begun()
    dropped = _second(f.at("2031-11-01T00:00:00Z"), ["2031"])
    made = f.at("2031-12-15T00:00:00Z").publish(document("3.0.0", previous=f.versions[-1].document))
    cell = {"duty": "dropped", "submission": "none", "headline": "dropped"}
    assert dropped == 3
    return Case(f, [f"{made} rule.accord.period-dropped"], {("2033-06-01T00:00:00Z", "quillonia", "2032", "c-1"): cell})


@attack
def a_period_dropped_too_late():
    """A period left out while it runs, to let somebody escape."""
    f = begun()
    _second(f.at("2031-12-15T00:00:00Z"), ["2031"])
    return Case(f, [], {("2033-06-01T00:00:00Z", "quillonia", "2032", "c-1"): MISSING})


@attack
def a_period_moved():
    """The due of a period moved by a new version."""
    f = begun()
    earlier = period("2031", due="2032-02-15T00:00:00Z")
    made = _second(f, reporting={"firstReportAfterDays": 90, "periods": [earlier, period("2032")]})
    return Case(f, [f"{made} rule.accord.period-moved"])


@attack
def less_grace():
    """A new version with no days of grace, to make an overdue report missing."""
    f = begun()
    short = [period("2031", graceDays=0), period("2032", graceDays=0)]
    _second(f.at("2031-06-01T00:00:00Z"), reporting={"firstReportAfterDays": 0, "periods": short})
    cell = {"submission": "overdue", "close": "2032-04-30T23:59:59Z"}
    return Case(f, [], {("2032-04-15T00:00:00Z", "quillonia", "2031", "c-1"): cell})


@attack
def a_duty_put_on_while_the_period_runs():
    """A new version makes an encouraged commitment a duty of the period that runs."""
    f = begun()
    _second(f.at("2031-06-01T00:00:00Z"), commitments=[commitment("c-1"), commitment("c-2"), commitment("c-9")])
    encouraged = {"duty": "encouraged", "submission": "not-reported"}
    cells = {(JUNE, "quillonia", "2031", name): encouraged for name in ("c-2", "c-9")}
    return Case(f, [], cells | {CELL: MISSING})


@attack
def a_duty_taken_off_afterwards():
    """A new version behind the end of a period takes its duty away."""
    f = begun()
    _second(f.at("2032-05-15T00:00:00Z"), commitments=[commitment("c-1", obligation="encouraged")])
    return Case(f, [], {CELL: MISSING})


@attack
def dated_back_accord():
    """A version whose effectiveFrom lies years before it is recorded."""
    f = begun()
    _second(f.at("2031-06-01T00:00:00Z"), effectiveFrom="2030-11-01T00:00:01Z",
            commitments=[commitment("c-1"), commitment("c-2")])  # fmt: skip
    return Case(f, [], {(JUNE, "quillonia", "2031", "c-2"): {"duty": "encouraged"}})


@attack
def a_ledger_that_begins_late():
    """A ledger whose first accord has a period that was over when it was recorded."""
    f = Forger()
    f.at("2032-03-01T00:00:00Z").genesis().publish(document())
    f.join("quillonia", ["q1"], effective="2030-01-01T00:00:00Z")
    return Case(f, [], {CELL: {"duty": "not-yet-due", "submission": "none"}})


@attack
def a_deadline_that_moves_forward():
    """An extension to an earlier day."""
    f = begun()
    said = {"period": "2031", "signatories": "all", "newDue": "2032-03-01T00:00:00Z", "reason": Words("Hurry.")}
    made = f.add("deadline.extend", said, ["registrar"])
    return Case(f, [f"{made} rule.deadline.not-later"])


@attack
def a_deadline_moved_once_missed():
    """An extension for a friend once the due was missed: shown as retroactive."""
    f = begun()
    f.at("2032-05-15T00:00:00Z")
    said = {"period": "2031", "signatories": ["quillonia"], "newDue": "2032-07-01T00:00:00Z", "reason": Words("Asked.")}
    f.add("deadline.extend", said, ["registrar"])
    return Case(f, [], {CELL: {"submission": "open", "retroactiveExtension": True, "because": [3, 2]}})


@attack
def a_placeholder_to_stop_the_clock():
    """A placeholder filed in time, and the claim itself late."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "no-claim"}, ["q1"])
    f.at("2032-04-10T00:00:00Z").attest("quillonia", {"c-1": "met"}, ["q1"], supersedes=filed)
    expected = {"submission": "late", "flags": ["restated", "restated-after-due", "raised-after-due"]}
    return Case(f, [], {CELL: expected, ("2032-04-05T00:00:00Z", "quillonia", "2031", "c-1"): {"noClaim": filed}})


@attack
def filed_before_the_window():
    """A filing before the period opens."""
    f = begun()
    f.at("2031-12-31T00:00:00Z")
    assert f.now < time("2032-01-01T00:00:00Z")
    return Case(f, [f"{f.attest('quillonia', {'c-1': 'met'}, ['q1'])} rule.attestation.window-closed"])


@attack
def filed_twice():
    """A second first filing for one commitment."""
    f = reporting()
    f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    return Case(f, [f"{f.attest('quillonia', {'c-1': 'met'}, ['q1'])} rule.attestation.already-claimed"])


@attack
def corrected_twice():
    """A correction of what was corrected already."""
    f = reporting()
    filed = f.attest("quillonia", {"c-1": "not-met"}, ["q1"])
    f.attest("quillonia", {"c-1": "met"}, ["q1"], supersedes=filed)
    again = f.attest("quillonia", {"c-1": "partially-met"}, ["q1"], supersedes=filed)
    return Case(f, [f"{again} rule.attestation.not-head"])
