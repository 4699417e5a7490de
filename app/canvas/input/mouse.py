"""Mouse, wheel, touchpad, pen and keys, turned into movements of the view and touches of the tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication

from app.canvas.input.rotation_drag import RotationDrag
from app.canvas.tool import PointerEvent
from app.text import translate

if TYPE_CHECKING:
    from app.canvas.input.surface import InputSurface, WheelView

LEFT_BUTTON, RIGHT_BUTTON, MIDDLE_BUTTON = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
ALT_KEY, SHIFT_KEY, CONTROL_KEY = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
WHEEL_NOTCH = 120  # Eighths of a degree: one click of a wheel.
MAX_CLICK_MOVE_PX = 4.0  # With less movement between press and release it is a click.
ZOOM_NOTCH = 2**0.25  # zoom of one notch
WHEEL_ROTATION_DEGREES = 5.0  # of one notch
PAN_NOTCH = 60.0  # px that a touchpad without pixel deltas pans a notch


class MouseInput:
    """Positions are device pixels; the canvas asks `at` where to draw the cursor."""

    def __init__(self, canvas: InputSurface) -> None:
        self.canvas = canvas
        self.rotation = RotationDrag(canvas)
        self.at: QPointF | None = None  # None: the pointer is elsewhere
        self.alt = False
        self.space = False
        self.pressure = 1.0
        self.eraser_end = False
        self._button: Qt.MouseButton | None = None  # the one that drew
        self._pan_button: Qt.MouseButton | None = None
        self._pressed: QPointF | None = None  # on a find, and not yet moved away
        # The press with which a stroke begins if it turns out to be one.
        self._waiting: PointerEvent | None = None

    @property
    def drawing(self) -> bool:
        """A button is down that draws."""
        return self._button is not None

    @property
    def panning(self) -> bool:
        """A movement of the pointer moves the photo."""
        return self._pan_button is not None or (self.space and self._button is not None)

    @property
    def erasing(self) -> bool:
        """The stroke under way was begun with the right button, or the pen is turned round."""
        return self._button == RIGHT_BUTTON or self.eraser_end

    @property
    def pans(self) -> bool:
        """The left button would move the photo."""
        canvas = self.canvas
        return self.space or canvas.tool.info.pans or not (canvas.can_paint or self.must_wait)

    @property
    def must_wait(self) -> bool:
        """The tool in use would draw, but a job reads what it would change."""
        canvas = self.canvas
        shown = canvas.document is not None and not canvas.holds_original
        return shown and not canvas.can_paint and not canvas.tool.info.pans

    def say_wait(self) -> None:
        """Say why nothing is drawn."""
        self.canvas.hint(translate("Canvas", "This tool can go on once the work on the photo is done"))

    def reset(self) -> None:
        """Another document, or the focus went elsewhere: nothing is held any more."""
        self.space = self.alt = False
        self._button = self._pan_button = None
        self._pressed = self._waiting = None
        self.rotation.reset()

    def release_space(self) -> None:
        if self.space:
            self.space = False
            self._lift()

    # The mouse

    def press(self, event: QMouseEvent) -> bool:
        self.canvas.keyboard_input.lift()
        at, button = self._place(event), event.button()
        self._modifiers(event)
        if self.rotation.held and button == LEFT_BUTTON and not self.drawing:
            self.rotation.press(at)
            return True
        plain = button == LEFT_BUTTON and not (
            self.space or event.modifiers() & (ALT_KEY | SHIFT_KEY | CONTROL_KEY)
        )
        self._pressed = at if plain and self.canvas.find_under() else None
        if button == MIDDLE_BUTTON or (button == LEFT_BUTTON and self.pans and self._button is None):
            self._pan_button = button
        elif self._button is None and button in (LEFT_BUTTON, RIGHT_BUTTON):
            if button == LEFT_BUTTON and self.canvas.on_compare_line(at.x()):
                self.canvas.compare.hold(at.x(), self.canvas.viewport.width)
            elif self.canvas.can_paint and not self.canvas.tool.info.pans:
                self._button = button
                if not self.canvas.tool.info.paints_photo:
                    self.canvas.overlay_visible = True  # nobody paints unseen
                if self._pressed is not None:
                    self._waiting = self._pointer_event(event)
                else:
                    self.canvas.tool.press(self._pointer_event(event))
            elif self.must_wait:
                self.say_wait()
        else:
            return False
        return True

    def move(self, event: QMouseEvent) -> None:
        before = self.at
        at = self._place(event)
        self._modifiers(event)
        if self.rotation.dragging:
            self.rotation.move(at)
            return
        if (
            self._pressed is not None
            and (at - self._pressed).manhattanLength() > MAX_CLICK_MOVE_PX * self.canvas.ratio
        ):
            self._begin_after_all()
        if self.canvas.compare.held:
            self.canvas.move_compare(at.x())
        elif self.panning and before is not None:
            self.canvas.pan(at.x() - before.x(), at.y() - before.y())
        elif self._waiting is not None:
            return
        elif self._button is not None:
            self.canvas.tool.drag(self._pointer_event(event))
        else:
            self.canvas.tool.hover(self._pointer_event(event))

    def release(self, event: QMouseEvent) -> None:
        self._place(event)
        self._modifiers(event)
        if event.button() == LEFT_BUTTON and self.rotation.dragging:
            self.rotation.release()
        elif event.button() == LEFT_BUTTON and self._pressed is not None:
            self._button = self._pan_button = self._pressed = self._waiting = None
            self.canvas.pick()
        elif event.button() == LEFT_BUTTON and self.canvas.compare.held:
            self.canvas.compare.let_go()
        elif event.button() == self._pan_button:
            self._pan_button = None
            self._lift()
        elif event.button() == self._button:
            if self.panning:
                self._lift()
            self._button = None
            self.canvas.tool.release(self._pointer_event(event))
            self.pressure = 1.0  # what comes next may be a mouse

    def double_click(self, event: QMouseEvent) -> None:
        """The second press of two: closes a shape, else it is a press like any."""
        if (
            not self.rotation.held
            and event.button() == LEFT_BUTTON
            and not self.pans
            and self.canvas.can_paint
            and self.canvas.tool.finish()
        ):
            return
        self.press(event)

    def tablet(self, event: QTabletEvent) -> None:
        """Remember the pen; the mouse event that follows draws.

        A pen that leaves the tablet has no pressure: the stroke ends as wide as it was.
        """
        if event.type() != QTabletEvent.Type.TabletRelease:
            self.pressure = event.pressure() if event.pressure() > 0 else 1.0
        self.eraser_end = event.pointerType() == QPointingDevice.PointerType.Eraser

    # Wheel and touchpad

    def wheel(self, event: QWheelEvent) -> None:
        if event.modifiers() & ALT_KEY:
            self.canvas.brush.grow(notches(event))
            self._keep_menus_shut(event)
        elif event.modifiers() & SHIFT_KEY and not is_touchpad(event):
            by = WHEEL_ROTATION_DEGREES * notches(event)
            self.canvas.rotate_by(-by, self.canvas.device(event.position()))
        else:
            turn_wheel(self.canvas, event)

    def gesture(self, event: QNativeGestureEvent) -> bool:
        """A pinch zooms where the fingers are; a double tap with two fingers fits."""
        kind = event.gestureType()
        if kind == Qt.NativeGestureType.ZoomNativeGesture:
            scale = self.canvas.viewport.scale * max(1 + event.value(), 0.1)
            self.canvas.zoom_to(scale, self.canvas.device(event.position()))
        elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:
            self.canvas.fit()
        else:
            return False
        return True

    # Inside

    def _keep_menus_shut(self, event: QWheelEvent) -> None:
        """A menu bar takes the focus when Alt is let go, unless the mouse moved meanwhile."""
        at, around = event.position(), event.globalPosition()
        none = Qt.MouseButton.NoButton
        move = QMouseEvent(QMouseEvent.Type.MouseMove, at, around, none, event.buttons(), event.modifiers())
        QApplication.sendEvent(cast("QObject", self.canvas), move)

    def _place(self, event: QMouseEvent) -> QPointF:
        self.at = self.canvas.device(event.position())
        return self.at

    def _modifiers(self, event: QMouseEvent) -> None:
        self.alt = bool(event.modifiers() & ALT_KEY)

    def _pointer_event(self, event: QMouseEvent) -> PointerEvent:
        assert self.at is not None
        x, y = self.canvas.viewport.to_photo(self.at.x(), self.at.y())
        return PointerEvent(
            x,
            y,
            erase=self.alt or self.erasing,
            straight=bool(event.modifiers() & SHIFT_KEY),
            pressure=self.pressure,
        )

    def _begin_after_all(self) -> None:
        """The pointer left the place where it was pressed on a find: no click, but a stroke or a pan."""
        pointer, self._pressed, self._waiting = self._waiting, None, None
        if pointer is not None:
            self.canvas.tool.press(pointer)

    def _lift(self) -> None:
        """A pan ended; a stroke goes on where the pointer is now."""
        if self._button is not None and self.at is not None:
            self.canvas.tool.lift(PointerEvent(*self.canvas.viewport.to_photo(self.at.x(), self.at.y())))


def turn_wheel(view: WheelView, event: QWheelEvent) -> None:
    """A touchpad moves the photo; a wheel, and a touchpad with Ctrl, zooms where the pointer is."""
    if is_touchpad(event) and not event.modifiers() & CONTROL_KEY:
        pixels = event.pixelDelta()
        by = QPointF(pixels)
        if pixels.isNull():
            by = QPointF(event.angleDelta()) * (PAN_NOTCH / WHEEL_NOTCH)
        view.pan(by.x() * view.ratio, by.y() * view.ratio)
    else:
        view.zoom_to(view.viewport.scale * ZOOM_NOTCH ** notches(event), view.device(event.position()))


def notches(event: QWheelEvent) -> float:
    """How far a wheel was turned; Alt turns it sideways on some systems."""
    return (event.angleDelta().y() or event.angleDelta().x()) / WHEEL_NOTCH


def is_touchpad(event: QWheelEvent) -> bool:
    """Two fingers rather than a wheel: by the device, by a gesture's phases, or by pixels between notches."""
    if event.device() and event.device().type() == QInputDevice.DeviceType.TouchPad:
        return True
    if event.phase() != Qt.ScrollPhase.NoScrollPhase:
        return True
    turn = event.angleDelta()
    return not event.pixelDelta().isNull() and bool(turn.y() % WHEEL_NOTCH or turn.x() % WHEEL_NOTCH)
