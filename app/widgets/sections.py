"""Sections with a heading that folds them: they scroll together, and the last one has what room is left."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.text import translate
from app.widgets.wheel import WheelFilter

ARROW_ROOM_PX = 26  # Before a title, for its arrow.
# Of the section that grows: the share of a low column that it takes from the others, and its least height.
MAX_LAST_SHARE, MIN_LAST_HEIGHT_PX = 0.25, 112


class _Heading(QToolButton):
    """A title with an arrow before it.  From right to left Qt would leave the arrow on the left."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.isRightToLeft():
            super().paintEvent(event)
            return
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        text, opened = option.text, option.arrowType == Qt.ArrowType.DownArrow
        option.text, option.arrowType = "", Qt.ArrowType.NoArrow
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.Arrow
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        option.rect = QRect(self.width() - ARROW_ROOM_PX, 0, ARROW_ROOM_PX, self.height()).adjusted(
            7, 7, -7, -7
        )
        arrow = QStyle.PrimitiveElement.PE_IndicatorArrowDown
        if not opened:
            arrow = QStyle.PrimitiveElement.PE_IndicatorArrowLeft
        painter.drawPrimitive(arrow, option)
        room = self.rect().adjusted(8, 0, -ARROW_ROOM_PX, 0)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # Of a mirrored left.
        painter.drawItemText(room, side, self.palette(), True, text, QPalette.ColorRole.ButtonText)


class Section(QWidget):
    """A panel below its title, which shows and hides it.  corner: stands at the end of the title."""

    def __init__(self, name: str, title: str, panel: QWidget, *, corner: QWidget | None = None) -> None:
        super().__init__(objectName=name)
        self.panel = panel
        self.heading = _Heading(objectName="section", text=title, checkable=True, checked=True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.setAccessibleName(title)
        self.heading.setToolTip(translate("Window", "Show or hide this section"))
        self.heading.toggled.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(QFrame(objectName="line"))
        head = QHBoxLayout(spacing=0)
        head.setContentsMargins(0, 0, 8 if corner is not None else 0, 0)
        head.addWidget(self.heading, 1)
        if corner is not None:
            head.addWidget(corner)
        column.addLayout(head)
        column.addWidget(panel, 1)
        self._show(True)

    @property
    def folded(self) -> bool:
        """Only the title is shown."""
        return not self.heading.isChecked()

    def fold(self, folded: bool) -> None:
        self.heading.setChecked(not folded)

    def _show(self, opened: bool) -> None:
        self.heading.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.panel.setVisible(opened)
        vertical = QSizePolicy.Policy.Preferred if opened else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)


class _HiddenTitle(QWidget):
    """Stands below the scroll area for a section whose heading is further down."""

    def __init__(self, section: Section, shown: Callable[[Section], None]) -> None:
        super().__init__()
        self.section = section
        title = section.heading.text()
        self.button = _Heading(objectName="section", text=title, arrowType=Qt.ArrowType.RightArrow)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(title)
        self.button.setToolTip(translate("Window", "Scroll to this section"))
        self.button.clicked.connect(lambda: shown(section))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(QFrame(objectName="line"))
        column.addWidget(self.button)
        self.hide()


class SectionColumn(QWidget):
    """Sections in one scroll area, a foot that is always seen, and the section that grows.

    Titles for which one would have to scroll down stand below the scroll area.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self._last: Section | None = None
        self._wheel = WheelFilter(self)  # a wheel over a slider scrolls
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._area = _FittedScrollArea(inner)
        self._column = QVBoxLayout(self)
        for layout in (self._inner, self._column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._column.addWidget(self._area)
        self._titles: list[_HiddenTitle] = []
        self._title_rows = QVBoxLayout(spacing=0)
        self._column.addLayout(self._title_rows)
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(self._show_titles)
        bar.rangeChanged.connect(self._show_titles)

    @property
    def hidden_titles(self) -> list[str]:
        """Of the sections for whose heading one has to scroll down."""
        return [title.section.objectName() for title in self._titles if not title.isHidden()]

    @property
    def hidden_height(self) -> int:
        """px of the sections for which one has to scroll."""
        return self._area.verticalScrollBar().maximum()

    @property
    def folded(self) -> list[str]:
        """The names of the sections that are folded."""
        return [section.objectName() for section in self.sections if section.folded]

    def set_folded(self, names: Collection[str]) -> None:
        """Fold these and no others."""
        for section in self.sections:
            section.fold(section.objectName() in names)

    def add(self, section: Section) -> None:
        """Below those that are there."""
        self.sections.append(section)
        self._wheel.keep(section.panel)
        self._inner.addWidget(section)
        self._titles.append(_HiddenTitle(section, self._scroll_to))
        self._title_rows.addWidget(self._titles[-1])

    def add_foot(self, foot: QWidget) -> None:
        """Seen however far one scrolls."""
        row = QHBoxLayout()
        row.addWidget(foot)
        self._column.addWidget(QFrame(objectName="line"))
        self._column.addLayout(row)

        def align(bar_width: int) -> None:
            left, right = (bar_width, 0) if self.isRightToLeft() else (0, bar_width)
            row.setContentsMargins(12 + left, 4, 12 + right, 8)

        align(0)
        self._area.bar_changed.connect(align)

    def add_last(self, section: Section) -> None:
        """The section that has what room the others leave."""
        self.sections.append(section)
        self._last = section
        self._column.addWidget(section, 1)
        rest = QWidget()  # below it when it is folded
        rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._column.addWidget(rest)
        section.heading.toggled.connect(self._share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()
        return super().event(event)

    def _show_titles(self) -> None:
        """The titles further down than the scroll area shows, which they make lower in their turn."""
        shown = [title for title in self._titles if not title.isHidden()]
        end = self._area.verticalScrollBar().value() + self._area.viewport().height()
        end += sum(title.height() for title in shown)
        for title in reversed(self._titles):
            heading = title.section.heading
            bottom = title.section.y() + heading.y() + heading.height()
            hidden = self.hidden_height > 0 and bottom > end
            title.setVisible(hidden)
            if hidden:
                end -= title.sizeHint().height()

    def _scroll_to(self, section: Section) -> None:
        section.fold(False)
        section.heading.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(section.y()))

    def _share(self) -> None:
        """The last section has what it asks for, up to a share of the column; then the others scroll."""
        if self._last is None:
            return
        share = max(round(self.height() * MAX_LAST_SHARE), MIN_LAST_HEIGHT_PX)
        wanted = max(self._last.sizeHint().height(), MIN_LAST_HEIGHT_PX)
        self._last.setMinimumHeight(0 if self._last.folded else min(share, wanted))


class _FittedScrollArea(QScrollArea):
    """As high as what is in it, and less where there is no room."""

    bar_changed = Signal(int)  # px that the scroll bar takes of the width

    def __init__(self, inner: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(48)
        self._height = 0
        self.setWidget(inner)
        inner.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(self.widget().sizeHint().width(), self._height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar_changed.emit(self.width() - self.viewport().width())
        self._fit()

    def _fit(self) -> None:
        layout, width = self.widget().layout(), self.viewport().width()
        wanted = layout.totalSizeHint().height()
        if layout.hasHeightForWidth():
            wanted = layout.totalHeightForWidth(width)
        if wanted != self._height:
            self._height = wanted
            self.setMaximumHeight(max(wanted, self.minimumHeight()))
            self.updateGeometry()
