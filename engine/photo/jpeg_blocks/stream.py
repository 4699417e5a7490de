"""A JPEG taken apart without decoding: its frame, its tables and the entropy-coded data of each scan."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.photo.jpeg_blocks.huffman import HuffmanTable
from engine.photo.jpeg_markers import (
    APP0,
    APP14,
    COM,
    DHT,
    DQT,
    DRI,
    EOI,
    RST0,
    RST7,
    SOF_BASELINE,
    SOF_EXTENDED,
    SOF_PROGRESSIVE,
    SOI,
    SOS,
)
from engine.photo.segments import Segment

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]

AC_CLASS = 4  # In `Scan.tables`, AC tables have the numbers 4 to 7, and DC tables 0 to 3.
BLOCK_SIDE_PX = 8
LAST_COEFFICIENT = 63
# The kernels read at most one block beyond the end of the data before they notice: 64 codes of 32 bits.
READ_AHEAD_BYTES = 512


class BlocksNotKept(Exception):
    """This JPEG is of a kind whose coefficients cannot be kept; its text says which, for developers."""


@dataclass(frozen=True)
class Component:
    """One colour plane.

    horizontal, vertical: sampling factors.  quantisation: 64 steps in zigzag order.  rows, columns: blocks
    that show a part of the photo.  stored_rows, stored_columns: blocks with those that fill the last MCUs.
    first: the number of its first block among the blocks of all components.
    """

    id: int
    horizontal: int
    vertical: int
    quantisation: NDArray[np.int32]
    rows: int
    columns: int
    stored_rows: int
    stored_columns: int
    first: int

    @property
    def after(self) -> int:
        """The number of the first block that belongs to the next component."""
        return self.first + self.stored_rows * self.stored_columns


@dataclass(frozen=True)
class Frame:
    """The frame header, with the sizes that follow from it; sizes in px or in MCUs."""

    marker: int
    width: int
    height: int
    components: tuple[Component, ...]

    @property
    def horizontal(self) -> int:
        return max(one.horizontal for one in self.components)

    @property
    def vertical(self) -> int:
        return max(one.vertical for one in self.components)

    @property
    def mcu_columns(self) -> int:
        return _parts(self.width, BLOCK_SIDE_PX * self.horizontal)

    @property
    def mcu_rows(self) -> int:
        return _parts(self.height, BLOCK_SIDE_PX * self.vertical)

    @property
    def progressive(self) -> bool:
        return self.marker == SOF_PROGRESSIVE

    @property
    def blocks(self) -> int:
        """Of all components, with those that fill the last MCUs."""
        return self.components[-1].after


@dataclass(frozen=True)
class Scan:
    """One scan.  components: indices in the frame.  dc_tables, ac_tables: for each component of the scan.

    tables: the Huffman tables in force, by number.  first_coefficient to shift are Ss, Se, Ah and Al.
    restart_interval: MCUs, 0 where there are no restart markers.  data: the entropy-coded bytes, stuffed.
    """

    components: tuple[int, ...]
    dc_tables: tuple[int, ...]
    ac_tables: tuple[int, ...]
    first_coefficient: int
    last_coefficient: int
    earlier_shift: int
    shift: int
    restart_interval: int
    tables: dict[int, HuffmanTable]
    data: Bytes


@dataclass
class Stream:
    """A whole JPEG.  header: the segments of tables and frame before the first scan, and Adobe's colour flag,
    byte for byte.  has_jfif: a JFIF header tells decoders that three components are YCbCr.
    """

    frame: Frame
    scans: list[Scan] = field(default_factory=list)
    header: list[Segment] = field(default_factory=list)
    adobe_transform: int | None = None
    has_jfif: bool = False


def parse(coded: bytes) -> Stream:
    """Take a JPEG apart.  Raises BlocksNotKept for what is no Huffman-coded DCT JPEG of 8 bits."""
    try:
        return _Parser(coded).stream()
    except (struct.error, IndexError) as error:
        raise BlocksNotKept("its segments break off") from error


class _Parser:
    """Walks over the segments once, and keeps the tables in force."""

    def __init__(self, coded: bytes) -> None:
        self._coded = coded
        self._bytes = np.frombuffer(coded, np.uint8)
        self._markers = _scan_ends(self._bytes)
        self._quantisation: dict[int, NDArray[np.int32]] = {}
        self._huffman: dict[int, HuffmanTable] = {}
        self._restart_interval = 0
        self._header: list[Segment] = []
        self._stream: Stream | None = None
        self._frame: Segment | None = None
        self._adobe_transform: int | None = None
        self._has_jfif = False

    def stream(self) -> Stream:
        if self._coded[:2] != bytes([0xFF, SOI]):
            raise BlocksNotKept("it does not begin as a JPEG")
        at = 2
        while True:
            marker, at = self._marker(at)
            if marker == EOI:
                break
            (size,) = struct.unpack_from(">H", self._coded, at)
            data = self._coded[at + 2 : at + size]
            if len(data) != size - 2:
                raise BlocksNotKept("its segments break off")
            at += size
            if marker == SOS:
                at = self._scan(data, at)
                if at >= len(self._coded):  # The end marker is missing, which harms no scan.
                    break
            else:
                self._segment(marker, data)
        if self._stream is None:
            raise BlocksNotKept("it has no scan")
        return self._stream

    def _marker(self, at: int) -> tuple[int, int]:
        """The marker at an offset, and the offset behind it; fill bytes are passed over."""
        if self._coded[at] != 0xFF:
            raise BlocksNotKept("there are bytes between its segments")
        while self._coded[at] == 0xFF:
            at += 1
        return self._coded[at], at + 1

    def _segment(self, marker: int, data: bytes) -> None:
        if marker == DHT:
            self._huffman_tables(data)
        elif marker == DRI:
            (self._restart_interval,) = struct.unpack(">H", data[:2])
        elif marker == DQT:
            self._quantisation_tables(data)
        elif marker in (SOF_BASELINE, SOF_EXTENDED, SOF_PROGRESSIVE):
            if self._frame is not None:
                raise BlocksNotKept("it has several frames")
            self._frame = marker, data
            self._header.append((marker, data))
        elif APP0 <= marker <= APP0 + 15 or marker == COM:
            self._application(marker, data)
        else:
            raise BlocksNotKept(f"it has the marker {marker:#x}")

    def _application(self, marker: int, data: bytes) -> None:
        if marker == APP0 and data.startswith(b"JFIF\0"):
            self._has_jfif = True
        if marker == APP14 and data.startswith(b"Adobe") and len(data) >= 12 and self._stream is None:
            self._adobe_transform = data[11]
            self._header.append((marker, data))

    def _huffman_tables(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            kind, number = data[at] >> 4, data[at] & 15
            bits = data[at + 1 : at + 17]
            values = data[at + 17 : at + 17 + sum(bits)]
            if kind > 1 or number > 3 or len(bits) != 16 or len(values) != sum(bits):
                raise BlocksNotKept("a Huffman table is damaged")
            try:
                self._huffman[kind * AC_CLASS + number] = HuffmanTable(bits, values)
            except ValueError as error:
                raise BlocksNotKept("a Huffman table is damaged") from error
            at += 17 + len(values)

    def _quantisation_tables(self, data: bytes) -> None:
        if self._stream is not None:
            raise BlocksNotKept("its quantisation changes between scans")
        self._header.append((DQT, data))
        at = 0
        while at < len(data):
            wide, number = data[at] >> 4, data[at] & 15
            size = 128 if wide else 64
            steps = np.frombuffer(data[at + 1 : at + 1 + size], ">u2" if wide else np.uint8)
            if len(steps) != 64 or wide > 1 or not steps.all():
                raise BlocksNotKept("a quantisation table is damaged")
            self._quantisation[number] = steps.astype(np.int32)
            at += 1 + size

    def _scan(self, data: bytes, start: int) -> int:
        """Keep a scan whose entropy-coded bytes begin at `start`; the offset of the marker behind them."""
        if self._stream is None:
            self._stream = Stream(
                self._made_frame(),
                header=self._header,
                adobe_transform=self._adobe_transform,
                has_jfif=self._has_jfif,
            )
        place = int(np.searchsorted(self._markers, start))
        end = int(self._markers[place]) if place < len(self._markers) else len(self._coded)
        count = data[0]
        if len(data) != 4 + 2 * count:
            raise BlocksNotKept("a scan header is damaged")
        ids = [one.id for one in self._stream.frame.components]
        chosen, tables = data[1 : 1 + 2 * count : 2], data[2 : 2 + 2 * count : 2]
        if not set(chosen) <= set(ids) or len(set(chosen)) != count:
            raise BlocksNotKept("a scan has components that the frame lacks")
        self._stream.scans.append(
            Scan(
                components=tuple(ids.index(one) for one in chosen),
                dc_tables=tuple(table >> 4 for table in tables),
                ac_tables=tuple(AC_CLASS + (table & 15) for table in tables),
                first_coefficient=data[1 + 2 * count],
                last_coefficient=data[2 + 2 * count],
                earlier_shift=data[3 + 2 * count] >> 4,
                shift=data[3 + 2 * count] & 15,
                restart_interval=self._restart_interval,
                tables=dict(self._huffman),
                data=self._bytes[start:end],
            )
        )
        return end

    def _made_frame(self) -> Frame:
        if self._frame is None:
            raise BlocksNotKept("it has no frame header of a kind that is read")
        marker, data = self._frame
        precision, height, width, count = struct.unpack_from(">BHHB", data)
        rows = [data[6 + 3 * n : 9 + 3 * n] for n in range(count)]
        if precision != 8 or not height or not width or count not in (1, 3, 4):
            raise BlocksNotKept("its size, depth or number of components is not read")
        factors = [(row[1] >> 4, row[1] & 15) for row in rows]
        most = max(one[0] for one in factors), max(one[1] for one in factors)
        if any(not h or not v or most[0] % h or most[1] % v for h, v in factors):
            raise BlocksNotKept("its subsampling is not read")
        made: list[Component] = []
        for row, (h, v) in zip(rows, factors, strict=True):
            if row[2] not in self._quantisation:
                raise BlocksNotKept("a quantisation table is missing")
            made.append(
                Component(
                    id=row[0],
                    horizontal=h,
                    vertical=v,
                    quantisation=self._quantisation[row[2]],
                    rows=_parts(_parts(height * v, most[1]), BLOCK_SIDE_PX),
                    columns=_parts(_parts(width * h, most[0]), BLOCK_SIDE_PX),
                    stored_rows=_parts(height, BLOCK_SIDE_PX * most[1]) * v,
                    stored_columns=_parts(width, BLOCK_SIDE_PX * most[0]) * h,
                    first=made[-1].after if made else 0,
                )
            )
        return Frame(marker, width, height, tuple(made))


def _parts(length: int, part: int) -> int:
    """How many parts of this length cover the whole."""
    return -(-length // part)


def _scan_ends(coded: Bytes) -> Offsets:
    """Offsets of all markers that end entropy-coded data: neither a stuffed byte nor a restart."""
    at = np.flatnonzero(coded[:-1] == 0xFF)
    then = coded[at + 1]
    ends = (then != 0) & (then != 0xFF) & ((then < RST0) | (then > RST7))
    return np.asarray(at[ends], np.int64)


def restart_parts(scan: Scan, mcus: int) -> tuple[Bytes, Offsets]:
    """A scan's bytes without stuffing and restart markers, READ_AHEAD_BYTES zeros behind them, and N×2
    offsets, in bits, of the begin and end of each restart interval.

    Raises BlocksNotKept where restart markers are missing, or out of order.
    """
    data = scan.data
    full = np.flatnonzero(data[:-1] == 0xFF)
    then = data[full + 1]
    restarts = full[(then >= RST0) & (then <= RST7)]
    expected = _parts(mcus, scan.restart_interval) if scan.restart_interval else 1
    numbers = data[restarts + 1] - RST0
    if len(restarts) != expected - 1 or not np.array_equal(numbers, np.arange(len(restarts)) % 8):
        raise BlocksNotKept("its restart markers are not where they belong")
    dropped = np.zeros(len(data), bool)
    dropped[full[then == 0] + 1] = True
    dropped[full[then == 0xFF]] = True  # Fill bytes
    dropped[restarts] = dropped[restarts + 1] = True
    plain = np.zeros(len(data) - int(np.count_nonzero(dropped)) + READ_AHEAD_BYTES, np.uint8)
    plain[:-READ_AHEAD_BYTES] = data[~dropped]
    kept_before = np.cumsum(~dropped)[restarts] if len(restarts) else np.empty(0, np.int64)
    edges = np.concatenate([[0], kept_before, [len(plain) - READ_AHEAD_BYTES]]) * 8
    return plain, np.stack([edges[:-1], edges[1:]], axis=1).astype(np.int64)
