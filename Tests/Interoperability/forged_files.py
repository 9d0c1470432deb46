"""The files of a forged ledger: export, published folder, working file. Format §7"""
import json
import os
import sqlite3
from base64 import b64decode

from second_verifier import log
from second_verifier.encoding import canonical, digest, sha256
from second_verifier.publickeys import VerifierKey
from second_verifier.replay import replay


class Files:
    """What a `Forger` can be written as, all of it fitting its headers."""

    def replay(self, **options):
        """The second verifier's replay of it, as of the keeper's working file."""
        return replay(self.entries, **options)

    def checkpoint(self, size=None, signer=None):
        """A checkpoint by the log key, or by another."""
        size, key = self.size if size is None else size, signer or self.log
        vkey = VerifierKey(key.vkey(self.origin))
        return log.write_checkpoint(self.origin, size, log.root_of(self.leaves[:size]), [(vkey, key.sign)])

    def lines(self):
        """The lines of an export, as values."""
        return [
            {"index": at, "header": entry.header.decode("utf-8", "replace"),
             "envelope": None if entry.envelope is None else json.loads(entry.envelope),
             "texts": [json.loads(data) for data in sorted(entry.texts, key=digest)]}
            for at, entry in enumerate(self.entries)
        ]  # fmt: skip

    def write_export(self, path):
        """`ledger.jsonl`."""
        lines = self.lines()
        if lines:
            lines[-1]["last"] = True
        with open(path, "wb") as file:
            file.writelines(canonical(line) + b"\n" for line in lines)
        return path

    def files(self):
        """The files of a published folder by path. Format §7"""
        tree, found = log.Tree(), {}
        tree.leaves = self.leaves
        found.update(tree.tiles())
        for number in range(-(-self.size // 256)):
            part = self.entries[number * 256 : number * 256 + 256]
            name = log.tile_name(number, len(part))
            found[f"tile/entries/{name}"] = b"".join(len(e.header).to_bytes(2) + e.header for e in part)
            found[f"tile/envelopes/{name}"] = b"".join((e.envelope or b"null") + b"\n" for e in part)
            found[f"tile/texts/{name}"] = b"".join(
                b"[" + b",".join(sorted(e.texts, key=digest)) + b"]\n" for e in part
            )
        found["ledger.json"] = self.summary()
        found["checkpoint"] = self.checkpoint()
        return found

    def summary(self):
        """`ledger.json`: what a reader may want to know first, and has to verify. Of what took effect alone."""
        state = self.replay().state
        value = {
            "origin": self.origin, "genesis": self.leaves[0].hex(), "environment": self.environment,
            "logKeys": state.log_history[-1][1] if state.log_history else [],
        }  # fmt: skip
        last = state.book.versions[-1].document if state.book.versions else None
        value["accord"] = {"id": last["id"], "version": last["version"]} if last else None
        value["removals"] = [act.index for act in state.book.acts if act.kind == "text.redact"]
        return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"

    def write_folder(self, path):
        """A published folder."""
        for name, data in self.files().items():
            target = os.path.join(path, *name.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as file:
                file.write(data)
        return path

    def write_database(self, path):
        """The evidence of a working file: its tables, without what a program derives from them. Format §7"""
        database = sqlite3.connect(path)
        database.execute("PRAGMA synchronous = OFF")  # nobody relies on this file
        database.executescript(
            "CREATE TABLE entry (seq INTEGER PRIMARY KEY, previous BLOB, leaf BLOB, statement BLOB, header BLOB);"
            "CREATE TABLE envelope (seq INTEGER PRIMARY KEY, bytes BLOB);"
            "CREATE TABLE text (seq INTEGER PRIMARY KEY, digests BLOB, bytes BLOB);"
            "CREATE TABLE tree_hash (position INTEGER PRIMARY KEY, hash BLOB);"
            "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB);"
        )
        self.fill(database)
        database.commit()
        database.close()
        return path

    def fill(self, database):
        """Writes the rows of a working file. Where a statement is there twice, its column says something else."""
        seen = set()
        for at, entry in enumerate(self.entries):
            previous = self.leaves[at - 1] if at else bytes(32)
            statement = self._payload_digest(entry)
            statement = sha256(entry.header) if statement in seen else statement
            seen.add(statement)
            row = (at, previous, self.leaves[at], statement, entry.header)
            database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
            if entry.envelope is not None:
                database.execute("INSERT INTO envelope VALUES (?, ?)", (at, entry.envelope))
            if entry.texts:
                texts = sorted(entry.texts, key=digest)
                row = (at, b"".join(sha256(data) for data in texts), b"\n".join(texts))
                database.execute("INSERT INTO text VALUES (?, ?, ?)", row)
        database.executemany("INSERT INTO tree_hash VALUES (?, ?)", enumerate(self._tree_hashes()))
        database.execute("INSERT INTO checkpoint VALUES (?, ?)", (self.size, self.checkpoint()))

    @staticmethod
    def _payload_digest(entry):
        try:
            return sha256(b64decode(json.loads(entry.envelope)["payload"]))
        except (TypeError, ValueError, KeyError):
            return sha256(entry.header)

    def _tree_hashes(self):
        """After each leaf the subtrees that it completes. Format §7"""
        stack, found = [], []
        for at, leaf in enumerate(self.leaves):
            node, rest = leaf, at
            found.append(node)
            while rest & 1:
                node, rest = log.node(stack.pop(), node), rest >> 1
                found.append(node)
            stack.append(node)
        return found
