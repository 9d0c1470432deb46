"""second_verifier LEDGER [ORIGIN [GENESIS]] [--log-key VKEY]… [--held CHECKPOINT]… [--status INSTANT [--first N]]
                [--accept-not-understood N:LEAF]…
second_verifier --serve
second_verifier --vectors FILE

Verifies a working file, an export or a published folder and prints one JSON document. Exit status as Format §8 has it:
0 nothing found, 1 findings, 2 usage, malformed input or version 0, 3 could not read, or texts not offered, 4 entries
not understood. With --serve each line of standard input is such a question as JSON, and each answer one line:
{"ledger": PATH or "lines": [lines of an export], "origin"?, "genesis"?, "status"?: INSTANT or a list of them,
"first"?: N}."""
import argparse
import json
import os
import sqlite3
import sys

if not __package__:  # run as a folder
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from second_verifier import carriers, encoding, log, replay, standing, vectors
from second_verifier.encoding import FAULTS
from second_verifier.publickeys import VerifierKey


def verify(carrier, origin=None, genesis=None, keys=(), held=()):
    """A replay of a carrier, with the findings of tree and checkpoints behind those of the entries."""
    verified = replay.replay(
        carrier.entries, origin=origin, genesis=genesis, is_own_store=carrier.is_own_store,
        is_published=carrier.is_published,
    )  # fmt: skip
    codes = []
    if carrier.notes or carrier.is_own_store or carrier.is_published:
        codes += log.check(verified, carrier.notes, list(keys))
    codes += log.check_held(verified, held, list(keys))
    if carrier.tiles is not None:
        codes += carriers.check_tiles(verified, carrier.tiles)
    verified.findings += [{"code": code, "index": None} for code in codes]
    return verified


def exit_status(verified, accepted=()):
    """1 goes before 3, and 3 before 4. Format §8"""
    if verified.findings:
        return 1
    if verified.not_offered:
        return 3
    strange = [f"{entry['index']}:{entry['leaf']}" for entry in verified.not_understood]
    return 4 if set(strange) - set(accepted) else 0


def statuses(verified, instants, first=None):
    """Everything that can be said at each instant."""
    return [standing.everything(verified.state.book.acts, encoding.time(at), first) for at in instants]


def answer(question):
    """The answer to one question of --serve."""
    try:
        if "lines" in question:
            carrier = carriers.Carrier([carriers.line(value) for value in question["lines"]])
        else:
            carrier = carriers.read(question["ledger"])
        verified = verify(carrier, question.get("origin"), question.get("genesis"))
        instants = question.get("status", [])
        instants = [instants] if isinstance(instants, str) else instants
        result = verified.result() | {"exit": exit_status(verified)}
        if instants:
            result["statuses"] = statuses(verified, instants, question.get("first"))
        return result
    except replay.Version0 as fault:
        return {"error": {"code": "ledger.version", "reason": str(fault)}, "exit": 2}
    except (OSError, sqlite3.Error) as fault:
        return {"error": {"code": "unreadable", "reason": str(fault)}, "exit": 3}
    except FAULTS as fault:
        return {"error": {"code": "malformed", "reason": str(fault)}, "exit": 2}


def serve():
    """Answers a question a line, until there are no more."""
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
    return 0


def arguments():
    """What is asked for on the command line."""
    form = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(prog="second_verifier", description=__doc__, formatter_class=form)
    parser.add_argument("ledger", nargs="?")
    parser.add_argument("origin", nargs="?")
    parser.add_argument("genesis", nargs="?")
    parser.add_argument("--log-key", action="append", default=[])
    parser.add_argument("--held", action="append", default=[])
    parser.add_argument("--status")
    parser.add_argument("--first", type=int)
    parser.add_argument("--accept-not-understood", action="append", default=[], metavar="N:LEAF")
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--vectors")
    return parser.parse_args()


def main():
    """The command."""
    asked = arguments()
    if asked.serve:
        return serve()
    if asked.vectors:
        return vectors.run(asked.vectors)
    if not asked.ledger:
        print("say which ledger", file=sys.stderr)
        return 2
    try:
        held = [open(path, "rb").read() for path in asked.held]
        keys = [VerifierKey(text) for text in asked.log_key]
        verified = verify(carriers.read(asked.ledger), asked.origin, asked.genesis, keys, held)
        result = verified.result()
        if asked.status:
            result["status"] = statuses(verified, [asked.status], asked.first)[0]
    except replay.Version0 as fault:
        print(json.dumps({"error": {"code": "ledger.version", "reason": str(fault)}}))
        return 2
    except (OSError, sqlite3.Error) as fault:
        print(fault, file=sys.stderr)
        return 3
    except FAULTS as fault:
        print(fault, file=sys.stderr)
        return 2
    print(json.dumps(result))
    return exit_status(verified, asked.accept_not_understood)


if __name__ == "__main__":
    sys.exit(main())
