"""git with commits signed by an SSH key: a file and a signed commit for each statement.

Appending writes the statement, commits it with `gpg.format=ssh` and has git sync objects and references
(`core.fsync=all`). It signs, it does not check the statement's own signature. Verifying is `git fsck` and
`git verify-commit` of every commit, all in one call.
"""

import os
import subprocess
from pathlib import Path

NAME = "git, SSH-signed commits"


class Peer:
    def __init__(self, folder: Path):
        self.folder = folder / "repository"
        key = folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "peer", "-f", key], check=True)
        (folder / "signers").write_text("peer@bench.example " + (folder / "key.pub").read_text())
        # Nothing of the user's own configuration.
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "peer", "GIT_AUTHOR_EMAIL": "peer@bench.example",
            "GIT_COMMITTER_NAME": "peer", "GIT_COMMITTER_EMAIL": "peer@bench.example",
        }
        self.git("init", "-q", str(self.folder), inside=False)
        for name, value in {
            "gpg.format": "ssh", "user.signingkey": str(key), "gpg.ssh.allowedSignersFile": str(folder / "signers"),
            "core.fsync": "all", "core.fsyncMethod": "fsync", "gc.auto": "0", "commit.gpgsign": "true",
        }.items():
            self.git("config", name, value)
        self.count = 0

    def git(self, *arguments, inside=True, text=None):
        place = ["-C", str(self.folder)] if inside else []
        return subprocess.run(
            ["git", *place, *arguments], check=True, env=self.environment, input=text, capture_output=True, text=True
        ).stdout

    def append(self, statements):
        """One signed commit for each: a commit has one signature, so there is no cheaper way for many."""
        for each in statements:
            (self.folder / f"{self.count}.json").write_bytes(each.payload)
            self.git("add", f"{self.count}.json")
            self.git("commit", "-q", "-m", f"entry {self.count}")
            self.count += 1

    def verify(self):
        self.git("fsck", "--no-progress")
        commits = self.git("rev-list", "HEAD").split()
        self.git("verify-commit", *commits)
        return len(commits)

    def close(self):
        pass
