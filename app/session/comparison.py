"""The same mask filled by several methods, one after another, of which one can be taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.document.applied import RepairAnswer, RepairRequest
from app.document.document import Document
from app.document.planes import PHOTO_PLANE
from app.document.repair_drafts import Fill, chosen
from app.session.answers import Answers
from app.session.document_jobs import DocumentJobs, Stage
from app.session.document_jobs import Sequence as Stages
from app.session.repairs import Repairs
from app.session.session import Session
from app.session.undo import brought_back, taken_back
from app.text import translate
from engine.errors import LacunaError, MemoryShort
from engine.photo import Photo, Stored
from engine.pixels.box import Box

FillState = Literal["waiting", "filling", "filled", "failed", "cancelled"]
COMPARED_BYTES = 1 << 30  # Of all fills together; beyond it no further method is asked.
MAX_HOME_SHARE = 0.25  # Of the photo: what all marks together take of it, to be looked at together.
ANSWER_KEY = "answer {number}"  # Of an answer that the mask had before; all other keys are ids of methods.


@dataclass(frozen=True)
class ComparedFill:
    """One method's fill.  fraction: how far it is, 0 to 1.  answer: what the mask was filled with before."""

    key: str
    methods: tuple[str, ...]
    state: FillState = "waiting"
    fraction: float = 0.0
    fill: Fill | None = None
    answer: RepairAnswer | None = None
    error: LacunaError | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took."""
        made = self.fill or self.answer
        return made.seconds if made is not None else None

    def patches(self) -> list[tuple[Box, Stored]]:
        """The photo's integers in the boxes where the fill differs."""
        if self.fill is not None:
            return [(patch.box, chosen(patch, 0)) for patch in self.fill.repair.patches]
        values = self.answer.values if self.answer is not None else ()
        return [(one.box, one.values.unpack()) for one in values if one.plane == PHOTO_PLANE]

    @property
    def size(self) -> int:
        """In bytes."""
        if self.fill is None:
            return 0
        arrays = [one for patch in self.fill.repair.patches for one in (patch.before, *patch.alternatives)]
        return self.fill.repair.mask.nbytes + sum(one.nbytes for one in arrays)


