"""Weights and their cards: `<id>[--<variant>].safetensors` beside a `.json` of the same name.  Never pickle.

Those that ship lie in the resources.  In the person's own data folder lie variants of theirs (weights), which
are looked for first, and methods they taught or imported (taught), looked for last: an id that ships is never
one of those.  Cards are read without torch; the file's SHA-256 is checked once in a process, when it is
loaded.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import WeightsDamaged, WeightsMissing
from engine.system import paths

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, kw_only=True)
class Card:
    """What weights say of themselves (promise 6).  `more` holds what this version does not know by name."""

    id: str
    variant: str = ""
    sha256: str
    photos: int = 0  # how many it learned from
    minutes: float = 0.0  # of training
    device: str = ""  # it was trained on
    steps: int = 0
    scores: dict[str, Any] = field(default_factory=dict)
    licence: str = ""
    limits: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def stem(id: str, variant: str = "") -> str:
    """The file name without its suffix: "vcn", "restore--faces"."""
    return f"{id}--{variant}" if variant else id


def folders() -> tuple[Path, ...]:
    """Where weights are looked for, in this order: the person's own, what ships, what was taught."""
    try:
        own = paths.data_folder()
    except ImportError:  # no platformdirs, as on a machine that only trains
        return (paths.weights_folder(),)
    return own / "weights", paths.weights_folder(), own / "taught"


def has_weights(id: str, variant: str = "") -> bool:
    """Whether both files are there.  Their content is not looked at."""
    return _found(stem(id, variant)) is not None


def variants(id: str) -> tuple[str, ...]:
    """The variants there are, "" first.  Asked when a method is listed, so it looks at names alone."""
    found = set()
    for folder in folders():
        for path in folder.glob(f"{id}*.safetensors"):
            name, _, variant = path.stem.partition("--")
            if name == id and path.with_suffix(".json").exists():
                found.add(variant)
    return tuple(sorted(found))


def card(id: str, variant: str = "") -> Card:
    """The card.  Raises WeightsMissing or WeightsDamaged.  No torch."""
    return card_beside(_path(id, variant))


def check(id: str, variant: str = "") -> Card:
    """The card of a file whose hash is the card's.  Raises WeightsMissing or WeightsDamaged.  No torch."""
    return check_file(_path(id, variant))


def check_file(path: Path) -> Card:
    """The same of the file at `path`, wherever it lies."""
    described = card_beside(path)
    if checksum(path) != described.sha256:
        raise WeightsDamaged(f"{path.name} is not the file its card describes")
    return described


def load_into(network: torch.nn.Module, id: str, variant: str = "") -> Card:
    """Check the file and load it into a network; half-precision weights become float32.

    Raises WeightsMissing, or WeightsDamaged where the hash, the names or the shapes do not fit.
    """
    return load_file_into(network, _path(id, variant))


def load_file_into(network: torch.nn.Module, path: Path) -> Card:
    """The same of the file at `path`, wherever it lies."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    described = check_file(path)
    try:
        tensors = load_file(path)
        network.load_state_dict({name: _single(tensor) for name, tensor in tensors.items()})
    except (SafetensorError, RuntimeError, OSError) as error:
        raise WeightsDamaged(f"{path.name} does not fit this version of Lacuna") from error
    return described


def checksum(path: Path) -> str:
    """SHA-256 of a file, counted again only when the file has changed."""
    facts = path.stat()
    return _checksum(path, facts.st_size, facts.st_mtime_ns)


@functools.cache
def _checksum(path: Path, size: int, changed: int) -> str:  # noqa: ARG001
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _single(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor


def _found(name: str) -> Path | None:
    for folder in folders():
        path = folder / f"{name}.safetensors"
        if path.is_file() and path.with_suffix(".json").is_file():
            return path
    return None


def _path(id: str, variant: str) -> Path:
    path = _found(stem(id, variant))
    if path is None:
        raise WeightsMissing(f"{stem(id, variant)}.safetensors and its card")
    return path


def card_beside(path: Path) -> Card:
    """The card of the weights at `path`; whether it is theirs is not looked at.  Raises WeightsDamaged."""
    source = path.with_suffix(".json")
    try:
        return as_card(json.loads(source.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise WeightsDamaged(f"{source.name} cannot be read") from error


def as_card(told: Mapping[str, Any]) -> Card:
    """The card that a JSON object is.  Raises TypeError where it lacks what each must have."""
    known = {each.name for each in fields(Card)} - {"more"}
    more = {key: value for key, value in told.items() if key not in known}
    return Card(**{key: value for key, value in told.items() if key in known}, more=more)
