"""Small files of every format, made on the spot, with all the metadata their format holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pillow_heif
import pytest
import tifffile
from PIL import Image, ImageCms, PngImagePlugin

WIDTH, HEIGHT = 61, 40
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>test</rdf:RDF></x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def colours(kind: Any = np.uint8, channels: int = 3) -> np.ndarray:
    """Smooth, with some noise: survives a lossy format in kind."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    planes = [(np.sin(x / 9 + n) + np.cos(y / 7 - n)) / 4 + 0.5 for n in range(channels)]
    noisy = np.stack(planes, axis=-1) + rng.normal(0, 0.01, (HEIGHT, WIDTH, channels))
    return (noisy.clip(0, 1) * np.iinfo(kind).max).astype(kind)


def picture(mode: str = "RGB") -> Image.Image:
    rgb = Image.fromarray(colours())
    if mode in ("LA", "RGBA"):
        alpha = Image.fromarray(colours(channels=1)[..., 0].clip(40, 255) - 40)
        rgb = rgb.convert(mode)
        rgb.putalpha(alpha)
        return rgb
    return rgb.quantize(40) if mode == "P" else rgb.convert(mode)


def exif(orientation: int = 1, *, thumbnail: bool = False) -> bytes:
    block = Image.Exif()
    block[0x010F] = "Maker"
    block[0x0112] = orientation
    block[0x8769] = {0x829A: (1, 125), 0x9003: "2024:05:06 07:08:09"}
    if not thumbnail:
        return block.tobytes()
    small = io.BytesIO()
    picture().resize((32, 20)).save(small, "JPEG")
    return _with_second_directory(block.tobytes(), small.getvalue())


def _with_second_directory(block: bytes, thumbnail: bytes) -> bytes:
    """Hangs an IFD1 with a thumbnail behind IFD0, as cameras do."""
    import struct

    data = bytearray(block.removeprefix(b"Exif\0\0"))
    order = "<" if data[:2] == b"II" else ">"
    first = struct.unpack_from(order + "I", data, 4)[0]
    link = first + 2 + 12 * struct.unpack_from(order + "H", data, first)[0]
    start = len(data)
    struct.pack_into(order + "I", data, link, start)
    rows = struct.pack(order + "HHII", 0x0201, 4, 1, start + 30) + struct.pack(
        order + "HHII", 0x0202, 4, 1, len(thumbnail)
    )
    data += struct.pack(order + "H", 2) + rows + struct.pack(order + "I", 0) + thumbnail
    return b"Exif\0\0" + bytes(data)


def png(mode: str, **settings: Any) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Title", "A test")
        texts.add_itxt("Author", "Ünïcode")
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        texts.add(b"gAMA", (45455).to_bytes(4, "big"))
        profile = None if mode in ("1", "L", "LA") else PROFILE
        picture(mode).save(path, pnginfo=texts, dpi=(300, 300), icc_profile=profile, exif=exif(), **settings)

    return make