class Comparison(QObject):
    """`begin`, `run` as often as one likes, then `take` or `end`.  Nothing is changed but by `take`.

    Where nothing is marked and the newest step is a repair, that is taken back meanwhile: its mask is filled
    and its answers are compared too; `end` brings it back.
    """

    changed = Signal(str)  # the key of a fill
    ended = Signal()  # no method fills any more

    def __init__(
        self, session: Session, document_jobs: DocumentJobs, *, repairs: Repairs, answers: Answers
    ) -> None:
        super().__init__(session)
        self._session, self._jobs = session, document_jobs
        self._repairs, self._answers = repairs, answers
        self._document: Document | None = None
        self._earlier: tuple[RepairAnswer, ...] = ()
        self._used = 0  # The number of the answer that was in use.
        self._fills: dict[str, ComparedFill] = {}
        self._running: list[str] = []  # keys of one run, in their order
        document_jobs.progressed.connect(lambda fraction, _: self._progress(fraction))

    # Begin and end

    @property
    def can_begin(self) -> bool:
        """Something is marked, or the newest step is a repair."""
        document = self._session.document
        if document is None or not self._repairs.can_run:
            return False
        return not document.mask_bounds.empty or document.last_repair is not None

    def begin(self, then: Callable[[], None]) -> None:
        """Call `then` once there is a mask to be filled, or never where there is none."""
        document = self._session.document
        if document is None or not self.can_begin or not self._repairs.leaves_something(document):
            return
        applied = document.last_repair

        def begun(earlier: tuple[RepairAnswer, ...]) -> None:
            self._document, self._earlier = document, earlier
            answers = [(ANSWER_KEY.format(number=number), one) for number, one in enumerate(earlier)]
            self._fills = {key: ComparedFill(key, one.methods, "filled", answer=one) for key, one in answers}
            then()

        if document.mask_bounds.empty and applied is not None:
            self._used = applied.choice
            self._jobs.run(taken_back(document), done=begun)
        else:
            begun(())

    def end(self) -> None:
        """Let go of all fills, once none is being made; what was taken back comes back."""
        if self.busy:
            self._jobs.stop(self.end)
            return
        document, self._document = self._document, None
        if self._earlier and document is not None and document is self._session.document:
            self._jobs.run(brought_back(document), done=lambda _: None)
        self._earlier, self._fills = (), {}

    @property
    def used(self) -> str | None:
        """The key of the answer that was in use, if the mask had one."""
        return ANSWER_KEY.format(number=self._used) if self._earlier else None

    @property
    def photo(self) -> Photo:
        assert self._document is not None
        return self._document.photo

    @property
    def home(self) -> Box:
        """What to look at: what is marked, or the largest part of it where the parts lie far apart."""
        assert self._document is not None
        marked = self._document.mask_bounds
        if marked.area <= self.photo.box.area * MAX_HOME_SHARE:
            return marked
        from engine.pixels.largest_part import largest_part

        return largest_part(self._document.mask)

    @property
    def fills(self) -> Sequence[ComparedFill]:
        """In the order in which they were asked for."""
        return tuple(self._fills.values())

    def fill_of(self, key: str) -> ComparedFill | None:
        return self._fills.get(key)

    # Running

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def run(self, methods: Collection[str]) -> None:
        """Fill the mask by these, one after another; what is filled already stays."""
        document = self._document
        wanted = [id for id in methods if not self._is_filled(id)]
        if document is None or self.busy or not wanted:
            return
        self._running = wanted
        for id in wanted:
            self._set(ComparedFill(id, (id,)))
        if not self._jobs.run(
            self._all(document, wanted), done=self._stopped, failed=self._stopped, cancelled=self._stopped
        ):
            self._stopped()

    def cancel(self) -> None:
        """What is filled stays; nothing else is."""
        if self.busy:
            self._jobs.cancel()

    def _is_filled(self, id: str) -> bool:
        fill = self._fills.get(id)
        return fill is not None and fill.state == "filled"

    def _all(self, document: Document, methods: Sequence[str]) -> Stages[None]:
        """Each method is a stage; one that fails does not keep the others from filling."""
        for number, id in enumerate(methods):
            self._set(ComparedFill(id, (id,), "filling"))
            if sum(fill.size for fill in self._fills.values()) > COMPARED_BYTES:
                self._set(ComparedFill(id, (id,), "failed", error=MemoryShort()))
                continue
            request = RepairRequest(method=id, options=dict(self._repairs.options(id)))
            title = translate("Compare", "Comparing methods")
            try:
                fill = yield Stage(
                    self._repairs.filling(document, request), title, (number + 1) / len(methods)
                )
            except LacunaError as error:
                self._set(ComparedFill(id, (id,), "failed", error=error))
            else:
                self._set(ComparedFill(id, fill.repair.methods, "filled", fill=fill))

    def _stopped(self, _: object = None) -> None:
        running, self._running = self._running, []
        for id in running:
            if self._fills[id].state in ("waiting", "filling"):
                self._set(ComparedFill(id, (id,), "cancelled"))
        self.ended.emit()

    def _progress(self, fraction: float) -> None:
        for number, id in enumerate(self._running):
            fill = self._fills[id]
            if fill.state == "filling":
                share = fraction * len(self._running) - number
                self._set(replace(fill, fraction=min(max(share, fill.fraction), 1.0)))

    def _set(self, fill: ComparedFill) -> None:
        self._fills[fill.key] = fill
        self.changed.emit(fill.key)

    # Taking one

    def take(self, key: str) -> None:
        """Put a fill into the document as one undo step, beside the answers that there were before."""
        fill, document = self._fills.get(key), self._document
        if fill is None or document is None or fill.state != "filled" or self.busy:
            return
        earlier, self._earlier, self._document, self._fills = self._earlier, (), None, {}
        if fill.answer is not None:
            number = next(n for n, one in enumerate(earlier) if one is fill.answer)
            self._jobs.run(brought_back(document), done=lambda _: self._answers.choose(number))
        elif fill.fill is not None:
            self._repairs.take(document, fill.fill, earlier)
