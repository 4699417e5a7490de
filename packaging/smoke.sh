#!/bin/sh
# Tries an installed Lacuna: no Python on the PATH, no network (where this user may cut it off), an empty home.
# usage: smoke.sh PROGRAM PHOTOS [PART]
#   PHOTOS  the folder resources of the project: its sample photos are repaired
#   PART    quick: what needs no network of torch; window: the editor alone; commands: without it; all (default)
set -eu
program=$(realpath "$1")
photos=$(cd "$2" && pwd)
part=${3:-all}
WAIT_S=300 # for a window, a repair or a file, on however busy a machine
work=$(mktemp -d "${TMPDIR:-/tmp}/lacuna smoke ü.XXXXXX")
background="" language=""
tidy() {
    for process in $background; do kill "$process" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap tidy EXIT
mkdir "$work/home" "$work/tmp" "$work/in" "$work/teach"
offline=""
if unshare -n true 2>/dev/null; then offline="unshare -n"; fi

cd "$work"
run() { # run WORDS: the program, with nothing of this environment but a display where there is one
    # shellcheck disable=SC2086
    $offline /usr/bin/env -i HOME="$work/home" TMPDIR="$work/tmp" PATH=/nonexistent LC_ALL=C.UTF-8 \
        ${display:+DISPLAY=:$display} ${language:+LANGUAGE=$language} "$program" "$@"
}

fail() {
    cat "$work/output" >&2 || true
    echo "FAILED: $*" >&2
    exit 1
}

print_time() { # print_time WHAT: since $started
    milliseconds=$((($(date +%s%N) - started) / 1000000))
    printf '%-28s %6d.%01d s\n' "$1" $((milliseconds / 1000)) $((milliseconds % 1000 / 100))
}

try() { # try WHAT EXPECTED WORDS: the output of the program holds EXPECTED, and it ends with 0
    what=$1 expected=$2
    shift 2
    started=$(date +%s%N)
    run "$@" >"$work/output" 2>&1 || fail "$what"
    grep -q -- "$expected" "$work/output" || fail "$what: no \"$expected\""
    print_time "$what"
}

differ() { # differ A B: both exist, and are not the same
    [ -s "$2" ] || fail "$2 is not there"
    ! cmp -s "$1" "$2" || fail "$2 is as it was"
}

cp "$photos/sample.jpg" "$photos/sample-mask.png" "$photos/samples/old-print.jpg" "$photos/samples/caption.jpg" "$work"
cp "$photos/sample.jpg" "$photos/samples/old-print.jpg" "$work/in"
cp "$photos/cards/"*.jpg "$work/teach"

await() { # await WHAT COMMAND: until the command succeeds
    what=$1 tries=0
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt $((WAIT_S * 10)) ] || fail "$what took more than $WAIT_S s"
        sleep 0.1
    done
}

shown() { DISPLAY=:$display xdotool search --onlyvisible --name "$1" >"$work/windows"; } # shown TITLE: is such a window?

ended() { # ended PROCESS: has this one ended, perhaps without having been waited for?
    [ ! -e "/proc/$1" ] || grep -q '^State:.*Z' "/proc/$1/status"
}

screenshot() { # screenshot NAME: into the folder that LACUNA_SCREENSHOTS names
    [ -z "${LACUNA_SCREENSHOTS:-}" ] || DISPLAY=:$display import -window root "$LACUNA_SCREENSHOTS/$1.png"
}

open_window() { # open_window WHAT
    started=$(date +%s%N)
    run sample.jpg >"$work/output" 2>&1 &
    editor=$!
    background="$editor $background"
    await "the window" shown 'Lacuna$'
    print_time "$1"
}

try_window() { # the editor opens a photo; something is painted with the mouse, repaired, and saved under another name
    if ! command -v Xvfb >/dev/null || ! command -v xdotool >/dev/null; then
        echo "the window                   not tried: Xvfb and xdotool are needed"
        return
    fi
    Xvfb -displayfd 3 -screen 0 1280x900x24 3>"$work/display" 2>/dev/null &
    background="$background $!"
    await "the X server" test -s "$work/display"
    display=$(cat "$work/display")
    open_window "the window is open"
    await "the photo" shown '^sample.jpg — Lacuna$'
    DISPLAY=:$display xdotool windowfocus --sync "$(tail -n 1 "$work/windows")" key ctrl+q
    await "leaving the editor" ended "$editor"
    wait "$editor" || fail "leaving the editor"
    language=de
    open_window "the window, in German"
    await "the photo" shown '^sample.jpg — Lacuna$'
    export DISPLAY=":$display"
    window=$(tail -n 1 "$work/windows")
    xdotool windowfocus --sync "$window" mousemove --window "$window" 450 400 mousedown 1
    for x in 460 470 480 490 500; do xdotool mousemove --window "$window" "$x" 410; done
    xdotool mouseup 1
    screenshot painted
    xdotool key Return
    await "the repair" shown '^sample.jpg\* — Lacuna$'
    screenshot repaired
    xdotool key ctrl+shift+s
    await "the question where to save" shown '^Foto speichern unter'
    xdotool windowfocus --sync "$(tail -n 1 "$work/windows")" key ctrl+a type window.png
    screenshot saving
    xdotool key Return
    await "saving" test -s "$work/window.png"
    unset DISPLAY
    language=""
    echo "the window                   paints, repairs and saves"
}

[ "$part" = window ] || {
    try "the version" '^[0-9][0-9.]*$' --version
    try "the version, once more" '^[0-9][0-9.]*$' --version
    try "methods" '"id": "patchmatch"' methods --json
    try "repair with a mask" 'filled by telea' repair sample.jpg --mask sample-mask.png --method telea -o telea.png
    differ "$work/sample.jpg" "$work/telea.png"
}
[ "$part" != quick ] || { echo "All of it works."; exit 0; }
[ "$part" = commands ] || try_window
[ "$part" != window ] || exit 0
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
try "train teach" '"kind": "done"' train teach --photos teach --out taught --steps 1 --workers 2 --device cpu --json \
    --option "damage=font:font=LeckerliOne-Regular,size=24,colour=#ffffff,opacity=1" --option crop=64 --option batch=1
echo "All of it works."
