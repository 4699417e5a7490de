"""What a detector found: how sure it is of every pixel, and the finds that a sensitivity makes of that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract import Kind
from engine.geometry import Box
from engine.mask import Mask

DEFAULT_SENSITIVITY = 0.5
DOUBT = (
    0.6  # of the confidence that counts as damage: from there on a find is shown, but not repaired unasked
)
TOGETHER = 0.012  # of the short side: marks nearer than this are one find, as the letters of a line are
LABELS = 1 << 21  # px, about, on which finds are told apart: a larger map is reduced first


@dataclass(frozen=True)
class Find:
    """A connected piece of damage.  confidence: of its surest pixel.  sure: repaired unless it is dropped."""

    number: int  # its value in Finds.labels
    box: Box
    area: int  # px marked
    kind: Kind
    confidence: float
    sure: bool


@dataclass(frozen=True)
class Finds:
    """labels: int32 H×W, 0 where nothing was found."""

    labels: NDArray[np.int32]
    found: tuple[Find, ...]

    def mask(self, *, dropped: Collection[int] = (), picked: Collection[int] = ()) -> Mask:
        """What is to be repaired: the sure finds but those dropped, and the doubtful ones picked."""
        wanted = np.zeros(len(self.found) + 1, np.uint8)
        for find in self.found:
            if find.number in picked or (find.sure and find.number not in dropped):
                wanted[find.number] = 255
        return np.asarray(wanted[self.labels], np.uint8)

    def at(self, x: int, y: int) -> Find | None:
        """The find under a pixel."""
        number = int(self.labels[y, x])
        return self.found[number - 1] if number else None


@dataclass(frozen=True)
class Detection:
    """confidence: uint8 K×H×W, 255 = certain; half of it begins a find at the default sensitivity."""

    detector: str  # its id
    kinds: tuple[Kind, ...]
    confidence: NDArray[np.uint8]

    def soft(self, kinds: Collection[str] | None = None) -> Mask:
        """The surest answer of the chosen kinds (ids; None is all), H×W."""
        return np.asarray(self.confidence[self._chosen(kinds)].max(0), np.uint8)

    def mask(self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None) -> Mask:
        """What counts as damage: 255, else 0."""
        return np.where(self.soft(kinds) >= threshold(sensitivity), np.uint8(255), np.uint8(0))

    def finds(self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None) -> Finds:
        """The damage as objects: sure ones, and doubtful ones that touch none of them."""
        soft = self.soft(kinds)
        limit = threshold(sensitivity)
        doubtful = soft >= max(1, round(DOUBT * limit))
        sure = _grouped(soft >= limit)
        unsure = _grouped(np.where(_touching(doubtful, sure > 0), False, doubtful))
        labels = np.where(sure > 0, sure, np.where(unsure > 0, unsure + sure.max(), 0)).astype(np.int32)
        return Finds(labels, _described(labels, int(sure.max()), self, self._chosen(kinds)))

    def _chosen(self, kinds: Collection[str] | None) -> list[int]:
        return [at for at, kind in enumerate(self.kinds) if kinds is None or kind.id in kinds]


def threshold(sensitivity: float) -> int:
    """The stored confidence from which a pixel is damage.  sensitivity: 0 (nothing) … 1 (everything)."""
    return max(1, round(255 * (1 - min(max(sensitivity, 0.0), 1.0))))


def _grouped(marked: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Marks numbered from 1; those near each other are one.  Nearness is judged on a reduced map."""
    factor = max(1, round((marked.size / LABELS) ** 0.5))
    rows, columns = (-(-side // factor) for side in marked.shape)
    padded = np.pad(marked, [(0, rows * factor - marked.shape[0]), (0, columns * factor - marked.shape[1])])
    small = np.asarray(padded.reshape(rows, factor, columns, factor).any((1, 3)), np.uint8)
    reach = max(1, round(TOGETHER * min(small.shape)))
    wide = cv2.dilate(small, np.ones((2 * (reach // 2) + 1,) * 2, np.uint8))
    labels = np.asarray(cv2.connectedComponents(wide, connectivity=8)[1], np.int32)
    whole = labels.repeat(factor, 0).repeat(factor, 1)[: marked.shape[0], : marked.shape[1]]
    return np.where(marked, whole, 0)


def _touching(marked: NDArray[np.bool_], seeds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The connected parts of `marked` that hold a seed."""
    count, labels = cv2.connectedComponents(marked.astype(np.uint8), connectivity=8)
    touched = np.zeros(count, bool)
    touched[labels[seeds & marked]] = True
    touched[0] = False
    return np.asarray(touched[labels])


def _described(
    labels: NDArray[np.int32], sure: int, detection: Detection, chosen: list[int]
) -> tuple[Find, ...]:
    """One Find for each label, in the order of their numbers."""
    if not labels.any():
        return ()
    flat = labels.ravel()
    marked = np.flatnonzero(flat)
    numbers = flat[marked]
    count = int(numbers.max()) + 1
    area = np.bincount(numbers, minlength=count)
    sums, peaks = np.zeros((len(chosen), count)), np.zeros(count)
    for row, at in enumerate(chosen):
        values = detection.confidence[at].ravel()[marked]
        sums[row] = np.bincount(numbers, values, minlength=count)
        np.maximum.at(peaks, numbers, values)
    rows, columns = np.divmod(marked, labels.shape[1])
    low = np.full((2, count), labels.size)
    high = np.zeros((2, count), np.int64)
    for axis, at_axis in enumerate((rows, columns)):
        np.minimum.at(low[axis], numbers, at_axis)
        np.maximum.at(high[axis], numbers, at_axis + 1)
    return tuple(
        Find(
            number=n,
            box=Box(int(low[1, n]), int(low[0, n]), int(high[1, n]), int(high[0, n])),
            area=int(area[n]),
            kind=detection.kinds[chosen[int(sums[:, n].argmax())]],
            confidence=float(peaks[n]) / 255,
            sure=n <= sure,
        )
        for n in range(1, count)
    )
