#!/bin/sh
# fuzz.sh [NAME...]
#
# Runs the harnesses of Tests/Fuzzing, all or those named, each with RUNS inputs (1,000,000): driven by libFuzzer where
# the toolchain brings it, which sees what an input reaches and goes on from there, else by the mutator of our own. An
# input that finds something is left in .build/fuzz/found, and ends this with a status other than 0:
#
#     .build/debug/Fuzzing try NAME FILE
#
# tries it again. Put it into Tests/Fuzzing/Corpus/NAME when the fault is mended, so that every `make test` tries it.
set -eu

runs=${RUNS:-1000000}
cd "$(dirname "$0")/.."
folder=.build/fuzz
found=$folder/found
mkdir -p "$found"
# A second of backtrace for each finding, and the input says it all.
export SWIFT_BACKTRACE=enable=no

# The fuzzer's library lies beside the compiler's others.
resources=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": *"\(.*\)".*/\1/p')
guided=false
for library in "$resources"/clang/lib/*/libclang_rt.fuzzer-*.a "$resources"/clang/lib/*/libclang_rt.fuzzer.a; do
  if [ -e "$library" ]; then guided=true; fi
done

if $guided; then
  swift build -c release --product Fuzzing --sanitize fuzzer -Xswiftc -DLIBFUZZER --scratch-path "$folder/build"
  program=$folder/build/release/Fuzzing
  list=$(PLEDGEBOOK_FUZZ=list "$program")
else
  echo "fuzz: this toolchain has no libFuzzer; the inputs are made without looking at what they reach" >&2
  swift build -c release --product Fuzzing --scratch-path "$folder/build"
  program=$folder/build/release/Fuzzing
  list=$("$program" list)
fi

one() { # NAME LARGEST
  if $guided; then
    # What it learns stays for the next run. No input has more than 64 KiB: whoever asks for 256 MB at once believed what
    # one of them said, and all together, the fuzzer's own tables included, stays below a gigabyte.
    mkdir -p "$folder/corpus/$1"
    PLEDGEBOOK_FUZZ=$1 "$program" -runs="$runs" -max_len="$2" -timeout=30 -rss_limit_mb=1024 -malloc_limit_mb=256 \
      -print_final_stats=1 -verbosity=0 -artifact_prefix="$found/$1-" "$folder/corpus/$1" "Tests/Fuzzing/Corpus/$1" \
      >"$folder/$1.log" 2>&1
  else
    "$program" run "$1" --runs "$runs" --record "$found/$1-input" >"$folder/$1.log" 2>&1
  fi
}

status=0
for name in ${*:-$(echo "$list" | cut -d ' ' -f 1)}; do
  largest=$(echo "$list" | sed -n "s/^$name //p")
  [ -n "$largest" ] || { echo "fuzz: there is no harness $name" >&2; exit 2; }
  began=$(date +%s)
  if one "$name" "$largest"; then
    echo "fuzz: $name: nothing found in $runs inputs, $(($(date +%s) - began)) s"
  else
    echo "fuzz: $name: FOUND something after $(($(date +%s) - began)) s: $folder/$name.log, and the input in $found"
    status=1
  fi
done
exit $status
