"""What blind repair does to photos that nothing is wrong with, each at its own size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import LacunaError
from engine.photo import load
from engine.repair.blind import find_damage
from trainer.data.photos import photo_files


@dataclass(frozen=True, kw_only=True)
class SoundResult:
    """Of one folder.  untouched: the share of its photos; area: the mean share of a photo that is changed.

    changed: the names of the photos of which a pixel is changed, though nobody is asked to look.
    """

    folder: str
    photos: int
    untouched: float
    area: float
    listed: int
    changed: tuple[str, ...]


def measure(
    folders: Sequence[Path], *, detector: str = "auto", limit: int | None = None
) -> Iterator[SoundResult]:
    """One result a folder, as `lacuna batch` treats its photos: the doubtful are delivered as they were.

    limit: how many photos of each, evenly spread.  Photos that cannot be read are left out.
    """
    for folder in folders:
        files = list(photo_files(folder))
        if limit is not None and len(files) > limit:
            files = [files[round(at)] for at in np.linspace(0, len(files) - 1, limit)]
        areas: list[float] = []
        listed, changed = 0, []
        for file in files:
            try:
                found = find_damage(load(file), detector=detector)
            except LacunaError:
                continue
            listed += bool(found.review)
            areas.append(0.0 if found.doubts else float(np.count_nonzero(found.mask) / found.mask.size))
            if areas[-1] and not found.review:
                changed.append(file.name)
        share = np.array(areas)
        yield SoundResult(
            folder=folder.name,
            photos=len(areas),
            untouched=float(np.mean(share == 0)) if areas else 1.0,
            area=float(share.mean()) if areas else 0.0,
            listed=listed,
            changed=tuple(changed),
        )
