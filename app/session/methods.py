"""What methods there are: read off the GUI thread, because some of them bring OpenCV."""

from __future__ import annotations

import gc
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.jobs.lane import Lane
from engine.errors import LacunaError
from engine.job import Job
from engine.models import device, weights
from engine.models.detector import Kind
from engine.models.method import Guide, GuideEstimator, MethodInfo
from engine.models.scores import DetectionScores, detection_scores, has_hardly_learnt, scores
from engine.models.weights import Card
from engine.options import Option

AUTO_METHOD = "auto"
GAIN_SCORE = "gain_over_telea"  # In dB, among a method's scores.


@dataclass(frozen=True)
class KnownMethod:
    """A method as the panel shows it."""

    info: MethodInfo
    card: Card | None = None
    scores: Mapping[str, Any] = field(default_factory=dict)
    recommended: bool = False  # one of those that `auto` takes
    offered: bool = False  # beside them, as another answer
    taught: bool = False  # by the person, or imported
    previews_edges: bool = False  # what it will follow, for a person to correct: a GuideEstimator of edges

    @property
    def able(self) -> bool:
        """Nothing that it needs is missing."""
        return not self.info.weights or self.card is not None

    @property
    def gain(self) -> float | None:
        """PSNR over Telea's on its suite, dB; None where nothing was measured."""
        gain = self.scores.get(GAIN_SCORE)
        return float(gain) if isinstance(gain, int | float) else None

    @property
    def for_study(self) -> bool:
        """Below Telea, or hardly learnt: never chosen by auto, and the menu says so."""
        return self.has_hardly_learnt or (self.gain is not None and self.gain < 0)

    @property
    def has_hardly_learnt(self) -> bool:
        """By itself its network is not clearly better than the smooth fill that it begins at."""
        return has_hardly_learnt(self.scores)


@dataclass(frozen=True)
class Explainable:
    """Weights whose network can be looked into; blind methods' too."""

    id: str  # of the method
    variant: str
    title: str


@dataclass(frozen=True)
class KnownDetector:
    """A detector as the panel shows it."""

    info: MethodInfo
    kinds: tuple[Kind, ...]
    card: Card | None = None
    scores: DetectionScores | None = None  # None where this build was not measured
    needs_infrared: bool = False  # offered for scans with an infrared channel alone


@dataclass(frozen=True)
class DiscoveredMethods:
    """What the job brings back."""

    known: dict[str, KnownMethod] = field(default_factory=dict)
    detectors: dict[str, KnownDetector] = field(default_factory=dict)  # those whose weights are there
    shared: tuple[Option, ...] = ()  # options of the pipeline, for every method
    explainable: tuple[Explainable, ...] = ()
    device: str = "CPU"  # what networks run on
    processor: str = ""


class Methods(QObject):
    """`known` is empty until `ready`."""

    ready = Signal()
    failed = Signal(object)  # LacunaError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = Lane(self)
        self._lane.finished.connect(self._took)
        self._lane.failed.connect(self.failed)
        self._found = DiscoveredMethods()
        self._again = self._warm = False

    def load(self) -> None:
        """Begin; `ready` follows."""
        self._lane.start(_read, "")

    def refresh(self) -> None:
        """Look again, after a method came or went; `ready` follows, at the latest when all are warm."""
        self._again = self._lane.busy
        if not self._again:
            self.load()

    def close(self) -> None:
        self._lane.close()

    @property
    def known(self) -> Mapping[str, KnownMethod]:
        """Those that fill a mask, by id."""
        return self._found.known

    @property
    def explainable(self) -> tuple[Explainable, ...]:
        return self._found.explainable

    @property
    def detectors(self) -> Mapping[str, KnownDetector]:
        """Those that find damage, by id; the first is the one that `auto` takes."""
        return self._found.detectors

    @property
    def device(self) -> str:
        return self._found.device

    @property
    def processor(self) -> str:
        return self._found.processor

    def of(self, id: str) -> MethodInfo | None:
        known = self.known.get(id)
        return known.info if known else None

    def previews_edges(self, id: str) -> bool:
        """Whether the method shows its edges before it fills."""
        known = self.known.get(id)
        return known is not None and known.previews_edges

    def followers(self, guides: frozenset[Guide]) -> list[KnownMethod]:
        """Methods that can run and follow one of these, those that `auto` takes first, then the best."""
        found = [known for known in self.known.values() if known.able and known.info.guides & guides]
        return sorted(found, key=lambda known: (not known.recommended, -(known.gain or 0.0)))

    def alternatives(self, used: Iterable[str]) -> list[KnownMethod]:
        """Methods that can run and may fill better than those used, the most promising first.

        Methods for the same width of holes come before others, those that `auto` takes, or that are offered
        beside them, before the rest.
        """
        widths = {info.holes == "thin" for info in map(self.of, used) if info is not None}
        able = [
            known
            for known in self.known.values()
            if known.able and not known.taught and (known.offered or not known.for_study)
        ]

        def order(known: KnownMethod) -> tuple[bool, bool, float]:
            fits = known.info.holes == "any" or (known.info.holes == "thin") in widths
            return not fits, not (known.recommended or known.offered), -(known.gain or 0.0)

        return sorted(able, key=order)

    def options(self, id: str) -> tuple[Option, ...]:
        """A method's own, and those that every method has."""
        info = self.of(id)
        return (*(info.options if info else ()), *self._found.shared)

    def seeded(self, ids: Iterable[str]) -> bool:
        """Whether another seed gives another answer of one of these methods."""
        infos = [self.of(id) for id in ids]
        return any(info is not None and info.seeded for info in infos)

    def _took(self, found: DiscoveredMethods | None) -> None:
        if found is not None:
            self._found = found
            self.ready.emit()
        if self._again:
            self.refresh()

    def warm(self) -> None:
        """Pay what the first repair and the first save would cost, once; half a processor for a while."""
        if not self._lane.busy and not self._warm:
            self._warm = True
            self._lane.start(_warm, "")


