#!/bin/sh
# Installs the plug-ins for this user, in the folders where GIMP 3, Krita and darktable look for them.
# usage: install.sh [gimp] [krita] [darktable]   all three where none is named
#        install.sh --remove [...]               removes them again
set -eu
here=$(cd "$(dirname "$0")" && pwd)
config=${XDG_CONFIG_HOME:-$HOME/.config} data=${XDG_DATA_HOME:-$HOME/.local/share}
gimp=$config/GIMP/3.0/plug-ins krita=$data/krita/pykrita darktable=$config/darktable
luarc_line='require "lacuna"'
remove=no
if [ "${1:-}" = --remove ]; then
    remove=yes
    shift
fi
[ $# -gt 0 ] || set -- gimp krita darktable

remove_one() { # remove_one PROGRAM: what an earlier call installed
    case $1 in
    gimp) rm -rf "$gimp/lacuna" ;;
    krita) rm -rf "$krita/lacuna" "$krita/lacuna.desktop" ;;
    darktable)
        rm -f "$darktable/lua/lacuna.lua"
        [ ! -f "$darktable/luarc" ] || sed -i "/^$luarc_line\$/d" "$darktable/luarc"
        ;;
    *)
        echo "install.sh knows gimp, krita and darktable, not $1" >&2
        exit 2
        ;;
    esac
}

install_one() { # install_one PROGRAM
    case $1 in
    gimp)
        mkdir -p "$gimp/lacuna"
        cp "$here/gimp/lacuna.py" "$here/lacuna_call.py" "$gimp/lacuna"
        chmod +x "$gimp/lacuna/lacuna.py"
        echo "GIMP: start it anew, then Filters > Enhance > Repair with Lacuna"
        ;;
    krita)
        mkdir -p "$krita/lacuna"
        cp "$here/krita/lacuna.desktop" "$krita"
        cp "$here/krita/lacuna/"* "$here/lacuna_call.py" "$krita/lacuna"
        echo "Krita: tick Settings > Configure Krita > Python Plugin Manager > Repair with Lacuna, start it anew, then Tools > Scripts"
        ;;
    darktable)
        mkdir -p "$darktable/lua"
        cp "$here/darktable/lacuna.lua" "$darktable/lua"
        # The last line of a file that a person wrote may have no end.
        [ -z "$(tail -c 1 "$darktable/luarc" 2>/dev/null)" ] || echo >>"$darktable/luarc"
        echo "$luarc_line" >>"$darktable/luarc"
        echo "darktable: start it anew; two buttons stand in the lighttable under selected images"
        ;;
    esac
}

for program in "$@"; do
    remove_one "$program"
    [ "$remove" = yes ] || install_one "$program"
done
