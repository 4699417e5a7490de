"""What the Teach dialog says once it was judged, and how methods are passed on."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.teach.dialog import TeachDialog
from app.teach.texts import reasons
from app.teach.training import State, Teaching
from tests.app.window.teach.conftest import TeachAnswers, judged, stands, until

# The verdict


def test_a_good_method_is_advised_to_be_kept(dialog: TeachDialog, photos: Path) -> None:
    judged(dialog, photos)
    assert dialog.result_page.headline.text() == "Worth keeping"
    table = dialog.result_page.table
    rows = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    assert rows[0] == ["Yours", "found by itself", "31.0", "21.0"]
    assert rows[1] == ["Biharmonic", "true mask given", "30.0  (−1.0)", "20.0  (−1.0)"]
    assert dialog.result_page.name == "Text in LiberationSans-Bold"
    dialog.result_page.field.clear()
    assert not dialog.foot.keep_button.isEnabled()


def test_a_bad_one_is_told_why_and_can_go_on_learning(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "worse")
    judged(dialog, photos)
    assert dialog.result_page.headline.text() == "Not yet worth keeping"
    assert dialog.result_page.advice.isVisible()
    before = dialog.visitor.editor.beside.teaching.curves.minutes
    dialog.foot.longer_button.menu().actions()[0].trigger()
    stands(dialog, State.LEARNING)
    assert dialog.visitor.editor.beside.teaching.record.minutes == pytest.approx(before + 10)


def test_a_handful_of_photos_is_no_verdict(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "few")
    judged(dialog, photos)
    assert dialog.result_page.headline.text() == "Tried on too few photos to tell"
    assert "3 photos" in dialog.result_page.counted.text()
    said = [text for good, text in reasons(dialog.visitor.editor.beside.teaching.verdict, {}) if not good]
    assert said == ["It was tried on 3 photos that it had not seen: that says little."]


def test_what_could_not_be_judged_can_be_judged_again(
    dialog: TeachDialog, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE", "mute")
    judged(dialog, photos)
    assert dialog.result_page.headline.text() == "It was not judged" and dialog.foot.keep_button.isEnabled()
    monkeypatch.delenv("FAKE")
    dialog.foot.judge_button.click()
    stands(dialog, State.JUDGED)
    assert dialog.result_page.headline.text() == "Worth keeping"


def test_it_is_discarded_only_when_one_is_sure(
    dialog: TeachDialog, photos: Path, answers: TeachAnswers
) -> None:
    judged(dialog, photos)
    answers.sure = False
    dialog.foot.discard_button.click()
    assert dialog.visitor.editor.beside.teaching.state == State.JUDGED
    answers.sure = True
    dialog.foot.discard_button.click()
    assert dialog.visitor.editor.beside.teaching.state == State.IDLE and dialog.lesson.isVisible()
    until(dialog, lambda: dialog.foot.start_button.isEnabled())


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
    until(dialog, lambda: "no method that can be imported" in dialog.foot.headline.text())
    assert dialog.shelf.isVisible()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"no zip at all"])
def test_a_bad_file_is_one_clear_line(
    dialog: TeachDialog, answers: TeachAnswers, tmp_path: Path, content: bytes
) -> None:
    answers.file = tmp_path / "stamp.lacuna"
    answers.file.write_bytes(content)
    dialog.tabs[1].click()
    dialog.foot.import_button.click()
    until(dialog, lambda: bool(dialog.foot.headline.text()))
    assert dialog.foot.headline.text().startswith(
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
    visitor.bot.waitUntil(lambda: "not allowed" in dialog.foot.headline.text())


def test_the_name_of_nobody_is_typed(dialog: TeachDialog) -> None:
    dialog.lesson.photos.set("~nobody-of-that-name/photos")
    until(dialog, lambda: "no photos" in dialog.lesson.hint.text())
