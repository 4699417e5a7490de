"""A method whose network is an ONNX file that a person added."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Any

from engine.errors import WeightsDamaged, WeightsMissing
from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request
from engine.onnx_models.card import ModelCard
from engine.onnx_models.session import open_session, run_model
from engine.text import Text, mark


class OnnxMethod(ArrayMethod):
    """Fills large holes by onnxruntime on the CPU.  The file at `path` is read when it is first needed."""

    def __init__(self, card: ModelCard, path: Path) -> None:
        self.card, self.path = card, path
        self.info = _info(card)
        self._session: Any = None
        self._loading = threading.Lock()  # Photos repaired in parallel share one session.

    def fill(self, request: Request[Array], job: Job) -> Array:
        session = self._loaded(job)
        job.step(0.0)
        return run_model(session, self.card.contract, request.image, request.mask > 0)

    def _loaded(self, job: Job) -> Any:
        """The session.  Raises WeightsMissing, or WeightsDamaged where the file is not the one added."""
        with self._loading:
            if self._session is None:
                job.step(0.0, Text("Loading"))
                try:
                    data = self.path.read_bytes()
                except OSError as error:
                    raise WeightsMissing(self.path.name) from error
                if hashlib.sha256(data).hexdigest() != self.card.sha256:
                    raise WeightsDamaged(
                        Text("{name} is not the file its card describes", name=self.path.name)
                    )
                self._session = open_session(data)
        return self._session


def _info(card: ModelCard) -> MethodInfo:
    return MethodInfo(
        id=card.id,
        title=card.title,
        year=int(card.added[:4]),
        paper=Text("From {source}", source=card.source) if card.source else Text("Its source was not given"),
        purpose=Text("Large holes, by a model that you added: {file}", file=card.file),
        limits=Text("Not measured by Lacuna. It takes: {contract}", contract=card.contract.described),
        holes="large",
        model_sha256=card.sha256,
        size=card.contract.size,
        context=1.0,
        context_least=64,  # As for the networks that ship for large holes.
        licence=card.licence or mark("not given"),
    )
