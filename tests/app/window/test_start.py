"""The start: quick, with Qt's own plugins, and with nothing heavy on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import environment

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("torch", "cv2", "numba", "skimage", "scipy")


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_window_waits_for_nothing_heavy() -> None:
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; from app.application import Editor; "
        "app = QApplication([]); editor = Editor(app); editor.window.show(); app.processEvents(); "
        f"print([name for name in {HEAVY!r} if name in sys.modules]); editor.window.close()"
    )
    assert run(program).strip() == "[]"


def test_opencvs_qt_folders_are_taken_back() -> None:
    program = (
        "import os, cv2; from app import environment; environment.prepare(); "
        "from PySide6.QtWidgets import QApplication; app = QApplication([]); "
        "print([name for name in environment.OPENCVS if name in os.environ], app.platformName())"
    )
    assert run(program).strip() == "[] offscreen"


def test_the_window_waits_less_for_what_works_beside_it() -> None:
    program = "import sys; from app import environment; environment.prepare(); print(sys.getswitchinterval())"
    assert float(run(program)) < 0.005


@pytest.mark.parametrize("name", environment.OPENCVS)
def test_a_persons_own_qt_folder_stays(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "/opt/qt/plugins")
    environment.prepare()
    assert os.environ[name] == "/opt/qt/plugins"


@pytest.mark.slow
def test_ctrl_c_ends_it() -> None:
    """Sent as soon as the loop runs; a shell may have made the tests ignore it."""
    program = (
        "import os, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication; "
        "from app.application import run_editor; app = QApplication([]); "
        "QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGINT)); run_editor(None)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGINT
