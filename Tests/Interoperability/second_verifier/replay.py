"""Verification: every entry through the stages A to F. Format §8"""
import re
from dataclasses import dataclass, field

from second_verifier import encoding, rules, texts
from second_verifier.encoding import FAULTS, digest, require, sha256
from second_verifier.ledger import State
from second_verifier.log import Tree
from second_verifier.publickeys import preauthentication
from second_verifier.statements import Envelope, Refused, Statement, is_version_0

HEADER = re.compile(
    rb"pledgebook/entry/v1\nindex (0|[1-9][0-9]{0,18})\nprevious ([0-9a-f]{64})\nrecorded ([0-9TZ:-]{20})\n"
    rb"kind ([a-z][a-z0-9.-]{0,63})\nenvelope ([0-9a-f]{64}) ([1-9][0-9]{0,18})\n"
)
LARGEST_INDEX = 2**63 - 1


class Version0(Exception):
    """A ledger of before the format had a number; it is read no more. Format §3"""

    def __init__(self):
        super().__init__("this ledger is of version 0, from before the format had a number: it is read no more")


@dataclass
class Entry:
    """What a carrier holds of one entry; None for what is not there."""

    header: bytes
    envelope: bytes | None
    texts: list = field(default_factory=list)  # disclosures, as bytes


class Header:
    """The six lines of an entry. Format §6"""

    def __init__(self, data):
        found = HEADER.fullmatch(data)
        require(found and len(data) <= 512, "no header")
        index, previous, recorded, kind, body, length = (group.decode() for group in found.groups())
        self.index, self.previous, self.recorded = int(index), previous, encoding.time(recorded)
        self.kind, self.body, self.length = kind, body, int(length)
        require(self.index <= LARGEST_INDEX and self.length <= LARGEST_INDEX, "a number out of bounds")


class Replay:
    """A ledger, entry after entry. `origin` and `genesis` are those named from outside, if any were."""

    def __init__(self, origin=None, genesis=None, is_own_store=True, is_published=False):
        self.origin, self.genesis, self.named = origin, genesis, genesis is not None or origin is not None
        self.is_own_store, self.is_published = is_own_store, is_published
        self.state, self.tree, self.findings = State(), Tree(), []
        self.size, self.head, self.latest = 0, bytes(32), None
        self.not_understood, self.late, self.not_offered = [], [], []
        self._statements = []  # (index, statement, disclosures) of all that passed C

    def find(self, code, index):
        """Notes a finding."""
        self.findings.append({"code": code, "index": index})

    # MARK: One entry

    def entry(self, entry):
        """Takes the next entry through A to E."""
        if self.size == 0 and entry.envelope is not None and is_version_0(entry.envelope):
            raise Version0()
        index, leaf = self.size, sha256(b"\0" + entry.header)
        header = self._header(entry.header, index)
        self.size, self.head = index + 1, leaf
        self.tree.append(leaf)
        if index == 0:
            self.expected_genesis, self.genesis = self.genesis, self.genesis or leaf.hex()
        try:
            self._body(entry, header, index, leaf.hex())
        except Refused as refusal:
            self.find(str(refusal), index)

    def _header(self, data, index):
        """Stage A."""
        try:
            header = Header(data)
        except FAULTS:
            self.find("header.malformed", index)
            return None
        if header.index != index:
            self.find("header.index", index)
        if header.previous != self.head.hex():
            self.find("header.previous", index)
        if self.latest is not None and header.recorded < self.latest:
            self.find("header.time", index)
        self.latest = header.recorded
        return header

    def _body(self, entry, header, index, leaf):
        """Stages B and C, then D and E."""
        if entry.envelope is None:
            raise Refused("envelope.missing")
        if header and (digest(entry.envelope), len(entry.envelope)) != (header.body, header.length):
            self.find("envelope.digest", index)
        envelope = Envelope(entry.envelope)
        statement = Statement(envelope.payload)
        self.state.texts[index] = statement.texts
        self._statements.append((index, statement, [texts.Disclosure(data) for data in entry.texts]))
        if index == 0 and self.origin is None:
            self.origin = statement.predicate["ledger"]["origin"]
        self._signatures(envelope, statement)
        self._state(envelope, statement, header, index, leaf)

    def _signatures(self, envelope, statement):
        """Stage D: every key is known, every signature valid."""
        known = statement.keys | self.state.public_keys
        for key, _ in envelope.signatures:
            if key not in known:
                raise Refused("signature.unknown-key")
        message = preauthentication(envelope.payload)
        for key, signature in envelope.signatures:
            if not known[key].verifies(signature, message):
                raise Refused("signature.invalid")

    def _state(self, envelope, statement, header, index, leaf):
        """Stage E: kind, ledger, novelty, keys; then subjects, signers and rules."""
        if header and header.kind != statement.kind:
            self.find("statement.kind", index)
        if (statement.kind == "ledger.genesis") != (index == 0):
            raise Refused("statement.kind")
        said = statement.predicate["ledger"]
        if said["origin"] != self.origin or (index > 0 and said["genesis"] != self.genesis):
            raise Refused("statement.ledger")
        if index == 0 and self.expected_genesis not in (None, leaf):
            raise Refused("statement.ledger")
        if statement.id in self.state.statements:
            raise Refused("statement.duplicate")
        if not statement.is_known:
            self.not_understood.append({"index": index, "leaf": leaf})
            self.state.statements.add(statement.id)
            return
        recorded = self.latest or 0  # that of the header, or of the last readable one before it
        signers = [key for key, _ in envelope.signatures]
        self._in_force(statement, signers, recorded)
        act = rules.admit(self.state, statement, signers, index, recorded, leaf, self.origin)
        self.state.apply(act, statement.keys)
        self.state.statements.add(statement.id)

    def _in_force(self, statement, signers, recorded):
        """Every key is in force; a waiting one may end itself, an ended one may object. Format §8"""
        if statement.kind == "key.object":
            return
        for signer in signers:
            key = self.state.keys.keys.get(signer)
            ends_itself = statement.kind == "key.revoke" and statement.predicate["key"] == signer
            if key and not key.in_force(recorded) and not (ends_itself and key.waiting(recorded)):
                raise Refused("key.not-in-force")

    # MARK: After the entries

    def finish(self):
        """Stage F, and what an empty store is."""
        if self.size == 0:
            self.find("header.index", 0)
            if self.named:
                self.find("statement.ledger", 0)
        for index, statement, disclosures in self._statements:
            codes, late = texts.findings(disclosures, statement, self.state.removed, self.is_own_store)
            for code in codes:
                self.find(code, index)
            if not self.is_own_store:
                self.late += [{"index": index, "text": text} for text in late]
            for text in texts.absent(disclosures, statement, self.state.removed):
                if self.is_published:
                    self.not_offered.append({"index": index, "text": text})
                else:
                    self.find("text.missing", index)
        self.findings.sort(key=lambda finding: finding["index"])

    def result(self):
        """Size, head, root and findings. Format §8"""
        return {
            "size": self.size, "head": self.head.hex(), "root": self.tree.root().hex(), "findings": self.findings,
            "notUnderstood": self.not_understood, "notOffered": self.not_offered, "late": self.late,
        }  # fmt: skip


def replay(entries, **options):
    """Verifies entries, and gives back the replay with its findings and its state."""
    verified = Replay(**options)
    for entry in entries:
        verified.entry(entry)
    verified.finish()
    return verified


