"""The Teach dialog in the real window; the training is one that only says what a training says."""

from __future__ import annotations

import errno
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent
from PySide6.QtTest import QTest
from skimage import data

from app.jobs import command
from app.teach.dialog import TeachDialog
from app.teach.lessons import EXAMPLES
from app.teach.options import ColourField, FontField
from app.teach.texts import reasons
from app.teach.training import State, Teaching

FAKE = Path(__file__).parents[2] / "fakes" / "teaching.py"


@dataclass
class TeachAnswers:
    """What the person would answer."""

    file: Path | None = None
    sure: bool = True
    leave: str = "later"
    asked: list[str] = field(default_factory=list)

    def folder(self, title: str, start: Path | None) -> Path | None:  # noqa: ARG002
        return self.file

    picture = folder

    def colour(self, title: str, start: QColor) -> QColor | None:  # noqa: ARG002
        return QColor("#ff8800")

    def parcel(self) -> Path | None:
        return self.file

    def parcel_name(self, offer: str) -> Path | None:  # noqa: ARG002
        return self.file

    def discard(self, words: str) -> bool:
        self.asked.append(words)
        return self.sure

    remove = discard

    def leaving(self) -> str:
        self.asked.append("leaving")
        return self.leave


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> TeachAnswers:
    found = TeachAnswers()
    monkeypatch.setattr("app.teach.dialog.TeachQuestions", lambda _: found)
    monkeypatch.setattr(command, "own", lambda words: [sys.executable, str(FAKE), *words])
    return found


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of three photos, and a file that is none."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, pixels in (("cat", data.chelsea()), ("cup", data.coffee()), ("eye", data.astronaut())):
        Image.fromarray(pixels[:200, :220]).save(folder / f"{name}.png")
    (folder / "broken.png").write_bytes(b"no picture")
    return folder


@pytest.fixture
def dialog(make_visitor, answers: TeachAnswers) -> TeachDialog:  # noqa: ARG001
    """The dialog on its first page."""
    visitor = make_visitor()
    visitor.open(None)
    return show(visitor)


