"""Finds what stands around a hole elsewhere in the picture, as a plane in perspective repeats itself.

Fences, facades and floors repeat, but nearer and farther parts differ in size and shape, so that no offset
brings one over the other.  The rim of a hole is searched by normalised cross-correlation at a few sizes; what
is found is brought onto the rim by an affine or a projective transform (ECC, Evangelidis and Psarakis 2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import fft

from engine.exemplar.kernels import Flags
from engine.models.method import Array

# The rim is this share of the hole's depth wide, within limits.
RIM_SHARE, MIN_RIM_PX, MAX_RIM_PX = 0.6, 8.0, 48.0
# Detail up to this share of the depth is compared; what is coarser is light.
DETAIL_SHARE, MIN_DETAIL_SIGMA_PX = 0.5, 2.0
# The search sees the picture with at most this side, and at these sizes of what it finds.
MAX_SEARCHED_SIDE_PX = 224
SEARCHED_SIZES = (0.8, 0.9, 1.0, 1.12, 1.25)
PEAK_WINDOW_PX, MIN_CORRELATION, MAX_CANDIDATES = 5, 0.25, 8
# A source may lack so much of the rim, where the picture ends, but nothing of the hole.
MIN_SEEN_SHARE = 0.7
# The transform is estimated with at most this side, from candidates that agree by that much at the search's.
MAX_ALIGNED_SIDE_PX, MAX_REFINED, MIN_SEARCHED_AGREEMENT = 400, 2, 0.75
ROUNDS, MIN_CHANGE, SMOOTHING_PX = 40, 1e-4, 3
# A repeat shows the rim with at least this correlation, no more than this times as large or small.
MIN_AGREEMENT, MAX_SIZE_RATIO = 0.85, 1.6
# Holes that are less deep are filled well without, and smaller rims say too little.
MIN_DEPTH_PX, MIN_RIM_AREA_PX = 8.0, 64
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Repeat:
    """A part of the picture that shows what stands around a hole.

    matrix: 3×3, from pixels of that part to those of the hole and its rim.  agreement: the correlation of
    fine detail on the rim, up to 1.
    """

    matrix: Matrix
    agreement: float

    def brought(self, plane: Array, shape: tuple[int, ...], *, cubic: bool = True) -> Array:
        """A plane, H×W or H×W×C, in which that part lies where the hole is; 0 beyond the picture."""
        flags = (cv2.INTER_CUBIC if cubic else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
        inverse = np.linalg.inv(self.matrix)
        if plane.ndim == 2:
            return np.asarray(cv2.warpPerspective(plane, inverse, shape[1::-1], flags=flags), np.float32)
        layers = [plane[..., first : first + 3] for first in range(0, plane.shape[2], 3)]
        found = [cv2.warpPerspective(layer, inverse, shape[1::-1], flags=flags) for layer in layers]
        return np.dstack(found).astype(np.float32)


@dataclass(frozen=True)
class _View:
    """The picture as it is searched: detail, H×W; known, usable, hole and rim, H×W of 0 and 1."""

    detail: Array
    known: Flags
    usable: Flags
    hole: Flags
    rim: Flags


def find_repeat(image: Array, hole: Flags, missing: Flags, usable: Flags) -> Repeat | None:
    """The part of the picture that shows the rim of one hole best, or None.

    image: H×W×3.  hole: H×W, 1 in that hole.  missing: 1 in all holes.  usable: 1 where may be copied from.
    """
    depth = _depth(hole)
    if depth < MIN_DEPTH_PX:
        return None
    searched = min(1.0, MAX_SEARCHED_SIDE_PX / max(hole.shape))
    view = _view(image, hole, missing, usable, depth, searched)
    if np.count_nonzero(view.rim) < MIN_RIM_AREA_PX:
        return None
    found = [_aligned(view, start, cv2.MOTION_AFFINE) for start in _candidates(view)]
    tried = sorted((one for one in found if one), key=lambda one: -one.agreement)[:MAX_REFINED]
    if not tried or tried[0].agreement < MIN_SEARCHED_AGREEMENT:
        return None
    scale = min(1.0, MAX_ALIGNED_SIDE_PX / (max(cv2.boundingRect(hole)[2:]) + 2 * _rim_width(depth)))
    fine = _view(image, hole, missing, usable, depth, scale)
    best: Repeat | None = None
    for one in tried:
        start = _scaled(one.matrix, scale / searched)
        for motion in (cv2.MOTION_AFFINE, cv2.MOTION_HOMOGRAPHY):
            better = _aligned(fine, start, motion)
            if better is None:
                break
            start = better.matrix
            if best is None or better.agreement > best.agreement:
                best = better
    if best is None or best.agreement < MIN_AGREEMENT:
        return None
    return Repeat(_scaled(best.matrix, 1 / scale), best.agreement)


def _rim_width(depth: float) -> int:
    return round(float(np.clip(RIM_SHARE * depth, MIN_RIM_PX, MAX_RIM_PX)))


def _depth(hole: Flags) -> float:
    """Px from the middle of the hole to its rim, or to the picture's border."""
    left, top, width, height = cv2.boundingRect(hole)
    padded = np.pad(hole[top : top + height, left : left + width], 1)
    return float(cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_5).max())


