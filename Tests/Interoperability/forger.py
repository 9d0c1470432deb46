"""A maker of ledgers, honest and forged: headers, tree, checkpoints, rows and files, all consistent with each other.

    f = Forger().begin()                                   # genesis, accord, the member quillonia with the key q1
    f.at("2032-02-01T00:00:00Z").attest("quillonia", {"c-1": "met"}, by=["q1"])
    f.add("key.register", {"party": "quillonia", "key": f.key("thief").pem}, by=["registrar", "thief"])
    f.write_export("ledger.jsonl"); f.write_folder("public"); f.write_database("ledger.db")

What a statement says, and who signs it, is free: the maker fits everything around it, as somebody would who holds the
keeper's machine and the log key. Keys and salts follow from names, so that a ledger is the same every time. Words of a
statement are given as `Words("…")`; the digest goes into the statement, the words beside the envelope.
"""
import json
from base64 import b64decode

from forged_files import Files
from forged_parts import BEGINNING, ORIGIN, Key, Words, commitment, document, period
from second_verifier import periods
from second_verifier.encoding import base64text, canonical, digest, sha256, time, timetext
from second_verifier.ledger import Version
from second_verifier.publickeys import preauthentication
from second_verifier.replay import Entry
from second_verifier.statements import PREFIX

__all__ = ["Forger", "Key", "Words", "commitment", "document", "period"]


