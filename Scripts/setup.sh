#!/bin/sh
# setup.sh build|test
#
# Gets a machine ready to build (`build`), or to build and test (`test`): says what is missing and what for, installs it
# where it can, and says what to do where it cannot. Does nothing, quickly, when all is there. Called by the Makefile.
#
# A thing counts as there when it works, not when a package of some name is installed, so other systems than Debian are
# served as well, up to the installing.
set -eu

purpose=${1:-build}
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { printf 'setup: %s\n' "$@" >&2; exit 1; }

# --- Swift: nothing can be built without, and no package manager of Debian has it -----------------------------------

swift_missing() {
  stop "$1" \
    "Pledgebook needs Swift 6.3 or later for Linux." \
    "  Get it from swift.org (Install, Linux): swiftly, the installer given there, or the archive for your system." \
    "  Then make sure that the folder with the program swift is in PATH, and run make again." \
    "  What the toolchain itself wants of Debian is in README.md, Two commands."
}

# A toolchain of the right version that cannot do its work lacks something of the system, and no newer one would help.
swift_broken() {
  stop "the Swift toolchain is there and does not work: $1" \
    "  It lacks packages of the system. On Debian 12:" \
    "    sudo apt-get install binutils-gold gcc libcurl4-openssl-dev libedit-dev libicu-dev libncurses-dev libpython3-dev \\" \
    "      libsqlite3-dev libstdc++-12-dev libxml2-dev pkg-config tzdata uuid-dev" \
    "  elsewhere: what swift.org lists for your system (Install, Linux). Then run make again."
}

# The first line of a failure that says what is missing, or the first.
cause() { printf '%s\n' "$1" | { grep -m 1 'error' || printf '%s\n' "$1" | head -n 1; }; }

command -v swift >/dev/null 2>&1 || swift_missing "there is no Swift toolchain: the program swift is not in PATH."
answer=$(swift --version 2>&1) || swift_broken "$(cause "$answer")"
version=$(printf '%s\n' "$answer" | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
[ -n "$version" ] || swift_missing "the program swift is there and does not say its version: $(cause "$answer")"
major=${version%%.*} minor=$(printf '%s.0' "$version" | cut -d. -f2)
[ "$major" -gt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -ge 3 ]; } || swift_missing "this is Swift $version, which is too old."

# That it says its version does not mean that it can compile, link, and build a package: each of these needs other
# libraries. Tried once for each toolchain.
works=.build/toolchain-works
if [ "$(cat "$works" 2>/dev/null)" != "$answer" ]; then
  trial=$(mktemp -d)
  trap 'rm -rf "$trial"' EXIT
  printf 'import Glibc\nexit(0)\n' >"$trial/trial.swift"
  failure=$(swiftc "$trial/trial.swift" -o "$trial/trial" 2>&1 && "$trial/trial" 2>&1 && swift build --version 2>&1) \
    || swift_broken "$(cause "$failure")"
  rm -rf "$trial"
  trap - EXIT
  mkdir -p .build
  printf '%s\n' "$answer" >"$works"
fi

# --- Debian packages ------------------------------------------------------------------------------------------------

missing=""
want() { # PACKAGE WHAT-FOR TEST…
  package=$1 why=$2
  shift 2
  "$@" >/dev/null 2>&1 && return
  say "missing: $package ($why)"
  missing="$missing $package"
}

has() { command -v "$1"; }
# pkg-config first: without it the others cannot be looked for.
want pkg-config "how the build finds the libraries" has pkg-config
want libssl-dev "OpenSSL: digests, signatures, key files" pkg-config --exists 'libcrypto >= 3.0'
want libsqlite3-dev "SQLite: the working ledger" pkg-config --exists 'sqlite3 >= 3.37'
want libcurl4-openssl-dev "libcurl: reading over HTTP, asking witnesses" pkg-config --exists 'libcurl >= 7.85'
want zlib1g-dev "zlib: answers that come compressed" pkg-config --exists zlib
want libmicrohttpd-dev "libmicrohttpd: serving over HTTP" pkg-config --exists 'libmicrohttpd >= 0.9.75'
if [ "$purpose" = test ]; then
  want openssl "tests: a second program that signs and verifies" has openssl
  want python3 "tests: other people's programs as judges" has python3
  want python3-venv "tests: keeps their packages inside .build/python" python3 -c 'import ensurepip, venv'
  want chromium "tests: opens the reports in a real browser" has chromium
  want strace "tests: ends the program at each of its system calls" has strace
  want mandoc "tests: finds faults in the pages of the manual" has mandoc
  want zsh "tests: reads the script by which it completes commands" has zsh
  want fish "tests: reads the script by which it completes commands" has fish
  want softhsm2 "tests: a token in software, for keys that do not come out" has softhsm2-util
  want opensc "tests: signs with a key in a token" has pkcs11-tool
  want libengine-pkcs11-openssl "tests: OpenSSL signs with a key in a token" openssl engine pkcs11
  want python3-pykcs11 "tests: signs with an Ed25519 key in a token" /usr/bin/python3 -I -c 'import PyKCS11'
