"""carriers.py PROGRAM [--all]: the built program on the forged ledgers of the corpus, in whatever they come.

Of each ledger the program must find over HTTP, in the keeper's own file, and there also behind an auditor's record of
the entries before the last, what it finds in a published folder (`parity.py`). And what is refused as the last entry of
a ledger must be refused by `submit` as well, with the same code. One carrier a ledger and `submit`, in turn; with --all
every one. Exit status 1 where something else comes out, which is printed."""
import functools
import http.server
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager

from cryptography.hazmat.primitives import serialization

import attacks
from forger import Forger
from parity import about_entries

#: Codes of an entry that a submission cannot bring about: its header is made by whoever admits it, and a copy without
#: words or without an envelope is no submission.
HEADERS = ("header.", "envelope.", "statement.kind", "text.missing", "text.present", "checkpoint.", "tree.")


class Refused(Exception):
    """The program would not open what it was given."""


def run(program, *arguments, **options):
    """A command's status, what it printed as JSON (none where it printed nothing), and what it said."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, **options)
    if done.returncode < 0:
        raise SystemExit(f"{' '.join(arguments)}: ended by signal {-done.returncode}")
    return done.returncode, json.loads(done.stdout) if done.stdout.strip() else None, done.stderr


class WorkingFile:
    """Forged ledgers as the keeper's own file, with the tables and triggers that the program makes."""

    def __init__(self, program, folder):
        self.program, self.folder, self.count = program, folder, 0
        honest = os.path.join(folder, "honest.db")
        run(program + "-lab", "bench", "build", "--entries", "100", "--ledger", honest, "--json")
        source = sqlite3.connect(honest)
        self.tables, self.triggers = (
            [sql for (sql,) in source.execute("SELECT sql FROM sqlite_schema WHERE type = ?", [kind])]
            for kind in ("table", "trigger")
        )
        self.marks = [source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        source.close()
        if not self.tables:
            raise SystemExit("the program made no ledger to take the tables from")

    def write(self, ledger, size=None, path=None):
        """The first entries of a ledger as a file."""
        size = ledger.size if size is None else size
        if path is None:
            self.count += 1
            path = os.path.join(self.folder, f"{self.count}.db")
        part = Forger(ledger.origin, ledger.environment)
        part.entries, part.leaves, part.log = ledger.entries[:size], ledger.leaves[:size], ledger.log
        database = sqlite3.connect(path)
        database.execute("PRAGMA synchronous = OFF")  # nobody relies on this file
        # The triggers last: they would not let rows in that are forged.
        for sql in self.tables:
            database.execute(sql)
        part.fill(database)
        for sql in self.triggers:
            database.execute(sql)
        database.execute(f"PRAGMA application_id = {self.marks[0]}")
        database.execute(f"PRAGMA user_version = {self.marks[1]}")
        database.commit()
        database.close()
        return path


@contextmanager
def served(folder):
    """A folder over HTTP, by its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        """Says nothing of what it was asked."""

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Carriers:
    """Every way in which the program can be given one ledger."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.files = WorkingFile(program, folder)

    def verify(self, *arguments):
        """The findings about entries, as `index code`."""
        _, said, error = run(self.program, "verify", "--json", *arguments)
        if said is None or "findings" not in said:
            raise Refused(error or json.dumps(said))
        return about_entries(f"{finding.get('index')} {finding['code']}" for finding in said["findings"])

    def from_address(self, case):
        """Over HTTP."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            case.ledger.write_folder(folder)
            with served(folder) as address:
                return self.verify("--from", address, "--log-key", case.ledger.log.vkey(case.ledger.origin))

    def from_file(self, case):
        """The keeper's own file."""
        return self.verify("--ledger", self.files.write(case.ledger))

    def resumed(self, case):
        """The keeper's own file behind a record of all entries but the last, where these are as they should be."""
        size = case.ledger.size - 1
        if size < 2 or any(finding.split()[0] != str(size) for finding in case.findings):
            return self.from_file(case)
        path, record = os.path.join(self.folder, "resumed.db"), os.path.join(self.folder, "record")
        for old in (path, record):
            if os.path.exists(old):
                os.unlink(old)
        before = self.verify("--ledger", self.files.write(case.ledger, size, path), "--state", record)
        if before:
            # Words that only the last entry removes are missing before it.
            assert all(finding.endswith(" text.missing") for finding in before), before
            return self.from_file(case)
        os.unlink(path)
        return self.verify("--ledger", self.files.write(case.ledger, path=path), "--state", record)

    def admission(self, case):
        """What `submit` says of the last entry, or nothing where it admits it; None where it cannot be handed in."""
        ledger, size = case.ledger, case.ledger.size - 1
        last = ledger.entries[-1]
        mine = [finding.split()[1] for finding in case.findings if finding.split()[0] == str(size)]
        if size < 2 or last.envelope is None or len(mine) != len(case.findings) or len(mine) > 1:
            return None
        if any(code.startswith(HEADERS) for code in mine) or case.not_understood:
            return None
        path = self.files.write(ledger, size)
        line = ledger.lines()[-1]
        header = dict(row.split(" ", 1) for row in line["header"].splitlines()[1:])
        submission = os.path.join(self.folder, "submission.json")
        with open(submission, "w", encoding="utf-8") as file:
            json.dump(line["envelope"] | {"texts": line["texts"]}, file)
        key = os.path.join(self.folder, "log.key")
        write_key(ledger.log, key)
        status, said, error = run(
            self.program, "submit", submission, "--ledger", path, "--at", header["recorded"], "--json",
            env=os.environ | {"PLEDGEBOOK_LOG_KEY": key})  # fmt: skip
        if status == 0:
            return []
        code = (said or {}).get("error", {}).get("code")
        # A ledger that forgot its removed words has none to hand in.
        return None if code == "text.missing" else [code or error]


def write_key(key, path):
    """A private key as a file of its owner's."""
    data = key.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(data)


def differences(program, everything):
    """Every carrier in which the program says something else than it must."""
    with tempfile.TemporaryDirectory() as folder:
        carriers = Carriers(program, folder)
        for number, attack in enumerate(attacks.all_attacks()):
            case = attack.make()
            published = [f for f in attacks.published(case) if f.split()[1] not in ("text.missing", "text.present")]
            ways = [
                (carriers.from_address, published), (carriers.from_file, case.findings),
                (carriers.resumed, case.findings),
            ]  # fmt: skip
            chosen = ways if everything else [ways[number % 3]]
            for way, expected in chosen:
                try:
                    found = way(case)
                except Refused as refused:
                    found = [str(refused)]
                if found != about_entries(expected):
                    yield f"{attack.name}, {way.__name__}: {found} in place of {expected}"
            admitted = carriers.admission(case)
            expected = [finding.split()[1] for finding in case.findings]
            if admitted is not None and admitted != expected:
                yield f"{attack.name}, admission: {admitted} in place of {expected}"


def main():
    """The command."""
    if len(sys.argv) < 2 or sys.argv[2:] not in ([], ["--all"]):
        sys.exit(__doc__)
    found = list(differences(sys.argv[1], sys.argv[2:] == ["--all"]))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
