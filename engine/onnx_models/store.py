"""Keeps added models in the folder `models` of the person's own data: list, add, remove."""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Mapping
from pathlib import Path

from engine.errors import FileNotSaved
from engine.job import Job
from engine.models import names
from engine.models.method_folder import MethodFolder
from engine.onnx_models.card import ModelCard, read_card
from engine.onnx_models.contract import checked_corrections
from engine.onnx_models.errors import ModelInvalid, ModelNotFound, ModelNotKept, ModelUnknown
from engine.onnx_models.examination import examined
from engine.onnx_models.graph import MAX_MODEL_BYTES, NO_MODEL, TOO_LARGE
from engine.onnx_models.method import OnnxMethod
from engine.onnx_models.trial import Examination
from engine.system import atomic
from engine.text import because

FALLBACK_ID = "model"  # Of a title without any letter of the alphabet.
_naming = threading.Lock()


def _read(card: Path, file: Path) -> OnnxMethod:
    return OnnxMethod(read_card(card), file)


_ADDED_MODELS = MethodFolder("models", ".onnx", _read)


def folder() -> Path:
    """The folder of added models; see MethodFolder.path."""
    return _ADDED_MODELS.path


def added() -> Mapping[str, OnnxMethod]:
    """All added models by id; see MethodFolder.entries."""
    return _ADDED_MODELS.entries()


def read_model(file: Path) -> bytes:
    """The bytes of a model file; one that is too large is not read.  Raises ModelNotFound, ModelInvalid."""
    try:
        if not file.is_file():
            raise ModelNotFound(str(file))
        if file.stat().st_size > MAX_MODEL_BYTES:
            raise ModelInvalid(because(file.name, TOO_LARGE))
        with file.open("rb") as opened:
            data = opened.read(MAX_MODEL_BYTES + 1)
    except OSError as error:
        raise ModelInvalid(because(file.name, atomic.reason(error))) from error
    if not data or len(data) > MAX_MODEL_BYTES:
        raise ModelInvalid(because(file.name, TOO_LARGE if data else NO_MODEL))
    return data


def examine_file(file: Path, corrections: Mapping[str, str], job: Job) -> tuple[bytes, Examination]:
    """A model file and what a trial run found out about it.  Nothing is written.

    Raises ModelNotFound, ModelInvalid, OnnxMissing, OptionInvalid.
    """
    checked = checked_corrections(corrections)
    data = read_model(file)
    try:
        return data, examined(data, checked, job)
    except ModelInvalid as error:
        raise type(error)(because(file.name, error.cause)) from error


def keep(
    data: bytes, examination: Examination, *, file: str, name: str = "", licence: str = "", source: str = ""
) -> str:
    """Make an examined model a method and return its id.

    name: its title, or "" for that of the published file or of the file.  A file that was added before under
    the same title keeps its id and gets the new card.  Raises NameInvalid, ModelNotKept.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    title = names.valid_title(name or examination.title or Path(file).stem[: names.MAX_TITLE_CHARACTERS])
    with _naming:
        same = [
            one.card.id for one in added().values() if (one.card.sha256, one.card.title) == (sha256, title)
        ]
        id = same[0] if same else names.slug(title, _taken(), FALLBACK_ID)
        card = ModelCard(
            id=id,
            title=title,
            file=names.as_line(file),
            sha256=sha256,
            licence=names.as_line(licence),
            source=names.as_line(source),
            added=datetime.date.today().isoformat(),
            contract=examination.contract,
        )
        try:
            _ADDED_MODELS.write(id, card.as_json(), None if same else data)
        except (OSError, FileNotSaved) as error:
            raise ModelNotKept(atomic.reason(error)) from error
    return id


def remove(id: str) -> None:
    """Delete an added model and its card.  Raises ModelUnknown, ModelNotKept."""
    try:
        if not _ADDED_MODELS.remove(id):
            raise ModelUnknown(repr(id))
    except OSError as error:
        raise ModelNotKept(atomic.reason(error)) from error


def _taken() -> set[str]:
    """All ids that a new model must not have."""
    return names.taken_ids() | {file.stem for file in folder().glob("*.onnx")}
