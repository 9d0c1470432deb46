"""The statements that every peer gets: signed attestations of a synthetic ledger, taken out of its export."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

PAYLOAD_TYPE = b"application/vnd.in-toto+json"


@dataclass(frozen=True)
class Signed:
    """A statement, the bytes that its signature covers, the signature, and the key in PEM."""

    payload: bytes
    message: bytes
    signature: bytes
    key: bytes


def pae(payload: bytes) -> bytes:
    """DSSE v1.0.2, protocol.md: what a signature covers."""
    return b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE, len(payload), payload)


def keys_of(node):
    """Every public key that a statement brings: a PEM text or base64 of a SubjectPublicKeyInfo under `key…`."""
    if isinstance(node, dict):
        for value in node.values():
            yield from keys_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys_of(value)
    elif isinstance(node, str) and (node.startswith("-----BEGIN PUBLIC KEY") or node.startswith("MCowBQYDK2Vw")):
        yield node


def pem(text: str) -> bytes:
    if text.startswith("-----"):
        return text.encode()
    return f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n".encode()


def key_id(pem_bytes: bytes) -> str:
    import hashlib

    body = b"".join(line for line in pem_bytes.splitlines() if not line.startswith(b"-----"))
    return hashlib.sha256(base64.b64decode(body)).hexdigest()


def read(export: Path) -> tuple[list[str], list[str], list[Signed]]:
    """The lines before the first attestation, those of the attestations, and the attestations themselves."""
    keys: dict[str, bytes] = {}
    before, after, signed = [], [], []
    for line in export.read_text().splitlines():
        envelope = json.loads(line)["envelope"]
        payload = base64.b64decode(envelope["payload"])
        statement = json.loads(payload)
        for text in keys_of(statement):
            keys[key_id(pem(text))] = pem(text)
        if "kind attestation" not in json.loads(line)["header"]:
            before.append(line)
            continue
        after.append(line)
        signature = envelope["signatures"][0]
        signed.append(
            Signed(payload, pae(payload), base64.b64decode(signature["sig"]), keys[signature["keyid"]])
        )
    return before, after, signed
