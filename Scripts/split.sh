#!/bin/sh
# split.sh BUILT PRODUCT
#
# Takes the debug symbols out of a built program: PRODUCT is the program as it is installed, PRODUCT.debug has the symbols,
# and the program names them by its build id and by that name, so that gdb finds them beside it or in /usr/lib/debug.
set -eu
built=$1 product=$2
mkdir -p "$(dirname "$product")"
objcopy --only-keep-debug "$built" "$product.debug"
chmod 644 "$product.debug"
objcopy --strip-all --add-gnu-debuglink="$product.debug" "$built" "$product"
