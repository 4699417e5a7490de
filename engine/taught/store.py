"""Keeps taught methods in the folder `taught` of the person's own data: list, add, install, remove."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from engine.errors import FileNotSaved, LacunaError, WeightsDamaged
from engine.models import names, weights
from engine.system import atomic, paths
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


def folder() -> Path:
    """The folder of taught methods, which need not exist.

    Raises ImportError without platformdirs, as on a machine that only trains.
    """
    return paths.data_folder() / "taught"


def taught() -> Mapping[str, TaughtMethod]:
    """All taught methods by id, read from the disk at each call, so that a new one is there at once."""
    try:
        files = sorted(folder().glob("*.json"))
    except ImportError:
        return {}
    found = {}
    for file in files:
        with suppress(OSError):  # removed a moment ago
            facts = file.stat()
            entry = _entry(file, facts.st_mtime_ns, facts.st_size)
            if entry is not None:
                found[entry.info.id] = entry
    return found


@functools.lru_cache(256)
def _entry(file: Path, changed: int, size: int) -> TaughtMethod | None:  # noqa: ARG001
    """The method of a card file, cached until the file changes; None if the card is damaged."""
    path = file.with_suffix(".safetensors")
    try:
        card = cards.checked(weights.card_beside(path))
        return TaughtMethod(card, path) if card.id == file.stem and path.is_file() else None
    except LacunaError:
        return None


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
        path = folder() / f"{id}.safetensors"
        text = json.dumps({**card, "id": id}, indent=1, ensure_ascii=False) + "\n"
        try:
            folder().mkdir(parents=True, exist_ok=True)
            for target, data in ((path, content), (path.with_suffix(".json"), text.encode())):
                with atomic.replacing(target) as file:
                    file.write(data)
        except (OSError, FileNotSaved) as error:
            with suppress(OSError):
                path.unlink(missing_ok=True)  # weights without a card are no method
            raise NotKept(atomic.reason(error)) from error
    if id not in taught():
        remove(id)
        raise WeightsDamaged(Text("the card that was trained is not in order"))
    return id


def remove(id: str) -> None:
    """Delete a taught method.  Raises NotTaught, NotKept."""
    path = folder() / f"{id}.safetensors"
    if path.parent != folder() or not path.with_suffix(".json").is_file():
        raise NotTaught(repr(id))
    try:
        path.with_suffix(".json").unlink()
        path.unlink(missing_ok=True)
    except OSError as error:
        raise NotKept(atomic.reason(error)) from error


def discard(run: Path) -> None:
    """Delete the files of a training, and its folder if nothing else is in it."""
    for name in FILES_OF_A_TRAINING:
        with suppress(OSError):
            (run / name).unlink(missing_ok=True)
    with suppress(OSError):
        run.rmdir()
