"""The start: quick, with Qt's own plugins, and with nothing heavy on the way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from app.cli.options import Exit
from app.document.recovery import pending, recover
from app.panels.find import FindPanel

ROOT = Path(__file__).resolve().parents[3]
WINDOWS = ("app.batch.dialog", "app.teach.dialog", "app.compare.dialog", "app.dialogs.add_model")
HEAVY = ("torch", "cv2", "numba", "skimage", "scipy", "http.client", "ssl", "engine.onnx_models", *WINDOWS)


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


def test_opencv_brings_no_qt_of_its_own() -> None:
    program = (
        "import os; before = dict(os.environ); import cv2; "
        "print([name for name, value in os.environ.items() if 'QT' in name and value != before.get(name)])"
    )
    assert run(program).strip() == "[]"


def test_the_window_waits_less_for_what_works_beside_it() -> None:
    program = "import sys; from app import environment; environment.prepare(); print(sys.getswitchinterval())"
    assert float(run(program)) < 0.005


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_and_leaves_no_temporary_file(name: str, tmp_path: Path) -> None:
    """Sent from outside while the loop idles and a photo is being written; a shell may have made the tests
    ignore it.
    """
    program = (
        f"import signal; signal.signal(signal.{name}, signal.default_int_handler); "
        "from pathlib import Path; from PySide6.QtCore import QTimer; "
        "from PySide6.QtWidgets import QApplication; "
        "from app.run import run_editor; from engine.system.atomic import replacing; "
        f"app = QApplication([]); writing = replacing(Path({str(tmp_path)!r}, 'photo.png')); "
        "writing.__enter__(); "
        "QTimer.singleShot(0, lambda: print('runs', flush=True)); run_editor(None)"
    )
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "runs\n"
        assert len(list(tmp_path.iterdir())) == 1
        process.send_signal(getattr(signal, name))
        assert process.wait() == -getattr(signal, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_mask_is_in_the_journal_when_a_signal_ends_it(tmp_path: Path) -> None:
    """Just painted, and not flushed yet."""
    photo = tmp_path / "photo.png"
    Image.new("RGB", (64, 48), "grey").save(photo)
    program = (
        "import signal; signal.signal(signal.SIGTERM, signal.default_int_handler); "
        "import numpy as np; from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication; "
        "import app.application as application; from app.run import run_editor; "
        "from engine.pixels.box import Box; from pathlib import Path; "
        "app = QApplication([]); kept = []; "
        "opened = application.Editor.open; "
        "application.Editor.open = lambda self, photo: (kept.append(self), opened(self, photo)); "
        "paint = lambda edit: edit.paint(Box(5, 5, 20, 20), np.full((15, 15), 255, np.uint8)); "
        "ask = QTimer(); "
        "begin = lambda document: (paint(edit := document.begin('Brush stroke')), edit.commit(), "
        "ask.stop(), print('painted', flush=True)); "
        "ask.timeout.connect(lambda: kept and kept[0].session.document and not kept[0].session.busy "
        "and begin(kept[0].session.document)); ask.start(20); "
        f"run_editor(Path({str(photo)!r}))"
    )
    place = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")}
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, cwd=ROOT, env=place, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "painted\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait() == -signal.SIGTERM
    (entry,) = pending(tmp_path / "state" / "lacuna" / "journals")
    back = recover(entry)
    assert np.count_nonzero(back.mask) == 15 * 15 and not entry.photo_changed
    back.close()


NO_SCREEN = {
    "display": {"DISPLAY": ":9999", "QT_QPA_PLATFORM": "xcb"},
    "wayland": {"WAYLAND_DISPLAY": "wayland-99", "QT_QPA_PLATFORM": "wayland"},
    "platform": {"QT_QPA_PLATFORM": "no-such-platform"},
}


@pytest.mark.slow
@pytest.mark.parametrize("screen", NO_SCREEN)
def test_a_screen_that_does_not_answer_is_one_line(screen: str) -> None:
    place = os.environ | NO_SCREEN[screen]
    words = [sys.executable, "-m", "app"]
    done = subprocess.run(words, cwd=ROOT, env=place, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.NOTHING_DONE
    assert done.stderr.startswith("lacuna: There is no screen to open the editor on: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["edit", "photo.png"]])
def test_a_library_that_the_system_lacks_is_one_line(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)  # Its import raises ImportError.
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (64, 48), "grey").save("photo.png")
    assert main(words) == Exit.NOTHING_DONE
    said = capsys.readouterr().err
    assert said.startswith("lacuna: The window needs a library that this system lacks: ")
    assert said.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["XDG_STATE_HOME", "XDG_CONFIG_HOME"])
def test_a_closed_home_is_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    place = os.environ | {name: str(tmp_path / "file")}
    words = [sys.executable, "-m", "app"]
    done = subprocess.run(words, cwd=ROOT, env=place, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.NOTHING_DONE
    assert done.stderr.startswith("lacuna: Lacuna's own folder cannot be used: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("localedef") is None, reason="needs localedef")
def test_it_opens_where_i_has_a_dotted_capital(tmp_path: Path) -> None:
    words = ["localedef", "-f", "UTF-8", "-i", "tr_TR", str(tmp_path / "tr_TR.UTF-8")]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("the sources of locales are not installed")
    program = (
        "from PySide6.QtWidgets import QApplication; import locale; from app.application import Editor; "
        "app = QApplication([]); editor = Editor(app); "
        "editor.window.show(); app.processEvents(); print(locale.setlocale(locale.LC_CTYPE)); "
        "editor.window.close()"
    )
    place = os.environ | {"LOCPATH": str(tmp_path), "LC_ALL": "tr_TR.UTF-8"}
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, cwd=ROOT, env=place, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "tr_TR.UTF-8\n"), done.stderr


def test_what_is_looked_for_has_its_place_from_the_start(make_visitor) -> None:
    visitor = make_visitor()
    panel = visitor.editor.window.findChild(FindPanel)
    boxes = (panel.kinds, panel.detector)
    assert all(box.isVisibleTo(panel) and not box.isEnabledTo(panel) for box in boxes)
    visitor.open(None)
    assert all(box.isVisibleTo(panel) and box.isEnabledTo(panel) for box in boxes)
