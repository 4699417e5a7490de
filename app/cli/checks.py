"""What a command checks of its words: before the work, not after it."""

from __future__ import annotations

import stat
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import UsageError
from engine.system.atomic import reason

if TYPE_CHECKING:
    from engine.photo import Photo
    from engine.photo.mask_file import MaskReading


def check_free(out: Path, *, overwrite: bool) -> None:
    """Raise UsageError where a file cannot be or must not be: before the work, not after it."""
    try:
        mode = out.stat().st_mode
    except FileNotFoundError:
        if not out.parent.is_dir():
            raise UsageError(f"there is no folder {out.parent}") from None
        return
    except OSError as error:
        raise UsageError(f"{textwrap.shorten(out.name, 40)} cannot be written: {reason(error)}") from error
    if stat.S_ISDIR(mode):
        raise UsageError(f"{out} is a folder")
    if not stat.S_ISREG(mode):
        raise UsageError(f"{out} is no file")
    if not overwrite:
        raise UsageError(f"{out} exists; --overwrite replaces it")


def check_mask_out(mask: Path, photos: Sequence[Path], *, overwrite: bool) -> None:
    check_free(mask, overwrite=overwrite)
    if mask.suffix.lower() != ".png":
        raise UsageError(f"a mask is written as a PNG, and {mask.name} does not say so")
    if mask.resolve() in [photo.resolve() for photo in photos]:
        raise UsageError(f"{mask} cannot be the mask and the photo at once")


def check_format(picture: Photo, out: Path) -> None:
    """Raise where `out` cannot take what the photo is, and say which depth and colours it loses and what its
    encoding costs: before the work, not after it.
    """
    from engine.photo.convert import check_sides, foreseen_losses
    from engine.photo.save import same_file, target_format

    target = target_format(picture, out)
    check_sides(picture, target)
    for notice in foreseen_losses(picture, target):
        print(f"lacuna: {notice}", file=sys.stderr)
    if not (picture.save_as_only and same_file(picture.path, out)):
        return
    if picture.origin.frames > 1:
        raise UsageError(f"{out} holds {picture.origin.frames} pictures; another OUT keeps them")
    raise UsageError(f"{out} holds more than can be written back; another OUT keeps it")


def keep_before(picture: Photo, out: Path, *, layered: bool) -> None:
    """Let a photo that is still as it was know that, where `out` is to hold it as a layer.

    layered: it was asked for.  Raises PhotoUnsupported where `out` then holds no layers.
    """
    from engine.photo.save import check_layers, target_format

    if layered:
        check_layers(out)
    if picture.before is None and (layered or target_format(picture, out).layers == "always"):
        picture.before = picture.copy().copy


def check_search(
    mask: Path | None,
    *,
    reading: MaskReading,
    detector: str | None,
    kind: str | None,
    fill_doubtful: bool,
    sensitivity: float | None,
) -> None:
    """Raise UsageError where words contradict each other."""
    from engine.photo.mask_file import AS_IT_LOOKS

    check_sensitivity(sensitivity)
    if mask is None and reading != AS_IT_LOOKS:
        raise UsageError("--soft-mask, --mask-from, --invert-mask, --grow are of a mask, and there is none")
    if mask is not None and (
        fill_doubtful or any(word is not None for word in (detector, kind, sensitivity))
    ):
        raise UsageError(
            "--detector, --kind, --sensitivity, --fill-doubtful look for damage; --mask says where it is"
        )


def check_sensitivity(sensitivity: float | None) -> None:
    if sensitivity is not None and not 0 <= sensitivity <= 1:
        raise UsageError(f"--sensitivity goes from 0 to 1, and {sensitivity:g} does not")
