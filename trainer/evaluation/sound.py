"""What blind repair does to photos that nothing is wrong with, each at its own size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np

from engine.errors import LacunaError
from engine.photo import Photo, load
from engine.repair.blind import find_damage
from trainer.data.photos import photo_files
from trainer.evaluation.scenes import scenes
from trainer.evaluation.suite import Suite

PICTURES_OF_A_SCENE = 8  # Drawn ones tell what is mistaken, not how often it is.


@dataclass(frozen=True, kw_only=True)
class SoundResult:
    """Of one folder or one drawn scene, by one detector.

    untouched: the share of its photos; area: the mean share of a photo that is changed.  listed: how many a
    person is asked to look at.  changed: the names of the photos of which a pixel is changed, though nobody
    is asked to look.
    """

    case: str
    detector: str
    photos: int
    untouched: float
    area: float
    listed: int
    changed: tuple[str, ...]


def measure(
    suite: Suite,
    folders: Sequence[Path],
    detectors: Sequence[str],
    *,
    report: Callable[[SoundResult], None] = lambda _: None,
) -> list[SoundResult]:
    """One result for each folder and each of the suite's drawn scenes, and each detector.

    Photos are treated as `lacuna batch` does it: the doubtful are delivered as they were.  The limit's number
    of photos of each folder are spread evenly; those that cannot be read are left out.  Raises LacunaError.
    """
    found: list[SoundResult] = []
    for case in suite.cases:
        pictures: list[tuple[str, Callable[[], Iterator[tuple[str, Photo]]]]] = (
            [(case.name, partial(drawn, case.scene, suite.limit, suite.seed))]
            if case.scene
            else [(folder.name, partial(stored, folder, suite.limit)) for folder in folders]
        )
        for name, photos in pictures:
            for detector in detectors:
                found.append(_result(name, detector, photos()))
                report(found[-1])
    return found


def stored(folder: Path, limit: int) -> Iterator[tuple[str, Photo]]:
    """(name, photo), at most `limit` of a folder, evenly spread, without those that cannot be read."""
    files = list(photo_files(folder))
    if len(files) > limit:
        files = [files[round(at)] for at in np.linspace(0, len(files) - 1, limit)]
    for file in files:
        try:
            yield file.name, load(file)
        except LacunaError:
            continue


def drawn(name: str, limit: int, seed: int) -> Iterator[tuple[str, Photo]]:
    """(number, picture) of a scene, at most PICTURES_OF_A_SCENE."""
    for number in range(min(limit, PICTURES_OF_A_SCENE)):
        rng = np.random.default_rng((seed, number, crc32(name.encode())))
        yield str(number), Photo(scenes()[name].picture(rng))


def _result(case: str, detector: str, photos: Iterable[tuple[str, Photo]]) -> SoundResult:
    areas: list[float] = []
    listed, changed = 0, []
    for name, photo in photos:
        found = find_damage(photo, detector=detector)
        listed += bool(found.review)
        areas.append(0.0 if found.doubts else float(np.count_nonzero(found.mask) / found.mask.size))
        if areas[-1] and not found.review:
            changed.append(name)
    share = np.array(areas)
    return SoundResult(
        case=case,
        detector=detector,
        photos=len(areas),
        untouched=float(np.mean(share == 0)) if areas else 1.0,
        area=float(share.mean()) if areas else 0.0,
        listed=listed,
        changed=tuple(changed),
    )


def as_json(results: Sequence[SoundResult]) -> list[dict[str, object]]:
    return [asdict(result) for result in results]


def line(one: SoundResult) -> str:
    """A result as a line of text."""
    names = f": {', '.join(one.changed)}" if one.changed else ""
    return (
        f"{one.case} {one.detector}: {one.untouched:.0%} of {one.photos} untouched, {one.area:.3%} of the "
        f"area changed, {one.listed} listed for review, {len(one.changed)} changed without review{names}"
    )


def print_line(one: SoundResult) -> None:
    """Show a result as soon as it is there."""
    print(line(one), flush=True)
