"""What a worker of a cluster does with a photo: all but the journal and the move, which the client keeps.

The staging folder, which all machines see, is how they meet: a result is written there under a name no other
has, and a flag in it says that the run goes on.  A worker that was taken for dead can so do no harm.
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

from engine.batch.line import Line
from engine.batch.listing import Item
from engine.batch.masks import MaskFor, OneMask, laid
from engine.batch.piece import Repaired, Work
from engine.batch.plan import Plan
from engine.batch.thumbnails import hashed
from engine.errors import FoldersUnseen, WorkerDiffers
from engine.job import Cancelled, Job

BEAT = 0.5  # s between two looks at the flag
PATIENCE = 3.0  # s for a new folder to be seen through a network disk
DECIDING = (  # what pixels and files depend on
    "lacuna",
    "imagecodecs",
    "numba",
    "numpy",
    "opencv-python",
    "pillow",
    "pillow-heif",
    "scikit-image",
    "scipy",
    "tifffile",
    "torch",
)


@dataclass(frozen=True)
class Order:
    """What all photos of a run share.  Its paths are absolute.

    settings: the plan's, and versions, as they are on the client: a worker with others would do other work.
    flag: a file in the staging folder, there as long as the run goes on.
    """

    plan: Plan
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    flag: Path


_ready: dict[Path, MaskFor | None] = {}  # by flag: the run this process works for, and its mask


def versions() -> dict[str, str]:
    """Of all that decides how a repaired photo looks."""
    found = {}
    for name in DECIDING:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def work(order: Order, item: Item) -> Repaired:
    """Repair a photo into the staging folder.

    Raises what is wrong with the photo; FoldersUnseen, also once the run is over; WorkerDiffers.
    """
    done: list[Repaired] = []
    errors: list[BaseException | None] = []
    # in a line's thread: dask's have too little stack for compiled solvers on some systems
    line = Line([(lambda one: done.append(_work(order, one)), 1)], lambda _, error: errors.append(error))
    line.put(item)
    line.close()
    line.join()
    if errors[0] is not None:
        raise errors[0]
    return done[0]


def _work(order: Order, item: Item) -> Repaired:
    place = order.flag.with_name(f"{hashed(item.name)}-{secrets.token_hex(4)}")
    try:
        one = Work(item, order.plan, _mask_for(order), _FlagJob(order.flag))
        one.read()
        one.fill()
        return one.stage(place)
    except Cancelled:
        raise _unseen(order) from None
    finally:
        if not _is_up(order.flag):
            _clean(place)


class _FlagJob(Job):
    """Stops once the flag is down."""

    def __init__(self, flag: Path) -> None:
        super().__init__()
        self._flag = flag
        self._looked = time.monotonic()

    def step(self, fraction: float, note: str = "") -> None:
        if time.monotonic() - self._looked >= BEAT:
            self._looked = time.monotonic()
            if not _is_up(self._flag):
                self.cancel()
        super().step(fraction, note)


def _mask_for(order: Order) -> MaskFor | None:
    """Of one mask for all, else None.  The first time in a process, whether it can do the work at all."""
    with contextlib.suppress(KeyError):
        return _ready[order.flag]
    _check(order)
    masks = order.plan.masks
    mask_for = laid(masks) if isinstance(masks, OneMask) else None
    _ready.clear()
    _ready[order.flag] = mask_for
    return mask_for


def _check(order: Order) -> None:
    until = time.monotonic() + PATIENCE
    while not _is_up(order.flag):
        if time.monotonic() > until:
            raise _unseen(order)
        time.sleep(0.1)
    if not order.plan.photos.is_dir():
        raise FoldersUnseen(f"{order.plan.photos} on {platform.node()}")
    here, there = {**order.plan.settings, **versions()}, {**order.settings, **order.versions}
    others = [f"{name} {here[name]}, not {there.get(name)}" for name in here if here[name] != there.get(name)]
    if others:
        raise WorkerDiffers(f"{platform.node()} has {', '.join(others)}")


def _is_up(flag: Path) -> bool:
    try:
        return flag.exists()
    except OSError:  # a network disk that went away
        return False


def _unseen(order: Order) -> FoldersUnseen:
    return FoldersUnseen(f"{order.flag.parent} on {platform.node()}")


def _clean(place: Path) -> None:
    """Nobody will fetch it.  The folder may be another run's by now: it goes only if it is empty."""
    with contextlib.suppress(OSError):
        for staged in place.parent.glob(f"{place.name}*"):
            staged.unlink()
        place.parent.rmdir()
