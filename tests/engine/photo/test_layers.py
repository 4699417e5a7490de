"""The repair as a layer: OpenRaster, and TIFF with layers."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

import numpy as np
import psdtags
import pytest
import tifffile
from PIL import Image, ImageCms

from engine.errors import PhotoUnsupported
from engine.photo import Photo, load, save
from engine.photo.layers import THINNER_NOTE
from engine.photo.save import save_layered
from engine.pixels.box import Box

BOX = Box(20, 10, 45, 30)
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def repaired(pixels: np.ndarray, **more: Any) -> tuple[Photo, np.ndarray]:
    """A photo with a repaired box, which knows how it was; and how it was."""
    photo = Photo.from_array(pixels, **more)
    before = photo.copy()
    photo.before = before.copy
    stored = photo.stored(BOX)
    stored[..., : photo.pixels.shape[2]] //= 2
    photo.put(BOX, stored)
    return photo, before.stored(before.box)


def noise(channels: int, kind: Any = np.uint8) -> np.ndarray:
    rng = np.random.default_rng(5)
    return rng.integers(2, np.iinfo(kind).max, (40, 60, channels), kind, endpoint=True).squeeze()


def over(layer: np.ndarray, ground: np.ndarray, left: int, top: int) -> np.ndarray:
    """Normal blending of an opaque or clear layer."""
    shown = ground.copy()
    part = shown[top : top + layer.shape[0], left : left + layer.shape[1]]
    opaque = layer[..., -1] > 0
    part[opaque] = layer[opaque][:, : part.shape[2]]
    return shown


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_the_layers_of_an_openraster_file_show_the_photo(tmp_path: Path, channels: int, kind: Any) -> None:
    pixels = noise(channels, kind)
    if channels == 4:
        pixels[..., 3] = np.iinfo(kind).max
    photo, before = repaired(pixels, icc=PROFILE if channels > 1 else None)
    save(photo, tmp_path / "a.ora")
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        layers = list(xml.fromstring(archive.read("stack.xml"))[0])
        (tmp_path / "layer.png").write_bytes(archive.read(layers[0].attrib["src"]))
        (tmp_path / "ground.png").write_bytes(archive.read(layers[1].attrib["src"]))
        thumbnail = Image.open(io.BytesIO(archive.read("Thumbnails/thumbnail.png")))
    assert [layer.attrib["name"] for layer in layers] == ["Repair", "Photo"] and max(thumbnail.size) <= 256
    layer, ground = load(tmp_path / "layer.png"), load(tmp_path / "ground.png")
    left, top = int(layers[0].attrib["x"]), int(layers[0].attrib["y"])
    shown = over(layer.stored(layer.box), ground.pixels, left, top)
    assert np.array_equal(shown, np.broadcast_to(photo.pixels, shown.shape)) and shown.dtype == kind
    assert np.array_equal(ground.pixels, np.broadcast_to(before[..., : photo.pixels.shape[2]], shown.shape))
    assert ground.icc == photo.icc


def test_it_is_opened_again_and_keeps_the_first_photo(tmp_path: Path) -> None:
    photo, before = repaired(noise(3))
    save(photo, tmp_path / "a.ora")
    again = load(tmp_path / "a.ora")
    assert np.array_equal(again.pixels, photo.pixels) and not again.save_as_only and not again.notices
    again.put(Box(0, 0, 5, 5), np.zeros((5, 5, 3), np.uint8))
    save(again, tmp_path / "a.ora")
    third = load(tmp_path / "a.ora")
    assert third.before is not None and np.array_equal(third.before().pixels, before)
    assert not third.pixels[:5, :5].any() and np.array_equal(third.pixels[10:], photo.pixels[10:])


def test_layers_of_other_programs_are_read_flat_and_not_overwritten(tmp_path: Path) -> None:
    photo, _ = repaired(noise(3))
    save(photo, tmp_path / "a.ora")
    with zipfile.ZipFile(tmp_path / "a.ora") as old, zipfile.ZipFile(tmp_path / "b.ora", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"Repair"', b'"Sky"'))
    other = load(tmp_path / "b.ora")
    assert np.array_equal(other.pixels, photo.pixels) and other.save_as_only and other.before is None
    assert "flat picture" in str(other.notices[0])


def test_half_transparent_pixels_are_said(tmp_path: Path) -> None:
    pixels = noise(4)
    pixels[..., 3] = 100
    photo, _ = repaired(pixels)
    assert THINNER_NOTE in save(photo, tmp_path / "a.ora")
    assert np.array_equal(load(tmp_path / "a.ora").stored(photo.box), photo.stored(photo.box))


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_tiff_with_layers(tmp_path: Path, channels: int, kind: Any, order: str) -> None:
    source = tmp_path / "source.tif"
    tifffile.imwrite(
        source, noise(channels, kind), byteorder=order, photometric="rgb" if channels > 1 else None
    )
    photo = load(source)
    before = photo.copy()
    photo.before = before.copy
    photo.put(BOX, photo.stored(BOX) // 2)
    save_layered(photo, tmp_path / "a.tif")
    with tifffile.TiffFile(tmp_path / "a.tif") as tiff:
        flat = tiff.pages.first.asarray()
        data = psdtags.TiffImageSourceData.frombytes(tiff.pages.first.tags[37724].value)
    assert np.array_equal(flat, photo.pixels.squeeze())
    ground, layer = data.layers
    assert [one.name for one in data.layers] == ["Photo", "Repair"]
    assert np.array_equal(ground.asarray()[..., :channels], before.pixels)
    shown = over(layer.asarray(), before.pixels, layer.rectangle.left, layer.rectangle.top)
    assert np.array_equal(shown, photo.pixels)
    assert np.array_equal(load(tmp_path / "a.tif").pixels, photo.pixels)


def test_a_tiff_shows_the_unrepaired_photo_only_when_asked(tmp_path: Path) -> None:
    photo, _ = repaired(noise(3))
    save(photo, tmp_path / "plain.tif")
    save_layered(photo, tmp_path / "layers.tif")
    with tifffile.TiffFile(tmp_path / "plain.tif") as tiff:
        assert 37724 not in tiff.pages.first.tags
    again = load(tmp_path / "layers.tif")
    again.put(Box(0, 0, 5, 5), np.zeros((5, 5, 3), np.uint8))
    assert any("Layers were left out" in str(notice) for notice in save(again, tmp_path / "layers.tif"))
    with tifffile.TiffFile(tmp_path / "layers.tif") as tiff:
        assert 37724 not in tiff.pages.first.tags


def test_sources_of_unusual_encoding_get_layers_too(tmp_path: Path) -> None:
    indexed, bits = tmp_path / "palette.tif", tmp_path / "bits.tif"
    Image.fromarray(noise(3)).quantize(40).save(indexed)
    Image.fromarray(noise(1)).convert("1").save(bits)
    for source in (indexed, bits):
        photo = load(source)
        photo.before = photo.copy().copy
        photo.put(BOX, 255 - photo.stored(BOX))
        save_layered(photo, tmp_path / "a.tif")
        assert np.array_equal(load(tmp_path / "a.tif").pixels, photo.pixels)


def test_what_has_no_layers_says_so(tmp_path: Path) -> None:
    photo, _ = repaired(noise(3))
    with pytest.raises(PhotoUnsupported, match="JPEG holds no layers"):
        save_layered(photo, tmp_path / "a.jpg")
    with pytest.raises(PhotoUnsupported, match="CMYK"):
        save_layered(Photo(np.zeros((9, 9, 4), np.uint8)), tmp_path / "a.tif")
    assert list(tmp_path.iterdir()) == []
