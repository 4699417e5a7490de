"""A contact sheet of all damage on one photo:  python -m trainer.corruption.sheet OUT.png [NAME ...]"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from engine.system.paths import resource
from trainer import corruption
from trainer.corruption.contract import Array, Pool
from trainer.corruption.draw import fonts

GAP_PX = 6
CAPTION_HEIGHT_PX = 16
PAPER_LEVEL = 245


def sheet(
    clean: Array, names: Sequence[str] = (), *, pool: Pool | None = None, seed: int = 0, across: int = 4
) -> Image.Image:
    """Each damage with its mask beside it, `across` pairs in a row.  clean: H×W×3 float32 in [0, 1]."""
    height, width = clean.shape[:2]
    wanted = names or [name for name in corruption.names() if "given" not in name]
    rows = -(-len(wanted) // across)
    cell = 2 * width + 2 * GAP_PX, height + CAPTION_HEIGHT_PX + GAP_PX
    page = Image.new("RGB", (across * cell[0] + GAP_PX, rows * cell[1] + GAP_PX), (PAPER_LEVEL,) * 3)
    pen = ImageDraw.Draw(page)
    for index, name in enumerate(wanted):
        kind, params = corruption.request(name)
        sample = corruption.generate(kind, clean, params, seed, pool=pool, source="photo")
        x, y = GAP_PX + index % across * cell[0], GAP_PX + index // across * cell[1]
        title = f"{name}   {sample.meta['coverage']:.1%}"
        pen.text((x, y), title, (30, 30, 30), fonts.font("LiberationSans-Regular", 12))
        page.paste(picture(sample.corrupted), (x, y + CAPTION_HEIGHT_PX))
        page.paste(picture(sample.mask), (x + width + GAP_PX // 2, y + CAPTION_HEIGHT_PX))
    return page


def picture(plane: Array) -> Image.Image:
    """H×W or H×W×3 in [0, 1] as 8 bits."""
    return Image.fromarray(np.rint(np.clip(plane, 0, 1) * 255).astype(np.uint8))


def opened(file: Path, side: int) -> Array:
    """The photo reduced to a short side of `side`, H×W×3 float32 in [0, 1]."""
    with Image.open(file) as image:
        ratio = side / min(image.size)
        small = image.convert("RGB").resize((round(image.width * ratio), round(image.height * ratio)))
    return np.asarray(small, np.float32) / np.float32(255)


def main(words: Sequence[str] | None = None) -> None:
    """Write the sheet; the fillers of `natural` are the photo turned by a quarter and a half."""
    parser = argparse.ArgumentParser(prog="python -m trainer.corruption.sheet", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*", help="kinds or mixtures, with parameters as text:size=20")
    parser.add_argument("--photo", type=Path, default=resource("sample.jpg"))
    parser.add_argument("--filler", type=Path, action="append", default=[], help="a photo to fill with")
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(words)
    clean = opened(asked.photo, asked.side)
    others = [opened(file, asked.side) for file in asked.filler] or [
        np.rot90(clean, turn) for turn in range(1, 9)
    ]
    pool = Pool([f"filler {index}" for index in range(len(others))], others)
    sheet(clean, asked.names, pool=pool, seed=asked.seed).save(asked.out)


if __name__ == "__main__":
    main()
