"""Envelopes and statements: the forms of every kind. Format §3, §5, §10"""
import re

from second_verifier import accord, encoding, forms
from second_verifier.encoding import FAULTS, canonical, digest, parse, require, unbase64
from second_verifier.forms import choice, detached, either, integer, listof, pattern, record, text, textmap
from second_verifier.publickeys import PAYLOAD_TYPE, VerifierKey, public_key

PREFIX = "urn:pledgebook:v1:"
KIND = r"[a-z][a-z0-9.-]{0,63}"
LARGEST_STATEMENT, LARGEST_ENVELOPE, MOST_SIGNATURES, MOST_TEXTS = 262_144, 393_216, 64, 2_048
ROLES = ("reviewer", "challenger", "panel", "checker", "observer")
REASONS = ("own-request", "non-communication", "breach-of-rules", "mistaken-identity", "ceased-to-exist", "other")


class Refused(Exception):
    """What ends an entry: a code of Format §8."""


# MARK: Parts of predicates

_keys = listof(forms.key, 1, 16, key=forms.key_id, unique=True)
_any_keys = listof(forms.key, 0, 16, key=forms.key_id, unique=True)
_threshold = integer(1, 16)
_identifications = listof(
    record({
        "key": forms.sha,
        "method": choice("in-person", "domain", "certificate", "diplomatic-note", "known-key", "other"),
        "date": forms.date, "reference": detached(text(500))}),
    0, 16, key=lambda value: value["key"], unique=True,
)  # fmt: skip


def _verifier_key(value, texts):
    require(isinstance(value, str), "no text")
    VerifierKey(value)


def _registrar(value):
    require(value["threshold"] <= len(value["keys"]), "a threshold above the number of keys")


_registrar_form = record(
    {"id": forms.id, "name": text(500), "threshold": integer(1), "keys": _keys}, _registrar
)  # fmt: skip
_log_keys = listof(_verifier_key, 1, 32)
_words_of_evidence = record({"title": text(500), "uri?": forms.uri, "archiveUri?": forms.uri})
_words_of_affirmation = record({"text": either(2_000), "office": text(500), "authority?": text(500)})
_words_of_review = record({"independence": text(2_000), "paidBy": text(500), "text?": either()})


def _captured(item):
    require(item["kind"] != "web-page" or "capturedAt" in item, "a web page is a captured file")


_item = record(
    {
        "id": forms.id, "kind": choice(
            "document", "web-page", "dataset", "audit-report", "law", "certificate", "other"),
        "mediaType": pattern(forms.MEDIA_TYPE), "bytes": integer(), "sha256": forms.sha, "capturedAt?": forms.time,
        "language?": forms.language_tag, "visibility": choice("public", "on-request", "sealed"),
        "words": detached(_words_of_evidence),
    },
    _captured,
)  # fmt: skip


_narrative = detached(text())


def _value(value, texts):
    """The value of an indicator: an integer, a text, or a narrative or link beside the envelope. Format §10

    Whether it is a narrative or a link only the accord says, so its words are a text to the form of the statement.
    """
    if isinstance(value, dict):
        _narrative(value, texts)
    elif type(value) is int:
        integer(-encoding.LARGEST)(value, texts)
    else:
        text()(value, texts)


_claim = record(
    {
        "commitment": forms.commitment, "claim": forms.id, "explanation?": detached(textmap()),
        "measures?": listof(
            record({"id": forms.id, "done": choice("yes", "no", "planned"), "text?": detached(either(2_000))}),
            0, 200, key=lambda value: value["id"], unique=True),
        "indicators?": listof(
            record({
                "id": forms.id, "value": _value, "method?": detached(text(2_000)), "measuredOn?": forms.date,
                "breakdown?": listof(record({"key": text(64), "value": _value}), 1, 400,
                                     key=lambda value: value["key"], unique=True)}),
            0, 400, key=lambda value: value["id"], unique=True),
        "evidence?": listof(forms.id, 0, 64, unique=True),
        "planned?": listof(record({"text": detached(either(2_000)), "targetDate?": forms.date}), 0, 200),
    }
)  # fmt: skip


