"""The edges that a method will follow in the hole, to be seen and corrected before the fill."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.document.prepared import PreparedChange
from app.session import guides
from app.session.document_jobs import DocumentJobs
from app.session.methods import Methods
from app.session.repairs import Repairs
from app.settings.settings import Settings
from app.text import translate
from engine.job import Job
from engine.pixels.mask import Mask


class EdgePreview(QObject):
    """Shows in the sketch the edges that the chosen method expects, as one step; drawn lines stay."""

    shown = Signal(bool)  # whether there are any

    def __init__(
        self, repairs: Repairs, document_jobs: DocumentJobs, *, methods: Methods, settings: Settings
    ) -> None:
        super().__init__(repairs)
        self._repairs = repairs
        self._document_jobs = document_jobs
        self._methods = methods
        self._settings = settings

    @property
    def can_show(self) -> bool:
        return self._repairs.can_run and self._methods.previews_edges(self._repairs.method)

    def show(self) -> None:
        """Estimate the edges, in a job."""
        document = self._repairs.marked() if self.can_show else None
        if document is None:
            return
        snapshot, request = document.snapshot(), self._repairs.request
        info = self._methods.of(request.method)
        assert info is not None
        device = self._settings.device

        def work(job: Job) -> tuple[PreparedChange, bool]:
            from engine.models.catalog import method
            from engine.repair.edge_preview import preview_guide

            seen: Mask = preview_guide(
                snapshot.photo,
                snapshot.mask,
                method(request.method),
                options=request.options,
                guides=guides.planes(snapshot, info.guides),
                seed=request.seed,
                device=device,
                job=job,
            )
            return document.prepare_edge_preview(seen), bool((seen >= 128).any())

        def done(found: tuple[PreparedChange, bool]) -> None:
            document.carry_out(found[0])
            self.shown.emit(found[1])

        self._document_jobs.start(work, translate("Repair", "Estimating the edges"), done=done)
