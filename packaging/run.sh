#!/bin/sh
# Opens the editor on the sample photo, or runs `lacuna ARGS`; without a display, repairs the sample from the command line.
set -eu
lacuna=.venv/bin/lacuna
[ $# -eq 0 ] || exec "$lacuna" "$@"
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    out=${TMPDIR:-/tmp}/lacuna-sample-repaired.png
    echo "There is no display here, so the editor cannot open. Repairing the sample photo from the command line instead."
    "$lacuna" repair resources/sample.jpg --mask resources/sample-mask.png -o "$out" --overwrite
    exit 0
fi
exec "$lacuna" resources/samples/old-print.jpg
