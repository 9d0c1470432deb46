#!/bin/sh
# large-ledger.sh [ENTRIES [SIGNATORIES [FOLDER]]]
#
# Builds a ledger with real keys and signatures, verifies it, opens it and appends one entry, and gives time and peak
# memory of each step. The default is 100,000 attestations by 1,200 signatories. Needs a release build and GNU time.
set -eu

entries=${1:-101202} signatories=${2:-1200} folder=${3:-.build}
program=${PLEDGEBOOK:-.build/release/pledgebook}
ledger=$folder/large-$entries.db

[ -x "$program" ] || { echo "there is no $program: run make release first" >&2; exit 3; }
[ ! -e "$ledger" ] || { echo "$ledger is there already: remove it, its companions and $ledger.keys first" >&2; exit 3; }

step() { # NAME COMMAND…
  name=$1
  shift
  printf '\n%s\n  $ %s\n' "$name" "$*"
  /usr/bin/time -f '  %e s wall, %U s user, %S s system, %M KiB at most' "$@" 2>&1 | sed 's/^/  /'
}

step 'build' "$program-lab" bench build --entries "$entries" --signatories "$signatories" --ledger "$ledger"
ls -l "$ledger" | awk '{ printf "  %.0f MB in the file\n", $5 / 1e6 }'
step 'verify everything' "$program" verify --ledger "$ledger"
step 'open, replay, report' "$program" status --ledger "$ledger"
step 'open and append one' "$program" attest --signatory body-1 --period 2031 --claim syn-9=not-met \
  --explain 'syn-9=en=One more.' --key "$ledger.keys/body-1" --at 2099-01-01T00:00:00Z --ledger "$ledger"
