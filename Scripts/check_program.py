#!/usr/bin/env python3
"""check_program.py PROGRAM [FOLDER]

What a built program says of how it is loaded and of where it was built; a line for each fault, and exit status 1. It is
to have no folder of its own in which libraries are looked for (RUNPATH), all functions bound at the start and the table
of their places read-only (BIND_NOW, RELRO), to lie anywhere in memory (PIE), to need no executable stack, and not to name
the folder in which it was built (FOLDER, or else the one with this script's sources)."""
import os
import struct
import sys

LOAD, DYNAMIC, STACK, RELRO = 1, 2, 0x6474E551, 0x6474E552
NEEDED, STRINGS, RPATH, RUNPATH, FLAGS, FLAGS_1 = 1, 5, 15, 29, 30, 0x6FFFFFFB
BIND_NOW, NOW, PIE = 8, 1, 0x08000000


def faults(program, folder):
    with open(program, "rb") as file:
        data = file.read()
    if data[:4] != b"\x7fELF" or data[4] != 2 or data[5] != 1:
        return ["it is no ELF file of 64 bits, lowest byte first"]
    offset, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    segments = [struct.unpack_from("<IIQQQQQQ", data, offset + size * number) for number in range(count)]

    def place(address):
        for kind, _, at, start, _, length, _, _ in segments:
            if kind == LOAD and start <= address < start + length:
                return at + address - start
        raise ValueError("an address that is in no segment")

    entries = []
    for kind, _, at, _, _, length, _, _ in segments:
        if kind == DYNAMIC:
            entries = [struct.unpack_from("<QQ", data, at + 16 * number) for number in range(length // 16)]
    values = dict(entries)
    names = place(values[STRINGS]) if STRINGS in values else 0

    def text(position):
        return data[names + position : data.index(b"\0", names + position)].decode("utf-8", "replace")

    found = []
    for tag, value in entries:
        if tag in (RPATH, RUNPATH):
            found.append(f"libraries are looked for in {text(value)}")
        if tag == NEEDED and "/" in text(value):
            found.append(f"a library is named by its path: {text(value)}")
    if not (values.get(FLAGS, 0) & BIND_NOW or values.get(FLAGS_1, 0) & NOW):
        found.append("functions are bound when they are first called (no BIND_NOW)")
    if not values.get(FLAGS_1, 0) & PIE:
        found.append("it lies at one place in memory (no PIE)")
    kinds = {kind: flags for kind, flags, *_ in segments}
    if RELRO not in kinds:
        found.append("the table of functions stays writable (no RELRO)")
    if kinds.get(STACK, 1) & 1:
        found.append("its stack may be executed")
    built_in = os.path.realpath(folder).encode()
    if built_in in data:
        found.append(f"it names the folder in which it was built, {data.count(built_in)} times")
    return found


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    home = sys.argv[2] if len(sys.argv) == 3 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    wrong = faults(sys.argv[1], home)
    for fault in wrong:
        print(f"{sys.argv[1]}: {fault}")
    sys.exit(1 if wrong else 0)