def test_until_it_is_known_what_can_be_taught_only_closing_is_offered(make_visitor, answers, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr("app.teach.lessons.Lessons.load", lambda _: None)
    visitor = make_visitor()
    visitor.open(None)
    visitor.act("teach")
    dialog = visitor.editor.beside.teach_dialog
    assert [button for button in dialog._buttons if button.isVisible()] == [dialog.close_button]
    assert dialog.waiting.isVisible() and dialog.waiting.text() and not dialog.bar.isVisible()


def show(visitor) -> TeachDialog:
    visitor.act("teach")
    dialog = visitor.editor.beside.teach_dialog
    visitor.bot.waitUntil(lambda: dialog.learning is not None)
    dialog.visitor = visitor
    return dialog


def until(dialog: TeachDialog, true) -> None:
    dialog.visitor.bot.waitUntil(true)


def drawn(dialog: TeachDialog, photos: Path) -> None:
    """On these photos."""
    dialog.lesson.photos.set(str(photos))
    until(dialog, lambda: dialog.start_button.isEnabled())


def choose(dialog: TeachDialog, kind: str) -> None:
    dialog.lesson.kind.setCurrentIndex(dialog.lesson.kind.findData(kind))
    dialog.lesson.kind.activated.emit(dialog.lesson.kind.currentIndex())


def stands(dialog: TeachDialog, state: State) -> None:
    until(dialog, lambda: dialog.visitor.editor.beside.teaching.state == state)


def learning(dialog: TeachDialog, photos: Path) -> None:
    """Started, with something to see."""
    drawn(dialog, photos)
    dialog.start_button.click()
    until(dialog, lambda: bool(dialog.learning.psnr.points))


def judged(dialog: TeachDialog, photos: Path) -> None:
    learning(dialog, photos)
    dialog.stop_button.click()
    stands(dialog, State.JUDGED)


# The lesson


def test_twelve_examples_follow_what_is_set(dialog: TeachDialog, photos: Path) -> None:
    drawn(dialog, photos)
    before = list(dialog.lesson.examples.images)
    assert len(before) == EXAMPLES
    colour = dialog.lesson.findChild(ColourField)
    colour.button.click()
    until(dialog, lambda: dialog._drawn is not None)
    assert dialog.lesson.draft.own == {"colour": "#ff8800"}
    assert list(dialog.lesson.examples.images) != before
    assert "4 photos" in dialog.lesson.counted.text()


def test_every_kind_of_damage_can_be_chosen(dialog: TeachDialog, photos: Path) -> None:
    drawn(dialog, photos)
    for kind in dialog._lessons.known.kinds:
        choose(dialog, kind)
        assert dialog.lesson.draft.kind == kind
    choose(dialog, "mark")
    until(dialog, lambda: dialog.lesson.hint.isVisible())
    assert dialog.lesson.hint.text() == "Still missing on the left: Picture"
    assert not dialog.start_button.isEnabled()
    choose(dialog, "scratches")
    until(dialog, lambda: dialog.start_button.isEnabled())


def test_pairs_bring_their_own_clean_photos(dialog: TeachDialog, photos: Path, tmp_path: Path) -> None:
    for name in ("damaged", "clean"):
        (tmp_path / "pairs" / name).mkdir(parents=True)
        for file in photos.glob("c*.png"):
            (tmp_path / "pairs" / name / file.name).write_bytes(file.read_bytes())
    choose(dialog, "pairs")
    dialog.lesson._set_option("folder", str(tmp_path / "pairs"))
    until(dialog, lambda: dialog.start_button.isEnabled())
    assert dialog.lesson.draft.clean == tmp_path / "pairs" / "clean"


def test_a_folder_without_photos_is_said_plainly(dialog: TeachDialog, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    dialog.lesson.photos.set(str(tmp_path / "none"))
    until(dialog, lambda: "There are no photos in this folder" in dialog.lesson.hint.text())
    assert not dialog.start_button.isEnabled()


def test_a_font_is_found_by_a_part_of_its_name(dialog: TeachDialog) -> None:
    fonts = dialog.lesson.findChild(FontField)
    fonts.lineEdit().selectAll()
    QTest.keyClicks(fonts.lineEdit(), "kristi")
    QTest.keyClick(fonts.lineEdit(), Qt.Key.Key_Return)
    assert dialog.lesson.draft.own["font"] == "Kristi"
    fonts.lineEdit().setText("no such font")
    fonts.lineEdit().editingFinished.emit()
    assert fonts.currentText() == "Kristi Medium"


def test_enter_in_a_field_starts_nothing(dialog: TeachDialog, photos: Path) -> None:
    drawn(dialog, photos)
    QTest.keyClick(dialog.lesson.photos.line, Qt.Key.Key_Return)
    assert dialog.visitor.editor.beside.teaching.state == State.IDLE


def test_what_was_set_is_there_the_next_time(make_visitor, answers: TeachAnswers, photos: Path) -> None:  # noqa: ARG001
    first = make_visitor()
    first.open(None)
    dialog = show(first)
    choose(dialog, "scratches")
    dialog.lesson._set_option("dust", 7)
    dialog.lesson.photos.set(str(photos))
    dialog.reject()
    first.editor.window.close()
    second = make_visitor()
    second.open(None)
    draft = show(second).lesson.draft
    assert (draft.kind, draft.own, draft.photos) == ("scratches", {"dust": 7}, str(photos))


# The training


def test_curves_photos_and_time_are_shown_while_it_learns(dialog: TeachDialog, photos: Path) -> None:
    learning(dialog, photos)
    until(dialog, lambda: not dialog.learning.watched.empty)
    assert dialog.learning.isVisible() and dialog.bar.isVisible()
    assert dialog.learning.loss.points[0][1] > dialog.learning.loss.points[-1][1]
    assert "about 40 min left" in dialog.text.text()
    assert "Biharmonic, given the true mask" in dialog.learning.psnr.legend.text()


def test_it_is_paused_and_goes_on(dialog: TeachDialog, photos: Path) -> None:
    teaching = dialog.visitor.editor.beside.teaching
    learning(dialog, photos)
    dialog.pause_button.click()
    assert not dialog.pause_button.isVisible()
    stands(dialog, State.PAUSED)
    steps = teaching.curves.steps
    dialog.resume_button.click()
    until(dialog, lambda: teaching.curves.steps > steps)
    assert teaching.state == State.LEARNING


def test_it_is_resumed_by_the_next_lacuna(make_visitor, answers: TeachAnswers, photos: Path) -> None:
    first = make_visitor()
    first.open(None)
    dialog = show(first)
    learning(dialog, photos)
    first.editor.window.close()
    assert answers.asked == ["leaving"] and first.editor.closed
    second = make_visitor()
    second.open(None)
    dialog = show(second)
    stands(dialog, State.PAUSED)
    assert dialog.learning.loss.points and dialog.resume_button.isVisible()
    dialog.resume_button.click()
    until(dialog, lambda: second.editor.beside.teaching.state == State.LEARNING)


def test_closing_lacuna_can_wait_for_the_verdict(
    dialog: TeachDialog, photos: Path, answers: TeachAnswers
) -> None:
    learning(dialog, photos)
    answers.leave = "stop"
    dialog.visitor.editor.window.close()
    assert not dialog.visitor.editor.closed
    stands(dialog, State.JUDGED)
    assert dialog.isVisible()


def test_the_window_closed_it_goes_on_and_says_when_it_is_done(dialog: TeachDialog, photos: Path) -> None:
    visitor = dialog.visitor
    learning(dialog, photos)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and visitor.editor.beside.teaching.state == State.LEARNING
    assert "goes on learning" in visitor.editor.toast.text
    visitor.editor.beside.teaching.stop()
    stands(dialog, State.JUDGED)
    assert visitor.message.title == "Lacuna has learnt new damage"
    visitor.message.ways[0].run()
    assert dialog.isVisible() and dialog.result.isVisible()


def test_the_window_closed_the_status_bar_shows_that_it_goes_on(dialog: TeachDialog, photos: Path) -> None:
    sign = dialog.visitor.editor.status.aside
    learning(dialog, photos)
    assert not sign.isVisible()  # the window itself is seen
    dialog.reject()
    assert sign.isVisible() and sign.text().startswith("Learning: ") and sign.text().endswith(" left")
    sign.click()
    assert dialog.isVisible() and not sign.isVisible()
    dialog.reject()
    dialog.visitor.editor.beside.teaching.stop()
    stands(dialog, State.JUDGED)
    assert not sign.isVisible()


def test_a_training_that_fails_says_why(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "fail")
    drawn(dialog, photos)
    dialog.start_button.click()
    until(dialog, lambda: bool(dialog.headline.text()) and not dialog.visitor.editor.beside.teaching.at_work)
    text = "This photo cannot be read. rain.png. It may be damaged or incomplete: try another copy of it."
    assert dialog.headline.text() == text
    assert dialog.lesson.isVisible() and dialog.start_button.isEnabled()


def test_what_fails_behind_a_closed_window_is_said_in_the_editor(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "fail")
    drawn(dialog, photos)
    dialog.start_button.click()
    dialog.reject()
    until(dialog, lambda: dialog.visitor.message is not None)
    assert dialog.visitor.message.title == "This photo cannot be read"


def test_two_windows_do_not_teach_at_once(make_visitor, answers: TeachAnswers) -> None:  # noqa: ARG001
    first, second = make_visitor(), make_visitor()
    first.open(None)
    show(first)
    second.open(None)
    dialog = show(second)
    assert second.editor.beside.teaching.state == State.ELSEWHERE
    assert "Another window" in dialog.waiting.text() and not dialog.start_button.isVisible()


# The verdict


def test_a_good_method_is_advised_to_be_kept(dialog: TeachDialog, photos: Path) -> None:
    judged(dialog, photos)
    assert dialog.result.headline.text() == "Worth keeping"
    table = dialog.result.table
    rows = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    assert rows[0] == ["Yours", "found by itself", "31.0", "21.0"]
    assert rows[1] == ["Biharmonic", "true mask given", "30.0  (−1.0)", "20.0  (−1.0)"]
    assert dialog.result.name == "Text in LiberationSans-Bold"
    dialog.result.field.clear()
    assert not dialog.keep_button.isEnabled()


def test_a_bad_one_is_told_why_and_can_go_on_learning(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "worse")
    judged(dialog, photos)
    assert dialog.result.headline.text() == "Not yet worth keeping"
    assert dialog.result.advice.isVisible()
    before = dialog.visitor.editor.beside.teaching.curves.minutes
    dialog.longer_button.menu().actions()[0].trigger()
    stands(dialog, State.LEARNING)
    assert dialog.visitor.editor.beside.teaching.record.minutes == pytest.approx(before + 10)


def test_a_handful_of_photos_is_no_verdict(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "few")
    judged(dialog, photos)
    assert dialog.result.headline.text() == "Tried on too few photos to tell"
    assert "3 photos" in dialog.result.counted.text()
    said = [text for good, text in reasons(dialog.result._verdict, {}) if not good]
    assert said == ["It was tried on 3 photos that it had not seen: that says little."]


def test_what_could_not_be_judged_can_be_judged_again(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "mute")
    judged(dialog, photos)
    assert dialog.result.headline.text() == "It was not judged" and dialog.keep_button.isEnabled()
    monkeypatch.delenv("FAKE")
    dialog.judge_button.click()
    stands(dialog, State.JUDGED)
    assert dialog.result.headline.text() == "Worth keeping"


def test_it_is_discarded_only_when_one_is_sure(
    dialog: TeachDialog, photos: Path, answers: TeachAnswers
) -> None:
    judged(dialog, photos)
    answers.sure = False
    dialog.discard_button.click()
    assert dialog.visitor.editor.beside.teaching.state == State.JUDGED
    answers.sure = True
    dialog.discard_button.click()
    assert dialog.visitor.editor.beside.teaching.state == State.IDLE and dialog.lesson.isVisible()
    until(dialog, lambda: dialog.start_button.isEnabled())


# Passing on


def drop(dialog: TeachDialog, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))


def test_photos_and_methods_can_be_dropped(dialog: TeachDialog, photos: Path, tmp_path: Path) -> None:
    drop(dialog, photos)
    assert dialog.lesson.draft.photos == str(photos)
    (tmp_path / "a.lacuna").write_bytes(b"")
    drop(dialog, tmp_path / "a.lacuna")
    until(dialog, lambda: "no method that can be imported" in dialog.headline.text())
    assert dialog.shelf.isVisible()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"no zip at all"])
def test_a_bad_file_is_one_clear_line(
    dialog: TeachDialog, answers: TeachAnswers, tmp_path: Path, content: bytes
) -> None:
    answers.file = tmp_path / "stamp.lacuna"
    answers.file.write_bytes(content)
    dialog.tabs[1].click()
    dialog.import_button.click()
    until(dialog, lambda: bool(dialog.headline.text()))
    assert dialog.headline.text().startswith(
        "This file holds no method that can be imported. stamp.lacuna (it cannot"
    )
    assert not dialog.shelf.cards


@pytest.mark.usefixtures("answers")
def test_a_folder_that_cannot_be_used_is_told(make_visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: Teaching) -> bool:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Teaching, "_take_lock", closed)
    visitor = make_visitor()
    visitor.open(None)
    visitor.act("teach")
    dialog = visitor.editor.beside.teach_dialog
    visitor.bot.waitUntil(lambda: "not allowed" in dialog.headline.text())


def test_the_name_of_nobody_is_typed(dialog: TeachDialog) -> None:
    dialog.lesson.photos.set("~nobody-of-that-name/photos")
    until(dialog, lambda: "no photos" in dialog.lesson.hint.text())
