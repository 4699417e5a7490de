"""The photos of the open photo's folder and their thumbnails, read on a thread of their own."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.jobs.lane import Lane
from app.session.folder import folder_photos
from app.session.repaired import RepairedPhotos, repaired_among
from app.session.thumbnails import thumbnail
from engine.job import Job

LOG = logging.getLogger("lacuna")


@dataclass(frozen=True)
class Listing:
    """photos: in the order in which one goes through them.  repaired: those of them that were."""

    folder: Path
    photos: tuple[Path, ...]
    repaired: frozenset[Path]


class FolderPhotos(QObject):
    """Lists a folder, and draws thumbnails of what is wanted, the newest wish first."""

    listed = Signal(object)  # Listing
    drawn = Signal(object, object)  # Path, and its QImage or None where it has none

    def __init__(self, repaired: RepairedPhotos, parent: QObject) -> None:
        super().__init__(parent)
        self._repaired = repaired
        self._folders: deque[tuple[Path, frozenset[Path]]] = deque()
        self._wanted: deque[Path] = deque()
        self._lane = Lane(self)
        self._lane.finished.connect(lambda _: self._begin())

    @property
    def busy(self) -> bool:
        """Something is listed or drawn."""
        return self._lane.busy

    def list(self, folder: Path) -> None:
        """Read what is in a folder; thumbnails that were wanted before are not drawn any more."""
        self._wanted.clear()
        self._folders.append((folder, self._repaired.paths))
        self._begin()

    def want(self, path: Path) -> None:
        """Draw a thumbnail."""
        self._wanted.append(path)
        self._begin()

    def close(self) -> None:
        self._wanted.clear()
        self._lane.close()

    def _begin(self) -> None:
        if (self._wanted or self._folders) and not self._lane.busy:
            self._lane.start(self._work, "")

    def _work(self, job: Job) -> None:
        """All that is wanted by now; the deques are those of the GUI thread, whose ends are safe to take."""
        while self._folders or self._wanted:
            job.step(0.0)
            try:
                if self._folders:
                    self.listed.emit(_listing(*self._folders.popleft()))
                else:
                    path = self._wanted.pop()
                    self.drawn.emit(path, _drawn(path))
            except IndexError:  # The GUI thread has taken it back.
                return


def _listing(folder: Path, remembered: frozenset[Path]) -> Listing:
    try:
        photos = folder_photos(folder)
    except OSError as error:
        LOG.info("%s cannot be listed: %s", folder.name, error)
        photos = []
    return Listing(folder, tuple(photos), repaired_among(photos, remembered))


def _drawn(path: Path) -> object:
    try:
        return thumbnail(path)
    except Exception as error:  # Whatever is wrong with a file, the strip goes on without its picture.
        LOG.info("no thumbnail of %s: %s", path.name, error)
        return None
