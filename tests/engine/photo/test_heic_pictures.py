"""Which pictures a HEIC holds once its photo was repaired, and what is said of those that go."""

from __future__ import annotations

import struct

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from engine.photo import bmff, load, notices, save


def test_a_heic_holds_the_result_and_its_thumbnail_alone(tmp_path, repaired):
    noise = np.random.default_rng(1).integers(0, 256, (160, 200, 3), np.uint8)
    coded = pillow_heif.from_pillow(Image.fromarray(noise))
    coded.info["thumbnails"] = [64]
    coded.add_from_pillow(Image.fromarray(noise[::-1]))
    coded.save(path := tmp_path / "a.heic", quality=60)
    assert coded_pictures(path.read_bytes()) == 3
    photo = load(path)
    repaired(photo)
    save(photo, out := tmp_path / "out.heic")
    assert coded_pictures(out.read_bytes()) == 2
    (thumbnail,) = pillow_heif.open_heif(out).info["thumbnails"]
    assert thumbnail == 64


def full_box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        (b"urn:com:apple:photo:2020:aux:hdrgainmap", notices.GAIN_MAP_REMOVED),
        (b"urn:mpeg:hevc:2015:auxid:2", notices.DEPTH_REMOVED),
        (b"urn:mpeg:mpegB:cicp:systems:auxiliary:depth", notices.DEPTH_REMOVED),
        (b"urn:com:apple:photo:2019:aux:semanticskinmatte", notices.MATTES_REMOVED),
        (b"urn:com:apple:photo:2024:aux:styledeltamap", notices.AUXILIARY_REMOVED),
        (b"urn:mpeg:hevc:2015:auxid:1", None),
        (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", None),
    ],
)
def test_each_auxiliary_picture_that_goes_is_said(name, notice):
    properties = full_box(b"iprp", full_box(b"ipco", full_box(b"auxC", bytes(4) + name + b"\0")))
    assert bmff.beside(full_box(b"meta", bytes(4) + properties)) == (() if notice is None else (notice,))


def coded_pictures(heic: bytes) -> int:
    start, end = bmff.find(heic, b"meta", b"iinf")
    return heic[start:end].count(b"hvc1") + heic[start:end].count(b"grid")
