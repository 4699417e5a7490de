"""`lacuna edit`: its exit codes, and what it says before a window opens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.cli.options import Exit

ROOT = Path(__file__).resolve().parents[3]
PRESS = """
import sys
from PySide6.QtCore import QTimer
from app.external_edit import ExternalEditor
from app.__main__ import main

show = ExternalEditor.open
def watched(self, photo):
    show(self, photo)
    timer = QTimer(self, interval=20)
    timer.timeout.connect(lambda: self.session.document and not self.document_jobs.busy
                          and (timer.stop(), self.line.{button}.click()))
    timer.start()
ExternalEditor.open = watched
sys.exit(main(["edit", sys.argv[1]]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("button", "code"), [("done", Exit.DONE), ("cancel", Exit.CANCELLED)])
def test_the_program_that_waits_learns_which_button_it_was(photo: Path, button: str, code: Exit) -> None:
    before = photo.read_bytes()
    words = [sys.executable, "-c", PRESS.format(button=button), str(photo)]
    done = subprocess.run(words, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
    assert photo.read_bytes() == before


def test_what_cannot_be_edited_ends_before_a_window(
    tmp_path: Path, photo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.run.run_external_edit", lambda _: pytest.fail("a window was opened"))
    text = tmp_path / "notes.txt"
    text.write_text("no photo")
    for path in (tmp_path / "gone.tif", tmp_path, text):
        assert main(["edit", str(path)]) == Exit.NOTHING_DONE
        assert capsys.readouterr().err.startswith("lacuna: ")

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("app.cli.edit.check_writable", refuse)
    assert main(["edit", str(photo)]) == Exit.NOTHING_DONE
    assert "writing there is not allowed" in capsys.readouterr().err
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["edit", str(photo)]) == Exit.NOTHING_DONE
    assert "screen" in capsys.readouterr().err.lower()