def _attestation(value):
    """What an attestation says of itself: no digest twice, each item of evidence listed and used. Format §10"""
    items = value["evidence"]
    require(len({item["sha256"] for item in items}) == len(items), "a digest of evidence stands twice")
    used = {name for claim in value["claims"] for name in claim.get("evidence", [])}
    require(used == {item["id"] for item in items}, "evidence that is not listed, or not used")


_attest = {
    "signatory": forms.id, "period": forms.period,
    "accord": record({"id": forms.id, "version": pattern(accord.VERSION), "sha256": forms.sha}),
    "claims": listof(_claim, 1, 500, key=lambda value: value["commitment"], unique=True),
    "evidence": listof(_item, 0, 32_000, key=lambda value: value["id"], unique=True),
    "affirmation": record({"words": detached(_words_of_affirmation)}),
}  # fmt: skip
_change = {
    "reason": choice("error-correction", "new-evidence", "reassessment", "response-to-challenge", "other"),
    "changeNote": detached(text(2_000)),
}  # fmt: skip
_challenge_evidence = listof(_item, 0, 64, key=lambda value: value["id"], unique=True)
_membership_act = {"signatory": forms.id, "effective": forms.time}


def _struck(*reasons):
    return _membership_act | {
        "reason": choice(*REASONS, *reasons), "note?": detached(text(2_000)),
        "decision?": detached(forms.uri)}  # fmt: skip


def _join(value):
    signed = value["basis"] == "signed"
    require(signed == bool(value["keys"]), "keys go with the basis signed")
    require(signed or "source" in value, "a public source is named")
    require(signed or not value.keys() & {"threshold", "identifications"}, "a public source brings in no keys")


def _update(value):
    changed = value.keys() & {"name", "kind", "country", "traits"}
    require(changed or value["reason"] == "succeeded", "an update changes something")
    require("successor" not in value or value["reason"] == "succeeded", "a successor goes with that reason")


def _revoke(value):
    require("invalidSince" not in value or value["reason"] == "compromised", "invalidSince goes with compromised")


def _extension_scope(value, texts):
    (choice("all") if isinstance(value, str) else listof(forms.id, 1, 10_000, unique=True))(value, texts)


def _ascending(value):
    require(all(one < next for one, next in zip(value["texts"], value["texts"][1:])), "digests in ascending order")


