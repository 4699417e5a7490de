"""The README's pictures: the window, and the three uses before and after, made by running Lacuna itself.

usage: python packaging/readme_pictures.py [FOLDER]     (docs/images)

Photos are those that scikit-image ships.  The damage is drawn by trainer.corruption with fixed seeds, then
saved as JPEG, as a scan or a downloaded photo would be; what Lacuna makes of it is shown as it is.
QT_QPA_PLATFORM=offscreen needs no display.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.__main__ import main as lacuna
from engine.photo.colour import LUMA_WEIGHTS
from engine.system.paths import resource
from trainer import corruption

SCREENSHOTS = Path(__file__).with_name("screenshots.py")
TEXT_SEED = 3  # of 1, 2, 3, 4 and 7 the middle one by eye: 1 comes out cleaner, 7 leaves more smudges
PRINT_SEED = 7
GAP_PX = 8
WIDTH_PX = 900  # of a whole picture
JPEG_QUALITY = 90  # of the damaged photos
PICTURE_QUALITY = 80
WINDOW_QUALITY = 90  # with full colour resolution: small letters
TEXT = {"lines": 4, "size": (12, 20), "layout": "lines", "fonts": "held-out", "edge": "antialiased"}
SCRATCHES = {"edge": "antialiased"}
PRINTS = ("camera", "coffee")
Pixels = NDArray[np.float32]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/images"))
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XDG_STATE_HOME"] = temporary  # the journal of the folder run
        work = Path(temporary)
        photograph_window(folder / "window.jpg", work)
        save(folder / "erase.jpg", [erase(work)])
        save(folder / "blind.jpg", [repair_text(work)])
        save(folder / "folder.jpg", repair_prints(work))
    return 0


Pair = tuple[Image.Image, Image.Image]  # before, after


def photograph_window(path: Path, work: Path) -> None:
    """The dark window of packaging/screenshots.py."""
    subprocess.run([sys.executable, SCREENSHOTS, work / "window"], check=True)
    opened(work / "window" / "window-dark.png").save(
        path, quality=WINDOW_QUALITY, subsampling=0, optimize=True
    )


def erase(work: Path) -> Pair:
    """The sample photo and the mask that ship with Lacuna."""
    photo, mask, out = resource("sample.jpg"), resource("sample-mask.png"), work / "erased.png"
    run("repair", photo, "--mask", mask, "-o", out)
    with Image.open(photo) as before, Image.open(mask) as marked:
        tinted = before.convert("RGB")
        tinted.paste((255, 0, 255), mask=marked.convert("L").point(lambda value: value * 2 // 5))
    return tinted, opened(out)


def repair_text(work: Path) -> Pair:
    """Lines of text in fonts that no training saw."""
    photo, out = work / "text.jpg", work / "text.png"
    damaged = corruption.generate("text", pixels("chelsea"), TEXT, TEXT_SEED).corrupted
    picture(damaged).save(photo, quality=JPEG_QUALITY)
    run("repair", photo, "-o", out)
    return opened(photo), opened(out)


def repair_prints(work: Path) -> list[Pair]:
    """A folder of sepia prints with scratches and dust."""
    scans, repaired = work / "scans", work / "repaired"
    scans.mkdir()
    for number, name in enumerate(PRINTS):
        clean = sepia(pixels(name))
        damaged = corruption.generate("scratches", clean, SCRATCHES, PRINT_SEED, item_index=number)
        picture(damaged.corrupted).save(scans / f"{name}.jpg", quality=JPEG_QUALITY)
    run("batch", scans, repaired, "--format", "png")
    return [(opened(scans / f"{name}.jpg"), opened(repaired / f"{name}.png")) for name in PRINTS]


def run(*words: object) -> None:
    """Run one `lacuna` command.  Raises SystemExit where it fails."""
    code = lacuna([str(word) for word in words])
    if code:
        raise SystemExit(code)


def pixels(name: str) -> Pixels:
    """A photo of scikit-image, H×W×3 in [0, 1]."""
    image = Image.fromarray(getattr(data, name)()).convert("RGB")
    return np.asarray(image, np.float32) / np.float32(255)


def sepia(photo: Pixels) -> Pixels:
    """The photo as a faded monochrome print."""
    gray = photo @ LUMA_WEIGHTS
    return np.stack([0.93 * gray + 0.05, 0.88 * gray + 0.04, 0.78 * gray + 0.03], axis=-1)


def picture(photo: Pixels) -> Image.Image:
    return Image.fromarray(np.rint(np.clip(photo, 0, 1) * 255).astype(np.uint8))


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def save(path: Path, pairs: Iterable[Pair]) -> None:
    """Before on the left, after on the right, one pair a row."""
    width = (WIDTH_PX - GAP_PX) // 2
    rows = []
    for before, after in pairs:
        size = width, round(before.height * width / before.width)
        rows.append([image.resize(size, Image.Resampling.LANCZOS) for image in (before, after)])
    height = sum(row[0].height + GAP_PX for row in rows) - GAP_PX
    page = Image.new("RGB", (WIDTH_PX, height), "white")
    top = 0
    for before, after in rows:
        page.paste(before, (0, top))
        page.paste(after, (WIDTH_PX - width, top))
        top += before.height + GAP_PX
    page.save(path, quality=PICTURE_QUALITY, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
