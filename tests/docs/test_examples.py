"""The examples in docs/*.md: every command line parses; those in plain ```sh blocks are run.

A block is run in a folder of its own that holds photo.jpg, mask.png, mask.json, stamp.png, lama.onnx (a tiny
model) and the folders scans, masks and photos.  A ```sh parse block trains, or needs what one made: the real
parsers read its lines, and stop.  A block of library.md is run as Python.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
import typer
from PIL import Image, ImageDraw

import trainer.cli.commands
import trainer.experiments.__main__
from app.__main__ import main
from app.cli import commands as cli
from tests.fakes.onnx_files import onnx_bytes

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"^```sh( parse)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LIBRARY = DOCS / "library.md"
SMALL = {"evaluate": ["--limit", "1", "--size", "64"]}  # added where a line is run
SIZE = (120, 90)
PARSERS: dict[tuple[str, ...], Callable[[list[str]], int]] = {
    ("python", "-m", "trainer"): trainer.cli.commands.main,
    ("python", "-m", "trainer.experiments"): trainer.experiments.__main__.main,
}


@dataclass(frozen=True)
class Block:
    page: str
    number: int  # on its page, from 1
    parsed_only: bool
    lines: tuple[tuple[str, ...], ...]  # each command as words

    def __str__(self) -> str:
        return f"{self.page}-{self.number}"


class Parsed(BaseException):
    """Stops a command once its words were read; no `except Exception` may swallow it."""


def blocks() -> list[Block]:
    found = []
    for page in sorted(DOCS.glob("*.md")):
        for number, match in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1):
            joined = match[2].replace("\\\n", " ")
            lines = tuple(tuple(shlex.split(line, comments=True)) for line in joined.splitlines() if line)
            found.append(Block(page.stem, number, bool(match[1]), lines))
    return found


def test_there_are_examples_of_every_command() -> None:
    shown = {line[1] for block in blocks() for line in block.lines if line[0] == "lacuna"}
    assert shown == set(cli.COMMAND_NAMES)


@pytest.mark.parametrize("command", ["edit", "repair", "batch", "detect", "methods", "doctor"])
def test_the_synopsis_has_every_option(command: str) -> None:
    synopsis = (
        (DOCS / "command-line.md").read_text(encoding="utf-8").partition("```text")[2].partition("```")[0]
    )
    group: Any = typer.main.get_command(cli.commands)
    (shown,) = re.findall(rf"^lacuna {command}.*?(?=^lacuna|\Z)", synopsis, re.MULTILINE | re.DOTALL)
    shown_to_people = [one for one in group.commands[command].params if not getattr(one, "hidden", False)]
    options = {option for parameter in shown_to_people for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", shown)) == {
        option for option in options if option.startswith("--")
    } - {
        "--help",
        "--out",  # written as -o
    }


@pytest.mark.parametrize("block", blocks(), ids=str)
def test_every_example_parses(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in block.lines:
        if line[0] == "lacuna":
            parse(line[1:], monkeypatch)
        elif line[0] == "python":
            read_only(PARSERS[line[:3]], line[3:], monkeypatch)
        else:
            assert line[0] in {"make", "pip", "dask"}, line


def parse(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Typer's own commands are asked for their context; the others hand the words to the trainer's parser."""
    group: Any = typer.main.get_command(cli.commands)
    name, rest = words[0], list(words[1:])
    assert name in group.commands, f"lacuna has no command {name!r}"
    if group.commands[name].ignore_unknown_options:
        read_only(main, words, monkeypatch)
    else:
        command, parent = group.commands[name], group.make_context("lacuna", list(words))
        if hasattr(command, "commands"):  # a group, whose own command comes next
            assert rest[0] in command.commands, f"lacuna {name} has no command {rest[0]!r}"
            command = command.commands[rest.pop(0)]
        command.make_context(command.name, rest, parent=parent)


