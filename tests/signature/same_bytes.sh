#!/usr/bin/env bash
# Builds the program in other ways than it is shipped, and compares what every build answers with
# the signature that is committed. Without the other compiler it says so and skips that build.
#
#   same_bytes.sh threads PROGRAM    the build at hand, on 1, 2, 7 and 16 threads
#   same_bytes.sh builds             clang++ -O3; g++ -O0 with address and undefined-behaviour sanitisers
#
# A build that gave the same bytes is not asked again until it, a model or the signature changes.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_folder=$(cd "$here/../.." && pwd)
expected=$(cat "$here/signature.txt")
failed=0

compare() { # name program threads
    local found
    found=$("$here/signature.sh" "$2" "$3") || found="no answer"
    if [ "$found" = "$expected" ]; then
        echo "$1, $3 threads: the same bytes"
    else
        echo "$1, $3 threads: $found, not $expected"
        failed=1
        return 1
    fi
}

build() { # preset
    cmake -S "$source_folder" --preset "$1" -DPLIMSOLL_TESTS=OFF >/dev/null &&
        cmake --build "$source_folder/build/$1" --target plimsoll >"$source_folder/build/$1/same_bytes.log" 2>&1 && return 0
    tail -n 30 "$source_folder/build/$1/same_bytes.log"
    echo "$1: the build failed"
    failed=1
    return 1
}

case $1 in
threads)
    for threads in 1 2 7 16; do compare "this build" "$2" "$threads"; done
    ;;
builds)
    export UBSAN_OPTIONS=halt_on_error=1
    for preset in clang asan-ubsan; do
        if [ "$preset" = clang ] && ! command -v clang++ >/dev/null; then
            echo "clang: skipped, clang++ is not installed"
            continue
        fi
        build "$preset" || continue
        program="$source_folder/build/$preset/plimsoll"
        asked=$(cat "$program" "$here"/* "$source_folder"/examples/*.yaml "$source_folder"/tests/operations/*.yaml | sha256sum)
        known="$source_folder/build/$preset/same_bytes.known"
        if [ "$(cat "$known" 2>/dev/null)" = "$asked" ]; then
            echo "$preset: the same bytes, as the last time; nothing has changed since"
        else
            compare "$preset" "$program" 2 && echo "$asked" >"$known"
        fi
    done
    ;;
esac
exit "$failed"
