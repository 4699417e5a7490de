"""No small copy of what was erased stays in the file, whatever kind of block it hides in."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from engine.photo import chunks, jpeg_metadata, load, notices, save, segments
from engine.photo.exif import EXIF_HEAD
from engine.photo.jpeg_markers import APP1
from engine.photo.segments import PHOTOSHOP_HEAD, XMP_HEAD
from tests.fakes.repaired_files import jpeg, mended

GIMG = b'xmlns:p="http://ns.adobe.com/xap/1.0/g/img/"'
GIMAGE = b'xmlns:g="http://ns.google.com/photos/1.0/image/"'


def preview(width: int = 48, height: int = 32, **settings) -> bytes:
    """A JPEG that no other is like."""
    noise = np.random.default_rng(5).integers(0, 256, (height // 4, width // 4, 3), np.uint8)
    coded = io.BytesIO()
    Image.fromarray(noise).resize((width, height)).save(coded, "JPEG", **settings)
    return coded.getvalue()


SECRET = preview()
BODY = SECRET[-300:-100]  # of its coded pixels, which a changed head does not hide


def leaks(data: bytes) -> bool:
    """Whether the secret's pixels are in it as they are, in digits or packed."""
    unpacked = [data]
    for match in re.finditer(rb"x[\x01\x5e\x9c\xda]", data):
        try:
            unpacked.append(zlib.decompressobj().decompress(data[match.start() :], 2**22))
        except zlib.error:
            continue
    for part in unpacked:
        plain = re.sub(rb"\s|&#xA;|\0", b"", part)
        digits = {BODY.hex().encode(), *(base64.b64encode(BODY[n:])[4:200] for n in range(3))}
        if BODY in part or any(one in plain for one in digits) or BODY.hex().upper().encode() in plain:
            return True
    return False


def resource(kind: int, data: bytes, signature: bytes = b"8BIM") -> bytes:
    return signature + struct.pack(">HBBI", kind, 0, 0, len(data)) + data + bytes(len(data) % 2)


def exif_block(*, thumbnail=b"", maker_note=b"", sub=b"", order="<") -> bytes:
    """IFD0 with a maker note and a SubIFD; IFD1 with a JPEG thumbnail."""
    block = bytearray((b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8))
    block += struct.pack(order + "H", 2) + bytes(24) + struct.pack(order + "I", 0)
    places = {}
    for name, data in (("note", maker_note), ("sub", sub), ("thumbnail", thumbnail)):
        places[name] = len(block)
        block += data
    directory = struct.pack(order + "H", 2)
    for tag, value in ((0x0111, places["sub"]), (0x0117, len(sub))):
        directory += struct.pack(order + "HHII", tag, 4, 1, value)
    below = len(block)
    block += directory + struct.pack(order + "I", 0)
    behind = len(block)
    block += struct.pack(order + "H", 2)
    for tag, value in ((0x0201, places["thumbnail"]), (0x0202, len(thumbnail))):
        block += struct.pack(order + "HHII", tag, 4, 1, value)
    block += struct.pack(order + "I", 0)
    struct.pack_into(order + "HHII", block, 10, 0x014A, 4, 1, below)
    struct.pack_into(order + "HHII", block, 22, 0x927C, 7, max(len(maker_note), 5), places["note"])
    struct.pack_into(order + "I", block, 34, behind if thumbnail else 0)
    return bytes(block)


def in_xmp(inside: bytes, declared: bytes) -> bytes:
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d %s>%s</d></x:xmpmeta>' % (declared, inside)


def extended(packet: bytes) -> list[segments.Segment]:
    name = hashlib.md5(packet).hexdigest().upper().encode()
    main = in_xmp(b'<e n:HasExtendedXMP="%s"/>' % name, b'xmlns:n="http://ns.adobe.com/xmp/note/"')
    return [(APP1, XMP_HEAD + main), *jpeg_metadata.extension(packet)]


