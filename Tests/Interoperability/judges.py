#!/usr/bin/env python3
"""Other people's programs as judges of ours, one subcommand each; nothing here decides anything itself.

    judges.py verify ENVELOPE THRESHOLD PUBLIC-KEY…   securesystemslib: enough valid signatures? exit status 0 or 1
    judges.py pae ENVELOPE                            securesystemslib: what is signed, on standard output
    judges.py sign-securesystemslib DRAFT KEY…        an envelope made and signed by securesystemslib, with its words
    judges.py sign-own-ids DRAFT KEY…                 the same with the key ids that securesystemslib itself gives keys
    judges.py sign-as-cosign DRAFT KEY…               the same as cosign and go-securesystemslib write it: empty key ids
    judges.py sign-cryptography DRAFT KEY…            an envelope made by hand, signed by cryptography, with its words
    judges.py validate EXPORT                         in-toto-attestation: every statement of an export
    judges.py canonical                               rfc8785: a JSON document a line in, its canonical form in hex out"""
import base64
import hashlib
import json
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

TYPE = "application/vnd.in-toto+json"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def draft(path):  # Format §12: a statement, and beside it the words that no signature covers
    made = json.loads(read(path))
    return json.dumps(made["statement"], indent=2, ensure_ascii=False).encode(), made["texts"]


def private_key(path):
    return serialization.load_pem_private_key(read(path), None)


def key_id(public):  # Format §2
    der = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return hashlib.sha256(public.public_bytes(*der)).hexdigest()


def judge(public):
    from securesystemslib.signer import SSlibKey

    return SSlibKey.from_crypto(public, keyid=key_id(public))


def verify(path, threshold, *publics):
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError

    keys = [judge(serialization.load_pem_public_key(read(public))) for public in publics]
    try:
        accepted = Envelope.from_dict(json.loads(read(path))).verify(keys, int(threshold))
    except VerificationError as error:
        sys.exit(str(error))
    print(len(accepted))


def pae(path):
    from securesystemslib.dsse import Envelope

    sys.stdout.buffer.write(Envelope.from_dict(json.loads(read(path))).pae())


def sign_securesystemslib(path, *keys):
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import CryptoSigner

    payload, texts = draft(path)
    envelope = Envelope(payload, TYPE, {})
    for private in map(private_key, keys):
        envelope.sign(CryptoSigner(private, judge(private.public_key())))
    print(json.dumps(envelope.to_dict() | {"texts": texts}))


def sign_own_ids(path, *keys):
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import CryptoSigner, SSlibKey

    payload, texts = draft(path)
    envelope = Envelope(payload, TYPE, {})
    for private in map(private_key, keys):
        envelope.sign(CryptoSigner(private, SSlibKey.from_crypto(private.public_key())))
    print(json.dumps(envelope.to_dict() | {"texts": texts}))


def sign_as_cosign(path, *keys):
    payload, texts = draft(path)
    message = b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE.encode(), len(payload), payload)
    signatures = []
    for private in map(private_key, keys):
        how = [] if isinstance(private, ed25519.Ed25519PrivateKey) else [ec.ECDSA(hashes.SHA256())]
        signatures.append({"keyid": "", "sig": base64.b64encode(private.sign(message, *how)).decode()})
    body = base64.b64encode(payload).decode()
    print(json.dumps({"payloadType": TYPE, "payload": body, "signatures": signatures, "texts": texts}))


def sign_cryptography(path, *keys):
    payload, texts = draft(path)
    message = b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE.encode(), len(payload), payload)
    signatures = []
    for private in map(private_key, keys):
        how = [] if isinstance(private, ed25519.Ed25519PrivateKey) else [ec.ECDSA(hashes.SHA256())]
        signature = base64.b64encode(private.sign(message, *how)).decode()
        signatures.append({"sig": signature, "keyid": key_id(private.public_key())})
    body = base64.b64encode(payload).decode()
    print(json.dumps({"signatures": signatures, "payloadType": TYPE, "texts": texts, "payload": body}, indent=2))


def validate(path):
    from google.protobuf import json_format
    from in_toto_attestation.v1 import statement_pb2
    from in_toto_attestation.v1.statement import Statement

    count = 0
    for line in read(path).splitlines():
        payload = base64.b64decode(json.loads(line)["envelope"]["payload"])
        Statement.copy_from_pb(json_format.Parse(payload, statement_pb2.Statement())).validate()
        count += 1
    print(count)


def canonical():
    import rfc8785

    for line in sys.stdin.buffer.read().split(b"\n"):
        if line:
            print(rfc8785.dumps(json.loads(line)).hex())


if __name__ == "__main__":
    judgements = {"verify": verify, "pae": pae, "sign-securesystemslib": sign_securesystemslib}
    judgements |= {"sign-own-ids": sign_own_ids, "sign-as-cosign": sign_as_cosign}
    judgements |= {"sign-cryptography": sign_cryptography, "validate": validate, "canonical": canonical}
    if len(sys.argv) < 2 or sys.argv[1] not in judgements:
        sys.exit(__doc__)
    judgements[sys.argv[1]](*sys.argv[2:])
