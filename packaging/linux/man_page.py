"""Prints the man page of `lacuna`, made of what its commands say of themselves."""

from __future__ import annotations

import datetime
import importlib.metadata
import sys
from collections.abc import Iterator
from typing import Any

import typer

from app.cli.commands import commands
from app.cli.help_page import EXIT_MEANINGS, MEANING_BY_EXAMPLE

CONTENT_BY_FOLDER = {
    "~/.config/lacuna": "the settings",
    "~/.local/share/lacuna": "methods that you taught or added",
    "~/.local/state/lacuna": "journals of unsaved work and of folder runs, and the log",
}


def man_page(version: str, day: datetime.date) -> str:
    """The page as roff."""
    group = typer.main.get_group(commands)
    lines = [
        f'.TH LACUNA 1 "{day}" "Lacuna {_escaped(version)}" "User commands"',
        *_section("NAME", "lacuna - repair photos on this machine alone"),
        *_section("SYNOPSIS"),
        *("\\fBlacuna\\fR [\\fIPHOTO\\fR]", ".br", "\\fBlacuna\\fR \\fICOMMAND\\fR [\\fIWORDS\\fR]"),
        *_section("DESCRIPTION", "Without a command, the editor opens.  Commands need no display."),
        *_section("COMMANDS"),
    ]
    for path, command in _commands(group, ()):
        lines += [*_item(" ".join((*path, *_arguments(command)))), _escaped(_plain(command.help))]
        lines += _options(command)
    lines += _section("EXAMPLES")
    for words, meaning in MEANING_BY_EXAMPLE.items():
        lines += [*_item(words), _escaped(meaning)]
    lines += _section("EXIT STATUS")
    for code, meaning in EXIT_MEANINGS.items():
        lines += [*_item(str(int(code))), _escaped(meaning)]
    lines += _section("FILES")
    for path, meaning in CONTENT_BY_FOLDER.items():
        lines += [*_item(path), _escaped(meaning)]
    return "\n".join(lines) + "\n"


def _commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """All commands with their names, those of groups included."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name), command


def _arguments(command: Any) -> list[str]:
    return [one.name.upper() for one in command.params if one.param_type_name == "argument"]


def _options(command: Any) -> Iterator[str]:
    options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    if not options:
        return
    yield ".RS"
    for option in options:
        takes = "" if option.is_flag else f" {option.metavar or option.name.upper()}"
        yield from _item(", ".join(option.opts) + takes)
        yield _escaped(_plain(option.help))
    yield ".RE"


def _section(title: str, text: str = "") -> list[str]:
    return [f".SH {title}", *([_escaped(text)] if text else [])]


def _item(title: str) -> tuple[str, str]:
    return ".TP", f"\\fB{_escaped(title)}\\fR"


def _plain(text: str | None) -> str:
    return " ".join((text or "").replace("`", "").split())


def _escaped(text: str) -> str:
    """Text in which roff sees no commands, and keeps its hyphens."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    sys.stdout.write(man_page(importlib.metadata.version("lacuna"), datetime.date.today()))