def read_only(
    command: Callable[[list[str]], int], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run the command up to where argparse has read its words."""
    read = argparse.ArgumentParser.parse_args

    def stop(parser: argparse.ArgumentParser, *given: Any) -> None:
        read(parser, *given)
        raise Parsed

    with monkeypatch.context() as patch, pytest.raises(Parsed):
        patch.setattr(argparse.ArgumentParser, "parse_args", stop)
        command(list(words))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the examples name: photos with a line of text, a mask of it, and folders of both."""
    scans, masks, photos = (tmp_path / name for name in ("scans", "masks", "photos"))
    for made in (scans, masks, photos):
        made.mkdir()
    rng = np.random.default_rng(3)
    smooth = Image.fromarray(rng.integers(60, 190, (6, 8, 3), np.uint8)).resize(
        SIZE, Image.Resampling.BICUBIC
    )
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).text((20, 36), "Summer", fill=255, font_size=22)
    written = smooth.copy()
    written.paste((255, 255, 255), mask=mask)
    for name in ("one", "two"):
        written.save(scans / f"{name}.jpg", quality=95)
        mask.save(masks / f"{name}.png")
    for number in range(3):
        smooth.rotate(120 * number).save(photos / f"{number}.png")
    written.save(tmp_path / "photo.jpg", quality=95)
    mask.save(tmp_path / "mask.png")
    shape = {"shape_type": "rectangle", "points": [[16, 34], [102, 62]]}
    labelme = {"imageWidth": SIZE[0], "imageHeight": SIZE[1], "shapes": [shape]}
    (tmp_path / "mask.json").write_text(json.dumps(labelme))
    mask.crop((0, 20, 120, 70)).save(tmp_path / "stamp.png")
    (tmp_path / "lama.onnx").write_bytes(onnx_bytes("small"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("block", [block for block in blocks() if not block.parsed_only], ids=str)
def test_the_example_runs(block: Block, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in block.lines:
        assert line[0] == "lacuna", "only lacuna is run here: mark the block as ```sh parse"
        code = main([*line[1:], *SMALL.get(line[1], ())])
        printed = capsys.readouterr()
        assert code == cli.Exit.DONE, (line, printed.err)
        assert all((folder / line[at + 1]).exists() for at, word in enumerate(line) if word == "-o")


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("example", PYTHON.findall(LIBRARY.read_text(encoding="utf-8")))
def test_the_library_example_runs(example: str) -> None:
    exec(example, {})


TABLES = {"folders", "libraries", "weights", "scores"}  # keys of reports
JSON = {
    "repair": "repair photo.jpg --mask mask.png -o out.png --method telea --json",
    "repair without a mask": "repair photo.jpg -o out.png --json",
    "batch": "batch scans repaired --masks masks --method telea --json",
    "detect": "detect photo.jpg -o out.png --json",
    "methods": "methods --json",
    "doctor": "doctor --json",
    "evaluate": "evaluate --photos photos --corruption text --methods telea --limit 1 --size 64 --json",
}


def explained_keys(command: str) -> set[str]:
    """The words in backticks of that command's entry under "Keys of --json"."""
    page = (DOCS / "command-line.md").read_text(encoding="utf-8").partition("## Keys of `--json`")[2]
    entry = re.search(rf"^- `{command}`[:,](.*?)(?=^- |^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert entry, f"command-line.md does not explain the keys of {command}"
    return set(re.findall(r"`([^`]+)`", entry[1]))


@pytest.mark.slow
@pytest.mark.parametrize("command", JSON)
@pytest.mark.usefixtures("folder")
def test_every_key_of_json_is_explained(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(JSON[command].split()) == cli.Exit.DONE
    report = json.loads(capsys.readouterr().out)
    rows = report if isinstance(report, list) else [report, *report.get("files", []), *report.get("rows", [])]
    name = command.split()[0]
    assert {key for row in rows for key in row} <= explained_keys(name)
    if name == "evaluate":  # its rows are a table of measurements for a person
        return
    schema = json.loads((DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    assert keys(report) <= named_keys(schema)


def keys(value: Any) -> set[str]:
    """All keys of a report but those of tables, which are names."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    inner = [keys(one) for key, one in value.items() if key not in TABLES]
    return set(value).union(*inner)


def named_keys(schema: dict[str, Any]) -> set[str]:
    """All keys that a schema knows."""
    inner = [*schema.get("properties", {}).values(), schema.get("items", {})]
    return set(schema.get("properties", {})).union(*(named_keys(one) for one in inner if one))
