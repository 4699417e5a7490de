"""Where a placed picture lies, and what dragging it or its handles makes of that: plain numbers, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from app.canvas.strokes import Point
from engine.pixels.box import Box

MIN_SIDE_PX = 8  # Of the photo: no side gets shorter.
MIN_VISIBLE_PX = 8  # So much of the picture stays on the photo.
MAX_SIDE_FACTOR = 4  # Of the photo's longer side.
FIRST_VIEW_SHARE = 0.6  # Of the view that a large picture takes at first.


@dataclass(frozen=True)
class Grip:
    """What of a placed picture is held: -1 its left or upper end, 1 its right or lower one, 0 neither."""

    across: int
    down: int

    @property
    def moves(self) -> bool:
        """All of it."""
        return not self.across and not self.down

    @property
    def corner(self) -> bool:
        return bool(self.across and self.down)


MOVE_GRIP = Grip(0, 0)
SCALE_GRIPS = tuple(Grip(across, down) for down in (-1, 0, 1) for across in (-1, 0, 1) if across or down)


def handle_at(grip: Grip, box: Box) -> Point:
    """Where a handle is drawn, in the photo's pixels."""
    return (
        box.left + box.width * (grip.across + 1) / 2,
        box.top + box.height * (grip.down + 1) / 2,
    )


def gripped(box: Box, at: Point, reach: float) -> Grip | None:
    """What a press takes hold of: the nearest handle within `reach` px, else the picture, else nothing."""

    def far(grip: Grip) -> float:
        x, y = handle_at(grip, box)
        return max(abs(x - at[0]), abs(y - at[1]))

    nearest = min(SCALE_GRIPS, key=lambda grip: (far(grip), not grip.corner))
    if far(nearest) <= reach:
        return nearest
    inside = box.left <= at[0] < box.right and box.top <= at[1] < box.bottom
    return MOVE_GRIP if inside else None


def dragged(box: Box, grip: Grip, by: Point, *, photo: Box, free: bool = False) -> Box:
    """The box after a drag of what is held.  Corners keep the proportions unless `free`; ends stretch."""
    if grip.moves:
        return _kept(box.shifted(round(by[0]), round(by[1])), photo)
    width, height = box.width + grip.across * by[0], box.height + grip.down * by[1]
    most = MAX_SIDE_FACTOR * max(photo.width, photo.height)
    if grip.corner and not free:
        scale = max(width / box.width, height / box.height)
        least, largest = MIN_SIDE_PX / min(box.width, box.height), most / max(box.width, box.height)
        scale = min(max(scale, least), largest)
        width, height = box.width * scale, box.height * scale
    wide, high = (min(max(round(side), MIN_SIDE_PX), most) for side in (width, height))
    left = box.right - wide if grip.across < 0 else box.left
    top = box.bottom - high if grip.down < 0 else box.top
    return _kept(Box(left, top, left + wide, top + high), photo)


def first_place(width: int, height: int, room: Box, photo: Box) -> Box:
    """Where a picture lies first: in the middle of what is seen of the photo, smaller where it is large.

    One of the photo's own size covers it, pixel on pixel.
    """
    if (width, height) == (photo.width, photo.height):
        return photo
    scale = min(1.0, FIRST_VIEW_SHARE * room.width / width, FIRST_VIEW_SHARE * room.height / height)
    wide, high = max(MIN_SIDE_PX, round(width * scale)), max(MIN_SIDE_PX, round(height * scale))
    left, top = (room.left + room.right - wide) // 2, (room.top + room.bottom - high) // 2
    return Box(left, top, left + wide, top + high)


def _kept(box: Box, photo: Box) -> Box:
    """Moved as little as keeps a strip of it on the photo."""
    across = min(MIN_VISIBLE_PX, photo.width, box.width)
    down = min(MIN_VISIBLE_PX, photo.height, box.height)
    left = min(max(box.left, photo.left + across - box.width), photo.right - across)
    top = min(max(box.top, photo.top + down - box.height), photo.bottom - down)
    return box.shifted(left - box.left, top - box.top)
