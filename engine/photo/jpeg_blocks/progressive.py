"""Progressive scans, read and written (T.81, G); kernels as in `bits`, units as in `sequential`.

An AC scan has one component.  A run of blocks that end early is one symbol: `run` counts those to come.
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
    put_bit,
    put_bits,
    put_restart,
    put_symbol,
    put_value,
    restarted,
    size_of,
    value_after,
    window,
)
from engine.photo.jpeg_blocks.sequential import LARGEST_SIZE_BITS, SIXTEEN_ZEROS
from engine.system.compiled import compiled

LONGEST_RUN_BLOCKS = 0x7FFF
# Correction bits wait until the run that they belong to is written.  A run ends where libjpeg ends it, so
# that the Huffman tables of files that libjpeg wrote have codes for the same runs.
WAITING_BITS = 1024
_MAX_BITS_OF_RUN = 937
# Offsets in the state of an AC refinement: blocks in the run, waiting bits of the run, and of this block.
_RUN, _OF_RUN, _OF_BLOCK = 0, 1, 2
STATE_SIZE = 3


@compiled
def read_dc_scan(
    data: NDArray[np.uint8],
    intervals: Ints,
    interval_mcus: Whole,
    mcu_columns: Whole,
    mcus: Whole,
    units: Ints,
    lookups: NDArray[np.uint16],
    shift: Whole,
    refines: bool,
    coefficients: Coefficients,
    previous: Ints,
) -> Whole:
    """Read the first or a refining scan of DC values; FINISHED or DAMAGED.  previous: room for DC values."""
    for interval in range(intervals.shape[0]):
        at, end = intervals[interval, 0], intervals[interval, 1]
        previous[:] = 0
        first = interval * interval_mcus
        for mcu in range(first, min(first + interval_mcus, mcus)):
            row, column = mcu // mcu_columns, mcu % mcu_columns
            for u in range(units.shape[0]):
                place = 64 * (units[u, 1] + row * units[u, 2] + column * units[u, 3])
                word = window(data, at)
                if refines:
                    coefficients[place] |= np.int16((word >> 31) << shift)
                    at += 1
                else:
                    entry = np.int64(lookups[units[u, 4], word >> 16])
                    length, size = entry >> 8, entry & 0xFF
                    if length == 0 or size > LARGEST_SIZE_BITS:
                        return DAMAGED
                    value = previous[units[u, 0]]
                    if size:
                        value += value_after(word, length, size)
                    if abs(value) << shift > 32767:
                        return DAMAGED
                    previous[units[u, 0]] = value
                    coefficients[place] = value << shift
                    at += length + size
                if at > end:
                    return DAMAGED
    return FINISHED


@compiled
def read_ac_scan(
    data: NDArray[np.uint8],
    intervals: Ints,
    interval_mcus: Whole,
    mcu_columns: Whole,
    mcus: Whole,
    unit: Ints,
    lookups: NDArray[np.uint16],
    band: tuple[Whole, Whole],
    shift: Whole,
    refines: bool,
    coefficients: Coefficients,
) -> Whole:
    """Read the first or a refining scan of AC values; FINISHED or DAMAGED.  band: first and last of them."""
    for interval in range(intervals.shape[0]):
        at, end = intervals[interval, 0], intervals[interval, 1]
        run: Whole = np.int64(0)
        first = interval * interval_mcus
        for mcu in range(first, min(first + interval_mcus, mcus)):
            row, column = mcu // mcu_columns, mcu % mcu_columns
            place = 64 * (unit[1] + row * unit[2] + column * unit[3])
            if refines:
                at, run = refine_block(data, at, lookups, unit[5], band, shift, run, coefficients, place)
            elif run:
                run -= 1
            else:
                at, run = read_band(data, at, lookups, unit[5], band, shift, coefficients, place)
            if at < 0 or at > end:
                return DAMAGED
    return FINISHED


@compiled
def read_run(word: Whole, length: Whole, bits: Whole) -> Whole:
    """The number of blocks that end here, from the bits after a code of this length."""
    return (1 << bits) + ((word >> (32 - length - bits)) & ((1 << bits) - 1))


@compiled
def read_band(
    data: NDArray[np.uint8],
    at: Whole,
    lookups: NDArray[np.uint16],
    table: Whole,
    band: tuple[Whole, Whole],
    shift: Whole,
    coefficients: Coefficients,
    place: Whole,
) -> tuple[Whole, Whole]:
    """Read a block's part of a first AC scan; the bit offset behind it, or DAMAGED, and the run from here."""
    k = band[0]
    while k <= band[1]:
        word = window(data, at)
        entry = np.int64(lookups[table, word >> 16])
        length, zeros, size = entry >> 8, (entry >> 4) & 0xF, entry & 0xF
        if length == 0:
            return DAMAGED, 0
        if size == 0:
            if zeros < 15:
                return at + length + zeros, read_run(word, length, zeros) - 1
            at += length
            k += 16
            continue
        at += length + size
        k += zeros
        value = value_after(word, length, size)
        if k > band[1] or value << shift > 32767 or -value << shift > 32767:
            return DAMAGED, 0
        coefficients[place + k] = value << shift
        k += 1
    return at, 0


