"""A saved JPEG: what is kept in the file, and what is said of it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.photo import Photo, load, save, segments
from engine.photo.jpeg_blocks import saving
from engine.photo.jpeg_blocks.scans import read_coefficients
from engine.photo.jpeg_blocks.stream import BlocksNotKept, parse
from engine.photo.notices import CHANGED_FILE_NOTE, WHOLE_NOTE, EncodingNote, block_note
from engine.photo.orient import filed
from engine.photo.origin import stamp
from engine.pixels.box import Box

from .conftest import KINDS, texture

KEPT_KINDS = [
    "420",
    "422",
    "440",
    "444",
    "progressive",
    "restarts by block",
    "progressive restarts",
    "gray",
    "gray progressive",
    "cmyk",
    "cmyk progressive",
    "ycck 420",
    "rgb",
]


def photo_of(path: Path, kind: str, width: int = 200, height: int = 150) -> Photo:
    path.write_bytes(KINDS[kind](texture(width, height)))
    return load(path)


def erase(photo: Photo, box: Box) -> None:
    """Fill a box with its mean."""
    stored = photo.stored(box)
    stored[:] = stored.mean(axis=(0, 1)).astype(stored.dtype)
    photo.put(box, stored)


def blocks(path: Path) -> list[np.ndarray]:
    """Each component's blocks by row and column."""
    stream = parse(path.read_bytes())
    coefficients = read_coefficients(stream)
    return [
        coefficients[64 * one.first : 64 * one.after].reshape(one.stored_rows, one.stored_columns, 64)
        for one in stream.frame.components
    ]


