"""Scans of colour film with dust of a known transmission."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.photo import Photo

WIDTH, HEIGHT = 260, 200
FULL = 65535


@dataclass(frozen=True)
class Scan:
    """visible: H×W×3, infrared: H×W, both uint16.  clean: H×W×3 in [0, 1].  transmission: H×W, 1: no dust."""

    visible: np.ndarray
    infrared: np.ndarray
    clean: np.ndarray
    transmission: np.ndarray

    @property
    def photo(self) -> Photo:
        """As a TIFF of four samples is read."""
        photo = Photo(self.visible.copy())
        photo.origin.encoding["others"] = self.infrared[..., None]
        return photo

    @property
    def sound(self) -> np.ndarray:
        """H×W: pixels that no dust and no rim of it covers."""
        whole = (self.transmission > 0.98).astype(np.uint8)
        return cv2.erode(whole, np.ones((3, 3), np.uint8)) > 0


def scan(
    seed: int = 1,
    *,
    crosstalk: float = 0.1,
    strength: float = 1.0,
    noise: float = 0.004,
    shift: tuple[float, float] = (0, 0),
    dust: int = 14,
    silver: bool = False,
) -> Scan:
    """crosstalk: of the visible channels into infrared.  strength: the depth of dust in the infrared as a
    multiple of its depth in the film.  shift: px by which the infrared lies beside the colours.
    """
    random = np.random.default_rng(seed)
    clean = _scene(random)
    if silver:
        clean = np.repeat(clean.mean(-1, keepdims=True), 3, axis=-1)
    transmission = _dust(random, dust)
    follows = np.float32([0.8, 0.15, 0.05]) * (1.8 if silver else crosstalk)
    infrared = 0.8 * np.exp(np.log(np.maximum(clean, 0.02)) @ follows)
    matrix = np.float32([[1, 0, shift[0]], [0, 1, shift[1]]])
    shadow = cv2.warpAffine(transmission, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    infrared = cv2.GaussianBlur(infrared, (0, 0), 1.0) * shadow**strength
    visible = clean * (transmission ** (1 / 2.2))[..., None]
    return Scan(
        _stored(visible + random.normal(0, noise, visible.shape)),
        _stored(infrared + random.normal(0, noise, infrared.shape)),
        clean,
        transmission,
    )


def bright_plane(seed: int, size: tuple[int, int], kind: type = np.uint8) -> np.ndarray:
    """The infrared of a clean film, size (height, width): light, and of no picture."""
    full = np.iinfo(kind).max
    return np.random.default_rng(seed).integers(int(0.78 * full), int(0.8 * full), size, kind)


def _stored(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values * FULL), 0, FULL).astype(np.uint16)


def _scene(random: np.random.Generator) -> np.ndarray:
    grids = ((3, 0.6), (9, 0.3), (40, 0.1))
    scene = sum(
        part * cv2.resize(random.random((side, side, 3), np.float32), (WIDTH, HEIGHT)) for side, part in grids
    )
    for _ in range(8):
        centre = int(random.integers(WIDTH)), int(random.integers(HEIGHT))
        axes = int(random.integers(10, 50)), int(random.integers(10, 50))
        colour = tuple(map(float, random.uniform(0.1, 0.95, 3)))
        cv2.ellipse(scene, centre, axes, 30, 0, 360, colour, -1, cv2.LINE_AA)
    return np.clip(scene, 0.05, 0.98).astype(np.float32)


def _dust(random: np.random.Generator, count: int) -> np.ndarray:
    """Specks and hairs, drawn at twice the size."""
    plane = np.ones((2 * HEIGHT, 2 * WIDTH), np.float32)
    for number in range(count):
        at = random.integers(20, (2 * WIDTH - 20, 2 * HEIGHT - 20))
        if number % 3:
            axes = tuple(map(int, random.integers(3, 12, 2)))
            shade = float(random.uniform(0.02, 0.8))
            cv2.ellipse(plane, tuple(map(int, at)), axes, 20.0 * number, 0, 360, shade, -1, cv2.LINE_AA)
        else:
            points = np.cumsum(np.vstack([at, random.normal(0, 12, (10, 2))]), 0).astype(np.int32)
            cv2.polylines(plane, [points], False, float(random.uniform(0.05, 0.75)), 4, cv2.LINE_AA)
    small = cv2.resize(plane, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(small, (0, 0), 0.6)
