"""Where ledgers are read from: working file, export, published folder. Format §7"""
import os
import sqlite3
import urllib.parse

from second_verifier import log
from second_verifier.encoding import FAULTS, canonical, digest, parse, require
from second_verifier.replay import Entry, Version0
from second_verifier.statements import is_version_0

SQLITE = b"SQLite format 3\0"


class Unreadable(OSError):
    """A published file did not come, or something that is no file of a ledger; it says nothing of the ledger. Format §8"""


class Carrier:
    """Entries of a ledger, the checkpoints beside them, and what the carrier itself has wrong."""

    def __init__(self, entries, notes=(), is_own_store=False, is_published=False, tiles=None):
        self.entries, self.notes, self.tiles = entries, list(notes), tiles
        self.is_own_store, self.is_published = is_own_store, is_published


def read(path):
    """The carrier at a path: a folder is a published copy, a file is told by its first bytes."""
    if os.path.isdir(path):
        return published(path)
    with open(path, "rb") as file:
        is_database = file.read(16) == SQLITE
    return working_file(path) if is_database else export(path)


# MARK: Export


def line(value):
    """The entry in one line of an export. Format §7"""
    require(isinstance(value, dict) and {"index", "header", "envelope"} <= value.keys(), "no line of an export")
    require(value.keys() <= {"index", "header", "envelope", "texts", "last"}, "a member too many")
    require(isinstance(value["header"], str) and isinstance(value.get("texts", []), list), "no line of an export")
    require(isinstance(value.get("last", False), bool), "no line of an export")
    envelope = None if value["envelope"] is None else canonical(value["envelope"])
    return Entry(value["header"].encode("utf-8"), envelope, [canonical(text) for text in value.get("texts", [])])


def export(path):
    """`ledger.jsonl`: a line for each entry."""
    with open(path, "rb") as file:
        lines = [parse(data) for data in file.read().split(b"\n") if data]
    first = lines[0].get("envelope") if lines and isinstance(lines[0], dict) else None
    if first is not None and is_version_0(canonical(first)):
        raise Version0()  # before its lines are looked at, which had another form
    entries = [line(value) for value in lines]
    # Cut at the end of a line it would look like a shorter ledger.
    require(lines and lines[-1].get("last", False), "an export that does not say that it ends")
    require(not any(value.get("last", False) for value in lines[:-1]), "lines behind the last one")
    return Carrier(entries)


# MARK: Working file


def _rows(database, query):
    return list(database.execute(query))


def working_file(path):
    """The SQLite database of a keeper; nothing is written or locked, and a write-ahead log that waits is read too."""
    waiting = os.path.exists(path + "-wal") and os.path.getsize(path + "-wal") > 0
    uri = f"file:{urllib.parse.quote(os.path.abspath(path))}?mode=ro&immutable={int(not waiting)}"
    database = sqlite3.connect(uri, uri=True)
    try:
        words = {}
        has_texts = _rows(database, "SELECT 1 FROM sqlite_schema WHERE name = 'text'")  # version 0 had none
        for seq, data in _rows(database, "SELECT seq, bytes FROM text") if has_texts else []:
            # A line of zeros is a disclosure that is not there.
            words[seq] = [line for line in bytes(data).split(b"\n") if any(line)]
        rows = _rows(
            database, "SELECT entry.seq, header, bytes FROM entry LEFT JOIN envelope USING (seq) ORDER BY entry.seq"
        )
        entries = [
            Entry(bytes(header), None if body is None else bytes(body), words.get(seq, []))
            for seq, header, body in rows
        ]
        notes = [bytes(note) for (note,) in _rows(database, "SELECT note FROM checkpoint ORDER BY size")]
        return Carrier(entries, notes, is_own_store=True)
    finally:
        database.close()


# MARK: Published folder