class Forger(Files):
    """A ledger in the making."""

    def __init__(self, origin=ORIGIN, environment="demo"):
        self.origin, self.environment = origin, environment
        self.entries, self.leaves, self.versions, self.keys, self.log = [], [], [], {}, self.key_named("log")
        self.now, self.salts = time(BEGINNING), 0

    @staticmethod
    def key_named(name):
        """The key of a name."""
        return Key(name)

    def key(self, name):
        """The key of a name, made when it is first asked for."""
        return self.keys.setdefault(name, Key(name))

    def at(self, instant):
        """Sets the ledger's clock; each entry moves it on by a second."""
        self.now = time(instant)
        return self

    @property
    def size(self):
        """The index of the next entry."""
        return len(self.entries)

    # MARK: Any entry

    def _wrap(self, value, disclosures):
        """Puts digests in the place of words."""
        if isinstance(value, Words):
            self.salts += 1
            salt = value.salt or digest(f"salt {self.salts}".encode())[:32]
            data = canonical({"salt": salt, "text": value.text})
            disclosures.append(data)
            return {"sha256": digest(data)}
        if isinstance(value, dict):
            return {name: self._wrap(inner, disclosures) for name, inner in value.items()}
        return [self._wrap(inner, disclosures) for inner in value] if isinstance(value, list) else value

    def subject(self, kind, said):
        """The first subject, and those of evidence. Format §3"""
        version = periods.in_force(self.versions, self.now)
        if kind == "accord.publish":
            version = Version(self.size, self.now, said["accord"])
        if version is None:
            first = ("origin:" + self.origin, digest(self.origin.encode()))
        else:
            first = (f"accord:{version.document['id']}@{version.document['version']}", version.digest)
        found = [first] + [("evidence:" + item["id"], item["sha256"]) for item in self._items(kind, said)]
        return [{"name": name, "digest": {"sha256": value}} for name, value in found]

    @staticmethod
    def _items(kind, said):
        return said["evidence"] if kind.split(".")[0] in ("attestation", "challenge") and "evidence" in said else []

    def statement(self, kind, said, **changes):
        """A statement of this ledger; `changes` take the place of its members."""
        ledger = {"origin": self.origin} | ({"genesis": self.leaves[0].hex()} if self.leaves else {})
        predicate = {"ledger": ledger, "issuedAt": timetext(self.now)} | said
        return {
            "_type": "https://in-toto.io/Statement/v1", "subject": self.subject(kind, said),
            "predicateType": PREFIX + kind, "predicate": predicate,
        } | changes  # fmt: skip

    def envelope(self, payload, by):
        """The stored envelope around a payload, signed by the keys of these names. Format §5"""
        message = preauthentication(payload)
        signatures = sorted((self.key(name).id, base64text(self.key(name).sign(message))) for name in by)
        return canonical({
            "payload": base64text(payload), "payloadType": "application/vnd.in-toto+json",
            "signatures": [{"keyid": id, "sig": signature} for id, signature in signatures]})  # fmt: skip

    def add(self, kind, said, by, texts=None, statement=None, **header):
        """Appends an entry, whatever it is, and gives back its index. `texts` and `statement` replace what fits."""
        disclosures = []
        said = self._wrap(said, disclosures)
        payload = canonical(statement or self.statement(kind, said))
        self.raw(kind, self.envelope(payload, by), disclosures if texts is None else texts, **header)
        if kind == "accord.publish" and statement is None:
            self.versions.append(Version(self.size - 1, self.now - 1, said["accord"]))
        return self.size - 1

    def raw(self, kind, stored, texts=(), **header):
        """Appends a header around a stored envelope, or around none; `header` replaces fields of it."""
        body = b"{}" if stored is None else stored
        values = {
            "index": self.size, "previous": (self.leaves[-1] if self.leaves else bytes(32)).hex(),
            "recorded": timetext(self.now), "kind": kind, "envelope": f"{digest(body)} {len(body)}",
        } | header  # fmt: skip
        lines = ["pledgebook/entry/v1"] + [f"{name} {value}" for name, value in values.items()]
        data = "".join(line + "\n" for line in lines).encode()
        self.entries.append(Entry(data, stored, list(texts)))
        self.leaves.append(sha256(b"\0" + data))
        self.now += 1
        return self.size - 1

    def reference(self, index):
        """`{index, header}` of an entry."""
        return {"index": index, "header": self.leaves[index].hex()}

    # MARK: Entries of the usual kinds

    def begin(self, *members, **changes):
        """Genesis, accord, and members: names with their keys, or quillonia with q1."""
        self.genesis(**changes).publish(document())
        self.at("2030-11-12T00:00:00Z")
        for member, keys in members or (("quillonia", ["q1"]),):
            self.join(member, keys)
        return self

    def genesis(self, by=("registrar",), **changes):
        """Entry 0."""
        registrar = {"id": "office", "name": "Forged Office", "threshold": 1, "keys": [self.key(n).pem for n in by]}
        self.add("ledger.genesis", {
            "environment": self.environment, "rules": "pbr-1", "registrar": registrar, "format": 1,
            "logKeys": [self.log.vkey(self.origin)]} | changes, by)  # fmt: skip
        return self

    def publish(self, document, by=("registrar",), **changes):
        """A version of the accord."""
        said = {"accord": document} | ({"changes": "Changed."} if self.versions else {}) | changes
        return self.add("accord.publish", said, by)

    def join(self, member, keys=(), by=("registrar",), kind="state", effective=None, **changes):
        """A join: signed by its keys, or from a public source without any. `by` signs besides the keys."""
        said = {
            "signatory": member, "name": {"en": member}, "kind": kind, "traits": [],
            "effective": effective or timetext(self.now), "keys": [self.key(name).pem for name in keys],
            "basis": "signed" if keys else "public-source",
        } | ({} if keys else {"source": {"uri": "https://list.example/", "asOf": "2030-11-01"}}) | changes  # fmt: skip
        return self.add("signatory.join", said, sorted({*by, *keys}))

    def admit(self, party, keys, roles, by=("registrar",), **changes):
        """A party with roles."""
        said = {"party": party, "name": party, "roles": roles, "keys": [self.key(name).pem for name in keys]}
        return self.add("party.admit", said | changes, sorted({*by, *keys}))

    def act(self, act, member, by, effective=None, **said):
        """A membership act."""
        return self.add(act, {"signatory": member, "effective": effective or timetext(self.now)} | said, by)

    def claims(self, values, evidence):
        """Claims of these values: what needs evidence has it, what needs an explanation has one."""
        found = []
        for name, value in values.items():
            claim = {"commitment": name, "claim": value}
            if value in ("met", "partially-met"):
                claim["evidence"] = [evidence["id"]]
            if value != "met":
                claim["explanation"] = Words({"en": f"Why {value}."})
            found.append(claim)
        return found

    def item(self, content="report", **changes):
        """An item of evidence."""
        return {
            "id": "e-1", "kind": "document", "mediaType": "text/plain", "bytes": len(content),
            "sha256": digest(content.encode()), "visibility": "public", "words": Words({"title": content}),
        } | changes  # fmt: skip

    def attestation(self, member, values, year="2031", **changes):
        """The members of an attestation."""
        version = periods.governing(self.versions, year)
        items = [self.item()] if set(values.values()) & {"met", "partially-met"} else []
        return {
            "signatory": member, "period": year,
            "accord": {"id": version.document["id"], "version": version.document["version"], "sha256": version.digest},
            "claims": self.claims(values, items[0] if items else None), "evidence": items,
            "affirmation": {"words": Words({"text": "We affirm.", "office": "Ministry"})},
        } | changes  # fmt: skip

    def attest(self, member, values, by, year="2031", supersedes=None, **changes):
        """A filing; with `supersedes` in place of the entry of that index."""
        said = self.attestation(member, values, year, **changes)
        if supersedes is None:
            return self.add("attestation.submit", said, by)
        said |= {"supersedes": self.reference(supersedes), "reason": "reassessment", "changeNote": Words("Changed.")}
        return self.add("attestation.supersede", said, by)

    def take_back(self, member, of, by, year="2031"):
        """A filing is withdrawn."""
        return self.add("attestation.withdraw", {
            "signatory": member, "period": year, "withdraws": self.reference(of), "reason": "error-correction",
            "changeNote": Words("Withdrawn.")}, by)  # fmt: skip

    def challenge(self, member, commitments, by, year="2031"):
        """A challenge."""
        return self.add("challenge.open", {
            "signatory": member, "period": year, "commitments": commitments, "ground": "contradicted",
            "text": Words("It is not so."), "evidence": []}, by)  # fmt: skip

    def resolve(self, challenge, outcomes, by):
        """A panel's decision."""
        listed = [{"commitment": name, "outcome": outcome} for name, outcome in outcomes.items()]
        return self.add("challenge.resolve", {
            "challenge": challenge, "outcomes": listed, "text": Words("So we found.")}, by)  # fmt: skip

    def review(self, of, commitments, by, level="limited", conclusion="supports"):
        """A review of a filing."""
        return self.add("review.publish", {
            "of": self.reference(of), "commitments": commitments, "conclusion": conclusion, "level": level,
            "words": Words({"independence": "No ties.", "paidBy": "Ourselves."})}, by)  # fmt: skip

    def recover(self, party, keys, threshold=1, by=("registrar",), **changes):
        """A recovery."""
        said = {"party": party, "keys": [self.key(name).pem for name in keys], "threshold": threshold}
        return self.add("key.recover", said | changes, sorted({*by, *keys}))

    def revoke(self, party, key, by, reason="lost", **changes):
        """A revocation."""
        said = {"party": party, "key": self.key(key).id, "reason": reason}
        return self.add("key.revoke", said | changes, by)

    def redact(self, entry, texts=None, by=("registrar",), **changes):
        """A removal of words: all of an entry, or those named."""
        chosen = sorted(digest(data) for data in self.entries[entry].texts) if texts is None else texts
        said = {"entry": entry, "texts": chosen, "legalBasis": {"basis": "court-order", "reference": "Order 7"}}
        return self.add("text.redact", said | changes, by)

    def forget(self):
        """Deletes the words that removals name, as an honest keeper does."""
        gone = set()
        for entry in self.entries:
            if b"\nkind text.redact\n" in entry.header and entry.envelope:
                gone |= set(self.predicate(entry)["texts"])
        for entry in self.entries:
            entry.texts = [data for data in entry.texts if digest(data) not in gone]
        return self

    @staticmethod
    def predicate(entry):
        """The predicate of an entry."""
        return json.loads(b64decode(json.loads(entry.envelope)["payload"]))["predicate"]
