#!/bin/sh
# release.sh [--for-real]
#
# Makes a release of the commit that is checked out: the checks, then a tag, a tarball, a Debian package, the debug symbols,
# a bill of materials, and a file with their digests, in .build/release-VERSION. Without --for-real nothing is tagged and
# the tests are not run: it says what it would do, and makes the files to look at. Nothing is ever pushed or uploaded; what
# to do with the files is printed at the end.
#
# The version is that of the program (Sources/ProgramFacts). CHANGELOG.md has to have a section for it, `## VERSION, DATE`
# for a release and `## Not yet released: VERSION` before. The tag is signed when git is set up to sign (user.signingkey).
set -eu
cd "$(dirname "$0")/.."

real=false
case ${1:-} in
  --for-real) real=true ;;
  '') ;;
  *) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2 ;;
esac
say() { printf 'release: %s\n' "$*" >&2; }
faults=0
fault() { say "$@"; faults=$((faults + 1)); }

version=$(sed -n 's/.*static let version = "\([0-9.]*\)".*/\1/p' Sources/ProgramFacts/ProgramFacts.swift)
tag=v$version
commit=$(Scripts/sources.sh commit)
say "version $version, commit $commit"

# --- What has to be true ----------------------------------------------------------------------------------------------

[ -n "$version" ] || fault "the version is not in Sources/ProgramFacts/ProgramFacts.swift"
case $commit in *-dirty | unknown) fault "the sources are not those of a commit: $commit" ;; esac
[ "$(git rev-parse --abbrev-ref HEAD)" = main ] || fault "this is not the branch main"
! git rev-parse -q --verify "refs/tags/$tag" >/dev/null || fault "the tag $tag is there already"
grep -qE "^## $version, [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md \
  || fault "CHANGELOG.md has no section '## $version, DATE': give the one that is not yet released its date"
python3 -I -S Scripts/mutants.py --check >/dev/null || fault "Tests/Mutants/list.json does not fit the sources"
if $real; then
  [ "$faults" -eq 0 ] || { say "$faults to be mended first; nothing was done"; exit 1; }
  make test
fi

# --- What is made -----------------------------------------------------------------------------------------------------

place=.build/release-$version
rm -rf "$place"
mkdir -p "$place"
make deb
git archive --format=tar --prefix="pledgebook-$version/" HEAD | gzip -9n >"$place/pledgebook-$version.tar.gz"
cp .build/deb/pledgebook_"$version"_*.deb .build/deb/pledgebook.spdx.json "$place/"
gzip -9nc .build/product/pledgebook.debug >"$place/pledgebook-$version.debug.gz"
(cd "$place" && sha256sum -- * >SHA256SUMS)

if $real; then
  if git config user.signingkey >/dev/null; then sign=-s; else sign=-a; fi
  git tag $sign "$tag" -m "Pledgebook $version" -m "$(cat "$place/SHA256SUMS")"
  say "tagged $tag; next, by hand: git push origin main $tag, and hand out what is in $place"
else
  say "a trial: nothing was tagged, no test was run; $faults to be mended before a release"
fi
cat "$place/SHA256SUMS"
[ "$faults" -eq 0 ]
