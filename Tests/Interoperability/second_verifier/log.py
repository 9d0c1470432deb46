"""The Merkle tree, signed notes, checkpoints and tiles. Format §7"""
import base64
import re

from second_verifier.encoding import FAULTS, base64text, require, sha256, unbase64
from second_verifier.publickeys import VerifierKey

HEIGHT = 256


def node(left, right):
    """The hash of an inner node."""
    return sha256(b"\1" + left + right)


def root_of(hashes):
    """The root of a tree over leaf hashes. RFC 6962 §2.1"""
    if not hashes:
        return sha256(b"")
    while len(hashes) > 1:
        pairs = [node(a, b) for a, b in zip(hashes[::2], hashes[1::2])]
        hashes = pairs + hashes[len(pairs) * 2 :]
    return hashes[0]


class Tree:
    """All leaf hashes, and the roots of the sizes that somebody asks for."""

    def __init__(self):
        self.leaves = []

    def append(self, leaf):
        """Takes in the next leaf."""
        self.leaves.append(leaf)

    def root(self, size=None):
        """The root of the first `size` entries."""
        return root_of(self.leaves[:size])

    def tiles(self):
        """The tiles of hashes by path: full ones, and the partial one at the end of each level. C2SP tlog-tiles"""
        level, hashes, found = 0, self.leaves, {}
        while hashes:
            for at in range(0, len(hashes), HEIGHT):
                part = hashes[at : at + HEIGHT]
                found[f"tile/{level}/{tile_name(at // HEIGHT, len(part))}"] = b"".join(part)
            full = len(hashes) // HEIGHT
            hashes = [root_of(hashes[at * HEIGHT : (at + 1) * HEIGHT]) for at in range(full)]
            level += 1
        return found


def tile_name(number, width):
    """The number of a tile in groups of three digits, and its width where it is not full."""
    digits = f"{number:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return name if width == HEIGHT else f"{name}.p/{width}"


# MARK: Notes and checkpoints

_LINE = re.compile(r"— ([^ \n+]+) ([A-Za-z0-9+/=]+)")


class Note:
    """A signed note: its text, and its signature lines. C2SP signed-note"""

    def __init__(self, data):
        text, separator, lines = data.decode("utf-8").rpartition("\n\n")
        require(separator and lines.endswith("\n"), "no note")
        self.text = (text + "\n").encode("utf-8")
        self.signatures = []
        for line in lines[:-1].split("\n"):
            found = _LINE.fullmatch(line)
            require(found, "no signature line")
            data = unbase64(found[2])
            require(len(data) > 4, "no signature")
            self.signatures.append((found[1], data[:4], data[4:]))

    def verify(self, keys):
        """Whether a known key signed; a line of a known key that does not verify refuses the note. Format §7"""
        known = {(key.name, key.id): key for key in keys}
        verified = 0
        for name, id, signature in self.signatures:
            if (name, id) in known:
                require(known[name, id].verifies(signature, self.text), "a signature that does not verify")
                verified += 1
        return verified > 0


class Checkpoint(Note):
    """A note of three lines: origin, size, root. C2SP tlog-checkpoint"""

    def __init__(self, data):
        super().__init__(data)
        lines = self.text.decode("utf-8").split("\n")
        require(len(lines) == 4 and re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]), "no checkpoint")
        self.origin, self.size, self.root = lines[0], int(lines[1]), unbase64(lines[2])
        require(len(self.root) == 32, "no root")


def keys_at(history, size):
    """The log keys that the genesis or the last rotation before a size lists. Format §7"""
    listed = [keys for entry, keys in history if entry < size]
    return [VerifierKey(text) for text in (listed[-1] if listed else [])]


def check(replay, notes, keys=None):
    """The codes for checkpoints against the entries. Format §8

    The key is one that the ledger lists at that size, and one that is trusted from outside, if any are.
    """
    codes, sizes = [], set()
    for data in notes:
        try:
            checkpoint = Checkpoint(data)
            listed = keys_at(replay.state.log_history, checkpoint.size)
            trusted = [key for key in listed if not keys or key.text in {k.text for k in keys}]
            require(checkpoint.origin == replay.origin and checkpoint.verify(trusted), "not by the log")
        except FAULTS:
            codes.append("checkpoint.signature")
            continue
        sizes.add(checkpoint.size)
        if checkpoint.size > replay.size:
            codes.append("checkpoint.rollback")
        elif checkpoint.root != replay.tree.root(checkpoint.size):
            codes.append("tree.root")
    if replay.size not in sizes and not codes:
        codes.append("checkpoint.missing")
    return codes


def check_held(replay, notes, keys=None):
    """The codes for checkpoints that somebody kept: the entries must begin with what each of them says. Format §8"""
    codes = []
    for data in notes:
        try:
            checkpoint = Checkpoint(data)
            trusted = keys or [VerifierKey(text) for _, listed in replay.state.log_history for text in listed]
            require(checkpoint.origin == replay.origin and checkpoint.verify(trusted), "not by the log")
        except FAULTS:
            codes.append("checkpoint.signature")
            continue
        if checkpoint.size > replay.size:
            codes.append("checkpoint.rollback")
        elif checkpoint.root != replay.tree.root(checkpoint.size):
            codes.append("checkpoint.fork")
    return codes


def write_checkpoint(origin, size, root, signers):
    """A signed checkpoint; `signers` are pairs of verifier key and a function that signs."""
    text = f"{origin}\n{size}\n{base64text(root)}\n".encode()
    lines = [
        f"— {key.name} {base64.b64encode(key.id + sign(text)).decode()}\n".encode("utf-8") for key, sign in signers
    ]
    return text + b"\n" + b"".join(lines)


