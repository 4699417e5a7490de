"""Teaching for real, with a tiny network: from opening the dialog to the method in every list."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PIL import Image
from skimage import data

from app.__main__ import main
from app.jobs import command
from app.teach.training import State

SMALL = Path(__file__).parents[3] / "fakes" / "small_training.py"


class Answers:
    def __init__(self, file: Path) -> None:
        self.file = file

    def parcel(self) -> Path:
        return self.file

    def parcel_name(self, offer: str) -> Path:
        assert offer == "our-subtitles.lacuna"
        return self.file

    def remove(self, title: str) -> bool:
        return title == "Our subtitles"


@pytest.fixture
def dialog(make_visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """On a folder of eight real photos."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("astronaut", "chelsea", "coffee", "rocket"):
        pixels = getattr(data, name)()
        Image.fromarray(pixels[:280, :280]).save(folder / f"{name}.png")
        Image.fromarray(pixels[-280:, -280:]).save(folder / f"{name}-2.png")
    monkeypatch.setattr(command, "own_command", lambda words: [sys.executable, str(SMALL), *words])
    monkeypatch.setattr(command, "NICENESS", 0)  # other tests may run beside
    monkeypatch.setattr("app.teach.dialog.TeachQuestions", lambda _: Answers(tmp_path / "ours.lacuna"))
    visitor = make_visitor()
    visitor.open(None)
    visitor.act("teach")
    dialog = visitor.editor.beside.teach_dialog
    visitor.bot.waitUntil(lambda: dialog.learning is not None)
    dialog.lesson.photos.set(str(folder))
    visitor.bot.waitUntil(lambda: dialog.foot.start_button.isEnabled())
    dialog.visitor = visitor
    return dialog


@pytest.mark.slow
def test_from_opening_to_every_list_and_back(dialog, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    editor, bot = dialog.visitor.editor, dialog.visitor.bot

    def until(true) -> None:
        bot.waitUntil(true)

    # Learning, and enough of it.
    dialog.foot.start_button.click()
    until(lambda: bool(dialog.learning.psnr.points))
    assert dialog.learning.loss.points and not dialog.learning.watched.empty
    dialog.foot.stop_button.click()
    # The gate.
    until(lambda: editor.beside.teaching.state == State.JUDGED)
    assert editor.beside.teaching.verdict is not None, editor.beside.teaching.error
    assert {score.method for score in editor.beside.teaching.verdict.scores} >= {"new", "telea", "biharmonic"}
    # Kept: in the window, on the command line.
    dialog.result_page.field.setText("Our subtitles")
    dialog.foot.keep_button.click()
    until(lambda: "our-subtitles" in editor.methods.known and bool(dialog.shelf.cards))
    assert editor.methods.known["our-subtitles"].taught and "our-subtitles" in editor.methods.detectors
    editor.main_bar.method.menu().aboutToShow.emit()
    listed = [action.text() for action in editor.main_bar.method.menu().actions()]
    assert any(text.startswith("Our subtitles") and "taught" in text for text in listed)
    editor.repairs.choose_method("our-subtitles")
    assert editor.finds.wanted.detector == "our-subtitles"
    assert main(["methods", "--json"]) == 0
    assert "our-subtitles" in {one["id"] for one in json.loads(capsys.readouterr().out)}
    # Passed on, forgotten, and had back.
    dialog.shelf.cards[0].export_button.click()
    until((tmp_path / "ours.lacuna").exists)
    until(lambda: not editor.beside.shelf.busy)
    dialog.shelf.cards[0].remove_button.click()
    until(lambda: not dialog.shelf.cards and "our-subtitles" not in editor.methods.known)
    dialog.foot.import_button.click()
    until(lambda: bool(dialog.shelf.cards) and "our-subtitles" in editor.methods.known)
    assert dialog.foot.headline.text() == "Our subtitles is among the methods now."
