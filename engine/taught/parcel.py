"""Exports and imports a taught method as one file: a zip of its card, its weights, and the SHA-256 of both.

A file from outside is treated as hostile: only three fixed names are read, none of them is used as a path, no
more is unpacked than a network can have, and nothing is written before all of it was checked.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import WeightsDamaged
from engine.models import weights
from engine.models.weights import Card
from engine.system import atomic
from engine.taught import card as cards
from engine.taught import store
from engine.taught.errors import NotTaught, ParcelInvalid, ParcelNewer
from engine.text import Text, because

if TYPE_CHECKING:
    from engine.networks.taught import TaughtDesign

PARCEL_SUFFIX = ".lacuna"
PARCEL_VERSION = 1
FORMAT_NAME = "lacuna taught method"
MANIFEST_NAME, CARD_NAME, WEIGHTS_NAME = "manifest.json", "card.json", "weights.safetensors"
# A network of today has 7 million bytes.
MAX_FILE_BYTES = {
    MANIFEST_NAME: 1 << 16,
    CARD_NAME: 1 << 18,
    WEIGHTS_NAME: 1 << 26,
}
NO_ZIP = Text("it cannot be unpacked")
OTHER_FILES = Text("it holds other files than a method has")
TOO_LARGE = Text("it is larger than any method")
CHANGED_MESSAGE = Text("its content is not what it was when it was exported")
NO_WEIGHTS = Text("its network is none that this Lacuna has")


def export(id: str, out: Path) -> None:
    """Write the method of this id to one file.  Raises NotTaught, WeightsDamaged or FileNotSaved."""
    method = store.taught().get(id)
    if method is None:
        raise NotTaught(repr(id))
    weights.check_file(method.path)
    files = {CARD_NAME: method.path.with_suffix(".json").read_bytes(), WEIGHTS_NAME: method.path.read_bytes()}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = {"format": FORMAT_NAME, "version": PARCEL_VERSION, "files": sums}
    with atomic.replacing(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr(MANIFEST_NAME, json.dumps(manifest, indent=1))
        for name, data in files.items():
            parcel.writestr(name, data)


def import_parcel(file: Path) -> str:
    """Import a method from a file and return its id, which is a new one if another method has the same.

    A method that is already there is not imported twice.  Raises ParcelInvalid, ParcelNewer or NotKept.
    """
    try:
        files = _unpacked(file)
        card = _checked_card(files)
        _check_network(files[WEIGHTS_NAME], cards.design(_card(card)))
    except WeightsDamaged as error:
        raise ParcelInvalid(because(file.name, error.cause)) from error
    for id, method in store.taught().items():
        if method.card.sha256 == card["sha256"] and method.info.title == card["title"]:
            return id
    return store.install(files[WEIGHTS_NAME], card)


def _unpacked(file: Path) -> dict[str, bytes]:
    """Unpack the three files, by name.  Raises ParcelInvalid."""
    try:
        if file.stat().st_size > sum(MAX_FILE_BYTES.values()):
            raise ParcelInvalid(because(file.name, TOO_LARGE))
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as parcel:
            names = [entry.filename for entry in parcel.infolist()]
            if sorted(names) != sorted(MAX_FILE_BYTES):
                raise ParcelInvalid(because(file.name, OTHER_FILES))
            return {name: _read(parcel, name, file.name) for name in names}
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,  # encrypted, or packed in a way that zipfile has not implemented
        ValueError,
    ) as error:
        raise ParcelInvalid(because(file.name, NO_ZIP)) from error


def _read(parcel: zipfile.ZipFile, name: str, title: str) -> bytes:
    """Unpack one file, up to its limit whatever the zip says of its size.  Raises ParcelInvalid."""
    with parcel.open(name) as stream:
        data = stream.read(MAX_FILE_BYTES[name] + 1)
    if len(data) > MAX_FILE_BYTES[name]:
        raise ParcelInvalid(because(title, TOO_LARGE))
    return data


def _checked_card(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The card, after the manifest and the hashes were checked.  Raises ParcelNewer or WeightsDamaged."""
    manifest, card = _json(files[MANIFEST_NAME]), _json(files[CARD_NAME])
    if manifest.get("format") != FORMAT_NAME:
        raise WeightsDamaged(OTHER_FILES)
    versions = manifest.get("version"), card.get("taught")
    if any(
        isinstance(one, int) and one > ours
        for one, ours in zip(versions, (PARCEL_VERSION, cards.CARD_VERSION), strict=True)
    ):
        raise ParcelNewer(Text("version {number}", number=versions[0]))
    sums = {name: hashlib.sha256(files[name]).hexdigest() for name in (CARD_NAME, WEIGHTS_NAME)}
    if (
        versions[0] != PARCEL_VERSION
        or manifest.get("files") != sums
        or card.get("sha256") != sums[WEIGHTS_NAME]
    ):
        raise WeightsDamaged(CHANGED_MESSAGE)
    cards.checked(_card(card))
    return card


def _json(data: bytes) -> dict[str, Any]:
    """Parse a JSON object.  Raises WeightsDamaged."""
    try:
        card = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise WeightsDamaged(NO_ZIP) from error
    if not isinstance(card, dict):
        raise WeightsDamaged(NO_ZIP)
    return card


def _card(card: Mapping[str, Any]) -> Card:
    try:
        return weights.as_card(card)
    except TypeError as error:
        raise WeightsDamaged(NO_WEIGHTS) from error


def _check_network(data: bytes, design: TaughtDesign) -> None:
    """Raise WeightsDamaged unless the weights fit a network of these sizes and are finite."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load

    from engine.networks.taught import Taught

    with torch.device("meta"):  # no memory is taken for it
        wanted = {name: value.shape for name, value in Taught(design).state_dict().items()}
    try:
        tensors = load(data)
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise WeightsDamaged(NO_WEIGHTS) from error
    if {name: value.shape for name, value in tensors.items()} != wanted:
        raise WeightsDamaged(NO_WEIGHTS)
    if not all(bool(torch.isfinite(value.float()).all()) for value in tensors.values()):
        raise WeightsDamaged(NO_WEIGHTS)
