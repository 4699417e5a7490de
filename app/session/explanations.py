"""How networks work, in pictures: worked out on a lane of its own, beside all repairs, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.jobs.lane import Lane
from app.session.methods import Explainable
from engine.job import Job

if TYPE_CHECKING:
    from engine.explain.mlp import Explanation
    from engine.models.method import Array


@dataclass(frozen=True, kw_only=True)
class ShownExplanation:
    """An engine.explain.mlp.Explanation, its pictures ready for the screen."""

    facts: Explanation
    first: tuple[QImage, ...]
    features: tuple[tuple[QImage, QImage], ...]  # recognised, played back


class Explanations(QObject):
    """`ask` is answered by one of `ready`, `failed`, `stopped`, unless something else is asked first."""

    ready = Signal(object)  # Shown
    failed = Signal(object)  # LacunaError
    stopped = Signal()
    progressed = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Explainable, ShownExplanation] = {}
        self._asked: Explainable | None = None
        self._next: Explainable | None = None
        self._lane = Lane(self)
        self._lane.finished.connect(self._took)
        self._lane.failed.connect(self._fail)
        self._lane.cancelled.connect(self._stop)
        self._lane.progressed.connect(lambda fraction, _: self.progressed.emit(fraction))

    def ask(self, network: Explainable) -> None:
        """Begin, or answer at once with what is kept; what is still at work on another one is given up."""
        if network in self._kept:
            self.stop()
            self.ready.emit(self._kept[network])
        elif self._lane.busy:
            self._next = network
            self._lane.cancel()
        else:
            self._begin(network)

    def stop(self) -> None:
        self._next = None
        self._lane.cancel()

    def close(self) -> None:
        self._lane.close()

    def _begin(self, network: Explainable) -> None:
        self._asked = network
        self._lane.start(lambda job: _drawn(network, job), "")

    def _took(self, shown: ShownExplanation) -> None:
        assert self._asked is not None
        self._kept[self._asked] = shown
        if not self._go_on():
            self.ready.emit(shown)

    def _fail(self, error: object) -> None:
        if not self._go_on():
            self.failed.emit(error)

    def _stop(self) -> None:
        if not self._go_on():
            self.stopped.emit()

    def _go_on(self) -> bool:
        """With what was asked for meanwhile."""
        following, self._next = self._next, None
        if following is not None:
            self._begin(following)
        return following is not None


def _drawn(network: Explainable, job: Job) -> ShownExplanation:
    from engine.explain.mlp import explain

    facts = explain(network.id, network.variant, job)
    return ShownExplanation(
        facts=facts,
        first=tuple(map(_image, facts.first)),
        features=tuple((_image(one.recognised), _image(one.played_back)) for one in facts.features),
    )


def _image(picture: Array) -> QImage:
    pixels = np.ascontiguousarray(np.rint(picture * 255).astype(np.uint8))
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
