"""Coefficients are read as libjpeg reads them, and written so that libjpeg reads the same."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.photo.jpeg_blocks.huffman import HuffmanTable, best_table
from engine.photo.jpeg_blocks.samples import ZIGZAG
from engine.photo.jpeg_blocks.scans import read_coefficients, segment, written_scans
from engine.photo.jpeg_blocks.stream import BlocksNotKept, Stream, parse
from engine.photo.jpeg_markers import SOF_BASELINE

from .conftest import KINDS, pillow, texture


def written(stream: Stream, coefficients: np.ndarray) -> bytes:
    headers = b"".join(segment(marker, data) for marker, data in stream.header)
    return b"\xff\xd8" + headers + b"".join(map(bytes, written_scans(stream, coefficients))) + b"\xff\xd9"


def decoded(coded: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(coded)) as image:
        return np.asarray(image)


def test_what_is_written_is_read_alike_by_libjpeg(coded):
    stream = parse(coded)
    assert np.array_equal(decoded(written(stream, read_coefficients(stream))), decoded(coded))


def test_what_is_written_is_read_alike_by_ourselves(coded):
    stream = parse(coded)
    coefficients = read_coefficients(stream)
    assert np.array_equal(read_coefficients(parse(written(stream, coefficients))), coefficients)


def test_unchanged_scans_are_the_same_bytes(coded):
    stream = parse(coded)
    again = parse(written(stream, read_coefficients(stream)))
    assert [bytes(scan.data) for scan in again.scans] == [bytes(scan.data) for scan in stream.scans]


@pytest.mark.parametrize("kind", ["gray", "gray progressive"])
def test_coefficients_are_those_of_the_samples(kind):
    coded = KINDS[kind](texture(40, 24))
    stream = parse(coded)
    (gray,) = stream.frame.components
    frequencies = np.empty((15, 64))
    frequencies[:, ZIGZAG] = read_coefficients(stream).reshape(-1, 64) * gray.quantisation
    frequency, sample = np.mgrid[:8, :8]
    basis = np.cos((2 * sample + 1) * frequency * np.pi / 16) / 2
    basis[0] /= np.sqrt(2)
    samples = (basis.T @ frequencies.reshape(-1, 8, 8) @ basis + 128).reshape(3, 5, 8, 8)
    plane = samples.swapaxes(1, 2).reshape(24, 40).clip(0, 255)
    assert np.abs(plane - decoded(coded)).max() < 1


def test_values_without_a_code_get_a_new_table():
    stream = parse(pillow("L", optimize=True, quality=20)(np.full((40, 40, 3), 90, np.uint8)))
    coefficients = read_coefficients(stream)
    coefficients[64 * 7 : 64 * 9] = np.random.default_rng(1).integers(-300, 300, 128)
    assert np.array_equal(read_coefficients(parse(written(stream, coefficients))), coefficients)


@pytest.mark.parametrize("settings", [{}, {"progressive": True}])
def test_a_scan_grows_as_far_as_it_must(settings):
    stream = parse(pillow("L", quality=90, **settings)(np.full((320, 320, 3), 90, np.uint8)))
    noise = np.random.default_rng(1).integers(-1000, 1000, 64 * 1600).astype(np.int16)
    assert np.array_equal(read_coefficients(parse(written(stream, noise))), noise)


def test_components_in_scans_of_their_own_stay_so():
    stream = parse(KINDS["420"](texture(61, 45)))
    whole = stream.scans[0]
    rows = zip(whole.components, whole.dc_tables, whole.ac_tables, strict=True)
    apart = [replace(whole, components=(c,), dc_tables=(d,), ac_tables=(a,)) for c, d, a in rows]
    coefficients = read_coefficients(stream)
    coded = written(replace(stream, scans=apart), coefficients)
    assert len(parse(coded).scans) == 3
    assert np.array_equal(decoded(coded), decoded(written(stream, coefficients)))
    assert written(parse(coded), read_coefficients(parse(coded))) == coded


def test_files_without_an_end_marker_and_with_fill_bytes_are_read():
    coded = KINDS["restarts by block"](texture(61, 45))
    filled = coded.replace(b"\xff\xd0", b"\xff\xff\xff\xd0", 1)
    expected = read_coefficients(parse(coded))
    assert np.array_equal(read_coefficients(parse(filled)), expected)
    assert np.array_equal(read_coefficients(parse(coded[:-2])), expected)


def with_frame(coded: bytes, **changes: int) -> bytes:
    """The JPEG with its frame's `marker`, `precision` or `height` changed in place."""
    at = coded.index(bytes([0xFF, SOF_BASELINE]))
    frame = bytearray(coded)
    frame[at + 1] = changes.get("marker", SOF_BASELINE)
    frame[at + 4] = changes.get("precision", 8)
    if "height" in changes:
        frame[at + 5 : at + 7] = struct.pack(">H", changes["height"])
    return bytes(frame)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"marker": 0xC9}, id="arithmetic coding"),
        pytest.param({"marker": 0xC3}, id="lossless"),
        pytest.param({"marker": 0xC5}, id="hierarchical"),
        pytest.param({"precision": 12}, id="12 bits"),
        pytest.param({"height": 0}, id="height behind the scan"),
    ],
)
def test_other_codings_are_refused(changes):
    with pytest.raises(BlocksNotKept):
        parse(with_frame(KINDS["420"](texture(61, 45)), **changes))