ENCODED = base64.b64encode(SECRET)
LINES = b"&#xA;".join(ENCODED[n : n + 76] for n in range(0, len(ENCODED), 76))
SEGMENTS = {
    "EXIF thumbnail": [(0xE1, EXIF_HEAD + exif_block(thumbnail=SECRET))],
    "EXIF of the other byte order": [(0xE1, EXIF_HEAD + exif_block(thumbnail=SECRET, order=">"))],
    "uncompressed EXIF thumbnail": [(0xE1, EXIF_HEAD + exif_block(sub=b"\1\2" + BODY))],
    "maker note": [(0xE1, EXIF_HEAD + exif_block(maker_note=b"Nikon\0" + bytes(9) + SECRET + b"rest"))],
    "maker note, first byte altered": [(0xE1, EXIF_HEAD + exif_block(maker_note=b"OLYM\0" + SECRET[1:]))],
    "maker note, cut off": [(0xE1, EXIF_HEAD + exif_block(maker_note=SECRET[:-2]))],
    "a broken EXIF block": [(0xE1, EXIF_HEAD + b"II*\0\xff\xff\0\0" + SECRET)],
    "JFIF thumbnail": [(0xE0, b"JFIF\0\1\2\0\0\1\0\1\7\7" + BODY)],
    "JFIF extension, JPEG": [(0xE0, b"JFXX\0\x10" + SECRET)],
    "JFIF extension, RGB": [(0xE0, b"JFXX\0\x13\7\7" + BODY)],
    "FlashPix": [(0xE2, b"FPXR\0\2\0\0" + BODY * 20), (0xE2, b"FPXR\0\2\0\1" + BODY * 20)],
    "MPF": [(0xE2, b"MPF\0" + BODY)],
    "APP3": [(0xE3, SECRET)],
    "APP3 to 5, in pieces": [(0xE4, b"x\0" + SECRET[:200]), (0xE4, b"x\0" + SECRET[200:] + BODY * 9)],
    "Scalado": [(0xE4, b"SCALADO\0" + BODY * 30)],
    "content credentials": [(0xEB, b"JP\0\1\0\0\0\1jumb" + SECRET)],
    "APP15": [(0xEF, b"Q\0" + SECRET)],
    "comment": [(0xFE, b"preview: " + ENCODED)],
    "XMP thumbnail": [(0xE1, XMP_HEAD + in_xmp(b"<p:image>" + LINES + b"</p:image>", GIMG))],
    "XMP thumbnail, attribute": [(0xE1, XMP_HEAD + in_xmp(b"<e p:image='" + ENCODED + b"'/>", GIMG))],
    "XMP original": [(0xE1, XMP_HEAD + in_xmp(b"<g:Data>" + ENCODED + b"</g:Data>", GIMAGE))],
    "XMP of an unknown program": [(0xE1, XMP_HEAD + in_xmp(b"<e small='" + ENCODED + b"'/>", b""))],
    "XMP in UTF-16": [
        (
            0xE1,
            XMP_HEAD + in_xmp(b"<p:image>" + ENCODED + b"</p:image>", GIMG).decode().encode("utf-16"),
        )
    ],
    "extended XMP": extended(in_xmp(b"<g:Data>" + ENCODED * 40 + b"</g:Data>", GIMAGE)),
    "Photoshop": [(0xED, PHOTOSHOP_HEAD + resource(1028, b"caption") + resource(1036, SECRET))],
    "old Photoshop thumbnail": [(0xED, PHOTOSHOP_HEAD + resource(1033, bytes(28) + SECRET))],
    "Photoshop thumbnail": [(0xED, PHOTOSHOP_HEAD + resource(1036, bytes(28) + SECRET))],
    "Photoshop thumbnail that is no JPEG": [(0xED, PHOTOSHOP_HEAD + resource(1036, bytes(28) + BODY * 9))],
    "Photoshop, beside another's": [
        (0xED, PHOTOSHOP_HEAD + resource(100, b"abcd", b"AgHg") + resource(1036, SECRET))
    ],
    "Photoshop, over two segments": [
        (0xED, PHOTOSHOP_HEAD + resource(1036, SECRET)[:400]),
        (0xED, PHOTOSHOP_HEAD + resource(1036, SECRET)[400:]),
    ],
    "Photoshop, EXIF within": [(0xED, PHOTOSHOP_HEAD + resource(1058, exif_block(thumbnail=SECRET)))],
    "Photoshop, unknown resource": [(0xED, PHOTOSHOP_HEAD + resource(4001, b"psd" + SECRET))],
    "Photoshop, broken": [(0xED, PHOTOSHOP_HEAD + b"nonsense " + SECRET)],
    "IPTC preview": [
        (
            0xED,
            PHOTOSHOP_HEAD + resource(1028, b"\x1c\2\xca" + struct.pack(">H", len(SECRET)) + SECRET),
        )
    ],
}


