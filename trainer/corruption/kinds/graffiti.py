"""Sprayed strokes and large outlined letters, each in its own paint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.draw import fonts, words
from trainer.corruption.draw.raster import Sheet
from trainer.corruption.parameters import Between

SUPERSAMPLING = 2
MIN_ALPHA = 1 / 255  # Thinner spray is not visible.
STROKE_EXTENT = (0.3, 0.7)  # of the photo's sides


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `strokes` strokes of `width` px (at 256), `spray` of them soft, then `letters` letters.

    Every stroke, letter and outline is a layer of its own, with an alpha in `opacity`.
    """
    layers = [*_strokes(canvas, params, rng), *_letters(canvas, params, rng)]
    bare = np.ones((canvas.height, canvas.width), np.float32)
    for layer in layers:
        bare *= 1 - layer
    return Drawn(1 - bare, tuple(layers))


def _strokes(canvas: Canvas, params: Params, rng: Random) -> Iterator[Array]:
    """One layer for each stroke."""
    for _ in range(int(params["strokes"])):
        width = rng.uniform(*params["width"]) * canvas.scale
        points = _curve(_knots(rng) * np.array(canvas.size, np.float32))
        sprayed = rng.random() < params["spray"]
        (alpha,) = _opacities(params, 1, rng)
        sheet = Sheet(replace(canvas, zoom=SUPERSAMPLING))
        sheet.stroke(points.tolist(), width * (0.6 if sprayed else 1))
        small = sheet.image.reduce(SUPERSAMPLING)
        yield _layer(small.filter(ImageFilter.GaussianBlur(width / 4)) if sprayed else small, alpha)


def _knots(rng: Random) -> Array:
    """4 to 9 points of a stroke, n×2, in shares of the photo's sides."""
    extent = rng.uniform(*STROKE_EXTENT, 2)
    corner = rng.random(2) * (1 - extent)
    knots: Array = (corner + rng.random((int(rng.integers(4, 10)), 2)) * extent).astype(np.float32)
    return knots


def _letters(canvas: Canvas, params: Params, rng: Random) -> Iterator[Array]:
    """Two layers for each letter: its outline, then its inside."""
    known = fonts.names(params["fonts"])
    for _ in range(int(params["letters"])):
        size = max(8, round(rng.uniform(*params["letter_height"]) * canvas.scale))
        font = fonts.font(known[rng.integers(len(known))], size * SUPERSAMPLING)
        letter = words.LETTERS_AND_DIGITS[26 + rng.integers(26)]
        x, y = (rng.random(2) * canvas.size * 0.8 * SUPERSAMPLING).tolist()
        rim = max(1, round(size * SUPERSAMPLING / 14))
        outer, inner = _opacities(params, 2, rng)
        around, pen = _sheet(canvas)
        pen.text((x, y), letter, 255, font, stroke_width=rim, anchor="lt")
        inside, pen = _sheet(canvas)
        pen.text((x + rim, y + rim), letter, 255, font, anchor="lt")
        yield _layer(around.reduce(SUPERSAMPLING), outer)
        yield _layer(inside.reduce(SUPERSAMPLING), inner)


def _opacities(params: Params, count: int, rng: Random) -> Array:
    """Random alphas in `opacity`."""
    low, high = params["opacity"]
    return rng.uniform(low, high, count).astype(np.float32)


def _sheet(canvas: Canvas) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty supersampled picture and its pen."""
    image = Image.new("L", (canvas.width * SUPERSAMPLING, canvas.height * SUPERSAMPLING))
    return image, ImageDraw.Draw(image)


def _layer(image: Image.Image, alpha: np.float32) -> Array:
    """A picture of coverage times an alpha, without what is too thin to be seen."""
    cover = np.asarray(image, np.float32) * (alpha / np.float32(255))
    cover[cover < MIN_ALPHA] = 0
    return cover


def _curve(knots: Array, steps: int = 12) -> Array:
    """A Catmull-Rom spline through all knots, n×2."""
    padded = np.concatenate([knots[:1], knots, knots[-1:]])
    p0, p1, p2, p3 = (padded[i : len(padded) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    curve = p1 + t * ((p2 - p0) + t * ((2 * p0 - 5 * p1 + 4 * p2 - p3) + t * (3 * (p1 - p2) + p3 - p0))) / 2
    smooth: Array = np.concatenate([curve.reshape(-1, 2), knots[-1:]])
    return smooth


KIND = Kind(
    title="Graffiti",
    draw=draw,
    parameters={
        "strokes": Between(2, 6, whole=True),
        "width": (8, 28),
        "spray": 0.3,
        "letters": Between(0, 2, whole=True),
        "letter_height": (40, 120),
        "opacity": (0.75, 1.0),
        "fonts": "train",
    },
    filler="colour",
    edge="own",
    smooth=True,
    damages=("graffiti",),
)
