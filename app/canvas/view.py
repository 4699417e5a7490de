"""The canvas: the photo, the mask over it, and the tools that draw on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
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

from app.canvas.accessible import description
from app.canvas.background import Background
from app.canvas.brush import Brush
from app.canvas.compare import Compare
from app.canvas.find_pointer import FindPointer
from app.canvas.input.cursor import CanvasCursor
from app.canvas.input.keyboard import KeyboardInput
from app.canvas.input.mouse import MouseInput
from app.canvas.layers.progress import Progress
from app.canvas.marking import Marking
from app.canvas.next_mask import NextMask
from app.canvas.painting import paint_canvas
from app.canvas.scene import Scene
from app.canvas.strokes import Coverage, Point
from app.canvas.tool import Tool
from app.canvas.tool_choice import ToolChoice
from app.canvas.toolbox import toolbox
from app.canvas.zoom_view import ZoomView
from app.document.document import Document
from app.document.edit import Change, Edit
from app.document.find_marks import FindMarks
from app.text import translate
from engine.pixels.box import Box

OUTSIDE_POINT = QPoint(-1, -1)


class Canvas(ZoomView):
    """Shows one document and lets the chosen tool edit it.  It only reads; tools write through edits.

    Positions are device pixels inside and photo pixels outside.  `release` ends its threads.
    """

    hovered = Signal(QPoint)  # photo pixel under the pointer, (-1, -1) where there is none
    stroke_finished = Signal()
    tool_changed = Signal(str)
    brush_changed = Signal()
    original_shown = Signal(bool)
    overlay_toggled = Signal(bool)
    find_clicked = Signal(int)  # its number
    hinted = Signal(str)  # what the person has to do first; empty: it is done
    take_back_changed = Signal()  # whether the tool has something that can be taken back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.background = Background(self)
        self.scene = Scene(self.viewport, self.background, self.redraw_area)
        self.brush = Brush(self)
        self.compare = Compare()
        self.progress = Progress(self.redraw_area, self)
        self.next_mask = NextMask(self.scene, self.finished)
        self.marking = Marking(
            self,
            document=lambda: self.document,
            tool=lambda: self.tool,
            begin=self.begin,
            finished=self.finished,
        )
        self.last_point: Point | None = None
        self.pressure_sizes = self.pressure_flows = False  # what a pen's pressure scales
        self.tools: dict[str, Tool] = {id: tool(self) for id, tool in toolbox().items()}
        self._choice = ToolChoice(self.tools, cancel=self.cancel_stroke, changed=self._tool_changed)
        self._holds_original = self._could_take_back = False
        self._unwatch: Callable[[], None] | None = None
        self.mouse_input, self.keyboard_input = MouseInput(self), KeyboardInput(self)
        self.canvas_cursor = CanvasCursor(self)
        self.finds = FindPointer(self, self.scene)
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
        self.mouse_input.reset()
        self.next_mask.drop()
        for tool in self.tools.values():
            tool.forget()
        self.progress.show(None, 0, self.viewport)
        self.scene.show(document)
        self.view_changed()

    def release(self) -> None:
        """Let go of the document and end the threads; the canvas may be used again."""
        self.set_document(None)
        self.background.close()

    @property
    def can_paint(self) -> bool:
        """There is a document, it can be painted on now or after a repair, and it would be seen."""
        document = self.document
        if document is None or self._holds_original:
            return False
        return not document.locked or (self.next_mask.accepting and self.tool.info.marks_mask)

    def set_busy(self, boxes: Sequence[Box] | None, fraction: float = 0.0) -> None:
        """Progress (0 to 1) on the photo's boxes being filled; None ends it."""
        self.progress.show(boxes, fraction, self.viewport)
        self.pointer_moved()

    # The view

    @property
    def holds_original(self) -> bool:
        """Whether the photo is shown as it was opened."""
        return self._holds_original

    def show_original(self, shown: bool) -> None:
        """The photo as it was opened, without the mask."""
        if shown != self._holds_original and not self.tool.active:
            self._holds_original = shown
            self.original_shown.emit(shown)
            self.pointer_moved()  # No find is named over the original.
            self.update()

    def set_compare(self, shown: bool, *, mask: bool = False) -> None:
        """Before and after side by side; mask: and what was marked between them."""
        self.compare.show(shown, mask=mask)
        self.pointer_moved()
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

    # Finds

    def show_marks(self, marks: FindMarks | None) -> None:
        """The finds of the document's photo, or none."""
        self.scene.show_marks(marks)
        self.pointer_moved()

    def changed_marks(self, boxes: list[Box]) -> None:
        """Those that are shown look different in these boxes of the photo."""
        self.scene.changed_marks(boxes)
        self.pointer_moved()

    def find_under(self) -> int:
        """The number of the find that a click would mean; 0 where there is none."""
        return self.finds.number

    def pick(self) -> None:
        """What a click on the find under the pointer does."""
        if number := self.find_under():
            self.find_clicked.emit(number)

    # The tools

    @property
    def tool(self) -> Tool:
        return self._choice.current

    @property
    def lent(self) -> bool:
        """The tool in use is a lent one."""
        return self._choice.lent

    def choose(self, id: str) -> None:
        """Another tool, by its id; what the last one had under way is given up."""
        self._choice.choose(id)

    def lend(self, tool: Tool) -> None:
        """A tool of no toolbox, which cannot be changed for another until `put_away`."""
        self._choice.lend(tool)

    def put_away(self) -> None:
        """Back to the tool that was in use before `lend`."""
        if self.lent:
            self._reset_input()
            self._choice.put_away()
            self.update()

    def swap(self) -> None:
        """X: the tool's other side, else brush and eraser."""
        if self.tool.active:
            return
        if self.tool.swap():
            self.pointer_moved()
        else:
            self._choice.swap()

    def _tool_changed(self) -> None:
        self.tool_changed.emit(self.tool.info.id)
        self.pointer_moved()
        self._describe()

    def _reset_input(self) -> None:
        self.mouse_input.reset()
        self.keyboard_input.reset()

    @property
    def mask_colour(self) -> QColor | None:
        return self.scene.mask_colour

    def begin(self, title: str) -> Edit:
        assert self.document is not None
        return self.next_mask.begin(title) if self.document.locked else self.document.begin(title)

    def draw_mask(self, title: str, box: Box, coverage: Coverage, *, erase: bool) -> None:
        self.marking.draw(title, box, coverage, erase=erase)

    def finished(self) -> None:
        self.stroke_finished.emit()
        self.marking.done()

    def redraw(self) -> None:
        self.update()
        self._note_activity()

    def hint(self, text: str) -> None:
        self.hinted.emit(text)

    def cancel_stroke(self) -> bool:
        """Esc: give up the stroke or shape under way.  False where there is none."""
        active = self.tool.active
        self.marking.drop()
        if active:
            self.tool.cancel()
            self._reset_input()
        return active

    def conclude(self) -> None:
        """The document is about to be left: what was drawn so far of a stroke or shape counts."""
        if self.tool.active:
            self.tool.conclude()
            self._reset_input()
            self._note_activity()

    def finish_shape(self) -> bool:
        """Enter: close the shape under way.  False where there is none."""
        return self.tool.finish()

    def pointer_moved(self) -> None:
        """Move the cursor's drawing to where the pointer is, and tell where that is."""
        self._note_activity()
        self.canvas_cursor.update()
        self.finds.update()
        at = self.mouse_input.at
        x, y = self.viewport.to_photo(at.x(), at.y()) if at else (-1.0, -1.0)
        inside = 0 <= x < self.viewport.photo_width and 0 <= y < self.viewport.photo_height
        self.hovered.emit(QPoint(int(x), int(y)) if inside else OUTSIDE_POINT)

    # Inside

    def _note_activity(self) -> None:
        """The tool may have begun or ended something."""
        self.marking.note()
        if self._could_take_back != self.tool.can_take_back:
            self._could_take_back = self.tool.can_take_back
            self.take_back_changed.emit()

    def _changed(self, change: Change) -> None:
        self.scene.change(change)
        if change.history:
            self.canvas_cursor.update()  # a lock may have come or gone

    def _brush_changed(self) -> None:
        self.canvas_cursor.update()
        self._describe()
        self.brush_changed.emit()

    def view_changed(self) -> None:
        self.canvas_cursor.update()
        self._describe()
        super().view_changed()

    def _describe(self) -> None:
        self.setAccessibleDescription(description(self))

    def _resized(self) -> None:
        ratio = self.ratio
        self.viewport.set_ratio(ratio)
        self.scene.resize(round(self.width() * ratio), round(self.height() * ratio))
        self.view_changed()

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_canvas(self, QPainter(self), event.rect())

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002
        self._resized()

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DevicePixelRatioChange:
            self._resized()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(self.keyboard_input.claims(event))
            return True
        elif kind == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent):
            return self.mouse_input.gesture(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self.mouse_input.press(event))
        self.pointer_moved()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse_input.move(event)
        self.pointer_moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse_input.release(event)
        self.pointer_moved()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse_input.double_click(event)
        self.pointer_moved()

    def tabletEvent(self, event: QTabletEvent) -> None:
        self.mouse_input.tablet(event)
        event.ignore()  # Qt then sends the mouse event that draws

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.mouse_input.wheel(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self.keyboard_input.press(event))
        self.canvas_cursor.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self.keyboard_input.release(event))
        self.canvas_cursor.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.mouse_input.at = self.device(event.position())
        self.pointer_moved()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self.mouse_input.at = None
        self.pointer_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A held key's release goes elsewhere now."""
        self.mouse_input.release_space()
        self.mouse_input.alt = False
        self.show_original(False)
        super().focusOutEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.release()
        super().closeEvent(event)
