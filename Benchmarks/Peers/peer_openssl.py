"""A shell script's way: a file of lines, and `openssl pkeyutl` called once for each signature.

Appending calls openssl to check the signature, links the line by SHA-256 and waits for fdatasync. Verifying calls it for
each line again.
"""

import base64
import hashlib
import json
import os
import subprocess
from pathlib import Path

NAME = "openssl called per signature"


class Peer:
    def __init__(self, folder: Path):
        self.folder = folder
        self.path = folder / "chain.jsonl"
        self.file = open(self.path, "ab")
        self.head = bytes(32)

    def check(self, message, signature, key):
        (self.folder / "message").write_bytes(message)
        (self.folder / "signature").write_bytes(signature)
        (self.folder / "key.pem").write_bytes(key)
        subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "key.pem", "-in", "message",
             "-sigfile", "signature"],
            check=True, cwd=self.folder, stdout=subprocess.DEVNULL,
        )

    def append(self, statements):
        for each in statements:
            self.check(each.message, each.signature, each.key)
            self.head = hashlib.sha256(self.head + each.message + each.signature).digest()
            line = [base64.b64encode(part).decode() for part in (each.message, each.signature, each.key, self.head)]
            self.file.write(json.dumps(line).encode() + b"\n")
        self.file.flush()
        os.fdatasync(self.file.fileno())

    def verify(self):
        head, count = bytes(32), 0
        for line in self.path.read_text().splitlines():
            message, signature, key, stored = (base64.b64decode(part) for part in json.loads(line))
            self.check(message, signature, key)
            head = hashlib.sha256(head + message + signature).digest()
            if head != stored:
                raise SystemExit(f"line {count} is not linked")
            count += 1
        return count

    def close(self):
        self.file.close()
