#!/usr/bin/env bash
# Builds the program in other ways than it is shipped, and compares what every build answers with
# the signatures that are committed. Without the other compiler it says so and skips that build.
#
#   same_bytes.sh threads PROGRAM   the build at hand, on 1 and 7 threads
#   same_bytes.sh other             clang++ -O0, in short
#   same_bytes.sh night PROGRAM     on 1, 2 and 16 threads; clang++ -O3; g++ -O0 with address and undefined-behaviour
#                                   sanitisers; in full
#
# A build that gave the same bytes is not asked again until it, a model or the signature changes.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_folder=$(cd "$here/../.." && pwd)
failed=0

compare() { # name program threads [short]
    local found expected
    expected=$(cat "$here/${4-signature}.txt")
    found=$("$here/signature.sh" "$2" "$3" ${4+"$4"}) || found="no answer"
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

ask() { # preset [short]
    if [[ $1 = clang* ]] && ! command -v clang++ >/dev/null; then
        echo "$1: skipped, clang++ is not installed"
        return
    fi
    build "$1" || return
    local program="$source_folder/build/$1/plimsoll" asked known="$source_folder/build/$1/same_bytes.known"
    asked=$(cat "$program" "$here"/* "$source_folder"/tests/operations/*.yaml | sha256sum)
    if [ "$(cat "$known" 2>/dev/null)" = "$asked" ]; then
        echo "$1: the same bytes, as the last time; nothing has changed since"
    else
        compare "$1" "$program" 2 "${@:2}" && echo "$asked" >"$known"
    fi
}

export UBSAN_OPTIONS=halt_on_error=1
case $1 in
threads)
    compare "this build" "$2" 7
    compare "this build" "$2" 1 short
    ;;
other)
    ask clang-o0 short
    ;;
night)
    for threads in 1 2 16; do compare "this build" "$2" "$threads"; done
    ask clang
    ask asan-ubsan
    ;;
esac
exit "$failed"
