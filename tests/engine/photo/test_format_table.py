"""The table of the README, measured: what each format keeps of a photo that is saved in it.

`python tests/engine/photo/test_format_table.py` prints it.
"""

from __future__ import annotations

import io
import struct
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.photo import Photo, load, save
from engine.photo.file_format import FileFormat, file_formats, saving_formats
from engine.photo.origin import Cicp, Origin

ROOT = Path(__file__).resolve().parents[3]
README, PAGE = ROOT / "README.md", ROOT / "docs" / "formats.md"
HEAD = "| format | bits a channel | colours | alpha | metadata | previews |"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"></rdf:RDF></x:xmpmeta>'
IPTC = b"\x1c\x02\x78\x00\x07caption"
SIZE = (24, 32)


def flat(channels: int, depth: type = np.uint8, value: float = 0.5) -> np.ndarray:
    return np.full((*SIZE, channels), np.iinfo(depth).max * value, depth)


def exif_with_thumbnail() -> bytes:
    small = io.BytesIO()
    Image.new("RGB", (16, 12), "red").save(small, "JPEG")
    picture = small.getvalue()
    head = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x010F, 2, 4, int.from_bytes(b"abc\0", "little"), 26)
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(picture), 0)
    return head + second + picture


def again(photo: Photo, file_format: FileFormat) -> Photo:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{file_format.suffixes[0]}"
        save(photo, path)
        return load(path)


def depth(file_format: FileFormat) -> str:
    return str(again(Photo.from_array(flat(3, np.uint16)), file_format).bit_depth)


def colours(file_format: FileFormat) -> str:
    found = [
        name
        for name, channels in (("gray", 1), ("RGB", 3), ("CMYK", 4))
        if again(Photo(flat(channels)), file_format).space == name.lower()
    ]
    hdr = Photo(flat(3, np.uint16), origin=Origin(bits=16, cicp=Cicp(9, 16)))
    kept = again(hdr, file_format).origin.cicp
    return ", ".join(found + ["HDR (PQ, HLG)"] * (kept is not None and kept.transfer == 16))


def alpha(file_format: FileFormat) -> str:
    photo = Photo(flat(3), flat(1, value=0.25)[..., 0])
    kept = again(photo, file_format).alpha
    if kept is None:
        return "placed on white"
    return "yes" if abs(int(kept[5, 5]) - 63) < 9 else "all or nothing"


def metadata(file_format: FileFormat) -> str:
    photo = Photo(
        flat(3), icc=PROFILE, origin=Origin(exif=exif_with_thumbnail(), xmp=XMP, iptc=IPTC, dpi=(300, 300))
    )
    kept = again(photo, file_format)
    held = [
        ("profile", kept.icc == PROFILE),
        ("EXIF", bool(kept.origin.exif) and b"abc\0" in kept.origin.exif),
        ("XMP", bool(kept.origin.xmp)),
        ("IPTC", kept.origin.iptc == IPTC),
        ("IPTC (as XMP)", kept.origin.iptc is None and b"caption" in (kept.origin.xmp or b"")),
        ("DPI", kept.origin.dpi is not None),
    ]
    return ", ".join(name for name, there in held if there) or "none"


def previews(file_format: FileFormat) -> str:
    photo = Photo(flat(3), origin=Origin(exif=exif_with_thumbnail()))
    block = again(photo, file_format).origin.exif or b""
    start = block.find(b"\xff\xd8")
    if start < 0:
        return "none"
    with Image.open(io.BytesIO(block[start:])) as thumbnail:
        red, green, blue = np.asarray(thumbnail.convert("RGB"))[6, 8]
    return "drawn anew" if max(abs(int(one) - 127) for one in (red, green, blue)) < 9 else "LEFT AS THEY WERE"


def row(file_format: FileFormat) -> str:
    columns = [part(file_format) for part in (depth, colours, alpha, metadata, previews)]
    return f"| {' | '.join([file_format.name, *columns])} |"


def written_formats() -> list[FileFormat]:
    return [*saving_formats(), *(one for one in file_formats() if one.write and not one.full_colour)]


@pytest.mark.parametrize("file_format", written_formats(), ids=lambda one: one.name)
def test_the_table_says_what_is_kept(file_format):
    assert row(file_format) in README.read_text(encoding="utf-8").splitlines()


def test_every_format_is_named():
    table, text = README.read_text(encoding="utf-8"), PAGE.read_text(encoding="utf-8")
    assert [one.name for one in file_formats() if one.name not in table + text] == []
    assert HEAD in table


def test_no_preview_is_left_as_it_was():
    assert "LEFT AS THEY WERE" not in README.read_text(encoding="utf-8")


if __name__ == "__main__":
    print(HEAD, "|---|---|---|---|---|---|", *map(row, written_formats()), sep="\n")
