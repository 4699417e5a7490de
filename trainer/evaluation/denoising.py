"""Measures how informed-mask detects and removes noise: python -m trainer.denoising --photos DIR

Photos of one size with each level of noise are detected and repaired blind by the whole pipeline; then photos
with soft strokes, and photos without damage.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from engine.errors import FoundAll
from engine.models.method import Array
from engine.photo import Photo
from engine.repair.blind import repair_blind
from trainer.corruption.contract import Sample
from trainer.data import photos as photo_folder
from trainer.data.photos import Photos
from trainer.evaluation import metrics
from trainer.evaluation.suite import Case, samples

ID = "informed-mask"
NOISE_LEVELS = (0.05, 0.1, 0.2, 0.3)


@dataclass(frozen=True)
class DenoisingResult:
    """One photo.

    Means of the true and the found mask, PSNR before and after in dB, mean error of the mask.
    """

    lost: float
    found: float
    before: float
    after: float
    error: float


def main(words: Sequence[str] | None = None) -> None:
    """Print a line for each case, and the correlation of true and found noise."""
    parser = argparse.ArgumentParser(prog="python -m trainer.denoising", description=__doc__)
    parser.add_argument("--photos", type=Path, action="append", required=True)
    parser.add_argument("--limit", type=int, default=25, help="photos of each level")
    parser.add_argument("--size", type=int, default=256)
    asked = parser.parse_args(words)
    photos = photo_folder.load(asked.photos)
    cases = {
        f"noise {level}": Case(name="noise", kind="noise_uniform", params={"level": level})
        for level in NOISE_LEVELS
    }
    cases |= {"soft strokes": Case(name="soft", kind="soft_strokes"), "clean": Case(name="clean", kind=None)}
    print(f"{'':14}{'lost':>8}{'found':>8}{'error':>8}{'before':>8}{'after':>8}{'gain':>8}")
    noisy: list[DenoisingResult] = []
    for name, case in cases.items():
        found = measured(photos, case, size=asked.size, limit=asked.limit)
        noisy += found if case.name == "noise" else []
        lost, said, error, before, after = (
            fmean(getattr(one, key) for one in found) for key in ("lost", "found", "error", "before", "after")
        )
        print(f"{name:14}{lost:8.3f}{said:8.3f}{error:8.3f}{before:8.2f}{after:8.2f}{after - before:+8.2f}")
    print(f"correlation of lost and found over {len(noisy)} noisy photos: {correlation(noisy):.3f}")


def measured(photos: Photos, case: Case, *, size: int, limit: int) -> list[DenoisingResult]:
    """The result for each photo of a case."""
    return [denoising_result(sample) for _, sample in samples(photos, case, size=size, seed=0, limit=limit)]


def denoising_result(sample: Sample) -> DenoisingResult:
    """Blind repair of one damaged photo."""
    photo = Photo(np.rint(sample.corrupted * 255).astype(np.uint8))
    before = _pixels(photo)
    share: Array = np.zeros_like(sample.mask)
    try:
        done = repair_blind(photo, ID)
        share = np.divide(done.detection.lost_share(sensitivity=1.0), 255, dtype=np.float32)
        if done.repair:
            done.repair.apply(photo)
    except FoundAll:
        share += 1
    return DenoisingResult(
        lost=float(sample.mask.mean()),
        found=float(share.mean()),
        before=metrics.psnr(before, sample.clean),
        after=metrics.psnr(_pixels(photo), sample.clean),
        error=float(np.abs(share - sample.mask).mean()),
    )


def correlation(answers: Iterable[DenoisingResult]) -> float:
    """Pearson correlation over the photos of true and found means of the mask."""
    pairs = np.array([(one.lost, one.found) for one in answers])
    return float(np.corrcoef(pairs.T)[0, 1])


def _pixels(photo: Photo) -> Array:
    return photo.pixels.astype(np.float32) / np.float32(255)


if __name__ == "__main__":
    main()
