#!/bin/sh
# split.sh BUILT PRODUCT
#
# Takes the debug symbols out of a built program: PRODUCT is the program as it is installed, PRODUCT.debug has the symbols.
# Both bear the build id, by which gdb finds the symbols under /usr/lib/debug/.build-id; `gdb -s PRODUCT.debug PRODUCT`
# takes them from anywhere. In .swift_modhash, which nothing reads at run time, lie digests of the compiler's own command
# lines with the folder in them: zeros are written over them, so that the program is the same bytes wherever it was built.
set -eu
built=$1 product=$2
mkdir -p "$(dirname "$product")"
size=$(objdump -h "$built" | awk '$2 == ".swift_modhash" { print $3 }')
head -c "$((0x${size:-0}))" /dev/zero >"$product.zeros"
set -- --update-section .swift_modhash="$product.zeros"
[ -n "$size" ] || set --
objcopy --only-keep-debug "$built" "$product.debug"
chmod 644 "$product.debug"
objcopy --strip-all "$@" "$built" "$product"
rm "$product.zeros"
