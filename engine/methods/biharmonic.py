"""Damelin & Hoang, "On surface completion and image inpainting by biharmonic functions", 2018.

The fill u minimises the sum of (Δu)² with the known pixels held: (L²u)(p) = 0 in every missing pixel p, where
L is the 5-point Laplacian with mirrored borders.  scikit-image's inpaint_biharmonic solves the same system;
this one is cut into pieces, so that it can be cancelled, takes bounded memory, and thousands of specks are
few systems.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request, SizeRule
from engine.pixels.box import Box
from engine.pixels.pyramid import Hole, doubled, halved

Indices = NDArray[np.int64]
Plane = NDArray[np.float64]

MAX_UNKNOWNS = 16_000  # one sparse factorisation of this size takes about 0.2 s
CELL_SIDE_PX = 96  # A connected hole with more unknowns is solved in overlapping cells of this side.
# Only pixels this near to known ones are solved at full size; further in, half the size is exact enough.
CELL_OVERLAP_PX = 16


class Biharmonic(ArrayMethod):
    info = MethodInfo(
        id="biharmonic",
        title="Biharmonic",
        year=2018,
        paper="Damelin and Hoang, On surface completion and image inpainting by biharmonic functions, "
        "Int. J. Mathematics and Mathematical Sciences",
        purpose="Thin damage and small specks, smoothly",
        limits="Has no texture: anything wider than some ten pixels becomes a blur",
        holes="thin",
        size=SizeRule(most=1536),
        context=0.0,
        context_least=16,
    )

    def fill(self, request: Request[Array], job: Job) -> Array:
        hole = request.mask > 0
        known = request.image[~hole]
        image = np.where(hole[..., None], 0.0, request.image).astype(np.float64)
        if known.size:
            _fill(image, hole, job)
            image = np.clip(image, known.min(axis=0), known.max(axis=0))
        return image.astype(np.float32)


def _fill(image: Plane, hole: Hole, job: Job) -> None:
    """Solve every connected hole of image (H×W×3, changed in place)."""
    done, whole = 0, max(int(np.count_nonzero(hole)), 1)
    for pixels in _batches(hole):
        job.step(done / whole)
        part = job.part(done / whole, (done + pixels.size) / whole)
        if pixels.size <= MAX_UNKNOWNS:
            _solve(image, pixels)
        else:
            _fill_large(image, hole, pixels, part)
        done += pixels.size


def _batches(hole: Hole) -> Iterator[Indices]:
    """Flat indices of missing pixels: independent holes together up to MAX_UNKNOWNS, larger ones alone."""
    # Closer than the stencil's reach: one system.
    near = cv2.dilate(hole.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(near, connectivity=8)
    flat = np.flatnonzero(hole)
    order = np.argsort(labels.ravel()[flat], kind="stable")
    sizes = np.bincount(labels.ravel()[flat], minlength=count)[1:]
    batch, start, size = [], 0, 0
    for next_size in [*sizes.tolist(), MAX_UNKNOWNS + 1]:
        if size and size + next_size > MAX_UNKNOWNS:
            batch.append((start, size))
            start, size = start + size, 0
        size += next_size
    for start, size in batch:
        yield flat[order[start : start + size]]


def _solve(image: Plane, pixels: Indices) -> None:
    """Give the flat `pixels` of image (H×W×3, in place) the values for which L²u = 0; all others are held."""
    from scipy import sparse
    from scipy.sparse.linalg import splu

    height, width, channels = image.shape
    number = np.full(height * width, -1)
    number[pixels] = np.arange(pixels.size)
    rows = np.unique(np.concatenate([near for near, _ in _neighbours(pixels, height, width)] + [pixels]))
    held = np.zeros((rows.size, channels))
    degree = np.zeros(rows.size)
    values = image.reshape(-1, channels)
    row_list, column_list = [], []
    at = np.full(height * width, -1)
    at[rows] = np.arange(rows.size)
    for near, source in _neighbours(rows, height, width):
        row = at[source]
        degree[row] += 1
        inside = number[near] >= 0
        row_list.append(row[inside])
        column_list.append(number[near[inside]])
        held[row[~inside]] += values[near[~inside]]  # each direction holds a row once, so += adds all of them
    centre = number[rows]
    held -= np.where(centre < 0, degree, 0.0)[:, None] * values[rows]
    own = centre >= 0
    entries = np.concatenate([np.ones(sum(r.size for r in row_list)), -degree[own]])
    positions = (
        np.concatenate([*row_list, np.flatnonzero(own)]),
        np.concatenate([*column_list, centre[own]]),
    )
    laplacian = sparse.csc_array((entries, positions), shape=(rows.size, pixels.size))
    system = (laplacian.T @ laplacian).tocsc()
    solver = splu(system, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    values[pixels] = solver.solve(-(laplacian.T @ held))


def _neighbours(pixels: Indices, height: int, width: int) -> Iterator[tuple[Indices, Indices]]:
    """For each of the four directions: the flat neighbours inside the image, and whose they are."""
    y, x = np.divmod(pixels, width)
    for inside, offset in ((y > 0, -width), (y < height - 1, width), (x > 0, -1), (x < width - 1, 1)):
        yield pixels[inside] + offset, pixels[inside]


def _fill_large(image: Plane, hole: Hole, pixels: Indices, job: Job) -> None:
    """One large hole: half the size first, then the pixels near its rim exactly, cell by cell."""
    own = np.zeros(hole.shape, np.uint8)
    own.ravel()[pixels] = 1
    rim = cv2.distanceTransform(own, cv2.DIST_L2, 3)
    small, small_hole = halved(image.astype(np.float32), hole)
    coarse = small.astype(np.float64)
    _fill(coarse, small_hole, job.part(0.0, 0.3))
    start = doubled(coarse.astype(np.float32), hole.shape)
    image[own > 0] = start[own > 0]
    exact = np.argwhere((rim > 0) & (rim <= CELL_OVERLAP_PX))
    cells = np.unique(exact // CELL_SIDE_PX, axis=0)
    near = (rim > 0) & (rim <= 2 * CELL_OVERLAP_PX)
    for index, (row, column) in enumerate(cells):
        job.step(0.3 + 0.7 * index / len(cells))
        cell = Box(
            column * CELL_SIDE_PX, row * CELL_SIDE_PX, (column + 1) * CELL_SIDE_PX, (row + 1) * CELL_SIDE_PX
        ).grown(CELL_OVERLAP_PX)
        window = (cell.grown(2) & Box.of(hole.shape)).slices
        unknown = np.zeros(hole.shape, bool)  # two pixels around hold the cell to what is there
        unknown[(cell & Box.of(hole.shape)).slices] = near[(cell & Box.of(hole.shape)).slices]
        piece = np.ascontiguousarray(image[window])
        _solve(piece, np.flatnonzero(unknown[window]))
        image[window] = piece


METHOD = Biharmonic()
