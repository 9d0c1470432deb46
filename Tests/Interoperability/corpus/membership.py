"""Attacks on membership: listed, entered in error, succeeded, challenged. Format §11, Status rules §3, §10"""
from corpus import Case, begun, collection, offices
from forger import Forger, Words, document

ATTACKS, attack = collection()
JUNE = "2032-06-01T00:00:00Z"


@attack
def a_listed_member_called_silent():
    """A member listed from a public source, which cannot file, shown as missing."""
    f = begun(("paperland", []))
    cell = {"duty": "listed", "submission": "none", "headline": "listed"}
    return Case(f, [], {(JUNE, "paperland", "2031", "c-1"): cell}, {f"{JUNE} paperland": "listed"})


@attack
def a_filing_for_a_listed_member():
    """The registrar files for a member that it listed itself."""
    f = begun(("paperland", []))
    f.at("2032-02-01T00:00:00Z")
    return Case(f, [f"{f.attest('paperland', {'c-1': 'met'}, ['registrar'])} rule.attestation.public-source"])


@attack
def a_listing_over_a_member():
    """A member that signed is listed from a public source, to end its duty."""
    f = begun()
    return Case(f, [f"{f.join('quillonia', [])} rule.signatory.signs-for-itself"])


@attack
def entered_in_error():
    """A listing in error goes as if it had never been; its words stay in the history."""
    f = begun(("paperland", []))
    struck = f.at("2032-02-01T00:00:00Z").act("signatory.delist", "paperland", ["registrar"], reason="entered-in-error")
    cell = {"duty": "not-member", "because": [struck]}
    before = {"duty": "listed", "because": [2]}
    cells = {(JUNE, "paperland", "2031", "c-1"): cell, ("2032-01-15T00:00:00Z", "paperland", "2031", "c-1"): before}
    return Case(f, [], cells, {f"{JUNE} paperland": "not-member"})


@attack
def a_member_entered_in_error():
    """A member that signed is struck as entered in error, and its missing report with it."""
    f = begun()
    made = f.at("2032-05-15T00:00:00Z").act("signatory.delist", "quillonia", ["registrar"], reason="entered-in-error")
    expected = {"submission": "missing"}
    return Case(f, [f"{made} rule.signatory.entered-in-error"], {(JUNE, "quillonia", "2031", "c-1"): expected})


@attack
def suspended_in_error():
    """The reason of a delisting on a suspension."""
    f = begun()
    made = f.act("signatory.suspend", "quillonia", ["registrar"], reason="entered-in-error")
    return Case(f, [f"{made} statement.malformed"])


@attack
def a_successor_that_is_nobody():
    """A succession by somebody who is no member."""
    f = begun()
    made = f.act("signatory.update", "quillonia", ["q1", "registrar"], reason="succeeded", successor="nobody")
    return Case(f, [f"{made} rule.signatory.successor"])


@attack
def a_successor_that_is_itself():
    """A succession by oneself."""
    f = begun()
    made = f.act("signatory.update", "quillonia", ["q1", "registrar"], reason="succeeded", successor="quillonia")
    return Case(f, [f"{made} rule.signatory.successor"])


@attack
def a_circle_of_successors():
    """Two that are to go on for one another, some months apart."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    said = {"reason": "succeeded", "successor": "quillonia"}
    f.act("signatory.update", "saltmere", ["s1", "q1", "registrar"], effective="2031-06-01T00:00:00Z", **said)
    made = f.act("signatory.update", "quillonia", ["q1", "s1", "registrar"], reason="succeeded", successor="saltmere")
    return Case(f, [f"{made} rule.signatory.successor"])


@attack
def a_successor_that_was_not_asked():
    """A succession by a member that did not sign."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    made = f.act("signatory.update", "quillonia", ["q1", "registrar"], reason="succeeded", successor="saltmere")
    return Case(f, [f"{made} signature.missing"])


@attack
def a_decision_on_half():
    """A decision on one of two commitments challenged, worded as if on both."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1", "c-2"], ["challenger"])
    made = f.resolve(opened, {"c-1": "upheld"}, ["panel"])
    return Case(f, [f"{made} rule.challenge.outcomes"])


@attack
def a_decision_on_more():
    """A decision on a commitment that nobody challenged."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1"], ["challenger"])
    made = f.resolve(opened, {"c-1": "upheld", "c-2": "upheld"}, ["panel"])
    return Case(f, [f"{made} rule.challenge.outcomes"])


@attack
def each_commitment_by_itself():
    """A decision that upholds one half, read as if it upheld both."""
    f = offices()
    opened = f.challenge("quillonia", ["c-1", "c-2"], ["challenger"])
    f.resolve(opened, {"c-1": "rejected", "c-2": "upheld"}, ["panel"])
    cells = {(JUNE, "quillonia", "2031", c): {"dispute": d} for c, d in (("c-1", "rejected"), ("c-2", "upheld"))}
    return Case(f, [], cells)


@attack
def a_challenge_of_oneself():
    """A member challenges itself, to have the case decided by a friend."""
    f = begun()
    f.admit("quillonia", ["q1"], ["challenger"])
    f.at("2032-02-01T00:00:00Z")
    return Case(f, [f"{f.challenge('quillonia', ['c-1'], ['q1'])} rule.challenge.own"])


@attack
def a_challenge_that_cannot_be_answered():
    """A listed member is challenged: that it does not answer is no fault of its own."""
    f = begun(("paperland", []))
    f.admit("challenger-office", ["challenger"], ["challenger"])
    f.at("2032-02-01T00:00:00Z").challenge("paperland", ["c-1"], ["challenger"])
    return Case(f, [], {(JUNE, "paperland", "2031", "c-1"): {"dispute": "open", "flags": []}})


@attack
def silenced_and_challenged():
    """The registrar ends a member's key while it is to answer: those days do not count."""
    f = offices()
    f.challenge("quillonia", ["c-1"], ["challenger"])
    f.revoke("quillonia", "q1", ["registrar"])
    return Case(f, [], {(JUNE, "quillonia", "2031", "c-1"): {"dispute": "open", "flags": ["no-key"]}})


@attack
def an_unanswered_challenge():
    """The same without that: the answer is overdue."""
    f = offices()
    f.challenge("quillonia", ["c-1"], ["challenger"])
    return Case(f, [], {(JUNE, "quillonia", "2031", "c-1"): {"dispute": "open", "flags": ["response-overdue"]}})


@attack
def a_demo_taken_for_real():
    """A demo accord in a ledger that is not one."""
    f = Forger(environment="production").genesis()
    return Case(f, [f"{f.publish(document())} rule.accord.demo-definition"])


@attack
def narrowed_by_accident():
    """A subscription to one commitment by a member that is subscribed to everything."""
    f = begun()
    made = f.act("signatory.subscribe", "quillonia", ["q1"], commitments=["c-1"])
    return Case(f, [f"{made} rule.signatory.subscribed-to-all"])


@attack
def a_refusal_explained_in_free_words():
    """A delisting for a reason of the registrar's own invention."""
    f = begun()
    made = f.act("signatory.delist", "quillonia", ["registrar"], reason="unfriendly", note=Words("We do not like it."))
    return Case(f, [f"{made} statement.malformed"])
