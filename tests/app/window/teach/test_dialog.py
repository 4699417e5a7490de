"""The Teach dialog in the real window; the training is one that only says what a training says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.teach.dialog import TeachDialog
from app.teach.lessons import EXAMPLE_COUNT
from app.teach.options import ColourField, FontField
from app.teach.training import State
from app.widgets.option_form import NumberRow
from app.widgets.path_field import PathField
from tests.app.window.teach.conftest import TeachAnswers, choose, drawn, given, learning, show, stands, until
from trainer.corruption.teachable import teachables


def test_until_it_is_known_what_can_be_taught_only_closing_is_offered(make_visitor, answers, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr("app.teach.lessons.Lessons.load", lambda _: None)
    visitor = make_visitor()
    visitor.open(None)
    visitor.act("teach")
    dialog = visitor.editor.beside.teach_dialog
    assert [button for button in dialog.foot.buttons if button.isVisible()] == [dialog.foot.close_button]
    assert dialog.waiting.isVisible() and dialog.waiting.text() and not dialog.foot.bar.isVisible()


# The lesson


def test_twelve_examples_follow_what_is_set(dialog: TeachDialog, photos: Path) -> None:
    drawn(dialog, photos)
    before = list(dialog.lesson.examples.images)
    assert len(before) == EXAMPLE_COUNT
    colour = dialog.lesson.findChild(ColourField)
    colour.button.click()
    until(dialog, dialog.foot.start_button.isEnabled)
    assert dialog.lesson.draft.own == {"colour": "#ff8800"}
    assert list(dialog.lesson.examples.images) != before
    assert "4 photos" in dialog.lesson.counted.text()


def test_every_kind_of_damage_can_be_chosen(dialog: TeachDialog, photos: Path) -> None:
    drawn(dialog, photos)
    for kind in teachables():
        choose(dialog, kind)
        assert dialog.lesson.draft.kind == kind
    choose(dialog, "mark")
    until(dialog, lambda: dialog.lesson.hint.isVisible())
    assert dialog.lesson.hint.text() == "Still missing on the left: Picture"
    assert not dialog.foot.start_button.isEnabled()
    choose(dialog, "scratches")
    until(dialog, lambda: dialog.foot.start_button.isEnabled())


def test_pairs_bring_their_own_clean_photos(dialog: TeachDialog, photos: Path, tmp_path: Path) -> None:
    for name in ("damaged", "clean"):
        (tmp_path / "pairs" / name).mkdir(parents=True)
        for file in photos.glob("c*.png"):
            (tmp_path / "pairs" / name / file.name).write_bytes(file.read_bytes())
    choose(dialog, "pairs")
    given(dialog, PathField, "Folder").set(str(tmp_path / "pairs"))
    until(dialog, lambda: dialog.foot.start_button.isEnabled())
    assert dialog.lesson.draft.clean == tmp_path / "pairs" / "clean"


def test_a_folder_without_photos_is_said_plainly(dialog: TeachDialog, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    dialog.lesson.photos.set(str(tmp_path / "none"))
    until(dialog, lambda: "There are no photos in this folder" in dialog.lesson.hint.text())
    assert not dialog.foot.start_button.isEnabled()


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
    given(dialog, NumberRow, "Specks of dust, up to").number.setValue(7)
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
    assert dialog.learning.isVisible() and dialog.foot.bar.isVisible()
    assert dialog.learning.loss.points[0][1] > dialog.learning.loss.points[-1][1]
    assert "about 40 min left" in dialog.foot.text.text()
    assert "Biharmonic, given the true mask" in dialog.learning.psnr.legend.text()


def test_what_follows_the_training_shows_how_far_it_is(
    dialog: TeachDialog, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, judged = tmp_path / "ready", tmp_path / "judged"
    monkeypatch.setenv("FAKE_READY", str(ready))
    monkeypatch.setenv("FAKE_GO", str(judged))
    learning(dialog, photos)
    until(dialog, lambda: dialog.visitor.editor.beside.teaching.curves.check_seconds is not None)
    dialog.foot.stop_button.click()
    assert "about 2 min left" in dialog.foot.text.text()
    ready.touch()
    stands(dialog, State.JUDGING)
    until(dialog, lambda: "left" in dialog.foot.text.text())
    first = dialog.foot.bar.value() / dialog.foot.bar.maximum()
    assert 0.25 <= first < 0.5
    # Nothing is reported meanwhile.
    until(dialog, lambda: dialog.foot.bar.value() > first * dialog.foot.bar.maximum())
    judged.touch()
    stands(dialog, State.JUDGED)


def test_it_is_paused_and_goes_on(dialog: TeachDialog, photos: Path) -> None:
    teaching = dialog.visitor.editor.beside.teaching
    learning(dialog, photos)
    dialog.foot.pause_button.click()
    assert not dialog.foot.pause_button.isVisible()
    stands(dialog, State.PAUSED)
    steps = teaching.curves.steps
    dialog.foot.resume_button.click()
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
    assert dialog.learning.loss.points and dialog.foot.resume_button.isVisible()
    dialog.foot.resume_button.click()
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
    assert dialog.isVisible() and dialog.result_page.isVisible()


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
    dialog.foot.start_button.click()
    until(
        dialog,
        lambda: bool(dialog.foot.headline.text()) and not dialog.visitor.editor.beside.teaching.at_work,
    )
    text = "This photo cannot be read. rain.png. It may be damaged or incomplete: try another copy of it."
    assert dialog.foot.headline.text() == text
    assert dialog.lesson.isVisible() and dialog.foot.start_button.isEnabled()


def test_what_fails_behind_a_closed_window_is_said_in_the_editor(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "fail")
    drawn(dialog, photos)
    dialog.foot.start_button.click()
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
    assert "Another window" in dialog.waiting.text() and not dialog.foot.start_button.isVisible()