fi

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif [ -t 0 ]; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else # nobody there to type a password
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

install_missing() {
  command -v apt-get >/dev/null 2>&1 || { say "this system has no apt-get"; return 1; }
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1 || { say "there is no sudo"; return 1; }
  say "installing:$missing"
  as_root apt-get update -qq </dev/null || say "the lists of packages could not be renewed; trying with those at hand"
  # One by one: a package that this system does not know must not keep the others away.
  failed=""
  for package in $missing; do
    as_root apt-get install -y -qq --no-install-recommends "$package" </dev/null >&2 || failed="$failed $package"
  done
  missing=$failed
  [ -z "$failed" ]
}

if [ -n "$missing" ] && ! install_missing; then
  say "could not install:$missing"
  say "  by hand, on Debian and Ubuntu:  sudo apt-get install$missing"
  say "  elsewhere: the packages with the same content (OpenSSL 3, SQLite 3.37, libcurl 7.85, zlib and libmicrohttpd 0.9.75 or later,"
  say "  with headers)"
fi
if ! pkg-config --exists 'libcrypto >= 3.0' 'sqlite3 >= 3.37' 'libcurl >= 7.85' zlib 'libmicrohttpd >= 0.9.75' 2>/dev/null; then
  stop "nothing can be built without OpenSSL 3, SQLite 3.37, libcurl 7.85, zlib, libmicrohttpd 0.9.75, their headers, and pkg-config."
fi

# --- The judges of the interoperability tests -----------------------------------------------------------------------

folder=.build/python

# `ready` holds a copy of each requirements file that was installed, written last: without it a file is half installed.
# What is asked of one file does not wait for another, so a judge that cannot be had takes no other along.
judges() { # NAME PIP-OPTION…
  requirements=Tests/Interoperability/$1 ready=$folder/ready/$1
  cmp -s "$requirements" "$ready" && return
  shift
  [ -x "$folder/bin/python3" ] || { say "there is no $folder"; return 1; }
  say "installing the packages of $requirements into $folder"
  "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --no-input --retries 1 "$@" \
    -r "$requirements" </dev/null >&2 || { say "the packages could not be fetched: is there a network?"; return 1; }
  mkdir -p "$folder/ready"
  cp "$requirements" "$ready"
}

# A change of the first file makes the folder anew, so that nothing of an older set stays behind.
environment() {
  cmp -s Tests/Interoperability/requirements.txt "$folder/ready/requirements.txt" && return
  command -v python3 >/dev/null 2>&1 || { say "there is no python3"; return 1; }
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { say "python3 is older than 3.10"; return 1; }
  mkdir -p .build
  rm -rf "$folder"
  python3 -m venv "$folder" >&2 || { say "python3 cannot make a virtual environment (on Debian: python3-venv)"; return 1; }
}

# axe-core, the judge of accessibility, comes inside a Python package: one file of it is taken, nothing is installed.
axe() {
  requirements=Tests/Interoperability/axe.txt place=.build/axe
  cmp -s "$requirements" "$place/ready" && return
  [ -x "$folder/bin/python3" ] || { say "there is no $folder"; return 1; }
  say "fetching the package of $requirements into $place"
  rm -rf "$place"
  mkdir -p "$place"
  "$folder/bin/python3" -m pip download --quiet --disable-pip-version-check --no-input --retries 1 --no-deps \
    --require-hashes --only-binary :all: -d "$place" -r "$requirements" </dev/null >&2 \
    || { say "the package could not be fetched: is there a network?"; return 1; }
  "$folder/bin/python3" -m zipfile -e "$place"/axe_playwright_python-*.whl "$place/package" >&2 || return 1
  mv "$place/package/axe_playwright_python/axe.min.js" "$place/axe.min.js"
  rm -rf "$place/package" "$place"/*.whl
  cp "$requirements" "$place/ready"
}

if [ "$purpose" = test ]; then
  if ! environment || ! judges requirements.txt; then
    say "SKIPPED: what other people's Python programs judge (securesystemslib, in-toto-attestation, rfc8785, the second"
    say "SKIPPED: verifier). All other tests run."
  fi
  # These judges of transparency logs declare a newer Python than Debian 12 has, and run on it all the same.
  if ! judges requirements-log.txt --ignore-requires-python; then
    say "SKIPPED: what aics-tlog and pymerkle judge of proofs, checkpoints, tiles and cosignatures. All other tests run."
  fi
  if ! judges requirements-witness.txt --ignore-requires-python; then
    say "SKIPPED: a ledger cosigned by aics-witness. All other tests run."
  fi
  if ! axe; then
    say "SKIPPED: the accessibility of the reports. All other tests run."
  fi
fi
