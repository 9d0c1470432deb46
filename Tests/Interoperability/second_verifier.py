#!/usr/bin/env python3
"""second_verifier.py ledger.jsonl|ledger.db [--origin ORIGIN] [--genesis HEX]

A second verifier, written from Documentation/Format.md alone and sharing no code with the product. It rebuilds chain
and tree and checks stages A to D of Format §8, but not which signers a kind asks for, the members of predicates, the
rules of §11, the screening of Ed25519 points, or checkpoints. Exit status: 0 intact, 1 findings.
"""
import argparse, base64, datetime, hashlib, json, os, re, sqlite3, sys, urllib.parse
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

TYPE, KIND, STATEMENT = "application/vnd.in-toto+json", "urn:pledgebook:v1:", "https://in-toto.io/Statement/v1"
MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError, UnsupportedAlgorithm)
PREFIX = {44: "302a300506032b6570032100", 91: "3059301306072a8648ce3d020106082a8648ce3d03010703420004"}
HEADER = re.compile(rb"pledgebook/entry/v1\nindex (0|[1-9]\d{0,18})\nprevious ([0-9a-f]{64})\n"
                    rb"recorded (\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ)\nkind ([a-z]+\.[a-z]+)\n"
                    rb"envelope ([0-9a-f]{64}) (0|[1-9]\d{0,18})\n")

def sha(data): return hashlib.sha256(data).digest()
def require(*facts):
    if not all(facts): raise ValueError

def strict(data):  # Format §2, JSON
    def members(pairs): return require(len(dict(pairs)) == len(pairs)) or dict(pairs)
    def integer(text): return require(text != "-0", abs(int(text)) < 2**53) or int(text)
    value = json.loads(data.decode("utf-8"), object_pairs_hook=members, parse_int=integer,
                       parse_float=lambda _: require(False), parse_constant=lambda _: require(False))
    canonical(value)  # refuses depth and lone surrogates
    return value

def canonical(value, depth=1):  # Format §2, canonical JSON
    if not isinstance(value, (dict, list)): return json.dumps(value, ensure_ascii=False).encode("utf-8")
    require(depth <= 32)
    if isinstance(value, list): return b"[" + b",".join(canonical(v, depth + 1) for v in value) + b"]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return b"{" + b",".join(canonical(n) + b":" + canonical(value[n], depth + 1) for n in names) + b"}"

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    require(data, base64.b64encode(data).decode() == text)
    return data

def public_key(pem):  # Format §2; the key is None where this verifier lacks the algorithm
    block = re.fullmatch(r"-----BEGIN PUBLIC KEY-----\n([\w+/=\n]+)-----END PUBLIC KEY-----\n?", pem)
    der = unbase64(block[1].replace("\n", ""))
    key, exact = load_der_public_key(der), der.hex().startswith(PREFIX.get(len(der), "-"))
    require(exact or not re.search("SECP256R1|Ed25519", str(getattr(key, "curve", key))))
    return sha(der).hex(), key if exact else None

def valid(key, signature, message):
    try: key.verify(signature, message, *([ec.ECDSA(hashes.SHA256())] if hasattr(key, "curve") else []))
    except InvalidSignature: return False
    return True

