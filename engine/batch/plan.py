"""The settings of a batch run, and the check that they can be carried out."""

from __future__ import annotations

import contextlib
import os
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.batch.masks import Corner, MaskFolder, Masks, OneMask, mask_for_sizes
from engine.detection.repeated import RepeatedMark
from engine.detection.result import DEFAULT_SENSITIVITY
from engine.detection.run import recommended as recommended_detector
from engine.errors import (
    BatchError,
    DetectorMissing,
    DeviceUnavailable,
    FoldersClash,
    FolderUnreadable,
    LacunaError,
    PhotoUnsupported,
)
from engine.models import weights
from engine.models.catalog import detector as find_detector
from engine.models.catalog import detectors
from engine.models.catalog import method as find_method
from engine.models.device import DEVICE_NAMES
from engine.models.device import resolve as resolve_device
from engine.options import Value, resolve
from engine.photo.file_format import FileFormat, of_name
from engine.photo.mask_file import AS_IT_LOOKS
from engine.repair.auto import recommended
from engine.repair.run import PIPELINE_OPTIONS
from engine.system.atomic import reason
from engine.text import Text, because

NO_NAME = Text("no folder has such a name")
NO_PLACE = Text("the place of the mask is given in %, from 0 to 100, and its width is more than 0")
# Photos repaired at a time.  Two are 25 % to 40 % faster than one on 2 cores, though each uses all cores.
DEFAULT_WORKERS = 2
PATTERN_FIELDS = frozenset({"name", "format"})
FIELDS_AS_WRITTEN = {name: f"{{{name}}}" for name in PATTERN_FIELDS}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All settings of a batch run.

    photos: the folder of the photos, which is never written to.  out: the folder for repaired photos alone.
    masks: None looks for the damage, with detector and sensitivity.  options: the method's, by id.
    kinds: ids of the kinds of damage to look for; empty means all.
    fill_doubtful: photos with doubtful finds are repaired too, instead of copied as they are.
    format: the suffix of one format for all ("png", "jpg" …); "" keeps each photo's own and its quality.
    pattern: the name of a repaired photo without its suffix; {name} is the photo's, {format} its suffix.
    workers: how many photos are repaired at a time, None for DEFAULT_WORKERS; they share loaded networks.
    repeated: marks that stay put, removed instead of what a detector finds; masks is None then.
    device: as in `repair`.  keep_times: a repaired photo gets the modification time of the original.
    """

    photos: Path
    out: Path
    recursive: bool = False
    masks: Masks = None
    method: str = "auto"
    options: Mapping[str, Value] = field(default_factory=dict)
    detector: str = "auto"
    sensitivity: float = DEFAULT_SENSITIVITY
    kinds: tuple[str, ...] = ()
    fill_doubtful: bool = False
    format: str = ""
    pattern: str = "{name}"
    workers: int | None = None
    seed: int = 0
    device: str = "auto"
    keep_times: bool = False
    repeated: tuple[RepeatedMark, ...] = ()

    @property
    def at_a_time(self) -> int:
        """The number of photos that are repaired at the same time."""
        return self.workers if self.workers is not None else min(DEFAULT_WORKERS, os.cpu_count() or 1)

    @property
    def file_format(self) -> FileFormat | None:
        """The format for all photos, None where each keeps its own.  Raises PhotoUnsupported."""
        return of_name(Path(f"photo.{self.format.lstrip('.')}")) if self.format else None

    def _younger_search_settings(self) -> dict[str, Any]:
        """Settings that were added later, left out at their defaults, so that older runs can be resumed."""
        settings: dict[str, Any] = {}
        if self.masks is None and self.kinds:
            settings["kinds"] = sorted(self.kinds)
        if self.masks is None and self.fill_doubtful:
            settings["fill doubtful"] = True
        if self.repeated:
            settings["repeated marks"] = True
        return settings

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that decide about a result's pixels and name, for JSON; a resumed run has the same."""
        blind = self.masks is None
        return {
            "method": self.method,
            "options": {name: str(value) for name, value in sorted(self.options.items())},
            "detector": self.detector if blind else "",
            "sensitivity": self.sensitivity if blind else 0.0,
            **self._younger_search_settings(),
            **_mask_settings(self.masks),
            "format": self.format.lstrip(".").lower(),
            "pattern": self.pattern,
            "seed": self.seed,
            **({"keep times": True} if self.keep_times else {}),
            "weights": _weights_in_use(self),
        }


def _mask_settings(masks: Masks) -> dict[str, str]:
    """Where the masks come from, for JSON; a mask file that changed differs by its size or time."""
    reading = (
        {} if masks is None or masks.reading == AS_IT_LOOKS else {"reading of masks": str(masks.reading)}
    )
    if isinstance(masks, OneMask):
        changed = "missing"
        with contextlib.suppress(OSError):
            facts = masks.file.stat()
            changed = f"{facts.st_size} bytes of {facts.st_mtime_ns}"
        return {"masks": f"{masks.file}, {changed}", "place of the mask": str(masks.place or "")} | reading
    return {"masks": str(masks.folder) if masks else "", "place of the mask": ""} | reading


