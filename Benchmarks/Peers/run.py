#!/usr/bin/env python3
"""Runs the same signed statements through this program and through what people would otherwise use.

One run, one machine, one disk: appending one durably, appending many, verifying all. What each guarantees differs, and
README.md says how. A peer that is absent is skipped with the reason.
"""

import argparse
import importlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import statements  # noqa: E402

BATCH = 100
PEERS = ["peer_python", "peer_postgresql", "peer_git", "peer_openssl"]


def seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(name, peer, signed, singles, batch, rounds):
    one = [seconds(lambda each=each: peer.append([each])) for each in signed[:singles]]
    rest = signed[singles:]
    many = sum(
        seconds(lambda start=start: peer.append(rest[start : start + batch])) for start in range(0, len(rest), batch)
    )
    verify = []
    for _ in range(rounds):
        began = time.perf_counter()
        count = peer.verify()
        verify.append(count / (time.perf_counter() - began))
        if count < len(signed):
            raise SystemExit(f"{name} verified {count} of {len(signed)} statements")
    return {
        "name": name,
        "append one, ms": statistics.median(one) * 1e3,
        "append one, a second": len(one) / sum(one),
        f"append {batch} at a time, a second": len(rest) / many,
        "verify, signatures or links a second": statistics.median(verify),
    }


def lab(program):
    """The laboratory, which lies beside the program."""
    return f"{program}-lab"


def prepare(program, folder, count):
    """A synthetic ledger whose signatories report twice, in two periods, so that no statement names another entry."""
    signatories = count // 2
    ledger = folder / "source.db"
    subprocess.run(
        [lab(program), "bench", "build", "--entries", str(2 + signatories + 2 * signatories), "--signatories",
         str(signatories), "--algorithm", "ed25519", "--statements", "medium", "--ledger", ledger, "--quiet"],
        check=True, stdout=subprocess.DEVNULL,
    )
    export = folder / "source.jsonl"
    subprocess.run([program, "export", export, "--ledger", ledger, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return statements.read(export), Path(f"{ledger}.keys") / "log"


def held_open(program, folder, batch, rounds, verify):
    """The same with the ledger held open, as Python and psql hold theirs: figures of `bench`, taken in this run.

    The statements come from the same generator with keys of their own. Verifying is that of the whole process.
    """
    output = subprocess.run(
        [lab(program), "bench", "--only", "appending", "--rounds", str(rounds), "--folder", folder, "--json", "--quiet"],
        check=True, stdout=subprocess.PIPE,
    ).stdout
    figures = {figure["id"]: figure["median"] for figure in json.loads(output)["figures"]}
    return {
        "name": "pledgebook, held open",
        "append one, ms": figures["append.single.p50.ed25519"],
        "append one, a second": figures["append.single.ed25519"],
        f"append {batch} at a time, a second": figures["append.batch-100.ed25519"],
        "verify, signatures or links a second": verify,
        "append through 64 threads, a second": figures["append.submitters-64.ed25519"],
    }


def machine():
    cpu = next(
        (line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    return (
        f"{time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime())} · {cpu} · {os.cpu_count()} cores · "
        f"{platform.platform()} · load {' '.join(f'{load:.2f}' for load in os.getloadavg())}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, required=True, help="a release build of pledgebook")
    parser.add_argument("--folder", type=Path, default=Path("."), help="where to write, on the disk that matters")
    parser.add_argument("--statements", type=int, default=1_000)
    parser.add_argument("--singles", type=int, default=100, help="how many are appended one at a time")
    parser.add_argument("--rounds", type=int, default=3, help="how often all is verified")
    parser.add_argument("--out", type=Path, help="also write the figures as JSON")
    parser.add_argument("--only", action="append", help="only this peer (may be repeated)")
    options = parser.parse_args()
    if not 0 < options.singles < options.statements:
        parser.error("--singles has to be less than --statements")
    program = options.program.resolve()
    if not os.access(program, os.X_OK):
        parser.error(f"there is no program {program}: run make release first")
    description = machine()
    root = Path(tempfile.mkdtemp(prefix="pledgebook-peers-", dir=options.folder.resolve()))
    root.chmod(0o755)  # PostgreSQL runs as another user
    results, skipped = [], []
    try:
        (before, after, signed), log_key = prepare(program, root, options.statements)
        from peer_pledgebook import NAME, Peer

        (root / "pledgebook").mkdir()
        results.append(
            measure(NAME, Peer(root / "pledgebook", program, before, after, log_key), signed, options.singles,
                    BATCH, options.rounds)
        )
        results.insert(
            0, held_open(program, root, BATCH, options.rounds, results[0]["verify, signatures or links a second"])
        )
        for module_name in PEERS:
            if options.only and module_name.removeprefix("peer_") not in options.only:
                continue
            folder = root / module_name
            folder.mkdir()
            peer = None
            try:
                module = importlib.import_module(module_name)
                peer = module.Peer(folder)
                print(f"measuring: {module.NAME}", file=sys.stderr)
                results.append(
                    measure(module.NAME, peer, signed, options.singles, BATCH, options.rounds)
                )
            except (ImportError, FileNotFoundError) as error:
                skipped.append(f"{module_name}: {error}")
            except Exception as error:  # one peer that cannot run must not hide the others
                skipped.append(f"{module_name}: {type(error).__name__}: {error}")
            finally:
                if peer:
                    peer.close()
    finally:
        shutil.rmtree(root, ignore_errors=True)
    report(description, results, skipped, len(signed))
    if options.out:
        options.out.write_text(json.dumps({"machine": description, "results": results, "skipped": skipped}, indent=2))
    return 0


def report(description, results, skipped, count):
    ours = results[0]
    threads = "append through 64 threads, a second"
    columns = [key for key in ours if key not in ("name", threads)]
    print(f"{description}\n\n{count} statements of 2 KB, Ed25519; in brackets: how many times as fast the first line is\n")
    print("| | " + " | ".join(columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for result in results:
        cells = []
        for column in columns:
            faster = result[column] / ours[column] if column.endswith("ms") else ours[column] / result[column]
            cells.append(f"{result[column]:,.1f}" + ("" if result is ours else f" ({faster:.1f}×)"))
        print(f"| {result['name']} | " + " | ".join(cells) + " |")
    print(f"\npledgebook through 64 threads at once: {ours[threads]:,.1f} durable appends a second")
    for reason in skipped:
        print(f"\nSKIPPED {reason}")
        print(f"SKIPPED {reason}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
