"""What an editor works with, without what it shows: settings, the session, and the jobs on its document."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.dialogs.printing import Printing
from app.dialogs.questions import Questions
from app.errors.messages import Messages
from app.jobs.lane import Lane
from app.session.answers import Answers
from app.session.autosave import Autosave
from app.session.blends import Blends
from app.session.browsing import Browsing
from app.session.clipboard import Clipboard
from app.session.comparison import Comparison
from app.session.document_jobs import DocumentJobs
from app.session.edge_preview import EdgePreview
from app.session.explanations import Explanations
from app.session.files import Files
from app.session.finds import Finds
from app.session.folder_photos import FolderPhotos
from app.session.kept_states import KeptStateCommands
from app.session.layered_copy import LayeredCopy
from app.session.mask_adjustment import MaskAdjustment
from app.session.masks import Masks
from app.session.methods import Methods
from app.session.repaired import RepairedPhotos
from app.session.repairs import Repairs
from app.session.result_file import ResultFile
from app.session.session import Session
from app.session.sidecar import Sidecar
from app.session.undo import Steps
from app.settings.recent import Recent
from app.settings.settings import Settings
from app.settings.shortcuts import Shortcuts
from app.settings.store import Store
from engine.system.paths import config_folder, state_folder


class Services(QObject):
    """Made in the order in which they need each other."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.state = Store(state_folder() / "window.toml")
        store = Store(config_folder() / "settings.toml")
        self.settings, self.shortcuts = Settings(store, self), Shortcuts(store)

    def make_session(self, window: QWidget) -> None:
        """Questions are asked over the window."""
        self.messages = Messages(self)
        self.session, self.questions = Session(self), Questions(window)
        self.recent = Recent(self.state)
        self.lane = Lane(self)
        self.document_jobs = DocumentJobs(self.lane, self.session, self.messages)
        journals = state_folder() / "journals"
        self.sidecar = Sidecar(
            self.session, self.document_jobs, messages=self.messages, questions=self.questions
        )
        self.files = Files(
            self.session,
            self.document_jobs,
            settings=self.settings,
            recent=self.recent,
            messages=self.messages,
            questions=self.questions,
            sidecar=self.sidecar,
            journals=journals,
        )
        self.autosave = Autosave(
            self.session,
            self.document_jobs,
            files=self.files,
            folder=journals,
            settings=self.settings,
            messages=self.messages,
            questions=self.questions,
        )
        self.methods = Methods(self)
        self.explanations = Explanations(self)
        self._make_repairs()
        self.masks = Masks(self.session, self.document_jobs, messages=self.messages)
        self.mask_adjustment = MaskAdjustment(self.session, self.document_jobs)
        self.layered_copy = LayeredCopy(
            self.session,
            self.document_jobs,
            settings=self.settings,
            messages=self.messages,
            questions=self.questions,
        )
        self.browsing = Browsing(self.session, self.files, messages=self.messages)
        self.steps = Steps(self.session, self.document_jobs)
        self.repaired = RepairedPhotos(self.state)
        self.files.written.connect(self.repaired.add)
        self.folder_photos = FolderPhotos(self.repaired, self)
        self.result_file = ResultFile(self.session, self.document_jobs)
        self.printing = Printing(self.session, self.document_jobs, messages=self.messages, host=window)
        self.kept_states = KeptStateCommands(
            self.session, self.document_jobs, settings=self.settings, messages=self.messages
        )
        self.clipboard = Clipboard(self.session, self.document_jobs, files=self.files, messages=self.messages)
        self.blends = Blends(
            self.session,
            self.document_jobs,
            settings=self.settings,
            messages=self.messages,
            questions=self.questions,
        )
        self._wire_session()

    def _make_repairs(self) -> None:
        self.repairs = Repairs(
            self.session,
            self.document_jobs,
            methods=self.methods,
            settings=self.settings,
            messages=self.messages,
        )
        self.answers = Answers(
            self.session,
            self.document_jobs,
            repairs=self.repairs,
            methods=self.methods,
            messages=self.messages,
        )
        self.comparison = Comparison(
            self.session, self.document_jobs, repairs=self.repairs, answers=self.answers
        )
        self.finds = Finds(
            self.session,
            self.document_jobs,
            repairs=self.repairs,
            settings=self.settings,
            messages=self.messages,
        )
        self.edge_preview = EdgePreview(
            self.repairs, self.document_jobs, methods=self.methods, settings=self.settings
        )

    def _wire_session(self) -> None:
        self.document_jobs.ended.connect(self.questions.job_ended)
        self.files.opened.connect(lambda: self.sidecar.offer(self.masks.load))
        self.session.opened.connect(self._ask_beside)
        self.repairs.method_changed.connect(self._follow_taught)

    def _ask_beside(self) -> None:
        """File dialogs begin where the photo lies."""
        document = self.session.document
        if document is not None and document.path is not None:
            self.questions.folder = document.path.parent

    def _follow_taught(self, id: str) -> None:
        """A method that was taught finds its damage itself."""
        known = self.methods.known.get(id)
        if known is not None and known.taught:
            self.finds.set_detector(id)
