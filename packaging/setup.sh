#!/bin/sh
# Makes the virtual environment and installs what Lacuna needs, Qt's system libraries included where that is allowed.
# usage: setup.sh VENV
set -eu
venv=$1
packages="libegl1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 fonts-dejavu-core libxcb-cursor0
 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"
say() { printf '%s\n' "$*"; }

apt() { # apt PACKAGES: installs them if this user may, else prints the line
    if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo -n"; else root=no; fi
    if [ "$root" = no ] || ! { $root apt-get update -q && DEBIAN_FRONTEND=noninteractive $root apt-get install -qy "$@"; } >/dev/null 2>&1; then
        say "Please run this once, then try again:"
        say "    sudo apt-get update && sudo apt-get install -y $*"
        return 1
    fi
}

missing=""
if command -v dpkg-query >/dev/null 2>&1; then
    for p in $packages; do
        # Ubuntu 24.04 calls some of them <name>t64.
        dpkg-query -W -f '${Status}\n' "$p" "${p}t64" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $p"
    done
fi
if [ -n "$missing" ]; then
    say "Installing system libraries for the window:$missing"
    # shellcheck disable=SC2086
    apt $missing || say "Going on without them; the command line works, the window may not open."
fi

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "Lacuna needs Python 3.11, 3.12 or 3.13:"
    say "    sudo apt-get install -y python3 python3-venv"
    exit 1
fi

if [ ! -x "$venv/bin/pip" ]; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        apt python3-venv || exit 1
    fi
    "$python" -m venv "$venv"
fi

# The default index would bring gigabytes of CUDA to a machine that cannot use them: PyTorch's CPU index goes first there.
index=""
cpu=https://download.pytorch.org/whl/cpu
if [ "$(uname -s)" = Linux ] && ! nvidia-smi >/dev/null 2>&1; then
    if "$venv/bin/python" -c "import urllib.request as u; u.urlopen('$cpu/torch/', timeout=5)" 2>/dev/null; then
        index="--extra-index-url $cpu"
    fi
fi
say "Installing Lacuna into $venv (once; this takes a few minutes)"
# One call for everything, so that torch's pinned version is known before any other package asks for it.
# shellcheck disable=SC2086
"$venv/bin/pip" install -q --disable-pip-version-check $index -e '.[dev]'
say "Preparing the methods (once)"
"$venv/bin/python" -c '
from engine.job import Job
from engine.models import catalog
from engine.photo.jpeg_blocks import warm
catalog.warm()
warm.warm(Job())'
