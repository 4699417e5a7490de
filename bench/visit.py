"""A scripted visit of the real window under Xvfb: the cost of each mouse event, and every stall."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from bench.display import missing, screen
from bench.pictures import large

WIDTH_PX, HEIGHT_PX = 8660, 5774  # 50 megapixels
SHOWN_STALLS = 16  # stalls


def main() -> None:
    if packages := missing():
        print(f"left out: apt-get install {' '.join(packages)}")
        return
    minutes = float(os.environ.get("VISIT_MINUTES", "5"))
    folder = Path(tempfile.mkdtemp(prefix="lacuna-visit-"))
    for name in ("first", "third"):  # The filmstrip's neighbours.
        Image.fromarray(large(1200, 800)).save(folder / f"{name}.jpg")
    photo = folder / "second-of-fifty-megapixels.jpg"
    Image.fromarray(large(WIDTH_PX, HEIGHT_PX)).save(photo, quality=92)
    with screen() as environment:
        own = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
        words = [sys.executable, "-m", "bench.visitor", str(photo), str(folder), str(minutes)]
        subprocess.run(words, env=environment | own, check=True, timeout=60 * minutes + 300)
    _print(json.loads((folder / "visit.json").read_text(encoding="utf-8")))
    print(f"frames to look at: {folder}/*.png")


def _print(report: dict) -> None:
    facts = report["facts"]
    print("  ".join(f"{name} {fact}" for name, fact in facts.items()))
    print(f"\n{'event + paint, ms':<20}{'events':>8}{'median':>8}{'p95':>8}{'worst':>8}")
    for stage, costs in report["costs"].items():
        p95 = statistics.quantiles(costs, n=20)[-1] if len(costs) > 1 else costs[0]
        print(f"{stage:<20}{len(costs):>8}{statistics.median(costs):>8.1f}{p95:>8.1f}{max(costs):>8.1f}")
    print("(reach, 500 px brush: median < 16, p95 < 33)\n")
    stalls = sorted(report["stalls"], reverse=True)
    long = [stall for stall in stalls if stall[0] >= 100]
    print(f"stalls of the GUI thread: {len(long)} of 100 ms or more (reach: none), {len(stalls)} above 30")
    for late, own, stage, doing in stalls[:SHOWN_STALLS]:
        print(f"  {late:6.0f} ms, {own:4.0f} of it the thread's own CPU time  {stage}: {doing}")
