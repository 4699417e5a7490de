"""Drawn pictures whose structure goes on behind anything that stands before them.

What a hole hides is known from the rest: lines, planes in perspective, and patterns that repeat.  They are
for measuring alone: nothing learns from them.  `lined_square` finds such structure in photos.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from trainer.corruption.contract import Array, Random
from trainer.data.photos import Photos, enlarged
from trainer.evaluation.scenes import fence, wires
from trainer.evaluation.scenes.backdrop import fractal, gradient, ground, muted, sky
from trainer.evaluation.scenes.contract import Scene

EDGE_SOFTNESS_PX = 1.5  # of drawn edges, before the lens blurs them.
TILES_PX = 64  # Side of a tile of the floor before it is seen in perspective.
# Lines of a photo count from this share of the square's side on, in the middle of it of this share.
MIN_LINE_SHARE, MIDDLE_SHARE = 0.15, 0.4


def draw_horizon(height: int, width: int, rng: Random) -> Array:
    """A sea under the sky, tilted by up to 6 degrees."""
    x, y = _axes(height, width)
    edge = height * rng.uniform(0.38, 0.62) + np.tan(np.radians(rng.uniform(-6, 6))) * (x - width / 2)
    waves = cv2.resize(fractal(height, max(8, width // 6), rng, roughness=0.8), (width, height))
    deep = np.array([0.12, 0.28, 0.4], np.float32) * np.float32(rng.uniform(0.7, 1.3))
    sea = deep * (np.float32(0.7) + np.float32(0.6) * waves[..., None])
    return _mixed(sky(height, width, rng), sea, y - edge)


def draw_bands(height: int, width: int, rng: Random) -> Array:
    """A pavement, kerb, road and wall: bands of different ground whose edges are not parallel."""
    x, y = _axes(height, width)
    image = ground(height, width, rng, muted(rng))
    slope = np.tan(np.radians(rng.uniform(-35, 35)))
    for share in np.sort(rng.uniform(0.2, 0.8, 3)):
        tilt = slope + np.tan(np.radians(rng.uniform(-8, 8)))
        band = ground(height, width, rng, muted(rng))
        image = _mixed(image, band, y - share * height - tilt * (x - width / 2))
    return image


def draw_stripes(height: int, width: int, rng: Random) -> Array:
    """Stripes of two colours at any angle, 10 to 30 a picture, in light that falls unevenly."""
    across = _rotated(height, width, rng.uniform(0, np.pi))
    period = width / rng.uniform(10, 30)
    share = np.float32(rng.uniform(0.25, 0.75))
    cover = _stripe(across, period, share)[..., None]
    image = muted(rng) * (1 - cover) + rng.uniform(0.4, 1, 3).astype(np.float32) * cover
    return np.asarray(image * _light(height, width, rng), np.float32)


def draw_grid(height: int, width: int, rng: Random) -> Array:
    """A tiled floor or wall in perspective."""
    count = 24
    tiles = np.repeat(rng.uniform(0.92, 1.08, (count, count, 1)).astype(np.float32), 3, axis=2) * muted(rng)
    if rng.random() < 0.5:
        tiles[(np.add.outer(np.arange(count), np.arange(count)) % 2) == 1] *= np.float32(0.5)
    plane = tiles.repeat(TILES_PX, axis=0).repeat(TILES_PX, axis=1)
    joint = max(2, round(TILES_PX * rng.uniform(0.04, 0.12)))
    grout = np.arange(count * TILES_PX) % TILES_PX < joint
    plane[grout] = plane[:, grout] = np.float32(rng.uniform(0.1, 0.9))
    side = np.float32(count * TILES_PX)
    source = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    near, far = rng.uniform(0.6, 1.6), rng.uniform(0.1, 0.4)
    corners = np.array([(0.5 - far, -0.3), (0.5 + far, -0.3), (0.5 + near, 1.2), (0.5 - near, 1.2)])
    corners = corners * 1.7 - 0.35 + rng.normal(0, 0.05, (4, 2))
    seen = cv2.getPerspectiveTransform(source, (corners * (width, height)).astype(np.float32))
    floor = cv2.warpPerspective(
        plane, seen, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT
    )
    return np.asarray(floor * _light(height, width, rng), np.float32)


def draw_facade(height: int, width: int, rng: Random) -> Array:
    """Rows of equal windows with frames and sills in a plastered wall, seen slightly from the side."""
    wall = ground(height, width, rng, muted(rng) + np.float32(0.15))
    wall = wall * np.float32(0.25) + wall.mean(axis=(0, 1)) * np.float32(0.75)
    pitch_x, pitch_y = width / rng.uniform(5, 9), height / rng.uniform(4, 7)
    broad, tall = rng.uniform(0.35, 0.6) * pitch_x, rng.uniform(0.45, 0.7) * pitch_y
    glass, frame = np.float32(rng.uniform(0.1, 0.35)), np.float32(rng.uniform(0.6, 0.95))
    for top in np.arange(-pitch_y, 2 * height, pitch_y):
        for left in np.arange(-pitch_x, 2 * width, pitch_x):
            _box(wall, left, top, broad, tall, frame)
            half = broad * 0.38
            for shift in (0.08 * broad, 0.54 * broad):
                _box(wall, left + shift, top + 0.06 * tall, half, 0.88 * tall, glass)
            _box(wall, left - 0.1 * broad, top + tall, 1.2 * broad, 0.08 * tall, frame * np.float32(0.8))
    lean = rng.uniform(-0.12, 0.12, 2)
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    drop = np.array([(0, 0), (0, lean[0]), (0, -lean[1]), (0, 0)]) * height
    seen = cv2.getPerspectiveTransform(source, (source + drop).astype(np.float32))
    shown = cv2.warpPerspective(
        wall, seen, (width, height), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT
    )
    return np.asarray(shown, np.float32)


def draw_pinstripes(height: int, width: int, rng: Random) -> Array:
    """Cloth with thin lines 6 to 12 px apart at final size, and its weave."""
    across = _rotated(height, width, rng.normal(0, 0.25))
    period = rng.uniform(6, 12) * width / 384
    line = _stripe(across, period, np.float32(0.22))[..., None]
    weave = rng.normal(0, 0.04, (height, width, 1)).astype(np.float32)
    cloth = muted(rng) * np.float32(0.6) + weave
    return np.asarray((cloth + line * np.float32(0.35)) * _light(height, width, rng), np.float32)


def draw_halftone(height: int, width: int, rng: Random) -> Array:
    """A printed tone of dots, 5 to 9 px apart at final size, that grow with the darkness."""
    angle = rng.uniform(0, np.pi)
    period = rng.uniform(5, 9) * width / 384
    one, two = _rotated(height, width, angle), _rotated(height, width, angle + np.pi / 2)
    wave = np.cos(2 * np.pi * one / period) + np.cos(2 * np.pi * two / period)
    tone = np.float32(0.25) + np.float32(0.5) * cv2.GaussianBlur(
        fractal(height, width, rng, roughness=0.3), (0, 0), width / 24
    )
    ink = np.clip((wave / 4 + np.float32(0.5) - tone) * np.float32(period) * 0.6 + 0.5, 0, 1)[..., None]
    paper = np.array([0.95, 0.93, 0.88], np.float32)
    return np.asarray(paper * ink + muted(rng) * np.float32(0.3) * (1 - ink), np.float32)


STRUCTURES: Mapping[str, Scene] = MappingProxyType(
    {
        "horizon": Scene(title="A horizon", draw=draw_horizon),
        "bands": Scene(title="Kerbs and walls", draw=draw_bands),
        "stripes": Scene(title="Stripes at an angle", draw=draw_stripes),
        "grid": Scene(title="Tiles in perspective", draw=draw_grid),
        "wires": Scene(title="Wires before the sky", draw=wires.draw),
        "fence": Scene(title="A fence", draw=fence.draw),
        "facade": Scene(title="Windows of a facade", draw=draw_facade),
        "pinstripes": Scene(title="Pinstripes", draw=draw_pinstripes),
        "halftone": Scene(title="Halftone", draw=draw_halftone),
    }
)


def drawn_photos(structure: str, *, size: int, seed: int, count: int) -> Photos:
    """`count` pictures of a structure, size×size×3 each, the same for the same seed."""
    scene = STRUCTURES[structure]
    pixels = tuple(
        scene.picture(np.random.default_rng((seed, number)), size=(size, size)) for number in range(count)
    )
    return Photos(tuple(Path(f"{structure}-{number}") for number in range(count)), pixels)


def lined_square(pixels: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """The size×size of a photo whose middle has the longest line segments in all: horizons, kerbs, facades.

    pixels: H×W×3; enlarged first if a side is shorter.
    """
    pixels = enlarged(pixels, size)
    gray = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 1.0)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(gray)[0]
    lines = np.zeros(gray.shape, np.uint8)
    for x, y, right, down in np.zeros((0, 4)) if found is None else found.reshape(-1, 4):
        if np.hypot(right - x, down - y) >= MIN_LINE_SHARE * size:
            cv2.line(lines, (round(x), round(y)), (round(right), round(down)), 255)
    window = round(MIDDLE_SHARE * size)
    near = cv2.blur(lines.astype(np.float32), (window, window))
    half = size // 2
    centres = near[half : near.shape[0] - size + half + 1, half : near.shape[1] - size + half + 1]
    top, left = np.unravel_index(int(centres.argmax()), centres.shape)
    return np.ascontiguousarray(pixels[top : top + size, left : left + size])


def _axes(height: int, width: int) -> tuple[Array, Array]:
    """x and y of each pixel, H×W each."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    return x, y


