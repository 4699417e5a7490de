"""Pictures of the real window at work, light and dark, to look at; the README shows one of them.

usage: python packaging/screenshots.py [FOLDER]     (build/screenshots; QT_QPA_PLATFORM=offscreen: no display)

Photos are those that scikit-image ships; the person's own settings are neither read nor changed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.teach.dialog import TeachDialog

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
SIZE = (1280, 800)
TOWERS = (
    ((200, 130), (199, 220), (192, 320), (190, 390)),
    ((447, 130), (447, 220), (455, 320), (458, 390)),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/screenshots"))
    parser.add_argument("--size", default="1280x800", help="of the window, as 1920x1080")
    parser.add_argument("--language", default="en")
    parser.add_argument("--all", action="store_true", help="dialogs, messages and the empty window too")
    parser.add_argument(
        "--find", type=Path, nargs="+", default=[], metavar="PHOTO", help="repair these blind"
    )
    parser.add_argument(
        "--teach",
        type=float,
        default=0,
        metavar="MINUTES",
        help="learn a font that long, and show it",
    )
    words = parser.parse_args()
    words.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "STATE", "CACHE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = f"{home}/{name.lower()}"
        for theme in ("dark", "light"):
            Sitting(words, theme, Path(home)).take()
    return 0


class Sitting:
    """One window, photographed in several states."""

    def __init__(self, words: argparse.Namespace, theme: str, home: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from app.application import Editor
        from app.settings.store import Store
        from engine.system.paths import config_folder

        self._folder, self._theme, self._all, self._home = words.folder, theme, words.all, home
        self._found, self._teach = words.find, words.teach
        self.application = QApplication.instance() or QApplication(sys.argv[:1])
        store = Store(config_folder() / "settings.toml")
        store.set("theme", theme)
        store.set("language", words.language)
        self.editor = Editor(self.application)
        self._size = tuple(map(int, words.size.split("x")))

    def take(self) -> None:
        """Every picture of this theme.  Whatever goes wrong, the window is closed, which ends its threads."""
        try:
            self._shoot_all()
        finally:
            self.editor.files.leave = lambda then: then()  # Nothing is asked.
            self.editor.window.close()

    def _shoot_all(self) -> None:
        from engine.system.paths import resource

        editor = self.editor
        editor.open(None)
        editor.window.resize(*self._size)
        self._until(lambda: bool(editor.methods.known))
        photo = self._home / "Launch pad.jpg"
        photo.write_bytes(resource("sample.jpg").read_bytes())
        if self._all:
            self._shoot("empty")
        editor.files.open(photo)
        self._until(lambda: editor.session.document is not None and not editor.document_jobs.busy)
        self._work()
        self._shoot("window")
        if self._all:
            self._shoot_others()
        for found in self._found:
            self._shoot_finds(found)
        if self._teach:
            self._shoot_teaching()

    def _work(self) -> None:
        """One tower is gone, the other is marked."""
        editor = self.editor
        editor.canvas.brush.size = 44
        editor.canvas.zoom_to(editor.canvas.viewport.scale)
        self._paint(TOWERS[0])
        editor.actions["erase"].trigger()
        self._until(lambda: bool(editor.toast.text) and not editor.document_jobs.busy)
        self._paint(TOWERS[1])

    def _paint(self, points: tuple[tuple[int, int], ...]) -> None:
        from PySide6.QtCore import QPointF, Qt
        from PySide6.QtTest import QTest

        canvas = self.editor.canvas
        places = [(QPointF(*canvas.viewport.to_view(x, y)) / canvas.ratio).toPoint() for x, y in points]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas, place)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])

    def _shoot_others(self) -> None:
        from app.dialogs.settings import SettingsDialog
        from app.dialogs.shortcuts import ShortcutSheet

        editor = self.editor
        for name, dialog in (
            (
                "settings",
                SettingsDialog(
                    editor.settings,
                    editor.theme,
                    editor.window,
                    show_shortcuts=editor.actions["shortcuts"].trigger,
                ),
            ),
            ("shortcuts", ShortcutSheet(editor.actions, editor.window)),
        ):
            dialog.show()
            self._settle()
            dialog.grab().save(str(self._folder / f"{name}-{self._theme}.png"))
            dialog.close()
        self._shoot_how()
        self._shoot_blend()
        self._shoot_batch()
        self._shoot_lesson()
        editor.main_bar.method.menu().popup(
            editor.main_bar.method.mapToGlobal(editor.main_bar.method.rect().bottomLeft())
        )
        self._settle()
        editor.main_bar.method.menu().grab().save(str(self._folder / f"methods-{self._theme}.png"))
        editor.main_bar.method.menu().close()
        editor.repairs.choose_method("patchmatch")
        self._shoot_message()
        self._shoot_answers()
        self._shoot_comparison()

    def _shoot_message(self) -> None:
        from app.errors.messages import WayOut
        from engine.errors import MemoryShort

        way_out = WayOut("Use Telea", lambda: self.editor.repairs.choose_method("telea"))
        self.editor.messages.fail(MemoryShort("The photo is 180 megapixels"), way_out)
        self._shoot("message")
        self.editor.messages.clear()

    def _shoot_answers(self) -> None:
        """Three answers for the tower that is still marked."""
        editor = self.editor
        for id in ("erase", "more_answers", "more_answers"):
            editor.actions[id].trigger()
            self._until(lambda: not editor.document_jobs.busy)
        self._shoot("answers")

    def _shoot_comparison(self) -> None:
        """The same mask filled by three methods, side by side."""
        from PySide6.QtCore import Qt

        editor = self.editor
        editor.actions["undo"].trigger()
        self._until(lambda: not editor.document_jobs.busy)
        editor.actions["compare_methods"].trigger()
        dialog = editor.beside.compare_dialog
        for row in range(dialog.list.count()):
            item = dialog.list.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in ("telea", "patchmatch", "biharmonic")
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        dialog.run_button.click()
        self._until(lambda: not editor.comparison.busy)
        self._settle()  # A tile asks for its picture when it is first painted.
        self._until(lambda: not any(tile.view.busy for tile in dialog.board.tiles))
        self._grab(dialog, "compare")
        dialog.end()

    def _shoot_how(self) -> None:
        how = self.editor.how
        how.show_method(self.editor.methods.explainable[0].id)
        self._until(lambda: how.explained)
        self._settle()
        how.grab().save(str(self._folder / f"how-{self._theme}.png"))
        how.close()

    def _shoot_blend(self) -> None:
        """The moon in the sky, not yet blended in."""
        from PIL import Image
        from skimage import data

        from engine.pixels.box import Box

        editor, moon = self.editor, self._home / "moon.png"
        Image.fromarray(data.moon()[100:400, 80:430]).save(moon)
        editor.questions.open_photo = lambda: moon
        editor.actions["blend"].trigger()
        self._until(lambda: editor.blends.placed_picture is not None and not editor.document_jobs.busy)
        place = Box(250, 10, 460, 190)
        editor.canvas.tool.box = editor.blends.box = place
        seen: list[object] = []
        editor.blends.previewed.connect(seen.append)
        self._until(lambda: bool(seen))
        self._shoot("blend")
        editor.blends.drop()

    def _shoot_batch(self) -> None:
        """A folder of photos that were written on, and one that is broken: before, and at the end."""
        from PIL import Image, ImageDraw
        from skimage import data

        folder = self._home / f"scans {self._theme}"
        folder.mkdir()
        for name in ("astronaut", "coffee", "rocket"):
            photo = Image.fromarray(getattr(data, name)()).convert("RGB")
            photo.thumbnail((480, 480))
            ImageDraw.Draw(photo).text((24, 60), "Summer 1998", fill=(255, 235, 60), font_size=36)
            photo.save(folder / f"{name}.jpg")
        (folder / "damaged.jpg").write_bytes((folder / "coffee.jpg").read_bytes()[:2000])
        self.editor.actions["batch"].trigger()
        batch = self.editor.beside.batch_dialog
        batch.settings.take(folder)
        self._until(batch.start_button.isEnabled)
        self._grab(batch, "batch-before")
        batch.start_button.click()
        self._until(lambda: batch.summary is not None)
        batch.photos.tabs[0].click()
        batch.photos.table.setCurrentIndex(batch.photos.all.index(0, 0))
        self._grab(batch, "batch")
        batch.close()

    def _shoot_lesson(self) -> TeachDialog:
        """A yellow font on the photos that scikit-image ships."""
        from dataclasses import replace

        from PIL import Image
        from skimage import data

        folder = self._home / f"photos {self._theme}"
        folder.mkdir(exist_ok=True)
        for name in ("astronaut", "cat", "coffee", "rocket", "immunohistochemistry", "retina"):
            photo = Image.fromarray(getattr(data, name)())
            for number, box in enumerate(((0, 0, 400, 300), (100, 50, 451, 300), (0, 80, 300, 300))):
                photo.crop(box).save(folder / f"{name}-{number}.jpg", quality=95)
        self.editor.actions["teach"].trigger()
        teach = self.editor.beside.teach_dialog
        self._until(lambda: teach.learning is not None)
        values = {"font": {"font": "Kristi", "size": 40, "colour": "#ffd24a"}}
        teach.lesson.show_draft(replace(teach.lesson.draft, kind="font", values=values))
        teach.lesson.take(folder)
        self._until(teach.foot.start_button.isEnabled)
        self._grab(teach, "teach")
        teach.reject()
        return teach

    def _shoot_teaching(self) -> None:
        """While it learns, and what it is worth."""
        from app.teach.training import State

        teach, teaching = self._shoot_lesson(), self.editor.beside.teaching
        drawn = teach._drawn
        teach.begin()
        teaching.start(drawn.lesson, drawn.draft.clean, self._teach)
        patience = 900 + 120 * self._teach  # s
        self._until(lambda: teaching.curves.share > 0.5 and bool(teaching.curves.psnr), patience)
        self._grab(teach, "teach-learning")
        self._until(lambda: teaching.state == State.JUDGED, patience)
        self._grab(teach, "teach-judged")
        teaching.discard()
        teach.reject()

    def _grab(self, dialog: QWidget, name: str) -> None:
        self._settle()
        dialog.grab().save(str(self._folder / f"{name}-{self._theme}.png"))

    def _shoot_finds(self, photo: Path) -> None:
        """What is found in a photo, the largest sure find lifted, the repair, and all in one view."""
        from PySide6.QtCore import QPointF
        from PySide6.QtTest import QTest

        editor = self.editor
        canvas, finds = editor.canvas, editor.finds
        editor.session.document.history.position = 0
        editor.files.leave = lambda then: then()
        editor.files.open(photo)
        self._until(lambda: not editor.document_jobs.busy and editor.session.document.path == photo)
        canvas.set_compare(False)
        editor.actions["find"].trigger()
        self._until(lambda: not editor.document_jobs.busy)
        self._shoot(f"{photo.stem}-found")
        if finds.marks is None or not finds.marks.chosen:
            return
        best = max(finds.marks.finds.found, key=lambda find: (find.sure, find.area))
        (y, x), *_ = zip(*(finds.marks.finds.labels == best.number).nonzero(), strict=True)
        QTest.mouseMove(canvas, (QPointF(*canvas.viewport.to_view(x, y)) / canvas.ratio).toPoint())
        self._shoot(f"{photo.stem}-lifted")
        editor.actions["find_and_repair"].trigger()
        self._until(lambda: not editor.document_jobs.busy and finds.marks is None)
        editor.toast.dismiss()
        self._shoot(f"{photo.stem}-repaired")
        canvas.set_compare(True, mask=True)
        self._shoot(f"{photo.stem}-compared")
        canvas.set_compare(False)

    def _shoot(self, name: str) -> None:
        self._settle()
        self.editor.window.grab().save(str(self._folder / f"{name}-{self._theme}.png"))

    def _settle(self) -> None:
        from PySide6.QtTest import QTest

        self._until(lambda: not self.editor.canvas.scene.busy)
        QTest.qWait(400)

    def _until(self, true: Callable[[], bool], seconds: float = 300) -> None:
        from PySide6.QtTest import QTest

        patience = time.monotonic() + seconds
        while not true():
            if time.monotonic() > patience:
                raise TimeoutError("the window did not get there")
            QTest.qWait(20)


if __name__ == "__main__":
    sys.exit(main())