def _bundle(folder, kind, number, width):
    """The bytes of a file of 256 entries, or of the part that there is; a fuller one serves as well."""
    for name in (log.tile_name(number, width), log.tile_name(number, log.HEIGHT)):
        path = os.path.join(folder, "tile", kind, *name.split("/"))
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return file.read()
    return None


def _headers(data, width):
    """Headers, each after its length as two bytes."""
    found, at = [], 0
    while at < len(data or b""):
        length = int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    if at != len(data or b"") or len(found) not in (width, log.HEIGHT):
        raise Unreadable("a bundle of headers could not be read")
    return found[:width]


def _envelopes(data, headers):
    """Envelopes, a line each; one of them has to be one, or what its header names."""
    lines = (data or b"").split(b"\n")
    named = any(f"\nenvelope {digest(line)} ".encode() in header for header, line in zip(headers, lines))
    if lines.pop() or len(lines) not in (len(headers), log.HEIGHT):
        raise Unreadable("a file of envelopes could not be read")
    if not named and not any(line.startswith(b'{"payload":"') for line in lines):
        raise Unreadable("a file of envelopes could not be read")
    return lines[: len(headers)]


def _words(data, width):
    """The disclosures of each entry of a file of texts, or None for a file that is not what it should be."""
    lines = data.split(b"\n") if data is not None else []
    if len(lines) <= width:
        return [[] for _ in range(width)]
    found = []
    for text in lines[:width]:
        try:
            value = parse(text)
            require(isinstance(value, list) and canonical(value) == text, "no canonical array")
            found.append([canonical(disclosure) for disclosure in value])
        except FAULTS:
            found.append([])  # what cannot be read is not offered
    return found


def published(folder):
    """A published copy: checkpoint, tiles, bundles of headers, envelopes and texts."""
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        note = file.read()
    try:
        size, entries, tiles = log.Checkpoint(note).size, [], {}
    except FAULTS as fault:
        raise Unreadable(f"the checkpoint could not be read: {fault}") from fault
    for number in range(-(-size // log.HEIGHT)):
        width = min(log.HEIGHT, size - number * log.HEIGHT)
        headers, envelopes, words = (_bundle(folder, kind, number, width) for kind in ("entries", "envelopes", "texts"))
        headers = _headers(headers, width)
        entries += map(Entry, headers, _envelopes(envelopes, headers), _words(words, width))
    for root, _, names in os.walk(os.path.join(folder, "tile")):
        for name in names:
            path = os.path.relpath(os.path.join(root, name), folder)
            if path.split(os.sep)[1].isdigit():
                with open(os.path.join(root, name), "rb") as file:
                    tiles[path.replace(os.sep, "/")] = file.read()
    return Carrier(entries, [note], is_published=True, tiles=tiles)


def _has_hashes(data, length):
    """Whether these are hashes: of this length, none of zeros, and no text."""
    if data is None or len(data) != length or any(not any(data[at : at + 32]) for at in range(0, length, 32)):
        return False
    try:
        return any(ord(c) == 0x7F or ord(c) < 0x20 and c not in "\t\n\r" for c in data.decode("utf-8"))
    except UnicodeDecodeError:
        return True


def check_tiles(replay, tiles):
    """The codes for tiles of hashes that are not what the entries give; one that is behind may be narrower."""
    expected = replay.tree.tiles()
    codes = []
    for path, data in expected.items() if not replay.findings else ():  # 1 goes before 3
        full = path.split(".p/")[0]
        if not _has_hashes(tiles.get(path), len(data)) and not _has_hashes(tiles.get(full), log.HEIGHT * 32):
            raise Unreadable(f"{path} could not be read")
    for path, data in sorted(tiles.items()):
        whole = expected.get(path) or expected.get(path.split(".p/")[0])
        whole = whole or next((v for name, v in expected.items() if name.startswith(path.split(".p/")[0] + ".p/")), b"")
        right = whole[: len(data)] == data and len(data) % 32 == 0 and data
        codes += [] if right else ["tree.tile"]
    return codes
