"""Weights and their cards: `<id>[--<variant>].safetensors` beside a `.json` of the same name.  Never pickle.

Weights that ship are in the resources folder.  The person's own data folder has two more places: `weights`,
searched first, for variants that replace shipped ones; and `taught`, searched last, for methods that were
taught or imported, whose ids are never those of shipped methods.  Cards are read without torch.  The SHA-256
of a file is checked when it is loaded, once in a process.
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
from engine.text import Text

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, kw_only=True)
class Card:
    """The description of weights, shown to people.

    `more` holds the keys that this version has no field for.
    """

    id: str
    variant: str = ""
    sha256: str
    photos: int = 0  # It was trained on.
    minutes: float = 0.0  # Of training.
    device: str = ""  # It was trained on.
    steps: int = 0
    scores: dict[str, Any] = field(default_factory=dict)
    licence: str = ""
    limits: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def stem(id: str, variant: str = "") -> str:
    """The file name without its suffix: "vcn", "restore--faces"."""
    return f"{id}--{variant}" if variant else id


def folders() -> tuple[Path, ...]:
    """The folders that are searched for weights, in this order: the person's own, shipped, taught."""
    try:
        own = paths.data_folder()
    except ImportError:  # Without platformdirs, as on a machine that only trains.
        return (paths.weights_folder(),)
    return own / "weights", paths.weights_folder(), own / "taught"


def has_weights(id: str, variant: str = "") -> bool:
    """Whether the weights and their card exist.  Their content is not checked."""
    return _found(stem(id, variant)) is not None


def variants(id: str) -> tuple[str, ...]:
    """The installed variants, "" first.  Called when methods are listed, so it reads file names only."""
    found = set()
    for folder in folders():
        for path in folder.glob(f"{id}*.safetensors"):
            name, _, variant = path.stem.partition("--")
            if name == id and path.with_suffix(".json").exists():
                found.add(variant)
    return tuple(sorted(found))


def card(id: str, variant: str = "") -> Card:
    """The card of a method's weights.  Raises WeightsMissing or WeightsDamaged.  No torch."""
    return card_beside(weights_path(id, variant))


def check(id: str, variant: str = "") -> Card:
    """The card, after the hash of the weights was checked.

    Raises WeightsMissing or WeightsDamaged.  No torch.
    """
    return check_file(weights_path(id, variant))


def check_file(path: Path) -> Card:
    """As `check`, for the weights file at `path`."""
    described = card_beside(path)
    if checksum(path) != described.sha256:
        raise WeightsDamaged(Text("{name} is not the file its card describes", name=path.name))
    return described


def load_into(network: torch.nn.Module, id: str, variant: str = "") -> Card:
    """Check the file and load it into a network; half-precision weights become float32.

    Raises WeightsMissing, or WeightsDamaged where the hash, the names or the shapes do not fit.
    """
    return load_file_into(network, weights_path(id, variant))


def load_file_into(network: torch.nn.Module, path: Path) -> Card:
    """As `load_into`, for the weights file at `path`."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    described = check_file(path)
    try:
        tensors = load_file(path)
        network.load_state_dict({name: _single(tensor) for name, tensor in tensors.items()})
    except (SafetensorError, RuntimeError, OSError) as error:
        raise WeightsDamaged(Text("{name} does not fit this version of Lacuna", name=path.name)) from error
    return described


def checksum(path: Path) -> str:
    """SHA-256 of a file, computed again only when its size or time of change differs."""
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


def weights_path(id: str, variant: str = "") -> Path:
    """The weights file; a card is beside it.  Raises WeightsMissing."""
    path = _found(stem(id, variant))
    if path is None:
        raise WeightsMissing(Text("{name} and its card", name=f"{stem(id, variant)}.safetensors"))
    return path


def card_beside(path: Path) -> Card:
    """The card beside the weights at `path`; the hash is not checked.  Raises WeightsDamaged."""
    source = path.with_suffix(".json")
    try:
        return as_card(json.loads(source.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise WeightsDamaged(Text("{name} cannot be read", name=source.name)) from error


def as_card(content: Mapping[str, Any]) -> Card:
    """The card of a JSON object.  Raises TypeError where a required key is missing."""
    known = {each.name for each in fields(Card)} - {"more"}
    more = {key: value for key, value in content.items() if key not in known}
    return Card(**{key: value for key, value in content.items() if key in known}, more=more)
