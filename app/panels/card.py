"""The card of a method: what it says of itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.panels.methods import card_lines, more_lines
from app.session.methods import KnownMethod
from app.text import translate
from app.widgets.option_form import caption
from engine.system.paths import resource

PICTURE_WIDTH_PX = 116  # Of each of the two pictures; both fit beside a scroll bar.


class MethodCard(QFrame):
    """Name, use, training, score and licence; limits and paper where one asks for more."""

    opened = Signal(bool)
    explained = Signal()  # "How it works" was pressed

    def __init__(self, title: str, known: KnownMethod | None, *, open_: bool, explains: bool = False) -> None:
        super().__init__(objectName="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        heading = QLabel(title, wordWrap=True)
        heading.setProperty("role", "title")
        column.addWidget(heading)
        if known is not None:
            self._add_picture(column, known.info.id)
        lines = card_lines(known) if known else (_about_auto(),)
        column.addWidget(QLabel(lines[0], wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        for line in lines[1:]:
            column.addWidget(caption(line))
        if explains:
            how = QPushButton(translate("How", "How it works…"))
            how.setToolTip(translate("How", "What this network looks for, and what it answers, in pictures"))
            how.clicked.connect(self.explained)
            column.addWidget(how, 0, Qt.AlignmentFlag.AlignLeft)
        if known is not None:
            self._add_more(column, more_lines(known), open_=open_)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(lines))

    def _add_picture(self, column: QVBoxLayout, id: str) -> None:
        """Before and after, where the method has such a picture."""
        path = resource("cards", f"{id}.jpg")
        if not path.is_file():
            return
        picture = QPixmap(str(path))
        side = picture.width() // 2
        row = QHBoxLayout(spacing=4)
        for left, name in ((0, translate("Canvas", "Before")), (side, translate("Canvas", "After"))):
            label = QLabel(scaledContents=True, toolTip=name)
            label.setAccessibleName(name)
            label.setPixmap(picture.copy(left, 0, side, picture.height()))
            label.setFixedSize(PICTURE_WIDTH_PX, PICTURE_WIDTH_PX * picture.height() // side)
            row.addWidget(label)
        row.addStretch(1)
        column.addLayout(row)

    def _add_more(self, column: QVBoxLayout, lines: tuple[str, ...], *, open_: bool) -> None:
        fold = QToolButton(checkable=True, checked=open_, text=translate("Method", "More"))
        fold.setAccessibleName(translate("Method", "More about this method"))
        fold.setToolTip(translate("Method", "Its limits, and who published it"))
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        more = QWidget()
        inside = QVBoxLayout(more)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        for line in lines:
            inside.addWidget(caption(line))

        def show(opened: bool) -> None:
            fold.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
            more.setVisible(opened)

        column.addWidget(fold)
        column.addWidget(more)
        show(open_)
        fold.toggled.connect(show)
        fold.toggled.connect(self.opened)


def _about_auto() -> str:
    return translate(
        "Repair",
        "Looks at the mask and takes what measured best: one method for thin damage, one for things.",
    )
