#!/usr/bin/env python3
"""Other people's programs judge our proofs, checkpoints, cosignatures and tiles: a question a line in, an answer out.

The questions are JSON objects on standard input, hashes in hexadecimal. An answer is "accepted", or "refused: " and
why; where two judges are asked and differ, "disagreed: " and what each said. The judges are aics-tlog and, for
inclusion and roots, pymerkle as well: its consistency proofs are not those of RFC 9162.

    {"ask": "inclusion", "leaf", "index", "size", "path": […], "root"}
    {"ask": "consistency", "old", "new", "oldRoot", "newRoot", "path": […]}
    {"ask": "root", "entries": […], "root"}
    {"ask": "checkpoint", "note", "log": VKEY, "witnesses": [VKEY…], "quorum", "maxAge"?, "now"?}
    {"ask": "receipt", "proof", "header", "log", "witnesses", "quorum"}       a tlog-proof file and the header's bytes
    {"ask": "publication", "folder", "log", "headers": […]}                   a tlog-tiles folder and what it has to hold
    {"ask": "growth", "folder", "log", "held": note}                          a checkpoint kept from before, and a folder"""
import base64
import json
import pathlib
import sys
import warnings

warnings.filterwarnings("ignore")

import aics_tlog
import pymerkle
from aics_tlog.verified import VerifiedTileReader, audit_tiles
from aics_tlog.tiles import materialise_tiles
from pymerkle.core import _inclusion_path_layout
from pymerkle.proof import InclusionProof, InvalidProof

unhex = bytes.fromhex


class Refused(Exception):
    pass


def require(condition, reason):
    if not condition:
        raise Refused(reason)


def both(one, other):
    if one != other:
        raise Refused(f"disagreed: aics-tlog {'accepts' if one else 'refuses'}, pymerkle does not")
    require(one, "both refuse")


def pymerkle_includes(leaf, index, size, path, root):
    if not 0 <= index < size:
        return False
    rule, ranges = _inclusion_path_layout(index + 1, size)  # it counts from one, and its path begins with the leaf
    if len(ranges) != len(path) + 1:
        return False
    proof = InclusionProof("sha256", True, size, index + 1, rule, [leaf] + path)
    try:
        pymerkle.verify_inclusion(leaf, root, proof, index=index + 1, size=size, algorithm="sha256")
    except InvalidProof:
        return False
    return True


def included(leaf, index, size, path, root):
    both(aics_tlog.verify_inclusion(leaf, index, size, path, root), pymerkle_includes(leaf, index, size, path, root))


def inclusion(q):
    included(unhex(q["leaf"]), q["index"], q["size"], [unhex(h) for h in q["path"]], unhex(q["root"]))


def consistency(q):
    path = [unhex(h) for h in q["path"]]
    ok = aics_tlog.verify_consistency(q["old"], q["new"], unhex(q["oldRoot"]), unhex(q["newRoot"]), path)
    require(ok, "aics-tlog refuses")


def root(q):
    entries = [unhex(e) for e in q["entries"]]
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    wanted = unhex(q["root"])
    both(aics_tlog.MerkleTree(entries).root() == wanted, tree.get_state() == wanted)


def verified(note, q):
    # No origin is asked for: that the log key's name is the origin is a rule of our own.
    result = aics_tlog.verify_checkpoint(
        aics_tlog.parse_note(note), aics_tlog.parse_vkey(q["log"]),
        [aics_tlog.parse_vkey(key) for key in q.get("witnesses", [])], q.get("quorum", 0),
        expected_origin=q["log"].split("+")[0], max_age_seconds=q.get("maxAge"), now=q.get("now"))
    require(result.ok, result.error)
    return result


def checkpoint(q):
    verified(q["note"], q)


def receipt(q):
    head, note = q["proof"].split("\n\n", 1)
    lines = head.split("\n")
    require(lines[0] == "c2sp.org/tlog-proof@v1" and lines[1].startswith("index "), "no proof file")
    result = verified(note, q)
    path = [base64.b64decode(line, validate=True) for line in lines[2:]]
    leaf = aics_tlog.leaf_hash(q["header"].encode())
    included(leaf, int(lines[1].removeprefix("index ")), result.size, path, result.root)


def published(q):
    folder = pathlib.Path(q["folder"])
    result = verified((folder / "checkpoint").read_text("utf-8"), q)
    return folder, result, aics_tlog.FileSystemTileReader(folder)


def publication(q):
    folder, result, reader = published(q)
    headers = [header.encode() for header in q["headers"]]
    require(len(headers) == result.size, f"the checkpoint is of {result.size} entries")
    audit_tiles(reader, result.size, result.root)
    read = VerifiedTileReader(reader, result.size, result.root)
    require(all(read.entry(index) == header for index, header in enumerate(headers)), "an entry differs")
    # The tiles that aics-tlog makes of the same entries are the same files.
    for path, content in materialise_tiles(headers).items():
        require((folder / path).read_bytes() == content, f"{path} differs")


def growth(q):
    _, new, reader = published(q)
    old = verified(q["held"], q)
    path = aics_tlog.consistency_proof_from_tiles(reader, old.size, new.size)
    require(aics_tlog.verify_consistency(old.size, new.size, old.root, new.root, path), "not of one tree")


questions = {f.__name__: f for f in (inclusion, consistency, root, checkpoint, receipt, publication, growth)}
for line in sys.stdin:
    question = json.loads(line)
    try:
        questions[question["ask"]](question)
        print("accepted")
    except Refused as refusal:
        text = str(refusal)
        print(text if text.startswith("disagreed") else f"refused: {text}")
    except Exception as failure:  # what the judges throw at bytes they do not like
        print(f"refused: {type(failure).__name__}: {failure}".replace("\n", " "))
