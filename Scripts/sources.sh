#!/bin/sh
# sources.sh commit|time
#
# What the sources are: their commit, 40 hexadecimal digits with -dirty behind them when files were changed since, or
# "unknown"; and the time of it in seconds since 1970, which everything that is built bears in place of the present one
# (https://reproducible-builds.org/specs/source-date-epoch/). A clone asks git, an archive of `git archive` brings both.
set -eu
cd "$(dirname "$0")/.."

commit=unknown time=0
if [ -e .git ] && command -v git >/dev/null 2>&1; then
  commit=$(git -c safe.directory="$PWD" describe --always --abbrev=40 --exclude '*' --dirty 2>/dev/null) || commit=unknown
  time=$(git -c safe.directory="$PWD" log -1 --format=%ct 2>/dev/null) || time=0
else
  read -r first second <Packaging/commit || true
  case $first in *[!0-9a-f]* | '') ;; *) commit=$first time=$second ;; esac
fi
case ${1:-commit} in
  commit) echo "$commit" ;;
  time) echo "${SOURCE_DATE_EPOCH:-$time}" ;;
  *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2 ;;
esac
