#!/bin/sh
# Makes a .deb and a .tar.gz of the program that PyInstaller packaged.
# usage: package.sh BUNDLE OUT PYTHON   BUNDLE: dist/lacuna.  PYTHON has Lacuna installed
set -eu
bundle=$1 out=$2 python=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
version=$("$bundle/lacuna" --version)
architecture=$(dpkg --print-architecture)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

share=$folder/share
mkdir -p "$share/applications" "$share/icons/hicolor/scalable/apps" "$share/metainfo" "$share/man/man1" \
    "$share/bash-completion/completions" "$share/zsh/vendor-completions" "$share/fish/vendor_completions.d" "$share/lacuna"
cp "$here/io.github.lacuna_editor.Lacuna.desktop" "$share/applications"
cp -R "$root/packaging/plugins" "$share/lacuna"
cp "$root/resources/icons/lacuna.svg" "$share/icons/hicolor/scalable/apps"
sed "s/@VERSION@/$version/; s/@DATE@/$(date +%F)/" "$here/io.github.lacuna_editor.Lacuna.metainfo.xml" >"$share/metainfo/io.github.lacuna_editor.Lacuna.metainfo.xml"
"$python" "$here/man_page.py" | gzip -9n >"$share/man/man1/lacuna.1.gz"
completion() { _LACUNA_COMPLETE="source_$1" "$bundle/lacuna"; }
completion bash >"$share/bash-completion/completions/lacuna"
completion zsh | sed '/./,$!d' >"$share/zsh/vendor-completions/_lacuna" # zsh looks for #compdef in the first line
completion fish >"$share/fish/vendor_completions.d/lacuna.fish"

copy_bundle() { cp -al "$bundle" "$1" 2>/dev/null || cp -a "$bundle" "$1"; } # hard links where they can be made

mkdir -p "$out"
deb=$folder/deb
mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/lib" "$deb/usr/share/doc/lacuna"
cp -R "$share" "$deb/usr/"
copy_bundle "$deb/usr/lib/lacuna"
ln -s ../lib/lacuna/lacuna "$deb/usr/bin/lacuna"
cat "$root/LICENSE" "$root/LICENSE-WEIGHTS" >"$deb/usr/share/doc/lacuna/copyright"
sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$(du -sk "$deb/usr" | cut -f1)/" \
    "$here/control" >"$deb/DEBIAN/control"
dpkg-deb --root-owner-group -Zzstd -z3 --build "$deb" "$out/lacuna_${version}_$architecture.deb"

name=lacuna-$version-linux-$(uname -m)
tree=$folder/tar/$name
mkdir -p "$tree/lib"
copy_bundle "$tree/lib/lacuna"
cp -R "$share" "$here/install.sh" "$root/LICENSE" "$root/LICENSE-WEIGHTS" "$tree"
tar -C "$folder/tar" --owner=0 --group=0 -c "$name" | gzip -1 >"$out/$name.tar.gz"

ls -l "$out/$name.tar.gz" "$out/lacuna_${version}_$architecture.deb"