@compiled
def refine_block(
    data: NDArray[np.uint8],
    at: Whole,
    lookups: NDArray[np.uint16],
    table: Whole,
    band: tuple[Whole, Whole],
    shift: Whole,
    run: Whole,
    coefficients: Coefficients,
    place: Whole,
) -> tuple[Whole, Whole]:
    """Read a block's part of a refining AC scan; as read_band."""
    k: Whole = band[0]
    while k <= band[1] and run == 0:
        word = window(data, at)
        entry = np.int64(lookups[table, word >> 16])
        length, zeros, size = entry >> 8, (entry >> 4) & 0xF, entry & 0xF
        if length == 0 or size > 1:
            return DAMAGED, 0
        value: Whole = 0
        if size:
            value = (1 << shift) if (word >> (31 - length)) & 1 else -(1 << shift)
            at += length + 1
        elif zeros < 15:
            run = read_run(word, length, zeros)
            at += length + zeros
            break
        else:
            at += length
        at, k = correct(data, at, coefficients, place, k, band[1], zeros, shift)
        if value:
            if k > band[1]:
                return DAMAGED, 0
            coefficients[place + k] = value
        k += 1
    if run:
        at, _ = correct(data, at, coefficients, place, k, band[1], np.int64(64), shift)
        run -= 1
    return at, run


@compiled
def correct(
    data: NDArray[np.uint8],
    at: Whole,
    coefficients: Coefficients,
    place: Whole,
    k: Whole,
    last: Whole,
    zeros: Whole,
    shift: Whole,
) -> tuple[Whole, Whole]:
    """Read the next bit of each value that is not 0, up to the zero after `zeros` others; offset and k."""
    while k <= last:
        if coefficients[place + k] == 0:
            if zeros == 0:
                break
            zeros -= 1
        else:
            if window(data, at) >> 31:
                step = 1 << shift
                coefficients[place + k] += np.int16(step if coefficients[place + k] > 0 else -step)
            at += 1
        k += 1
    return at, k


@compiled
def write_dc_scan(
    sink: BitSink,
    interval_mcus: Whole,
    mcu_columns: Whole,
    mcus: Whole,
    units: Ints,
    shift: Whole,
    refines: bool,
    coefficients: Coefficients,
    previous: Ints,
) -> Whole:
    """Write the first or a refining scan of DC values; FINISHED or NO_ROOM.  previous: as in write_scan."""
    for mcu in range(mcus):
        if restarted(sink, mcu, interval_mcus):
            previous[:] = 0
        row, column = mcu // mcu_columns, mcu % mcu_columns
        for u in range(units.shape[0]):
            if not has_room(sink):
                return NO_ROOM
            place = 64 * (units[u, 1] + row * units[u, 2] + column * units[u, 3])
            value = np.int64(coefficients[place]) >> shift
            if refines:
                put_bit(sink, value & 1)
            else:
                put_value(sink, units[u, 4], np.int64(0), value - previous[units[u, 0]])
                previous[units[u, 0]] = value
    finish_interval(sink)
    return FINISHED


