#!/bin/sh
# Installs Lacuna, which lies beside this file, for this user, or for everybody where root runs it.
# usage: install.sh [PREFIX]            copies everything to PREFIX (~/.local, root: /usr/local)
#        install.sh --remove [PREFIX]   removes it again; settings and what was taught stay
set -eu
here=$(cd "$(dirname "$0")" && pwd)
shared_files() { (cd "$here/share" && find . -type f); }

remove=no
if [ "${1:-}" = --remove ]; then
    remove=yes
    shift
fi
if [ "$(id -u)" = 0 ]; then prefix=${1:-/usr/local}; else prefix=${1:-$HOME/.local}; fi

if [ "$remove" = yes ]; then
    shared_files | while read -r file; do rm -f "$prefix/share/$file"; done
    (cd "$here/share" && find . -mindepth 1 -depth -type d) | while read -r folder; do
        rmdir "$prefix/share/$folder" 2>/dev/null || true # others may have files there
    done
    rm -rf "$prefix/lib/lacuna" "$prefix/bin/lacuna"
else
    mkdir -p "$prefix/bin" "$prefix/lib"
    rm -rf "$prefix/lib/lacuna"
    cp -R "$here/lib/lacuna" "$prefix/lib/"
    chmod -R u+w "$prefix/lib/lacuna" # it may be copied from where nobody can write
    shared_files | while read -r file; do install -D -m 644 "$here/share/$file" "$prefix/share/$file"; done
    prefix=$(cd "$prefix" && pwd)
    # A desktop's menu may know another PATH than this shell: it is given the whole path.
    sed -i "s|^Exec=lacuna|Exec=\"$prefix/lib/lacuna/lacuna\"|" "$prefix/share/applications/io.github.lacuna_editor.Lacuna.desktop"
    ln -sf ../lib/lacuna/lacuna "$prefix/bin/lacuna"
fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q "$prefix/share/applications" || true; fi
if [ "$remove" = yes ]; then
    echo "Lacuna is removed from $prefix."
    exit 0
fi
echo "Lacuna is installed: $prefix/bin/lacuna"
case ":$PATH:" in
*":$prefix/bin:"*) ;;
*) echo "This shell does not look for programs in $prefix/bin; add it to PATH, or start Lacuna from the menu." ;;
esac
