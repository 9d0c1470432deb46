#!/usr/bin/env python3
"""second_verifier.py ledger.jsonl|ledger.db [ORIGIN [GENESIS]]

A second verifier, written from Documentation/Format.md alone and sharing no code with the product. It rebuilds chain
and tree and makes the checks of Format §8, but not: which signers a kind asks for, the members of predicates, subjects,
the rules of §11, the screening of Ed25519 points, checkpoints. Exit status: 0 intact, 1 findings."""
import base64, datetime, hashlib, json, os, re, sqlite3, sys, urllib.parse
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

TYPE, KIND, STATEMENT = "application/vnd.in-toto+json", "urn:pledgebook:v1:", "https://in-toto.io/Statement/v1"
MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError, UnsupportedAlgorithm)
PREFIX = {44: "302a300506032b6570032100", 91: "3059301306072a8648ce3d020106082a8648ce3d03010703420004"}
TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
HEADER = re.compile(rb"pledgebook/entry/v1\nindex (0|[1-9]\d{0,18})\nprevious ([0-9a-f]{64})\nrecorded (%s)\n"
                    rb"kind ([a-z][a-z0-9.-]{0,63})\nenvelope ([0-9a-f]{64} [1-9]\d{0,18})\n" % TIME.encode())

def sha(data): return hashlib.sha256(data).digest()
def require(*facts):
    if not all(facts): raise ValueError
def check(fact, code):
    if not fact: raise Refused(code)
class Refused(Exception): pass

def strict(data):  # Format §2, JSON
    def members(pairs): return require(len(dict(pairs)) == len(pairs)) or dict(pairs)
    def integer(text): return require(text != "-0", abs(int(text)) < 2**53) or int(text)
    value = json.loads(data.decode("utf-8"), object_pairs_hook=members, parse_int=integer,
                       parse_float=lambda _: require(False), parse_constant=lambda _: require(False))
    return canonical(value) and value  # its depth and lone surrogates are refused there

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
    block = r"-----BEGIN PUBLIC KEY-----\n([\w+/=\n]+)-----END PUBLIC KEY-----\n?"
    der = unbase64(re.fullmatch(block, pem)[1].replace("\n", ""))
    key, exact = serialization.load_der_public_key(der), der.hex().startswith(PREFIX.get(len(der), "-"))
    require(exact or not re.search("SECP256R1|Ed25519", str(getattr(key, "curve", key))))
    return sha(der).hex(), key if exact else None

