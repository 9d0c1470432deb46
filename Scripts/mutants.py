#!/usr/bin/env python3
"""Takes lines of defence out of the sources, one at a time, and asks whether a test notices.

    python3 -I -S Scripts/mutants.py                  every mutant of Tests/Mutants/list.json
    python3 -I -S Scripts/mutants.py NAME ...         these
    python3 -I -S Scripts/mutants.py --check          only that the list fits the sources, the tests and the threats
    python3 -I -S Scripts/mutants.py --list           names, and how many rows of Threats.md they cover

The sources are copied to .build/mutants and changed only there. A mutant is killed when the test that the list names
fails, and has survived when it passes: then the line could be lost and nobody would know. The status is 0 when all are
killed, 1 otherwise. SWIFT names another compiler driver.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "Tests/Mutants/list.json"
THREATS = ROOT / "Documentation/Threats.md"
SCRATCH = ROOT / ".build/mutants"
MEMBERS = ["name", "threat", "file", "text", "replacement", "test"]
SWIFT = os.environ.get("SWIFT", "swift")
# A mutant that goes round in circles is noticed as well.
LONGEST_BUILD, LONGEST_TEST = 3600, 1200


class Fault(Exception):
    """What is wrong with the list, or with the sources as they are."""


def mutants():
    with open(LIST, encoding="utf-8") as file:
        return json.load(file)


def threats():
    """The rows of Threats.md as pairs of attack and state."""
    rows = []
    for line in THREATS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) == 4 and cells[0] not in ("attack", "party"):
            rows.append((cells[0], cells[3]))
    return rows


def row(mutant, rows):
    """The row of Threats.md that a mutant is about, which it names by its beginning."""
    found = [row for row in rows if row[0].startswith(mutant["threat"])]
    return found[0] if len(found) == 1 else None


# MARK: - The check


def faults_of_test(test):
    """What is wrong with a filter of the form Target.Suite/function, of which the last parts may be left out."""
    target, _, rest = test.partition(".")
    suite, _, function = rest.partition("/")
    folder = ROOT / "Tests" / target
    if not folder.is_dir():
        return f"there is no folder Tests/{target}"
    sources = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.swift"))]
    if suite:
        sources = [text for text in sources if re.search(rf"\b(struct|class|actor|enum) {suite}\b", text)]
        if not sources:
            return f"{target} has no suite {suite}"
    if function and not any(re.search(rf"\bfunc {function}\(", text) for text in sources):
        return f"{suite} has no test {function}"
    return None


def check(listed):
    """Everything about the list that can be told without a compiler."""
    faults = []
    rows = threats()
    names = [mutant.get("name") for mutant in listed]
    for mutant in listed:
        name = mutant.get("name")
        if list(mutant) != MEMBERS or not all(isinstance(value, str) for value in mutant.values()):
            faults.append(f"{name}: it has not exactly the members {', '.join(MEMBERS)}")
            continue
        if names.count(name) != 1 or not re.fullmatch(r"[a-z0-9-]+", name):
            faults.append(f"{name}: the name is not one of its own in small letters, digits and hyphens")
        path = ROOT / mutant["file"]
        count = path.read_text(encoding="utf-8").count(mutant["text"]) if path.is_file() else 0
        if count != 1 or not mutant["file"].startswith("Sources/"):
            faults.append(f"{name}: its text is {count} times in {mutant['file']}, and has to be there once")
        if mutant["text"] == mutant["replacement"]:
            faults.append(f"{name}: it changes nothing")
        if row(mutant, rows) is None:
            faults.append(f"{name}: no one row of Threats.md begins with “{mutant['threat']}”")
        fault = faults_of_test(mutant["test"])
        if fault:
            faults.append(f"{name}: {fault}")
    return faults


# MARK: - The scratch copy


def files(root):
    """What belongs to the package, by path."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in (".build", ".git", "__pycache__")]
        for name in names:
            path = Path(folder) / name
            # Private keys stay where they are.
            if path.parent == root / "Keys" and path.suffix not in (".pub", ".md"):
                continue
            found[path.relative_to(root)] = path
    return found