@compiled
def write_ac_scan(
    sink: BitSink,
    interval_mcus: Whole,
    mcu_columns: Whole,
    mcus: Whole,
    unit: Ints,
    band: tuple[Whole, Whole],
    shift: Whole,
    refines: bool,
    coefficients: Coefficients,
    state: Ints,
    waiting: NDArray[np.uint8],
) -> Whole:
    """Write the first or a refining scan of AC values; FINISHED or NO_ROOM.

    state: STATE_SIZE numbers, 0 yet.  waiting: room for WAITING_BITS correction bits, one in a byte.
    """
    table = unit[5]
    for mcu in range(mcus):
        if mcu and mcu % interval_mcus == 0:
            write_run(sink, table, state, waiting)
            finish_interval(sink)
            put_restart(sink, mcu // interval_mcus - 1)
        if not has_room(sink):
            return NO_ROOM
        row, column = mcu // mcu_columns, mcu % mcu_columns
        place = 64 * (unit[1] + row * unit[2] + column * unit[3])
        if refines:
            write_refinement(sink, table, state, waiting, band, shift, coefficients, place)
        else:
            write_band(sink, table, state, waiting, band, shift, coefficients, place)
        if state[_RUN] == LONGEST_RUN_BLOCKS or state[_OF_RUN] > _MAX_BITS_OF_RUN:
            write_run(sink, table, state, waiting)
    write_run(sink, table, state, waiting)
    finish_interval(sink)
    return FINISHED


@compiled
def write_run(sink: BitSink, table: Whole, state: Ints, waiting: NDArray[np.uint8]) -> None:
    """Write the run of blocks that ended early, and the correction bits that wait for it."""
    run = state[_RUN]
    if run:
        bits = size_of(run) - 1
        put_symbol(sink, table, bits << 4)
        put_bits(sink, run - (1 << bits), bits)
        state[_RUN] = 0
        write_waiting(sink, waiting, np.int64(0), state[_OF_RUN])
        state[_OF_RUN] = 0


@compiled
def write_waiting(sink: BitSink, waiting: NDArray[np.uint8], first: Whole, count: Whole) -> None:
    """Write `count` correction bits."""
    for i in range(first, first + count):
        put_bit(sink, np.int64(waiting[i]))


@compiled
def write_band(
    sink: BitSink,
    table: Whole,
    state: Ints,
    waiting: NDArray[np.uint8],
    band: tuple[Whole, Whole],
    shift: Whole,
    coefficients: Coefficients,
    place: Whole,
) -> None:
    """Write a block's part of a first AC scan."""
    zeros = 0
    for k in range(band[0], band[1] + 1):
        value = np.int64(coefficients[place + k])
        value = value >> shift if value >= 0 else -(-value >> shift)
        if value == 0:
            zeros += 1
            continue
        write_run(sink, table, state, waiting)
        while zeros > 15:
            put_symbol(sink, table, SIXTEEN_ZEROS)
            zeros -= 16
        put_value(sink, table, zeros, value)
        zeros = 0
    if zeros:
        state[_RUN] += 1


@compiled
def write_refinement(
    sink: BitSink,
    table: Whole,
    state: Ints,
    waiting: NDArray[np.uint8],
    band: tuple[Whole, Whole],
    shift: Whole,
    coefficients: Coefficients,
    place: Whole,
) -> None:
    """Write a block's part of a refining AC scan."""
    last_new = -1
    for k in range(band[0], band[1] + 1):
        if abs(np.int64(coefficients[place + k])) >> shift == 1:
            last_new = k
    zeros = 0
    for k in range(band[0], band[1] + 1):
        value = abs(np.int64(coefficients[place + k])) >> shift
        if value == 0:
            zeros += 1
            continue
        # Where this block's bits wait: behind those of the run, also once the run is written.
        first = state[_OF_RUN]
        while zeros > 15 and k <= last_new:
            write_run(sink, table, state, waiting)
            put_symbol(sink, table, SIXTEEN_ZEROS)
            zeros -= 16
            write_waiting(sink, waiting, first, state[_OF_BLOCK])
            state[_OF_BLOCK] = 0
            first = np.int64(0)
        if value > 1:
            waiting[state[_OF_RUN] + state[_OF_BLOCK]] = value & 1
            state[_OF_BLOCK] += 1
            continue
        write_run(sink, table, state, waiting)
        put_symbol(sink, table, (zeros << 4) | 1)
        put_bit(sink, np.int64(coefficients[place + k] > 0))
        write_waiting(sink, waiting, first, state[_OF_BLOCK])
        state[_OF_BLOCK] = 0
        zeros = 0
    if zeros or state[_OF_BLOCK]:
        state[_RUN] += 1
        state[_OF_RUN] += state[_OF_BLOCK]
        state[_OF_BLOCK] = 0
