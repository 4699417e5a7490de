"""From pixels to coefficients: the colours of the components, their subsampling, and the cosine transform."""

from __future__ import annotations

import functools
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.photo.jpeg_blocks.stream import BLOCK_SIDE_PX, BlocksNotKept, Component, Frame, Stream

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

# The natural place (8 × row + column) of each coefficient in zigzag order (T.81, figure 5).
ZIGZAG = np.array(
    sorted(range(64), key=lambda at: (at // 8 + at % 8, at // 8 if (at // 8 + at % 8) % 2 else at % 8)),
    np.int64,
)
_LEVEL_SHIFT = np.float32(128)
# What baseline coding of 8-bit samples can hold (T.81, tables F.1 and F.2): every decoder reads that.
_MIN_DC, _MAX_DC, _MAX_AC = -1024, 1023, 1023
# ITU-R BT.601 as JFIF has it: from full-range RGB to Y, Cb − 128, Cr − 128.
_TO_YCC = np.array(
    [[0.299, 0.587, 0.114], [-0.168735892, -0.331264108, 0.5], [0.5, -0.418687589, -0.081312411]], np.float32
)


class Colours(Enum):
    """What the components of a file stand for."""

    AS_STORED = "gray or RGB"
    YCC = "YCbCr"
    INVERTED = "CMYK, 255 = no ink in the file and 0 = no ink in the photo"
    YCCK = "YCbCr of the photo's first three inks, and black as in INVERTED"


def colours_of(stream: Stream) -> Colours:
    """What decoders take the components for, by the rules that libjpeg set."""
    ids = tuple(one.id for one in stream.frame.components)
    if len(ids) == 1:
        return Colours.AS_STORED
    if len(ids) == 4:
        return Colours.YCCK if stream.adobe_transform == 2 else Colours.INVERTED
    if stream.has_jfif:
        return Colours.YCC
    if stream.adobe_transform is not None:
        return Colours.AS_STORED if stream.adobe_transform == 0 else Colours.YCC
    return Colours.AS_STORED if ids == tuple(b"RGB") else Colours.YCC


def component_values(pixels: NDArray[np.uint8], colours: Colours) -> Floats:
    """…×C integers of the photo → …×C float32 samples of the components, 0 to 255."""
    values = pixels.astype(np.float32)
    if colours is Colours.INVERTED:
        return 255 - values
    if colours in (Colours.YCC, Colours.YCCK):
        values[..., :3] = values[..., :3] @ _TO_YCC.T
        values[..., 1:3] += _LEVEL_SHIFT
    if colours is Colours.YCCK:
        values[..., 3] = 255 - values[..., 3]
    return values


def changed_mcus(frame: Frame, changed: Flags) -> Flags:
    """changed: H×W pixels → the MCUs that hold a changed one, by row and column."""
    down, across = BLOCK_SIDE_PX * frame.vertical, BLOCK_SIDE_PX * frame.horizontal
    columns = np.logical_or.reduceat(changed, np.arange(0, frame.width, across), axis=1)
    return np.asarray(np.logical_or.reduceat(columns, np.arange(0, frame.height, down), axis=0))


def encode_blocks(
    stream: Stream, coefficients: NDArray[np.int16], pixels: NDArray[np.uint8], changed: Flags
) -> int:
    """Compute all blocks with a changed sample anew, in place; the number of those that show in the photo.

    pixels: H×W×C as they lie in the file.  changed: H×W.  A chroma sample is changed where any pixel under it
    is.  Unchanged samples of such a block keep the value that the file has for them, before rounding.
    """
    frame, colours = stream.frame, colours_of(stream)
    if pixels.shape != (frame.height, frame.width, len(frame.components)):
        raise BlocksNotKept("the photo has another size or other channels than its file")
    blocks = coefficients.reshape(-1, 64)
    mcus = changed_mcus(frame, changed)
    across = np.arange(BLOCK_SIDE_PX * frame.horizontal)
    down = np.arange(BLOCK_SIDE_PX * frame.vertical)
    encoded = 0
    for mcu_row in np.flatnonzero(mcus.any(axis=1)).tolist():
        mcu_columns = np.flatnonzero(mcus[mcu_row])
        # Beyond the photo the last pixels are repeated, as nothing else may be left there either.
        rows = np.minimum(mcu_row * len(down) + down, frame.height - 1)[:, None]
        columns = np.minimum(mcu_columns[:, None] * len(across) + across, frame.width - 1)
        where = rows, columns[:, None, :]
        values, flags = component_values(pixels[where], colours), changed[where]
        for place, component in enumerate(frame.components):
            numbers = _numbers(component, mcu_row, mcu_columns)
            chosen, samples, marked = _touched(frame, component, values[..., place], flags)
            numbers = numbers[chosen]
            blocks[numbers] = _encoded(blocks[numbers], component.quantisation, samples, marked)
            encoded += _shown(component, numbers)
    return encoded


def _numbers(component: Component, mcu_row: int, mcu_columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of a component's blocks in some MCUs of one row: N × vertical × horizontal."""
    rows = mcu_row * component.vertical + np.arange(component.vertical)
    columns = mcu_columns[:, None] * component.horizontal + np.arange(component.horizontal)
    return component.first + rows[:, None] * component.stored_columns + columns[:, None, :]


def _shown(component: Component, numbers: NDArray[np.int64]) -> int:
    row, column = np.divmod(numbers - component.first, component.stored_columns)
    return int(np.count_nonzero((row < component.rows) & (column < component.columns)))


def _touched(frame: Frame, component: Component, values: Floats, changed: Flags) -> tuple[Any, Any, Any]:
    """A component's blocks with changed samples, of N MCUs: which of N × vertical × horizontal they are, and
    their samples and flags, M×8×8.  values, changed: N × height × width of an MCU.
    """
    over = frame.vertical // component.vertical, frame.horizontal // component.horizontal
    shape = (len(values), component.vertical, 8, over[0], component.horizontal, 8, over[1])
    samples = values.reshape(shape).mean(axis=(3, 6)).swapaxes(2, 3)
    flags = np.logical_or.reduce(changed.reshape(shape), axis=(3, 6)).swapaxes(2, 3)
    chosen = np.logical_or.reduce(flags, axis=(3, 4))
    return chosen, samples[chosen], flags[chosen]


def _encoded(
    old: NDArray[np.int16], quantisation: NDArray[np.int32], samples: Floats, changed: Flags
) -> NDArray[np.int16]:
    """Coefficients in zigzag order, M×64, of blocks whose changed samples are as `samples` (M×8×8)."""
    basis = _basis()
    steps = quantisation.astype(np.float32)
    frequencies = np.empty((len(old), 64), np.float32)
    frequencies[:, ZIGZAG] = old * steps
    held = basis.T @ frequencies.reshape(-1, 8, 8) @ basis + _LEVEL_SHIFT
    wanted = np.where(changed, samples, held) - _LEVEL_SHIFT
    anew = (basis @ wanted @ basis.T).reshape(-1, 64)[:, ZIGZAG]
    levels = np.rint(anew / steps)
    levels[:, 0] = levels[:, 0].clip(_MIN_DC, _MAX_DC)
    levels[:, 1:] = levels[:, 1:].clip(-_MAX_AC, _MAX_AC)
    return np.asarray(levels, np.int16)


@functools.cache
def _basis() -> NDArray[Any]:
    """The orthonormal cosine transform of 8 samples: frequency by sample."""
    frequency, sample = np.mgrid[:8, :8]
    basis = np.cos((2 * sample + 1) * frequency * np.pi / 16) / 2
    basis[0] /= np.sqrt(2)
    return np.asarray(basis, np.float32)