_subscription = _membership_act | {"commitments": forms.commitments}
_of_ledger = {"ledger": record({"origin": forms.origin, "genesis": forms.sha}), "issuedAt": forms.time}
KINDS = {
    "ledger.genesis": {
        "environment": choice("production", "demo"), "rules": choice("pbr-1"), "registrar": _registrar_form,
        "logKeys": _log_keys, "format": integer(1, 1),
        "continues?": record({
            "origin": forms.origin, "genesis": forms.sha, "size": integer(1), "root": forms.sha})},
    "registrar.update": {"registrar": _registrar_form},
    "log.rotate": {"logKeys": _log_keys, "reason": detached(text(2_000))},
    "accord.publish": {"accord": accord.form, "changes?": text()},
    "party.admit": {
        "party": forms.id, "name": text(500), "roles": listof(choice(*ROLES), 1, 5, unique=True), "keys": _keys,
        "threshold?": _threshold, "identifications?": _identifications},
    "key.register": {"party": forms.id, "key": forms.key},
    "key.rotate": {"party": forms.id, "oldKey": forms.sha, "key": forms.key},
    "key.threshold": {"party": forms.id, "threshold": _threshold},
    "key.recover": {
        "party": forms.id, "keys": _keys, "threshold": _threshold, "identifications?": _identifications},
    "key.revoke": (
        {"party": forms.id, "key": forms.sha, "reason": choice("superseded", "lost", "compromised"),
         "invalidSince?": forms.time}, _revoke),
    "key.object": {"party": forms.id, "of": forms.index, "text?": detached(either(2_000))},
    "signatory.join": (
        _membership_act | {
            "name": textmap(500), "kind": forms.id, "country?": forms.country, "traits": forms.traits,
            "joinedVia?": text(500), "reservation?": textmap(), "subscribed?": forms.scope, "keys": _any_keys,
            "basis": choice("signed", "public-source"), "threshold?": _threshold,
            "identifications?": _identifications,
            "source?": record({"uri": forms.uri, "sha256?": forms.sha, "asOf": forms.date})}, _join),
    "signatory.update": (
        _membership_act | {
            "name?": textmap(500), "kind?": forms.id, "country?": forms.country, "traits?": forms.traits,
            "reason": choice("renamed", "corrected", "succeeded"), "successor?": forms.id}, _update),
    "signatory.subscribe": _subscription,
    "signatory.unsubscribe": _subscription,
    "signatory.suspend": _struck(),
    "signatory.reinstate": _struck(),
    "signatory.delist": _struck("entered-in-error"),
    "signatory.withdraw": _membership_act | {"text?": detached(either(2_000))},
    "deadline.extend": {
        "period": forms.period, "signatories": _extension_scope, "commitments?": forms.scope,
        "newDue": forms.time, "reason": detached(text(2_000))},
    "attestation.submit": (_attest, _attestation),
    "attestation.supersede": (_attest | _change | {"supersedes": forms.reference}, _attestation),
    "attestation.withdraw": {
        "signatory": forms.id, "period": forms.period, "withdraws": forms.reference} | _change,
    "evidence.check": {
        "evidence": forms.sha, "uri": forms.uri, "result": choice("match", "mismatch", "unreachable", "sealed"),
        "checkedAt": forms.time},
    "review.publish": {
        "of": forms.reference, "commitments": forms.commitments,
        "conclusion": choice("supports", "qualified", "contradicts"), "level": forms.id, "standard?": text(500),
        "words": detached(_words_of_review)},
    "review.withdraw": {"of": forms.reference, "text?": detached(either(2_000))},
    "challenge.open": {
        "signatory": forms.id, "period": forms.period, "commitments": forms.commitments, "ground": forms.id,
        "text": detached(either()), "evidence": _challenge_evidence},
    "challenge.respond": {
        "challenge": forms.index, "text": detached(either()), "evidence": _challenge_evidence},
    "challenge.resolve": {
        "challenge": forms.index, "text": detached(either()),
        "outcomes": listof(record({
            "commitment": forms.commitment, "outcome": choice("upheld", "partly-upheld", "rejected")}),
            1, key=lambda value: value["commitment"], unique=True)},
    "challenge.withdraw": {"challenge": forms.index, "text?": detached(either(2_000))},
    "text.redact": (
        {"entry": forms.index, "texts": listof(forms.sha, 1, MOST_TEXTS, unique=True),
         "legalBasis": record({
             "basis": choice("erasure-request", "court-order", "copyright", "other"), "reference": text(500)})},
        _ascending),
}  # fmt: skip


def _predicate(kind):
    members, check = KINDS[kind] if isinstance(KINDS[kind], tuple) else (KINDS[kind], None)
    if kind == "ledger.genesis":
        return record({"ledger": record({"origin": forms.origin}), "issuedAt": forms.time} | members, check)
    return record(_of_ledger | members, check)


_PREDICATES = {kind: _predicate(kind) for kind in KINDS}
_SUBJECT = listof(record({"name": text(1_024), "digest": record({"sha256": forms.sha})}), 1, 32_001)
_UNKNOWN = {name: form for name, form in _of_ledger.items()}


# MARK: Envelope


