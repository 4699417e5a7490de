"""Scans in PDF files, which are read page by page and never written, through PDFium.

A page that is one image gives that image at its own resolution; any other is drawn at that of its finest
image.  PDFium may be used by one thread at a time, whatever the file.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.errors import PageMissing, PhotoUnsupported
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo
from engine.photo.notices import no_such_page, page_of_pdf
from engine.photo.origin import Origin
from engine.text import Text

_POINTS_PER_INCH = 72
_PLAIN_DPI = 300  # of a page without an image
_MAX_DPI = 1200  # beyond what scanners write
_MAX_NESTING = 4  # of forms, in which images may lie
_INVISIBLE_TEXT_MODE = 3  # how the words lie that text recognition adds to a scan
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_AXIS_TOLERANCE = 1e-3  # of an image's side: by how much it may lean and be upright
_COVER_TOLERANCE = 0.02  # of the page's side: the edge that an image may leave free, or go beyond
_COMPARED_SIDE_PX = 256
_COMPARED_CELLS = 24  # a side; larger than what differs between two ways to reduce a picture
_MAX_DIFFERENCE = 10.0  # of 255, the mean over the cells
_lock = threading.RLock()


@dataclass(frozen=True)
class _Raster:
    """pixels: H×W×1 or H×W×3 uint8, as the page is shown.  dpi: (x, y)."""

    pixels: NDArray[np.uint8]
    dpi: tuple[float, float]


def read(file: BinaryIO, number: int = 1) -> Photo:
    """The page of this number, counted from 1.  Raises PageMissing."""
    with _document(file) as document:
        count = len(document)
        if not 1 <= number <= count:
            raise PageMissing(no_such_page(number, count))
        page = document[number - 1]
        raster = _scan(page) or _drawn(page)
    origin = Origin(dpi=raster.dpi, frames=count, page=number, encoding={"writable": False})
    photo = Photo(raster.pixels, origin=origin)
    photo.notices = (page_of_pdf(number, count),)
    return photo


def page_count(file: BinaryIO) -> int:
    """The number of pages."""
    with _document(file) as document:
        return len(document)


@contextlib.contextmanager
def _document(file: BinaryIO) -> Iterator[Any]:
    import pypdfium2

    with _lock:
        try:
            document = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD_ERROR:
                raise PhotoUnsupported(Text("it is protected by a password")) from error
            raise
        try:
            if not len(document):
                raise PhotoUnsupported(Text("it has no pages"))
            yield document
        finally:
            document.close()


def _scan(page: Any) -> _Raster | None:
    """The image that the page is, at its own resolution; None where the page is more, or less."""
    import pypdfium2.raw as pdfium

    shown = [one for one in page.get_objects(max_depth=1) if not _is_invisible(one)]
    if len(shown) != 1 or shown[0].type != pdfium.FPDF_PAGEOBJ_IMAGE:
        return None
    image = shown[0]
    upright = _upright(image.get_matrix(), page.get_rotation())
    if upright is None or not _covers(image.get_bounds(), page.get_bbox()):
        return None
    width, height = image.get_px_size()
    check(width, height, 4)
    pixels = np.ascontiguousarray(_rotated(_integers(image.get_bitmap()), upright))
    if not _looks_like(pixels, page):
        return None
    height, width = pixels.shape[:2]
    across, down = (side / _POINTS_PER_INCH for side in page.get_size())
    return _Raster(pixels, (width / across, height / down))


def _is_invisible(one: Any) -> bool:
    import pypdfium2.raw as pdfium

    is_text = one.type == pdfium.FPDF_PAGEOBJ_TEXT
    return bool(is_text and pdfium.FPDFTextObj_GetTextRenderMode(one) == _INVISIBLE_TEXT_MODE)


def _upright(matrix: Any, rotation: int) -> tuple[bool, bool, bool] | None:
    """How an image comes to lie as its page is shown: transposed, then upside down, then mirrored.

    rotation: of the page in degrees, clockwise.  None where the image leans.
    """
    across, down = (matrix.a, matrix.b), (-matrix.c, -matrix.d)  # the image's axes; y goes up
    for _ in range(rotation // 90):
        across, down = (across[1], -across[0]), (down[1], -down[0])
    sides = [max(map(abs, axis)) for axis in (across, down)]
    leaning = [min(map(abs, axis)) for axis in (across, down)]
    if any(lean > _AXIS_TOLERANCE * side for lean, side in zip(leaning, sides, strict=True)):
        return None
    if abs(across[0]) >= abs(across[1]):
        return False, down[1] > 0, across[0] < 0
    return True, across[1] > 0, down[0] < 0


def _rotated(pixels: NDArray[np.uint8], upright: tuple[bool, bool, bool]) -> NDArray[np.uint8]:
    transposed, upside_down, mirrored = upright
    pixels = pixels.swapaxes(0, 1) if transposed else pixels
    pixels = pixels[::-1] if upside_down else pixels
    return pixels[:, ::-1] if mirrored else pixels


def _covers(image: tuple[float, ...], page: tuple[float, ...]) -> bool:
    """Whether an image's bounds (left, bottom, right, top) are those of the page."""
    sides = page[2] - page[0], page[3] - page[1]
    return all(
        abs(one - other) <= _COVER_TOLERANCE * sides[n % 2]
        for n, (one, other) in enumerate(zip(image, page, strict=True))
    )


def _integers(bitmap: Any) -> NDArray[np.uint8]:
    """A bitmap of PDFium as H×W×1, or H×W×3 in RGB."""
    found: NDArray[np.uint8] = bitmap.to_numpy()
    if found.ndim == 2:
        return found[..., None].copy()
    return found[..., 2::-1].copy()


def _looks_like(pixels: NDArray[np.uint8], page: Any) -> bool:
    """Whether the page is shown as these pixels are: not as a stencil, or with a mask."""
    import cv2

    scale = _COMPARED_SIDE_PX / max(page.get_size())
    cells = [
        cv2.resize(one, (_COMPARED_CELLS, _COMPARED_CELLS), interpolation=cv2.INTER_AREA).reshape(
            _COMPARED_CELLS, _COMPARED_CELLS, -1
        )
        for one in (pixels, _integers(page.render(scale=scale)))
    ]
    return bool(np.abs(cells[0].astype(np.float32) - cells[1]).mean() <= _MAX_DIFFERENCE)


def _drawn(page: Any) -> _Raster:
    """The page as it is shown, at the resolution of its finest image."""
    dpi = _finest(page)
    width, height = (side / _POINTS_PER_INCH * dpi for side in page.get_size())
    check(max(round(width), 1), max(round(height), 1), 4)
    return _Raster(_integers(page.render(scale=dpi / _POINTS_PER_INCH)), (dpi, dpi))


def _finest(page: Any) -> float:
    import pypdfium2.raw as pdfium

    found = []
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=_MAX_NESTING):
        facts = image.get_metadata()
        found.append(max(facts.horizontal_dpi, facts.vertical_dpi))
    return float(min(max(found), _MAX_DPI)) if found and max(found) > 0 else float(_PLAIN_DPI)


FILE_FORMAT = FileFormat(
    name="PDF",
    suffixes=(".pdf",),
    known=lambda head: b"%PDF-" in head,
    read=read,
    read_page=read,
    page_count=page_count,
    written_as="TIFF",
    pillow=False,
)