def _read(job: Job) -> DiscoveredMethods:
    job.step(0.0)
    from engine.explain.mlp import explained
    from engine.models.catalog import catalog
    from engine.repair.auto import METHODS_BY_WIDTH, OTHER_METHODS_BY_WIDTH
    from engine.repair.run import PIPELINE_OPTIONS
    from engine.taught import taught

    own = taught()
    entries = catalog()
    best = frozenset(id for ids in METHODS_BY_WIDTH.values() for id in ids)
    others = frozenset(id for ids in OTHER_METHODS_BY_WIDTH.values() for id in ids)
    known = {
        id: KnownMethod(
            entry.info,
            _card(entry.info),
            scores(entry.info),
            recommended=id in best,
            offered=id in others,
            taught=id in own,
            previews_edges=isinstance(entry, GuideEstimator) and entry.estimated_guide == "edges",
        )
        for id, entry in entries.items()
        if not entry.info.blind or id in own
    }
    job.step(0.5)
    chosen = device.resolve("auto") if _gpu_likely() else "cpu"
    name = device.name(chosen)
    return DiscoveredMethods(
        known=known,
        detectors=_detectors(),
        shared=PIPELINE_OPTIONS,
        explainable=tuple(
            Explainable(id, variant, entry.info.title)
            for id, entry in entries.items()
            for variant in explained(entry.info)
        ),
        device="CPU" if chosen == "cpu" else name,
        processor=name,
    )


def _detectors() -> dict[str, KnownDetector]:
    from engine.detection.run import recommended
    from engine.models.catalog import detectors

    able = {
        id: KnownDetector(one.info, one.kinds, _card(one.info), detection_scores(id), one.needs_infrared)
        for id, one in detectors().items()
        if any(weights.has_weights(id, variant) for variant in one.info.weights) or not one.info.weights
    }
    try:
        first = recommended()
    except LacunaError:
        return able
    return {id: able[id] for id in sorted(able, key=lambda id: (id != first, able[id].info.title))}


def _warm(job: Job) -> None:
    """What only the first repair and the first save would cost is paid while the person still looks."""
    job.step(0.0)
    from engine.models import catalog
    from engine.photo.jpeg_blocks import warm as jpeg_kernels

    catalog.warm()
    jpeg_kernels.warm(job)
    gc.freeze()  # else looking through the libraries' objects again stops the window for 0.2 s


def _card(info: MethodInfo) -> Card | None:
    """The first variant's card, or None where the method has no weights or they are damaged."""
    try:
        return weights.card(info.id, info.weights[0]) if info.weights else None
    except LacunaError:
        return None


def _gpu_likely() -> bool:
    """Worth importing torch to ask."""
    return sys.platform == "darwin" or shutil.which("nvidia-smi") is not None
