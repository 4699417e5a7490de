"""All coefficients of a JPEG: read from its scans, and written as the same scans again."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.photo.jpeg_blocks.huffman import SYMBOLS, HuffmanTable, best_table
from engine.photo.jpeg_blocks.stream import (
    AC_CLASS,
    LAST_COEFFICIENT,
    BlocksNotKept,
    Frame,
    Scan,
    Stream,
    restart_parts,
)
from engine.photo.jpeg_markers import DHT, DRI, SOF_PROGRESSIVE, SOS

Coefficients = NDArray[np.int16]
_TABLE_COUNT = 8
_NOT_SENT = -1
_ROOM_TO_GROW_BYTES = 2**16


def read_coefficients(stream: Stream) -> Coefficients:
    """All coefficients: 64 for each block in zigzag order, components one after the other, blocks by row.

    Two bytes for each.  Raises BlocksNotKept where scans are damaged or do not send every bit once.
    """
    check_scans(stream)
    coefficients = np.zeros(64 * stream.frame.blocks, np.int16)
    for scan in stream.scans:
        _read(stream.frame, scan, coefficients)
    return coefficients


def check_scans(stream: Stream) -> None:
    """Raise BlocksNotKept unless the scans send each bit of each coefficient once, and have their tables."""
    progressive = stream.frame.marker == SOF_PROGRESSIVE
    sent = np.full((len(stream.frame.components), 64), _NOT_SENT)
    for scan in stream.scans:
        first, last = scan.first_coefficient, scan.last_coefficient
        whole = (first, last, scan.earlier_shift, scan.shift) == (0, LAST_COEFFICIENT, 0, 0)
        alone = first == last == 0 or (0 < first <= last <= LAST_COEFFICIENT and len(scan.components) == 1)
        if not (alone if progressive else whole):
            raise BlocksNotKept("a scan has an order of coefficients that is not allowed")
        earlier = scan.earlier_shift or _NOT_SENT
        band = sent[list(scan.components), first : last + 1]
        refines_in_order = not scan.earlier_shift or scan.shift == scan.earlier_shift - 1
        if (band != earlier).any() or not refines_in_order or scan.shift > 13:
            raise BlocksNotKept("its scans send a coefficient twice, or out of order")
        sent[list(scan.components), first : last + 1] = scan.shift
        if not set(_needed(stream.frame, scan)) <= set(scan.tables):
            raise BlocksNotKept("a Huffman table is missing")
    if sent.any():
        raise BlocksNotKept("its scans do not send all coefficients")


def _needed(frame: Frame, scan: Scan) -> list[int]:
    """The numbers of the tables that a scan uses."""
    dc = scan.dc_tables if scan.first_coefficient == 0 and not scan.earlier_shift else ()
    ac = scan.ac_tables if scan.first_coefficient or not frame.progressive else ()
    return sorted({*dc, *ac})


def _units(frame: Frame, scan: Scan) -> tuple[NDArray[np.int64], int, int]:
    """The blocks of an MCU as kernels want them (see `sequential`), MCUs in a row, and all MCUs."""
    chosen = [frame.components[index] for index in scan.components]
    tables = list(zip(scan.dc_tables, scan.ac_tables, strict=True))
    if len(chosen) == 1:  # An MCU is one block, and blocks beyond the photo are left out.
        (one,) = chosen
        row = (0, one.first, one.stored_columns, 1, *tables[0])
        return np.array([row], np.int64), one.columns, one.columns * one.rows
    rows = [
        (
            place,
            one.first + y * one.stored_columns + x,
            one.vertical * one.stored_columns,
            one.horizontal,
            *tables[place],
        )
        for place, one in enumerate(chosen)
        for y in range(one.vertical)
        for x in range(one.horizontal)
    ]
    return np.array(rows, np.int64), frame.mcu_columns, frame.mcu_columns * frame.mcu_rows


def _read(frame: Frame, scan: Scan, coefficients: Coefficients) -> None:
    from engine.photo.jpeg_blocks import progressive, sequential
    from engine.photo.jpeg_blocks.bits import FINISHED

    units, columns, mcus = _units(frame, scan)
    data, intervals = restart_parts(scan, mcus)
    lookups = np.zeros((_TABLE_COUNT, 2**16), np.uint16)
    for number in _needed(frame, scan):
        lookups[number] = scan.tables[number].lookup
    where = data, intervals, scan.restart_interval or mcus, columns, mcus
    previous = np.zeros(sequential.MAX_COMPONENTS, np.int64)
    refines = bool(scan.earlier_shift)
    if not frame.progressive:
        result = sequential.read_scan(*where, units, lookups, coefficients, previous)
    elif scan.first_coefficient == 0:
        result = progressive.read_dc_scan(*where, units, lookups, scan.shift, refines, coefficients, previous)
    else:
        band = scan.first_coefficient, scan.last_coefficient
        result = progressive.read_ac_scan(*where, units[0], lookups, band, scan.shift, refines, coefficients)
    if result != FINISHED:
        raise BlocksNotKept("a scan is damaged")


def written_scans(stream: Stream, coefficients: Coefficients) -> Iterator[bytes | memoryview]:
    """The scans of `stream` with these coefficients, as pieces of a file: tables, headers, coded data.

    The file's own Huffman tables are used as long as they have a code for all that is coded; the tables of
    other scans are made anew.
    """
    in_force: dict[int, HuffmanTable] = {}
    interval_in_force = 0
    for scan in stream.scans:
        if scan.restart_interval != interval_in_force:
            interval_in_force = scan.restart_interval
            yield segment(DRI, struct.pack(">H", interval_in_force))
        tables, data = _written(stream.frame, scan, coefficients)
        for number, table in tables.items():
            if in_force.get(number) != table:
                in_force[number] = table
                kind, place = divmod(number, AC_CLASS)
                yield segment(DHT, bytes([kind << 4 | place]) + table.bits + table.values)
        yield segment(SOS, _header(stream.frame, scan))
        yield data


def segment(marker: int, data: bytes) -> bytes:
    """A marker segment as it stands in a file."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def _header(frame: Frame, scan: Scan) -> bytes:
    chosen = zip(scan.components, scan.dc_tables, scan.ac_tables, strict=True)
    rows = [(frame.components[index].id, dc << 4 | ac - AC_CLASS) for index, dc, ac in chosen]
    band = scan.first_coefficient, scan.last_coefficient
    return bytes([len(rows), *(value for row in rows for value in row), *band]) + bytes(
        [scan.earlier_shift << 4 | scan.shift]
    )


