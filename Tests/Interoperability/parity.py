"""parity.py PROGRAM [--random COUNT [SEED]]: the built program and the second verifier on the same ledgers.

Without an option on every forged ledger of the corpus, as a published folder: findings, and the cells that the
corpus speaks of. With --random on histories of chance: half of them with what was refused left in, whose findings
are compared; half without, whose cells and standings are compared at two instants. What is about a file as such, its
checkpoint or its tiles, is not compared. Exit status 1 if they differ."""
import argparse
import json
import subprocess
import sys
import tempfile

import attacks
import histories
from forger import Forger
from second_verifier import encoding, periods, standing, status
from second_verifier.encoding import DAY

#: Members that the program adds to those of Status rules §9.
BESIDES = {"noKey": "excuses", "voidClaims": "recorded"}


class Tidy(Forger):
    """A maker that takes back whatever is refused."""

    replay_of = None

    def raw(self, kind, stored, texts=(), **header):
        index = super().raw(kind, stored, texts, **header)
        if self.replay_of is not None:
            self._try(self.replay_of, index)
        return index

    def _try(self, seen, index):
        size, head, latest, found = seen.size, seen.head, seen.latest, len(seen.findings)
        taken = len(seen._statements)
        seen.entry(self.entries[-1])
        if len(seen.findings) > found:
            self.entries.pop()
            self.leaves.pop()
            seen.size, seen.head, seen.latest = size, head, latest
            del seen.tree.leaves[size:], seen.findings[found:], seen._statements[taken:]
            seen.state.texts.pop(index, None)


class TidyHistory(histories.History):
    """A history in which everything took effect."""

    maker = Tidy

    def feed(self):
        if self.ledger.replay_of is None:
            super().feed()
            self.ledger.replay_of = self.replay
        acts = self.replay.state.book.acts
        return bool(acts) and acts[-1].index == self.ledger.size - 1


class Program:
    """The built program, asked about a published folder."""

    def __init__(self, path, folder, ledger):
        self.path, self.where = path, ["--from", folder, "--log-key", ledger.log.vkey(ledger.origin), "--json"]

    def ask(self, *arguments):
        """The JSON document that a command prints."""
        done = subprocess.run([self.path, *arguments, *self.where], capture_output=True, text=True, check=False)
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise SystemExit(f"{' '.join(arguments)}: {done.stderr}") from None

    def findings(self):
        """Findings about entries, as `index code`."""
        return about_entries(f"{f.get('index')} {f['code']}" for f in self.ask("verify").get("findings", []))


def about_entries(findings):
    """Those that are not about a file, its checkpoint or its tiles."""
    besides = ("checkpoint", "tree", "file", "index")
    return sorted(finding for finding in findings if finding.split()[1].split(".")[0] not in besides)


def plain(cell):
    """A cell of the program without the members that it adds."""
    for name, member in BESIDES.items():
        for value in cell[name] if isinstance(cell[name], list) else [cell[name] or {}]:
            value.pop(member, None)
    return cell


def differences(mine, theirs):
    """The members that both have, and say differently of."""
    return {name: (mine[name], theirs[name]) for name in mine if name in theirs and mine[name] != theirs[name]}


def corpus(path):
    """Every difference on the forged ledgers."""
    for attack in attacks.all_attacks():
        case = attack.make()
        with tempfile.TemporaryDirectory() as folder:
            program = Program(path, case.ledger.write_folder(folder), case.ledger)
            expected = [f for f in attacks.published(case) if f.split()[1] not in ("text.missing", "text.present")]
            found = program.findings()
            if found != about_entries(expected):
                yield f"{attack.name}: {found} in place of {expected}"
            for (at, signatory, period, commitment), members in case.cells.items() if not found else ():
                asked = ["explain", signatory, commitment, "--period", period, "--as-of", at]
                differing = differences(members, plain(program.ask(*asked)["cell"]))
                if differing:
                    yield f"{attack.name}, {commitment}: {differing}"


def messy(path, seed):
    """Every difference in what is found in a history with refusals."""
    _, history = histories.run(seed, checks=False)
    with tempfile.TemporaryDirectory() as folder:
        found = Program(path, history.ledger.write_folder(folder), history.ledger).findings()
    mine = about_entries(f"{f['index']} {f['code']}" for f in history.ledger.replay().findings)
    if found != mine:
        yield f"seed {seed}: {sorted(set(found) ^ set(mine))}"


def tidy(path, seed):
    """Every difference in what is said of a history in which everything took effect."""
    _, history = histories.run(seed, checks=False, history=TidyHistory)
    acts = history.ledger.replay().state.book.acts
    with tempfile.TemporaryDirectory() as folder:
        program = Program(path, history.ledger.write_folder(folder), history.ledger)
        for at in (acts[-1].recorded + DAY, acts[-1].recorded + 200 * DAY):
            view = status.View(acts, at)
            for signatory in view.book.signatories:
                yield from _report(program, view, signatory, f"seed {seed}, {signatory}, {encoding.timetext(at)}")


def _report(program, view, signatory, place):
    page = program.ask("report", signatory, "--as-of", encoding.timetext(view.at))
    report = program.ask("report", signatory, "--period", "latest", "--as-of", encoding.timetext(view.at))
    rows = {period: standing.cells(view, signatory, period) for period in periods.all_periods(view.versions)}
    mine = standing.standing(view, signatory, rows)
    if page["signatory"]["standing"] != mine:
        yield f"{place}: {page['signatory']['standing']} in place of {mine}"
    found = {cell["commitment"]: cell for cell in rows.get(report["period"], [])}
    for cell in report["cells"]:
        differing = differences(found.get(cell["commitment"], {"commitment": None}), plain(cell))
        if differing:
            yield f"{place}, {report['period']}, {cell['commitment']}: {differing}"


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--random", type=int, nargs="+", metavar="COUNT")
    asked = parser.parse_args()
    if asked.random is None:
        found = list(corpus(asked.program))
    else:
        count, seed = (asked.random + [1])[:2]
        ways = (messy, tidy)
        found = [line for n in range(seed, seed + count) for line in ways[n % 2](asked.program, n)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
