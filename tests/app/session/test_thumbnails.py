"""Small pictures of photo files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.session.thumbnails import (
    OPENING_PREVIEW_SIDE_PX,
    THUMBNAIL_SIDE_PX,
    opening_preview,
    thumbnail,
    thumbnails,
)
from engine.job import Cancelled, Job

SIDEWAYS = 6  # EXIF: the camera was rotated by a quarter


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A JPEG of 600 × 300 that is shown upright, the left half of which is red."""
    image = Image.new("RGB", (600, 300), "green")
    image.paste("red", (0, 0, 300, 300))
    exif = image.getexif()
    exif[0x0112] = SIDEWAYS
    image.save(tmp_path / "a.jpg", exif=exif)
    return tmp_path / "a.jpg"


def test_it_is_small_and_upright(qapp, picture: Path) -> None:  # noqa: ARG001
    image = thumbnail(picture)
    assert image.height() == 2 * image.width() <= THUMBNAIL_SIDE_PX * 4 // 3
    assert image.pixelColor(image.width() // 2, 2).red() > 200


def test_a_file_that_cannot_be_read_is_passed_over(qapp, picture: Path) -> None:  # noqa: ARG001
    broken = picture.with_name("b.jpg")
    broken.write_bytes(picture.read_bytes()[:30])
    assert [path for path, _ in thumbnails([broken, picture], Job())] == [picture]


def test_it_stops_between_two_files(qapp, picture: Path) -> None:  # noqa: ARG001
    job = Job()
    found = thumbnails([picture, picture], job)
    next(found)
    job.cancel()
    with pytest.raises(Cancelled):
        next(found)


def test_only_a_jpeg_has_an_opening_preview(qapp, tmp_path: Path) -> None:  # noqa: ARG001
    Image.new("RGB", (OPENING_PREVIEW_SIDE_PX * 2, OPENING_PREVIEW_SIDE_PX * 2), "navy").save(
        tmp_path / "large.jpg"
    )
    Image.new("RGB", (9, 9)).save(tmp_path / "small.png")
    (tmp_path / "broken.jpg").write_bytes(b"")
    seen = opening_preview(tmp_path / "large.jpg")
    assert seen is not None and seen.width() == OPENING_PREVIEW_SIDE_PX
    assert opening_preview(tmp_path / "small.png") is None
    assert opening_preview(tmp_path / "broken.jpg") is None
