"""The strip of answers over the foot of the canvas: what a mask was filled with, in small, to choose from."""

from __future__ import annotations

from PIL import Image
from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QWidget,
)

from app.canvas.colour import Colour
from app.canvas.scene import profile
from app.canvas.view import Canvas
from app.document.applied import AppliedRepair, RepairAnswer
from app.menus import Actions
from app.session.answers import Answers
from app.session.document_jobs import DocumentJobs
from app.session.methods import Methods
from app.text import elapsed, translate
from app.theme.theme import Theme, caption
from app.widgets.buttons import follow_tip
from engine.photo import Photo
from engine.pixels.box import EMPTY_BOX, Box

THUMBNAIL_SIDE_PX, ICON_SIDE_PX = 64, 32  # At 100 % screen scaling.
TILE_WIDTH_PX, TILE_HEIGHT_PX = 108, 116
STRIP_MARGIN_PX = 12  # Between the strip and the canvas's border.
STEPS_OF_KEY = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class AnswerStrip(QFrame):
    """Lies over the canvas, so that the photo does not move when it comes and goes."""

    covered = Signal(int)  # px of the canvas's foot that it covers

    def __init__(
        self,
        canvas: Canvas,
        answers: Answers,
        document_jobs: DocumentJobs,
        *,
        methods: Methods,
        actions: Actions,
        theme: Theme,
    ) -> None:
        super().__init__(canvas, objectName="answers")
        self.setAccessibleName(translate("Repair", "Answers"))
        self._canvas, self._answers, self._methods = canvas, answers, methods
        self._drawn: tuple[RepairAnswer, ...] = ()
        self._had_focus = False  # before another answer was asked for, during which nothing here is enabled
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(answers.choose)
        self.more = _action_tile(actions["more_answers"], translate("Repair", "More answers"))
        theme.dress(self.more, "plus")
        self.compare = _action_tile(actions["compare_methods"], translate("Repair", "Compare methods"))
        theme.dress(self.compare, "layout-grid")
        self._close = QToolButton(toolTip=translate("Repair", "Close the answers (Esc)"))
        self._close.setAccessibleName(translate("Repair", "Close the answers"))
        self._close.clicked.connect(answers.close)
        theme.dress(self._close, "x")
        self._arrange()
        answers.changed.connect(self.refresh)
        document_jobs.progressed.connect(lambda fraction, _: self._show_progress(fraction))
        canvas.installEventFilter(self)
        self.hide()

    def _arrange(self) -> None:
        inside = QWidget()
        self._tiles = QHBoxLayout(inside)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        row = QHBoxLayout(self)
        for layout in (self._tiles, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self._area, 1)
        row.addWidget(self.more)
        row.addWidget(self.compare)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def tiles(self) -> list[QToolButton]:
        """A button for each answer."""
        buttons = (self._group.button(number) for number in range(len(self._drawn)))
        return [button for button in buttons if isinstance(button, QToolButton)]

    # Drawing

    def refresh(self) -> None:
        """Show the answers as they are now, or nothing."""
        applied, document = self._answers.shown, self._canvas.document
        if applied is None or document is None:
            self._leave()
            return
        focused = QApplication.focusWidget()
        self._had_focus = self._had_focus or (focused is not None and self.isAncestorOf(focused))
        if [id(answer.thumbnail) for answer in self._drawn] != [id(a.thumbnail) for a in applied.answers]:
            self._draw(applied.answers, document.photo)
        self._drawn = applied.answers
        self._group.button(applied.choice).setChecked(True)
        for tile in self.tiles:
            tile.setEnabled(not self._answers.adding)
        if not self._answers.adding:
            self.more.setText(_two_lines(translate("Repair", "More answers")))
        if not (self._answers.adding and self.isVisible()):  # It stays where it is while it waits.
            self._place(applied)
        self._focus(applied.choice)

    def _focus(self, choice: int) -> None:
        tile = self._group.button(choice)
        self._tiles.activate()  # Else a tile that has just been made has no place yet.
        self._area.widget().resize(self._tiles.sizeHint())
        self._area.ensureWidgetVisible(tile)
        if self._had_focus and not self._answers.adding:
            tile.setFocus()
            self._had_focus = False

    def _leave(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._canvas.setFocus()
        self._had_focus = False
        self._draw((), None)
        self._drawn = ()
        self.hide()
        self.covered.emit(0)

    def _draw(self, answers: tuple[RepairAnswer, ...], photo: Photo | None) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._tiles.removeWidget(button)
            button.hide()
            button.deleteLater()
        colour = Colour(profile(photo)) if photo is not None else None
        for number, answer in enumerate(answers):
            tile = self._answer_tile(number, answer, colour)
            self._group.addButton(tile, number)
            self._tiles.addWidget(tile)
            tile.show()  # At once, for its place is asked for before Qt would show it.

    def _answer_tile(self, number: int, answer: RepairAnswer, colour: Colour | None) -> QToolButton:
        known = self._methods.known
        names = " + ".join(known[id].info.title if id in known else id for id in answer.methods)
        time = elapsed(answer.seconds) if answer.seconds is not None else ""
        tile = _StripTile()
        tile.setCheckable(True)
        name = tile.fontMetrics().elidedText(names, Qt.TextElideMode.ElideRight, TILE_WIDTH_PX - 12)
        tile.setText(f"{name}\n{time}")
        text = translate("Repair", "Answer {which}: {methods}").format(which=number + 1, methods=names)
        tile.setToolTip(f"{text}, {time}" if time else text)
        tile.setAccessibleName(tile.toolTip())
        if answer.thumbnail is not None and colour is not None:
            image = colour.image(Image.fromarray(answer.thumbnail))
            tile.setIcon(QIcon(QPixmap.fromImage(image)))
        tile.installEventFilter(self)
        return tile

    def _show_progress(self, fraction: float) -> None:
        if self._answers.adding and self.isVisible():
            text = translate("Repair", "Filling: {percent} %").format(percent=int(fraction * 100))
            self.more.setText(_two_lines(text))

    # Its place

    def _place(self, applied: AppliedRepair) -> None:
        """At the foot of the canvas; at its head where only there it leaves what was filled to be seen."""
        room = self._canvas.size()
        bar = self._area.horizontalScrollBar().sizeHint().height()
        wanted = len(applied.answers) * (TILE_WIDTH_PX + self._tiles.spacing()) - self._tiles.spacing()
        rest = 2 * TILE_WIDTH_PX + self._close.sizeHint().width() + 3 * self.layout().spacing() + 16
        width = min(wanted, room.width() - 2 * STRIP_MARGIN_PX - rest)
        scrolls = width < wanted
        self._area.setFixedSize(max(width, TILE_WIDTH_PX), TILE_HEIGHT_PX + (bar if scrolls else 0))
        self.adjustSize()
        left = (room.width() - self.width()) // 2
        foot = QRect(left, room.height() - self.height() - STRIP_MARGIN_PX, self.width(), self.height())
        head = foot.translated(0, STRIP_MARGIN_PX - foot.top())
        filled = self._filled()
        at_head = filled.intersects(foot) and not filled.intersects(head)
        self.setGeometry(head if at_head else foot)
        self.show()
        self.raise_()
        self.covered.emit(0 if at_head else self.height() + STRIP_MARGIN_PX)

    def _filled(self) -> QRect:
        """What was filled, as far as it is in view, in the canvas's coordinates."""
        document, ratio = self._canvas.document, self._canvas.ratio
        step = document.history.last if document is not None else None
        box: Box = EMPTY_BOX
        for patch in step.patches if step is not None else ():
            box |= patch.box
        if box.empty:
            return QRect()
        view = self._canvas.viewport.cover(box)
        return QRect(
            int(view.left / ratio), int(view.top / ratio), int(view.width / ratio), int(view.height / ratio)
        )

    # Qt's events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas:
            if event.type() == QEvent.Type.Resize and self._answers.shown is not None:
                self._place(self._answers.shown)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = STEPS_OF_KEY.get(Qt.Key(event.key()))
            if step is not None:
                self._had_focus = True
                self._answers.turn(step)
                return True
        return super().eventFilter(watched, event)


class _StripTile(QToolButton):
    """A button as large as all in the strip; its icon stands in the middle of the same square.

    icon_side: at most, in px at 100 % screen scaling.
    """

    def __init__(self, icon_side: int = THUMBNAIL_SIDE_PX) -> None:
        super().__init__()
        self._icon_side = icon_side
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(THUMBNAIL_SIDE_PX, THUMBNAIL_SIDE_PX))
        self.setFixedSize(TILE_WIDTH_PX, TILE_HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(caption(self.font()))

    def setIcon(self, icon: QIcon | QPixmap) -> None:
        """Called by the theme, too."""
        drawn = QIcon(icon)
        ratio, framed = self.devicePixelRatioF(), QIcon()
        side, margin = (round(px * ratio) for px in (THUMBNAIL_SIDE_PX, self._margin))
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            room = QPixmap(side, side)
            room.fill(Qt.GlobalColor.transparent)
            painter = QPainter(room)
            drawn.paint(
                painter, QRect(0, 0, side, side).adjusted(margin, margin, -margin, -margin), mode=mode
            )
            painter.end()
            framed.addPixmap(room, mode)
        super().setIcon(framed)

    @property
    def _margin(self) -> float:
        return (THUMBNAIL_SIDE_PX - self._icon_side) / 2


def _action_tile(action: QAction, text: str) -> QToolButton:
    """A tile that triggers an action."""
    tile = _StripTile(ICON_SIDE_PX)
    tile.setText(_two_lines(text))
    follow_tip(tile, action)
    tile.setAccessibleName(text)
    tile.clicked.connect(action.trigger)
    tile.setEnabled(action.isEnabled())
    action.enabledChanged.connect(tile.setEnabled)
    return tile


def _two_lines(text: str) -> str:
    """A tile's text: the first word above the rest."""
    return text.replace(" ", "\n", 1)
