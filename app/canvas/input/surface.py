"""What mouse, keyboard and cursor know of the canvas that they serve; app/canvas/view.py is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QCursor

if TYPE_CHECKING:
    from app.canvas.brush import Brush
    from app.canvas.compare import Compare
    from app.canvas.tool import Tool
    from app.canvas.viewport import Viewport
    from app.document.document import Document


class RotationState(Protocol):
    """A rotation of the view by a drag with a key held."""

    @property
    def held(self) -> bool: ...

    @property
    def dragging(self) -> bool: ...

    def hold(self) -> None: ...

    def let_go(self) -> None: ...


class PointerState(Protocol):
    """What the mouse or the pen is doing."""

    at: QPointF | None  # None: the pointer is elsewhere
    alt: bool
    space: bool

    @property
    def rotation(self) -> RotationState: ...

    @property
    def drawing(self) -> bool: ...

    @property
    def panning(self) -> bool: ...

    @property
    def pans(self) -> bool: ...

    @property
    def must_wait(self) -> bool: ...

    @property
    def erasing(self) -> bool: ...

    def say_wait(self) -> None: ...

    def release_space(self) -> None: ...


class KeyState(Protocol):
    """A stroke that is drawn by keys."""

    def lift(self) -> None: ...


class WheelView(Protocol):
    """A widget with a photo on it that is moved and zoomed.  Positions and lengths are device pixels."""

    viewport: Viewport

    @property
    def ratio(self) -> float:
        """Device pixels in one of Qt's."""

    def device(self, at: QPointF) -> QPointF:
        """A position of Qt's in device pixels."""

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None: ...

    def pan(self, dx: float, dy: float) -> None: ...


class InputSurface(WheelView, Protocol):
    """A widget with a photo to draw on, in device pixels unless something else is said."""

    brush: Brush
    compare: Compare
    overlay_visible: bool

    @property
    def mouse_input(self) -> PointerState: ...

    @property
    def keyboard_input(self) -> KeyState: ...

    @property
    def document(self) -> Document | None: ...

    @property
    def tool(self) -> Tool: ...

    @property
    def can_paint(self) -> bool: ...

    @property
    def holds_original(self) -> bool:
        """Whether the photo is shown as it was opened."""

    @property
    def scale(self) -> float:
        """Device pixels in one of the photo's."""

    def choose(self, id: str) -> None:
        """Another tool, by its id."""

    def redraw_area(self, area: QRect) -> None:
        """This area has to be drawn again."""

    def fit(self) -> None: ...

    def rotate_by(self, angle: float, at: QPointF | None = None) -> None:
        """Show the photo rotated further, in degrees clockwise."""

    def reveal(self, x: float, y: float) -> None:
        """Scroll so that this pixel of the photo is in view."""

    def show_original(self, shown: bool) -> None: ...

    def on_compare_line(self, x: float) -> bool: ...

    def move_compare(self, x: float) -> None: ...

    def hint(self, text: str) -> None:
        """Show a line that fades."""

    def find_under(self) -> int:
        """The number of the find under the pointer; 0: none."""

    def pick(self) -> None:
        """Take or leave the find under the pointer."""

    def cancel_stroke(self) -> bool: ...

    def finish_shape(self) -> bool: ...

    def pointer_moved(self) -> None: ...

    def cursor(self) -> QCursor: ...

    def setCursor(self, shape: QCursor) -> None: ...
