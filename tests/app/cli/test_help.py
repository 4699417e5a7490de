"""`lacuna --help`, and completion in a shell."""

from __future__ import annotations

import shlex

import pytest
import typer

from app.__main__ import COMPLETION_VARIABLE, main
from app.cli.commands import COMMAND_NAMES, commands
from app.cli.help_page import MEANING_BY_EXAMPLE
from app.cli.options import Exit


@pytest.mark.parametrize("line", MEANING_BY_EXAMPLE)
def test_the_examples_of_the_help_parse(line: str) -> None:
    program, *words = shlex.split(line)
    assert program == "lacuna"
    if len(words) > 1:
        name, *arguments = words
        group = typer.main.get_group(commands)
        assert group.commands[name].make_context(name, arguments).params


def test_the_help_shows_examples_and_exit_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert main(["--help"]) == Exit.DONE
    shown = capsys.readouterr().out
    assert [line for line in MEANING_BY_EXAMPLE if line not in shown] == []
    assert all(f"{code:d} " in shown.partition("Exit codes: ")[2] for code in Exit)


@pytest.mark.parametrize("words", ["lacuna ", "lacuna repair --m"])
def test_a_shell_completes_commands_and_options(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    monkeypatch.setenv(COMPLETION_VARIABLE, "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    with pytest.raises(SystemExit):
        main([])
    offered = set(capsys.readouterr().out.split())
    assert offered == (COMMAND_NAMES if words == "lacuna " else {"--mask", "--mask-from", "--method"})


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_a_script(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    monkeypatch.setenv(COMPLETION_VARIABLE, f"source_{shell}")
    with pytest.raises(SystemExit):
        main([])
    assert f"{COMPLETION_VARIABLE}=complete_{shell}" in capsys.readouterr().out
