"""Every recipe trains, also on a CPU that has no AVX-512 and therefore does not multiply in bfloat16."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer import recipes

ROOT = Path(__file__).resolve().parents[3]
STEPS = ROOT / "tests" / "fakes" / "one_step.py"
PHOTOS = 20  # Of fewer, too few are held out for the finder's validation.


@pytest.mark.slow
def test_every_recipe_trains_and_validates_on_a_cpu_without_avx_512(
    tmp_path: Path, write_photos: Callable[[Path, int], None]
) -> None:
    """In a process of its own: oneDNN asks once what it may use."""
    seen, out = tmp_path / "photos", tmp_path / "out"
    seen.mkdir()
    out.mkdir()
    write_photos(seen, PHOTOS)
    done = subprocess.run(
        [sys.executable, str(STEPS), str(seen), str(out)],
        cwd=ROOT,
        env=os.environ | {"ONEDNN_MAX_CPU_ISA": "AVX2", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [module.name for module in pkgutil.iter_modules(recipes.__path__)]
