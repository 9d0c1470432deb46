#!/usr/bin/env python3
"""tamper.py LEDGER.db HOW: changes a ledger the way somebody with the file and some skill would.

The triggers are taken away and put back, what the store derives from the entries (columns, tree hashes) is made to fit
the changed entries, and checkpoints that no longer fit are dropped, since the log key is not at hand: so only the
entries themselves, or what somebody kept elsewhere, can give the change away. Standard library only."""
import base64
import hashlib
import json
import os
import re
import sqlite3
import sys


def sha(data):
    return hashlib.sha256(data).digest()


def leaf(header):
    return sha(b"\0" + header)


def line(header, name, value):
    """The header with another value in the line of that name."""
    return re.sub(rb"(?m)^%s .*$" % name, b"%s %s" % (name, value), header)


def fit(header, body):
    """The header, naming the digest and length of this body."""
    return line(header, b"envelope", b"%s %d" % (sha(body).hex().encode(), len(body)))


def chain(entries, start):
    """Links the entries from `start` on anew: what makes a forgery cheap, and a checkpoint kept elsewhere worth it."""
    for at in range(start, len(entries)):
        header = line(entries[at][0], b"index", b"%d" % at)
        previous = leaf(entries[at - 1][0]) if at else bytes(32)
        entries[at][0] = line(header, b"previous", previous.hex().encode())


def payload(body):
    return base64.b64decode(json.loads(body)["payload"]).decode()


def changed(body, text):
    """The envelope around another payload, its signatures left as they are."""
    envelope = json.loads(body)
    envelope["payload"] = base64.b64encode(text.encode()).decode()
    return json.dumps(envelope, separators=(",", ":")).encode()


def places(entries, kind):
    return [at for at, (header, *_) in enumerate(entries) if b"\nkind %s\n" % kind.encode() in header]


def filings(entries):
    """The places of first filings whose body is there."""
    return [at for at in places(entries, "attestation.submit") if entries[at][1]]


def claim(entries):
    return filings(entries)[0]


def improved(body):
    """The claim made to look better, one word of it."""
    text = payload(body).replace('"claim":"partially-met"', '"claim":"met"')
    assert text != payload(body)
    return changed(body, text)


def edit_body(entries):
    entries[claim(entries)][1] = improved(entries[claim(entries)][1])


def edit_header(entries):
    at = claim(entries)
    entries[at][0] = line(entries[at][0], b"recorded", b"2032-01-05T00:00:00Z")


def edit_chained(entries):
    at = claim(entries)
    body = improved(entries[at][1])
    entries[at][:2] = fit(entries[at][0], body), body
    chain(entries, at)


def edit_key(entries):
    """Another public key put where a member's stood: the first byte of the Ed25519 point changed."""
    at = places(entries, "signatory.join")[0]
    text = payload(entries[at][1])
    body = changed(entries[at][1], text.replace("MCowBQYDK2VwAyEA", "MCowBQYDK2VwAyEB"))
    entries[at][:2] = fit(entries[at][0], body), body
    chain(entries, at)


def drop(entries):
    del entries[claim(entries)]


def drop_late(entries):
    """Cuts out an entry that nothing later speaks of, and closes the gap."""
    del entries[-2]
    chain(entries, len(entries) - 1)


def swap(entries):
    at = claim(entries)
    entries[at], entries[at + 1] = entries[at + 1], entries[at]


def double(entries):
    entries.append(list(entries[claim(entries)]))


def double_chained(entries):
    entries.append(list(entries[claim(entries)]))
    chain(entries, len(entries) - 1)
    entries[-1][0] = line(entries[-1][0], b"recorded", b"2034-01-01T00:00:00Z")


def truncate(entries):
    del entries[-2:]


def exchange_bodies(entries):
    one, other = filings(entries)[:2]
    entries[one][1:], entries[other][1:] = entries[other][1:], entries[one][1:]


def exchange_signatures(entries):
    one, other = filings(entries)[:2]
    envelopes = [json.loads(entries[at][1]) for at in (one, other)]
    given = [envelope["signatures"][0]["sig"] for envelope in envelopes]
    for at, envelope, signature in zip((one, other), envelopes, reversed(given)):
        envelope["signatures"][0]["sig"] = signature
        body = json.dumps(envelope, separators=(",", ":")).encode()
        entries[at][:2] = fit(entries[at][0], body), body
    chain(entries, one)


def remove_body(entries):
    entries[claim(entries)][1] = None


def remove_words(entries):
    """Words taken away without an entry that says so."""
    del entries[claim(entries)][2][0]


