"""What a detector found: how sure it is of every pixel, and the finds that a sensitivity makes of that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import find_objects

from engine.detection import partial
from engine.detection.plausible import doubt
from engine.models.detector import Kind
from engine.pixels.box import Box
from engine.pixels.mask import Mask

DEFAULT_SENSITIVITY = 0.5
DOUBT = 0.6  # of the confidence that counts as damage: from there on a find is shown, not repaired unasked
SPECK = 9  # px: a doubtful find smaller than this is none; nobody could see it, let alone click on it
TOGETHER = 0.012  # of the short side: marks nearer than this are one find, as the letters of a line are
LABELS = 1 << 21  # px, about, on which finds are told apart: a larger map is reduced first


@dataclass(frozen=True)
class Find:
    """A connected piece of damage.  confidence: of its surest pixel.  sure: repaired unless it is dropped.

    doubt: why it is implausible for its kind, and therefore not sure; else "".
    """

    number: int  # its value in Finds.labels
    box: Box
    area: int  # px marked
    kind: Kind
    confidence: float
    sure: bool
    doubt: str = ""


@dataclass(frozen=True)
class Finds:
    """labels: int32 H×W, 0 where nothing was found.  tight: see Detection."""

    labels: NDArray[np.int32]
    found: tuple[Find, ...]
    tight: NDArray[np.bool_] | None = None

    def mask(self, *, dropped: Collection[int] = (), picked: Collection[int] = ()) -> Mask:
        """What is to be repaired: the sure finds but those dropped, and the doubtful ones picked."""
        wanted = np.zeros(len(self.found) + 1, np.uint8)
        for find in self.found:
            if find.number in picked or (find.sure and find.number not in dropped):
                wanted[find.number] = 255
        return np.asarray(wanted[self.labels], np.uint8)

    @property
    def implausible(self) -> tuple[Find, ...]:
        """The finds that would be sure but for their size or shape."""
        return tuple(find for find in self.found if find.doubt)

    def tight_in(self, window: Box) -> NDArray[np.bool_] | None:
        """`tight` in a window of the photo."""
        return None if self.tight is None else self.tight[window.slices]

    def at(self, x: int, y: int) -> Find | None:
        """The find under a pixel."""
        number = int(self.labels[y, x])
        return self.found[number - 1] if number else None


@dataclass(frozen=True)
class Detection:
    """confidence: uint8 K×H×W, 255 = certain; half of it begins a find at the default sensitivity.

    tight: H×W, where the edge of the damage is known to the pixel, so that it is not widened to be filled.
    """

    detector: str  # its id
    kinds: tuple[Kind, ...]
    confidence: NDArray[np.uint8]
    begins: float | None = None  # of a detector of partial damage: see Detector
    tight: NDArray[np.bool_] | None = None

    def soft(self, kinds: Collection[str] | None = None) -> Mask:
        """The surest answer of the chosen kinds (ids; None is all), H×W."""
        surest: Mask = np.zeros(self.confidence.shape[1:], np.uint8)
        for at in self._chosen(kinds):
            np.maximum(surest, self.confidence[at], out=surest)
        return surest

    def mask(self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None) -> Mask:
        """What counts as damage: 255, else 0."""
        return np.where(self.soft(kinds) >= threshold(sensitivity), np.uint8(255), np.uint8(0))

    def lost(self, sensitivity: float = DEFAULT_SENSITIVITY) -> Mask:
        """How much of each pixel is lost, 255 = all, where it counts as damage; all of it where the detector
        does not tell.
        """
        if self.begins is None:
            return self.mask(sensitivity)
        soft = self.soft()
        return np.where(soft >= threshold(sensitivity), partial.lost(soft, self.begins), np.uint8(0))

    def graded(self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None) -> Mask:
        """How sure the detector is, spread so that what counts as damage is 128 or more, as in any mask."""
        levels = np.interp(np.arange(256), (0, threshold(sensitivity), 255), (0, 128, 255))
        return np.asarray(np.floor(levels + 1e-6).astype(np.uint8)[self.soft(kinds)])

    def finds(self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None) -> Finds:
        """The damage as objects: sure ones, and doubtful ones that touch none of them and are no specks."""
        soft = self.soft(kinds)
        limit = threshold(sensitivity)
        doubtful = soft >= max(1, round(DOUBT * limit))
        marked = np.flatnonzero(doubtful)  # from here on in lists: what is marked is a small part of a photo
        sure = soft.ravel()[marked] >= limit
        parts = cv2.connectedComponents(doubtful.view(np.uint8), connectivity=8)[1].ravel()[marked]
        rim = np.zeros(len(marked) + 1, bool)
        rim[parts[sure]] = True  # doubtful parts that touch a sure one
        unsure = ~sure & ~rim[parts]
        numbers = np.zeros(len(marked), np.int32)
        numbers[sure] = _grouped(marked[sure], soft.shape)
        count = int(numbers.max(initial=0))
        numbers[unsure] = _moved(_grouped(marked[unsure], soft.shape), count)
        labels = np.zeros(soft.shape, np.int32)
        labels.ravel()[marked] = numbers
        described = self._described(labels, marked[numbers > 0], numbers[numbers > 0], count, kinds)
        return Finds(labels, described, self.tight)

    def _described(
        self,
        labels: NDArray[np.int32],
        marked: NDArray[np.intp],
        numbers: NDArray[np.int32],
        sure: int,
        kinds: Collection[str] | None,
    ) -> tuple[Find, ...]:
        """One Find for each label, in the order of their numbers: those up to `sure` are sure ones."""
        boxes = find_objects(labels)
        if not boxes:
            return ()
        count, chosen = len(boxes) + 1, self._chosen(kinds)
        sums, peaks = np.zeros((len(chosen), count)), np.zeros(count, np.intp)
        for row, at in enumerate(chosen):
            values = self.confidence[at].ravel()[marked]
            spread = np.bincount(numbers * np.int64(256) + values, minlength=count * 256).reshape(count, 256)
            sums[row] = spread @ np.arange(256)
            np.maximum(peaks, 255 - (spread[:, ::-1] > 0).argmax(1), out=peaks)
        area = spread.sum(1)
        finds = []
        for n, slices in enumerate(boxes, 1):
            down, across = slices
            kind = self.kinds[chosen[int(sums[:, n].argmax())]]
            why = doubt(labels[slices] == n, kind, labels.size) if n <= sure else ""
            finds.append(
                Find(
                    number=n,
                    box=Box(across.start, down.start, across.stop, down.stop),
                    area=int(area[n]),
                    kind=kind,
                    confidence=float(peaks[n]) / 255,
                    sure=n <= sure and not why,
                    doubt=why,
                )
            )
        return tuple(finds)

    def _chosen(self, kinds: Collection[str] | None) -> list[int]:
        return [at for at, kind in enumerate(self.kinds) if kinds is None or kind.id in kinds]


def threshold(sensitivity: float) -> int:
    """The stored confidence from which a pixel is damage.  sensitivity: 0 (nothing) … 1 (everything)."""
    return max(1, round(255 * (1 - min(max(sensitivity, 0.0), 1.0))))


def _moved(numbers: NDArray[np.int32], by: int) -> NDArray[np.int32]:
    """Numbers from 1 moved up by `by`, without a gap for those of specks, which become 0."""
    large = np.bincount(numbers, minlength=1) >= SPECK
    large[0] = False
    return np.where(large, by + np.cumsum(large), 0).astype(np.int32)[numbers]


def _grouped(marked: NDArray[np.intp], shape: tuple[int, int]) -> NDArray[np.int32]:
    """A number from 1 for each marked pixel (flat indices); those near each other share it.

    Nearness is judged on a reduced map.
    """
    factor = max(1, round((shape[0] * shape[1] / LABELS) ** 0.5))
    rows, columns = np.divmod(marked, shape[1])
    rows //= factor
    columns //= factor
    small = np.zeros((-(-shape[0] // factor), -(-shape[1] // factor)), np.uint8)
    small[rows, columns] = 1
    reach = max(1, round(TOGETHER * min(small.shape)))
    wide = cv2.dilate(small, np.ones((2 * (reach // 2) + 1,) * 2, np.uint8))
    labels = np.asarray(cv2.connectedComponents(wide, connectivity=8)[1], np.int32)
    return labels[rows, columns]
