"""Where the photo lies in the view: plain numbers, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from engine.pixels.box import Box

MIN_SCALE, MAX_SCALE = 0.01, 64.0
# fmt: off
ZOOM_PERCENTS = (
    1, 2, 3, 5, 7, 10, 15, 20, 25, 33, 50, 67, 100, 150, 200, 300, 400, 600, 800, 1600, 3200, 6400,
)
# fmt: on
ZOOM_SCALES = tuple(percent / 100 for percent in ZOOM_PERCENTS)
FIT_MARGIN_PX = 16  # at 100 % screen scaling: around a photo that is fitted
BOX_ROOM = 1.5  # Of a box that is zoomed to: the view holds so many times its side.
MAX_BOX_SCALE = 8.0  # a few pixels are not zoomed to further
MIN_VISIBLE_PX = 48  # Of the photo: so much stays in view.


@dataclass
class Viewport:
    """View lengths are device pixels; `scale` is device pixels a photo pixel, so 1.0 is 100 % on any screen.

    x, y is the view position of the photo's corner.  It is kept as a float, so that a long zoom does not
    drift, and used rounded (left, top), so that layers can be scrolled by whole pixels.  A photo that is
    rotated lies at x, y exactly; its layers are drawn in the `sheet`.
    """

    width: int = 0
    height: int = 0
    photo_width: int = 0
    photo_height: int = 0
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    fitted: bool = True
    angle: float = 0.0  # degrees by which the photo is shown rotated, clockwise, above -180 and up to 180
    margin: int = FIT_MARGIN_PX
    max_fitted_scale: float = 1.0  # a small photo is not enlarged when it is fitted
    # View and photo position that a zoom keeps together.
    _anchor: tuple[float, float, float, float] | None = None

    @property
    def left(self) -> int:
        return round(self.x)

    @property
    def top(self) -> int:
        return round(self.y)

    @property
    def empty(self) -> bool:
        return not (self.width and self.height and self.photo_width and self.photo_height)

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """The photo position under a view position; pixel (0, 0) covers 0 ≤ x, y < 1."""
        if self.angle:
            x, y = self._rotated(x - self.x, y - self.y, -self.angle)
            return x / self.scale, y / self.scale
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        if self.angle:
            across, down = self._rotated(x * self.scale, y * self.scale, self.angle)
            return self.x + across, self.y + down
        return self.left + x * self.scale, self.top + y * self.scale

    def direction_in_photo(self, across: float, down: float) -> tuple[float, float]:
        """A direction of the view as one of the photo, of the same length."""
        return self._rotated(across, down, -self.angle)

    def cover(self, box: Box) -> Box:
        """The view pixels that a box of the photo touches, cut to the view."""
        return _around([self.to_view(*corner) for corner in _corners(box)]) & self.view

    @property
    def view(self) -> Box:
        return Box(0, 0, self.width, self.height)

    @property
    def photo_in_view(self) -> Box:
        """The view pixels that show the photo, not cut to the view."""
        right = round(self.left + self.photo_width * self.scale)
        bottom = round(self.top + self.photo_height * self.scale)
        return Box(self.left, self.top, max(right, self.left + 1), max(bottom, self.top + 1))

    def under(self, view: Box) -> Box:
        """The photo's pixels under a box of the view, cut to the photo."""
        box = _around([self.to_photo(*corner) for corner in _corners(view)])
        return box & Box(0, 0, self.photo_width, self.photo_height)

    @property
    def level(self) -> int:
        """The mip level to show: 2^level photo pixels are at most one device pixel."""
        return max(0, math.floor(math.log2(1 / self.scale) + 1e-9))

    def show(self, photo_width: int, photo_height: int) -> None:
        """Start on another photo, fitted and upright."""
        self.angle = 0.0
        self.photo_width, self.photo_height = photo_width, photo_height
        self.fit()

    def set_ratio(self, ratio: float) -> None:
        """Of the screen: device pixels a logical one."""
        self.margin, self.max_fitted_scale = round(FIT_MARGIN_PX * ratio), ratio

    def resize(self, width: int, height: int) -> None:
        """Another view size: a fitted photo stays fitted, another keeps its middle."""
        dx, dy = (width - self.width) / 2, (height - self.height) / 2
        self.width, self.height = width, height
        if self.fitted:
            self.fit()
        else:
            self.pan(dx, dy)

    def fit(self) -> None:
        """The whole photo, centred; a small one is not enlarged."""
        self.fitted, self._anchor = True, None
        if self.empty:
            return
        photo_width, photo_height = self._size_in_view(self.photo_width, self.photo_height)
        wide = max(self.width - 2 * self.margin, 1) / photo_width
        high = max(self.height - 2 * self.margin, 1) / photo_height
        self.scale = min(max(min(wide, high, self.max_fitted_scale), MIN_SCALE), MAX_SCALE)
        self._centre(self.photo_width / 2, self.photo_height / 2)

    def show_box(self, box: Box) -> None:
        """A box of the photo in the middle, with half of its side around it, and at most at MAX_BOX_SCALE."""
        box_width, box_height = self._size_in_view(box.width, box.height)
        wide, high = self.width / (box_width * BOX_ROOM), self.height / (box_height * BOX_ROOM)
        self.scale = min(max(min(wide, high, MAX_BOX_SCALE), MIN_SCALE), MAX_SCALE)
        self._centre((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        self.fitted, self._anchor = False, None

    @property
    def middle(self) -> tuple[float, float]:
        """The photo position in the middle of the view."""
        return self.to_photo(self.width / 2, self.height / 2)

    def look_at(self, x: float, y: float, scale: float) -> None:
        """A photo position in the middle of the view, at a scale."""
        self.scale = min(max(scale, MIN_SCALE), MAX_SCALE)
        self._centre(x, y)
        self.fitted, self._anchor = False, None

    def keep_filled(self) -> None:
        """Move the photo as little as leaves no room beside it that it could fill; else it is centred."""
        wide, high = self.photo_width * self.scale, self.photo_height * self.scale
        self.x = min(max(self.x, self.width - wide), 0.0) if wide > self.width else (self.width - wide) / 2
        self.y = min(max(self.y, self.height - high), 0.0) if high > self.height else (self.height - high) / 2

    def zoom_at(self, x: float, y: float, scale: float) -> None:
        """Another scale; the photo's point under (x, y) stays there, however often it is asked."""
        if self._anchor is None or self._anchor[:2] != (x, y):
            self._anchor = (x, y, *self.to_photo(x, y))
        _, _, photo_x, photo_y = self._anchor
        self.scale = min(max(scale, MIN_SCALE), MAX_SCALE)
        self._place(photo_x, photo_y, x, y)
        self.fitted = False
        if not (0 <= photo_x <= self.photo_width and 0 <= photo_y <= self.photo_height):
            self._keep_in_view()
            self._anchor = None

    def rotate_at(self, x: float, y: float, angle: float) -> None:
        """Another angle in degrees, clockwise; the photo's point under (x, y) stays there.

        A fitted photo is fitted again.
        """
        photo = self.to_photo(x, y)
        self.angle = 180 - (180 - angle) % 360
        self._anchor = None
        if self.fitted:
            self.fit()
        else:
            self._place(*photo, x, y)
            self._keep_in_view()

    def sheet(self) -> Viewport:
        """The view in which a rotated photo lies upright: rotated about its middle, it covers this one.

        The viewport itself where nothing is rotated.
        """
        if not self.angle:
            return self
        width, height = (math.ceil(side) for side in self._size_in_view(self.width, self.height))
        x, y = self._rotated(self.x - self.width / 2, self.y - self.height / 2, -self.angle)
        return replace(self, width=width, height=height, x=x + width / 2, y=y + height / 2, angle=0.0)

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by view pixels; a strip of it always stays in view."""
        self.x, self.y = self.x + dx, self.y + dy
        self.fitted, self._anchor = False, None
        self._keep_in_view()

    def reveal(self, x: float, y: float) -> None:
        """Pan as little as brings a point of the photo into view."""
        at_x, at_y = self.to_view(x, y)
        edge = min(MIN_VISIBLE_PX, self.width // 4, self.height // 4)
        to_x = min(max(at_x, edge), self.width - edge)
        to_y = min(max(at_y, edge), self.height - edge)
        if (to_x, to_y) != (at_x, at_y):
            self.pan(to_x - at_x, to_y - at_y)

    def step(self, up: bool) -> float:
        """The next scale of the zoom buttons."""
        if up:
            return min((step for step in ZOOM_SCALES if step > self.scale * 1.01), default=MAX_SCALE)
        return max((step for step in ZOOM_SCALES if step < self.scale / 1.01), default=MIN_SCALE)

    def _keep_in_view(self) -> None:
        wide, high = self._size_in_view(self.photo_width * self.scale, self.photo_height * self.scale)
        across = max(min(MIN_VISIBLE_PX, wide, self.width), 1)
        down = max(min(MIN_VISIBLE_PX, high, self.height), 1)
        corners = _corners(Box(0, 0, self.photo_width, self.photo_height))
        in_view = [self._rotated(x * self.scale, y * self.scale, self.angle) for x, y in corners]
        left, top = min(x for x, _ in in_view), min(y for _, y in in_view)  # of the photo, from its corner
        self.x = min(max(self.x + left, across - wide), self.width - across) - left
        self.y = min(max(self.y + top, down - high), self.height - down) - top

    def _centre(self, x: float, y: float) -> None:
        """Move the photo so that this position of it lies in the middle of the view."""
        self._place(x, y, self.width / 2, self.height / 2)

    def _place(self, x: float, y: float, view_x: float, view_y: float) -> None:
        """Move the photo so that its position (x, y) lies at a view position."""
        across, down = self._rotated(x * self.scale, y * self.scale, self.angle)
        self.x, self.y = view_x - across, view_y - down

    def _size_in_view(self, width: float, height: float) -> tuple[float, float]:
        """The sides of the upright rectangle around a rotated one."""
        if not self.angle:
            return width, height
        cosine, sine = (abs(part) for part in _direction(self.angle))
        return width * cosine + height * sine, width * sine + height * cosine

    @staticmethod
    def _rotated(x: float, y: float, angle: float) -> tuple[float, float]:
        if not angle:
            return x, y
        cosine, sine = _direction(angle)
        return x * cosine - y * sine, x * sine + y * cosine


def _direction(angle: float) -> tuple[float, float]:
    """Cosine and sine of an angle in degrees; exact for quarters of a circle."""
    if angle % 90 == 0:
        return ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(angle // 90) % 4]
    return math.cos(math.radians(angle)), math.sin(math.radians(angle))


def _corners(box: Box) -> list[tuple[int, int]]:
    return [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]


def _around(points: list[tuple[float, float]]) -> Box:
    """The smallest box of whole pixels around points."""
    across, down = zip(*points, strict=True)
    return Box(math.floor(min(across)), math.floor(min(down)), math.ceil(max(across)), math.ceil(max(down)))
