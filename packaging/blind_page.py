"""Before, mask and after of every photo in a folder, repaired with no mask: to look at what a detector does.

usage: python packaging/blind_page.py DIR OUT.html|OUT.png [--detector ID] [--method ID] [--sensitivity S]

In the middle the photo is dimmed; what is repaired is magenta, doubtful finds are yellow.  Pictures named
*-mask or *-alpha are left out.  The page is not for the project: such photos are not ours.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.detection.result import DEFAULT_SENSITIVITY, Finds
from engine.errors import LacunaError
from engine.photo import Photo, load
from engine.photo.file_format import suffixes
from engine.repair.blind import repair_blind

SIDE = 640  # px of a picture on the page; a sheet's are smaller
SHEET_SIDE = 420
DIM = 0.45
SURE, DOUBTFUL = (255, 0, 255), (255, 220, 0)
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Row:
    pictures: tuple[Image.Image, ...]  # before, mask, after
    caption: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--detector", default="auto")
    parser.add_argument("--method", default="auto")
    parser.add_argument("--sensitivity", type=float, default=DEFAULT_SENSITIVITY)
    given = parser.parse_args()
    rows = []
    for path in photos(given.folder):
        try:
            rows.append(repaired(path, given.detector, given.method, given.sensitivity))
        except LacunaError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            continue
        print(rows[-1].caption, flush=True)
    if not rows:
        return 4
    (sheet if given.out.suffix == ".png" else page)(rows, given.out)
    return 0


def photos(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in suffixes() and not path.stem.endswith(("-mask", "-alpha")):
            yield path


def repaired(path: Path, detector: str, method: str, sensitivity: float) -> Row:
    """Raises LacunaError."""
    photo = load(path)
    before = shown(photo)
    began = time.perf_counter()
    done = repair_blind(photo, method, detector=detector, sensitivity=sensitivity)
    seconds = time.perf_counter() - began
    if done.repair is not None:
        done.repair.apply(photo)
    finds = done.detection.finds(sensitivity)
    kinds = Counter(find.kind.id for find in finds.found if find.sure)
    caption = (
        f"{path.name}: {photo.width}×{photo.height}, {(done.mask > 0).mean():.2%} found"
        f" ({', '.join(f'{count} {kind}' for kind, count in kinds.most_common()) or 'nothing'}),"
        f" {sum(not find.sure for find in finds.found)} doubtful, {seconds:.1f} s"
    )
    return Row(tuple(map(fitted, (before, tinted(before, finds), shown(photo)))), caption)


def shown(photo: Photo) -> Pixels:
    return np.ascontiguousarray(photo.display(photo.box)[..., :3])


def tinted(before: Pixels, finds: Finds) -> Pixels:
    sure = np.array([False, *(find.sure for find in finds.found)])[finds.labels]
    dimmed = np.asarray(before * DIM, np.uint8)
    dimmed[sure] = SURE
    dimmed[(finds.labels > 0) & ~sure] = DOUBTFUL
    return dimmed


def fitted(pixels: Pixels) -> Image.Image:
    scale = min(1.0, SIDE / max(pixels.shape[:2]))
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return Image.fromarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def page(rows: list[Row], out: Path) -> None:
    """One file that needs no other."""
    parts = ["<!doctype html><meta charset=utf-8><title>Blind repair</title>"]
    parts.append("<style>body{background:#222;color:#ddd;font:14px sans-serif}img{margin:2px}</style>")
    for row in rows:
        parts.append(f"<p>{html.escape(row.caption)}<br>{''.join(map(embedded, row.pictures))}</p>")
    out.write_text("\n".join(parts), encoding="utf-8")


def embedded(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=90)
    return f'<img src="data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}">'


def sheet(rows: list[Row], out: Path) -> None:
    """One photo a line."""
    lines = [[one.copy() for one in row.pictures] for row in rows]
    for line in lines:
        for picture in line:
            picture.thumbnail((SHEET_SIDE, SHEET_SIDE))
    whole = Image.new("RGB", (3 * SHEET_SIDE, sum(line[0].height + 18 for line in lines)), (34, 34, 34))
    top = 0
    for row, line in zip(rows, lines, strict=True):
        ImageDraw.Draw(whole).text((4, top + 2), row.caption.replace("×", "x"), (220, 220, 220))
        for column, picture in enumerate(line):
            whole.paste(picture, (column * SHEET_SIDE, top + 16))
        top += line[0].height + 18
    whole.save(out)


if __name__ == "__main__":
    sys.exit(main())
