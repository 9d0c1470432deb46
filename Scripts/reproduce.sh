#!/bin/sh
# reproduce.sh [FOLDER]
#
# Builds the release of the committed sources twice, in two folders of different names and depths, packs both, and compares
# the digests of the program, its debug symbols and the package. Status 0 when all are the same bytes, 1 when one differs.
# FOLDER (/var/tmp) is where the two clones lie; they are gone at the end. A build takes some minutes, this takes two.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d "${1:-/var/tmp}/reproduce.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM

for folder in one another/place-with-a-longer-name; do
  git clone -q . "$place/$folder"
  make -C "$place/$folder" deb >"$place/log" 2>&1 || { tail -n 20 "$place/log" >&2; exit 3; }
done
status=0
for file in product/pledgebook product/pledgebook.debug deb/pledgebook.spdx.json deb/pledgebook_*.deb; do
  set -- "$place"/one/.build/$file
  one=$(sha256sum <"$1" | cut -d ' ' -f 1)
  other=$(sha256sum <"$place/another/place-with-a-longer-name${1#"$place/one"}" | cut -d ' ' -f 1)
  if [ "$one" = "$other" ]; then
    echo "the same    $one  ${1##*/}"
  else
    echo "different   $one  ${1##*/}"
    echo "            $other"
    status=1
  fi
done
exit $status
