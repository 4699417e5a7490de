"""Erased objects side by side: the photo with its hole, each method, G'MIC's inpaint_matchpatch.

    python bench/erase.py PHOTOS OUT [--methods auto,gmcnn,deepfill-v2] [--only NAME] [--seed N]

PHOTOS is searched for the photos that erased_objects.json names; those not there are left out.  OUT gets one
PNG an object, at 100 %, and an index.html.  Lacuna's methods are given the whole photo, as the editor gives
it; G'MIC the hole with the context that patchmatch sees.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.models.catalog import method
from engine.photo import Photo
from engine.pixels.box import Box
from engine.pixels.mask import Mask, automatic_growth, bounds, grow
from engine.repair.run import repair
from trainer.evaluation.peers import matchpatch

MARK_COLOUR = (255, 0, 255)


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


def seen(photo: Image.Image, mask: Mask) -> Box:
    """The hole and its context."""
    info = method("patchmatch").info
    box = bounds(mask)
    context = max(info.context_least, round(info.context * max(box.width, box.height)))
    return box.grown(context) & Box(0, 0, photo.width, photo.height)


def ours(photo: Image.Image, mask: Mask, id: str, seed: int) -> tuple[Image.Image, float]:
    """The photo filled by a method, and its seconds."""
    filled = Photo(np.array(photo))
    start = time.perf_counter()
    repair(filled, mask, id, seed=seed).apply(filled)
    return Image.fromarray(filled.pixels), time.perf_counter() - start


def sheet(panels: list[tuple[str, Image.Image]]) -> Image.Image:
    """Panels of one size side by side, each under its caption."""
    width, height = panels[0][1].size
    page = Image.new("RGB", (len(panels) * (width + 8), height + 20))
    for index, (caption, image) in enumerate(panels):
        page.paste(image, (index * (width + 8), 20))
        ImageDraw.Draw(page).text((index * (width + 8) + 4, 4), caption)
    return page


def compare(photos: Path, out: Path, entry: dict[str, Any], methods: list[str], seed: int) -> str | None:
    """Write one object's sheet; its file name, or None where its photo is not there."""
    loaded = load(photos, entry)
    if loaded is None:
        return None
    photo, mask = loaded
    box = seen(photo, mask)
    crop = photo.crop(box)
    marked = crop.copy()
    marked.paste(MARK_COLOUR, mask=Image.fromarray(mask[box.slices]))
    panels = [("hole", marked)]
    line = f"{entry['name']:26}{int((mask > 0).sum()):8} px"
    for id in methods:
        filled, seconds = ours(photo, mask, id, seed)
        panels.append((f"{id} {seconds:.2f} s", filled.crop(box)))
        line += f"   {id} {seconds:5.2f} s"
    if shutil.which("gmic"):
        theirs, seconds = matchpatch(np.asarray(crop), mask[box.slices])
        panels.append((f"G'MIC {seconds:.2f} s", Image.fromarray(theirs)))
        line += f"   G'MIC {seconds:5.2f} s"
    print(line, flush=True)
    name = str(entry["name"]).replace(" ", "-") + ".png"
    sheet(panels).save(out / name)
    return name


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--methods", default="auto", help="ids, with commas between")
    parser.add_argument("--only", help="names that hold this text")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    entries = json.loads(Path(__file__).with_name("erased_objects.json").read_text())
    chosen = [entry for entry in entries if not asked.only or asked.only in entry["name"]]
    methods = asked.methods.split(",")
    names = [compare(asked.photos, asked.out, entry, methods, asked.seed) for entry in chosen]
    body = "".join(f'<h3>{name}</h3><img src="{name}">' for name in names if name)
    (asked.out / "index.html").write_text(f"<!doctype html><title>Erased objects</title>{body}")


if __name__ == "__main__":
    main()
