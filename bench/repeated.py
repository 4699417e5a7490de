"""What stays put over 30 photos: F1 of a half-transparent logo with sensor dust, and what is left of them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bench.pictures import Picture
from engine.batch import Plan, find_repeated
from engine.detection.repeated import RepeatedMark
from engine.errors import NothingRepeated
from engine.photo import Photo, load
from engine.pixels.plane import Array
from engine.repair.repeated_removal import remove_all_repeated

FOLDERS_VARIABLE = "LACUNA_BENCH_PHOTOS"
COUNT, WIDTH, HEIGHT = 30, 768, 512
LOGO_COLOURS = {"white": (0.95, 0.95, 0.95), "red": (0.9, 0.2, 0.2), "dark": (0.1, 0.1, 0.1)}
LOGO_OPACITY, DUST_COUNT = 0.45, 8
MIN_TRUE_OPACITY = 0.02  # what takes less of the photo is no part of the truth


def main() -> None:
    folders = [Path(one) for one in os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep) if one]
    if not folders:
        print(f"left out: {FOLDERS_VARIABLE} names no folders of at least {COUNT} photos")
        return
    for folder in folders:
        clean = _photos(folder)
        for seed, (name, colour) in enumerate(LOGO_COLOURS.items(), 5):
            print(f"{folder.name}, {name} logo: {_measured(clean, seed, colour)}  (reach: F1 0.95, 45 dB)")
        try:
            _found(clean)
            print(f"{folder.name}, no mark: something was found  (reach: nothing)")
        except NothingRepeated:
            print(f"{folder.name}, no mark: nothing was found")


def _photos(folder: Path) -> list[Picture]:
    """COUNT photos of one size: evenly chosen of the folder, or several views of each where it has fewer."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".jpg", ".png"))
    random = np.random.default_rng(0)
    views = []
    for number in range(COUNT):
        photo = load(paths[number * len(paths) // COUNT if len(paths) > COUNT else number % len(paths)])
        pixels = photo.pixels if photo.pixels.shape[2] == 3 else np.repeat(photo.pixels, 3, axis=2)
        least = max(WIDTH / photo.width, HEIGHT / photo.height)
        # Large photos are taken smaller, so that a view shows more of them than a detail.
        scale = max(least, min(1.0, 1600 / max(photo.width, photo.height)))
        size = max(WIDTH, round(photo.width * scale)), max(HEIGHT, round(photo.height * scale))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        left, top = (int(random.integers(0, free + 1)) for free in (size[0] - WIDTH, size[1] - HEIGHT))
        views.append(np.ascontiguousarray(pixels[top : top + HEIGHT, left : left + WIDTH]))
    return views


def _mattes(seed: int) -> tuple[Array, Array]:
    """The opacity of the logo and of the dust, H×W each."""
    random = np.random.default_rng(seed)
    letters = np.zeros((HEIGHT * 4, WIDTH * 4), np.uint8)
    cv2.putText(letters, "(c) Studio", (4 * 480, 4 * 470), cv2.FONT_HERSHEY_SIMPLEX, 6, 255, 44, cv2.LINE_AA)
    logo = cv2.resize(letters, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.float32)
    dust = np.zeros((HEIGHT, WIDTH), np.float32)
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    for _ in range(DUST_COUNT):
        at, radius = random.uniform((20, 20), (WIDTH - 20, 380)), random.uniform(3, 8)
        soft = np.clip((radius - np.hypot(x - at[0], y - at[1])) / 2 + 0.5, 0, 1)
        dust = np.maximum(dust, random.uniform(0.1, 0.3) * soft)
    return logo * np.float32(LOGO_OPACITY / 255), dust


def _measured(clean: list[Picture], seed: int, colour: tuple[float, float, float]) -> str:
    logo, dust = _mattes(seed)
    marked = []
    for pixels in clean:
        under = pixels / np.float32(255) * (1 - dust[..., None])
        under = (1 - logo[..., None]) * under + logo[..., None] * np.float32(colour)
        marked.append(np.clip(np.rint(under * 255), 0, 255).astype(np.uint8))
    marks = _found(marked)
    truth, found = (logo > MIN_TRUE_OPACITY) | (dust > MIN_TRUE_OPACITY), marks[0].mask() > 0
    hit = np.count_nonzero(truth & found)
    f1 = 2 * hit / (np.count_nonzero(truth) + np.count_nonzero(found))
    decibels = []
    for pixels, before in zip(clean, marked, strict=True):
        photo = Photo.from_array(before.copy())
        remove_all_repeated(photo, marks)
        error = (photo.pixels.astype(np.float32) - pixels) / 255
        decibels.append(-10 * np.log10(max(float((error**2).mean()), 1e-9)))
    return f"F1 {f1:.3f}, {np.mean(decibels):.1f} dB, the worst photo {min(decibels):.1f} dB"


def _found(photos: list[Picture]) -> tuple[RepeatedMark, ...]:
    with tempfile.TemporaryDirectory() as folder:
        for number, pixels in enumerate(photos):
            Image.fromarray(pixels).save(Path(folder) / f"{number:02}.png", compress_level=1)
        return find_repeated(Plan(photos=Path(folder), out=Path(folder) / "out"))
