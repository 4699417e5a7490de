#!/bin/sh
# Tries the packaged program where it cannot write, under a path with a space and an umlaut; as root also as another
# user and without a network.
# usage: try_bundle.sh BUNDLE RESOURCES [PART]   as smoke.sh; BUNDLE: dist/lacuna
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d "${TMPDIR:-/tmp}/Lacuna für alle.XXXXXX")
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cp -al "$1" "$folder/lacuna" 2>/dev/null || cp -a "$1" "$folder/lacuna"
cp -R "$2" "$folder/resources"
cp "$here/smoke.sh" "$folder"
find "$folder" -type d -exec chmod 555 {} +
as=""
if [ "$(id -u)" = 0 ]; then as="unshare -n setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent"; fi
$as sh "$folder/smoke.sh" "$folder/lacuna/lacuna" "$folder/resources" "${3:-all}"
du -sh "$1"