@pytest.mark.parametrize("name", SEGMENTS)
def test_no_preview_stays_in_a_jpeg(tmp_path, repaired, name):
    path = jpeg(tmp_path / "a.jpg", SEGMENTS[name])
    assert leaks(path.read_bytes())
    assert not leaks(mended(path, repaired)[0])


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".heic", ".gif", ".bmp"])
@pytest.mark.parametrize("name", ["EXIF thumbnail", "maker note", "XMP thumbnail", "XMP original"])
def test_no_preview_goes_along_into_another_format(tmp_path, repaired, name, suffix):
    photo = load(jpeg(tmp_path / "a.jpg", SEGMENTS[name]))
    repaired(photo)
    save(photo, out := tmp_path / f"out{suffix}")
    assert not leaks(out.read_bytes())


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("JFIF thumbnail", notices.PREVIEWS_REMOVED),
        ("JFIF extension, JPEG", notices.PREVIEWS_REMOVED),
        ("uncompressed EXIF thumbnail", notices.PREVIEWS_REMOVED),
        ("old Photoshop thumbnail", notices.PREVIEWS_REMOVED),
        ("Photoshop thumbnail that is no JPEG", notices.PREVIEWS_REMOVED),
        ("IPTC preview", notices.PREVIEWS_REMOVED),
        ("XMP original", notices.PREVIEWS_REMOVED),
        ("content credentials", notices.CREDENTIALS_REMOVED),
        ("APP3", notices.blocks_left_out("APP3")),
        ("Photoshop, broken", notices.PHOTOSHOP_LEFT_OUT),
    ],
)
def test_what_goes_is_said(tmp_path, repaired, name, notice):
    assert notice in mended(jpeg(tmp_path / "a.jpg", SEGMENTS[name]), repaired)[1]


@pytest.mark.parametrize("name", ["EXIF thumbnail", "Photoshop thumbnail"])
def test_the_usual_thumbnail_is_drawn_anew_from_the_result(tmp_path, repaired, name):
    data, said = mended(jpeg(tmp_path / "a.jpg", SEGMENTS[name]), repaired)
    assert said == ()
    start = data.index(b"\xff\xd8", 2)
    with Image.open(io.BytesIO(data[start:])) as thumbnail, Image.open(io.BytesIO(data)) as whole:
        assert thumbnail.size == (48, 32)
        small = whole.convert("RGB").resize((48, 32))
        assert np.abs(np.asarray(small, int) - np.asarray(thumbnail.convert("RGB"), int)).mean() < 12


def test_a_photo_that_nobody_edited_keeps_its_previews(tmp_path):
    path = jpeg(tmp_path / "a.jpg", SEGMENTS["maker note"])
    save(load(path), out := tmp_path / "out.jpg")
    assert out.read_bytes() == path.read_bytes()


def test_a_maker_note_keeps_its_place_and_all_else(tmp_path, repaired):
    block = exif_block(maker_note=b"Nikon\0" + SECRET + b"the rest of it")
    mended(jpeg(tmp_path / "a.jpg", [(0xE1, EXIF_HEAD + block)]), repaired)
    after = load(tmp_path / "out.jpg").origin.exif
    assert len(after) == len(block)
    assert after.index(b"the rest of it") == block.index(b"the rest of it")
    assert b"Nikon\0\xff\xd8" in after


