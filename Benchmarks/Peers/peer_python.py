"""The usual home-made chain: Python's cryptography and sqlite3, a hash of the row before in each row.

Appending checks the signature, links the row and commits with synchronous=FULL. Verifying goes over all rows, rehashes
them and checks every signature on one core, as such scripts do.
"""

import hashlib
import sqlite3
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_public_key

NAME = "Python cryptography + sqlite3"


class Peer:
    def __init__(self, folder: Path):
        self.database = sqlite3.connect(folder / "chain.db", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("CREATE TABLE chain (n INTEGER PRIMARY KEY, body BLOB, sig BLOB, key BLOB, hash BLOB)")
        self.head = bytes(32)
        self.keys = {}

    def key(self, pem):
        if pem not in self.keys:
            self.keys[pem] = load_pem_public_key(pem)
        return self.keys[pem]

    def append(self, statements):
        """One durable transaction for all of them."""
        self.database.execute("BEGIN IMMEDIATE")
        for each in statements:
            self.key(each.key).verify(each.signature, each.message)
            self.head = hashlib.sha256(self.head + each.message + each.signature).digest()
            self.database.execute(
                "INSERT INTO chain (body, sig, key, hash) VALUES (?, ?, ?, ?)",
                (each.message, each.signature, each.key, self.head),
            )
        self.database.execute("COMMIT")

    def verify(self):
        head, count = bytes(32), 0
        for body, signature, key, stored in self.database.execute("SELECT body, sig, key, hash FROM chain ORDER BY n"):
            self.key(key).verify(signature, body)
            head = hashlib.sha256(head + body + signature).digest()
            if head != stored:
                raise SystemExit(f"row {count} is not linked")
            count += 1
        return count

    def close(self):
        self.database.close()
