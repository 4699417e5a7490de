"""The keys that the canvas itself answers: held ones, those of a stroke, and drawing without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

from app.canvas.input.rotation_drag import ROTATION_KEY
from app.canvas.tool import PointerEvent
from app.text import translate

if TYPE_CHECKING:
    from app.canvas.input.surface import InputSurface

Key = Qt.Key
ENTER_KEYS = (Key.Key_Return, Key.Key_Enter)
ARROW_DIRECTIONS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}
TAKE_BACK_KEYS = (Key.Key_Delete, Key.Key_Backspace)
SHAPE_KEYS = (Key.Key_Escape, *ENTER_KEYS, *TAKE_BACK_KEYS)
BRACKET_KEYS = (Key.Key_BracketLeft, Key.Key_BracketRight, Key.Key_BraceLeft, Key.Key_BraceRight)
PEN_KEY = Key.Key_Period
ARROW_STEP_PX = 16.0  # View pixels that an arrow moves the pointer; with Ctrl it is one photo pixel.
IGNORED_MODIFIERS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.NoModifier


class KeyboardInput:
    """Arrows move a pointer of their own over the photo, `.` puts the pen down and up again."""

    def __init__(self, canvas: InputSurface) -> None:
        self.canvas = canvas
        self.pen_down = False

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is the canvas's although the window has a shortcut on it."""
        key, plain = event.key(), not event.modifiers() & ~IGNORED_MODIFIERS
        if self.canvas.mouse_input.drawing or self.pen_down:
            return key not in BRACKET_KEYS  # nothing else may happen to the document in mid-stroke
        tool = self.canvas.tool
        if tool.active and key in SHAPE_KEYS and not (key in ENTER_KEYS and tool.waiting):
            return True
        if plain and key == ROTATION_KEY:
            self.canvas.mouse_input.rotation.hold()
        if key == PEN_KEY and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            return True
        return key in ARROW_DIRECTIONS or (plain and key in (Key.Key_Space, Key.Key_Backslash, PEN_KEY))

    def press(self, event: QKeyEvent) -> bool:
        canvas, key = self.canvas, event.key()
        if key == Key.Key_Escape:
            return canvas.cancel_stroke()
        if key in ENTER_KEYS:
            return canvas.finish_shape()
        if key in TAKE_BACK_KEYS:
            return canvas.tool.take_back()
        if key in ARROW_DIRECTIONS:
            self._step(
                *ARROW_DIRECTIONS[Key(key)],
                fine=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier),
            )
        elif event.isAutoRepeat():
            return key in (Key.Key_Space, Key.Key_Backslash, PEN_KEY)
        elif key == Key.Key_Space:
            canvas.mouse_input.space = True
        elif key == Key.Key_Backslash:
            canvas.show_original(True)
        elif key == Key.Key_Alt:
            canvas.mouse_input.alt = True
            return False  # the window's menus hear it too
        elif key == PEN_KEY:
            self._pen(alt=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        if event.key() == Key.Key_Space:
            self.canvas.mouse_input.release_space()
        elif event.key() == Key.Key_Backslash:
            self.canvas.show_original(False)
        elif event.key() == Key.Key_Alt:
            self.canvas.mouse_input.alt = False
            return False
        elif event.key() == ROTATION_KEY:
            self.canvas.mouse_input.rotation.let_go()
            return False
        else:
            return False
        return True

    def reset(self) -> None:
        self.pen_down = False

    def _step(self, across: int, down: int, *, fine: bool) -> None:
        """Move the keyboard's pointer, and what it draws."""
        viewport = self.canvas.viewport
        if viewport.empty:
            return
        at = self.canvas.mouse_input.at or QPointF(viewport.width / 2, viewport.height / 2)
        x, y = viewport.to_photo(at.x(), at.y())
        by = 1.0 if fine else max(ARROW_STEP_PX * self.canvas.ratio / viewport.scale, 1.0)
        to_right, to_bottom = viewport.direction_in_photo(across, down)
        x = min(max(x + to_right * by, 0.0), float(viewport.photo_width))
        y = min(max(y + to_bottom * by, 0.0), float(viewport.photo_height))
        self.canvas.reveal(x, y)
        self.canvas.mouse_input.at = QPointF(*viewport.to_view(x, y))
        pointer = PointerEvent(x, y)
        if self.pen_down and self.canvas.tool.active:
            self.canvas.tool.drag(pointer)
        else:
            self.canvas.tool.hover(pointer)
        self.canvas.pointer_moved()

    def lift(self) -> None:
        """Pen up, where it is: the mouse takes over."""
        if self.pen_down:
            self._pen()

    def _pen(self, *, alt: bool = False) -> None:
        """Press or let go of the tool where the pointer is."""
        canvas = self.canvas
        if canvas.mouse_input.at is None:
            self._step(0, 0, fine=True)
        at = canvas.mouse_input.at
        if canvas.mouse_input.must_wait:
            canvas.mouse_input.say_wait()
        if at is None or not canvas.can_paint or canvas.tool.info.pans or canvas.mouse_input.drawing:
            return
        pointer = PointerEvent(*canvas.viewport.to_photo(at.x(), at.y()), erase=alt)
        self.pen_down = not self.pen_down
        if self.pen_down:
            canvas.tool.press(pointer)
            if not canvas.tool.active:  # a click was all that it wanted
                self.pen_down = False
                canvas.tool.release(pointer)
                return
            self._say(translate("Canvas", "Pen down"))
        else:
            canvas.tool.release(pointer)
            self._say(translate("Canvas", "Pen up"))

    def _say(self, text: str) -> None:
        """For screen readers."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, text))