def test_documented_segments_and_small_or_readable_ones_stay(tmp_path, repaired):
    kept = [
        (0xE1, EXIF_HEAD + exif_block()),
        (0xE6, b"GoPro\0" + bytes(range(200))),
        (0xEC, b"[picture info]\r\nResolution=2\r\n" * 90),
        (
            0xED,
            PHOTOSHOP_HEAD + resource(1028, b"\x1c\2\x78\0\7caption") + resource(100, b"ab", b"AgHg"),
        ),
        (0xFE, b"words"),
    ]
    path = jpeg(tmp_path / "a.jpg", kept)
    assert mended(path, repaired)[1] == ()
    assert [one for one in load(path.with_stem("out")).origin.carried if one[0] != 0xE0] == kept


def test_what_follows_the_picture_goes_and_is_said(tmp_path, repaired):
    data, said = mended(jpeg(tmp_path / "a.jpg", [], behind=SECRET), repaired)
    assert not leaks(data)
    assert said == (notices.REST_LEFT_OUT,)


def test_a_motion_photo_loses_its_video_and_the_xmp_that_promises_it(tmp_path, repaired):
    packet = in_xmp(
        b'<e c:MotionPhoto="1" c:BurstID="7"/><t:Directory><i>video/mp4</i></t:Directory>',
        b'xmlns:c="http://ns.google.com/photos/1.0/camera/" xmlns:t="http://ns.google.com/photos/1.0/container/"',
    )
    video = b"\0\0\0\x18ftypmp42" + BODY
    data, said = mended(jpeg(tmp_path / "a.jpg", [(0xE1, XMP_HEAD + packet)], video), repaired)
    assert said == (notices.VIDEO_REMOVED,)
    assert b"BurstID" in data
    assert not any(word in data for word in (b"MotionPhoto", b"video/mp4", BODY))


def test_an_hdr_gain_map_goes_with_the_xmp_that_promises_it(tmp_path, repaired):
    packet = in_xmp(b'<e h:Version="1.0"/>', b'xmlns:h="http://ns.adobe.com/hdr-gain-map/1.0/"')
    data, said = mended(jpeg(tmp_path / "a.jpg", [(0xE1, XMP_HEAD + packet)], SECRET), repaired)
    assert said == (notices.GAIN_MAP_REMOVED,)
    assert b"Version" not in data
    assert not leaks(data)


def raw_profile(name: bytes, block: bytes) -> bytes:
    return b"Raw profile type %s\0\n%s\n%8d\n%s" % (name, name, len(block), block.hex().encode())


PNG_CHUNKS = {
    "eXIf": [(b"eXIf", exif_block(thumbnail=SECRET))],
    "maker note": [(b"eXIf", exif_block(maker_note=SECRET))],
    "raw profile": [(b"tEXt", raw_profile(b"exif", exif_block(thumbnail=SECRET)))],
    "raw profile, packed": [
        (b"zTXt", b"Raw profile type APP1\0\0" + zlib.compress(b"\nAPP1\n 9\n" + SECRET.hex().encode()))
    ],
    "raw profile, Photoshop": [(b"tEXt", raw_profile(b"8bim", resource(1036, SECRET)))],
    "content credentials": [(b"caBX", SECRET)],
    "Fireworks": [(b"mkBF", SECRET), (b"mkTS", b"small")],
    "Fireworks, packed": [(b"mkBS", zlib.compress(SECRET * 3))],
    "safe to copy, yet a picture": [(b"prVw", SECRET)],
    "XMP, packed": [
        (
            b"iTXt",
            b"XML:com.adobe.xmp\0\1\0\0\0"
            + zlib.compress(in_xmp(b"<p:image>" + ENCODED + b"</p:image>", GIMG)),
        )
    ],
    "text": [(b"tEXt", b"Comment\0data:image/jpeg;base64," + ENCODED)],
}


