#!/bin/sh
# Installs a wheel in a new environment, beside the libraries of another one, and tries the program there.
# usage: try_wheel.sh WHEEL VENV
set -eu
wheel=$1
libraries=$("$2/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2/bin/python" -m venv "$folder/venv"
new="$folder/venv/bin"
# The setuptools that Python 3.11 brings would hide the one that torch asks for.
"$new/pip" uninstall -q -y setuptools 2>/dev/null || true
echo "$libraries" >"$("$new/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/libraries.pth"
"$new/pip" install -q --disable-pip-version-check --no-index --no-deps "$wheel"
"$new/pip" check
sh "$(dirname "$0")/smoke.sh" "$new/lacuna" "$(dirname "$0")/../resources" quick
