"""Opening and saving: in a job, never over a file that was not meant, never losing what is unsaved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.document.document import Document, Write
from app.errors.messages import Messages, WayOut
from app.session.document_jobs import DocumentJobs
from app.session.folder import can_save, folder_photos, offer
from app.session.jpeg_quality import JpegChoice, JpegQuality, QualityQuestion
from app.session.losses import Losses, LossQuestion
from app.session.session import Session
from app.session.sidecar import Sidecar
from app.session.thumbnails import opening_preview
from app.settings.recent import Recent
from app.settings.settings import Settings
from app.text import engine_text, translate
from engine.errors import LacunaError, PhotoNotFound, PhotoNotSaved
from engine.job import Job
from engine.photo import page_count
from engine.photo.notices import EncodingNote, one_of_pages
from engine.photo.save import same_file
from engine.text import Text

OPENING_PREVIEW_FROM_BYTES = (
    6 << 20
)  # A larger file takes more than a moment to read, and is shown small first.
LAST_PAGE = -1
NO_CHOICE = JpegChoice()
Answer = Literal["save", "discard", "cancel"]
Replace = Literal["replace", "other name", "cancel"]
Then = Callable[[], None]


class FileQuestions(LossQuestion, QualityQuestion, Protocol):
    """The questions that need a person."""

    def open_photo(self) -> Path | None: ...
    def unsaved(self, name: str, *, unfilled: bool) -> Answer: ...
    def unsaved_mask(self, name: str) -> Answer: ...
    def stop_job(self) -> bool: ...
    def save_as(self, offer: Path) -> Path | None: ...
    def overwrite_source(self, path: Path, losses: str) -> Replace: ...


class Files(QObject):
    """One open photo and its file."""

    saved = Signal(str, str)  # the file's name and a note, where no message says more
    opened = Signal()  # a photo was opened from its file, and nothing was said of it
    previewed_opening = Signal(object)  # QImage: a big photo that is being opened, in small
    written = Signal(
        object, object
    )  # where a repaired photo was read and where it is now: Path or None, Path
    about_to_leave = Signal()  # the document, if the person agrees
    delivered = Signal()  # the photo was written to its target, see `deliver_to`

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        settings: Settings,
        recent: Recent,
        messages: Messages,
        questions: FileQuestions,
        sidecar: Sidecar,
        journals: Path,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs = document_jobs
        self._settings = settings
        self._recent = recent
        self._messages = messages
        self._questions = questions
        self._losses = Losses(questions)
        self._quality = JpegQuality(settings, questions)
        self._sidecar = sidecar
        self._journals = journals
        self._source: Path | None = None  # the file as it was opened: never overwritten unasked
        self._target: Path | None = None  # where a folder run has its result: Save writes there
        self._deliver: Write | None = None  # how it is written there
        self._may_overwrite: set[Path] = set()
        self._noted: set[str] = set()  # formats of which it was said what encoding does
        self.stays = False  # no other photo is opened: another program waits for this one
        self._untitled = ""  # what a photo without a file is called

    @property
    def name(self) -> str:
        """What the window calls the photo."""
        document = self._session.document
        if document is None:
            return ""
        if document.path is None:
            return self._untitled
        return photo_name(document.path, document.page, document.pages)

    # Opening

    def open(self, path: Path, page: int = 1, *, then: Then | None = None) -> None:
        """Open a photo, or the first one of a folder; asks first where work would be lost.

        page: of a file that has several, or LAST_PAGE.  then: called once it is shown.
        """
        try:
            first = next(iter(folder_photos(path)), None) if path.is_dir() else path
        except OSError:
            self._messages.warn(translate("Files", "This folder cannot be read"), str(path))
            return
        if first is None:
            self._messages.warn(translate("Files", "There is no photo in this folder"), str(path))
        else:
            self._replace(lambda: self._load(first, page, then=then))

    def open_pixels(self, pixels: NDArray[np.uint8]) -> None:
        """Open a pasted picture, H×W×3 uint8."""
        self._replace(lambda: self._show_pasted(Document.from_pixels(pixels)))

    def open_sample(self, path: Path) -> None:
        """Open a photo that ships with the program; it is saved elsewhere."""
        self._replace(lambda: self._load(path, sample=True))

    def close(self) -> None:
        """Back to the empty window."""
        self._replace(lambda: self._show(None, None))

    def _replace(self, then: Then) -> None:
        """`leave`, for the sake of another photo in the same window."""
        if self.stays and self._session.document is not None:
            self._messages.hint(translate("Files", "Another program waits for this photo: end that first"))
        else:
            self.leave(then)

    def leave(self, then: Then) -> None:
        """Do `then` once nothing runs and nothing is unsaved, or never, if the person changes their mind."""
        self.about_to_leave.emit()
        if self._document_jobs.busy:
            if self._session.document is None or self._questions.stop_job():  # without one, nothing is lost
                self._document_jobs.stop(lambda: self.leave(then))
            return
        if not self._session.edited:
            then()
            return
        unfilled = self._session.mask_unsaved
        if self._session.photo_edited:
            answer = self._questions.unsaved(self.name, unfilled=unfilled)
        else:
            answer = self._questions.unsaved_mask(self.name)
        if answer == "discard":
            then()
        elif answer == "save":
            after: Then = partial(self._sidecar.save, then) if unfilled else then
            (partial(self.save, after) if self._session.photo_edited else after)()

    def _load(
        self,
        path: Path,
        page: int = 1,
        *,
        sample: bool = False,
        then: Then | None = None,
    ) -> None:
        def work(job: Job) -> Document:
            if not path.exists():
                raise PhotoNotFound(str(path))
            if (
                path.stat().st_size > OPENING_PREVIEW_FROM_BYTES
                and (seen := opening_preview(path)) is not None
            ):
                job.step(0.0)
                self.previewed_opening.emit(seen)
            number = page_count(path) if page == LAST_PAGE else page
            return Document.open(path, number, history_limit=self._limit)

        def done(opened: Document) -> None:
            if sample:
                opened.path = None
                self._untitled = translate("Files", "Sample photo")
            self._show(opened, None if sample else path)
            if opened.photo.missing is not None:
                with opened.edit("Mark what is missing") as edit:
                    edit.paint(opened.photo.box, opened.photo.missing)
                self._session.accept()
            if then is not None:
                then()

        self._messages.clear()
        title = translate("Files", "Opening {name}").format(name=path.name)
        self._document_jobs.start(work, title, done=done, failed=self._not_opened)

    def _not_opened(self, error: LacunaError) -> None:
        """What was open stays open."""
        self._messages.fail(error, WayOut(translate("Files", "Open another photo…"), self.ask_and_open))

    def ask_and_open(self) -> None:
        """Ask for a photo and open it."""
        path = self._questions.open_photo()
        if path is not None:
            self.open(path)

    def _show_pasted(self, document: Document) -> None:
        self._untitled = translate("Files", "Pasted picture")
        self._show(document, None)

    def _show(self, document: Document | None, path: Path | None) -> None:
        self._source, self._target, self._deliver = path, None, None
        if document is not None:
            document.keep_journal(self._journals)
        self._session.hold(document)
        if path is not None:
            self._recent.add(path)
        if document is not None and (notices := _worth_saying(document)):
            self._messages.info(self.name, " ".join(map(engine_text, notices)))
        elif path is not None:
            self.opened.emit()

    def adopt(self, document: Document) -> None:
        """Show work that was recovered; its journal goes on."""
        self._source, self._target, self._deliver = document.path, None, None
        self._session.hold(document)

    @property
    def _limit(self) -> int:
        return self._settings.history_mb << 20

    # Saving

    def deliver_to(self, target: Path | None, write: Write | None) -> None:
        """From now on Save writes the photo that is open to its place in a folder of results, unasked.

        None: it saves as ever.
        """
        self._target, self._deliver = target, write

    def save(self, then: Then | None = None) -> None:
        """Save where it was saved before; the photo as opened is only overwritten when asked for.

        Where only a mask was made, that is saved beside the photo, which it leaves as it is.
        """
        document = self._session.document
        if document is None or self._document_jobs.busy:
            return
        path = document.path
        if self._target is not None and self._deliver is not None:
            self._write(self._target, deliver=self._deliver, then=then)
        elif self._sidecar.can_save and not self._session.photo_edited:
            self._sidecar.save(then)
        elif path is None or not can_save(path) or document.photo.save_as_only:
            self.save_as(then)
        elif path == self._source and path not in self._may_overwrite:
            answer = self._questions.overwrite_source(path, self._losses.of(document.photo, path))
            if answer == "replace":
                self._may_overwrite.add(path)
                self._losses.accept(document.photo, path)
                self._write(path, self._quality.known(document.photo, path), then=then)
            elif answer == "other name":
                self.save_as(then)
        else:
            self._write(path, self._quality.known(document.photo, path), then=then)

    def save_as(self, then: Then | None = None, *, first: Path | None = None) -> None:
        """Save under another name.  first: the name to offer in place of the usual one."""
        document = self._session.document
        if document is None or self._document_jobs.busy:
            return
        path = self._questions.save_as(first or self._target or self._offer(document))
        choice = self._quality.ask(document.photo, path) if path is not None else None
        if path is not None and choice is not None:
            self._write(path, choice, then=then)

    def save_copy(self) -> None:
        """Write the photo as it is now to another file; what is open stays what it is, and unsaved."""
        document = self._session.document
        if document is None or self._document_jobs.busy:
            return
        path = self._questions.save_as(self._offer(document))
        choice = self._quality.ask(document.photo, path, copy=True) if path is not None else None
        if path is not None and choice is not None:
            own = any(same_file(one, path) for one in (document.path, self._source))
            self._write(path, choice, copy=not own)

    def _offer(self, document: Document) -> Path:
        """A name for the result: in the folder of the settings, unless it was saved elsewhere before."""
        unsaved = document.path is None or document.path == self._source
        folder = self._settings.save_folder if unsaved else None
        alone = document.photo.save_as_only
        page, pages = (document.page, document.pages) if alone else (1, 1)
        return offer(document.path, folder, page=page, pages=pages)

    def _write(
        self,
        path: Path,
        choice: JpegChoice = NO_CHOICE,
        *,
        copy: bool = False,
        deliver: Write | None = None,
        then: Then | None = None,
    ) -> None:
        """copy: the document's own file stays another."""
        document = self._session.document
        assert document is not None
        answer = self._losses.ask(document.photo, path) if deliver is None else "save"
        if answer != "save":
            if answer == "other name":
                self.save_as(then)
            return
        write = choice.write if deliver is None else deliver
        self._messages.clear()  # what was said of another file

        repaired = document.photo.edited

        def done(notices: tuple[str, ...]) -> None:
            if repaired:
                self.written.emit(self._source, path)
            if not copy:
                document.saved(path)
            self._recent.add(path)
            if deliver is not None:
                self.delivered.emit()
            if then is not None or not self._say_more(document, path, notices):
                self.saved.emit(path.name, _encoding_text(notices))
            if then is not None:
                then()

        self._document_jobs.start(
            lambda _: document.save_copy(path, write),
            translate("Files", "Saving {name}").format(name=path.name),
            done=done,
            failed=self._not_saved,
        )

    def _say_more(self, document: Document, path: Path, notices: tuple[str, ...]) -> bool:
        """What a person may not expect of the file, in a message; whether there is anything."""
        from engine.photo.save import keeps_pixels, target_format

        texts = [engine_text(notice) for notice in notices if not isinstance(notice, EncodingNote)]
        if not document.mask_bounds.empty:
            unfilled = translate(
                "Files", "What is tinted is not filled yet. Choose Remove to fill it, then save again."
            )
            texts.insert(0, unfilled)
        if texts:
            self._messages.info(_saved(path), " ".join([*texts, _encoding_text(notices)]).rstrip())
            return True
        if _encoding_text(notices) or keeps_pixels(document.photo, path):
            return False
        return self._note_encoding(path, target_format(document.photo, path).name)

    def _note_encoding(self, path: Path, format_name: str) -> bool:
        """Promise 1: a lossy file says what encoding does; once is enough for each format."""
        if format_name in self._noted:
            return False
        self._noted.add(format_name)
        self._messages.info(
            _saved(path),
            translate(
                "Files",
                "Nothing outside the mask changed before encoding; the encoding itself moves pixels a "
                "little. PNG and TIFF keep every pixel.",
            ),
            WayOut(translate("Files", "Save as PNG…"), lambda: self.save_as(first=path.with_suffix(".png"))),
        )
        return True

    def _not_saved(self, error: LacunaError) -> None:
        ways = [WayOut(translate("Files", "Save as…"), self.save_as)]
        self._messages.fail(error if isinstance(error, LacunaError) else PhotoNotSaved(), *ways)


def photo_name(path: Path, page: int, pages: int) -> str:
    """What a photo is called, which may be one of the pages of its file."""
    if pages == 1:
        return path.name
    return translate("Files", "{name}, page {page}").format(name=path.name, page=page)


def _worth_saying(document: Document) -> tuple[Text, ...]:
    """The notices of a photo without what the page box shows."""
    shown = one_of_pages(document.page, document.pages)
    return tuple(notice for notice in document.photo.notices if notice != shown)


def _encoding_text(notices: tuple[str, ...]) -> str:
    """What the notices say of what was encoded again, or nothing."""
    return " ".join(engine_text(notice) for notice in notices if isinstance(notice, EncodingNote))


def _saved(path: Path) -> str:
    return translate("Files", "Saved {name}").format(name=path.name)
