"""attacks.py [--list | --write FOLDER]: forged ledgers, and what every verifier must say of each.

An attack is a function that makes a ledger and says what must come of it: findings as `index code`, marks and other
members of cells, entries that are not understood. `--write` leaves each as an export, a published folder and an
expectation, for verifiers that are not written in Python. The attacks lie by subject in `corpus/`.
"""
import json
import os
import sys

from corpus import bytes_and_chain, keys, measures, membership, recovery, texts, time
from corpus import refusals_filings, refusals_keys, refusals_members, refusals_office
from second_verifier import encoding, status


def all_attacks():
    """Every attack, in the order of the files."""
    attacked = (bytes_and_chain, texts, keys, recovery, time, membership)
    refused = (refusals_office, refusals_keys, refusals_members, refusals_filings, measures)
    return [attack for module in attacked + refused for attack in module.ATTACKS]


def published(case):
    """The findings of a case in a published copy, where something has to stand in the line of a body that is absent."""
    for finding in case.findings:
        index, code = finding.split()
        codes = ["envelope.digest", "envelope.malformed"] if code == "envelope.missing" else [code]
        yield from (f"{index} {code}" for code in codes)


def cells(case, acts):
    """What this verifier says of the cells that a case names, next to what must come."""
    for (instant, signatory, period, commitment), expected in case.cells.items():
        view = status.View(acts, encoding.time(instant))
        yield expected, status.cell(view, signatory, period, commitment)


def write(folder):
    """Writes all attacks below a folder, each with its `expected.json`."""
    for attack in all_attacks():
        case, home = attack.make(), os.path.join(folder, attack.name)
        os.makedirs(home, exist_ok=True)
        case.ledger.write_folder(os.path.join(home, "published"))
        if case.exports:
            case.ledger.write_export(os.path.join(home, "ledger.jsonl"))
        asked = [
            {"at": at, "signatory": signatory, "period": period, "commitment": commitment, "expect": expected}
            for (at, signatory, period, commitment), expected in case.cells.items()
        ]
        expected = {
            "name": attack.name, "about": attack.about, "findings": case.findings,
            "published": list(published(case)), "unlisted": case.unlisted, "cells": asked,
            "notUnderstood": case.not_understood, "origin": case.ledger.origin,
            "logKey": case.ledger.log.vkey(case.ledger.origin), "standings": case.standings,
        }  # fmt: skip
        with open(os.path.join(home, "expected.json"), "w", encoding="utf-8") as file:
            json.dump(expected, file, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        for one in all_attacks():
            print(f"{one.name}: {one.about}")
    elif len(sys.argv) == 3 and sys.argv[1] == "--write":
        write(sys.argv[2])
    else:
        sys.exit(__doc__)