class Ledger:
    def __init__(self, origin, genesis):
        self.origin, self.genesis, self.findings, self.bare, self.redacted = origin, genesis, [], [], set()
        self.keys, self.owner, self.registrar, self.seen = {}, {}, None, set()  # an owner of None: not in force
        self.size, self.head, self.latest, self.tree = 0, bytes(32), "", []
    def find(self, code, index): self.findings.append({"code": code, "index": index})

    def entry(self, header, body, redacted_by):  # the stages of Format §8
        at, previous, self.head = self.size, self.head, sha(b"\0" + header)
        node, self.size, rest = self.head, at + 1, at
        while rest & 1: node, rest = sha(b"\1" + self.tree.pop() + node), rest >> 1
        self.tree.append(node)
        self.genesis = self.genesis or self.head.hex()  # entry 0, unless named from outside
        try:
            index, link, recorded, _, kind, named = (f.decode() for f in HEADER.fullmatch(header).groups())
            datetime.date(2000 + int(recorded[:4]) % 400, int(recorded[5:7]), int(recorded[8:10]))
            if int(index) != at: self.find("header.index", at)
            if link != previous.hex(): self.find("header.previous", at)
            if recorded < self.latest: self.find("header.time", at)
            self.latest = recorded
            if body is not None and f"{sha(body).hex()} {len(body)}" != named: self.find("envelope.digest", at)
        except MALFORMED: kind = self.find("header.malformed", at)
        if body is None: return self.bare.append((at, redacted_by))  # whether rightly, a later entry says
        try: self.statement(kind, *self.envelope(body), at)
        except (Refused, *MALFORMED) as it: self.find(str(it) if type(it) is Refused else "statement.malformed", at)

    def envelope(self, body):  # stage B
        try:
            envelope = strict(body)
            check(1 <= len(envelope["signatures"]) <= 16, "envelope.signatures")
            signatures = [(s["keyid"], unbase64(s["sig"])) for s in envelope["signatures"]]
            ids, payload = [k for k, _ in signatures], unbase64(envelope["payload"])
            again = [{"keyid": s["keyid"], "sig": s["sig"]} for s in envelope["signatures"]]
            require(body == canonical({"payload": envelope["payload"], "payloadType": TYPE, "signatures": again}),
                    ids == sorted(set(ids)), len(body) <= 393216, all(re.fullmatch("[0-9a-f]{64}", k) for k in ids))
            return payload, signatures
        except MALFORMED: raise Refused("envelope.malformed")

    def statement(self, kind, payload, signatures, at):  # stages C to E
        check(len(payload) <= 262144, "statement.too-large")
        try:
            statement = strict(payload)
            said, name = statement["predicate"], statement["predicateType"].removeprefix(KIND)
            one = [said["key"]] if name in ("key.register", "key.rotate") else []
            new = dict(map(public_key, said.get("keys", []) + said.get("registrar", {}).get("keys", []) + one))
            require(statement.keys() == {"_type", "subject", "predicateType", "predicate"}, statement["subject"],
                    (statement["_type"], statement["predicateType"]) == (STATEMENT, KIND + name),
                    re.fullmatch(TIME, said["issuedAt"]), said["ledger"]["origin"] > "",
                    all(s.keys() == {"name", "digest"} and re.fullmatch("[0-9a-f]{64}", s["digest"]["sha256"])
                        for s in statement["subject"]))
        except MALFORMED: raise Refused("statement.malformed")
        message, known = b"DSSEv1 28 %s %d %s" % (TYPE.encode(), len(payload), payload), new | self.keys
        for key, _ in signatures: check(key in known, "signature.unknown-key")
        for key, signature in signatures:
            check(known[key], "signature.unsupported")
            how = [ec.ECDSA(hashes.SHA256())] if hasattr(known[key], "curve") else []
            try: known[key].verify(signature, message, *how)
            except InvalidSignature: raise Refused("signature.invalid")
        if kind and kind != name: self.find("statement.kind", at)
        check((name == "ledger.genesis") == (not self.registrar), "statement.kind")
        self.origin = self.origin or said["ledger"]["origin"]
        bound = {"origin": self.origin} | ({"genesis": self.genesis} if self.registrar else {})
        check(said["ledger"] == bound, "statement.ledger")
        check(sha(payload) not in self.seen, "statement.duplicate")
        for key, _ in signatures: check(self.owner.get(key, True), "key.not-in-force")
        self.apply(name, said, new, at)
        self.seen.add(sha(payload))

    def apply(self, kind, said, new, at):  # what comes into force and what goes, Format §3 and §11
        registrar = said.get("registrar", {}).get("id")
        if registrar: self.owner.update({k: None for k, p in self.owner.items() if p == self.registrar})
        self.keys, self.registrar = self.keys | new, registrar or self.registrar
        self.owner |= dict.fromkeys(new, registrar or said.get("party") or said.get("signatory"))
        if kind in ("key.rotate", "key.revoke"): self.owner[said["oldKey" if kind == "key.rotate" else "key"]] = None
        if kind == "payload.redact": self.redacted.add((said["entry"], at))

    def result(self):
        root, *rest = self.tree[::-1] or [sha(b"")]
        for node in rest: root = sha(b"\1" + node + root)
        for at in [at for at, by in self.bare if (at, by) not in self.redacted]: self.find("envelope.missing", at)
        self.findings.sort(key=lambda finding: finding["index"])
        return {"size": self.size, "head": self.head.hex(), "root": root.hex(), "findings": self.findings}

def exported(path):
    for line in map(strict, open(path, "rb")):
        yield line["header"].encode(), line["envelope"] and canonical(line["envelope"]), line.get("redactedBy")
def stored(path):  # immutable: nothing is written or locked; with a write-ahead log waiting, that log must be read too
    waiting = os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0
    uri = f"file:{urllib.parse.quote(os.path.abspath(path))}?mode=ro&immutable={int(not waiting)}"
    yield from sqlite3.connect(uri, uri=True).execute("""SELECT header, bytes, by FROM entry LEFT JOIN envelope
        USING (seq) LEFT JOIN redaction ON target = entry.seq ORDER BY entry.seq""")
if __name__ == "__main__":
    path, origin, genesis = (sys.argv[1:] + [None, None])[:3]
    with open(path, "rb") as file: read = stored if file.read(16) == b"SQLite format 3\0" else exported
    ledger = Ledger(origin, genesis)
    for entry in read(path): ledger.entry(*entry)
    print(json.dumps(ledger.result()))
    sys.exit(1 if ledger.findings else 0)