class Ledger:
    def __init__(self, origin, genesis):
        self.origin, self.genesis, self.findings, self.missing, self.redacted = origin, genesis, [], [], set()
        self.keys, self.owner, self.registrar, self.seen = {}, {}, None, set()  # an owner of None: not in force
        self.size, self.head, self.latest, self.tree = 0, bytes(32), "", []

    def entry(self, header, body):  # the stages of Format §8
        def find(code): self.findings.append({"code": code, "index": at})
        at, previous, self.head = self.size, self.head, sha(b"\0" + header)
        node, self.size, rest = self.head, at + 1, at
        while rest & 1: node, rest = sha(b"\1" + self.tree.pop() + node), rest >> 1
        self.tree.append(node)
        self.genesis = self.genesis or self.head.hex()  # entry 0, unless named from outside
        try:
            index, link, recorded, kind, digest, length = (f.decode() for f in HEADER.fullmatch(header).groups())
            datetime.date(2000 + int(recorded[:4]) % 400, int(recorded[5:7]), int(recorded[8:10]))
        except MALFORMED: return find("header.malformed")
        if int(index) != at: find("header.index")
        if link != previous.hex(): find("header.previous")
        if recorded < self.latest: find("header.time")
        self.latest = recorded
        if body is None: return self.missing.append(at)
        if sha(body).hex() != digest or len(body) != int(length): find("envelope.digest")
        try:
            envelope = strict(body)
            signatures = [(s["keyid"], unbase64(s["sig"])) for s in envelope["signatures"]]
            ids, payload = [k for k, _ in signatures], unbase64(envelope["payload"])
            require(canonical(envelope) == body, envelope.keys() == {"payload", "payloadType", "signatures"},
                    envelope["payloadType"] == TYPE, 1 <= len(ids) <= 16, ids == sorted(set(ids)),
                    all(s.keys() == {"keyid", "sig"} and re.fullmatch("[0-9a-f]{64}", s["keyid"])
                        for s in envelope["signatures"]))
        except MALFORMED: return find("envelope.malformed")
        try: self.statement(kind, payload, signatures, find)
        except MALFORMED: find("statement.malformed")

    def statement(self, kind, payload, signatures, find):
        require(len(payload) <= 262144)
        statement = strict(payload)
        said, name, first = statement["predicate"], statement["predicateType"], kind == "ledger.genesis"
        one = [said["key"]] if name in (KIND + "key.register", KIND + "key.rotate") else []
        new = dict(map(public_key, said.get("keys", []) + said.get("registrar", {}).get("keys", []) + one))
        known, before = self.keys | new, len(self.findings)
        require(statement.keys() == {"_type", "subject", "predicateType", "predicate"}, name.startswith(KIND),
                statement["_type"] == STATEMENT, statement["subject"], type(said["issuedAt"]) is str,
                all(s.keys() == {"name", "digest"} and re.fullmatch("[0-9a-f]{64}", s["digest"]["sha256"])
                    for s in statement["subject"]), type(said["ledger"]["origin"]) is str)
        self.origin = self.origin or first and said["ledger"]["origin"]
        bound = {"origin": self.origin} if first else {"origin": self.origin, "genesis": self.genesis}
        if name != KIND + kind: find("statement.kind")
        if said["ledger"] != bound: find("statement.ledger")
        if sha(payload) in self.seen: find("statement.duplicate")
        self.seen.add(sha(payload))
        message = b"DSSEv1 28 %s %d %s" % (TYPE.encode(), len(payload), payload)
        for key, signature in signatures:
            if key not in known: find("signature.unknown-key")
            elif key not in new and not self.owner[key]: find("key.not-in-force")
            elif known[key] is None: find("signature.unsupported")
            elif not valid(known[key], signature, message): find("signature.invalid")
        if before == len(self.findings): self.apply(kind, said, new)

    def apply(self, kind, said, new):  # what comes into force and what goes, Format §3 and §11
        registrar = said.get("registrar", {}).get("id")
        if registrar: self.owner.update({k: None for k, p in self.owner.items() if p == self.registrar})
        self.keys, self.registrar = self.keys | new, registrar or self.registrar
        self.owner |= dict.fromkeys(new, registrar or said.get("party") or said.get("signatory"))
        if kind in ("key.rotate", "key.revoke"): self.owner[said["oldKey" if kind == "key.rotate" else "key"]] = None
        if kind == "payload.redact": self.redacted.add(said["entry"])

    def result(self):
        root, *rest = self.tree[::-1] or [sha(b"")]
        for node in rest: root = sha(b"\1" + node + root)
        self.findings += [{"code": "envelope.missing", "index": i} for i in self.missing if i not in self.redacted]
        self.findings.sort(key=lambda finding: finding["index"])
        return {"size": self.size, "head": self.head.hex(), "root": root.hex(), "findings": self.findings}

def exported(path):
    for e in map(strict, open(path, "rb")): yield e["header"].encode(), e["envelope"] and canonical(e["envelope"])

def stored(path):  # immutable: nothing is written or locked, but a write-ahead log would stay unread
    waiting = os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0
    uri = f"file:{urllib.parse.quote(os.path.abspath(path))}?mode=ro" + ("" if waiting else "&immutable=1")
    yield from sqlite3.connect(uri, uri=True).execute(
        "SELECT header, bytes FROM entry LEFT JOIN envelope USING (seq) ORDER BY seq")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for argument in ("path", "--origin", "--genesis"): parser.add_argument(argument)
    given = parser.parse_args()
    with open(given.path, "rb") as file: read = stored if file.read(16) == b"SQLite format 3\0" else exported
    ledger = Ledger(given.origin, given.genesis)
    for pair in read(given.path): ledger.entry(*pair)
    print(json.dumps(ledger.result()))
    sys.exit(1 if ledger.findings else 0)
