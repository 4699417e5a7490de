"""The canvas: the photo, the mask over it, and the tools that draw on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas.background import Background
from app.canvas.brush import Brush
from app.canvas.compare import Compare
from app.canvas.input.cursor import Pointer
from app.canvas.input.keyboard import Keys
from app.canvas.input.mouse import Hands
from app.canvas.layers.finds import FindLabel
from app.canvas.layers.progress import Progress
from app.canvas.scene import Scene
from app.canvas.strokes import Point
from app.canvas.tool import Tool
from app.canvas.toolbox import toolbox
from app.canvas.viewport import Viewport
from app.document.document import Document
from app.document.edit import Change, Edit
from app.document.find_marks import Marks
from app.document.mask_pyramid import MaskLevels
from app.text import count, translate
from engine.pixels.box import Box

SURROUND = QColor("#2a2a2a")
NOWHERE = QPoint(-1, -1)
NEAR = 5.0  # px at 100 % screen scaling: a find this near the pointer is meant


class Canvas(QWidget):
    """Shows one document and lets the chosen tool edit it.  It only reads; tools write through edits.

    Positions are device pixels inside and photo pixels outside.  `release` ends its threads.
    """

    zoomed = Signal(float)  # device pixels a photo pixel: 1.0 is 100 %
    hovered = Signal(QPoint)  # photo pixel under the pointer, (-1, -1) where there is none
    stroke_finished = Signal()
    tool_changed = Signal(str)
    brush_changed = Signal()
    original_shown = Signal(bool)
    overlay_toggled = Signal(bool)
    find_clicked = Signal(int)  # its number

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.background = Background(self)
        self.viewport = Viewport()
        self.scene = Scene(self.viewport, self.background, self.redraw_area)
        self.brush = Brush(self)
        self.compare = Compare()
        self.progress = Progress(self.redraw_area, self)
        self.label = FindLabel()
        self.last_point: Point | None = None
        self.pressure_sizes = False  # a pen's pressure scales the brush
        self.tools: dict[str, Tool] = {id: tool(self) for id, tool in toolbox().items()}
        self._tool = self.tools["brush"]
        self._kept: Tool | None = None  # the tool to go back to, while one is lent
        self._holds_original = False
        self._unwatch: Callable[[], None] | None = None
        self.hands, self.keys, self.pointer = Hands(self), Keys(self), Pointer(self)
        self.brush.changed.connect(self._brush_changed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAccessibleName(translate("Canvas", "Photo"))
        self._describe()

    # The document

    @property
    def document(self) -> Document | None:
        return self.scene.document

    def set_document(self, document: Document | None) -> None:
        """Show another document, fitted; None shows the surround alone."""
        self.cancel_stroke()
        if self._unwatch:
            self._unwatch()
        self._unwatch = document.watch(self._changed) if document else None
        self.last_point = None
        self.hands.reset()
        self.progress.show(None, 0, self.viewport)
        self.scene.show(document)
        self._view_changed()

    def release(self) -> None:
        """Let go of the document and end the threads; the canvas may be used again."""
        self.set_document(None)
        self.background.close()

    @property
    def can_paint(self) -> bool:
        """There is a document, no job is at work on it, and what is painted would be seen."""
        document = self.document
        return document is not None and not (document.locked or self.progress.shown or self._holds_original)

    def set_busy(self, boxes: Sequence[Box] | None, fraction: float = 0.0) -> None:
        """Progress (0 to 1) on the photo's boxes being filled; None ends it.  No painting meanwhile."""
        if boxes and not self.progress.shown:
            self.cancel_stroke()
        self.progress.show(boxes, fraction, self.viewport)
        self.pointer_moved()

    # The view

    @property
    def ratio(self) -> float:
        """Device pixels a logical one."""
        return self.devicePixelRatioF()

    @property
    def scale(self) -> float:
        return self.viewport.scale

    def device(self, at: QPointF) -> QPointF:
        """A widget position in device pixels."""
        return at * self.ratio

    def redraw_area(self, area: QRect) -> None:
        """Paint these device pixels again."""
        ratio = self.ratio
        self.update(area if ratio == 1 else _scaled(area, 1 / ratio))

    def fit(self) -> None:
        """The whole photo."""
        self.viewport.fit()
        self._view_changed()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """1.0 is 100 %.  The photo's point under `at` (device pixels; the middle if None) stays."""
        if not self.viewport.empty:
            at = at or QPointF(self.viewport.width / 2, self.viewport.height / 2)
            self.viewport.zoom_at(at.x(), at.y(), scale)
            self._view_changed()

    def zoom_in(self) -> None:
        self.zoom_to(self.viewport.step(up=True))

    def zoom_out(self) -> None:
        self.zoom_to(self.viewport.step(up=False))

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by device pixels."""
        self.viewport.pan(dx, dy)
        self._view_changed()

    def reveal(self, x: float, y: float) -> None:
        """Pan as little as brings a photo point into view."""
        before = self.viewport.left, self.viewport.top
        self.viewport.reveal(x, y)
        if before != (self.viewport.left, self.viewport.top):
            self._view_changed()

    def show_original(self, shown: bool) -> None:
        """The photo as it was opened, without the mask."""
        if shown != self._holds_original and not self.tool.active:
            self._holds_original = shown
            self.original_shown.emit(shown)
            self.update()

    def set_compare(self, shown: bool, *, mask: bool = False) -> None:
        """Before and after side by side; mask: and what was marked between them."""
        self.compare.show(shown, mask=mask)
        self.update()

    def on_compare_line(self, x: float) -> bool:
        """Whether a view position can take hold of the comparison's line."""
        return self.compare.grips(x, self.viewport.width, self.ratio)

    def move_compare(self, x: float) -> None:
        self.compare.move(x, self.viewport.width)
        self.update()

    @property
    def overlay_visible(self) -> bool:
        return self.scene.mask_shown

    @overlay_visible.setter
    def overlay_visible(self, shown: bool) -> None:
        if shown != self.scene.mask_shown:
            self.scene.mask_shown = shown
            self.overlay_toggled.emit(shown)
            self.update()

    def set_mask_look(self, colour: str, *, hatch: bool = False) -> None:
        """colour: "magenta", "cyan" or "yellow"."""
        self.scene.set_mask_look(colour, hatch=hatch)

    def set_surround(self, colour: QColor) -> None:
        """What lies around the photo: neutral, by the theme."""
        self.scene.set_surround(colour)

    def set_screen_profile(self, profile: bytes | None) -> None:
        """The monitor's ICC profile; sRGB if None."""
        self.scene.set_screen(profile)

    # Finds

    def show_marks(self, marks: Marks | None) -> None:
        """The finds of the document's photo, or none."""
        self.scene.show_marks(marks)
        self.pointer_moved()

    def changed_marks(self, boxes: list[Box]) -> None:
        """Those that are shown look different in these boxes of the photo."""
        self.scene.changed_marks(boxes)
        self.pointer_moved()

    def preview_mask(self, levels: MaskLevels | None) -> None:
        """Show another mask in place of the document's; None: that again."""
        self.scene.preview_mask(levels)

    def find_under(self) -> int:
        """The number of the find that a click would mean; 0 where there is none."""
        marks, at = self.scene.marks, self.hands.at
        if marks is None or at is None or not self._picks:
            return 0
        x, y = self.viewport.to_photo(at.x(), at.y())
        find = marks.near(int(x // 1), int(y // 1), max(0, round(NEAR * self.ratio / self.viewport.scale)))
        return find.number if find else 0

    def pick(self) -> None:
        """What a click on the find under the pointer does."""
        number = self.find_under()
        if number and self.can_paint:
            self.find_clicked.emit(number)

    @property
    def _picks(self) -> bool:
        """A click may mean a find: they are seen, and the tool has no other use for it."""
        at, view = self.hands.at, QRect(0, 0, self.viewport.width, self.viewport.height)
        covered = self.compare.before(view) | self.compare.mask(view)
        free = not (self.tool.active or self.hands.drawing or self.hands.panning)
        shown = self.can_paint and self.scene.mask_shown and self.tool.info.picks
        return shown and free and at is not None and not covered.contains(at.toPoint())

    def _lift_find(self) -> None:
        """Raise the find under the pointer, and say what it is."""
        marks = self.scene.marks
        if marks is None and not self.label.text:
            return
        number = self.find_under()
        self.redraw_area(self.label.area(self.ratio))
        if marks is not None:
            self.scene.changed_marks(marks.lift(number))
        find = marks.finds.found[number - 1] if marks is not None and number else None
        self.label.show(find, inside=bool(marks and marks.inside[number]), at=self.hands.at)
        self.redraw_area(self.label.area(self.ratio))

    # The tools

    @property
    def tool(self) -> Tool:
        return self._tool

    def choose(self, id: str) -> None:
        """Another tool, by its id; what the last one had under way is given up."""
        if self._kept is None and self._tool is not self.tools[id]:
            self.cancel_stroke()
            self._take(self.tools[id])

    @property
    def lent(self) -> bool:
        """The tool in hand is a lent one."""
        return self._kept is not None

    def lend(self, tool: Tool) -> None:
        """A tool of no toolbox, which cannot be changed for another until `put_away`."""
        self.cancel_stroke()
        self._kept = self._kept or self._tool
        self._take(tool)

    def put_away(self) -> None:
        """Back to the tool that was in hand before `lend`."""
        if self._kept is not None:
            kept, self._kept = self._kept, None
            self.hands.reset()
            self.keys.reset()
            self._take(kept)
            self.update()

    def _take(self, tool: Tool) -> None:
        self._tool = tool
        self.tool_changed.emit(tool.info.id)
        self.pointer_moved()
        self._describe()

    def swap(self) -> None:
        """X: the tool's other side, else brush and eraser."""
        if self._tool.active:
            return
        if self._tool.swap():
            self.pointer_moved()
        else:
            self.choose("brush" if self._tool.info.id == "eraser" else "eraser")

    @property
    def mask_colour(self) -> QColor | None:
        return self.scene.mask_colour

    @property
    def photo_box(self) -> Box:
        return Box(0, 0, self.viewport.photo_width, self.viewport.photo_height)

    def begin(self, title: str) -> Edit:
        assert self.document is not None
        return self.document.begin(title)

    def finished(self) -> None:
        self.stroke_finished.emit()

    def redraw(self) -> None:
        self.update()

    def cancel_stroke(self) -> bool:
        """Esc: give up the stroke or shape under way.  False where there is none."""
        active = self._tool.active
        if active:
            self._tool.cancel()
            self.hands.reset()
            self.keys.reset()
        return active

    def finish_shape(self) -> bool:
        """Enter: close the shape under way.  False where there is none."""
        return self._tool.finish()

    def pointer_moved(self) -> None:
        """Move the cursor's drawing to where the pointer is, and tell where that is."""
        self.pointer.update()
        self._lift_find()
        at = self.hands.at
        x, y = self.viewport.to_photo(at.x(), at.y()) if at else (-1.0, -1.0)
        inside = 0 <= x < self.viewport.photo_width and 0 <= y < self.viewport.photo_height
        self.hovered.emit(QPoint(int(x), int(y)) if inside else NOWHERE)

    # Inside

    def _changed(self, change: Change) -> None:
        self.scene.change(change)
        if change.history:
            self.pointer.update()  # a lock may have come or gone

    def _brush_changed(self) -> None:
        self.pointer.update()
        self._describe()
        self.brush_changed.emit()

    def _view_changed(self) -> None:
        self.update()
        self.pointer.update()
        self._describe()
        self.zoomed.emit(self.viewport.scale)

    def _describe(self) -> None:
        """What a screen reader says of the canvas."""
        if self.document is None:
            self.setAccessibleDescription(translate("Canvas", "No photo is open"))
            return
        text = translate("Canvas", "{width} by {height} pixels, zoom {zoom} %, {tool}, brush {size} pixels")
        values = {"width": count(self.viewport.photo_width), "height": count(self.viewport.photo_height)}
        tool = translate("Tool", self._tool.info.title)
        zoom, size = f"{self.viewport.scale:.0%}".rstrip("%"), f"{self.brush.size:g}"
        self.setAccessibleDescription(text.format(**values, zoom=zoom, tool=tool, size=size))

    def _resized(self) -> None:
        ratio = self.ratio
        self.viewport.margin = round(16 * ratio)
        self.scene.resize(round(self.width() * ratio), round(self.height() * ratio))
        self._view_changed()

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        view = QRect(0, 0, self.viewport.width, self.viewport.height)
        area = _scaled(event.rect(), self.ratio) & view
        before = view if self._holds_original else self.compare.before(view)
        middle = QRect() if self._holds_original else self.compare.mask(view)
        original = not (before | middle).isEmpty()
        self.scene.draw(self.ratio, original=original, repaired=not middle.isEmpty())
        painter = QPainter(self)
        painter.scale(1 / self.ratio, 1 / self.ratio)
        self.scene.paint(painter, area, original=before, repaired=middle, marks=not self._holds_original)
        if not self._holds_original:
            self._tool.overlay(painter, lambda point: self.viewport.to_view(*point))
        if self.progress.shown:
            self.progress.paint(painter, self.ratio)
        if self.compare.shown and self.document and not self._holds_original:
            self.compare.paint(painter, view, self.ratio)
        self.pointer.paint(painter)
        self.label.paint(painter, view, self.ratio)

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002
        self._resized()

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DevicePixelRatioChange:
            self._resized()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(self.keys.claims(event))
            return True
        elif kind == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            return self.hands.gesture(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self.hands.press(event))
        self.pointer_moved()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)
        self.pointer_moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)
        self.pointer_moved()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double_click(event)
        self.pointer_moved()

    def tabletEvent(self, event: QTabletEvent) -> None:
        self.hands.tablet(event)
        event.ignore()  # Qt then sends the mouse event that draws

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.wheel(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self.keys.press(event))
        self.pointer.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self.keys.release(event))
        self.pointer.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hands.at = self.device(event.position())
        self.pointer_moved()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self.hands.at = None
        self.pointer_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A held key's release goes elsewhere now."""
        self.hands.release_space()
        self.hands.alt = False
        self.show_original(False)
        super().focusOutEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.release()
        super().closeEvent(event)


def _scaled(area: QRect, by: float) -> QRect:
    """The smallest rectangle around a scaled one."""
    left, top = int(area.left() * by // 1), int(area.top() * by // 1)
    right, bottom = -int(-(area.right() + 1) * by // 1), -int(-(area.bottom() + 1) * by // 1)
    return QRect(left, top, right - left, bottom - top)
