"""Measures how many samples one core makes in a second.

python -m trainer.corruption.speed [SIDE] [NAME ...]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from trainer import corruption
from trainer.corruption.contract import Array, Pool

DRAWS_PER_ROUND = 20
TIMED_ROUNDS = 3  # The fastest counts, as other programs only make a round slower.


def main(words: Sequence[str] | None = None) -> None:
    """Print a line for each: the mask alone, and the whole sample."""
    parser = argparse.ArgumentParser(prog="python -m trainer.corruption.speed", description=__doc__)
    parser.add_argument("side", nargs="?", type=int, default=128)
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args(words)
    side = asked.side
    rng = np.random.default_rng(0)
    clean = rng.random((side, side, 3), np.float32)
    pool = Pool([f"photo {index}" for index in range(8)], [clean] * 8)
    mask = rng.random((side, side)) < 0.1
    print(f"{'samples a second, ' + str(side) + ' px':24}{'mask alone':>12}{'sample':>12}")
    for name in asked.names or corruption.names():
        params = {"mask": mask} if "given" in name else {}
        alone, whole = rates(name, params, clean, pool)
        print(f"{name:24}{alone:12.0f}{whole:12.0f}")


def rates(name: str, params: dict[str, Any], clean: Array, pool: Pool) -> tuple[float, float]:
    """(masks alone, whole samples)."""

    def alone(seed: int) -> object:
        return corruption.shape(name, len(clean), clean.shape[1], params, np.random.default_rng(seed))

    def whole(seed: int) -> object:
        return corruption.generate(name, clean, params, seed, pool=pool, source="x")

    return rate(alone), rate(whole)


def rate(make: Callable[[int], object]) -> float:
    """Calls for a second of CPU time, in the best of the rounds."""
    best = float("inf")
    for _ in range(TIMED_ROUNDS):
        start = time.process_time()
        for seed in range(DRAWS_PER_ROUND):
            make(seed)
        best = min(best, (time.process_time() - start) / DRAWS_PER_ROUND)
    return 1 / max(best, 1e-9)


if __name__ == "__main__":
    main()
