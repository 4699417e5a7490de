"""Scans in PDF files: each page is a photo at its own resolution, and the PDF is never written."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import PageMissing, PhotoUnreadable, PhotoUnsupported
from engine.photo import load, page_count, save
from engine.pixels.box import Box

WIDTH, HEIGHT = 48, 72


def scene(seed: int = 0, channels: int = 3) -> np.ndarray:
    """Four quarters of other colours, so that each way to turn it looks different; with noise."""
    rng = np.random.default_rng(seed)
    plane = rng.integers(0, 40, (HEIGHT, WIDTH, channels), np.uint8)
    plane[: HEIGHT // 2, : WIDTH // 2] += np.uint8(200)
    plane[HEIGHT // 2 :, : WIDTH // 2] += np.uint8(120)
    plane[: HEIGHT // 2, WIDTH // 2 :] += np.uint8(60)
    return plane


def pdf(*bodies: tuple[str, dict[str, np.ndarray]], size: tuple[int, int] = (WIDTH, HEIGHT), page: str = ""):
    """A PDF: for each page what its content stream says, and its images by name (H×W×C, or with a key that
    ends in "!" H×W bool stencils).
    """
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for content, images in bodies:
        names = []
        for name, plane in images.items():
            rows, columns = plane.shape[:2]
            if name.endswith("!"):
                how, data = "/ImageMask true/BitsPerComponent 1", np.packbits(plane, axis=1).tobytes()
            else:
                space = "DeviceRGB" if plane.shape[2] == 3 else "DeviceGray"
                how, data = f"/ColorSpace/{space}/BitsPerComponent 8", plane.tobytes()
            packed = zlib.compress(data)
            head = f"<</Type/XObject/Subtype/Image/Width {columns}/Height {rows}{how}/Filter/FlateDecode"
            objects.append(f"{head}/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream")
            names.append(f"/{name.rstrip('!')} {len(objects)} 0 R")
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream".encode())
        font = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
        resources = f"<</XObject<<{' '.join(names)}>>{font}>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]{page}/Resources{resources}"
            f"/Contents {len(objects)} 0 R>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    at = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets))
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF".encode())
    return out.getvalue()


def drawn(matrix: str, name: str = "I") -> str:
    return f"q {matrix} cm /{name} Do Q"


WHOLE = f"{WIDTH} 0 0 {HEIGHT} 0 0"


def stored(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("channels", [1, 3])
def test_each_page_is_its_image_bit_for_bit(tmp_path, channels) -> None:
    planes = [scene(n, channels) for n in range(3)]
    path = stored(tmp_path, pdf(*[(drawn(WHOLE), {"I": plane}) for plane in planes]))
    assert page_count(path) == 3
    for number, plane in enumerate(planes, 1):
        photo = load(path, number)
        assert np.array_equal(photo.pixels, plane)
        assert (photo.origin.page, photo.origin.frames) == (number, 3)


def test_a_scan_keeps_its_own_resolution(tmp_path) -> None:
    """300 pixels an inch on a page of 72 points an inch."""
    path = stored(tmp_path, pdf((drawn("11.52 0 0 17.28 0 0"), {"I": scene()}), size=(11.52, 17.28)))
    photo = load(path)
    assert np.array_equal(photo.pixels, scene())
    assert photo.origin.dpi == pytest.approx((300, 300))


TURNS = {
    "upright": (WHOLE, lambda plane: plane),
    "mirrored": (f"-{WIDTH} 0 0 {HEIGHT} {WIDTH} 0", lambda plane: plane[:, ::-1]),
    "upside down": (f"{WIDTH} 0 0 -{HEIGHT} 0 {HEIGHT}", lambda plane: plane[::-1]),
    "by 180": (f"-{WIDTH} 0 0 -{HEIGHT} {WIDTH} {HEIGHT}", lambda plane: plane[::-1, ::-1]),
    "by 90 to the left": (f"0 {WIDTH} -{HEIGHT} 0 {HEIGHT} 0", lambda plane: np.rot90(plane)),
    "by 90 to the right": (f"0 -{WIDTH} {HEIGHT} 0 0 {WIDTH}", lambda plane: np.rot90(plane, -1)),
}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("name", TURNS)
def test_a_page_stands_as_it_is_shown(tmp_path, name, rotation) -> None:
    matrix, turned = TURNS[name]
    size = (HEIGHT, WIDTH) if "90" in name else (WIDTH, HEIGHT)
    data = pdf((drawn(matrix), {"I": scene()}), size=size, page=f"/Rotate {rotation}")
    wanted = np.rot90(turned(scene()), -rotation // 90)
    assert np.array_equal(load(stored(tmp_path, data)).pixels, wanted)


def test_words_that_text_recognition_added_are_no_part_of_the_scan(tmp_path) -> None:
    words = "BT 3 Tr /F 12 Tf 5 20 Td (words) Tj ET"
    path = stored(tmp_path, pdf((f"{drawn(WHOLE)} {words}", {"I": scene()})))
    assert np.array_equal(load(path).pixels, scene())


def test_what_lies_over_a_scan_is_there(tmp_path) -> None:
    bar = f"1 0 0 rg 0 0 {WIDTH} 12 re f"
    photo = load(stored(tmp_path, pdf((f"{drawn(WHOLE)} {bar}", {"I": scene()}))))
    assert (photo.width, photo.height) == (WIDTH, HEIGHT)
    assert np.array_equal(photo.pixels[-6, 9], (255, 0, 0))


def test_strips_of_a_scan_are_one_photo_at_their_resolution(tmp_path) -> None:
    upper, lower = scene()[: HEIGHT // 2], scene()[HEIGHT // 2 :]
    half = HEIGHT / 4
    content = f"{drawn(f'{WIDTH / 2} 0 0 {half} 0 {half}', 'A')} {drawn(f'{WIDTH / 2} 0 0 {half} 0 0', 'B')}"
    data = pdf((content, {"A": upper, "B": lower}), size=(WIDTH // 2, HEIGHT // 2))
    photo = load(stored(tmp_path, data))
    assert (photo.width, photo.height) == (WIDTH, HEIGHT)
    assert np.abs(photo.pixels[4:30, 4:20].astype(int) - scene()[4:30, 4:20]).mean() < 20


def test_a_stencil_is_painted_in_its_colour(tmp_path) -> None:
    stencil = np.zeros((HEIGHT, WIDTH), bool)
    stencil[: HEIGHT // 2] = True
    path = stored(tmp_path, pdf((f"0 0 1 rg {drawn(WHOLE)}", {"I!": stencil})))
    pixels = load(path).pixels
    assert np.array_equal(pixels[-9, 9], (0, 0, 255))
    assert np.array_equal(pixels[9, 9], (255, 255, 255))


def test_a_page_without_an_image_is_drawn(tmp_path) -> None:
    photo = load(stored(tmp_path, pdf(("0 1 0 rg 0 0 99 99 re f", {}))))
    assert np.array_equal(photo.pixels[9, 9], (0, 255, 0))
    assert photo.origin.dpi == (300, 300)


def test_the_pdf_is_not_written(tmp_path) -> None:
    path = stored(tmp_path, pdf((drawn(WHOLE), {"I": scene()})))
    before = path.read_bytes()
    photo = load(path)
    assert photo.save_as_only
    photo.put(Box(0, 0, 5, 5), 255 - photo.stored(Box(0, 0, 5, 5)))
    with pytest.raises(PhotoUnsupported, match="pdf"):
        save(photo, path)
    save(photo, tmp_path / "scan.tif")
    again = load(tmp_path / "scan.tif")
    assert np.array_equal(again.pixels, photo.pixels)
    assert again.origin.frames == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("page", [0, 2, 999])
def test_a_page_that_is_not_there(tmp_path, page) -> None:
    path = stored(tmp_path, pdf((drawn(WHOLE), {"I": scene()})))
    with pytest.raises(PageMissing, match="it has one page"):
        load(path, page)


BROKEN = {
    "nothing": b"%PDF-1.7\n",
    "zeros": b"%PDF-1.7\n" + bytes(4000),
    "cut off": pdf((drawn(WHOLE), {"I": scene()}))[:300],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pdf_is_one_clear_line(tmp_path, name) -> None:
    with pytest.raises((PhotoUnreadable, PhotoUnsupported)) as caught:
        load(stored(tmp_path, BROKEN[name]))
    assert "scan.pdf" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_huge_page_is_refused_before_it_is_drawn(tmp_path, monkeypatch) -> None:
    from engine.errors import PhotoTooLarge

    monkeypatch.setattr("engine.photo.limits.free_memory", lambda: 2**30)
    data = pdf(("0 0 9 9 re f", {}), size=(14400, 14400))
    with pytest.raises(PhotoTooLarge):
        load(stored(tmp_path, data))


def test_a_pdf_with_a_password_says_so(tmp_path, monkeypatch) -> None:
    import pypdfium2

    def locked(*_: object) -> None:
        raise pypdfium2.PdfiumError("Incorrect password error", err_code=4)

    monkeypatch.setattr(pypdfium2, "PdfDocument", locked)
    with pytest.raises(PhotoUnsupported, match="password"):
        load(stored(tmp_path, pdf((drawn(WHOLE), {"I": scene()}))))


def test_a_scan_as_a_jpeg_has_the_colours_of_the_jpeg(tmp_path) -> None:
    Image.fromarray(scene()).save(path := tmp_path / "scan.pdf", resolution=300)
    photo = load(path)
    assert (photo.width, photo.height) == (WIDTH, HEIGHT)
    assert np.abs(photo.pixels.astype(int) - scene()).mean() < 15
