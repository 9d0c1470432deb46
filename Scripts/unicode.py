#!/usr/bin/env python3
"""unicode.py [--check] DIR

Writes the tables of Sources/ForeignText/Unicode from the data files of Unicode in DIR, or with --check says whether they
are what these files give. The files, all of one version, from https://www.unicode.org/Public/VERSION/ucd/ and
https://www.unicode.org/Public/security/VERSION/, or from the Debian packages unicode-data and (source) icu:

    ArabicShaping.txt DerivedCoreProperties.txt EastAsianWidth.txt PropList.txt UnicodeData.txt confusables.txt
"""

import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent / "Sources/ForeignText/Unicode"

HEAD = """// Made by Scripts/unicode.py; do not edit. Source: {files}, Unicode {version}.
// Copyright © 1991-2022 Unicode, Inc. Used under the Unicode License, https://www.unicode.org/license.txt

"""


def lines(path):
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) > 1:
            yield fields


def span(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def ranges(values):
    found = []
    for value in sorted(values):
        if found and found[-1][1] + 1 == value:
            found[-1][1] = value
        else:
            found.append([value, value])
    return found


def property_values(path, name):
    return {value for fields in lines(path) if fields[1] == name for value in span(fields[0])}


def wrapped(words, indent, width=116, separator=" "):
    rows, row = [], ""
    for word in words:
        if row and len(indent) + len(row) + len(separator) + len(word) > width:
            rows.append(indent + row)
            row = word
        else:
            row = row + separator + word if row else word
    return rows + [indent + row]


def table(name, comment, values):
    words = [f"0x{first:04X}...0x{last:04X}," for first, last in ranges(values)]
    return f"  /// {comment}\n  static let {name}: [ClosedRange<UInt32>] = [\n" + "\n".join(wrapped(words, "    ")) + "\n  ]\n"


def characters(folder, version):
    invisible = property_values(folder / "DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
    blank = property_values(folder / "PropList.txt", "White_Space")
    joining = {}
    for fields in lines(folder / "ArabicShaping.txt"):
        joining.setdefault(fields[2], set()).update(span(fields[0]))
    text = HEAD.format(
        files="DerivedCoreProperties.txt, PropList.txt, ArabicShaping.txt", version=version)
    text += "/// Properties of characters, as ranges in ascending order.\nenum CharacterTables {\n"
    text += "\n".join([
        table("invisible", "Default_Ignorable_Code_Point: what is not shown where nothing knows better.", invisible),
        table("blank", "White_Space.", blank),
        table("joinsNext", "Joining_Type D or L: letters that take another shape when something joins behind them.",
              joining["D"] | joining.get("L", set())),
        table("joinsPrevious", "Joining_Type D or R: the same of what is before them.", joining["D"] | joining["R"]),
    ])
    return text + "}\n"


def widths(folder, version):
    wide = {value for fields in lines(folder / "EastAsianWidth.txt") if fields[1] in ("W", "F") for value in span(fields[0])}
    text = HEAD.format(files="EastAsianWidth.txt (UAX #11)", version=version)
    text += "/// Which characters take two columns of a terminal, as ranges in ascending order.\nenum WidthTable {\n"
    return text + table("wide", "East_Asian_Width W or F.", wide) + "}\n"


def confusables(folder, version):
    prototypes, decompositions = {}, {}
    for fields in lines(folder / "confusables.txt"):
        prototypes[int(fields[0], 16)] = [int(value, 16) for value in fields[1].split()]
    for fields in (line.split(";") for line in (folder / "UnicodeData.txt").read_text().splitlines()):
        if fields[5] and not fields[5].startswith("<"):
            decompositions[int(fields[0], 16)] = [int(value, 16) for value in fields[5].split()]

    def decomposed(value):
        return [part for piece in decompositions[value] for part in decomposed(piece)] if value in decompositions else [value]

    # UTS #39 decomposes before it maps: what is composed is mapped by its parts here, so that the program need not.
    for value in list(decompositions):
        parts = decomposed(value)
        mapped = [out for part in parts for out in prototypes.get(part, [part])]
        if mapped != parts:
            prototypes[value] = mapped
        else:
            prototypes.pop(value, None)
    groups = {}
    for value, target in sorted(prototypes.items()):
        groups.setdefault(tuple(target), []).append(value)
    words = []
    for target, sources in sorted(groups.items()):
        steps = [f"{source - before:X}" for before, source in zip([0] + sources, sources)]
        words.append("+".join(f"{part:X}" for part in target) + ":" + ",".join(steps) + ";")
    # A long group goes on in the next line behind a comma.
    pieces = []
    for word in words:
        pieces += re.findall(r"[^,;]*[,;]", word)
    rows = wrapped(pieces, "    ", separator="")
    text = HEAD.format(files="confusables.txt (UTS #39), UnicodeData.txt", version=version)
    text += "/// Which characters look like which.\nenum ConfusableTable {\n"
    text += "  /// Groups `prototype:source,source,…;` in hexadecimal: the characters of a prototype joined by `+`, each source as its\n"
    text += "  /// distance from the one before.\n"
    text += '  static let groups: StaticString = """\n' + "\\\n".join(rows) + '\n    """\n}\n'
    return text


def main(arguments):
    check = "--check" in arguments
    folders = [argument for argument in arguments if argument != "--check"]
    if len(folders) != 1:
        sys.exit(__doc__)
    folder = pathlib.Path(folders[0])
    version = re.search(r"Version: ([0-9.]+)", (folder / "confusables.txt").read_text(encoding="utf-8-sig"))[1]
    if f"-{version}.txt" not in (folder / "PropList.txt").read_text().splitlines()[0]:
        sys.exit("the files are of different versions")
    made = {
        "CharacterTables.swift": characters(folder, version),
        "ConfusableTable.swift": confusables(folder, version),
        "WidthTable.swift": widths(folder, version),
    }
    for name, text in made.items():
        if not check:
            (HERE / name).write_text(text)
        elif (HERE / name).read_text() != text:
            sys.exit(f"{name} is not what {folder} gives")


main(sys.argv[1:])
