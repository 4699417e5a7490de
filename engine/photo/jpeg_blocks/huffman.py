"""JPEG's Huffman tables: to decode, to encode, and the best ones for counted symbols (T.81, C and K.2)."""

from __future__ import annotations

import heapq
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LONGEST_CODE_BITS = 16
SYMBOLS = 256
_WINDOW_COUNT = 2**LONGEST_CODE_BITS


class HuffmanTable:
    """bits: how many codes there are of 1 to 16 bits.  values: the symbols, by the length of their codes."""

    def __init__(self, bits: bytes, values: bytes) -> None:
        if sum(count << (LONGEST_CODE_BITS - length) for length, count in enumerate(bits, 1)) > _WINDOW_COUNT:
            raise ValueError("more codes than there are")
        self.bits = bits
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HuffmanTable) and (self.bits, self.values) == (other.bits, other.values)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """The length of each symbol's code in bits, of 256; 0 where it has none."""
        lengths = np.zeros(SYMBOLS, np.int64)
        # Where a symbol stands twice, its first code is used.
        for symbol, length in reversed(list(zip(self.values, self._lengths_by_code(), strict=True))):
            lengths[symbol] = length
        return lengths

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """The code of each symbol, of 256."""
        codes = np.zeros(SYMBOLS, np.int64)
        code, previous = 0, 0
        assigned = []
        for symbol, length in zip(self.values, self._lengths_by_code(), strict=True):
            code <<= length - previous
            previous = length
            assigned.append((symbol, code))
            code += 1
        for symbol, code in reversed(assigned):
            codes[symbol] = code
        return codes

    @cached_property
    def lookup(self) -> NDArray[np.uint16]:
        """For each 16 bits that may come next: the length of the code times 256, plus its symbol; else 0."""
        lookup = np.zeros(_WINDOW_COUNT, np.uint16)
        lengths = np.array(self._lengths_by_code(), np.int64)
        entries = (lengths << 8 | np.frombuffer(self.values, np.uint8)).astype(np.uint16)
        filled = np.repeat(entries, 1 << (LONGEST_CODE_BITS - lengths))
        lookup[: len(filled)] = filled
        return lookup

    def _lengths_by_code(self) -> list[int]:
        return [length for length, count in enumerate(self.bits, 1) for _ in range(count)]


def best_table(counts: NDArray[np.int64]) -> HuffmanTable:
    """The table that takes the fewest bits for symbols that occur so often, with codes of at most 16 bits.

    counts: 256 numbers.  As JPEG asks, no code consists of ones alone: a symbol that never occurs gets it.
    """
    unused = SYMBOLS
    heap = [(int(count), symbol, [symbol]) for symbol, count in enumerate(counts) if count]
    heap.append((0, unused, [unused]))
    heapq.heapify(heap)
    depths = dict.fromkeys((one[1] for one in heap), 0)
    while len(heap) > 1:
        few, _, some = heapq.heappop(heap)
        more, key, others = heapq.heappop(heap)
        for symbol in some + others:
            depths[symbol] += 1
        heapq.heappush(heap, (few + more, key, some + others))
    per_length = np.bincount(list(depths.values()), minlength=LONGEST_CODE_BITS + 1)
    per_length = _shortened(per_length)
    longest = int(np.flatnonzero(per_length)[-1])
    per_length[longest] -= 1  # The code of ones alone.
    symbols = sorted((symbol for symbol in depths if symbol != unused), key=lambda one: (depths[one], one))
    return HuffmanTable(bytes(per_length[1 : LONGEST_CODE_BITS + 1].tolist()), bytes(symbols))


def _shortened(per_length: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many codes there are of each length, none beyond 16 bits: two that are too long are joined to one,
    and a shorter code becomes two, as T.81, figure K.3 has it.
    """
    per_length = per_length.copy()
    for length in range(len(per_length) - 1, LONGEST_CODE_BITS, -1):
        while per_length[length]:
            shorter = length - 2
            while not per_length[shorter]:
                shorter -= 1
            per_length[length] -= 2
            per_length[length - 1] += 1
            per_length[shorter + 1] += 2
            per_length[shorter] -= 1
    return per_length
