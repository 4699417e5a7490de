"""The plug-ins for GIMP, Krita and darktable, as far as they can be tried without those programs."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import typer
from PIL import Image

from app.cli import commands as cli
from engine.photo import Photo, load, mask_file, save
from engine.photo.layers import REPAIR_LAYER_NAME
from engine.photo.mask_file import MaskReading
from engine.photo.mask_meaning import MaskSource
from engine.pixels.box import Box

PLUGINS = Path(__file__).resolve().parents[2] / "packaging" / "plugins"
LUA_COMMAND = re.compile(r'table\.concat\(\{ (.*?) \}, " "\)')


@pytest.fixture(scope="module")
def plugin() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lacuna_call", PLUGINS / "lacuna_call.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in place of Lacuna; the test writes what it does."""
    path = tmp_path / "lacuna program"
    path.touch(mode=0o755)
    monkeypatch.setenv("LACUNA", str(path))
    return path


def parse(words: list[str]) -> dict[str, Any]:
    group: Any = typer.main.get_command(cli.commands)
    command = group.commands[words[0]]
    return command.make_context(words[0], words[1:], parent=group.make_context("lacuna", list(words))).params


@pytest.mark.parametrize("name", ["lacuna_call.py", "gimp/lacuna.py", "krita/lacuna/__init__.py"])
def test_python_of_other_programs_compiles(name: str) -> None:
    ast.parse((PLUGINS / name).read_text(encoding="utf-8"), feature_version=(3, 9))


def test_the_selection_is_handed_over_as_a_soft_mask(plugin: ModuleType) -> None:
    words = plugin.repair_command("lacuna", Path("photo.png"), Path("mask.pgm"), Path("out.ora"))
    read = parse(words[1:])
    assert (read["mask"], read["mask_from"], read["soft_mask"]) == (Path("mask.pgm"), "luminance", True)


def test_without_a_selection_damage_is_looked_for(plugin: ModuleType) -> None:
    words = plugin.repair_command("lacuna", Path("photo.png"), None, Path("out.ora"))
    assert parse(words[1:])["mask"] is None


def test_darktable_gives_words_that_lacuna_reads() -> None:
    text = (PLUGINS / "darktable" / "lacuna.lua").read_text(encoding="utf-8")
    commands = []
    for joined in LUA_COMMAND.findall(text):
        program, *words = joined.split(", ")
        assert program == "lacuna.quoted(lacuna.program())"
        commands.append(
            ["photo.tif" if word == "lacuna.quoted(file)" else ast.literal_eval(word) for word in words]
        )
    assert [words[0] for words in commands] == ["edit", "repair"]
    assert parse(commands[1])["overwrite"] and parse(commands[0])


def test_a_mask_has_the_greys_of_the_selection(plugin: ModuleType, tmp_path: Path) -> None:
    values = np.array([[0, 90, 255], [0, 0, 1]], np.uint8)
    (tmp_path / "mask.pgm").write_bytes(plugin.mask_bytes(3, 2, values.tobytes()))
    reading = MaskReading(source=MaskSource.LUMINANCE, soft=True)
    assert np.array_equal(mask_file.read(tmp_path / "mask.pgm", (3, 2), reading).mask, values)
    with pytest.raises(ValueError, match="5 values"):
        plugin.mask_bytes(3, 2, bytes(5))


def opened(folder: Path) -> Photo:
    Image.fromarray(np.full((20, 30, 3), 90, np.uint8)).save(folder / "photo.png")
    return load(folder / "photo.png")


def test_the_repair_comes_back_as_a_layer(plugin: ModuleType, tmp_path: Path) -> None:
    photo, box = opened(tmp_path), Box(7, 5, 12, 9)
    photo.before = lambda: opened(tmp_path)
    photo.put(box, np.full((4, 5, 3), 200, np.uint8))
    save(photo, tmp_path / "out.ora")
    layer = plugin.layer_of(tmp_path / "out.ora", tmp_path)
    assert (layer.left, layer.top) == (7, 5) and plugin.LAYER_NAME == REPAIR_LAYER_NAME
    assert np.array_equal(np.asarray(Image.open(layer.path)), np.full((4, 5, 4), (200, 200, 200, 255)))


def test_a_sound_photo_gives_no_layer(plugin: ModuleType, tmp_path: Path) -> None:
    save(opened(tmp_path), tmp_path / "out.ora")
    assert plugin.layer_of(tmp_path / "out.ora", tmp_path) is None


def test_what_lacuna_says_reaches_the_person(plugin: ModuleType, program: Path, tmp_path: Path) -> None:
    program.write_text("#!/bin/sh\necho 'lacuna: the disk is full' >&2\nexit 4\n")
    with pytest.raises(plugin.LacunaFailed, match="the disk is full"):
        plugin.repair(Path.touch, None, tmp_path, lambda: True)


def test_a_missing_program_is_said(
    plugin: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LACUNA", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(plugin, "PROGRAM_FOLDERS", ())
    with pytest.raises(plugin.LacunaFailed, match="was not found"):
        plugin.repair(Path.touch, None, tmp_path, lambda: True)
    monkeypatch.setenv("LACUNA", str(tmp_path / "nowhere"))
    with pytest.raises(plugin.LacunaFailed, match="cannot be started"):
        plugin.repair(Path.touch, None, tmp_path, lambda: True)


def test_a_cancel_ends_the_program(plugin: ModuleType, program: Path, tmp_path: Path) -> None:
    program.write_text(f"#!/bin/sh\necho $$ >'{tmp_path}/pid'\nexec sleep 600\n")
    with pytest.raises(plugin.LacunaCancelled):
        plugin.repair(Path.touch, None, tmp_path, lambda: not (tmp_path / "pid").exists())
    text = (tmp_path / "pid").read_text()
    assert not text or not Path(f"/proc/{int(text)}").exists()


def test_libraries_of_the_other_program_are_not_loaded(
    plugin: ModuleType, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/opt/krita")
    program.write_text('#!/bin/sh\necho "home: $PYTHONHOME." >&2\nexit 4\n')
    with pytest.raises(plugin.LacunaFailed, match=r"home: \."):
        plugin.repair(Path.touch, None, tmp_path, lambda: True)


def test_they_are_installed_and_removed_again(tmp_path: Path) -> None:
    config, data = tmp_path / "Straße 1" / "config", tmp_path / "Straße 1" / "data"
    luarc = config / "darktable" / "luarc"
    luarc.parent.mkdir(parents=True)
    luarc.write_text('require "mine"')
    environment = {**os.environ, "XDG_CONFIG_HOME": str(config), "XDG_DATA_HOME": str(data)}
    install = ["sh", str(PLUGINS / "install.sh")]
    for _ in range(2):
        subprocess.run(install, env=environment, check=True, capture_output=True)
    gimp, krita = config / "GIMP" / "3.0" / "plug-ins" / "lacuna", data / "krita" / "pykrita"
    assert os.access(gimp / "lacuna.py", os.X_OK) and (gimp / "lacuna_call.py").is_file()
    assert (krita / "lacuna.desktop").is_file() and (krita / "lacuna" / "lacuna_call.py").is_file()
    assert luarc.read_text().splitlines() == ['require "mine"', 'require "lacuna"']
    subprocess.run([*install, "--remove"], env=environment, check=True, capture_output=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [luarc]
    assert luarc.read_text().splitlines() == ['require "mine"']