def _weights_in_use(plan: Plan) -> str:
    """The weights that may be used, by checksum, since with newer ones results look different."""
    fills = recommended("thin").info.id, recommended("wide").info.id
    ids = [plan.method] if plan.method != "auto" else [*fills]
    if plan.masks is None:
        with contextlib.suppress(DetectorMissing):
            ids.append(plan.detector if plan.detector != "auto" else recommended_detector())
    return ", ".join(f"{id} {sha[:8]}" for id in dict.fromkeys(ids) if (sha := _checksum(id)))


def _checksum(id: str) -> str:
    """The SHA-256 of a method's weights, "" if it has none."""
    with contextlib.suppress(LacunaError):
        return find_method(id).info.model_sha256 or weights.card(id).sha256
    return ""


def check(plan: Plan, *, elsewhere: bool = False) -> None:
    """Raise the error of a plan that cannot be carried out.  Writes nothing.

    elsewhere: other machines do the work, so the devices of this one are not checked.
    Raises FoldersClash, FolderUnreadable, BatchError, MaskUnreadable, MethodUnknown, DetectorUnknown,
    DetectorMissing, OptionInvalid, DeviceUnavailable.
    """
    _check_folders(plan)
    _check_numbers(plan)
    try:
        _ = plan.file_format
    except PhotoUnsupported as error:
        raise BatchError(error.cause) from error
    _check_pattern(plan.pattern)
    _check_method(plan)
    if isinstance(plan.masks, OneMask):
        mask_for_sizes(plan.masks)
    if plan.device not in DEVICE_NAMES:
        raise DeviceUnavailable(
            Text("{device} is none of {known}", device=repr(plan.device), known=", ".join(DEVICE_NAMES))
        )
    if plan.device not in ("auto", "cpu") and not elsewhere:
        resolve_device(plan.device)


def _check_folders(plan: Plan) -> None:
    for folder in (plan.photos, plan.out):
        _check_path(folder)
    if not plan.photos.is_dir():
        raise BatchError(Text("there is no folder {path}", path=plan.photos))
    try:
        with os.scandir(plan.photos):
            pass
    except OSError as error:
        raise FolderUnreadable(because(plan.photos, reason(error))) from error
    if plan.out.exists() and not plan.out.is_dir():
        raise FoldersClash(Text("{path} is a file", path=plan.out))
    if is_same(plan.photos, plan.out):
        raise FoldersClash(Text("{path} is the folder of the photos itself", path=plan.out))
    if any(is_same(parent, plan.out) for parent in plan.photos.resolve().parents):
        raise FoldersClash(Text("the photos lie inside {path}", path=plan.out))
    if isinstance(plan.masks, MaskFolder):
        if not plan.masks.folder.is_dir():
            raise BatchError(Text("there is no folder {path}", path=plan.masks.folder))
        if is_same(plan.masks.folder, plan.photos):
            raise FoldersClash(Text("{path} holds the photos and the masks at once", path=plan.masks.folder))


def _check_path(folder: Path) -> None:
    """Raise BatchError where no disk can have such a folder, or it may not be read."""
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # Too long a name, a circle of links, or a null byte.
        why = reason(error) if isinstance(error, OSError) else NO_NAME
        raise BatchError(because(repr(str(folder)), why)) from error


def _check_numbers(plan: Plan) -> None:
    if not 0 <= plan.sensitivity <= 1:
        raise BatchError(
            Text("the sensitivity goes from 0 to 1, and {given} does not", given=f"{plan.sensitivity:g}")
        )
    if plan.workers is not None and plan.workers < 1:
        raise BatchError(Text("a batch needs a worker, not {given}", given=plan.workers))
    place = plan.masks.place if isinstance(plan.masks, OneMask) else None
    if isinstance(place, Corner) and not (
        0 < place.width <= 100 and 0 <= place.across <= 100 and 0 <= place.down <= 100
    ):
        raise BatchError(NO_PLACE)


def _check_pattern(pattern: str) -> None:
    try:
        parts = [part for part in string.Formatter().parse(pattern) if part[1] is not None]
        fields = {name for _, name, _, _ in parts}
    except ValueError as error:
        raise BatchError(
            Text(
                "{pattern} is no name pattern: it takes {name} and {format}",
                pattern=repr(pattern),
                **FIELDS_AS_WRITTEN,
            )
        ) from error
    if "name" not in fields or fields - PATTERN_FIELDS or any(spec or how for _, _, spec, how in parts):
        raise BatchError(
            Text(
                "the name pattern {pattern} needs {name}, and takes but {format} beside it",
                pattern=repr(pattern),
                **FIELDS_AS_WRITTEN,
            )
        )
    example = pattern.format(name="name", format="jpg")
    if any(sign in '/\\:*?"<>|' or sign < " " for sign in example) or example.startswith("."):
        raise BatchError(Text("{pattern} is no name that every disk can hold", pattern=repr(pattern)))


def _check_method(plan: Plan) -> None:
    own = () if plan.method == "auto" else find_method(plan.method).info.options
    resolve((*PIPELINE_OPTIONS, *own), plan.options)
    if plan.masks is None and not plan.repeated:
        if plan.detector != "auto":
            find_detector(plan.detector)
        elif plan.method not in detectors():
            recommended_detector()


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same folder, once links are followed."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()
