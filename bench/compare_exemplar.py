"""Erased objects side by side: photo with mask, patchmatch, G'MIC's inpaint_matchpatch, with seconds.

    python bench/compare_exemplar.py PHOTOS OUT [--only NAME] [--seed N]

PHOTOS is searched for the photos that erased_objects.json names; those not there are left out.  OUT gets one
PNG an object and an index.html.  Both programs get the same crop: hole and context, as the pipeline would
cut it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.catalog import method
from engine.contract import Array, Request
from engine.geometry import Box
from engine.job import Job
from engine.mask import Mask, automatic_growth, bounds, grow
from engine.options import resolve


def load(photos: Path, entry: dict[str, Any]) -> tuple[Image.Image, Mask] | None:
    """The photo in RGB and its mask, grown as the editor does; alpha 0 is missing.  None: no such photo."""
    found = sorted(photos.rglob(entry["photo"]))
    if not found:
        return None
    photo = Image.open(found[0])
    mask = Image.new("L", photo.size)
    if photo.mode == "RGBA":
        mask = photo.getchannel("A").point(lambda value: 255 if value == 0 else 0)
    for polygon in entry["polygons"]:
        ImageDraw.Draw(mask).polygon([tuple(point) for point in polygon], fill=255)
    return photo.convert("RGB"), grow(np.asarray(mask), automatic_growth(*photo.size))


def cropped(photo: Image.Image, mask: Mask) -> tuple[Array, Mask]:
    """Hole and context of one entry, as float pixels and mask."""
    info = method("patchmatch").info
    box = bounds(mask)
    context = max(info.context_least, round(info.context * max(box.width, box.height)))
    box = box.grown(context) & Box(0, 0, photo.width, photo.height)
    return np.asarray(photo.crop(box)).astype(np.float32) / 255, mask[box.slices]


def ours(image: Array, mask: Mask, seed: int) -> tuple[Array, float]:
    """patchmatch and its seconds."""
    chosen = method("patchmatch")
    soft = (mask > 0).astype(np.float32)
    options = resolve(chosen.info.options, {})
    start = time.perf_counter()
    filled = chosen.run(Request(image=image, mask=soft, options=options, seed=seed), Job(), "cpu")[0]
    seconds = time.perf_counter() - start
    return np.where(soft[..., None] > 0, filled, image), seconds


def gmic(image: Array, mask: Mask) -> tuple[Array, float]:
    """G'MIC and its seconds, its start included (about 0.1 s)."""
    with tempfile.TemporaryDirectory() as folder:
        photo, hole, out = (Path(folder) / name for name in ("photo.png", "hole.png", "out.png"))
        picture(image).save(photo)
        Image.fromarray(mask).save(hole)
        start = time.perf_counter()
        command = ["gmic", str(photo), str(hole), "-inpaint_matchpatch[0]", "[1]", "-o[0]", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - start
        return np.asarray(Image.open(out).convert("RGB")).astype(np.float32) / 255, seconds


def picture(image: Array) -> Image.Image:
    return Image.fromarray(np.rint(np.clip(image, 0, 1) * 255).astype(np.uint8))


def sheet(panels: list[tuple[str, Array]]) -> Image.Image:
    """Panels side by side, each under its caption."""
    height, width = panels[0][1].shape[:2]
    page = Image.new("RGB", (len(panels) * (width + 8), height + 20))
    for index, (caption, image) in enumerate(panels):
        page.paste(picture(image), (index * (width + 8), 20))
        ImageDraw.Draw(page).text((index * (width + 8) + 4, 4), caption)
    return page


def compare(photos: Path, out: Path, entry: dict[str, Any], seed: int) -> str | None:
    """Write one object's sheet; its file name, or None where its photo is not there."""
    loaded = load(photos, entry)
    if loaded is None:
        return None
    image, mask = cropped(*loaded)
    marked = np.where((mask > 0)[..., None], np.float32([1, 0, 1]), image)
    mine, seconds = ours(image, mask, seed)
    panels = [("hole", marked), (f"patchmatch {seconds:.2f} s", mine)]
    line = f"{entry['name']:26}{int((mask > 0).sum()):8} px   patchmatch {seconds:5.2f} s"
    if shutil.which("gmic"):
        theirs, seconds = gmic(image, mask)
        panels.append((f"G'MIC {seconds:.2f} s", theirs))
        line += f"   G'MIC {seconds:5.2f} s"
    print(line, flush=True)
    name = entry["name"].replace(" ", "-") + ".png"
    sheet(panels).save(out / name)
    return name


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", help="names that hold this text")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    entries = json.loads(Path(__file__).with_name("erased_objects.json").read_text())
    chosen = [entry for entry in entries if not asked.only or asked.only in entry["name"]]
    names = [compare(asked.photos, asked.out, entry, asked.seed) for entry in chosen]
    body = "".join(f'<h3>{name}</h3><img src="{name}">' for name in names if name)
    (asked.out / "index.html").write_text(f"<!doctype html><title>Erased objects</title>{body}")


if __name__ == "__main__":
    main()
