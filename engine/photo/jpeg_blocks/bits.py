"""Bits of entropy-coded data, compiled by numba: import this module only when blocks are read or written.

Kernels pass each other 64-bit integers alone, and no slices: for a literal or another type numba would
compile a kernel once more, which takes a second.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.system.compiled import compiled

Whole = int | np.integer[Any]
Ints = NDArray[np.int64]
Coefficients = NDArray[np.int16]  # 64 for each block in zigzag order, one block after the other

# Offsets in BitSink.state.
_PENDING, _PENDING_BITS, POSITION, MISSING_CODES = 0, 1, 2, 3
STATE_SIZE = 4
# What one block takes at most: 64 codes with their further bits, 32 bits each, a run before it with 1024
# correction bits, and a restart marker, all of them stuffed.
BLOCK_BYTES = 1024
FINISHED, DAMAGED, NO_ROOM = 0, -1, -2


class BitSink(NamedTuple):
    """Where codes are written to.

    out: the bytes, as long as may be needed.  state: pending bits, their number, the position in `out`, and
    how many symbols had no code.  codes, lengths: 8×256, of the Huffman tables by number.  counts: 8×256, how
    often each symbol was written; complete also where symbols had no code and `out` is worthless.
    """

    out: NDArray[np.uint8]
    state: Ints
    codes: Ints
    lengths: Ints
    counts: Ints


@compiled
def window(data: NDArray[np.uint8], at: Whole) -> Whole:
    """The 32 bits from the bit offset `at` on, as a number."""
    i = at >> 3
    word = (
        (np.int64(data[i]) << 32)
        | (np.int64(data[i + 1]) << 24)
        | (np.int64(data[i + 2]) << 16)
        | (np.int64(data[i + 3]) << 8)
        | np.int64(data[i + 4])
    )
    return (word >> (8 - (at & 7))) & 0xFFFFFFFF


@compiled
def extended(bits: Whole, size: Whole) -> Whole:
    """The signed number that `size` bits stand for (T.81, F.2.2.1)."""
    return bits if bits >> (size - 1) else bits - (1 << size) + 1


@compiled
def value_after(word: Whole, length: Whole, size: Whole) -> Whole:
    """The value of `size` bits behind a code of this length, in a word from `window`."""
    return extended((word >> (32 - length - size)) & ((1 << size) - 1), size)


@compiled
def size_of(value: Whole) -> Whole:
    """How many bits an absolute value takes; 0 for 0."""
    size = 0
    while value:
        value >>= 1
        size += 1
    return size


@compiled
def put_bits(sink: BitSink, bits: Whole, count: Whole) -> None:
    """Write up to 32 bits, and the zero byte that must follow 0xFF."""
    state = sink.state
    pending = (state[_PENDING] << count) | bits
    pending_bits = state[_PENDING_BITS] + count
    at = state[POSITION]
    while pending_bits >= 8:
        pending_bits -= 8
        byte = (pending >> pending_bits) & 0xFF
        sink.out[at] = byte
        at += 1
        if byte == 0xFF:
            sink.out[at] = 0
            at += 1
    state[_PENDING] = pending & 0xFF
    state[_PENDING_BITS] = pending_bits
    state[POSITION] = at


@compiled
def put_bit(sink: BitSink, bit: Whole) -> None:
    """Write one bit."""
    put_bits(sink, bit, np.int64(1))


@compiled
def put_symbol(sink: BitSink, table: Whole, symbol: Whole) -> None:
    """Write the code of a symbol."""
    sink.counts[table, symbol] += 1
    length = sink.lengths[table, symbol]
    if length == 0:
        sink.state[MISSING_CODES] += 1
    put_bits(sink, sink.codes[table, symbol], length)


@compiled
def put_value(sink: BitSink, table: Whole, run: Whole, value: Whole) -> None:
    """Write a run of zeros and the value after it, or with run 0 a difference of DC values."""
    size = size_of(value if value >= 0 else -value)
    put_symbol(sink, table, (run << 4) | size)
    put_bits(sink, value if value >= 0 else value + (1 << size) - 1, size)


@compiled
def finish_interval(sink: BitSink) -> None:
    """Fill the last byte with ones."""
    rest = sink.state[_PENDING_BITS]
    if rest:
        put_bits(sink, (1 << (8 - rest)) - 1, 8 - rest)


@compiled
def put_restart(sink: BitSink, number: Whole) -> None:
    """Write a restart marker, at the end of an interval."""
    at = sink.state[POSITION]
    sink.out[at] = 0xFF
    sink.out[at + 1] = 0xD0 + number % 8
    sink.state[POSITION] = at + 2


@compiled
def restarted(sink: BitSink, mcu: Whole, interval_mcus: Whole) -> bool:
    """Whether an interval ends before this MCU, which is then written, and DC values are predicted anew."""
    if mcu == 0 or mcu % interval_mcus:
        return False
    finish_interval(sink)
    put_restart(sink, mcu // interval_mcus - 1)
    return True


@compiled
def has_room(sink: BitSink) -> bool:
    """Whether another block fits, however it is coded."""
    return bool(sink.state[POSITION] + BLOCK_BYTES <= sink.out.size)
