"""DNG, of which a film scanner's scan is read: a TIFF that says DNG in its name and its tags."""

from __future__ import annotations

from engine.photo.file_format import FileFormat
from engine.photo.formats import tiff

FILE_FORMAT = FileFormat(
    name="DNG",
    suffixes=(".dng",),
    known=lambda head: False,  # noqa: ARG005 - its first bytes are those of any TIFF.
    read=tiff.read,
    read_page=tiff.read,
    page_count=tiff.page_count,
    written_as="TIFF",
    pillow=False,
)