def rim_around(hole: Flags, missing: Flags) -> Flags:
    """The known pixels around one hole that are compared with a repeat, H×W of 0 and 1."""
    return _rim(hole, _rim_width(_depth(hole)), 1 - missing)


def _rim(hole: Flags, width: int, known: Flags) -> Flags:
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * width + 1, 2 * width + 1))
    return np.asarray(np.minimum(cv2.dilate(hole, disc), known), np.uint8)


def _view(image: Array, hole: Flags, missing: Flags, usable: Flags, depth: float, scale: float) -> _View:
    """The picture at `scale` times its size."""
    rim = max(3, round(scale * _rim_width(depth)))
    known = (1 - missing).astype(np.float32)
    size = (max(1, round(hole.shape[1] * scale)), max(1, round(hole.shape[0] * scale)))
    planes = [image @ np.full(3, 1 / 3, np.float32) * known, known, usable, hole]
    gray, share, free, own = (
        cv2.resize(np.asarray(plane, np.float32), size, interpolation=cv2.INTER_AREA) for plane in planes
    )
    gray = gray / np.maximum(share, np.float32(1e-3))
    certain, within = (share > 0.99).astype(np.uint8), (own > 0.01).astype(np.uint8)
    sigma = max(MIN_DETAIL_SIGMA_PX, DETAIL_SHARE * depth * scale)
    weight = certain.astype(np.float32)
    blurred = (cv2.GaussianBlur(plane, (0, 0), sigma) for plane in (gray * weight, weight))
    light = next(blurred) / np.maximum(next(blurred), np.float32(1e-3))
    detail = np.asarray((gray - light) * weight, np.float32)
    return _View(detail, certain, (free > 0.99).astype(np.uint8), within, _rim(within, rim, certain))


def _candidates(view: _View) -> list[Matrix]:
    """The transforms from places that show the rim at one of the sizes, the best correlated first."""
    left, top, width, height = cv2.boundingRect(view.hole | view.rim)
    box = (slice(top, top + height), slice(left, left + width))
    rows, columns = view.detail.shape
    most = (round(height / min(SEARCHED_SIZES)), round(width / min(SEARCHED_SIZES)))
    picture = _Spectra.of(view, most)
    found: list[tuple[float, Matrix]] = []
    for size in SEARCHED_SIZES:
        small = (max(3, round(width / size)), max(3, round(height / size)))
        if small[0] >= columns or small[1] >= rows:
            continue
        detail, rim, hole = (
            cv2.resize(plane[box].astype(np.float32), small, interpolation=cv2.INTER_AREA)
            for plane in (view.detail, view.rim, view.hole)
        )
        rim, hole = ((plane > 0.5).astype(np.float32) for plane in (rim, hole))
        if not rim.any() or not hole.any():
            continue
        score = picture.correlation(np.asarray(detail, np.float32), rim, hole)
        highest = cv2.dilate(score, np.ones((PEAK_WINDOW_PX, PEAK_WINDOW_PX), np.uint8))
        for y, x in np.argwhere((score == highest) & (score > MIN_CORRELATION)).tolist():
            down, right = y - most[0], x - most[1]
            matrix = np.array([[size, 0, left - size * right], [0, size, top - size * down], [0, 0, 1]])
            found.append((float(score[y, x]), matrix))
    return [matrix for _, matrix in sorted(found, key=lambda one: -one[0])[:MAX_CANDIDATES]]


