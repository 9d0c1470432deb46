"""PostgreSQL with a trigger that chains rows by pgcrypto's SHA-256, in a cluster of its own.

Appending is an INSERT and a durable commit (fsync and synchronous_commit on, as they come). pgcrypto knows no Ed25519,
so no signature is checked, neither at appending nor at verifying: verifying rehashes the chain in one query. The
statements go through one psql session; what it costs to read them is in the figure.
"""

import glob
import os
import pwd
import shutil
import subprocess
from pathlib import Path

NAME = "PostgreSQL, trigger, pgcrypto (no signatures)"

SCHEMA = """
CREATE EXTENSION pgcrypto;
CREATE TABLE chain (n bigserial PRIMARY KEY, body bytea NOT NULL, sig bytea NOT NULL, hash bytea NOT NULL);
CREATE FUNCTION link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head bytea;
BEGIN
  LOCK TABLE chain IN EXCLUSIVE MODE;
  SELECT hash INTO head FROM chain ORDER BY n DESC LIMIT 1;
  NEW.hash := digest(coalesce(head, ''::bytea) || NEW.body || NEW.sig, 'sha256');
  RETURN NEW;
END $$;
CREATE TRIGGER link BEFORE INSERT ON chain FOR EACH ROW EXECUTE FUNCTION link();
"""

VERIFY = """
SELECT count(*) FILTER (WHERE hash = digest(coalesce(before, ''::bytea) || body || sig, 'sha256'))
FROM (SELECT body, sig, hash, lag(hash) OVER (ORDER BY n) AS before FROM chain) AS linked
"""


class Absent(Exception):
    pass


class Peer:
    def __init__(self, folder: Path):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
        found = programs[-1] if programs else shutil.which("initdb")
        if not found:
            raise Absent("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        self.programs = Path(found).parent
        self.folder = folder
        # A cluster does not run as root.
        self.user = None
        if os.getuid() == 0:
            try:
                self.user = pwd.getpwnam("postgres").pw_name
            except KeyError as error:
                raise Absent("there is no user postgres, and a cluster does not run as root") from error
            shutil.chown(folder, self.user)
            folder.chmod(0o700)
        self.run("initdb", "-D", "cluster", "-A", "trust", "-U", "bench", "--no-sync", "--locale=C", "-E", "UTF8")
        self.run(
            "pg_ctl", "-D", "cluster", "-w", "-l", "log", "-o", f"-c listen_addresses='' -k {folder}", "start"
        )
        self.query(SCHEMA)
        self.session = subprocess.Popen(
            self.command("psql", "-h", str(folder), "-U", "bench", "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder, text=True,
        )

    def command(self, program, *arguments):
        words = [str(self.programs / program), *arguments]
        return ["runuser", "-u", self.user, "--", *words] if self.user else words

    def run(self, program, *arguments, text=None):
        # Output goes to a file: the server inherits it and would hold a pipe open for ever.
        with open(self.folder.parent / "postgresql.log", "a+b") as log:
            done = subprocess.run(self.command(program, *arguments), cwd=self.folder, stdout=log, stderr=log, input=text)
        if done.returncode != 0:
            raise Absent(f"{program} ends with {done.returncode}; see {log.name}")

    def query(self, sql):
        self.run("psql", "-h", str(self.folder), "-U", "bench", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1",
                 text=sql.encode())

    def append(self, statements):
        """One durable transaction for all of them."""
        rows = ",".join(rf"('\x{each.message.hex()}', '\x{each.signature.hex()}')" for each in statements)
        self.ask(f"INSERT INTO chain (body, sig) VALUES {rows}; SELECT 'done';")

    def verify(self):
        return int(self.ask(VERIFY + ";"))

    def ask(self, sql):
        self.session.stdin.write(sql + "\n")
        self.session.stdin.flush()
        answer = self.session.stdout.readline().strip()
        if not answer:
            raise SystemExit("psql gave no answer")
        return answer

    def close(self):
        self.session.stdin.close()
        self.session.wait()
        self.run("pg_ctl", "-D", "cluster", "-m", "fast", "-w", "stop")
