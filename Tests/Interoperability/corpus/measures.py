"""Measures and indicators that the accord does not have, and values that it does not allow. Format §9, §10"""
from corpus import Attack, Case
from forger import Forger, Words, commitment, document

ATTACKS = []


def _indicator(id, type, **changes):
    return {"id": id, "label": {"en": id}, "type": type, "required": False} | changes


INDICATORS = [
    _indicator("count", "integer", min=0, max=10, breakdown="country"),
    _indicator("share", "percent", breakdown=["north", "south"]), _indicator("ratio", "decimal", max="1.5"),
    _indicator("held", "yes-no"), _indicator("day", "date", min="2031-01-01"), _indicator("where", "link"),
    _indicator("story", "narrative"),
    _indicator("way", "choice", choices=[{"id": "one", "label": {"en": "One"}}]),
]  # fmt: skip
MEASURES = [
    {"id": "rule", "title": {"en": "Rule"}, "indicators": [_indicator("published", "yes-no", required=True)]},
    {"id": "firms", "title": {"en": "Firms"}, "appliesTo": {"kinds": ["company"]},
     "indicators": [_indicator("staff", "integer", required=True)]},
]  # fmt: skip


def filed(**claim):
    """A filing by a state for a commitment with indicators of every type; `claim` are members of its claim."""
    f = Forger().genesis()
    f.publish(document(commitments=[commitment("c-1", indicators=INDICATORS, measures=MEASURES)]))
    f.at("2030-11-12T00:00:00Z").join("quillonia", ["q1"])
    f.at("2032-02-01T00:00:00Z")
    said = f.attestation("quillonia", {"c-1": "not-met"})
    said["claims"][0] |= claim
    f.add("attestation.submit", said, ["q1"])
    return f


def given(*values):
    """The same with values of indicators, the required one among them."""
    said = [{"id": id, "value": value} | (parts[0] if parts else {}) for id, value, *parts in values]
    return filed(indicators=[{"id": "published", "value": "yes"}] + said)


def _parts(**parts):
    return {"breakdown": [{"key": key, "value": value} for key, value in parts.items()]}


def _refused(name, about, code, make):
    def case():
        ledger = make()
        return Case(ledger, [f"{ledger.size - 1} rule.attestation.{code}"] if code else [])

    ATTACKS.append(Attack(name, about, case))


_refused("values-of-every-type", "Values of every type at their bounds are admitted.", None, lambda: given(
    ("count", 10, _parts(FR=0, AX=10)), ("share", "100", _parts(north="0")), ("ratio", "-3.000000000000000001"),
    ("held", "no"), ("day", "2031-01-01"), ("where", Words("https://example/")), ("story", Words("Once.")),
    ("way", "one")))  # fmt: skip
_refused("no-value-where-nothing-is-claimed", "Without a claim no indicator is asked for.", None,
         lambda: filed(claim="no-claim"))  # fmt: skip
_refused("an-indicator-left-out", "A required indicator is left out.", "indicator-missing", filed)
_refused("a-measure-of-another", "A measure that the commitment does not have.", "unknown-measure",
         lambda: filed(measures=[{"id": "other", "done": "yes"}]))  # fmt: skip
_refused("an-indicator-of-another", "An indicator that the commitment does not have.", "unknown-indicator",
         lambda: given(("other", 1)))  # fmt: skip
_refused("a-choice-of-another", "A choice that the accord does not have.", "indicator-choice",
         lambda: given(("way", "two")))  # fmt: skip
for _name, _id, _value in (
    ("words-for-a-number", "count", "ten"), ("a-number-for-words", "ratio", 1), ("minus-zero", "ratio", "-0.00"),
    ("a-zero-in-front", "ratio", "01"), ("too-many-places", "ratio", "0.1234567890123456789"),
    ("perhaps", "held", "maybe"), ("no-such-day", "day", "2031-02-29"), ("a-story-in-the-open", "story", "Once."),
    ("a-link-in-the-open", "where", "https://example/"), ("a-hidden-number", "count", Words("10")),
):  # fmt: skip
    _refused(_name, f"A value of {_id} that is not of its type.", "indicator-type",
             lambda id=_id, value=_value: given((id, value)))  # fmt: skip
for _name, _id, _value in (
    ("above-the-bound", "count", 11), ("below-the-bound", "count", -1), ("above-hundred", "share", "100.000001"),
    ("below-nothing", "share", "-0.1"), ("a-hair-above", "ratio", "1.500000000000000001"),
    ("before-the-day", "day", "2030-12-31"),
):  # fmt: skip
    _refused(_name, f"A value of {_id} outside of its bounds.", "indicator-range",
             lambda id=_id, value=_value: given((id, value)))  # fmt: skip
_refused("a-breakdown-where-there-is-none", "A breakdown of an indicator that has none.", "breakdown",
         lambda: given(("held", "yes", _parts(FR="yes"))))  # fmt: skip
_refused("a-country-in-small-letters", "A breakdown by country with another spelling.", "breakdown",
         lambda: given(("count", 1, _parts(fr=1))))  # fmt: skip
_refused("a-country-that-looks-the-same", "A breakdown by country with the Kelvin sign.", "breakdown",
         lambda: given(("count", 1, {"breakdown": [{"key": "\u212aR", "value": 1}]})))  # fmt: skip
_refused("a-part-of-another", "A breakdown by a key that the indicator does not have.", "breakdown",
         lambda: given(("share", "1", _parts(west="1"))))  # fmt: skip
_refused("a-part-outside-the-bounds", "A part of a breakdown above the bound.", "indicator-range",
         lambda: given(("count", 1, _parts(FR=11))))  # fmt: skip
_refused("a-part-of-another-type", "A part of a breakdown of another type.", "indicator-type",
         lambda: given(("count", 1, _parts(FR="1"))))  # fmt: skip
_refused("too-little-evidence", "Less evidence than the policy of a commitment asks for.", "evidence-missing",
         lambda: _policy())  # fmt: skip


def _policy():
    f = Forger().genesis()
    f.publish(document(commitments=[commitment("c-1", evidencePolicy={"minItems": 2})]))
    f.at("2030-11-12T00:00:00Z").join("quillonia", ["q1"])
    f.at("2032-02-01T00:00:00Z").attest("quillonia", {"c-1": "met"}, ["q1"])
    return f