def _rotated(height: int, width: int, angle: float) -> Array:
    """The position of each pixel across lines of an angle, in px, H×W."""
    x, y = _axes(height, width)
    return np.asarray(x * np.float32(np.cos(angle)) + y * np.float32(np.sin(angle)), np.float32)


def _mixed(above: Array, below: Array, depth: Array) -> Array:
    """`below` where depth, in px, is above 0, with a soft edge."""
    cover = np.clip(depth / EDGE_SOFTNESS_PX + 0.5, 0, 1).astype(np.float32)[..., None]
    return np.asarray(above + cover * (below - above), np.float32)


def _stripe(across: Array, period: float, share: np.float32) -> Array:
    """1 in that share of each period, 0 elsewhere, with soft edges, H×W."""
    phase = np.abs(np.mod(across, np.float32(period)) - np.float32(period / 2))
    cover = np.clip((share * np.float32(period / 2) - phase) / EDGE_SOFTNESS_PX + 0.5, 0, 1)
    return np.asarray(cover, np.float32)


def _light(height: int, width: int, rng: Random) -> Array:
    """Light that changes slowly along one direction, H×W×1."""
    low, high = np.sort(rng.uniform(0.75, 1.05, 2)).astype(np.float32)
    rows = gradient(height, width, np.full(3, low, np.float32), np.full(3, high, np.float32))[..., :1]
    return rows if rng.random() < 0.5 else np.ascontiguousarray(rows[::-1])


def _box(image: Array, left: float, top: float, broad: float, tall: float, value: np.float32) -> None:
    """Draw a box of one grey, where it lies in the image."""
    corners = [max(0, round(at)) for at in (top, top + tall, left, left + broad)]
    image[corners[0] : corners[1], corners[2] : corners[3]] = value
