#!/bin/sh
# Tries an installed Lacuna: no Python on the PATH, no network (where this user may cut it off), an empty home.
# usage: smoke.sh PROGRAM PHOTOS [--quick]
#   PHOTOS   the folder resources of the project: its sample photos are repaired
#   --quick  what needs no network of torch
set -eu
program=$1
photos=$(cd "$2" && pwd)
quick=${3:-}
work=$(mktemp -d "${TMPDIR:-/tmp}/lacuna smoke ü.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/tmp" "$work/in" "$work/teach"
offline=""
if unshare -n true 2>/dev/null; then offline="unshare -n"; fi

run() { # run WORDS: the program, with nothing of this environment
    # shellcheck disable=SC2086
    (cd "$work" && $offline /usr/bin/env -i HOME="$work/home" TMPDIR="$work/tmp" PATH=/nonexistent LC_ALL=C.UTF-8 \
        "$program" "$@")
}

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

try() { # try WHAT EXPECTED WORDS: the output of the program holds EXPECTED, and it ends with 0
    what=$1 expected=$2
    shift 2
    started=$(date +%s%N)
    run "$@" >"$work/output" 2>&1 || { cat "$work/output" >&2; fail "$what"; }
    grep -q -- "$expected" "$work/output" || { cat "$work/output" >&2; fail "$what: no \"$expected\""; }
    milliseconds=$((($(date +%s%N) - started) / 1000000))
    printf '%-28s %6d.%01d s\n' "$what" $((milliseconds / 1000)) $((milliseconds % 1000 / 100))
}

differ() { # differ A B: both exist, and are not the same
    [ -s "$2" ] || fail "$2 is not there"
    ! cmp -s "$1" "$2" || fail "$2 is as it was"
}

cp "$photos/sample.jpg" "$photos/sample-mask.png" "$photos/samples/old-print.jpg" "$photos/samples/caption.jpg" "$work"
cp "$photos/sample.jpg" "$photos/samples/old-print.jpg" "$work/in"
cp "$photos/samples/"*.jpg "$photos/cards/"*.jpg "$work/teach"

try "the version" '^[0-9][0-9.]*$' --version
try "the version, once more" '^[0-9][0-9.]*$' --version
try "methods" '"id": "patchmatch"' methods --json
try "repair with a mask" 'filled by telea' repair sample.jpg --mask sample-mask.png --method telea -o telea.png
differ "$work/sample.jpg" "$work/telea.png"
[ -n "$quick" ] && { echo "All of it works."; exit 0; }
try "doctor" 'Nothing is wrong' doctor
try "repair with PatchMatch" 'filled by patchmatch' repair sample.jpg --mask sample-mask.png --method patchmatch -o sample.out.jpg
try "... once more" 'filled by patchmatch' repair sample.jpg --mask sample-mask.png --method patchmatch -o again.jpg
cmp -s "$work/sample.out.jpg" "$work/again.jpg" || fail "the same repair gave two results"
try "repair without a mask" 'finds\? w' repair caption.jpg -o caption.out.jpg
differ "$work/caption.jpg" "$work/caption.out.jpg"
try "detect" 'of the photo found by' detect old-print.jpg -o found.png
[ -s "$work/found.png" ] || fail "detect wrote no mask"
try "batch with two workers" '2' batch in out --workers 2
[ -s "$work/out/old-print.jpg" ] || fail "batch wrote no photo"
try "train teach" '"kind": "done"' train teach --photos teach --out taught --steps 2 --workers 2 --device cpu --json \
    --option "damage=font:font=LeckerliOne-Regular,size=24,colour=#ffffff,opacity=1" --option crop=64 --option batch=1
echo "All of it works."
