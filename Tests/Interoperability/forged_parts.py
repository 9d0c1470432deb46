"""What ledgers are made of by the maker beside this file: words, keys, a small accord."""
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from second_verifier import accord
from second_verifier.encoding import base64text, digest, sha256
from second_verifier.publickeys import ED25519, P256, pem

ORIGIN = "pledges.example/forged"
BEGINNING = "2030-11-01T00:00:00Z"
LIMIT = 2**256 - 2**224 + 2**192 - 0x4319055258E8617B0C46353D039CDAAF  # the order of P-256


class Words:
    """Words that travel beside the envelope; the salt follows from `seed`, or is given."""

    def __init__(self, text, salt=None):
        self.text, self.salt = text, salt


class Key:
    """A key of that name: Ed25519, or ECDSA on P-256 where the name begins with `p256`."""

    def __init__(self, name):
        seed = sha256(b"key " + name.encode())
        self.name, self.is_ed25519 = name, not name.startswith("p256")
        if self.is_ed25519:
            self.private = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
            self.raw = self.private.public_key().public_bytes_raw()
            self.der = ED25519 + self.raw
        else:
            self.private = ec.derive_private_key(int.from_bytes(seed) % (LIMIT - 1) + 1, ec.SECP256R1())
            numbers = self.private.public_key().public_numbers()
            self.der = P256 + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)
        self.id, self.pem = digest(self.der), pem(self.der)

    def sign(self, message):
        """A signature in the form of Format §2."""
        return self.private.sign(message) if self.is_ed25519 else self.private.sign(message, ec.ECDSA(hashes.SHA256()))

    def vkey(self, name=ORIGIN):
        """The key as that of a log. Format §7"""
        id = sha256(name.encode() + b"\n\x01" + self.raw)[:4]
        return f"{name}+{id.hex()}+{base64text(bytes([1]) + self.raw)}"


def document(version="1.0.0", years=("2031", "2032"), previous=None, **changes):
    """A small accord: c-1 is required of states and companies, c-2 encouraged, c-3 required of makers."""
    kinds = ["state", "company"]
    value = {
        "schema": "urn:pledgebook:v1:accord", "id": "forged-accord", "version": version,
        "title": {"en": "Forged Accord"}, "summary": {"en": "Invented."}, "languages": ["en"],
        "adoptedOn": "2030-11-01", "effectiveFrom": BEGINNING, "legalNature": "fictional", "definitionStatus": "demo",
        "officialTexts": [], "secretariat": {"name": "Forged Office", "contact": "office@forged.example"},
        "signatoryKinds": [{"id": kind, "label": {"en": kind}} for kind in kinds],
        "traits": [{"id": "maker", "label": {"en": "Maker"}}],
        "commitments": [
            commitment("c-1"), commitment("c-2", obligation="encouraged"),
            commitment("c-3", appliesTo={"kinds": kinds, "traitsAny": ["maker"]}),
        ],
        "reporting": {"firstReportAfterDays": 90, "periods": [period(year) for year in years]},
        "membership": {"reservationsAllowed": True, "subscription": "all", "withdrawalNoticeDays": 0},
        "challenge": {"who": "registered", "grounds": [{"id": "contradicted", "label": {"en": "Contradicted"}}],
                      "responseDays": 30, "resolutionDays": 60},
        "reportedThemes": [], "licence": "CC0-1.0", "disclaimer": {"en": "Invented."},
    }  # fmt: skip
    if previous is not None:
        value["previousSha256"] = accord.sha256(previous)
    return value | changes


def commitment(id, **changes):
    """A commitment of states and companies."""
    return {
        "id": id, "number": id, "title": {"en": id}, "text": {"en": "Invented."}, "textIsVerbatim": True,
        "sourceRef": id, "appliesTo": {"kinds": ["state", "company"]},
    } | changes  # fmt: skip


def period(year, **changes):
    """A calendar year, due at the end of March."""
    after = int(year) + 1
    return {
        "id": year, "start": f"{year}-01-01T00:00:00Z", "end": f"{year}-12-31T23:59:59Z",
        "opens": f"{after}-01-01T00:00:00Z", "due": f"{after}-03-31T23:59:59Z", "graceDays": 30,
    } | changes  # fmt: skip
