#!/bin/sh
# install.sh PROGRAM
#
# Installs a built program with its completions, manual, documentation and units. `make install` calls it; the places are
# PREFIX (/usr/local), behind DESTDIR where one packs, and ZSH_COMPLETIONS and UNITS where a system has its own.
set -eu
program=$1
PREFIX=${PREFIX:-/usr/local} DESTDIR=${DESTDIR:-}
ZSH_COMPLETIONS=${ZSH_COMPLETIONS:-$PREFIX/share/zsh/site-functions}
UNITS=${UNITS:-$PREFIX/lib/systemd/system}
case $PREFIX in /*) ;; *) echo "install: PREFIX has to be a whole path, not $PREFIX" >&2; exit 2 ;; esac
[ -x "$program" ] || { echo "install: there is no $program: run make release first" >&2; exit 3; }
cd "$(dirname "$0")/.."

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
put() { # MODE FILE PLACE
  install -D -m "$1" "$2" "$DESTDIR$3"
}

put 755 "$program" "$PREFIX/bin/pledgebook"

"$program" completion bash >"$made/bash"
"$program" completion zsh >"$made/zsh"
"$program" completion fish >"$made/fish"
put 644 "$made/bash" "$PREFIX/share/bash-completion/completions/pledgebook"
put 644 "$made/zsh" "$ZSH_COMPLETIONS/_pledgebook"
put 644 "$made/fish" "$PREFIX/share/fish/vendor_completions.d/pledgebook.fish"

mkdir "$made/man"
"$program" document manual "$made/man" --date "$(date -u -d "@$(Scripts/sources.sh time)" +%F)"
for page in "$made"/man/*.1; do put 644 "$page" "$PREFIX/share/man/man1/${page##*/}"; done

for page in README.md CHANGELOG.md SECURITY.md Documentation/*; do put 644 "$page" "$PREFIX/share/doc/pledgebook/${page##*/}"; done
for file in Ledger/Accords/* Ledger/Registers/* Ledger/README.md; do
  put 644 "$file" "$PREFIX/share/doc/pledgebook/examples/${file#Ledger/}"
done

for unit in Packaging/systemd/*.service Packaging/systemd/*.timer; do
  sed "s|@bindir@|$PREFIX/bin|" "$unit" >"$made/unit"
  put 644 "$made/unit" "$UNITS/${unit##*/}"
done
put 644 Packaging/systemd/pledgebook.sysusers "$PREFIX/lib/sysusers.d/pledgebook.conf"