def png(path: Path, extra: list[chunks.Chunk], mode: str = "RGB") -> Path:
    Image.new(mode, (60, 40)).save(path)
    data = path.read_bytes()
    packed = io.BytesIO()
    for kind, content in extra:
        chunks.write(packed, kind, content)
    path.write_bytes(data[:33] + packed.getvalue() + data[33:])
    return path


@pytest.mark.parametrize("name", PNG_CHUNKS)
def test_no_preview_stays_in_a_png(tmp_path, repaired, name):
    path = png(tmp_path / "a.png", PNG_CHUNKS[name])
    assert leaks(path.read_bytes())
    assert not leaks(mended(path, repaired)[0])


def test_a_png_keeps_its_texts_and_loses_what_describes_the_old_pixels(tmp_path, repaired):
    extra = [
        (b"iDOT", bytes(28)),
        (b"abCD", b"unknown"),
        (b"abCd", b"safe"),
        (b"tEXt", raw_profile(b"iptc", resource(1028, b"\x1c\2\5\0\1a"))),
        (b"zTXt", b"Words\0\0" + zlib.compress(b"a few words")),
        (b"gAMA", (45455).to_bytes(4, "big")),
    ]
    photo = load(png(tmp_path / "a.png", extra))
    repaired(photo)
    assert save(photo, out := tmp_path / "out.png") == ()
    assert {kind for kind, _ in load(out).origin.carried} == {b"abCd", b"tEXt", b"zTXt", b"gAMA"}


def test_a_profile_that_imagemagick_wrote_can_be_read_after_its_thumbnail_went(tmp_path, repaired):
    mended(png(tmp_path / "a.png", PNG_CHUNKS["raw profile"]), repaired)
    with Image.open(tmp_path / "out.png") as image:
        words = image.info["Raw profile type exif"].split("\n")
    assert words[1] == "exif"
    assert bytes.fromhex("".join(words[3:]))[:4] == b"II*\0"
    assert int(words[2]) == len(bytes.fromhex("".join(words[3:])))


@pytest.mark.parametrize("suffix", [".webp", ".heic"])
def test_no_preview_stays_in_webp_and_heic(tmp_path, repaired, suffix):
    packet = in_xmp(b"<p:image>" + ENCODED + b"</p:image>", GIMG)
    path = tmp_path / f"a{suffix}"
    if suffix == ".heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    Image.new("RGB", (60, 40)).save(path, exif=exif_block(thumbnail=SECRET), xmp=packet)
    assert leaks(path.read_bytes())
    assert not leaks(mended(path, repaired)[0])


TIFF_TAGS = {
    "layers": (37724, 7, len(SECRET), SECRET),
    "Photoshop": (34377, 7, len(resource(1036, SECRET)), resource(1036, SECRET)),
    "private, JPEG": (50000, 7, len(SECRET) + 4, b"abcd" + SECRET),
    "private, unknown": (50001, 7, len(BODY) * 30, BODY * 30),
    "text": (33432, 2, len(ENCODED) + 1, ENCODED + b"\0"),
    "IPTC": (33723, 7, len(SECRET) + 5, b"\x1c\2\xca" + struct.pack(">H", len(SECRET)) + SECRET),
}


@pytest.mark.parametrize("name", TIFF_TAGS)
def test_no_preview_stays_in_a_tiff(tmp_path, repaired, name):
    extra = [(*TIFF_TAGS[name], True), (315, 2, 0, "An artist", True)]
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((40, 60, 3), np.uint8), photometric="rgb", extratags=extra)
    assert leaks((tmp_path / "a.tif").read_bytes())
    data, _ = mended(tmp_path / "a.tif", repaired)
    assert not leaks(data)
    assert b"An artist" in data


def test_the_segment_that_announces_a_gain_map_goes_with_it(tmp_path, repaired):
    announced = (0xE2, jpeg_metadata.ISO_GAIN_MAP_HEAD + bytes(40))
    data, said = mended(jpeg(tmp_path / "a.jpg", [announced], SECRET), repaired)
    assert said == (notices.GAIN_MAP_REMOVED,)
    assert b"21496" not in data
