"""The answers of the last repair: others are added when a person asks for them, and one is in use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from app.document.applied import AppliedRepair, RepairRequest
from app.document.document import Document
from app.document.edit import Change
from app.document.prepared import PreparedChoice
from app.errors.messages import Messages
from app.session.document_jobs import DocumentJobs
from app.session.methods import Methods
from app.session.repairs import Outcome, Repairs
from app.session.session import Session
from app.text import translate
from engine.errors import LacunaError

IMMEDIATE_UP_TO_PIXELS = 1 << 19  # An answer of so many is exchanged within 20 ms; more are a job's work.


class Answers(QObject):
    """What the strip of answers shows, and what can be done with it.

    It opens after the fill of a painted mask, and where another answer is taken.  Painting, other jobs and
    `close` close it; the answers stay with their undo step.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        repairs: Repairs,
        methods: Methods,
        messages: Messages,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs, self._messages = document_jobs, messages
        self._repairs = repairs
        self._methods = methods
        self._open = False
        self._shown: AppliedRepair | None = None
        self._adding = False  # another answer is being made
        self._choosing = False
        session.changed.connect(self._follow)
        session.opened.connect(self.close)
        session.busy_changed.connect(lambda _: self.changed.emit())
        document_jobs.started.connect(lambda _: None if self._adding or self._choosing else self.close())
        document_jobs.settled.connect(self._settle)
        repairs.repaired.connect(self._repaired)

    # What is shown

    @property
    def shown(self) -> AppliedRepair | None:
        """The answers to choose from; None while the strip is closed."""
        return self._shown if self._open else None

    @property
    def adding(self) -> bool:
        """Another answer is being made."""
        return self._adding

    def close(self) -> None:
        """Show no answers; they stay with the repair."""
        if self._open:
            self._open = False
            self.changed.emit()

    # Choosing

    @property
    def can_choose(self) -> bool:
        """The newest step is a repair that has other answers."""
        applied = self._applied
        return self._repairs.can_run and applied is not None and len(applied.answers) > 1

    def choose(self, choice: int) -> None:
        """Show another of the last repair's answers in the photo."""
        document = self._session.document
        if document is None or self._applied is None or not self._repairs.can_run:
            return
        if document.history.area(-1) <= IMMEDIATE_UP_TO_PIXELS:
            with self._own_change():
                document.carry_out_choice(document.prepare_choice(choice))
            self._show()
            return
        self._choosing = True
        if not self._document_jobs.start(
            lambda _: document.prepare_choice(choice),
            translate("Repair", "Exchanging the answer"),
            done=lambda prepared: self._chosen(document, prepared),
            failed=self._not_chosen,
            cancelled=self._show_again,
        ):
            self._choosing = False

    def _chosen(self, document: Document, prepared: PreparedChoice) -> None:
        try:
            document.carry_out_choice(prepared)
        finally:
            self._show_again()

    def _not_chosen(self, error: LacunaError) -> None:
        self._show_again()
        self._messages.fail(error)

    def _show_again(self) -> None:
        self._choosing = False
        self._show()

    def turn(self, by: int) -> None:
        """Show the next answer (1) or the one before (-1); after the last comes the first."""
        applied = self._applied
        if applied is not None and self.can_choose:
            self.choose((applied.choice + by) % len(applied.answers))

    # More of them

    @property
    def can_try_again(self) -> bool:
        """The newest step is a repair by a method that has another answer."""
        applied = self._applied
        if not self._repairs.can_run or applied is None:
            return False
        return self._methods.seeded(applied.methods)

    def try_again(self) -> None:
        """Fill the same mask with the next seed."""
        applied = self._applied
        if applied is not None and self.can_try_again:
            self._add(_next_seed(applied, applied.request))

    @property
    def can_add(self) -> bool:
        """There is an answer that was not asked for yet."""
        applied = self._applied
        return self._repairs.can_run and applied is not None and self._following(applied) is not None

    def add(self) -> None:
        """Fill the same mask in a way that was not tried yet."""
        applied = self._applied
        request = self._following(applied) if applied is not None and self._repairs.can_run else None
        if request is not None:
            self._add(request)

    @property
    def _applied(self) -> AppliedRepair | None:
        document = self._session.document
        return document.last_repair if document is not None else None

    def _following(self, applied: AppliedRepair) -> RepairRequest | None:
        """What to ask for next: methods that suit the hole and were not tried, then other seeds."""
        tried = {id for answer in applied.answers for id in (answer.request.method, *answer.methods)}
        for known in self._methods.alternatives(applied.answers[0].methods):
            if known.info.id not in tried:
                id = known.info.id
                return RepairRequest(method=id, options=dict(self._repairs.options(id)))
        for answer in applied.answers:
            if self._methods.seeded(answer.methods):
                return _next_seed(applied, answer.request)
        return None

    def _add(self, request: RepairRequest) -> None:
        document = self._session.document
        assert document is not None
        self._adding = self._open = True
        self._shown = document.last_repair
        self.changed.emit()
        if not self._repairs.fill_again(document, request):
            self._settle()

    # Following the document

    @contextmanager
    def _own_change(self) -> Iterator[None]:
        self._choosing = True
        try:
            yield
        finally:
            self._choosing = False

    def _show(self) -> None:
        self._shown, self._open = self._applied, self._applied is not None
        self.changed.emit()

    def _follow(self, change: Change) -> None:
        document = self._session.document
        if document is None or self._choosing or self._adding:
            return
        if self._open and (
            (document.editing and (change.mask or change.photo)) or self._applied is not self._shown
        ):
            self.close()

    def _repaired(self, outcome: Outcome) -> None:
        if outcome.finds is None or outcome.answers > 1:
            self._adding = False
            self._show()

    def _settle(self) -> None:
        """Another answer was made, or it failed and the one before is in use again."""
        if self._adding:
            self._adding = False
            self._show()


def _next_seed(applied: AppliedRepair, request: RepairRequest) -> RepairRequest:
    """The same as a request with the first seed after all that its method was asked with."""
    same = [answer.request for answer in applied.answers if answer.request.method == request.method]
    return max(same, key=lambda one: one.seed).next()
