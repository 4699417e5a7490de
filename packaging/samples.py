"""Draws the three photos that the window offers, one for each use: `python packaging/samples.py`.

They are made of pictures that scikit-image comes with, which are in the public domain or CC0.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from skimage import data

from trainer.corruption.postprocessing import SEPIA_COLOUR

SAMPLES = Path(__file__).parent.parent / "resources" / "samples"
JPEG_QUALITY = 95
Picture = NDArray[np.float32]


def ball_on_grass() -> Picture:
    """A red ball with its shadow lies on a lawn."""
    lawn = cv2.resize(data.grass(), (720, 720), interpolation=cv2.INTER_CUBIC)[:540].astype(np.float32) / 255
    dark, light = np.float32([0.10, 0.17, 0.05]), np.float32([0.62, 0.78, 0.34])
    scene = dark + (light - dark) * lawn[..., None] ** np.float32(0.8)
    rows, columns = np.mgrid[:540, :720].astype(np.float32)
    shadow = np.clip(1.3 - np.hypot((columns - 452) / 84, (rows - 352) / 30), 0, 1)
    scene = scene * (1 - 0.62 * shadow[..., None])
    radius = 62.0
    x, y = (columns - 412) / radius, (rows - 300) / radius
    height = np.sqrt(np.clip(1 - x**2 - y**2, 0, 1))
    light_on_it = np.clip(-0.45 * x - 0.55 * y + 0.7 * height, 0, 1)
    glow = np.clip(light_on_it, 0, 1)[..., None] ** 24
    ball = np.float32([0.80, 0.10, 0.09]) * (0.25 + 0.85 * light_on_it[..., None]) + 0.55 * glow
    inside = np.clip((1 - np.hypot(x, y)) * radius, 0, 1)[..., None]
    return np.asarray(scene * (1 - inside) + ball * inside, np.float32)


def old_print() -> Picture:
    """A portrait in sepia, with scratches, dust and a crease."""
    rng = np.random.default_rng(7)
    photo = data.astronaut()[:, 20:460].astype(np.float32) / 255
    gray = photo @ np.float32([0.299, 0.587, 0.114])
    gray = cv2.GaussianBlur(cv2.resize(gray, (616, 717), interpolation=cv2.INTER_CUBIC), (0, 0), 0.7)
    gray = 0.12 + 0.74 * gray + 0.018 * rng.standard_normal(gray.shape).astype(np.float32)
    print_ = gray[..., None] * (0.25 + 0.75 * SEPIA_COLOUR)
    sheet = Image.new("L", (616 * 4, 717 * 4), 0)
    pen = ImageDraw.Draw(sheet)
    for _ in range(9):
        x, y, angle = rng.uniform(0, 2464), rng.uniform(0, 2868), rng.uniform(-0.35, 0.35) + np.pi / 2
        line = [(x, y)]
        for _ in range(int(rng.integers(10, 40))):
            angle += rng.normal(0, 0.04)
            x, y = x + 40 * np.cos(angle), y + 40 * np.sin(angle)
            line.append((x, y))
        pen.line(line, fill=int(rng.integers(150, 256)), width=int(rng.integers(4, 11)))
    for _ in range(70):
        x, y, size = rng.uniform(0, 2464), rng.uniform(0, 2868), rng.uniform(3, 10)
        pen.ellipse((x - size, y - size * rng.uniform(0.5, 1), x + size, y + size), fill=255)
    drift = np.cumsum(rng.normal(0, 5, 60))
    crease = [
        (2464 * at, 1720 + 60 * at + down) for at, down in zip(np.linspace(0, 1, 60), drift, strict=True)
    ]
    pen.line(crease, fill=235, width=11)
    marks = np.asarray(sheet.resize((616, 717), Image.Resampling.BOX), np.float32)[..., None] / 255
    return np.asarray(print_ + marks * (np.float32([0.95, 0.93, 0.88]) - print_), np.float32)


def caption() -> Picture:
    """A rocket at dusk with a date and a line of text laid over it."""
    photo = Image.fromarray(data.rocket())
    layer = Image.new("RGBA", photo.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    pen.text((120, 64), "Cape Canaveral", font=ImageFont.load_default(46), fill=(255, 255, 255, 255))
    pen.text((124, 124), "11 February 2015", font=ImageFont.load_default(30), fill=(255, 190, 90, 255))
    soft = layer.filter(ImageFilter.GaussianBlur(0.4))
    return np.asarray(Image.alpha_composite(photo.convert("RGBA"), soft).convert("RGB"), np.float32) / 255


def main() -> None:
    SAMPLES.mkdir(exist_ok=True)
    for draw in (ball_on_grass, old_print, caption):
        pixels = np.rint(draw().clip(0, 1) * 255).astype(np.uint8)
        name = draw.__name__.replace("_", "-")
        Image.fromarray(pixels).save(SAMPLES / f"{name}.jpg", quality=JPEG_QUALITY, subsampling=0)


if __name__ == "__main__":
    main()
