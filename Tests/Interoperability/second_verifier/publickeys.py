"""Public keys, verifier keys and signatures. Format §2, §5, §7"""
import base64
import re

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from second_verifier.encoding import Malformed, digest, require, sha256, unbase64

ED25519 = bytes.fromhex("302a300506032b6570032100")
P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
FIELD = 2**255 - 19
#: The encodings of points of small order with y below the field's prime, top bit cleared. Format §2
SMALL_ORDER = {
    bytes.fromhex(point)
    for point in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
}
PEM = re.compile(
    r"-----BEGIN PUBLIC KEY-----\n((?:[A-Za-z0-9+/=]{64}\n)*[A-Za-z0-9+/=]{1,64}\n)-----END PUBLIC KEY-----\n"
)
PAYLOAD_TYPE = b"application/vnd.in-toto+json"


class PublicKey:
    """A key of a statement: its id, its algorithm, and the bytes that matter."""

    def __init__(self, pem):
        """Reads PEM text as `openssl pkey -pubout` writes it. Format §2"""
        found = PEM.fullmatch(pem)
        require(found, "no PEM of one public key")
        der = unbase64(found[1].replace("\n", ""))
        self.id = digest(der)
        self.raw = der[-32:] if der.startswith(ED25519) else der
        if len(der) == 44 and der.startswith(ED25519):
            self.algorithm = "ed25519"
            require(is_strong(self.raw), "a point of small order or not canonical")
            self._key = ed25519.Ed25519PublicKey.from_public_bytes(self.raw)
        elif len(der) == 91 and der.startswith(P256):
            self.algorithm = "ecdsa-p256"
            self._key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), der[26:])
        else:
            raise Malformed("another algorithm, or a second encoding of a key")

    def verifies(self, signature, message):
        """Whether the signature is valid. Format §5"""
        return _verifies(self._key, self.algorithm, signature, message)


def _verifies(key, algorithm, signature, message):
    try:
        if algorithm == "ed25519":
            if len(signature) != 64 or not is_strong(signature[:32]):
                return False
            key.verify(signature, message)
        else:
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        return True
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False


def is_strong(point):
    """The screen of Ed25519 points: canonical, and not of small order. Format §2"""
    cleared = point[:31] + bytes([point[31] & 0x7F])
    return int.from_bytes(cleared, "little") < FIELD and cleared not in SMALL_ORDER


def preauthentication(payload):
    """What the signatures of an envelope are made over. DSSE, Format §5"""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE, len(payload), payload)


class VerifierKey:
    """A key of a log or a witness, `<name>+<key id>+<base64>`. Format §7"""

    def __init__(self, text):
        name, number, encoded = text.split("+", 2)
        data = unbase64(encoded)
        require(is_key_name(name) and re.fullmatch("[0-9a-f]{8}", number) and data, "no verifier key")
        self.text, self.name, self.id, self.type, self.raw = text, name, bytes.fromhex(number), data[0], data[1:]
        require(self.type in (1, 4), "no type of key that this page knows")
        require(len(self.raw) == 32 and is_strong(self.raw), "no Ed25519 point that may be a key")
        require(sha256(name.encode() + b"\n" + data)[:4] == self.id, "the id is not that of the key")

    def verifies(self, signature, message):
        """Whether the log made this signature of a note."""
        if self.type != 1:
            return False
        return _verifies(ed25519.Ed25519PublicKey.from_public_bytes(self.raw), "ed25519", signature, message)


def is_key_name(text):
    """Origins and key names: 1 to 255 printable ASCII characters without `+`. Format §2"""
    return bool(re.fullmatch(r"[\x21-\x2a\x2c-\x7e]{1,255}", text))


def pem(der):
    """PEM text as openssl writes it."""
    encoded = base64.b64encode(der).decode("ascii")
    lines = "".join(encoded[at : at + 64] + "\n" for at in range(0, len(encoded), 64))
    return f"-----BEGIN PUBLIC KEY-----\n{lines}-----END PUBLIC KEY-----\n"


def public_key(value):
    """The key in a member of a statement, or `Malformed`."""
    require(isinstance(value, str), "no text")
    try:
        return PublicKey(value)
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise Malformed(str(fault)) from None