def deep_png(channels: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(imagecodecs.png_encode(colours(np.uint16, channels).squeeze()))

    return make


def saved(mode: str, **settings: Any) -> Callable[[Path], None]:
    return lambda path: picture(mode).save(path, **settings)


def tagged(mode: str, **settings: Any) -> Callable[[Path], None]:
    return saved(mode, exif=exif(), icc_profile=PROFILE, xmp=XMP, **settings)


def tiff(kind: Any, channels: int, **settings: Any) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        planes = colours(kind, channels).squeeze()
        if settings.get("planarconfig") == "separate":
            planes = np.moveaxis(planes, -1, 0).copy()
        extra = [(315, 2, 0, "An artist", True), (700, 1, len(XMP), XMP, True)]
        tifffile.imwrite(
            path,
            planes,
            iccprofile=PROFILE,
            resolution=(300, 300),
            resolutionunit=2,
            extratags=extra,
            **settings,
        )

    return make


def heic(path: Path) -> None:
    pillow_heif.from_pillow(picture()).save(path, exif=exif(), xmp=XMP)


def deep_heic(path: Path) -> None:
    pillow_heif.from_bytes("RGB;16", (WIDTH, HEIGHT), colours(np.uint16).tobytes()).save(path)


LOSSLESS: dict[str, Callable[[Path], None]] = {
    "gray 1.png": png("1"),
    "gray 8.png": png("L"),
    "gray alpha.png": png("LA"),
    "rgb.png": png("RGB"),
    "rgba.png": png("RGBA"),
    "palette.png": png("P"),
    "palette 4 bit.png": lambda path: picture().quantize(9).save(path, bits=4),
    "palette clear.png": png("P", transparency=3),
    "colour key.png": lambda path: picture().save(path, transparency=picture().getpixel((9, 9))),
    "gray 16.png": deep_png(1),
    "gray alpha 16.png": deep_png(2),
    "rgb 16.png": deep_png(3),
    "rgba 16.png": deep_png(4),
    "gray 8.tif": tiff(np.uint8, 1),
    "gray 16.tif": tiff(np.uint16, 1, compression="lzw"),
    "white is zero.tif": tiff(np.uint8, 1, photometric="miniswhite"),
    "rgb 8.tif": tiff(np.uint8, 3, photometric="rgb", compression="lzw", predictor=True),
    "rgb 16.tif": tiff(np.uint16, 3, photometric="rgb", compression="zlib", byteorder=">"),
    "rgb 16 plain.tif": tiff(np.uint16, 3, photometric="rgb", byteorder=">"),
    "rgb apart.tif": tiff(np.uint8, 3, photometric="rgb", planarconfig="separate"),
    "rgba 16.tif": tiff(np.uint16, 4, photometric="rgb", extrasamples=[2], rowsperstrip=7),
    "rgb and spot.tif": tiff(np.uint8, 4, photometric="rgb", extrasamples=[0]),
    "tiles.tif": tiff(np.uint8, 3, photometric="rgb", tile=(16, 16), compression="packbits"),
    "cmyk 8.tif": tiff(np.uint8, 4, photometric="separated"),
    "cmyk 16.tif": tiff(np.uint16, 4, photometric="separated"),
    "big.tif": tiff(np.uint8, 3, photometric="rgb", bigtiff=True),
    "gray 1.tif": saved("1"),
    "fax.tif": saved("1", compression="group4"),
    "palette.tif": saved("P"),
    "jpeg inside.tif": saved("RGB", compression="jpeg"),
    "exif.tif": saved("RGB", exif=exif()),
    "exact.webp": tagged("RGB", lossless=True),
    "exact alpha.webp": tagged("RGBA", lossless=True, exact=True),
    "rgb.bmp": saved("RGB", dpi=(300, 300)),
    "gray.bmp": saved("L"),
    "gray 1.bmp": saved("1"),
    "palette.bmp": saved("P"),
    "palette.gif": saved("P"),
    "gray.gif": saved("L"),
}
LOSSY: dict[str, Callable[[Path], None]] = {
    "444.jpg": tagged("RGB", quality=83, subsampling=0, dpi=(300, 300), comment=b"words"),
    "422.jpg": tagged("RGB", quality=70, subsampling=1),
    "420.jpg": tagged("RGB", quality=91, subsampling=2),
    "progressive.jpg": tagged("RGB", progressive=True),
    "gray.jpg": saved("L", quality=60),
    "cmyk.jpg": saved("CMYK", quality=90),
    "lossy.webp": tagged("RGB", quality=80),
    "lossy alpha.webp": tagged("RGBA"),
    "photo.heic": heic,
    "10 bit.heic": deep_heic,
}
READ_ONLY: dict[str, Callable[[Path], None]] = {
    "photo.avif": saved("RGB"),
    "photo.ppm": saved("RGB"),
    "photo.jp2": saved("RGB"),
}


def _made(request: pytest.FixtureRequest, folder: Path) -> Path:
    path = folder / request.param
    ({**LOSSLESS, **LOSSY, **READ_ONLY})[request.param](path)
    return path


@pytest.fixture(params=LOSSLESS)
def lossless(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return _made(request, tmp_path)


@pytest.fixture(params=LOSSY)
def lossy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return _made(request, tmp_path)


@pytest.fixture(params=[*LOSSLESS, *LOSSY])
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return _made(request, tmp_path)


@pytest.fixture(params=[*LOSSLESS, *LOSSY, *READ_ONLY])
def readable(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return _made(request, tmp_path)


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    """make("rgb.png") writes that sample and returns its path."""

    def write(name: str) -> Path:
        path = tmp_path / name
        ({**LOSSLESS, **LOSSY, **READ_ONLY})[name](path)
        return path

    return write


@pytest.fixture
def oriented(tmp_path: Path) -> Callable[[str, int], Path]:
    """oriented(".jpg", 6) writes a picture with that EXIF orientation, and a thumbnail."""

    def write(suffix: str, orientation: int) -> Path:
        path = tmp_path / f"turned{suffix}"
        settings = {".webp": {"lossless": True}}.get(suffix, {})
        block = exif(orientation) if suffix == ".tif" else exif(orientation, thumbnail=True)
        picture().save(path, exif=block, **settings)
        return path

    return write


@pytest.fixture
def repaired() -> Callable[[Any], np.ndarray]:
    """repaired(photo) fills a soft disc with one colour; returns where it may have changed anything."""

    def fill(photo: Any) -> np.ndarray:
        y, x = np.mgrid[: photo.height, : photo.width]
        mask = np.clip(7 - np.hypot(x - photo.width // 3, y - photo.height // 2), 0, 1).astype(np.float32)
        colour = np.full((photo.height, photo.width, 3), (0.85, 0.2, 0.4), np.float32)
        photo.put(photo.box, photo.blended(photo.box, colour, mask))
        return mask > 0

    return fill
