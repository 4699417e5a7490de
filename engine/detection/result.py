"""The result of a detection: a confidence for every pixel, and the finds that a sensitivity makes of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import find_objects

from engine.detection import partial
from engine.detection.plausible import SCENE_DOUBTS, doubt
from engine.models.detector import Kind
from engine.pixels.box import Box
from engine.pixels.mask import Mask
from engine.text import NO_TEXT, Text

DEFAULT_SENSITIVITY = 0.5
# Finds with at least this share of the threshold's confidence are doubtful: shown, but not repaired unasked.
DOUBTFUL_THRESHOLD_SHARE = 0.6
# A doubtful find smaller than this is dropped: nobody could see it or click on it.
MIN_DOUBTFUL_PX = 9
# A part of a find is of the scene where so much of it was at the default sensitivity.
MIN_SCENE_SHARE_OF_PART = 0.5
# Marks nearer than this share of the short side are one find, like the letters of a line.
GROUPING_SHARE = 0.012
# Finds are grouped on a map of about this many pixels; larger maps are reduced first.
GROUPING_AREA_PX = 1 << 21


@dataclass(frozen=True)
class Find:
    """A connected piece of damage.

    confidence: of its most certain pixel, in [0, 1].  sure: it is repaired unless a person drops it.  doubt:
    why it is implausible for its kind, and therefore not sure; else "".
    """

    number: int  # Its value in Finds.labels.
    box: Box
    area: int  # Marked pixels.
    kind: Kind
    confidence: float
    sure: bool
    doubt: Text = NO_TEXT


@dataclass(frozen=True)
class Finds:
    """All finds of a photo.  labels: int32 H×W, 0 where nothing was found.  exact_edges: see Detection."""

    labels: NDArray[np.int32]
    found: tuple[Find, ...]
    exact_edges: NDArray[np.bool_] | None = None

    def mask(self, *, dropped: Collection[int] = (), picked: Collection[int] = ()) -> Mask:
        """The mask to repair: sure finds but for dropped ones, and picked doubtful ones, by their numbers."""
        wanted = np.zeros(len(self.found) + 1, np.uint8)
        for find in self.found:
            if find.number in picked or (find.sure and find.number not in dropped):
                wanted[find.number] = 255
        return np.asarray(wanted[self.labels], np.uint8)

    @property
    def implausible(self) -> tuple[Find, ...]:
        """The finds that would be sure but for their size, shape or surroundings."""
        return tuple(find for find in self.found if find.doubt)

    def at(self, x: int, y: int) -> Find | None:
        """The find under a pixel, or None."""
        number = int(self.labels[y, x])
        return self.found[number - 1] if number else None


@dataclass(frozen=True)
class Detection:
    """The confidences of one detector for one photo.

    detector: its id.  confidence: uint8 K×H×W, 255 = certain, from 128 on damage at the default sensitivity.
    partial_damage_threshold: see Detector.  exact_edges: H×W, True where the edge of the damage is known to
    the pixel, so that the mask is not dilated there before it is filled.  scene: H×W, where a find
    looks like a part of the scene; its values are indices of SCENE_DOUBTS.  soft_edged: ids of the
    kinds whose finds should have sharp edges and have none.
    """

    detector: str
    kinds: tuple[Kind, ...]
    confidence: NDArray[np.uint8]
    partial_damage_threshold: float | None = None
    exact_edges: NDArray[np.bool_] | None = None
    scene: NDArray[np.uint8] | None = None
    soft_edged: tuple[str, ...] = ()

    def soft(self, kinds: Collection[str] | None = None) -> Mask:
        """The highest confidence of the chosen kinds (ids; None is all), H×W."""
        highest: Mask = np.zeros(self.confidence.shape[1:], np.uint8)
        for at in self._chosen(kinds):
            np.maximum(highest, self.confidence[at], out=highest)
        return highest

    def mask(self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None) -> Mask:
        """255 where a pixel counts as damage, else 0."""
        return np.where(self.soft(kinds) >= threshold(sensitivity), np.uint8(255), np.uint8(0))

    def lost_share(self, sensitivity: float = DEFAULT_SENSITIVITY) -> Mask:
        """The share of each damaged pixel that is lost, 255 = all.

        All of it if the detector tells no shares.
        """
        if self.partial_damage_threshold is None:
            return self.mask(sensitivity)
        soft = self.soft()
        shares = partial.lost_share(soft, self.partial_damage_threshold)
        return np.where(soft >= threshold(sensitivity), shares, np.uint8(0))

    def soft_mask(
        self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None
    ) -> Mask:
        """The confidences, rescaled so that damage at this sensitivity is 128 or more, as in a soft mask."""
        levels = np.interp(np.arange(256), (0, threshold(sensitivity), 255), (0, 128, 255))
        return np.asarray(np.floor(levels + 1e-6).astype(np.uint8)[self.soft(kinds)])

    def finds(self, sensitivity: float = DEFAULT_SENSITIVITY, kinds: Collection[str] | None = None) -> Finds:
        """The damage as objects: sure finds, and doubtful finds of some size that touch no sure one.

        Parts of the scene are finds of their own, and the last of those that would be sure.
        """
        soft = self.soft(kinds)
        limit = threshold(sensitivity)
        doubtful = soft >= max(1, round(DOUBTFUL_THRESHOLD_SHARE * limit))
        marked = np.flatnonzero(doubtful)  # Flat indices, as few pixels of a photo are marked.
        sure = soft.ravel()[marked] >= limit
        parts = cv2.connectedComponents(doubtful.view(np.uint8), connectivity=8)[1].ravel()[marked]
        touches_sure = np.zeros(len(marked) + 1, bool)
        touches_sure[parts[sure]] = True
        unsure = ~sure & ~touches_sure[parts]
        of_scene = self._of_scene(marked, sure, soft.shape)
        numbers = np.zeros(len(marked), np.int32)
        numbers[sure & ~of_scene] = _grouped(marked[sure & ~of_scene], soft.shape)
        plausible = int(numbers.max(initial=0))
        numbers[of_scene] = plausible + _grouped(marked[of_scene], soft.shape)
        count = int(numbers.max(initial=0))
        numbers[unsure] = _renumbered(_grouped(marked[unsure], soft.shape), count)
        labels = np.zeros(soft.shape, np.int32)
        labels.ravel()[marked] = numbers
        limits = range(plausible + 1, count + 1)
        described = self._described(labels, marked[numbers > 0], numbers[numbers > 0], limits, kinds)
        return Finds(labels, described, self.exact_edges)

    def _of_scene(
        self, marked: NDArray[np.intp], sure: NDArray[np.bool_], shape: tuple[int, int]
    ) -> NDArray[np.bool_]:
        """Which marked pixels (flat indices) are sure, in a part that is mostly of the scene."""
        result = np.zeros(len(marked), bool)
        if self.scene is None:
            return result
        flags = np.zeros(shape, np.uint8)
        flags.ravel()[marked[sure]] = 1
        parts = cv2.connectedComponents(flags, connectivity=8)[1].ravel()[marked[sure]]
        flagged = np.bincount(parts, self.scene.ravel()[marked[sure]] > 0)
        result[sure] = (flagged >= MIN_SCENE_SHARE_OF_PART * np.bincount(parts))[parts]
        return result

    def _described(
        self,
        labels: NDArray[np.int32],
        marked: NDArray[np.intp],
        numbers: NDArray[np.int32],
        of_scene: range,
        kinds: Collection[str] | None,
    ) -> tuple[Find, ...]:
        """One Find for each label, in the order of the numbers.

        of_scene: the numbers of parts of the scene.  Those before may be sure, those after it are not.
        """
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
            is_sure = n < of_scene.stop
            why = doubt(labels[slices] == n, kind, labels.size) if is_sure else NO_TEXT
            if self.scene is not None and n in of_scene:
                why = SCENE_DOUBTS[int(self.scene[slices][labels[slices] == n].max())]
            finds.append(
                Find(
                    number=n,
                    box=Box(across.start, down.start, across.stop, down.stop),
                    area=int(area[n]),
                    kind=kind,
                    confidence=float(peaks[n]) / 255,
                    sure=is_sure and not why,
                    doubt=why,
                )
            )
        return tuple(finds)

    def _chosen(self, kinds: Collection[str] | None) -> list[int]:
        return [at for at, kind in enumerate(self.kinds) if kinds is None or kind.id in kinds]


def threshold(sensitivity: float) -> int:
    """The stored confidence from which a pixel is damage, 1 … 255.

    sensitivity: 0 (nothing) … 1 (everything).
    """
    return max(1, round(255 * (1 - min(max(sensitivity, 0.0), 1.0))))


def _renumbered(numbers: NDArray[np.int32], offset: int) -> NDArray[np.int32]:
    """Numbers 1, 2, … become offset + 1, offset + 2, ….

    Finds below MIN_DOUBTFUL_PX become 0, without a gap.
    """
    large = np.bincount(numbers, minlength=1) >= MIN_DOUBTFUL_PX
    large[0] = False
    return np.where(large, offset + np.cumsum(large), 0).astype(np.int32)[numbers]


def _grouped(marked: NDArray[np.intp], shape: tuple[int, int]) -> NDArray[np.int32]:
    """A number from 1 for each marked pixel (flat indices); pixels near each other share it.

    Distances are measured on a reduced map.
    """
    factor = max(1, round((shape[0] * shape[1] / GROUPING_AREA_PX) ** 0.5))
    rows, columns = np.divmod(marked, shape[1])
    rows //= factor
    columns //= factor
    small = np.zeros((-(-shape[0] // factor), -(-shape[1] // factor)), np.uint8)
    small[rows, columns] = 1
    reach = max(1, round(GROUPING_SHARE * min(small.shape)))
    wide = cv2.dilate(small, np.ones((2 * (reach // 2) + 1,) * 2, np.uint8))
    labels = np.asarray(cv2.connectedComponents(wide, connectivity=8)[1], np.int32)
    return labels[rows, columns]
