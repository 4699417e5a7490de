"""Blends another picture into a photo: by alpha only, by Poisson blending, or by a network.

Only pixels that the picture covers change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection.run import detect
from engine.errors import NothingPlaced, OptionInvalid
from engine.job import Job
from engine.models.catalog import catalog
from engine.models.method import Array
from engine.models.weights import has_weights
from engine.options import Option, Slider, Value, resolve
from engine.photo import Photo, Stored
from engine.photo.colour import between
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.pixels.poisson import membrane
from engine.repair.composite import Patch
from engine.repair.run import Repair, repair
from engine.text import Text, mark

NETWORK_ID = "vcn"
# The colour correction of a picture with a larger area is computed at this area and scaled up.
MAX_CORRECTION_AREA_PX = 1 << 20
# The area of a preview.  The network takes a second for an area of this size.
PREVIEW_AREA_PX, NETWORK_PREVIEW_AREA_PX = 1 << 19, 1 << 16
# MAX_CORRECTION_AREA_PX for previews.
PREVIEW_CORRECTION_AREA_PX = 1 << 15
# The side of the squares that are processed one by one and stored as patches.
CELL_PX = 512
# The network sees this much of the photo around the picture.
NETWORK_CONTEXT_PX = 96
# The network fills a seam of at least this share of the picture's shorter side.
SEAM_WIDTH_SHARE = 0.03
RIM_OPTION = Slider(
    id="rim",
    title=mark("Soft rim"),
    low=0,
    high=200,
    default=8,
    step=1,
    whole=True,
    unit="px",
    help=mark("Over how many pixels the picture fades in at its rim"),
)
STRENGTH_OPTION = Slider(
    id="strength",
    title=mark("Colour"),
    low=0,
    high=1,
    default=1,
    help=mark("How far its colours shift to meet the photo at the rim; 0 keeps them"),
)
RHO_OPTION = Slider(
    id="rho",
    title=mark("Surroundings"),
    low=0.2,
    high=0.5,
    default=0.35,
    help=mark("Higher takes more from the photo around it, lower keeps more of the picture"),
)


@dataclass(frozen=True, kw_only=True)
class BlendMode:
    """A way to blend that a person can choose."""

    id: str
    title: str
    purpose: str
    options: tuple[Option, ...]


NETWORK_MODE = BlendMode(
    id="network",
    title=mark("Network (VCN)"),
    purpose=mark("Shifts its colours, then paints its rim and what looks out of place anew to fit the photo"),
    options=(RIM_OPTION, STRENGTH_OPTION, RHO_OPTION),
)
SEAMLESS_MODE = BlendMode(
    id="seamless",
    title=mark("Seamless"),
    purpose=mark("Shifts its colours so that they meet the photo at the rim (Poisson blending)"),
    options=(RIM_OPTION, STRENGTH_OPTION),
)
PLAIN_MODE = BlendMode(
    id="plain",
    title=mark("As it is"),
    purpose=mark("Keeps its colours; only the rim is soft"),
    options=(RIM_OPTION,),
)


def blend_modes() -> tuple[BlendMode, ...]:
    """The modes that this installation has; the network needs its weights."""
    method = catalog().get(NETWORK_ID)
    trained = method is not None and any(has_weights(NETWORK_ID, one) for one in method.info.weights)
    return (NETWORK_MODE, SEAMLESS_MODE, PLAIN_MODE) if trained else (SEAMLESS_MODE, PLAIN_MODE)


def default_mode(picture: Photo) -> BlendMode:
    """The mode to start with: PLAIN_MODE for a cut-out, whose rim shows no background, else the best one."""
    cut_out = picture.alpha is not None and bool((picture.alpha < picture.full).any())
    return PLAIN_MODE if cut_out else blend_modes()[0]


def blend(
    photo: Photo,
    picture: Photo,
    box: Box,
    mode: str,
    *,
    options: Mapping[str, Value] | None = None,
    device: str = "auto",
    correction_area: int = MAX_CORRECTION_AREA_PX,
    job: Job | None = None,
) -> Repair:
    """Blend `picture`, scaled to `box`, into the photo; neither is changed, see Repair.apply.

    box: in the photo's pixels; parts beyond the photo are cropped.  Repair.mask is the picture's coverage,
    soft at its rim; all other pixels keep their values bit for bit.  correction_area: see
    MAX_CORRECTION_AREA_PX.
    Raises NothingPlaced, OptionInvalid, RepairError, Cancelled.
    """
    inside = box & photo.box
    if inside.empty:
        raise NothingPlaced
    chosen = next((one for one in blend_modes() if one.id == mode), None)
    if chosen is None:
        raise OptionInvalid(Text("there is no way to blend called {name}", name=repr(mode)))
    settings = resolve(chosen.options, options or {})
    job = (job or Job()).part(0.0, 1.0, Text("Blending"))
    job.step(0.0)
    placed = _PlacedPicture(photo, fitted(picture, box, inside), inside, rim=int(settings[RIM_OPTION.id]))
    if not placed.cover.any():
        raise NothingPlaced
    strength = float(settings.get(STRENGTH_OPTION.id, 0.0))
    shift = placed.shift(strength, correction_area, job.part(0.0, 0.4)) if strength else None
    rest = job.part(0.4, 1.0)
    if chosen is NETWORK_MODE:
        patches = _harmonised(placed, shift, float(settings[RHO_OPTION.id]), device, rest)
    else:
        patches = tuple(placed.patches(shift, rest))
    mask = np.zeros((photo.height, photo.width), np.uint8)
    mask[inside.slices] = np.ceil(placed.cover * 255)
    job.step(1.0)
    return Repair(methods=(chosen.id,), mask=mask, patches=patches, regions=1, calls=1)


def preview(
    photo: Photo,
    picture: Photo,
    box: Box,
    mode: str,
    *,
    options: Mapping[str, Value] | None = None,
    device: str = "auto",
    job: Job | None = None,
) -> tuple[Photo, Box]:
    """A preview of blend(), reduced where it is large: 8-bit RGBA, and the box of the photo that it shows.

    Transparent where nothing changes.  Raises as blend().
    """
    inside = box & photo.box
    if inside.empty:
        raise NothingPlaced
    area = NETWORK_PREVIEW_AREA_PX if mode == NETWORK_MODE.id else PREVIEW_AREA_PX
    every = math.ceil((inside.area / area) ** 0.5)
    around = inside.grown(NETWORK_CONTEXT_PX * every) & photo.box
    size = max(1, round(around.width / every)), max(1, round(around.height / every))
    shown = np.rint(photo.reduced(around, *size) * 255).astype(np.uint8)
    small = Photo(shown, icc=photo.display_icc)
    across, down = size[0] / around.width, size[1] / around.height
    place = box.shifted(-around.left, -around.top)
    left, top = round(place.left * across), round(place.top * down)
    right, bottom = round(place.right * across), round(place.bottom * down)
    place = Box(left, top, max(right, left + 1), max(bottom, top + 1))
    settings = {RIM_OPTION.id: RIM_OPTION.default, **(options or {})}
    settings[RIM_OPTION.id] = round(float(settings[RIM_OPTION.id]) / every)
    answer = blend(
        small,
        picture,
        place,
        mode,
        options=settings,
        device=device,
        correction_area=PREVIEW_CORRECTION_AREA_PX,
        job=job,
    )
    answer.apply(small)
    seen = place & small.box
    alpha = np.where(answer.mask[seen.slices] > 0, np.uint8(255), np.uint8(0))
    return Photo(small.pixels[seen.slices].copy(), alpha, icc=small.icc), inside


def fitted(picture: Photo, box: Box, inside: Box) -> Photo:
    """The part `inside` of a picture that is scaled to `box`; both are boxes of the photo."""
    part = inside.shifted(-box.left, -box.top)

    def scaled(plane: Stored) -> Stored:
        return _scaled(plane, (box.width, box.height), part).reshape(
            part.height, part.width, *plane.shape[2:]
        )

    alpha = None if picture.alpha is None else scaled(picture.alpha)
    return Photo(scaled(picture.pixels), alpha, icc=picture.icc)


def _scaled(plane: Stored, size: tuple[int, int], part: Box) -> Stored:
    """A part of a plane that is scaled to `size` (width, height): down by area, up by cubic interpolation."""
    height, width = plane.shape[:2]
    smaller = min(width, size[0]), min(height, size[1])
    if smaller != (width, height):
        plane = cv2.resize(plane, smaller, interpolation=cv2.INTER_AREA)
    if smaller == size:
        return np.ascontiguousarray(plane[part.slices])
    across, down = smaller[0] / size[0], smaller[1] / size[1]
    back = np.array([[across, 0, (part.left + 0.5) * across - 0.5], [0, down, (part.top + 0.5) * down - 0.5]])
    return cv2.warpAffine(
        plane,
        back,
        (part.width, part.height),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )


class _PlacedPicture:
    """A picture at its place.

    box: in the photo.  cover: H×W float32 of the box's size, the picture's alpha.
    """

    def __init__(self, photo: Photo, picture: Photo, box: Box, *, rim: int) -> None:
        self.photo, self.box = photo, box
        self._picture = picture
        opaque = _opacity(picture)
        self.cover = opaque * _ramp(opaque > 0, box, photo.box, rim) if rim else opaque

    def colours(self, box: Box) -> Array:
        """The picture's colours in the photo's profile, H×W×3, for a box of the photo inside its own."""
        found = self._picture.region(box.shifted(-self.box.left, -self.box.top))
        return between(found, self._picture.display_icc, self.photo.display_icc)

    def cover_in(self, box: Box) -> Array:
        return self.cover[box.shifted(-self.box.left, -self.box.top).slices]

    def patches(self, shift: Callable[[Box], Array] | None, job: Job) -> Iterator[Patch]:
        """The photo with the picture over it, in cells.  shift: the correction of the colours of a box."""
        cells = [cell for cell in _cells(self.box) if self.cover_in(cell).any()]
        for number, cell in enumerate(cells):
            job.step(number / len(cells))
            colours = self.colours(cell)
            if shift is not None:
                colours = np.clip(colours + shift(cell), 0, 1)
            placed = self.photo.blended(cell, colours, self.cover_in(cell))
            yield Patch(cell, self.photo.stored(cell), (placed,))

    def shift(self, strength: float, max_area: int, job: Job) -> Callable[[Box], Array]:
        """The correction that removes the step at the rim (engine.pixels.poisson), times `strength`."""
        every = math.ceil((self.box.area / max_area) ** 0.5)
        around = self.box.grown(every) & self.photo.box
        width, height = math.ceil(self.box.width / every), math.ceil(self.box.height / every)
        left, top = int(around.left < self.box.left), int(around.top < self.box.top)
        own = Box(left, top, left + width, top + height).slices
        size = (
            left + width + int(around.right > self.box.right),
            top + height + int(around.bottom > self.box.bottom),
        )
        known = self.photo.reduced(around, *size)
        colours, hole = known.copy(), np.zeros(known.shape[:2], np.bool_)
        small = self._picture.reduced(self._picture.box, width, height)
        colours[own] = between(small, self._picture.display_icc, self.photo.display_icc)
        hole[own] = _scaled(_opacity(self._picture), (width, height), Box(0, 0, width, height)) > 0.5
        change = (membrane(colours, known, hole, job) - colours)[own] * np.float32(strength)
        whole = self.box.width, self.box.height
        return lambda box: _scaled(change, whole, box.shifted(-self.box.left, -self.box.top))


def _harmonised(
    placed: _PlacedPicture, shift: Callable[[Box], Array] | None, rho: float, device: str, job: Job
) -> tuple[Patch, ...]:
    """Blending by VCN (Wang et al. 2020): it fills what it detects as foreign, and a seam along the rim.

    rho: replaces the share of context that the network learned.
    """
    around = (
        placed.box.grown(max(NETWORK_CONTEXT_PX, min(placed.box.width, placed.box.height) // 2))
        & placed.photo.box
    )
    scratch = Photo(
        placed.photo.pixels[around.slices].copy(),
        None if placed.photo.alpha is None else placed.photo.alpha[around.slices].copy(),
        icc=placed.photo.icc,
        origin=replace(placed.photo.origin, path=None),
    )
    for patch in placed.patches(shift, job.part(0.0, 0.1)):
        scratch.put(patch.box.shifted(-around.left, -around.top), patch.alternatives[0])
    found = detect(scratch, NETWORK_ID, device=device, job=job.part(0.1, 0.4)).soft()
    mask = np.zeros_like(found)
    own = placed.box.shifted(-around.left, -around.top).slices
    mask[own] = np.where(placed.cover > 0, np.maximum(found[own], _seam(placed)), 0)
    answer = repair(
        scratch,
        mask,
        NETWORK_ID,
        options={"mode": "manual", RHO_OPTION.id: rho},
        device=device,
        job=job.part(0.4, 1.0),
    )
    answer.apply(scratch)
    cells = [cell for cell in _cells(placed.box) if placed.cover_in(cell).any()]
    return tuple(
        Patch(cell, placed.photo.stored(cell), (scratch.stored(cell.shifted(-around.left, -around.top)),))
        for cell in cells
    )


def _seam(placed: _PlacedPicture) -> Mask:
    """A mask of the seam: 255 along the rim, falling to 0 into the picture."""
    width = max(4, round(SEAM_WIDTH_SHARE * min(placed.box.width, placed.box.height)))
    inwards = _ramp(placed.cover > 0, placed.box, placed.photo.box, 2 * width)
    return np.rint(np.clip(2 - 2 * inwards, 0, 1) * 255).astype(np.uint8)


def _opacity(picture: Photo) -> Array:
    """The alpha of a picture, H×W float32 in [0, 1]."""
    if picture.alpha is None:
        return np.ones((picture.height, picture.width), np.float32)
    return picture.alpha.astype(np.float32) / np.float32(picture.full)


def _ramp(covered: NDArray[np.bool_], box: Box, photo: Box, length: int) -> Array:
    """A ramp from the rim of the covered pixels inwards, rising to 1 over `length` px.

    Where the picture ends at the photo's border there is no rim.
    """
    ends = [
        (int(box.top > photo.top), int(box.bottom < photo.bottom)),
        (int(box.left > photo.left), int(box.right < photo.right)),
    ]
    padded = np.pad(covered.astype(np.uint8), ends)
    if padded.all():
        return np.ones(covered.shape, np.float32)
    distance = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_5)
    (top, _), (left, _) = ends
    inner = distance[top : top + covered.shape[0], left : left + covered.shape[1]]
    return np.asarray(np.minimum(inner / (length + 1), 1), np.float32)


def _cells(box: Box) -> list[Box]:
    """A box divided into squares of CELL_PX."""
    return [
        Box(left, top, left + CELL_PX, top + CELL_PX) & box
        for top in range(box.top, box.bottom, CELL_PX)
        for left in range(box.left, box.right, CELL_PX)
    ]