def _written(
    frame: Frame, scan: Scan, coefficients: Coefficients
) -> tuple[dict[int, HuffmanTable], memoryview]:
    """The tables that a scan needs, and its coded data."""
    tables = {number: scan.tables[number] for number in _needed(frame, scan)}
    room = len(scan.data) + len(scan.data) // 8 + _ROOM_TO_GROW_BYTES
    while True:
        counts = np.zeros((_TABLE_COUNT, SYMBOLS), np.int64)
        data, missing = _coded(frame, scan, coefficients, tables, counts, room)
        if data is None:
            room *= 2
        elif missing:
            tables = {number: best_table(counts[number]) for number in tables}
        else:
            return tables, data


def _coded(
    frame: Frame,
    scan: Scan,
    coefficients: Coefficients,
    tables: dict[int, HuffmanTable],
    counts: NDArray[np.int64],
    room: int,
) -> tuple[memoryview | None, bool]:
    """The coded data, None where `room` bytes are too few, and whether symbols had no code."""
    from engine.photo.jpeg_blocks import progressive, sequential
    from engine.photo.jpeg_blocks.bits import MISSING_CODES, NO_ROOM, POSITION, STATE_SIZE, BitSink

    codes, lengths = np.zeros((2, _TABLE_COUNT, SYMBOLS), np.int64)
    for number, table in tables.items():
        codes[number], lengths[number] = table.codes, table.lengths
    state = np.zeros(STATE_SIZE, np.int64)
    sink = BitSink(np.empty(room, np.uint8), state, codes, lengths, counts)
    units, columns, mcus = _units(frame, scan)
    where = sink, scan.restart_interval or mcus, columns, mcus
    previous = np.zeros(sequential.MAX_COMPONENTS, np.int64)
    refines = bool(scan.earlier_shift)
    if not frame.progressive:
        result = sequential.write_scan(*where, units, coefficients, previous)
    elif scan.first_coefficient == 0:
        result = progressive.write_dc_scan(*where, units, scan.shift, refines, coefficients, previous)
    else:
        band = scan.first_coefficient, scan.last_coefficient
        run = np.zeros(progressive.STATE_SIZE, np.int64)
        waiting = np.zeros(progressive.WAITING_BITS, np.uint8)
        result = progressive.write_ac_scan(
            *where, units[0], band, scan.shift, refines, coefficients, run, waiting
        )
    if result == NO_ROOM:
        return None, False
    return sink.out.data[: int(state[POSITION])], bool(state[MISSING_CODES])
