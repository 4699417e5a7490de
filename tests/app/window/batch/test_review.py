"""Photos of a folder that a person should look at, reviewed in the editor with mouse and keys."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.batch.rows import ABOUT_COLUMN, STATE_COLUMN
from engine.models.detector import Kind

BAR = np.s_[20:26, 8:56]  # as in conftest
IN_BAR, LEFT = (30, 23), Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as opened:
        return np.asarray(opened)


class Reviewer:
    """A person who reviews what a batch left to look at."""

    def __init__(self, batcher, photos: Path) -> None:
        self.batcher, self.visitor, self.bot = batcher, batcher.visitor, batcher.bot
        self.photos, self.out = photos, photos.with_name("photos repaired")
        self.editor = batcher.visitor.editor
        self.panel = batcher.dialog.photos

    @property
    def reviewing(self):
        return self.editor.reviewing

    @property
    def bar(self):
        return self.reviewing.bar

    @property
    def listed(self) -> list[str]:
        """The photos that wait to be looked at."""
        return [self.panel.review[row].item.name for row in range(len(self.panel.review))]

    def run(self) -> None:
        self.batcher.start()
        self.batcher.ended()

    def open(self, name: str) -> None:
        """As a person who chooses it in the list and presses Enter."""
        rows = self.panel.table.rows
        row = next(row for row in range(len(rows)) if rows[row].item.name == name)
        self.panel.table.setCurrentIndex(rows.index(row, 0))
        QTest.keyClick(self.panel.table, Qt.Key.Key_Return)
        self.opened(name)

    def opened(self, name: str) -> None:
        reviewing, finds = self.reviewing, self.editor.finds
        self.bot.waitUntil(
            lambda: (
                reviewing.review is not None
                and reviewing.review.one.item.name == name
                and not self.editor.document_jobs.busy
                and not reviewing._lane.busy
                and not finds.busy
                and not self.editor.session.edited
            )
        )

    def press(self, button) -> None:
        """With the mouse."""
        assert button.isVisible() and button.isEnabled()
        self.bot.mouseClick(button, LEFT)
        self.visitor.idle()

    def click(self, view, place: tuple[int, int]) -> None:
        canvas = self.editor.canvas
        at = (QPointF(*canvas.viewport.to_view(*place)) / canvas.ratio).toPoint()
        QTest.mouseMove(view, at)
        self.bot.mouseClick(view, LEFT, pos=at)
        self.visitor.idle()

    def colour(self, view, place: tuple[int, int]) -> tuple[int, int, int]:
        """What is seen there, once it is drawn."""
        canvas = self.editor.canvas
        at = (QPointF(*canvas.viewport.to_view(place[0] + 0.5, place[1] + 0.5)) / canvas.ratio).toPoint()
        layer = canvas.scene.original if view is canvas else view._layer
        self.bot.waitUntil(lambda: layer.tiles is not None and not layer.tiles.busy)
        seen = view.grab().toImage().pixelColor(at if isinstance(at, QPoint) else at.toPoint())
        return seen.red(), seen.green(), seen.blue()


@pytest.fixture
def reviewer(batcher, photos: Path, black_detector) -> Reviewer:  # noqa: ARG001
    """Of a folder where "much.png" is to be looked at."""
    batcher.fill_in(photos)
    return Reviewer(batcher, photos)


@pytest.fixture
def doubtful(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> Reviewer:
    """Of a folder where bars are too large to be text, and three photos are left as they were."""
    from engine.models.catalog import detectors

    kinds = (Kind("text", "Text", largest_part_share=0.02), Kind("scratches", "Scratches"))
    monkeypatch.setattr(type(detectors()["black"]), "kinds", kinds)
    reviewer.run()
    return reviewer


def test_original_and_result_are_side_by_side(reviewer: Reviewer) -> None:
    reviewer.run()
    assert reviewer.listed == ["much.png"]
    reviewer.open("much.png")
    canvas, companion = reviewer.editor.canvas, reviewer.reviewing.companion
    assert companion.isVisible() and abs(companion.width() - canvas.width()) <= 1
    reviewer.editor.canvas.overlay_visible = False
    dark, filled = reviewer.colour(canvas, IN_BAR), reviewer.colour(companion, IN_BAR)
    assert max(dark) < 10 < 30 < max(filled)
    assert "More than an eighth" in reviewer.bar.reason.text()
    assert reviewer.bar.right.text() == "Result of the folder run"


def test_the_original_is_the_photo_and_not_the_repaired_file(reviewer: Reviewer) -> None:
    reviewer.run()
    reviewer.open("much.png")
    document = reviewer.editor.session.document
    assert document.path == reviewer.photos / "much.png"
    assert np.array_equal(
        document.originals.display(document.photo.box), pixels(reviewer.photos / "much.png")
    )
    QTest.mousePress(reviewer.editor.main_bar.original_button, LEFT)
    assert max(reviewer.colour(reviewer.editor.canvas, IN_BAR)) < 10
    QTest.mouseRelease(reviewer.editor.main_bar.original_button, LEFT)


def test_both_views_move_together(reviewer: Reviewer) -> None:
    reviewer.run()
    reviewer.open("much.png")
    canvas, companion = reviewer.editor.canvas, reviewer.reviewing.companion
    before = canvas.viewport.scale
    at = QPoint(companion.width() // 2, companion.height() // 2)
    from PySide6.QtGui import QWheelEvent

    wheel = QWheelEvent(
        QPointF(at),
        QPointF(companion.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    companion.wheelEvent(wheel)
    assert canvas.viewport.scale > before
    x, left = canvas.viewport.x, Qt.MouseButton.MiddleButton
    QTest.mousePress(companion, left, pos=at)
    QTest.mouseMove(companion, at + QPoint(40, 0))
    QTest.mouseRelease(companion, left, pos=at + QPoint(40, 0))
    assert canvas.viewport.x == pytest.approx(x + 40 * canvas.ratio)


@pytest.mark.parametrize("on_result", [False, True])
def test_a_click_in_either_view_picks_a_find(doubtful: Reviewer, on_result: bool) -> None:
    doubtful.open("coffee.png")
    assert not doubtful.editor.session.document.mask.any()
    view = doubtful.reviewing.companion if on_result else doubtful.editor.canvas
    doubtful.click(view, IN_BAR)
    assert doubtful.editor.session.document.mask[BAR].all()


def test_a_repair_is_written_where_the_run_put_its_result(doubtful: Reviewer) -> None:
    assert sorted(doubtful.listed) == ["astronaut.png", "coffee.png", "much.png"]
    before = {name: (doubtful.out / name).read_bytes() for name in doubtful.listed}
    source = (doubtful.photos / "coffee.png").read_bytes()
    assert before["coffee.png"] == source  # left as it was
    doubtful.open("coffee.png")
    doubtful.click(doubtful.editor.canvas, IN_BAR)
    doubtful.editor.repairs.choose_method("telea")
    doubtful.editor.canvas.setFocus()
    doubtful.visitor.key(Qt.Key.Key_Return)
    doubtful.visitor.idle()
    assert doubtful.bar.right.text() == "Your repair"
    assert max(doubtful.colour(doubtful.reviewing.companion, IN_BAR)) > 20
    assert max(doubtful.colour(doubtful.editor.canvas, IN_BAR)) < 10
    doubtful.press(doubtful.bar.save)
    assert (doubtful.out / "coffee.png").read_bytes() != source
    assert pixels(doubtful.out / "coffee.png")[BAR].max() > 20
    assert (doubtful.photos / "coffee.png").read_bytes() == source
    assert doubtful.visitor.answers.asked == []
    assert "coffee.png" not in doubtful.listed and len(doubtful.listed) == 2
    doubtful.opened(doubtful.listed[0] if doubtful.listed[0] != "astronaut.png" else doubtful.listed[1])
    for name in doubtful.listed:
        assert (doubtful.out / name).read_bytes() == before[name]


def test_ctrl_s_writes_the_result_too(doubtful: Reviewer) -> None:
    doubtful.open("coffee.png")
    doubtful.click(doubtful.editor.canvas, IN_BAR)
    doubtful.editor.repairs.choose_method("telea")
    doubtful.press(doubtful.bar.repair)
    doubtful.visitor.key(Qt.Key.Key_S, CTRL)
    doubtful.visitor.idle()
    assert pixels(doubtful.out / "coffee.png")[BAR].max() > 20
    assert doubtful.visitor.answers.asked == []
    assert "coffee.png" not in doubtful.listed
    assert doubtful.reviewing.review.one.item.name == "coffee.png"  # stays, to be looked at
    assert not doubtful.editor.session.edited


def test_what_is_kept_stays_and_the_next_photo_comes(doubtful: Reviewer) -> None:
    results = {name: (doubtful.out / name).read_bytes() for name in doubtful.listed}
    first, second = doubtful.listed[:2]
    doubtful.open(first)
    assert doubtful.bar.keep.text() == "Leave as it was" and not doubtful.bar.leave.isVisible()
    doubtful.press(doubtful.bar.keep)
    doubtful.opened(second)
    assert first not in doubtful.listed
    assert {name: (doubtful.out / name).read_bytes() for name in results} == results
    doubtful.press(doubtful.bar.keep)
    doubtful.opened(doubtful.listed[0])
    doubtful.press(doubtful.bar.keep)
    doubtful.bot.waitUntil(lambda: doubtful.reviewing.review is None)
    assert doubtful.listed == [] and not doubtful.bar.isVisible()
    assert doubtful.editor.toast.text == "All photos of the folder are decided on"
    assert "to look at" not in doubtful.batcher.dialog.text.text()
    rows = doubtful.panel.all
    states = [rows.index(row, STATE_COLUMN).data() for row in range(len(rows))]
    assert states.count("Reviewed") == 3
    assert doubtful.visitor.answers.asked == []


def test_a_repaired_photo_is_put_back_as_it_was(reviewer: Reviewer) -> None:
    reviewer.run()
    result, source = reviewer.out / "much.png", reviewer.photos / "much.png"
    assert result.read_bytes() != source.read_bytes()
    reviewer.open("much.png")
    assert reviewer.bar.keep.text() == "Keep the folder's result"
    reviewer.press(reviewer.bar.leave)
    reviewer.bot.waitUntil(lambda: reviewer.reviewing.review is None)
    assert result.read_bytes() == source.read_bytes()
    assert reviewer.listed == []


def test_a_resumed_run_asks_for_no_second_look(reviewer: Reviewer) -> None:
    reviewer.run()
    reviewer.open("much.png")
    reviewer.press(reviewer.bar.keep)
    kept = (reviewer.out / "much.png").read_bytes()
    reviewer.batcher.dialog.start_button.click()  # broken.png is tried again
    reviewer.batcher.ended()
    assert reviewer.listed == []
    assert (reviewer.out / "much.png").read_bytes() == kept
    rows = reviewer.panel.all
    row = next(row for row in range(len(rows)) if rows[row].item.name == "much.png")
    assert "Reviewed: the result of the run was kept" in rows.index(row, ABOUT_COLUMN).data()


def test_a_repair_that_is_not_saved_is_asked_about(doubtful: Reviewer) -> None:
    doubtful.open("coffee.png")
    doubtful.click(doubtful.editor.canvas, IN_BAR)
    doubtful.editor.repairs.choose_method("telea")
    doubtful.press(doubtful.bar.repair)
    doubtful.visitor.answers.unsaved_ = "cancel"
    for button in (doubtful.bar.skip, doubtful.bar.keep):
        doubtful.press(button)
        assert doubtful.reviewing.review.one.item.name == "coffee.png"
    assert doubtful.visitor.answers.asked == ["unsaved coffee.png"] * 2
    assert "coffee.png" in doubtful.listed
    doubtful.visitor.answers.unsaved_ = "save"
    doubtful.press(doubtful.bar.skip)
    doubtful.visitor.idle()
    assert pixels(doubtful.out / "coffee.png")[BAR].max() > 20
    assert "coffee.png" not in doubtful.listed


def test_picks_are_asked_about_and_finds_alone_are_not(doubtful: Reviewer) -> None:
    first, second = doubtful.listed[:2]
    doubtful.open(first)
    doubtful.press(doubtful.bar.skip)
    doubtful.opened(second)
    assert doubtful.visitor.answers.asked == []
    doubtful.click(doubtful.editor.canvas, IN_BAR)
    doubtful.visitor.answers.unsaved_ = "cancel"
    doubtful.press(doubtful.bar.skip)
    assert doubtful.visitor.answers.asked == [f"unsaved mask {second}"]


def test_a_result_that_another_program_changed_is_not_replaced(doubtful: Reviewer) -> None:
    doubtful.open("coffee.png")
    doubtful.click(doubtful.editor.canvas, IN_BAR)
    doubtful.editor.repairs.choose_method("telea")
    doubtful.press(doubtful.bar.repair)
    (doubtful.out / "coffee.png").write_bytes(b"another program's")
    doubtful.press(doubtful.bar.save)
    assert doubtful.visitor.message.title == "The result has changed since it was looked at"
    assert (doubtful.out / "coffee.png").read_bytes() == b"another program's"
    assert doubtful.editor.session.edited and "coffee.png" in doubtful.listed


def test_the_end_of_a_review_leaves_a_photo_like_any_other(doubtful: Reviewer) -> None:
    doubtful.open("coffee.png")
    doubtful.press(doubtful.bar.close_button)
    assert not doubtful.reviewing.companion.isVisible()
    doubtful.editor.repairs.choose_method("telea")
    doubtful.visitor.act("clear")
    doubtful.visitor.idle()
    doubtful.visitor.stroke((10, 10), (20, 12))
    doubtful.visitor.key(Qt.Key.Key_Return)
    doubtful.visitor.idle()
    doubtful.visitor.key(Qt.Key.Key_S, CTRL)
    doubtful.visitor.idle()
    assert doubtful.visitor.answers.asked == ["overwrite coffee.png", "save as coffee_repaired.png"]


def test_the_finds_are_looked_for_as_the_run_did(batcher, photos: Path, black_detector) -> None:  # noqa: ARG001
    settings = batcher.dialog.settings
    batcher.fill_in(photos)
    settings.kinds.pick("text", "scratches")
    settings.sensitivity.slider.setValue(60)
    batcher.looked()
    reviewer = Reviewer(batcher, photos)
    reviewer.run()
    reviewer.open("much.png")
    wanted = reviewer.editor.finds.wanted
    assert (wanted.kinds, wanted.sensitivity) == (("text", "scratches"), 0.6)
    assert reviewer.editor.session.document.mask[30].all()


def test_with_a_mask_for_each_photo_that_mask_is_shown(
    batcher, photos: Path, mask: Path, tmp_path: Path
) -> None:
    masks = tmp_path / "masks"
    masks.mkdir()
    shutil.copy(mask, masks / "film.png")
    frames = [Image.new("L", (64, 64), grey) for grey in (50, 90)]
    frames[0].save(photos / "film.gif", save_all=True, append_images=frames[1:])
    settings = batcher.dialog.settings
    choose(settings.damage, "folder")
    settings.masks.set(str(masks))
    batcher.fill_in(photos)
    reviewer = Reviewer(batcher, photos)
    reviewer.run()
    reviewer.open("film.gif")
    assert reviewer.editor.session.document.path == photos / "film.gif"
    assert reviewer.editor.session.document.mask[BAR].all()


def test_with_one_mask_for_all_that_mask_is_shown(batcher, photos: Path, mask: Path) -> None:
    batcher.fill_in(photos, mask)
    reviewer = Reviewer(batcher, photos)
    reviewer.run()
    reviewer.panel.tabs[0].click()
    reviewer.open("coffee.png")
    assert reviewer.editor.session.document.mask[BAR].all()


def test_a_page_is_reviewed_and_delivered_alone(batcher, photos: Path, mask: Path) -> None:
    stripes = np.tile(np.uint8([0, 0, 40, 40]), (64, 16))
    frames = [Image.fromarray(np.uint8(grey) + stripes) for grey in (50, 90, 130)]
    frames[0].save(photos / "pages.tif", save_all=True, append_images=frames[1:])
    batcher.fill_in(photos, mask)
    reviewer = Reviewer(batcher, photos)
    reviewer.run()
    reviewer.panel.tabs[0].click()
    reviewer.open("pages.tif, page 2")
    document = reviewer.editor.session.document
    assert (document.path, document.page) == (photos / "pages.tif", 2)
    assert int(document.photo.pixels[0, 0, 0]) == 90
    reviewer.press(reviewer.bar.repair)
    reviewer.press(reviewer.bar.save)
    with Image.open(reviewer.out / "pages-page-2.tif") as result:
        assert (result.n_frames, result.getpixel((0, 0))) == (1, 90)


def choose(box: QComboBox, id: str) -> None:
    """As a person who picks it from the list."""
    box.setCurrentIndex(box.findData(id))
    box.activated.emit(box.currentIndex())
