"""The first page of the Teach dialog: which damage, on which photos, how long; and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.teach.lesson_draft import PAIRS_KIND, LessonDraft
from app.teach.lessons import TeachableKinds
from app.teach.options import OptionQuestions, lesson_form
from app.teach.texts import about_kind, about_length, lengths
from app.text import engine_text, translate
from app.theme.theme import Theme
from app.widgets.buttons import mark_drop_target
from app.widgets.combo import named_combo
from app.widgets.option_form import caption
from app.widgets.path_field import PathField
from engine.errors import LacunaError
from engine.options import Value, resolve

FORM_WIDTH_PX = 300
EXAMPLE_GAP_PX = 4
MAX_EXAMPLE_SIDE_PX = 256  # Examples have no more pixels; beyond it they are only larger.
COLUMN_COUNTS = (2, 3, 4, 6)  # Divisors of twelve, the number of examples.


class Examples(QWidget):
    """Twelve small pictures, as large as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._images: Sequence[QImage] = ()
        self.setAccessibleName(translate("Teach", "Examples of the damage"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)

    @property
    def images(self) -> Sequence[QImage]:
        return self._images

    def show_images(self, images: Sequence[QImage]) -> None:
        self._images = images
        self.update()

    def put(self, number: int, image: QImage) -> None:
        """Replace one, or add it at the end."""
        self._images = (*self._images[:number], image, *self._images[number + 1 :])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(4 * (180 + EXAMPLE_GAP_PX), 3 * (180 + EXAMPLE_GAP_PX))

    def paintEvent(self, _: QPaintEvent) -> None:
        if not self._images:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        columns, side = self._layout()
        for number, image in enumerate(self._images):
            row, column = divmod(number, columns)
            place = QRect(column * (side + EXAMPLE_GAP_PX), row * (side + EXAMPLE_GAP_PX), side, side)
            size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            fitted = QRect(0, 0, size.width(), size.height())
            fitted.moveCenter(place.center())
            painter.drawImage(fitted, image)

    def _layout(self) -> tuple[int, int]:
        """(columns, side): those that show the pictures largest."""
        count = len(self._images)

        def side(columns: int) -> int:
            rows = -(-count // columns)
            return min(
                MAX_EXAMPLE_SIDE_PX,
                (self.width() + EXAMPLE_GAP_PX) // columns - EXAMPLE_GAP_PX,
                (self.height() + EXAMPLE_GAP_PX) // rows - EXAMPLE_GAP_PX,
            )

        columns = max(COLUMN_COUNTS, key=side)
        return columns, max(1, side(columns))


class LessonPage(QWidget):
    """`draft` is what is set."""

    changed = Signal()

    def __init__(self, theme: Theme, questions: OptionQuestions) -> None:
        super().__init__()
        self._theme, self._questions = theme, questions
        self._known, self._draft = TeachableKinds(), LessonDraft()
        self._showing = False
        self.kind = named_combo(translate("Teach", "Damage"))
        self.kind.activated.connect(self._choose_kind)
        self.kind_text = caption("")
        name = translate("Teach", "Folder of clean photos")
        self.photos = PathField(name, theme, lambda start: questions.folder(name, start))
        self.photos.changed.connect(lambda: self._set(replace(self._draft, photos=self.photos.text)))
        self.counted = caption("")
        self.length = named_combo(translate("Teach", "How long"))
        for id, text in lengths():
            self.length.addItem(text, id)
        self.length.activated.connect(
            lambda _: self._set(replace(self._draft, length=self.length.currentData()))
        )
        self.length_text = caption("")
        self.examples = Examples()
        self.hint = QLabel(
            wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText
        )
        self._frame = QFrame(objectName="drop")
        self._form = QWidget()
        self._arrange()

    @property
    def draft(self) -> LessonDraft:
        return self._draft

    @property
    def missing(self) -> str:
        """The title of a file or folder that its damage needs and nobody gave yet; "" where nothing is."""
        kind = self._known.kinds.get(self._draft.kind)
        given = {**{one.id: one.default for one in kind.options}, **self._draft.own} if kind else {}
        paths = [one for one in kind.options if type(one).__name__ in ("File", "Folder")] if kind else []
        return next((engine_text(one.title) for one in paths if not given[one.id]), "")

    def show_kinds(self, known: TeachableKinds) -> None:
        """What there is to choose from."""
        self._known = known
        self.kind.clear()
        for id, one in known.kinds.items():
            self.kind.addItem(engine_text(one.title), id)
        self.show_draft(self._draft)

    def show_draft(self, draft: LessonDraft) -> None:
        """Set all of it."""
        if self._known.kinds and draft.kind not in self._known.kinds:
            draft = replace(draft, kind=next(iter(self._known.kinds)))
        self._showing = True
        self._draft = draft
        self.kind.setCurrentIndex(max(0, self.kind.findData(draft.kind)))
        self.photos.set(draft.photos)
        self.length.setCurrentIndex(self.length.findData(draft.length))
        self._draw_options()
        self._showing = False
        self._fold()

    def take(self, path: Path) -> None:
        """A dropped folder is that of the clean photos."""
        self.photos.set(str(path if path.is_dir() else path.parent))

    def set_hot(self, hot: bool) -> None:
        """A folder is held over the window."""
        mark_drop_target(self._frame, hot)

    def show_examples(self, images: Sequence[QImage], counted: str) -> None:
        self.examples.show_images(images)
        self.examples.setVisible(bool(images))
        self._frame.setVisible(not images)
        self.counted.setText(counted)

    def sketch(self, number: int, image: QImage) -> None:
        """One example, while the others are still those of before."""
        self.examples.put(number, image)
        self.examples.show()
        self._frame.hide()

    def say(self, text: str) -> None:
        """A hint in place of the examples."""
        self.show_examples((), "")
        self.hint.setText(text)

    # Inside

    def _arrange(self) -> None:
        settings = QWidget()
        column = QVBoxLayout(settings)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        self._column = column
        for title, parts in (
            (translate("Teach", "Damage"), (self.kind, self.kind_text, self._form)),
            (translate("Teach", "Clean photos"), (self.photos, self.counted)),
            (translate("Teach", "How long"), (self.length, self.length_text)),
        ):
            if column.count():
                column.addSpacing(12)
            heading = QLabel(title)
            heading.setProperty("role", "title")
            column.addWidget(heading)
            for part in parts:
                if part is self._form:
                    column.addSpacing(4)
                column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(FORM_WIDTH_PX + 16)
        area.setWidget(settings)
        right = QVBoxLayout(spacing=4)
        heading = QLabel(translate("Teach", "How it will look"))
        heading.setProperty("role", "title")
        right.addWidget(heading)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(32, 32, 32, 32)
        inside.addWidget(self.hint)
        right.addWidget(self.examples, 1)
        right.addWidget(self._frame, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(area)
        row.addLayout(right, 1)

    def _choose_kind(self) -> None:
        self._set(replace(self._draft, kind=self.kind.currentData()))
        self._draw_options()

    def _set(self, draft: LessonDraft) -> None:
        if not self._showing and draft != self._draft:
            self._draft = draft
            self._fold()
            self.changed.emit()

    def _set_option(self, id: str, value: Value) -> None:
        self._set(self._draft.with_value(id, value))

    def _draw_options(self) -> None:
        kind = self._known.kinds.get(self._draft.kind)
        if kind is None:
            return
        try:
            values = resolve(kind.options, self._draft.own)
        except LacunaError:  # kept by another Lacuna, or by hand
            self._set(replace(self._draft, values={**self._draft.values, kind.id: {}}))
            values = resolve(kind.options, {})
        made = lesson_form(
            kind.options,
            values,
            self._set_option,
            theme=self._theme,
            questions=self._questions,
            fonts=self._known.fonts,
        )
        self._column.replaceWidget(self._form, made)
        self._form.hide()
        self._form.deleteLater()
        self._form = made

    def _fold(self) -> None:
        self.kind_text.setText(about_kind(self._draft.kind))
        self.length_text.setText(about_length(self._draft.length))
        pairs = self._draft.kind == PAIRS_KIND
        self.photos.line.setPlaceholderText(translate("Teach", "Those of the pairs") if pairs else "")
