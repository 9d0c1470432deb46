"""The accord document: its form, and the questions that rules ask of it. Format §9"""
import re
from decimal import Decimal

from second_verifier import encoding, forms
from second_verifier.encoding import canonical, digest, require
from second_verifier.forms import choice, integer, listof, nullable, pattern, record, text, textmap

DECIMAL = r"-?(0|[1-9][0-9]*)(\.[0-9]{1,18})?"
VERSION = r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}"
DAYS = integer(0, 36_500)
CLAIM_VALUES = {
    "met": (3, ["evidence"]),
    "partially-met": (2, ["evidence", "explanation"]),
    "not-met": (1, ["explanation"]),
    "not-applicable": (3, ["explanation"]),
    "no-claim": (0, ["explanation"]),
}
LEVELS = ["none", "peer", "limited", "reasonable"]
TYPES = ("narrative", "yes-no", "integer", "decimal", "percent", "choice", "date", "link")


def decimal(value, texts=None):
    """A decimal number in a text, and not minus zero in any spelling."""
    require(isinstance(value, str) and len(value) <= 128 and re.fullmatch(DECIMAL, value), "no decimal")
    require(not (value.startswith("-") and Decimal(value) == 0), "minus zero")


def _id(value):
    return value["id"]


def _bounded(bound, order):
    """The members `min` and `max` of an indicator: of its type, and in order."""

    def check(indicator):
        for name in ("min", "max"):
            if name in indicator:
                bound(indicator[name], [])
        low, high = bounds(indicator)
        require(low is None or high is None or order(low) <= order(high), "min is above max")

    return check


_BOUNDS = {
    "integer": _bounded(integer(-encoding.LARGEST), int),
    "decimal": _bounded(decimal, Decimal),
    "percent": _bounded(decimal, Decimal),
    "date": _bounded(forms.date, encoding.date),
}


def bounds(indicator):
    """`min` and `max` of an indicator, or None where there is none."""
    low, high = ("0", "100") if indicator["type"] == "percent" else (None, None)
    return indicator.get("min", low), indicator.get("max", high)


def _indicator(indicator):
    kind = indicator["type"]
    require(("choices" in indicator) == (kind == "choice"), "choices go with the type choice")
    if kind in _BOUNDS:
        _BOUNDS[kind](indicator)
    else:
        require("min" not in indicator and "max" not in indicator, "bounds on a type without any")


def _anything(value, texts):
    """A value whose form depends on its neighbours, and is checked with them."""


def _breakdown(value, texts):
    (choice("country") if isinstance(value, str) else listof(forms.id, 1, 200, unique=True))(value, texts)


_choices = listof(record({"id": forms.id, "label": textmap(500)}), 1, 200, key=_id, unique=True)
_indicators = listof(
    record(
        {
            "id": forms.id, "label": textmap(500), "type": choice(*TYPES), "required": forms.boolean,
            "unit?": text(64), "choices?": _choices, "min?": _anything, "max?": _anything,
            "direction?": choice("higher-is-better", "lower-is-better", "neutral"), "breakdown?": _breakdown,
        },
        _indicator,
    ),
    0, 200,
)  # fmt: skip
_applies = record({"kinds": listof(forms.id, 1, 32), "traitsAny?": listof(forms.id, 0, 200)})


def _commitment(value):
    named = [i["id"] for i in indicators(value)]
    require(len(set(named)) == len(named), "an indicator stands twice in a commitment")


_commitments = listof(
    record(
        {
            "id": forms.commitment, "number": text(64), "title": textmap(500), "text": textmap(),
            "textIsVerbatim": forms.boolean, "sourceRef": text(500), "appliesTo": _applies,
            "obligation?": choice("required", "expected", "encouraged"), "addresseeNote?": textmap(2_000),
            "measures?": listof(
                record({"id": forms.id, "title": textmap(2_000), "appliesTo?": _applies, "indicators?": _indicators}),
                0, 200, key=_id, unique=True,
            ),
            "indicators?": _indicators,
            "evidencePolicy?": record({"minItems": integer(0, 64), "maxAgeDays?": integer(1, 36_500)}),
        },
        _commitment,
    ),
    least=1, most=500, key=_id, unique=True,
)  # fmt: skip


def _period(value):
    start, end, opens, due = (encoding.time(value[name]) for name in ("start", "end", "opens", "due"))
    require(start < end <= opens <= due, "start < end <= opens <= due")


def _in_order(periods):
    for one, next in zip(periods, periods[1:]):
        require(encoding.time(one["end"]) < encoding.time(next["start"]), "periods that overlap or are not in order")


def _reporting(value):
    _in_order(value["periods"])


_periods = listof(
    record(
        {"id": forms.period, "label?": textmap(500), "start": forms.time, "end": forms.time, "opens": forms.time,
         "due": forms.time, "graceDays": DAYS},
        _period,
    ),
    0, 500, key=_id, unique=True,
)  # fmt: skip


def _claim_values(values):
    require(any(value["id"] == "no-claim" and value["rank"] == 0 for value in values), "no-claim with rank 0")


