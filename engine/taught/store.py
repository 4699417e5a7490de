"""Keeps taught methods in the folder `taught` of the person's own data: list, add, install, remove."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from engine.errors import FileNotSaved, WeightsDamaged
from engine.models import names, weights
from engine.models.method_folder import MethodFolder
from engine.system import atomic
from engine.taught import card as cards
from engine.taught.errors import NothingTaught, NotKept, NotTaught
from engine.taught.method import TaughtMethod
from engine.text import Text

WEIGHTS_FILE_NAME = "teach.safetensors"  # A training leaves it in its folder, with the card beside it.
GATE_FILE_NAME = "gate.json"  # What the gate measured, once it was asked.
FILES_OF_A_TRAINING = (
    WEIGHTS_FILE_NAME,
    "teach.json",
    GATE_FILE_NAME,
    "checkpoint.pt",
    "checkpoint.pt.new",
    "log.jsonl",
    "preview.png",
    "preview.new",
    "stop",
    "lock",
)
# They name files and folders of the person.
UNPUBLISHED_CARD_KEYS = ("options", "sources", "photo_list", "held_out")
FALLBACK_ID = "taught"  # Of a title without any letter of the alphabet.
_naming = threading.Lock()


def _read(_card: Path, file: Path) -> TaughtMethod:
    return TaughtMethod(cards.checked(weights.card_beside(file)), file)


_TAUGHT_METHODS = MethodFolder("taught", ".safetensors", _read)


def folder() -> Path:
    """The folder of taught methods; see MethodFolder.path."""
    return _TAUGHT_METHODS.path


def taught() -> Mapping[str, TaughtMethod]:
    """All taught methods by id; see MethodFolder.entries."""
    return _TAUGHT_METHODS.entries()


def keep(run: Path, name: str) -> str:
    """Add the result of the training in folder `run` to the catalog under a title; return the new id.

    Raises NothingTaught, NameInvalid, WeightsDamaged, NotKept.
    """
    path = run / WEIGHTS_FILE_NAME
    if not path.is_file() or not path.with_suffix(".json").is_file():
        raise NothingTaught(str(run))
    weights.check_file(path)
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    facts = {name: value for name, value in facts.items() if name not in UNPUBLISHED_CARD_KEYS}
    facts |= {"title": names.valid_title(name), "scores": _scores(run)}
    return install(path.read_bytes(), facts)


def _scores(run: Path) -> dict[str, Any]:
    """What the gate measured in a training's folder; empty if it was not asked."""
    try:
        found: dict[str, Any] = json.loads((run / GATE_FILE_NAME).read_text(encoding="utf-8"))["scores"]
    except (OSError, ValueError, KeyError, TypeError):  # the gate was not asked
        return {}
    return found


def install(content: bytes, card: Mapping[str, Any]) -> str:
    """Write the weights and the card of a method under a free id, and return it.

    Raises NotKept, or WeightsDamaged where the catalog then refuses the card.
    """
    with _naming:
        id = names.slug(str(card["title"]), names.taken_ids(), FALLBACK_ID)
        text = json.dumps({**card, "id": id}, indent=1, ensure_ascii=False) + "\n"
        try:
            _TAUGHT_METHODS.write(id, text, content)
        except (OSError, FileNotSaved) as error:
            raise NotKept(atomic.reason(error)) from error
    if id not in taught():
        remove(id)
        raise WeightsDamaged(Text("the card that was trained is not in order"))
    return id


def remove(id: str) -> None:
    """Delete a taught method.  Raises NotTaught, NotKept."""
    try:
        if not _TAUGHT_METHODS.remove(id):
            raise NotTaught(repr(id))
    except OSError as error:
        raise NotKept(atomic.reason(error)) from error


def discard(run: Path) -> None:
    """Delete the files of a training, and its folder if nothing else is in it."""
    for name in FILES_OF_A_TRAINING:
        with suppress(OSError):
            (run / name).unlink(missing_ok=True)
    with suppress(OSError):
        run.rmdir()