def copy():
    """Brings the scratch copy to what the sources are; what is equal is not touched, so that it is not built again."""
    package = SCRATCH / "package"
    package.mkdir(parents=True, exist_ok=True)
    wanted, there = files(ROOT), files(package)
    for name in there.keys() - wanted.keys():
        there[name].unlink()
    for name, path in wanted.items():
        target = package / name
        if path.is_symlink() or (target.is_file() and target.read_bytes() == path.read_bytes()):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    # What tests look for beside the sources: prepared judges, and published vectors.
    (package / ".build").mkdir(exist_ok=True)
    for link, target in [
        (package / ".build/python", ROOT / ".build/python"),
        (package / ".build/axe", ROOT / ".build/axe"),
        (SCRATCH / "shared", ROOT.parent / "shared"),
    ]:
        if target.exists() and not link.exists():
            link.symlink_to(target)
    return package


def run(words, package, longest):
    """Status and words of a command; None for the status of one that did not end."""
    process = subprocess.Popen(
        words, cwd=package, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=longest)
        return process.returncode, output.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        # The group is ours: the command began a session of its own.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, ""


def build(package):
    status, output = run([SWIFT, "build", "--build-tests"], package, LONGEST_BUILD)
    if status != 0:
        errors = [line for line in output.splitlines() if "error:" in line] or output.splitlines()[-5:]
        raise Fault("it does not build: " + " · ".join(errors[:3]))


def verdict(test, package):
    """Whether the test fails."""
    # Not \b: to Swift a dot between two letters ends no word.
    words = [SWIFT, "test", "--skip-build", "--disable-xctest", "--filter", f"^{re.escape(test)}([./(]|$)"]
    status, output = run(words, package, LONGEST_TEST)
    counts = re.findall(r"Test run with (\d+) tests?", output)
    count = int(counts[-1]) if counts else 0
    if status == 0 and count == 0:
        raise Fault(f"no test is called {test}")
    # One that lost its way, or ended by a signal, has failed as well.
    return status != 0


def kill(mutant, package):
    """Builds a mutant and runs its test; true when the test fails."""
    path = package / mutant["file"]
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(mutant["text"], mutant["replacement"]), encoding="utf-8")
    try:
        build(package)
        return verdict(mutant["test"], package)
    finally:
        path.write_text(sound, encoding="utf-8")


def main(arguments):
    listed = mutants()
    faults = check(listed)
    for fault in faults:
        print(fault)
    if faults:
        return 1
    if arguments == ["--check"]:
        print(f"{len(listed)} mutants fit")
        return 0
    if arguments == ["--list"]:
        rows = threats()
        covered = {row(mutant, rows) for mutant in listed}
        for mutant in listed:
            print(f"{mutant['name']:36} {mutant['test']}")
        now = [attack for attack, state in rows if state.startswith("now")]
        print(f"{len(listed)} mutants of {len(covered)} rows; {len(now)} rows of Threats.md have the state now")
        return 0
    unknown = set(arguments) - {mutant["name"] for mutant in listed}
    if unknown:
        print(f"no such mutant: {', '.join(sorted(unknown))}; --list has the names")
        return 2
    chosen = [mutant for mutant in listed if not arguments or mutant["name"] in arguments]
    package = copy()
    # A test that fails without any mutant would kill them all.
    try:
        build(package)
        for test in sorted({mutant["test"] for mutant in chosen}):
            if verdict(test, package):
                raise Fault(f"{test} fails already")
    except Fault as fault:
        print(f"the sources as they are: {fault}")
        return 1
    alive = 0
    for mutant in chosen:
        began = time.monotonic()
        try:
            result = "killed" if kill(mutant, package) else "SURVIVED"
        except Fault as fault:
            result = f"FAULT: {fault}"
        alive += result != "killed"
        print(f"{mutant['name']:36} {result} ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"{len(chosen) - alive} of {len(chosen)} killed")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
