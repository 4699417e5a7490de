"""The models that a person added: examined, kept, listed and removed, off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.lane import Lane, Work
from engine.job import Job
from engine.text import Text

if TYPE_CHECKING:
    from engine.onnx_models.trial import Examination


@dataclass(frozen=True)
class AddedEntry:
    """One added model.  contract: what it takes, for a person."""

    id: str
    title: str
    contract: Text


@dataclass(frozen=True)
class ExaminedModel:
    """A model file that may be added."""

    file: Path
    data: bytes
    examination: Examination


@dataclass(frozen=True)
class _Listed:
    """What the lane brings back after a change.  id: what came or went, "" where the list was read alone."""

    id: str
    entries: tuple[AddedEntry, ...]


class AddedModels(QObject):
    """One request at a time; a newer one cancels the one under way."""

    examined = Signal(object)  # ExaminedModel
    changed = Signal(str)  # the id that came or went; "" where only the list was read
    failed = Signal(object)  # LacunaError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[AddedEntry, ...] = ()
        self._next: Work | None = None
        self._lane = Lane(self)
        self._lane.finished.connect(self._took)
        self._lane.failed.connect(self._fail)
        self._lane.cancelled.connect(self._go_on)

    @property
    def busy(self) -> bool:
        return self._lane.busy

    def load(self) -> None:
        self._start(lambda _: _Listed("", _entries()))

    def examine(self, file: Path, corrections: Mapping[str, str]) -> None:
        def work(job: Job) -> ExaminedModel:
            from engine.onnx_models import examine_file

            return ExaminedModel(file, *examine_file(file, corrections, job))

        self._start(work)

    def keep(self, model: ExaminedModel, *, name: str, licence: str, source: str) -> None:
        def work(_: Job) -> _Listed:
            from engine.onnx_models import keep

            id = keep(
                model.data,
                model.examination,
                file=model.file.name,
                name=name,
                licence=licence,
                source=source,
            )
            return _Listed(id, _entries())

        self._start(work)

    def remove(self, id: str) -> None:
        def work(_: Job) -> _Listed:
            from engine.onnx_models import remove

            remove(id)
            return _Listed(id, _entries())

        self._start(work)

    def cancel(self) -> None:
        self._next = None
        self._lane.cancel()

    def close(self) -> None:
        self._lane.close()

    def _start(self, work: Work) -> None:
        if self._lane.busy:
            self._next = work
            self._lane.cancel()
        else:
            self._lane.start(work, "")

    def _go_on(self) -> None:
        work, self._next = self._next, None
        if work is not None and not self._lane.busy:
            self._lane.start(work, "")

    def _took(self, result: object) -> None:
        if isinstance(result, ExaminedModel) and self._next is None:
            self.examined.emit(result)
        elif isinstance(result, _Listed):
            self.entries = result.entries
            self.changed.emit(result.id)
        self._go_on()

    def _fail(self, error: object) -> None:
        if self._next is None:
            self.failed.emit(error)
        self._go_on()


def _entries() -> tuple[AddedEntry, ...]:
    from engine.onnx_models import added

    found = [AddedEntry(id, one.info.title, one.card.contract.described) for id, one in added().items()]
    return tuple(sorted(found, key=lambda entry: entry.title.casefold()))
