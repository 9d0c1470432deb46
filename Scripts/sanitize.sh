#!/bin/sh
# sanitize.sh thread|address [FILTER]
#
# Runs the tests of everything that holds a C handle or works on several threads under a sanitizer, in a scratch folder
# of its own. A finding, or a test that fails, ends with a status other than 0.
#
# The thread sanitizer sees only what it compiled. The Mutex of Swift's library is not: everything that it guards would
# be a finding. So for that run the sources are copied, and each target that imports the library gets a Mutex over
# pthread's, which the sanitizer knows; a declaration of a module's own goes before an imported one.
#
# Leaks count as well: they tell of a C handle that nobody frees. Fixtures that are kept for the whole run in an enum's
# spare bits look leaked, since the checker reads plain pointers only: TransparencyLogTests and PublicationTests have such.
set -eu

sanitizer=${1:-}
tests='LedgerWriterTests|ServiceTests|StorageTests|TamperingTests|VerificationTests'
case $sanitizer in
  thread) ;;
  address) tests="$tests|CanonicalJSONTests|CryptographyTests" ;;
  *) echo "usage: $0 thread|address [FILTER]" >&2; exit 2 ;;
esac
cd "$(dirname "$0")/.."
scratch=$PWD/.build/sanitize-$sanitizer
mkdir -p "$scratch"

if [ "$sanitizer" = thread ]; then
  rm -rf "$scratch/sources"
  mkdir -p "$scratch/sources"
  # With their times, so that only what changed is built again. What tests only read is linked, and keys stay where they
  # are.
  cp -Rp Package.swift Plugins Sources Tests "$scratch/sources"
  ln -s "$PWD/Ledger" "$PWD/Documentation" "$PWD/README.md" "$scratch/sources"
  for folder in Sources/* Tests/*; do
    grep -rqs 'import Synchronization' "$folder" || continue
    cp -p Scripts/PthreadMutex.swift "$scratch/sources/$folder/PthreadMutex.swift"
  done
  cd "$scratch/sources"
fi

swift build --build-tests --sanitize "$sanitizer" --scratch-path "$scratch/build"
ASAN_OPTIONS="detect_leaks=1 ${ASAN_OPTIONS:-}" TSAN_OPTIONS="exitcode=66 ${TSAN_OPTIONS:-}" \
  swift test --skip-build --disable-xctest --sanitize "$sanitizer" --scratch-path "$scratch/build" \
  --filter "${2:-$tests}"
