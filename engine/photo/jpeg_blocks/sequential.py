"""Baseline and extended sequential scans, read and written (T.81, F); kernels as in `bits`.

units: N×6, for each block of an MCU the component's place in the scan, the number of its block in the first
MCU, the step of that number from one row of MCUs to the next and from one MCU to the next, and the numbers of
its DC and AC tables.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.photo.jpeg_blocks.bits import (
    DAMAGED,
    FINISHED,
    NO_ROOM,
    BitSink,
    Coefficients,
    Ints,
    Whole,
    finish_interval,
    has_room,
    put_symbol,
    put_value,
    restarted,
    value_after,
    window,
)
from engine.system.compiled import compiled

MAX_COMPONENTS = 4
LARGEST_SIZE_BITS = 15  # of a value; with a code of 16 bits it lies within one window
END_OF_BLOCK, SIXTEEN_ZEROS = np.int64(0x00), np.int64(0xF0)


@compiled
def read_block(
    data: NDArray[np.uint8],
    at: Whole,
    lookups: NDArray[np.uint16],
    dc: Whole,
    ac: Whole,
    coefficients: Coefficients,
    place: Whole,
    previous: Whole,
) -> Whole:
    """Read the block at `place`, of which all values are 0 yet; the bit offset behind it, or DAMAGED."""
    word = window(data, at)
    entry = np.int64(lookups[dc, word >> 16])
    length, size = entry >> 8, entry & 0xFF
    if length == 0 or size > LARGEST_SIZE_BITS:
        return DAMAGED
    value = previous
    if size:
        value += value_after(word, length, size)
    if value > 32767 or value < -32768:
        return DAMAGED
    coefficients[place] = value
    at += length + size
    k: Whole = 1
    while k < 64:
        word = window(data, at)
        entry = np.int64(lookups[ac, word >> 16])
        length, run, size = entry >> 8, (entry >> 4) & 0xF, entry & 0xF
        if length == 0:
            return DAMAGED
        at += length + size
        if size == 0:
            if run < 15:
                break
            k += 16
            continue
        k += run
        if k > 63:
            return DAMAGED
        coefficients[place + k] = value_after(word, length, size)
        k += 1
    return at


@compiled
def read_scan(
    data: NDArray[np.uint8],
    intervals: Ints,
    interval_mcus: Whole,
    mcu_columns: Whole,
    mcus: Whole,
    units: Ints,
    lookups: NDArray[np.uint16],
    coefficients: Coefficients,
    previous: Ints,
) -> Whole:
    """Read a scan into `coefficients`, which is 0; FINISHED or DAMAGED.  intervals: as of restart_parts.

    previous: room for the last DC value of each component.
    """
    for interval in range(intervals.shape[0]):
        at, end = intervals[interval, 0], intervals[interval, 1]
        previous[:] = 0
        first = interval * interval_mcus
        for mcu in range(first, min(first + interval_mcus, mcus)):
            row, column = mcu // mcu_columns, mcu % mcu_columns
            for u in range(units.shape[0]):
                place = 64 * (units[u, 1] + row * units[u, 2] + column * units[u, 3])
                before = previous[units[u, 0]]
                at = read_block(data, at, lookups, units[u, 4], units[u, 5], coefficients, place, before)
                if at < 0 or at > end:
                    return DAMAGED
                previous[units[u, 0]] = coefficients[place]
    return FINISHED


@compiled
def write_block(
    sink: BitSink, dc: Whole, ac: Whole, coefficients: Coefficients, place: Whole, previous: Whole
) -> None:
    """Write the block at `place`."""
    run = np.int64(0)
    put_value(sink, dc, run, np.int64(coefficients[place]) - previous)
    for k in range(1, 64):
        value = np.int64(coefficients[place + k])
        if value == 0:
            run += 1
            continue
        while run > 15:
            put_symbol(sink, ac, SIXTEEN_ZEROS)
            run -= 16
        put_value(sink, ac, run, value)
        run = np.int64(0)
    if run:
        put_symbol(sink, ac, END_OF_BLOCK)


@compiled
def write_scan(
    sink: BitSink,
    interval_mcus: Whole,
    mcu_columns: Whole,
    mcus: Whole,
    units: Ints,
    coefficients: Coefficients,
    previous: Ints,
) -> Whole:
    """Write a scan; FINISHED or NO_ROOM.  previous: room for DC values, 0 yet."""
    for mcu in range(mcus):
        if restarted(sink, mcu, interval_mcus):
            previous[:] = 0
        row, column = mcu // mcu_columns, mcu % mcu_columns
        for u in range(units.shape[0]):
            if not has_room(sink):
                return NO_ROOM
            place = 64 * (units[u, 1] + row * units[u, 2] + column * units[u, 3])
            write_block(sink, units[u, 4], units[u, 5], coefficients, place, previous[units[u, 0]])
            previous[units[u, 0]] = coefficients[place]
    finish_interval(sink)
    return FINISHED
