#!/usr/bin/env python3
"""sbom.py PROGRAM [--check FILE]

What a built program is made of and what it loads, as SPDX 2.3 in JSON: the program itself with its version, commit and
digest, the compiler's standard library inside it, the libraries it is linked with, and those it loads at their first use
(Documentation/Dependencies.md). The linked ones are read out of the program, their packages and versions asked of dpkg;
a linked library that this script has no licence for is an error, and so is one that is named here and not linked.

With --check the file has to be what would be written; what differs is said, and the status is 1."""
import datetime
import hashlib
import json
import os
import subprocess
import sys

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")

# soname: Debian package, licence of what is used of it
LINKED = {
    "libcrypto.so.3": ("libssl3", "Apache-2.0"),
    "libsqlite3.so.0": ("libsqlite3-0", "blessing"),
    "libc.so.6": ("libc6", "LGPL-2.1-or-later"),
    "libm.so.6": ("libc6", "LGPL-2.1-or-later"),
    "libstdc++.so.6": ("libstdc++6", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libgcc_s.so.1": ("libgcc-s1", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "ld-linux-x86-64.so.2": ("libc6", "LGPL-2.1-or-later"),
    "ld-linux-aarch64.so.1": ("libc6", "LGPL-2.1-or-later"),
}
# What the program has to be linked with, or it is not the program that the pages describe.
EXPECTED = {"libcrypto.so.3", "libsqlite3.so.0", "libc.so.6"}
# Of the compiler's own libraries, besides libswift….
TOOLCHAIN = {"libdispatch.so", "libBlocksRuntime.so"}
LOADED = {
    "libcurl.so.4": ("libcurl4", "curl", "Sources/CCurl"),
    "libz.so.1": ("zlib1g", "Zlib", "Sources/CZlib"),
    "libmicrohttpd.so.12": ("libmicrohttpd12", "LGPL-2.1-or-later", "Sources/CMicrohttpd"),
}


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def needed(program):
    """The sonames that the program is linked with."""
    lines = output("objdump", "-p", program).splitlines()
    return [line.split()[1] for line in lines if line.split()[:1] == ["NEEDED"]]


def version(package):
    """The installed version of a Debian package, or nothing where there is none to ask."""
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True, check=False)
    return done.stdout or None


def component(name, place, licence, found, comment):
    entry = {
        "SPDXID": "SPDXRef-" + name.replace("+", "x"), "name": name, "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": licence, "licenseDeclared": licence,
        "copyrightText": "NOASSERTION", "comment": comment,
    }
    if found:
        entry["versionInfo"] = found
        entry["externalRefs"] = [{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{place}@{found.replace('+', '%2B').replace(':', '%3A')}",
        }] if place else []
    return entry


def document(program):
    facts = json.loads(output(program, "--version", "--json"))
    with open(program, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    sonames = needed(program)
    swift = [name for name in sonames if name.startswith("libswift") or name in TOOLCHAIN]
    unknown = [name for name in sonames if name not in LINKED and name not in swift]
    if unknown:
        raise SystemExit(f"sbom: linked and not known here: {', '.join(unknown)}")
    if EXPECTED - set(sonames):
        raise SystemExit(f"sbom: known here and not linked: {', '.join(sorted(EXPECTED - set(sonames)))}")
    for soname, (_, _, folder) in LOADED.items():
        sources = "".join(
            open(os.path.join(path, name)).read()
            for path, _, names in os.walk(os.path.join(HOME, folder)) for name in names if name.endswith((".c", ".h")))
        if f'"{soname}"' not in sources:
            raise SystemExit(f"sbom: {folder} does not load {soname}")

    packages, relations = [], []
    main = component("pledgebook", None, "Apache-2.0", facts["version"], f"commit {facts['commit']}")
    main["checksums"] = [{"algorithm": "SHA256", "checksumValue": digest}]
    main["primaryPackagePurpose"] = "APPLICATION"
    packages.append(main)
    library = component(
        "swift-standard-library", None, "Apache-2.0 WITH Swift-exception", facts["build"]["swift"],
        "linked dynamically: a build to try" if swift else "inside the program")
    packages.append(library)
    relations.append((main["SPDXID"], "DYNAMIC_LINK" if swift else "STATIC_LINK", library["SPDXID"]))
    for soname in sorted(sonames):
        if soname in swift or any(entry["name"] == LINKED[soname][0] for entry in packages):
            continue
        package, licence = LINKED[soname]
        entry = component(package, package, licence, version(package), f"{soname}, linked, from the system")
        packages.append(entry)
        relations.append((main["SPDXID"], "DYNAMIC_LINK", entry["SPDXID"]))
    for soname, (package, licence, _) in sorted(LOADED.items()):
        entry = component(package, package, licence, version(package), f"{soname}, loaded at its first use")
        packages.append(entry)
        relations.append((entry["SPDXID"], "OPTIONAL_DEPENDENCY_OF", main["SPDXID"]))

    time = int(output(os.path.join(HOME, "Scripts", "sources.sh"), "time"))
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"pledgebook-{facts['version']}",
        "documentNamespace": f"urn:pledgebook:sbom:{facts['version']}:{digest}",
        "creationInfo": {
            "created": datetime.datetime.fromtimestamp(time, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: pledgebook-sbom"],
        },
        "documentDescribes": [main["SPDXID"]], "packages": packages,
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
            for one, kind, other in relations
        ],
    }


def main():
    if len(sys.argv) not in (2, 4) or (len(sys.argv) == 4 and sys.argv[2] != "--check"):
        sys.exit(__doc__)
    text = json.dumps(document(os.path.abspath(sys.argv[1])), indent=1) + "\n"
    if len(sys.argv) == 2:
        sys.stdout.write(text)
        return
    with open(sys.argv[3], encoding="utf-8") as file:
        held = file.read()
    if held != text:
        print(f"sbom: {sys.argv[3]} is not what the program is made of now")
        sys.exit(1)


if __name__ == "__main__":
    main()
