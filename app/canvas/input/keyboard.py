"""The keys that the canvas itself answers: held ones, those of a stroke, and drawing without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent

from app.canvas.tool import Touch
from app.text import translate

if TYPE_CHECKING:
    from app.canvas.input.surface import InputSurface

Key = Qt.Key
ENTER = (Key.Key_Return, Key.Key_Enter)
ARROWS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}
SHAPE = (Key.Key_Escape, *ENTER, Key.Key_Delete, Key.Key_Backspace)
BRACKETS = (Key.Key_BracketLeft, Key.Key_BracketRight, Key.Key_BraceLeft, Key.Key_BraceRight)
PEN = Key.Key_Period
STEP = 16.0  # view px that an arrow moves the pointer; 1 photo pixel with Ctrl
NEUTRAL = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.NoModifier


class Keys:
    """Arrows move a pointer of their own over the photo, `.` puts the pen down and up again."""

    def __init__(self, canvas: InputSurface) -> None:
        self.canvas = canvas
        self.pen_down = False

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is the canvas's although the window has a shortcut on it."""
        key, plain = event.key(), not event.modifiers() & ~NEUTRAL
        if self.canvas.hands.drawing or self.pen_down:
            return key not in BRACKETS  # nothing else may happen to the document in mid-stroke
        if self.canvas.tool.active and key in SHAPE:
            return True
        return key in ARROWS or (plain and key in (Key.Key_Space, Key.Key_Backslash, PEN))

    def press(self, event: QKeyEvent) -> bool:
        canvas, key = self.canvas, event.key()
        if key == Key.Key_Escape:
            return canvas.cancel_stroke()
        if key in ENTER:
            return canvas.finish_shape()
        if key in ARROWS:
            self._step(*ARROWS[Key(key)], fine=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.isAutoRepeat():
            return key in (Key.Key_Space, Key.Key_Backslash, PEN)
        elif key == Key.Key_Space:
            canvas.hands.space = True
        elif key == Key.Key_Backslash:
            canvas.show_original(True)
        elif key == Key.Key_Alt:
            canvas.hands.alt = True
            return False  # the window's menus hear it too
        elif key == PEN:
            self._pen()
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        if event.key() == Key.Key_Space:
            self.canvas.hands.release_space()
        elif event.key() == Key.Key_Backslash:
            self.canvas.show_original(False)
        elif event.key() == Key.Key_Alt:
            self.canvas.hands.alt = False
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
        at = self.canvas.hands.at or QPointF(viewport.width / 2, viewport.height / 2)
        x, y = viewport.to_photo(at.x(), at.y())
        by = 1.0 if fine else max(STEP * self.canvas.ratio / viewport.scale, 1.0)
        x = min(max(x + across * by, 0.0), float(viewport.photo_width))
        y = min(max(y + down * by, 0.0), float(viewport.photo_height))
        self.canvas.reveal(x, y)
        self.canvas.hands.at = QPointF(*viewport.to_view(x, y))
        touch = Touch(x, y)
        if self.pen_down and self.canvas.tool.active:
            self.canvas.tool.drag(touch)
        else:
            self.canvas.tool.hover(touch)
        self.canvas.pointer_moved()

    def lift(self) -> None:
        """Pen up, where it is: the mouse takes over."""
        if self.pen_down:
            self._pen()

    def _pen(self) -> None:
        """Press or let go of the tool where the pointer is."""
        canvas = self.canvas
        if canvas.hands.at is None:
            self._step(0, 0, fine=True)
        at = canvas.hands.at
        if at is None or not canvas.can_paint or canvas.tool.info.pans or canvas.hands.drawing:
            return
        touch = Touch(*canvas.viewport.to_photo(at.x(), at.y()))
        self.pen_down = not self.pen_down
        if self.pen_down:
            canvas.tool.press(touch)
            self._say(translate("Canvas", "Pen down"))
        else:
            canvas.tool.release(touch)
            self._say(translate("Canvas", "Pen up"))

    def _say(self, text: str) -> None:
        """For screen readers."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, text))