@pytest.mark.parametrize("kind", ["420", "progressive", "restarts by block"])
def test_a_damaged_scan_is_refused(kind):
    coded = KINDS[kind](texture(61, 45))
    with pytest.raises(BlocksNotKept):
        read_coefficients(parse(coded[: len(coded) * 3 // 4]))


@pytest.mark.parametrize("kind", ["420", "progressive", "restarts by block", "ycck 420"])
def test_no_damage_crashes(kind):
    coded = KINDS[kind](texture(61, 45))
    rng = np.random.default_rng(5)
    for _ in range(60):
        damaged = bytearray(coded)
        for at in rng.integers(2, len(coded), 3):
            damaged[at] = rng.integers(256)
        try:
            stream = parse(bytes(damaged))
            if stream.frame.blocks < 10_000:  # A damaged size may ask for gigabytes.
                read_coefficients(stream)
        except BlocksNotKept:
            pass


def test_a_scan_that_sends_less_than_all_is_refused():
    stream = parse(KINDS["progressive"](texture(61, 45)))
    with pytest.raises(BlocksNotKept):
        read_coefficients(replace(stream, scans=stream.scans[:-1]))
    with pytest.raises(BlocksNotKept):
        read_coefficients(replace(stream, scans=stream.scans + stream.scans[-1:]))


def test_the_best_table_is_as_good_as_entropy_allows():
    counts = np.zeros(256, np.int64)
    counts[:6] = 100, 50, 25, 12, 6, 7
    table = best_table(counts)
    share = counts[:6] / counts.sum()
    bits = (table.lengths * counts).sum() / counts.sum()
    assert -(share * np.log2(share)).sum() <= bits < -(share * np.log2(share)).sum() + 0.1
    assert set(np.flatnonzero(table.lengths)) == set(range(6))


def test_no_code_is_longer_than_sixteen_bits_or_of_ones_alone():
    counts = np.zeros(256, np.int64)
    counts[:30] = [int(1.7**n) + 1 for n in range(30)]  # unbounded, the longest code had 29 bits
    table = best_table(counts)
    assert table.lengths[:30].min() > 0 and table.lengths.max() <= 16
    assert sum(2.0**-length for length in table.lengths[:30]) < 1
    assert (table.codes[:30] != 2 ** table.lengths[:30] - 1).all()


def test_a_table_reads_what_it_writes():
    table = HuffmanTable(bytes([0, 1, 2, 3]) + bytes(12), bytes([7, 1, 0xF0, 3, 4, 5]))
    for symbol in table.values:
        length = int(table.lengths[symbol])
        assert table.lookup[table.codes[symbol] << (16 - length)] == length << 8 | symbol
    with pytest.raises(ValueError):
        HuffmanTable(bytes([3]) + bytes(15), bytes(3))
