"""This program, by its commands: each figure is a whole process, start and replay of the ledger included.

Appending one at a time is one `submit` a statement, as with git. Appending many is one `submit --each`, which writes
batches: signatures checked on all cores, a signed checkpoint a batch. Verifying is `verify`.
"""

import json
import os
import subprocess
from pathlib import Path

NAME = "pledgebook, a process each time"
TIME = "2099-01-01T00:00:00Z"


class Peer:
    def __init__(self, folder: Path, program: Path, before: list[str], after: list[str], log_key: Path):
        self.folder = folder
        self.program = program
        self.after = after
        self.done = 0
        self.environment = {"PATH": os.environ["PATH"], "PLEDGEBOOK_LOG_KEY": str(log_key)}
        (folder / "before.jsonl").write_text("\n".join(before) + "\n")
        self.run("restore", str(folder / "before.jsonl"))

    def run(self, *arguments):
        return subprocess.run(
            [self.program, *arguments, "--ledger", str(self.folder / "ledger.db")], check=True, env=self.environment,
            capture_output=True, text=True,
        ).stdout

    def append(self, statements):
        lines = self.after[self.done : self.done + len(statements)]
        self.done += len(lines)
        path = self.folder / "envelopes.jsonl"
        path.write_text("".join(json.dumps(json.loads(line)["envelope"]) + "\n" for line in lines))
        self.run("submit", str(path), "--each", "--at", TIME)

    def verify(self):
        """Every signature, the joins' included: there are two on each."""
        return json.loads(self.run("verify", "--json"))["counts"]["signatures"]

    def close(self):
        pass
