"""Finds what stays put over the photos of a folder, in two passes over its files."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import engine.photo.mask_file
from engine.batch.listing import Item, files
from engine.batch.plan import Plan, check
from engine.detection.repeated import Layer, RepeatedMark, Screening, WindowSums, key_of
from engine.errors import LacunaError, NoPhotos, NothingRepeated
from engine.job import Job
from engine.photo import Photo
from engine.pixels.mask import Mask
from engine.repair.separation import estimated
from engine.text import Text

Key = tuple[int, int, int]  # width, height, orientation of the file
# With fewer photos of a size a detail of one of them could be taken for a mark.
MIN_PHOTOS = 8
# Photos of more sizes than this at a time are not compared: the sums of each take memory.
MAX_SIZES = 8
FIRST_PASS_SHARE = 0.5
FEW_PHOTOS_CAUSE = Text("it takes {count} photos of one size and orientation", count=MIN_PHOTOS)
NOTHING_CAUSE = Text("the photos differ everywhere")


@dataclass
class _PhotosOfSize:
    """The photos of one size, and what is summed over them."""

    screening: Screening
    items: list[Item]


def find_repeated(plan: Plan, job: Job | None = None) -> tuple[RepeatedMark, ...]:
    """What stays put over the photos of the plan, one mark for each size of which there are MIN_PHOTOS.

    Photos that cannot be read are passed by.  Raises NothingRepeated where there is no mark, what `check`
    raises, NoPhotos and Cancelled.
    """
    check(plan)
    job = job or Job()
    items = [item for item in files(plan, job) if item.problem is None]
    if not items:
        raise NoPhotos(str(plan.photos))
    sizes = _screened(items, job.part(0.0, FIRST_PASS_SHARE))
    enough = {key: one for key, one in sizes.items() if one.screening.count >= MIN_PHOTOS}
    if not enough:
        raise NothingRepeated(FEW_PHOTOS_CAUSE)
    windows = {
        key: [WindowSums(box, marked, estimated) for box, marked in one.screening.windows()]
        for key, one in enough.items()
    }
    again = [item for key, one in enough.items() if windows[key] for item in one.items]
    _sum_up(again, windows, job.part(FIRST_PASS_SHARE, 1.0))
    marks = [
        RepeatedMark(key, enough[key].screening.count, layers)
        for key, own in windows.items()
        if (layers := tuple(layer for one in own if (layer := one.layer()) is not None))
    ]
    if not marks:
        raise NothingRepeated(NOTHING_CAUSE)
    return tuple(marks)


def within(marks: Collection[RepeatedMark], mask: Path) -> tuple[RepeatedMark, ...]:
    """The marks where a mask file is white.  Raises MaskError where it fits to none of them."""
    return tuple(_within(mark, engine.photo.mask_file.load(mask, mark.key[:2])) for mark in marks)


def _within(mark: RepeatedMark, mask: Mask) -> RepeatedMark:
    layers = []
    for layer in mark.layers:
        opacity = np.where(mask[layer.box.slices] >= 128, layer.opacity, np.float32(0))
        if opacity.any():
            offset = np.where(opacity[..., None] > 0, layer.offset, np.float32(0))
            layers.append(Layer(layer.box, opacity, offset))
    return replace(mark, layers=tuple(layers))


def _screened(items: list[Item], job: Job) -> dict[Key, _PhotosOfSize]:
    sizes: dict[Key, _PhotosOfSize] = {}

    def add(photo: Photo, item: Item) -> None:
        key = key_of(photo)
        if key not in sizes and len(sizes) == MAX_SIZES:
            del sizes[min(sizes, key=lambda one: sizes[one].screening.count)]
        own = sizes.setdefault(key, _PhotosOfSize(Screening(), []))
        own.screening.add(photo)
        own.items.append(item)

    _read(items, add, job)
    return sizes


def _sum_up(items: list[Item], windows: dict[Key, list[WindowSums]], job: Job) -> None:
    def add(photo: Photo, _: Item) -> None:
        for window in windows.get(key_of(photo), ()):
            window.add(photo)

    _read(items, add, job)


def _read(items: list[Item], add: Callable[[Photo, Item], None], job: Job) -> None:
    """Load one photo after the other; those that cannot be read are passed by."""
    for number, item in enumerate(items):
        job.step(number / len(items), Text("Looking for what stays put"))
        try:
            photo = item.loaded()
        except LacunaError:
            continue
        add(photo, item)
