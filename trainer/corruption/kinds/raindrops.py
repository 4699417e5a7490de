"""Drops on a pane, each showing the scene small and upside down (after the model of Qian et al., 2018)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.corruption.blend import blend, thrice
from trainer.corruption.contract import Array, Canvas, Drawn, Kind, Params, Random
from trainer.corruption.parameters import Between

OUTLINE_WAVES = (0.15, 0.08, 0.05)  # Amplitudes of the outline's Fourier terms 2, 3 and 4, of the radius.
MIN_DISTANCE = 0.9  # between centres, of the sum of the radii
PLACE_TRIES = 30
SATELLITE_PROBABILITY = 0.25  # of a smaller drop that touches this one
MIN_HIGHLIGHT_RADIUS_PX = 8  # at 256; smaller drops have no bright dot
DAMAGE_THRESHOLD = 30 / 255  # of the change of a pixel
MIN_ALPHA = 1 / 512  # Less is not visible in 8 bits.
STREAK_ALPHA = 0.3


@dataclass(frozen=True)
class Drop:
    """One drop.

    x, y, radius: in px of the photo.  phases: of the outline's waves.  stretch: how far it hangs down, as a
    factor.
    """

    x: float
    y: float
    radius: float
    phases: tuple[float, ...]
    stretch: float

    def distance(self, x: Array, y: Array) -> Array:
        """The distance from the middle, as a share: 0 in the middle, 1 on the outline."""
        across, down = x - self.x, y - self.y
        down = np.where(down > 0, down / self.stretch, down)
        angle = np.arctan2(down, across)
        terms = zip(OUTLINE_WAVES, self.phases, strict=True)
        outline = 1 + sum(a * np.cos((k + 2) * angle + p) for k, (a, p) in enumerate(terms))
        d: Array = np.hypot(across, down) / (self.radius * outline)
        return d


def draw(canvas: Canvas, params: Params, rng: Random) -> Drawn:
    """Draw `drops` drops.  Without a photo (mask only) the alpha alone decides the mask."""
    from scipy import ndimage

    scale = canvas.scale
    outline = np.zeros((canvas.height, canvas.width), np.float32)
    seen = np.zeros((canvas.height, canvas.width, 3), np.float32)
    tails = np.zeros_like(outline)
    for drop in _places(canvas, params, rng):
        group = _with_satellite(drop, rng)
        numbers = rng.random(4, np.float32)
        _paint(canvas, params, group, numbers, outline, seen)
        if params["streaks"]:
            length = round(rng.uniform(0, 40) * scale)
            bottom = max(0, min(round(drop.y - drop.radius * 0.8), canvas.height))
            column = min(max(round(drop.x), 0), canvas.width - 1)
            tails[max(0, bottom - length) : bottom, column] = STREAK_ALPHA
    sigma = params["defocus"] * scale
    alpha = ndimage.gaussian_filter(outline, sigma, truncate=3)
    alpha[alpha < MIN_ALPHA] = 0
    if canvas.clean is None:
        alpha = np.maximum(alpha, tails)
        return Drawn(alpha, mask=(alpha > 0.5).astype(np.float32))
    # Nothing is seen outside of the outlines.
    layer = ndimage.gaussian_filter(seen, (sigma, sigma, 0), truncate=3)
    filler = np.where(
        thrice(alpha > 0), layer / thrice(np.maximum(alpha, np.float32(MIN_ALPHA))), canvas.clean
    )
    bright = tails > alpha
    filler[bright] = 0.5 + 0.5 * canvas.clean[bright]
    alpha = np.maximum(alpha, tails)
    change = np.abs(blend(canvas.clean, alpha, filler) - canvas.clean)
    visible = np.maximum.reduce([change[..., channel] for channel in range(3)]) > DAMAGE_THRESHOLD
    return Drawn(alpha, mask=(visible | (alpha > 0.5)).astype(np.float32), filler=filler)


def _places(canvas: Canvas, params: Params, rng: Random) -> list[Drop]:
    """Drops that do not overlap; fewer than asked for where no room is found."""
    low, high = params["radius"]
    drops: list[Drop] = []
    for _ in range(int(params["drops"])):
        radius = low * (high / low) ** rng.random() * canvas.scale
        phases = tuple((rng.random(3) * 2 * math.pi).tolist())
        stretch = float(rng.uniform(1, 1.5))
        for x, y in (rng.random((PLACE_TRIES, 2)) * canvas.size).tolist():
            if all(math.hypot(x - o.x, y - o.y) >= MIN_DISTANCE * (radius + o.radius) for o in drops):
                drops.append(Drop(x, y, radius, phases, stretch))
                break
    return drops


def _with_satellite(drop: Drop, rng: Random) -> list[Drop]:
    """The drop, often with a smaller one that touches it."""
    chance, angle, size = rng.random(3)
    if chance >= SATELLITE_PROBABILITY:
        return [drop]
    radius = drop.radius * (0.3 + 0.3 * size)
    away, turn = drop.radius + 0.6 * radius, 2 * math.pi * angle
    x, y = drop.x + away * math.cos(turn), drop.y + away * math.sin(turn)
    return [drop, Drop(x, y, radius, drop.phases, drop.stretch)]


def _paint(
    canvas: Canvas, params: Params, group: list[Drop], numbers: Array, outline: Array, seen: Array
) -> None:
    """Draw a drop and its satellite into the outline and into the picture seen through the drops."""
    reach = max(
        d.radius * (1 + sum(OUTLINE_WAVES)) * d.stretch + math.hypot(d.x - group[0].x, d.y - group[0].y)
        for d in group
    )
    middle = group[0]
    rows = slice(max(0, math.floor(middle.y - reach)), min(canvas.height, math.ceil(middle.y + reach) + 1))
    columns = slice(max(0, math.floor(middle.x - reach)), min(canvas.width, math.ceil(middle.x + reach) + 1))
    y, x = np.mgrid[rows, columns].astype(np.float32)
    pull = sum(1 / np.maximum(drop.distance(x, y), 1e-3) ** 2 for drop in group)
    d = 1 / np.sqrt(pull)
    inside = d < 1
    outline[rows, columns][inside] = 1
    if canvas.clean is None:
        return
    height = np.sqrt(np.maximum(0, 1 - d**2))
    view = _refracted(canvas, params, middle, numbers, x, y)
    view *= ((0.75 + 0.5 * height) * (1 - 0.35 * (1 - height) ** 4))[..., None]
    if middle.radius > MIN_HIGHLIGHT_RADIUS_PX * canvas.scale:
        place = middle.x - 0.4 * middle.radius, middle.y - 0.4 * middle.radius
        dot = np.hypot(x - place[0], y - place[1]) < 0.12 * middle.radius
        view[dot] = 0.4 * view[dot] + 0.6
    seen[rows, columns][inside] = view[inside]


def _refracted(canvas: Canvas, params: Params, drop: Drop, numbers: Array, x: Array, y: Array) -> Array:
    """The photo seen through a drop: sampled at c_img + (c − p)·k, mirrored at its borders, and blurred."""
    from scipy import ndimage

    assert canvas.clean is not None
    (k_low, k_high), (blur_low, blur_high) = params["shrink"], params["blur"]
    k = k_low + (k_high - k_low) * numbers[0]
    shift = (2 * numbers[1:3] - 1) * params["offset"] * canvas.scale
    rows = drop.y + shift[1] + (drop.y - y[:, 0]) * k
    columns = drop.x + shift[0] + (drop.x - x[0]) * k
    view = _sampled(_sampled(canvas.clean, rows, 0), columns, 1)
    sigma = (blur_low + (blur_high - blur_low) * numbers[3]) * canvas.scale
    blurred: Array = ndimage.gaussian_filter(view, (sigma, sigma, 0), truncate=3) if sigma else view
    return blurred


def _sampled(plane: Array, at: Array, axis: int) -> Array:
    """A plane sampled linearly along one axis, mirrored at its borders."""
    length = plane.shape[axis]
    first = np.floor(at).astype(np.int64)
    share = (at - first).astype(np.float32).reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
    near, far = (plane.take(_mirrored(index, length), axis) for index in (first, first + 1))
    line: Array = near + share * (far - near)
    return line


def _mirrored(index: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Indices reflected at both ends of an axis."""
    within_period = index % (2 * length)
    return np.where(within_period < length, within_period, 2 * length - 1 - within_period)


KIND = Kind(
    title="Raindrops",
    draw=draw,
    parameters={
        "drops": Between(20, 60, whole=True),
        "radius": (4, 28),  # px at 256, log-uniform, for each drop
        "shrink": (4, 9),  # how much smaller the scene is in a drop
        "offset": 40,  # px at 256: how far the scene in a drop is shifted, either way
        "blur": (1, 4),  # px at 256, σ, for each drop
        "defocus": Between(0.8, 3),  # px at 256, σ, of the whole glass
        "streaks": False,
    },
    filler="own",
    edge="own",
    smooth=True,
    damages=("raindrops",),
)