class Envelope:
    """A stored envelope: the payload and its signatures. Format §5"""

    def __init__(self, data):
        try:
            value = parse(data)
            require(isinstance(value, dict) and value.keys() == {"payload", "payloadType", "signatures"}, "members")
            require(value["payloadType"] == PAYLOAD_TYPE.decode(), "another payload type")
            require(isinstance(value["signatures"], list), "no list of signatures")
            require(all(s.keys() == {"keyid", "sig"} for s in value["signatures"]), "members of a signature")
            self.payload = unbase64(value["payload"])
            self.signatures = [(s["keyid"], unbase64(s["sig"])) for s in value["signatures"]]
            ids = [keyid for keyid, _ in self.signatures]
            require(all(forms.meets(forms.sha, keyid) for keyid in ids) and ids == sorted(set(ids)), "key ids")
            require(self.payload and all(0 < len(sig) <= 1_024 for _, sig in self.signatures), "empty or too long")
            require(canonical(value) == data, "not canonical")
        except FAULTS:
            raise Refused("envelope.malformed") from None
        if len(data) > LARGEST_ENVELOPE:
            raise Refused("envelope.too-large")
        if not 1 <= len(self.signatures) <= MOST_SIGNATURES:
            raise Refused("envelope.signatures")


# MARK: Statement


class Statement:
    """A statement: kind, subjects, predicate, the keys it names, and the detached texts in it. Format §3"""

    def __init__(self, payload):
        if len(payload) > LARGEST_STATEMENT:
            raise Refused("statement.too-large")
        try:
            self._read(parse(payload))
        except FAULTS:
            raise Refused("statement.malformed") from None
        self.id = digest(payload)

    def _read(self, value):
        require(value.keys() == {"_type", "subject", "predicateType", "predicate"}, "members of a statement")
        require(value["_type"] == "https://in-toto.io/Statement/v1", "another type of statement")
        require(isinstance(value["predicateType"], str) and value["predicateType"].startswith(PREFIX), "predicateType")
        self.kind = value["predicateType"][len(PREFIX) :]
        require(re.fullmatch(KIND, self.kind), "no kind")
        _SUBJECT(value["subject"], [])
        self.subjects = [(s["name"], s["digest"]["sha256"]) for s in value["subject"]]
        self.predicate, found = value["predicate"], []
        self.is_known = self.kind in KINDS
        if self.is_known:
            _PREDICATES[self.kind](self.predicate, found)
            self.texts = dict(found)
            require(len(self.texts) == len(found) <= MOST_TEXTS, "a digest of words twice, or too many")
        else:
            require(isinstance(self.predicate, dict), "no predicate")
            for name, form in _UNKNOWN.items():
                form(self.predicate[name], [])
            self.texts = dict.fromkeys(_lone_digests(self.predicate))
        self.keys = {key.id: key for key in map(public_key, self._pems())} if self.is_known else {}

    def _pems(self):
        """The PEM texts of the keys that the statement names: each proves that its holder has the private half."""
        if self.kind in ("key.register", "key.rotate"):
            return [self.predicate["key"]]
        return self.predicate.get("keys", []) + self.predicate.get("registrar", {}).get("keys", [])


def _lone_digests(value):
    """Of a kind that is not known, every object with the one member `sha256` counts as a detached text. Format §3"""
    if isinstance(value, dict):
        if value.keys() == {"sha256"} and forms.meets(forms.sha, value["sha256"]):
            yield value["sha256"]
        value = list(value.values())
    if isinstance(value, list):
        for element in value:
            yield from _lone_digests(element)


def is_version_0(envelope):
    """Whether this stored envelope holds a genesis of before the format had a number. Format §3"""
    try:
        value = parse(Envelope(envelope).payload)
        genesis = value["predicateType"] == PREFIX + "ledger.genesis" and isinstance(value["predicate"], dict)
        return genesis and "format" not in value["predicate"]
    except (Refused, *FAULTS):
        return False
