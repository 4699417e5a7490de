"""Running a method on what is marked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.document import mask_commands
from app.document.applied import RepairAnswer, RepairRequest
from app.document.document import Document
from app.document.prepared import PreparedChange
from app.document.repair_drafts import Fill
from app.errors.messages import Messages, WayOut
from app.session.document_jobs import DocumentJobs, Sequence, Stage
from app.session.filling import filling
from app.session.methods import AUTO_METHOD, KnownMethod, Methods
from app.session.session import Session
from app.session.undo import brought_back, taken_back
from app.settings.settings import Settings
from app.text import step_text, translate
from engine.errors import LacunaError, MaskFull
from engine.job import Cancelled, Job
from engine.models.method import Guide
from engine.options import Value
from engine.pixels.box import Box
from engine.pixels.mask import Mask

if TYPE_CHECKING:
    from app.document.find_marks import FindMarks

# How far a removal is after these stages, as shares of its time.
DILATED_TIME_SHARE, FILLED_TIME_SHARE = 0.03, 0.97
GUIDE_TOPIC = "guide"  # Of the message that a method does not follow the tool that is chosen.


@dataclass(frozen=True)
class FindsOutcome:
    """What became of a detector's finds.  changed: filled, and it can be seen.

    unchanged: filled with what looks as it did.  left: not filled, since they are implausible.
    """

    changed: int
    unchanged: int = 0
    left: int = 0


@dataclass(frozen=True)
class Outcome:
    """What a repair did: shown as one line that fades.

    changed_outside: pixels that are neither in the mask nor `recoloured`.  recoloured: pixels outside of the
    mask whose colour a mark had changed.  visible: something looks different.
    """

    changed_outside: int
    method: str
    notes: tuple[str, ...]
    finds: FindsOutcome | None = None  # None where no finds were marked
    answers: int = 1  # to choose from
    recoloured: int = 0
    visible: bool = True


class Repairs(QObject):
    """The verb Remove."""

    method_changed = Signal(str)
    began = Signal()  # filling what is marked
    repaired = Signal(object)  # Outcome

    def __init__(
        self,
        session: Session,
        document_jobs: DocumentJobs,
        *,
        methods: Methods,
        settings: Settings,
        messages: Messages,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._document_jobs = document_jobs
        self._methods = methods
        self._settings = settings
        self._messages = messages
        self._method = AUTO_METHOD
        self._options: dict[str, dict[str, Value]] = {}
        self._widened: _Widened | None = None
        self._boxes: tuple[Box, ...] = ()
        # Finds in the mask: as wide as they should be.
        self.found: Callable[[], FindMarks | None] = lambda: None

    # What to run

    @property
    def method(self) -> str:
        return self._method

    def choose_method(self, id: str) -> None:
        if id != self._method:
            self._method = id
            self.method_changed.emit(id)

    def options(self, id: str) -> Mapping[str, Value]:
        """What was set for a method; its defaults hold for the rest."""
        return self._options.get(id, {})

    def set_option(self, id: str, option: str, value: Value) -> None:
        self._options.setdefault(id, {})[option] = value

    # Running

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where the photo is being filled; empty while nothing is."""
        return self._boxes

    @property
    def can_run(self) -> bool:
        return self._session.editable

    def run(self) -> None:
        """Fill what is marked."""
        document = self.marked()
        if document is not None:
            widen = self._method == AUTO_METHOD and self._settings.grow and not self._is_wide(document)
            self._start(document, self.request, widen=widen)

    def marked(self) -> Document | None:
        """The document, if work can begin on what is marked.  Says so where nothing is."""
        document = self._session.document
        if document is None or not self.can_run:
            return None
        if document.mask_bounds.empty:
            self._messages.hint(
                translate("Repair", "Nothing is marked"),
                translate("Repair", "Paint over what should go, then choose Remove."),
            )
            return None
        self._messages.clear()
        return document

    def leaves_something(self, document: Document) -> bool:
        """Not all of the photo is marked; says so where it is."""
        whole = document.photo.box
        if document.mask_bounds != whole or not document.mask.all():
            return True
        self._tell(MaskFull(), self.request)
        return False

    def fill_again(self, document: Document, request: RepairRequest) -> bool:
        """Add an answer to those of the last repair, which stays where none comes of it; whether it began."""
        return self._start(document, request, again=True)

    def take(self, document: Document, fill: Fill, earlier: tuple[RepairAnswer, ...]) -> None:
        """Apply a fill of `filling`, beside the answers that Document.take_back gave."""

        def taking() -> Sequence[Outcome]:
            try:
                title = translate("Repair", "Removing")
                ready = yield Stage(lambda _: document.prepare_repair(fill, 0, earlier), title, 0.5)
                document.carry_out(ready)
            except (LacunaError, Cancelled):
                if earlier:
                    yield from brought_back(document)
                raise
            return (yield from checked(document, fill.repair))

        if not self._document_jobs.run(taking(), done=self.repaired.emit) and earlier:
            document.redo()

    def advise(self, followed: frozenset[Guide]) -> None:
        """Say so where the chosen method follows none of these guides, and offer one that does."""
        able = self._methods.followers(followed)
        may_run = [known for known in self._methods.known.values() if self._may_run(known)]
        if not able or any(known.info.guides & followed for known in may_run):
            self._messages.withdraw(GUIDE_TOPIC)
            return
        known = self._methods.known.get(self._method)
        best = able[0].info
        self._messages.info(
            translate("Repair", "{method} does not follow what is drawn with this tool").format(
                method=known.info.title if known else translate("Method", "Auto")
            ),
            translate("Repair", "Other methods do."),
            WayOut(
                translate("Repair", "Use {method}").format(method=best.title),
                lambda: self.choose_method(best.id),
            ),
            topic=GUIDE_TOPIC,
        )

    def _may_run(self, known: KnownMethod) -> bool:
        return known.recommended if self._method == AUTO_METHOD else known.info.id == self._method

    @property
    def request(self) -> RepairRequest:
        """What the panel asks for."""
        return RepairRequest(method=self._method, options=dict(self.options(self._method)))

    def _start(self, document: Document, request: RepairRequest, **more: Any) -> bool:
        """Whether it began.  more: as `_erase` has them."""
        began = self._document_jobs.run(
            self._erase(document, request, **more),
            done=self.repaired.emit,
            failed=lambda error: self._tell(error, request),
        )
        if began:
            self.began.emit()
        return began

    def _erase(
        self,
        document: Document,
        request: RepairRequest,
        *,
        widen: bool = False,
        again: bool = False,
    ) -> Sequence[Outcome]:
        """All of one removal: widen the mask, fill it, check what is outside.

        widen: what the method may change is tinted before it starts, so the wider mask is a step of its own.
        again: the mask of the last repair is filled, whose answers stay to be chosen.
        """
        earlier: tuple[RepairAnswer, ...] = ()
        try:
            if again:
                earlier = yield from taken_back(document)
            if widen:
                title = translate("Repair", "Widening the mask")
                ready, painted = yield Stage(self._widening(document), title, DILATED_TIME_SHARE)
                document.carry_out(ready)
                self._widened = _Widened(document, document.history.state, painted)
            self._boxes = (document.mask_bounds,)
            title = translate("Repair", "Removing")
            repair, ready, finds = yield Stage(
                self._filling(document, request, earlier), title, FILLED_TIME_SHARE
            )
            document.carry_out(ready)
        except (LacunaError, Cancelled):
            self._boxes = ()
            if earlier:
                yield from brought_back(document)
            raise
        finally:
            self._boxes = ()
        return (yield from checked(document, repair, finds))

    def _widening(self, document: Document) -> Callable[[Job], tuple[PreparedChange, Mask | None]]:
        """The work of widening the mask; finds in it have their width already.  Its second: see _Widened."""
        snapshot, found = document.snapshot(), self.found()

        def work(job: Job) -> tuple[PreparedChange, Mask | None]:
            from engine.repair.run import prepare

            painted = snapshot.mask if found is None else found.without(snapshot.mask)
            wider = np.maximum(prepare(painted, AUTO_METHOD), snapshot.mask)
            ready = document.plan(mask_commands.replace(wider, "Widen the mask"))(job)
            return ready, painted if found is None else None

        return work

    def _filling(
        self, document: Document, request: RepairRequest, earlier: Collection[RepairAnswer]
    ) -> Callable[[Job], tuple[Any, PreparedChange, FindsOutcome | None]]:
        """The work of filling the mask."""
        found, fill = self.found(), self.filling(document, request)

        def work(job: Job) -> tuple[Any, PreparedChange, FindsOutcome | None]:
            filled = fill(job)
            finds = _became(found, filled.repair, document.photo.full) if found is not None else None
            return filled.repair, document.prepare_repair(filled, 0, tuple(earlier)), finds

        return work

    def filling(self, document: Document, request: RepairRequest) -> Callable[[Job], Fill]:
        """The work of filling the document's mask as it is now, which changes nothing."""
        info = self._methods.of(request.method)
        return filling(
            document.snapshot(),
            request,
            found=self.found(),
            painted=self._painted(document) if request.method == AUTO_METHOD else None,
            device=self._settings.device,
            follows=info.guides if info is not None else frozenset(),
        )

    def _painted(self, document: Document) -> Mask | None:
        """The mask as it was painted, if it has been widened since and nothing else."""
        return self._widened.painted if self._widened and self._is_wide(document) else None

    def _is_wide(self, document: Document) -> bool:
        widened = self._widened
        return (
            widened is not None and widened.document is document and widened.state == document.history.state
        )

    def _tell(self, error: LacunaError, request: RepairRequest) -> None:
        """A failure leaves all as it was; the way out is another method."""
        if isinstance(error, MaskFull):
            self._messages.fail(error, WayOut(translate("Mask", "Invert the mask"), self._invert))
            return
        other = "telea" if request.method != "telea" else "patchmatch"
        info = self._methods.of(other)
        ways = []
        if info is not None:
            text = translate("Repair", "Use {method}").format(method=info.title)
            ways.append(WayOut(text, lambda: self._use(other)))
        self._messages.fail(error, *ways)

    def _invert(self) -> None:
        document = self._session.document
        if document is not None and self.can_run:
            command = mask_commands.invert()
            self._document_jobs.start(
                document.plan(command), step_text(command.title), done=document.carry_out
            )

    def _use(self, method: str) -> None:
        self.choose_method(method)
        self.run()


