"""A person's own watermark or logo: a picture with transparency over the photo."""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

from engine.text import Text
from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between, DamageInvalid
from trainer.corruption.pictures import read

MIN_VISIBLE_SHARE = 0.25  # of a mark's side lies in the photo


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw a given mark at `opacity`.  mask: H×W opacity of a white mark, or file: a picture.

    width: of the mark in px, 0 for its own; vary: the share by which it is enlarged or reduced at most.
    angle: degrees by which it is rotated at most.  layout: "anywhere", `count` times, or "tiled" over the
    photo with `gap` of the mark's sides between.  Raises DamageInvalid without a picture, PhotoNotFound or
    PhotoUnreadable.
    """
    whole = _given(params["mask"], params["file"])
    width = (params["width"] or whole.width) * (1 + params["vary"] * rng.uniform(-1, 1))
    mark = _rotated(_resized(whole, max(1, round(width))), params["angle"] * rng.uniform(-1, 1))
    alpha = np.zeros((canvas.height, canvas.width), np.float32)
    filler = np.zeros((canvas.height, canvas.width, 3), np.float32)
    planes = np.asarray(mark, np.float32) / np.float32(255)
    places = {"anywhere": _anywhere, "tiled": _tiled}.get(params["layout"])
    if places is None:
        raise DamageInvalid(Text("layout is anywhere or tiled, not {given}", given=repr(params["layout"])))
    corners = places(canvas, mark.size, params, rng)
    for x, y in corners:
        _draw_mark(planes, x, y, alpha, filler)
    return Drawn(
        alpha * np.float32(params["opacity"]), filler=filler, notes={"corners": corners, "size": mark.size}
    )


def _anywhere(canvas: Canvas, size: tuple[int, int], params: Params, rng: Random) -> list[tuple[int, int]]:
    """Random upper left corners (x, y), with MIN_VISIBLE_SHARE of each side in the photo at least."""
    return [
        tuple(  # type: ignore[misc]
            int(
                rng.integers(
                    -round(side * (1 - MIN_VISIBLE_SHARE)), max(1, whole - round(side * MIN_VISIBLE_SHARE))
                )
            )
            for side, whole in zip(size, canvas.size, strict=True)
        )
        for _ in range(int(params["count"]))
    ]


def _tiled(canvas: Canvas, size: tuple[int, int], params: Params, rng: Random) -> list[tuple[int, int]]:
    """Upper left corners (x, y) of a grid with a random start, every second row shifted by half."""
    across, down = (max(1, round(side * (1 + params["gap"]))) for side in size)
    left, top = -int(rng.integers(across)), -int(rng.integers(down))
    return [
        (x, y)
        for row, y in enumerate(range(top, canvas.height, down))
        for x in range(left - row % 2 * (across // 2), canvas.width, across)
    ]


def _draw_mark(planes: Array, x: int, y: int, alpha: Array, filler: Array) -> None:
    """Draw one mark into alpha and filler; where two overlap, the more opaque one counts."""
    height, width = planes.shape[:2]
    top, left = max(0, -y), max(0, -x)
    bottom, right = min(height, alpha.shape[0] - y), min(width, alpha.shape[1] - x)
    if bottom <= top or right <= left:
        return
    there = slice(y + top, y + bottom), slice(x + left, x + right)
    part = planes[top:bottom, left:right]
    over = part[..., 3] > alpha[there]
    filler[there][over] = part[..., :3][over]
    alpha[there][over] = part[..., 3][over]


def _given(mask: Any, file: str | None) -> Image.Image:
    """The given mark as an RGBA picture."""
    if mask is None and not file:
        raise DamageInvalid(Text("this damage needs a picture: file=LOGO.png"))
    if mask is None:
        return read(str(file))
    opacity = np.rint(np.asarray(mask, np.float32) * 255).astype(np.uint8)
    white = np.full_like(opacity, 255)
    return Image.fromarray(np.stack([white, white, white, opacity], -1))


def _resized(picture: Image.Image, width: int) -> Image.Image:
    """The picture at another width, scaled in premultiplied colours so that clear pixels do not tint it."""
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    small = picture.convert("RGBa").resize((width, height), Image.Resampling.BICUBIC, reducing_gap=3.0)
    return small.convert("RGBA")


def _rotated(picture: Image.Image, angle: float) -> Image.Image:
    """The picture rotated by `angle` degrees on a canvas that holds all of it."""
    if not angle:
        return picture
    return picture.convert("RGBa").rotate(angle, Image.Resampling.BICUBIC, expand=True).convert("RGBA")


KIND = Kind(
    title="Given mark",
    draw=draw,
    parameters={
        "file": None,
        "mask": None,
        "width": 0,  # px
        "vary": 0.0,
        "angle": 0.0,
        "opacity": 1.0,
        "layout": "anywhere",
        "count": Between(1, 3, whole=True),
        "gap": Between(0.2, 1.5),
    },
    filler="own",
    edge="own",
    smooth=True,
)