@dataclass(frozen=True)
class _Spectra:
    """Fourier transforms of a picture that is padded on all sides: of its detail, that squared, and flags.

    padded: the rows and columns of the padded picture.  shape: of the transforms.
    """

    planes: tuple[NDArray[np.complexfloating], ...]
    padded: tuple[int, int]
    shape: tuple[int, int]

    @classmethod
    def of(cls, view: _View, padding: tuple[int, int]) -> _Spectra:
        rows, columns = (side + 2 * more for side, more in zip(view.detail.shape, padding, strict=True))
        shape = (fft.next_fast_len(rows, real=True), fft.next_fast_len(columns, real=True))
        around = tuple((more, more) for more in padding)
        known, usable = (plane.astype(np.float32) for plane in (view.known, view.usable))
        planes = (view.detail, view.detail**2, known, usable)
        return cls(tuple(fft.rfft2(np.pad(one, around), shape) for one in planes), (rows, columns), shape)

    def correlation(self, detail: Array, rim: Array, hole: Array) -> Array:
        """The normalised correlation of a rim with the picture for each place of its first pixel.

        It is −1 where the hole would hold what is not usable, and where too little of the rim would be seen.
        """
        places = tuple(slice(side - own + 1) for side, own in zip(self.padded, detail.shape, strict=True))
        templates = [
            np.conj(fft.rfft2(one, self.shape)) for one in (detail * rim, detail**2 * rim, rim, hole)
        ]

        def over(template: int, plane: int) -> Array:
            product = templates[template] * self.planes[plane]
            return np.asarray(fft.irfft2(product, self.shape)[places], np.float32)

        energies = np.maximum(over(1, 2), 1e-6) * np.maximum(over(2, 1), 1e-6)
        seen = over(2, 2) > MIN_SEEN_SHARE * rim.sum()
        there = seen & (over(3, 3) > hole.sum() - 0.5)
        return np.where(there, over(0, 0) / np.sqrt(energies), -1).astype(np.float32)


def _aligned(view: _View, start: Matrix, motion: int) -> Repeat | None:
    """The transform near `start` by which a part of the picture agrees best with the rim, if there is one."""
    shape = view.detail.shape
    left, top, width, height = cv2.boundingRect(view.hole | view.rim)
    target = (slice(top, top + height), slice(left, left + width))
    corners = np.array([[left, top], [left + width, top], [left + width, top + height], [left, top + height]])
    back = cv2.perspectiveTransform(corners[None].astype(np.float64), np.linalg.inv(start))[0]
    x0, y0 = np.floor(np.maximum(back.min(axis=0), 0)).astype(int).tolist()
    x1, y1 = np.ceil(np.minimum(back.max(axis=0), [shape[1], shape[0]])).astype(int).tolist()
    if x1 - x0 < 8 or y1 - y0 < 8:
        return None
    here, there = _shift(x0, y0), _shift(left, top)
    moved = (np.linalg.inv(there) @ start @ here).astype(np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, ROUNDS, MIN_CHANGE)
    try:
        agreement, warp = cv2.findTransformECC(
            np.ascontiguousarray(view.detail[y0:y1, x0:x1]),
            np.ascontiguousarray(view.detail[target]),
            moved[:2] if motion == cv2.MOTION_AFFINE else moved,
            motion,
            criteria,
            np.ascontiguousarray(view.rim[target]),
            SMOOTHING_PX,
        )
    except cv2.error:  # It does not converge.
        return None
    full = np.eye(3)
    full[: len(warp)] = warp
    repeat = Repeat(there @ full @ np.linalg.inv(here), float(agreement))
    return repeat if _possible(repeat, view) else None


def _possible(repeat: Repeat, view: _View) -> bool:
    """Whether a repeat is about as large as the hole, and shows all of the hole and most of its rim."""
    left, top, width, height = cv2.boundingRect(view.hole)
    corners = np.array([[x, y] for x in (left, left + width) for y in (top, top + height)], np.float64)
    back = np.linalg.inv(repeat.matrix)
    far = corners @ back[2, :2] + back[2, 2]
    if far.min() <= 0:
        return False
    for place, depth in zip(cv2.perspectiveTransform(corners[None], back)[0], far, strict=True):
        derivative = (back[:2, :2] - np.outer(place, back[2, :2])) / depth
        sizes = np.linalg.svd(derivative, compute_uv=False)
        if sizes.max() > MAX_SIZE_RATIO or sizes.min() < 1 / MAX_SIZE_RATIO:
            return False
    usable = repeat.brought(view.usable.astype(np.float32), view.hole.shape, cubic=False) > 0.99
    seen = repeat.brought(view.known.astype(np.float32), view.hole.shape, cubic=False) > 0.99
    return bool(usable[view.hole > 0].all() and seen[view.rim > 0].mean() >= MIN_SEEN_SHARE)


def _shift(right: float, down: float) -> Matrix:
    return np.array([[1, 0, right], [0, 1, down], [0, 0, 1]], np.float64)


def _scaled(matrix: Matrix, factor: float) -> Matrix:
    """The same transform in a picture of `factor` times the size; centres of pixels stay centres."""
    resize = np.array([[factor, 0, factor / 2 - 0.5], [0, factor, factor / 2 - 0.5], [0, 0, 1]])
    return np.asarray(resize @ matrix @ np.linalg.inv(resize))