def checked(document: Document, repair: Any, finds: FindsOutcome | None = None) -> Sequence[Outcome]:
    """The last stage of a repair that stands in the document: compare what is outside with the file."""

    def counted(_: Any) -> tuple[int, int, bool]:
        from engine.repair.find_areas import is_visible

        recoloured = repair.recoloured
        recoloured_px = 0 if recoloured is None else int((recoloured > 0).sum())
        visible = is_visible(repair.patches, document.photo.full)
        return document.pixels_changed_outside(), recoloured_px, visible

    changed, recoloured_px, visible = yield Stage(counted, translate("Repair", "Checking"))
    answers = len(document.last_repair.answers) if document.last_repair else 1
    return Outcome(changed, repair.method, repair.notes, finds, answers, recoloured_px, visible)


def _became(marks: FindMarks, repair: Any, full: int) -> FindsOutcome:
    """What a repair makes of the finds in its mask.  full: the stored integer of white."""
    changed = marks.changed_by(repair.patches, full)
    return FindsOutcome(changed, marks.chosen - changed, marks.implausible)


@dataclass(frozen=True)
class _Widened:
    """A widened mask is not widened again: after undo the same repair can be run once more."""

    document: Document
    state: int  # of its history, after widening
    painted: Mask | None  # None where finds are in it, which are never widened
