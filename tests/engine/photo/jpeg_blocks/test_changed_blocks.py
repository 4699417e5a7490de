"""Only blocks with changed pixels are encoded again, in every kind of JPEG."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.photo.jpeg_blocks.changed_blocks import UPSAMPLING_REACH_PX, encode_changed_blocks
from engine.photo.jpeg_blocks.scans import read_coefficients
from engine.photo.jpeg_blocks.stream import BlocksNotKept, Stream, parse

from .conftest import KINDS, texture


def decoded(coded: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(coded)) as image:
        pixels = np.asarray(image)
    return pixels if pixels.ndim == 3 else pixels[..., None]


def jfif(coded: bytes) -> list[tuple[int, bytes]]:
    """The JFIF header, which is metadata to the encoder."""
    return [(0xE0, coded[6:20])] if coded[2:4] == b"\xff\xe0" else []


def changed(coded: bytes, pixels: np.ndarray, flags: np.ndarray) -> tuple[bytes, int, int]:
    done = encode_changed_blocks(coded, jfif(coded), pixels, flags)
    return b"".join(done.pieces), done.changed, done.total


def blocks(stream: Stream, place: int) -> np.ndarray:
    """A component's blocks by row and column."""
    one = stream.frame.components[place]
    mine = read_coefficients(stream)[64 * one.first : 64 * one.after]
    return mine.reshape(one.stored_rows, one.stored_columns, 64)


def covered(stream: Stream, place: int, flags: np.ndarray) -> np.ndarray:
    """The blocks of a component over a flagged pixel, where the last pixels are repeated to whole MCUs."""
    frame, one = stream.frame, stream.frame.components[place]
    down, across = 8 * frame.vertical // one.vertical, 8 * frame.horizontal // one.horizontal
    size = one.stored_rows * down - len(flags), one.stored_columns * across - flags.shape[1]
    whole = np.pad(flags, ((0, size[0]), (0, size[1])), "edge")
    return whole.reshape(one.stored_rows, down, one.stored_columns, across).any(axis=(1, 3))


def mcu_pixels(stream: Stream, flags: np.ndarray, reach: int) -> np.ndarray:
    """H×W: the pixels of all MCUs with a flagged one, and `reach` px around."""
    import cv2

    down, across = 8 * stream.frame.vertical, 8 * stream.frame.horizontal
    whole = np.zeros_like(flags)
    for top in range(0, len(flags), down):
        for left in range(0, flags.shape[1], across):
            part = slice(top, top + down), slice(left, left + across)
            whole[part] = flags[part].any()
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    return cv2.dilate(whole.astype(np.uint8), kernel).astype(bool)


def check(coded: bytes, pixels: np.ndarray, flags: np.ndarray) -> None:
    """All that must hold of a change."""
    before = decoded(coded)
    after, count, total = changed(coded, pixels, flags)
    really = flags & (pixels != before).any(axis=-1)
    old, new = parse(coded), parse(after)
    shown = 0
    for place, one in enumerate(old.frame.components):
        over = covered(old, place, really)
        assert np.array_equal(blocks(old, place)[~over], blocks(new, place)[~over])
        shown += np.count_nonzero(over[: one.rows, : one.columns])
    assert count == shown <= total
    apart = ~mcu_pixels(old, really, UPSAMPLING_REACH_PX)
    assert np.array_equal(decoded(after)[apart], before[apart])
    assert new.header == old.header
    assert [scan.restart_interval for scan in new.scans] == [scan.restart_interval for scan in old.scans]
    assert [scan.components for scan in new.scans] == [scan.components for scan in old.scans]


def test_all_other_blocks_stay_as_they_were(coded):
    pixels = decoded(coded).copy()
    flags = np.zeros(pixels.shape[:2], bool)
    flags[20:31, 17:34] = True
    pixels[flags] = 90
    check(coded, pixels, flags)


def test_what_changed_comes_near_to_what_was_meant(coded):
    before = decoded(coded)
    flags = np.zeros(before.shape[:2], bool)
    flags[16:32, 16:32] = True
    pixels = before.copy()
    pixels[flags] = np.linspace(60, 180, before.shape[2]).astype(np.uint8)
    after = decoded(changed(coded, pixels, flags)[0])
    inner = slice(20, 28), slice(20, 28)
    assert np.abs(after[inner].astype(int) - pixels[inner]).mean() < 12
    assert np.abs(before[inner].astype(int) - pixels[inner]).mean() > 20


def test_the_last_pixels_leave_nothing_behind_the_edge(coded):
    """Blocks that no pixel shows fill the last MCUs: they repeat the edge, before and after."""
    pixels = np.full_like(decoded(coded), 100)
    after, count, total = changed(coded, pixels, np.ones(pixels.shape[:2], bool))
    assert count == total
    stream = parse(after)
    for place in range(len(stream.frame.components)):
        assert not blocks(stream, place)[..., 1:].any()


def test_nothing_changed_is_the_same_data(coded):
    pixels = decoded(coded)
    after, count, _ = changed(coded, pixels, np.ones(pixels.shape[:2], bool))
    assert count == 0
    old, new = parse(coded), parse(after)
    assert [bytes(scan.data) for scan in old.scans] == [bytes(scan.data) for scan in new.scans]


def test_pixels_that_are_no_candidates_stay(coded):
    pixels = 255 - decoded(coded)
    assert changed(coded, pixels, np.zeros(pixels.shape[:2], bool))[1] == 0


def test_other_sizes_and_channels_are_refused(coded):
    pixels = decoded(coded)
    with pytest.raises(BlocksNotKept):
        changed(coded, pixels[:-1], np.ones(pixels[:-1].shape[:2], bool))
    with pytest.raises(BlocksNotKept):
        changed(coded, pixels[..., :-1], np.ones(pixels.shape[:2], bool))


def test_metadata_that_alters_how_colours_are_read_is_noticed():
    coded = KINDS["rgb"](texture(61, 45))
    pixels = decoded(coded)
    plain = coded.replace(b"Adobe\0", b"Other\0", 1)  # Without the flag, their numbers say R, G and B.
    with pytest.raises(BlocksNotKept):
        encode_changed_blocks(
            plain, [(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")], pixels, np.zeros(pixels.shape[:2], bool)
        )


@st.composite
def changes(draw: st.DrawFn) -> tuple[bytes, np.ndarray, np.ndarray]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    width, height = draw(st.integers(1, 50)), draw(st.integers(1, 50))
    coded = KINDS[kind](texture(width, height, seed=draw(st.integers(0, 9))))
    pixels = decoded(coded).copy()
    flags = np.zeros((height, width), bool)
    for _ in range(draw(st.integers(0, 3))):
        left, top = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
        part = slice(top, top + draw(st.integers(1, 20))), slice(left, left + draw(st.integers(1, 20)))
        flags[part] = True
        pixels[part] = draw(st.integers(0, 255))
    return coded, pixels, flags


@given(changes())
def test_any_change_of_any_jpeg(change):
    check(*change)