def exchange_words(entries):
    """Other words laid beside a statement than those whose digest it names."""
    words = entries[claim(entries)][2]
    disclosure = json.loads(words[0][1])
    disclosure["salt"] = disclosure["salt"][::-1]
    changed = json.dumps(disclosure, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    words[0] = (sha(changed), changed)


def loosen_body(entries):
    """The same envelope with a space in it: JSON, and not canonical."""
    at = claim(entries)
    body = entries[at][1].replace(b'","', b'", "', 1)
    entries[at][:2] = fit(entries[at][0], body), body
    chain(entries, at)


def strip_signatures(entries):
    at = claim(entries)
    body = re.sub(rb'"signatures":\[.*\]', b'"signatures":[]', entries[at][1])
    entries[at][:2] = fit(entries[at][0], body), body
    chain(entries, at)


def rename_kind(entries):
    at = claim(entries)
    entries[at][0] = line(entries[at][0], b"kind", b"review.publish")
    chain(entries, at)


def garble_header(entries):
    entries[claim(entries)][0] += b"\n"


def set_clock_back(entries):
    at = claim(entries) + 2
    entries[at][0] = line(entries[at][0], b"recorded", b"2032-01-15T00:00:00Z")
    chain(entries, at)


def edit_genesis(entries):
    entries[0][0] = line(entries[0][0], b"recorded", b"2030-12-01T00:00:00Z")


def keep(entries):
    """No change but the rewriting itself, which must not show."""


WAYS = {
    way.__name__.replace("_", "-"): way
    for way in (
        keep, edit_body, edit_header, edit_chained, edit_key, edit_genesis, drop, drop_late, swap, double,
        double_chained, truncate, exchange_bodies, exchange_signatures, remove_body, remove_words, exchange_words,
        loosen_body, strip_signatures, rename_kind, garble_header, set_clock_back,
    )
}  # fmt: skip


def tree_hashes(headers):
    """After each leaf the subtrees that it completes. Format §7"""
    stack, hashes = [], []
    for at, header in enumerate(headers):
        node = leaf(header)
        hashes.append(node)
        while at & 1:
            node, at = sha(b"\1" + stack.pop() + node), at >> 1
            hashes.append(node)
        stack.append(node)
    return hashes


def root(headers):  # Format §7
    if len(headers) < 2:
        return leaf(headers[0]) if headers else sha(b"")
    half = 1 << (len(headers) - 1).bit_length() - 1
    return sha(b"\1" + root(headers[:half]) + root(headers[half:]))


def rewrite(path, how):
    database = sqlite3.connect(path)
    words_of = {  # digests of 32 bytes each, and a line each. Format §7
        seq: list(zip((digests[at : at + 32] for at in range(0, len(digests), 32)), lines.split(b"\n")))
        for seq, digests, lines in database.execute("SELECT seq, digests, bytes FROM text").fetchall()
    }
    entries = [
        [header, body, words_of.get(seq, [])]
        for seq, header, body in database.execute(
            "SELECT seq, header, bytes FROM entry LEFT JOIN envelope USING (seq) ORDER BY seq").fetchall()
    ]  # fmt: skip
    WAYS[how](entries)
    triggers = list(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    for table in ("text", "envelope", "tree_hash", "entry"):
        database.execute(f"DELETE FROM {table}")
    seen = set()
    for at, (header, body, texts) in enumerate(entries):
        said = json.loads(body)["payload"] if body else ""
        linked = bytes.fromhex(re.search(rb"\nprevious (\w+)\n", header)[1].decode())
        columns = [(linked, b"previous"), (leaf(header), b"leaf"), (sha(base64.b64decode(said)), b"statement")]
        # Each of these stands in its column once; a forger who needs one twice has to put something else there.
        columns = [(value if (value, name) not in seen else os.urandom(32), name) for value, name in columns]
        seen |= set(columns)
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (at, *(value for value, _ in columns), header))
        if body is not None:
            database.execute("INSERT INTO envelope VALUES (?, ?)", (at, body))
        if texts:
            row = (at, b"".join(digest for digest, _ in texts), b"\n".join(words for _, words in texts))
            database.execute("INSERT INTO text (seq, digests, bytes) VALUES (?, ?, ?)", row)
    hashes = enumerate(tree_hashes([header for header, *_ in entries]))
    database.executemany("INSERT INTO tree_hash VALUES (?, ?)", hashes)
    headers = [header for header, *_ in entries]
    for size, note in list(database.execute("SELECT size, note FROM checkpoint")):
        if size > len(headers) or base64.b64decode(note.split(b"\n")[2]) != root(headers[:size]):
            database.execute("DELETE FROM checkpoint WHERE size = ?", (size,))
    for _, sql in triggers:
        database.execute(sql)
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1] == "--list":
        print("\n".join(WAYS))
    elif len(sys.argv) == 3 and sys.argv[2] in WAYS:
        rewrite(*sys.argv[1:])
    else:
        sys.exit(f"{__doc__}\n\nHOW is one of: {', '.join(WAYS)}")
