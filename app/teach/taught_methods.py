"""The methods that were taught or imported: listed, exported, imported, removed, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.jobs.lane import Lane
from engine.job import Job


@dataclass(frozen=True, kw_only=True)
class TaughtEntry:
    """One taught method.  gain: over biharmonic with the true mask, inside the damage, dB."""

    id: str
    title: str
    damage: str
    made: str
    minutes: float
    gain: float | None


class TaughtMethods(QObject):
    """Each request ends in `changed` or `exported`, or in `failed`; one at a time."""

    changed = Signal(str)  # the id that came or went; "" where only the list was read
    exported = Signal(object)  # Path
    failed = Signal(object)  # LacunaError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: tuple[TaughtEntry, ...] = ()
        self._lane = Lane(self)
        self._lane.finished.connect(self._took)
        self._lane.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        return self._lane.busy

    def load(self) -> None:
        self._start(lambda _: ("", _listed()))

    def take(self, file: Path) -> None:
        """Import a method from a file."""

        def work(_: Job) -> object:
            from engine.taught import import_parcel

            return import_parcel(file), _listed()

        self._start(work)

    def export(self, id: str, file: Path) -> None:
        def work(_: Job) -> object:
            from engine.taught import export

            export(id, file)
            return file

        self._start(work)

    def remove(self, id: str) -> None:
        def work(_: Job) -> object:
            from engine.taught import remove

            remove(id)
            return id, _listed()

        self._start(work)

    def close(self) -> None:
        self._lane.close()

    def _start(self, work: Callable[[Job], Any]) -> None:
        if not self._lane.busy:
            self._lane.start(work, "")

    def _took(self, result: object) -> None:
        if isinstance(result, Path):
            self.exported.emit(result)
        elif isinstance(result, tuple):
            id, self.kept = result
            self.changed.emit(id)


def _listed() -> tuple[TaughtEntry, ...]:
    from engine.taught import taught

    found = []
    for id, method in taught().items():
        card = method.card
        gain = card.scores.get("gain_over_biharmonic")
        found.append(
            TaughtEntry(
                id=id,
                title=method.info.title,
                damage=method.info.purpose,
                made=str(card.more.get("made", "")),
                minutes=float(card.minutes),
                gain=float(gain) if isinstance(gain, int | float) else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.title.casefold()))
