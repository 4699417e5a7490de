"""Coverage of thin marks in several unrelated ways: curves, specks, cracks, tramlines, and shapes from files.

Each function returns coverage S×S float32 in [0, 1] and is drawn at SUPERSAMPLING times the size, so that
lines of less than a pixel keep their true coverage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Voronoi

Coverage = NDArray[np.float32]
Random = np.random.Generator
SUPERSAMPLING = 4
FIRST_VALIDATION_SCAN = 9  # Outlines of this scan and the next are for validation.
THIN_KINDS = ("hair", "hair-short", "lint", "scratches", "dirt", "dots", "smut", "spots", "sprinkles")
THIN_KIND_WEIGHTS = (3.0, 3.0, 2.0, 0.7, 0.4, 1.0, 0.6, 1.0, 1.0)


def _canvas(side: int) -> NDArray[np.uint8]:
    return np.zeros((side * SUPERSAMPLING, side * SUPERSAMPLING), np.uint8)


def _reduced(canvas: NDArray[np.uint8]) -> Coverage:
    side = canvas.shape[0] // SUPERSAMPLING
    small = np.asarray(cv2.resize(canvas, (side, side), interpolation=cv2.INTER_AREA), np.float32)
    return small / np.float32(255)


def _log_uniform(low: float, high: float, rng: Random) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _line(canvas: NDArray[np.uint8], points: NDArray[np.float64], width_px: float, values: Coverage) -> None:
    """A polyline whose segments have coverages of their own.  points: N×2 (x, y) in px; values: N-1."""
    scaled = np.rint(points * SUPERSAMPLING).astype(np.int32)
    thickness = max(1, round(width_px * SUPERSAMPLING))
    for start, end, value in zip(scaled[:-1], scaled[1:], values, strict=True):
        cv2.line(canvas, tuple(map(int, start)), tuple(map(int, end)), round(255 * float(value)), thickness)


def _varying(count: int, rng: Random) -> Coverage:
    """Coverage along a mark: constant, or a smooth random course that may fade out."""
    if rng.random() < 0.5:
        return np.ones(count, np.float32)
    knots = rng.uniform(0.1, 1, max(2, count // 6 + 2))
    course = np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(knots)), knots)
    return np.asarray(course / course.max(), np.float32)


def curves(side: int, rng: Random) -> Coverage:
    """Scratches and hairs: lines whose direction drifts, from straight to curled."""
    canvas = _canvas(side)
    bend = _log_uniform(0.005, 0.5, rng)
    width = _log_uniform(0.7, 9, rng)
    longest = _log_uniform(8, 2 * side, rng)
    parallel = rng.random() < 0.3
    main = rng.uniform(0, 2 * np.pi)
    for _ in range(round(_log_uniform(1, 14, rng))):
        step = rng.uniform(2, 5)
        count = max(2, round(longest * rng.uniform(0.3, 1) / step))
        start = main + rng.normal(0, 0.15) if parallel else rng.uniform(0, 2 * np.pi)
        drift = rng.normal(0, bend, count) if rng.random() < 0.6 else np.full(count, rng.normal(0, bend))
        angles = start + np.cumsum(drift)
        moves = np.stack([np.cos(angles), np.sin(angles)], 1) * step
        points = rng.uniform(-0.2 * side, 1.2 * side, 2) + np.cumsum(moves, 0)
        _line(canvas, points, width * rng.uniform(0.6, 1.5), _varying(count - 1, rng))
    return _reduced(canvas)


def specks(side: int, rng: Random) -> Coverage:
    """Dust and dirt: small ellipses and ragged crumbs, evenly spread or clumped."""
    canvas = _canvas(side)
    size = _log_uniform(0.7, 4.5, rng)
    clumped = rng.random() < 0.3
    middle = rng.uniform(0, side, 2)
    for _ in range(round(_log_uniform(1, 60, rng))):
        at = rng.normal(middle, side / 6, 2) if clumped else rng.uniform(0, side, 2)
        radius = size * rng.lognormal(0, 0.4)
        if rng.random() < 0.5:
            axes = (radius * rng.uniform(0.5, 1) * SUPERSAMPLING, radius * SUPERSAMPLING)
            box = (
                tuple(map(float, at * SUPERSAMPLING)),
                (2 * axes[0], 2 * axes[1]),
                float(rng.uniform(0, 180)),
            )
            cv2.ellipse(canvas, box, 255, -1)
        else:
            angles = np.sort(rng.uniform(0, 2 * np.pi, 9))
            reach = radius * rng.uniform(0.4, 1.4, 9)
            rim = at + reach[:, None] * np.stack([np.cos(angles), np.sin(angles)], 1)
            cv2.fillPoly(canvas, [np.rint(rim * SUPERSAMPLING).astype(np.int32)], 255)
    return _reduced(canvas)


def tramlines(side: int, rng: Random) -> Coverage:
    """Transport scratches: straight parallel lines along the film, unbroken or in dashes."""
    canvas = _canvas(side)
    tilt = rng.normal(0, 0.01) if rng.random() < 0.8 else rng.uniform(0, np.pi)
    if rng.random() < 0.5:
        tilt += np.pi / 2
    across, along = np.array([np.cos(tilt), -np.sin(tilt)]), np.array([np.sin(tilt), np.cos(tilt)])
    dashed = rng.random() < 0.6
    at = rng.uniform(0, side)
    for _ in range(round(_log_uniform(2, 25, rng)) if dashed else int(rng.integers(1, 4))):
        count = 40
        wobble = np.cumsum(rng.normal(0, 0.02 if dashed else 0.15, count))
        reach = _log_uniform(4, 40, rng) if dashed else float(side)
        course = np.linspace(-reach, reach, count) + (rng.uniform(-side / 2, side / 2) if dashed else 0)
        points = side / 2 + across * (at - side / 2) + course[:, None] * along + wobble[:, None] * across
        _line(canvas, points, _log_uniform(0.4, 1.6 if dashed else 3, rng), _varying(count - 1, rng))
        at = rng.uniform(0, side) if dashed else at + rng.uniform(2, 12)
    return _reduced(canvas)


def cracks(side: int, rng: Random) -> Coverage:
    """Cracks of prints: jagged lines that branch, or the borders of a random mosaic."""
    canvas = _canvas(side)
    width = _log_uniform(0.6, 4, rng)
    if rng.random() < 0.35:
        seeds = rng.uniform(-side, 2 * side, (round(_log_uniform(12, 120, rng)), 2))
        mosaic = Voronoi(seeds)
        kept = rng.uniform(0.2, 1)
        for first, second in mosaic.ridge_vertices:
            if min(first, second) >= 0 and rng.random() < kept:
                ends = mosaic.vertices[[first, second]]
                if np.abs(ends).max() < 8 * side:
                    _line(
                        canvas,
                        _jagged(ends[0], ends[1], rng),
                        width * rng.uniform(0.5, 1.3),
                        np.ones(16, np.float32),
                    )
        return _reduced(canvas)
    waiting = [(rng.uniform(0, side, 2), rng.uniform(0, 2 * np.pi), side * rng.uniform(0.3, 1.6), width)]
    while waiting:
        start, angle, length, thick = waiting.pop()
        end = start + length * np.array([np.cos(angle), np.sin(angle)])
        points = _jagged(start, end, rng)
        _line(canvas, points, thick, _varying(16, rng))
        if length > 12:
            for _ in range(int(rng.integers(0, 4))):
                branch = points[int(rng.integers(17))]
                waiting.append(
                    (branch, angle + rng.normal(0, 0.9), length * rng.uniform(0.2, 0.6), thick * 0.75)
                )
        if len(waiting) > 60:
            break
    return _reduced(canvas)


def _jagged(start: NDArray[np.float64], end: NDArray[np.float64], rng: Random) -> NDArray[np.float64]:
    """17 points from start to end, moved sideways more in the middle."""
    share = np.linspace(0, 1, 17)
    sideways = np.array([start[1] - end[1], end[0] - start[0]])
    noise = np.cumsum(rng.normal(0, 0.04, 17))
    noise -= share * noise[-1] + (1 - share) * noise[0]
    return np.asarray(start + share[:, None] * (end - start) + noise[:, None] * sideways)


@dataclass(frozen=True)
class ShapeFiles:
    """Shapes from a folder: `shapes-KIND.npz` (alpha of brushes), `polygons.npz` (outlines of real marks)."""

    alphas: tuple[tuple[NDArray[np.uint8], ...], ...]
    outlines: tuple[NDArray[np.float32], ...]

    def brushes(self, side: int, rng: Random) -> Coverage:
        """Brush shapes, smaller than they were drawn, rotated, at random places."""
        weights = np.array(THIN_KIND_WEIGHTS)
        chosen = self.alphas[int(rng.choice(len(weights), p=weights / weights.sum()))]
        result = np.zeros((side, side), np.float32)
        size = _log_uniform(6, 1.2 * side, rng)
        for _ in range(round(_log_uniform(1, 10, rng))):
            alpha = chosen[int(rng.integers(len(chosen)))]
            factor = min(1.0, size * rng.uniform(0.6, 1.4) / max(alpha.shape))
            small = cv2.resize(
                alpha,
                (max(1, round(alpha.shape[1] * factor)), max(1, round(alpha.shape[0] * factor))),
                interpolation=cv2.INTER_AREA,
            ).astype(np.float32)
            small /= max(1.0, float(np.quantile(small[small > 0], 0.9))) if (small > 0).any() else 1.0
            turn = cv2.getRotationMatrix2D(
                (small.shape[1] / 2, small.shape[0] / 2), float(rng.uniform(0, 360)), 1.0
            )
            turn[:, 2] += rng.uniform(0, side, 2) - (small.shape[1] / 2, small.shape[0] / 2)
            np.maximum(result, cv2.warpAffine(small.clip(0, 1), turn, (side, side)), out=result)
        return result

    def film(self, side: int, rng: Random) -> Coverage:
        """Outlines of real marks at the sizes and numbers they have on a scan of 400 to 3,400 px."""
        canvas = _canvas(side)
        scale = _log_uniform(0.12, 0.6, rng)
        density = _log_uniform(0.1, 2, rng)
        expected = density * 6 * (side / (256 * scale)) ** 2
        for _ in range(min(120, 1 + int(rng.poisson(expected)))):
            outline = self.outlines[int(rng.integers(len(self.outlines)))]
            angle = rng.uniform(0, 2 * np.pi)
            turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            points = (outline - outline.mean(0)) @ turn * scale * rng.uniform(0.6, 1.2) + rng.uniform(
                0, side, 2
            )
            cv2.fillPoly(
                canvas, [np.rint(points * SUPERSAMPLING).astype(np.int32)], round(255 * rng.uniform(0.4, 1))
            )
        return _reduced(canvas)


@cache
def shape_files(folder: Path) -> ShapeFiles:
    """Read the folder once a process, without the outlines of scans 9 and 10, which are for validation."""
    alphas = []
    for kind in THIN_KINDS:
        with np.load(folder / f"shapes-{kind}.npz") as file:
            flat, offset = file["alpha"], file["offset"]
            sizes = list(zip(file["height"], file["width"], strict=True))
        few = range(0, len(sizes), max(1, len(sizes) // 400))
        alphas.append(
            tuple(flat[offset[i] : offset[i + 1]].reshape(sizes[i]) for i in few if min(sizes[i]) > 0)
        )
    with np.load(folder / "polygons.npz") as file:
        points, offset, scan = file["xy"], file["offset"], file["scan"]
        learnt = [i for i in range(len(offset) - 1) if scan[i] < FIRST_VALIDATION_SCAN]
        outlines = tuple(points[offset[i] : offset[i + 1]].astype(np.float32) for i in learnt)
    return ShapeFiles(tuple(alphas), outlines)


SHAPES_AND_WEIGHTS: tuple[tuple[Callable[[int, Random], Coverage], float], ...] = (
    (curves, 5.0),
    (specks, 2.0),
    (tramlines, 2.0),
    (cracks, 1.5),
)
FILE_SHAPE_WEIGHTS = (3.0, 2.5)  # Of brushes and film outlines, beside SHAPES_AND_WEIGHTS.


def coverage(side: int, rng: Random, shapes: ShapeFiles | None) -> Coverage:
    """Marks drawn in one to three ways at once, S×S.  shapes: those from files; None for drawn ones alone."""
    ways = list(SHAPES_AND_WEIGHTS)
    if shapes is not None:
        ways += zip((shapes.brushes, shapes.film), FILE_SHAPE_WEIGHTS, strict=True)
    weights = np.array([weight for _, weight in ways])
    result = np.zeros((side, side), np.float32)
    for at in rng.choice(len(ways), int(rng.choice((1, 2, 3), p=(0.6, 0.3, 0.1))), p=weights / weights.sum()):
        np.maximum(result, ways[at][0](side, rng), out=result)
    return result
