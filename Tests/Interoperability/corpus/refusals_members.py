"""One ledger for each reason of Format §11 that no other attack meets: membership and deadlines."""
from corpus import begun, refusals
from forger import Forger, Words, document

ATTACKS, refused = refusals()


def _joined(f, member="saltmere", **changes):
    f.join(member, ["s1"], **changes)
    return f


@refused("rule.signatory.no-accord")
def a_join_before_the_accord():
    """A join while there is nothing to join."""
    return _joined(Forger().genesis())


@refused("rule.signatory.unknown-kind")
def a_join_of_another_kind():
    """A kind that the accord does not have."""
    return _joined(begun(), kind="robot")


@refused("rule.signatory.unknown-trait")
def a_join_with_another_trait():
    """A trait that the accord does not have."""
    return _joined(begun(), traits=["tall"])


def _with(**membership):
    f = Forger().genesis()
    rules = {"reservationsAllowed": False, "subscription": "opt-in", "withdrawalNoticeDays": 0} | membership
    f.publish(document(membership=rules))
    return f


@refused("rule.signatory.reservation")
def a_reservation_where_none_is_allowed():
    """A reservation where the accord allows none."""
    return _joined(_with(), reservation={"en": "But not us."}, subscribed=[])


@refused("rule.signatory.subscription")
def a_join_without_a_choice():
    """A join to an opt-in accord that chooses nothing."""
    return _joined(_with())


@refused("rule.signatory.unknown-commitment")
def a_join_to_another_commitment():
    """A subscription to a commitment that the accord does not have."""
    return _joined(_with(), subscribed=["c-99"])


@refused("rule.signatory.registrar")
def the_registrar_joins():
    """The registrar joins under its own id."""
    f = begun()
    f.join("office", ["s1"])
    return f


@refused("rule.signatory.already-member")
def a_member_joins_again():
    """A member joins again, for another kind."""
    f = begun()
    f.join("quillonia", ["q1"], kind="company")
    return f


@refused("rule.signatory.already-member")
def a_member_joins_before_it_has_left():
    """A join dated into the future, while the membership still stands then."""
    f = begun()
    f.act("signatory.withdraw", "quillonia", ["q1"], effective="2031-06-01T00:00:00Z")
    f.join("quillonia", ["q1"], effective="2031-05-01T00:00:00Z")
    return f


@refused("signature.missing")
def an_update_by_the_member_alone():
    """A member changes its own kind."""
    f = begun()
    f.act("signatory.update", "quillonia", ["q1"], reason="corrected", kind="company")
    return f


@refused("rule.signatory.unknown-signatory")
def an_update_of_nobody():
    """An update of somebody whom no entry brought."""
    f = begun()
    f.act("signatory.update", "nobody", ["registrar"], reason="corrected", kind="company")
    return f


@refused("rule.signatory.retrospective")
def an_update_backwards():
    """A kind changed in retrospect, to one that no commitment speaks to."""
    f = begun()
    said = {"reason": "corrected", "kind": "company", "effective": "2030-11-12T00:00:00Z"}
    f.at("2032-05-01T00:00:00Z").act("signatory.update", "quillonia", ["registrar", "q1"], **said)
    return f


@refused("rule.signatory.unknown-kind")
def an_update_to_another_kind():
    """An update to a kind that the accord does not have."""
    f = begun()
    f.act("signatory.update", "quillonia", ["registrar", "q1"], reason="corrected", kind="robot")
    return f


@refused("rule.signatory.unknown-signatory")
def a_subscription_of_nobody():
    """A subscription of somebody whom no entry brought."""
    f = begun()
    f.act("signatory.subscribe", "nobody", ["q1"], commitments=["c-1"])
    return f


@refused("signature.missing")
def a_subscription_by_the_registrar():
    """The registrar narrows what a member subscribed to."""
    f = begun()
    f.act("signatory.unsubscribe", "quillonia", ["registrar"], commitments=["c-1"])
    return f


@refused("rule.signatory.unknown-commitment")
def a_subscription_to_another_commitment():
    """Unsubscribing from a commitment that the accord does not have."""
    f = begun()
    f.act("signatory.unsubscribe", "quillonia", ["q1"], commitments=["c-99"])
    return f


@refused("signature.missing")
def a_delisting_by_another_member():
    """A member delists another."""
    f = begun(("quillonia", ["q1"]), ("saltmere", ["s1"]))
    f.act("signatory.delist", "saltmere", ["q1"], reason="other")
    return f


@refused("rule.signatory.unknown-signatory")
def a_delisting_of_nobody():
    """Somebody whom no entry brought is delisted."""
    f = begun()
    f.act("signatory.delist", "nobody", ["registrar"], reason="other")
    return f


@refused("rule.signatory.unknown-signatory")
def a_withdrawal_of_nobody():
    """Somebody whom no entry brought leaves."""
    f = begun()
    f.act("signatory.withdraw", "nobody", ["registrar"])
    return f


@refused("signature.missing")
def a_listed_member_withdrawn_by_another():
    """A member lets a listed one leave."""
    f = begun(("quillonia", ["q1"]), ("paperland", []))
    f.act("signatory.withdraw", "paperland", ["q1"])
    return f


@refused("rule.signatory.not-member")
def a_withdrawal_twice():
    """A member leaves again."""
    f = begun()
    f.act("signatory.withdraw", "quillonia", ["q1"])
    f.act("signatory.withdraw", "quillonia", ["q1"], text=Words("Once more."))
    return f


def _extended(f, **changes):
    said = {"period": "2031", "signatories": "all", "newDue": "2032-07-01T00:00:00Z", "reason": Words("Asked.")}
    by = changes.pop("by", ["registrar"])
    f.add("deadline.extend", said | changes, by)
    return f


@refused("signature.missing")
def an_extension_by_the_member():
    """A member gives itself more time."""
    return _extended(begun(), by=["q1"])


@refused("rule.deadline.unknown-period")
def an_extension_of_no_period():
    """An extension of a period that there is not."""
    return _extended(begun(), period="2099")


@refused("rule.deadline.unknown-signatory")
def an_extension_for_nobody():
    """An extension for somebody whom no entry brought."""
    return _extended(begun(), signatories=["nobody"])


@refused("rule.deadline.unknown-commitment")
def an_extension_of_no_commitment():
    """An extension for a commitment that there is not."""
    return _extended(begun(), commitments=["c-99"])
