"""The work of a cluster's worker on a photo: all except the journal and the delivery, which the client does.

All machines see the staging folder: a worker writes its result there under a unique name, and works as long
as a flag file exists in it.  So a worker that was wrongly considered dead does no harm.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import platform
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.batch.listing import Item
from engine.batch.masks import MaskForSize, OneMask, mask_for_sizes
from engine.batch.photo_task import PhotoRepair, StagedPhoto
from engine.batch.pipeline import Pipeline
from engine.batch.plan import Plan
from engine.batch.thumbnails import hashed
from engine.errors import FoldersUnseen, WorkerDiffers
from engine.job import Cancelled, Job
from engine.text import NO_TEXT, Text

FLAG_POLL_S = 0.5
# A network disk shows a new folder after this time at most.
FOLDER_TIMEOUT_S = 3.0
# The packages that pixels and files of a result depend on.
RESULT_PACKAGES = (
    "lacuna",
    "imagecodecs",
    "numba",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "pillow-heif",
    "pypdfium2",
    "scikit-image",
    "scipy",
    "tifffile",
    "torch",
)


@dataclass(frozen=True)
class Order:
    """The data that all photos of a run share.  Its paths are absolute.

    settings, versions: of the plan and of RESULT_PACKAGES on the client; a worker with others would give
    other results.  flag: a file in the staging folder that exists as long as the run.
    """

    plan: Plan
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    flag: Path


_ready: dict[Path, MaskForSize | None] = {}  # By flag file: the run of this process.


def versions() -> dict[str, str]:
    """The versions of RESULT_PACKAGES that are installed here."""
    found = {}
    for name in RESULT_PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def work(order: Order, item: Item) -> StagedPhoto:
    """Repair a photo into the staging folder.

    Raises what is wrong with the photo; FoldersUnseen, also once the run is over; WorkerDiffers.
    """
    done: list[StagedPhoto] = []
    errors: list[BaseException | None] = []
    # On some systems dask's threads have too little stack for compiled solvers.
    pipeline = Pipeline(
        [(lambda one: done.append(_work(order, one)), 1)], lambda _, error: errors.append(error)
    )
    pipeline.put(item)
    pipeline.close()
    pipeline.join()
    if errors[0] is not None:
        raise errors[0]
    return done[0]


def _work(order: Order, item: Item) -> StagedPhoto:
    place = order.flag.with_name(f"{hashed(item.name)}-{secrets.token_hex(4)}")
    try:
        one = PhotoRepair(item, order.plan, _mask_for(order), _FlagJob(order.flag))
        one.read()
        one.fill()
        return one.stage(place)
    except Cancelled:
        raise _unseen(order) from None
    finally:
        if not _is_up(order.flag):
            _clean(place)


class _FlagJob(Job):
    """A job that is cancelled once the flag file is gone."""

    def __init__(self, flag: Path) -> None:
        super().__init__()
        self._flag = flag
        self._looked = time.monotonic()

    def step(self, fraction: float, note: Text = NO_TEXT) -> None:
        if time.monotonic() - self._looked >= FLAG_POLL_S:
            self._looked = time.monotonic()
            if not _is_up(self._flag):
                self.cancel()
        super().step(fraction, note)


def _mask_for(order: Order) -> MaskForSize | None:
    """The function of a plan with one mask for all photos, else None.

    The first call in a process checks whether it can do the work at all.
    """
    with contextlib.suppress(KeyError):
        return _ready[order.flag]
    _check(order)
    masks = order.plan.masks
    mask_for = mask_for_sizes(masks) if isinstance(masks, OneMask) else None
    _ready.clear()
    _ready[order.flag] = mask_for
    return mask_for


def _check(order: Order) -> None:
    until = time.monotonic() + FOLDER_TIMEOUT_S
    while not _is_up(order.flag):
        if time.monotonic() > until:
            raise _unseen(order)
        time.sleep(0.1)
    if not order.plan.photos.is_dir():
        raise FoldersUnseen(Text("{path} on {machine}", path=order.plan.photos, machine=platform.node()))
    here, there = {**order.plan.settings, **versions()}, {**order.settings, **order.versions}
    others = [f"{name} {here[name]}, not {there.get(name)}" for name in here if here[name] != there.get(name)]
    if others:
        raise WorkerDiffers(Text("{machine} has {others}", machine=platform.node(), others=", ".join(others)))


def _is_up(flag: Path) -> bool:
    try:
        return flag.exists()
    except OSError:  # a network disk that went away
        return False


def _unseen(order: Order) -> FoldersUnseen:
    return FoldersUnseen(Text("{path} on {machine}", path=order.flag.parent, machine=platform.node()))


def _clean(place: Path) -> None:
    """Remove a result that no client fetches, and the staging folder if no other run uses it."""
    with contextlib.suppress(OSError):
        for staged in place.parent.glob(f"{place.name}*"):
            staged.unlink()
        place.parent.rmdir()
