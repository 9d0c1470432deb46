#!/bin/sh
# split.sh BUILT PRODUCT
#
# Takes the debug symbols out of a built program: PRODUCT is the program as it is installed, PRODUCT.debug has the symbols.
# Both bear the build id, by which gdb finds the symbols under /usr/lib/debug/.build-id; `gdb -s PRODUCT.debug PRODUCT`
# takes them from anywhere. Neither has .swift_modhash, digests of the compiler's own command lines, with the folder in
# them, nor a checksum of the other: so that the program is the same bytes wherever it was built, whatever its symbols say.
set -eu
built=$1 product=$2
mkdir -p "$(dirname "$product")"
objcopy --only-keep-debug --remove-section .swift_modhash "$built" "$product.debug"
chmod 644 "$product.debug"
objcopy --strip-all --remove-section .swift_modhash "$built" "$product"