def untouched(path: Path, boxes: list[Box]) -> list[np.ndarray]:
    """For each component, which of its blocks lie under none of the boxes."""
    frame = parse(path.read_bytes()).frame
    flags = []
    for one in frame.components:
        down, across = 8 * frame.vertical // one.vertical, 8 * frame.horizontal // one.horizontal
        flag = np.ones((one.stored_rows, one.stored_columns), bool)
        for box in boxes:
            rows = slice(box.top // down, -(-box.bottom // down))
            flag[rows, box.left // across : -(-box.right // across)] = False
        flags.append(flag)
    return flags


def same_where(kept: list[np.ndarray], before: list[np.ndarray], after: list[np.ndarray]) -> bool:
    return all(np.array_equal(b[k], a[k]) for k, b, a in zip(kept, before, after, strict=True))


def some_boxes(count: int, seed: int = 4) -> list[Box]:
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, (150, 110), (count, 2))
    sizes = rng.integers(1, 24, (count, 2))
    return [
        Box(int(x), int(y), int(x + w), int(y + h))
        for (x, y), (w, h) in zip(corners.tolist(), sizes.tolist(), strict=True)
    ]


@pytest.mark.parametrize("kind", KEPT_KINDS)
@pytest.mark.parametrize("reopened", [True, False], ids=["reopened each time", "in one session"])
def test_twenty_edits_and_saves_leave_every_other_block_alone(tmp_path, kind, reopened):
    photo = photo_of(path := tmp_path / "a.jpg", kind)
    first, boxes = blocks(path), some_boxes(20)
    for n, box in enumerate(boxes, 1):
        erase(photo, box)
        (notice,) = save(photo, path)
        assert isinstance(notice, EncodingNote)
        assert same_where(untouched(path, boxes[:n]), first, blocks(path))
        if reopened:
            photo = load(path)


def test_a_second_save_encodes_only_what_changed_since(tmp_path):
    photo = photo_of(path := tmp_path / "a.jpg", "420")
    erase(photo, Box(20, 20, 50, 50))
    save(photo, path)
    once = blocks(path)
    erase(photo, Box(120, 80, 130, 90))
    save(photo, path)
    assert same_where(untouched(path, [Box(120, 80, 130, 90)]), once, blocks(path))


def test_an_edit_that_was_undone_before_saving_changes_nothing(tmp_path):
    photo = photo_of(path := tmp_path / "a.jpg", "420")
    before, first = blocks(path), photo.stored(Box(20, 20, 50, 50))
    erase(photo, Box(20, 20, 50, 50))
    photo.put(Box(20, 20, 50, 50), first)
    assert save(photo, path) == (block_note(0, 735),)
    assert all(map(np.array_equal, before, blocks(path)))


def test_an_edit_that_was_undone_after_saving_is_undone_in_the_file(tmp_path):
    photo = photo_of(path := tmp_path / "a.jpg", "444")
    box = Box(20, 20, 50, 50)
    first = photo.stored(box)
    erase(photo, box)
    save(photo, path)
    photo.put(box, first)
    save(photo, path)
    assert np.abs(load(path).stored(box).astype(int) - first).mean() < 3


def test_each_save_as_starts_from_the_file_that_was_opened(tmp_path):
    photo = photo_of(path := tmp_path / "a.jpg", "420")
    first = blocks(path)
    erase(photo, Box(20, 20, 50, 50))
    save(photo, tmp_path / "b.jpg")
    erase(photo, Box(120, 80, 130, 90))
    save(photo, out := tmp_path / "c.jpg")
    boxes = [Box(20, 20, 50, 50), Box(120, 80, 130, 90)]
    assert same_where(untouched(out, boxes), first, blocks(out))
    assert not same_where(untouched(out, boxes[1:]), first, blocks(out))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_that_is_shown_rotated_keeps_its_blocks(oriented, orientation):
    photo = load(path := oriented(".jpg", orientation))
    before, box = blocks(path), Box(9, 3, 17, 12)
    shown = np.zeros((photo.height, photo.width), np.uint8)
    shown[box.slices] = 1
    erase(photo, box)
    (notice,) = save(photo, path)
    assert isinstance(notice, EncodingNote)
    in_file = filed(shown, orientation)
    top, left = (int(at.min()) for at in np.nonzero(in_file))
    bottom, right = (int(at.max()) + 1 for at in np.nonzero(in_file))
    kept = untouched(path, [Box(left, top, right, bottom)])
    assert same_where(kept, before, blocks(path))
    after = load(path)
    assert after.origin.orientation == orientation
    assert np.abs(after.pixels.astype(int) - photo.pixels).mean() < 2


def metadata(path: Path) -> tuple[tuple[int, bytes], ...]:
    with path.open("rb") as file:
        return segments.carried(segments.read(file))


def test_metadata_is_that_of_a_photo_encoded_as_a_whole(oriented, tmp_path, monkeypatch):
    photo = load(oriented(".jpg", 6))
    erase(photo, Box(9, 3, 17, 12))
    save(photo, by_blocks := tmp_path / "blocks.jpg")
    monkeypatch.setattr(saving, "encode_changed_blocks", cannot)
    save(photo, whole := tmp_path / "whole.jpg")
    assert metadata(by_blocks) == metadata(whole)
    assert b"2024:05:06 07:08:09" in by_blocks.read_bytes()


def cannot(*_: Any) -> None:
    raise BlocksNotKept("not in this test")


def test_what_is_said():
    assert block_note(12, 4800) == "Only 12 of 4800 blocks were encoded again; the others are as they were."
    assert block_note(1, 48) == "Only one of 48 blocks was encoded again; the others are as they were."
    assert block_note(48, 48) == "All 48 blocks were encoded again, as pixels of each were changed."
    assert block_note(0, 48) == "None of 48 blocks was encoded again, as no pixel was changed."


def with_other_frame(path: Path) -> None:
    """Say in the frame header that arithmetic coding is used, which Pillow cannot write."""
    path.write_bytes(path.read_bytes().replace(b"\xff\xc0", b"\xff\xc9", 1))


def test_another_kind_of_jpeg_is_encoded_whole_and_that_is_said(tmp_path):
    photo = photo_of(path := tmp_path / "a.jpg", "420")
    with_other_frame(path)
    photo.origin = replace(photo.origin, stamp=stamp(path))
    erase(photo, Box(20, 20, 50, 50))
    assert save(photo, path) == (WHOLE_NOTE,)
    assert np.abs(load(path).pixels.astype(int) - photo.pixels).mean() < 6


def test_a_file_that_changed_meanwhile_is_not_taken_for_the_photo(tmp_path):
    photo = photo_of(path := tmp_path / "a.jpg", "420")
    erase(photo, Box(20, 20, 50, 50))
    path.write_bytes(KINDS["422"](texture(64, 64)))
    assert save(photo, tmp_path / "b.jpg") == (CHANGED_FILE_NOTE,)
    assert load(tmp_path / "b.jpg").width == 200


@pytest.mark.parametrize("kind", ["420", "422", "444", "progressive", "gray", "cmyk", "rgb"])
def test_what_is_encoded_whole_keeps_tables_and_subsampling(tmp_path, kind):
    photo = photo_of(path := tmp_path / "a.jpg", kind)
    erase(photo, Box(20, 20, 50, 50))
    os.utime(path, (1, 1))
    out = tmp_path / "b.jpg"
    assert save(photo, out) == (CHANGED_FILE_NOTE,)
    old, new = (parse(one.read_bytes()).frame for one in (path, out))
    assert old.progressive == new.progressive
    for one, other in zip(old.components, new.components, strict=True):
        assert (one.horizontal, one.vertical) == (other.horizontal, other.vertical)
        assert np.array_equal(one.quantisation, other.quantisation)


def test_a_file_that_is_gone_is_no_reason_to_lose_the_work(tmp_path):
    photo = photo_of(path := tmp_path / "a.jpg", "420")
    erase(photo, Box(20, 20, 50, 50))
    path.unlink()
    assert save(photo, path) == (CHANGED_FILE_NOTE,)
    assert load(path).width == 200


def test_a_failure_of_the_block_encoder_loses_no_work(tmp_path, monkeypatch, caplog):
    def fail(*_: Any) -> None:
        raise RuntimeError("no kernel")

    monkeypatch.setattr(saving, "encode_changed_blocks", fail)
    photo = photo_of(path := tmp_path / "a.jpg", "420")
    erase(photo, Box(20, 20, 50, 50))
    assert save(photo, path) == (WHOLE_NOTE,)
    assert "no kernel" in caplog.text
    assert load(path).width == 200


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif"])
def test_other_formats_say_nothing_of_blocks(tmp_path, suffix):
    photo = photo_of(tmp_path / "a.jpg", "420")
    erase(photo, Box(20, 20, 50, 50))
    assert save(photo, tmp_path / f"b{suffix}") == ()
    other = load(tmp_path / f"b{suffix}")
    assert save(other, tmp_path / "c.jpg") == ()