def _theme(value):
    require(value["mapsTo"] or "note" in value, "a theme that maps to nothing needs a note")


def _document(value):
    """What ties the members of a document together."""
    require(set(value["languages"]) <= value["title"].keys(), "a title in every language")
    require(value["officialTexts"] or value["definitionStatus"] == "demo", "an official text")
    kinds, traits = ({part["id"] for part in value[name]} for name in ("signatoryKinds", "traits"))
    for commitment in value["commitments"]:
        measures = commitment.get("measures", [])
        for applies in [commitment["appliesTo"]] + [m["appliesTo"] for m in measures if "appliesTo" in m]:
            require(set(applies["kinds"]) <= kinds, "a kind that is not defined")
            require(set(applies.get("traitsAny", [])) <= traits, "a trait that is not defined")
    known = {commitment["id"] for commitment in value["commitments"]}
    for theme in value["reportedThemes"]:
        require(set(theme["mapsTo"]) <= known, "a theme maps to a commitment that is not defined")
    if "claimValues" in value:
        _claim_values(value["claimValues"])
    if "assuranceLevels" in value:
        require(value["assuranceLevels"][0]["id"] == "none", "the lowest level is none")


_labelled = {"id": forms.id, "label": textmap(500)}
form = record(
    {
        "schema": choice("urn:pledgebook:v1:accord"), "id": forms.id, "version": pattern(VERSION),
        "previousSha256?": forms.sha, "title": textmap(500), "summary": textmap(),
        "languages": listof(forms.language_tag, 1, 32, unique=True),
        "adoptedOn": forms.date, "effectiveFrom": forms.time,
        "legalNature": choice("binding", "non-binding", "code-of-conduct", "fictional"),
        "definitionStatus": choice("official", "unofficial", "demo"),
        "officialTexts": listof(record({
            "language": forms.language_tag, "uri": forms.uri, "sha256": forms.sha, "bytes": integer(1),
            "retrievedOn?": forms.date}), 0, 64),
        "secretariat": record({"name": text(500), "contact": text(500)}),
        "signatoryKinds": listof(record(_labelled), 1, 32, key=_id, unique=True),
        "traits": listof(record(_labelled), 0, 200, key=_id, unique=True),
        "commitments": _commitments,
        "claimValues?": listof(record(_labelled | {
            "rank": integer(0, 1_000), "needs": listof(choice("evidence", "explanation"), 0, 2)}),
            1, 32, key=_id, unique=True),
        "assuranceLevels?": listof(record(_labelled), 1, 32, key=_id, unique=True),
        "reporting": nullable(record({"firstReportAfterDays": DAYS, "periods": _periods}, _reporting)),
        "membership": record({
            "reservationsAllowed": forms.boolean, "subscription": choice("all", "opt-in"),
            "withdrawalNoticeDays": DAYS, "delistEligibleAfterPeriods?": integer(1, 500)}),
        "challenge": nullable(record({
            "who": choice("anyone", "registered"), "grounds": listof(record(_labelled), 1, 64, key=_id, unique=True),
            "responseDays": DAYS, "resolutionDays": DAYS})),
        "reportedThemes": listof(record(
            {"label": textmap(500), "source": text(2_000), "mapsTo": listof(forms.commitment, 0, 500),
             "note?": text(2_000)}, _theme), 0, 200),
        "licence": text(200), "disclaimer": textmap(),
    },
    _document,
)  # fmt: skip


# MARK: Questions


def sha256(document):
    """The digest of a document: over its canonical JSON. Format §9"""
    return digest(canonical(document))


def version(document):
    """The three numbers of a version, to be compared."""
    return tuple(map(int, document["version"].split(".")))


def periods(document):
    """The periods of a document by id; none in a register."""
    return {p["id"]: p for p in document["reporting"]["periods"]} if document["reporting"] else {}


def commitments(document):
    """The commitments of a document by id."""
    return {c["id"]: c for c in document["commitments"]}


def indicators(commitment):
    """All indicators of a commitment, those of its measures included."""
    return commitment.get("indicators", []) + [
        indicator for measure in commitment.get("measures", []) for indicator in measure.get("indicators", [])
    ]


def addresses(applies, kind, traits):
    """Whether an `appliesTo` speaks to a signatory of that kind and those traits. Status rules §4"""
    any_of = applies.get("traitsAny", [])
    return kind in applies["kinds"] and (not any_of or bool(set(any_of) & set(traits)))


def claim_values(document):
    """The claim values: id to rank and needs. Format §9"""
    if "claimValues" not in document:
        return CLAIM_VALUES
    return {value["id"]: (value["rank"], value["needs"]) for value in document["claimValues"]}


def levels(document):
    """The levels of assurance, lowest first. Format §9"""
    return [level["id"] for level in document.get("assuranceLevels", [])] or LEVELS


def obligation(commitment):
    """What a commitment asks for; `required` where nothing is said. Status rules §1"""
    return commitment.get("obligation", "required")


def allowance(document):
    """Days until the first report; none in a register."""
    return document["reporting"]["firstReportAfterDays"] if document["reporting"] else 0
