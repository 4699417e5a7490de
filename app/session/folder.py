"""The folder of a photo: what else lies there, and which name a result is offered."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app.session.sidecar import MASK_ENDING
from engine.photo.file_format import saving_formats, suffixes
from engine.photo.page_names import page_stem, without_page

REPAIRED_ENDING = "_repaired"  # Of the name that a result is offered.


def can_save(path: Path) -> bool:
    """Whether the name is that of a format that takes any photo."""
    return any(path.suffix.lower() in one.suffixes for one in saving_formats())


def offer(path: Path | None, folder: Path | None = None, *, page: int = 1, pages: int = 1) -> Path:
    """`name_repaired.ext` in a folder; None: beside the photo.  path: None where it has no file.

    page, pages: of a photo that leaves the other pages of its file behind.
    """
    if path is None:
        path = Path.home() / "photo.png"
    suffix = path.suffix if can_save(path) else ".png"
    stem = page_stem(path, page, pages)
    stem = stem if stem.endswith(REPAIRED_ENDING) else f"{stem}{REPAIRED_ENDING}"
    return (folder or path.parent) / f"{stem}{suffix}"


def folder_photos(folder: Path) -> list[Path]:
    """Photos of a folder by name, without case and without the masks of others among them.

    Raises OSError where it cannot be read.
    """
    readable = suffixes()
    found = [one for one in folder.absolute().iterdir() if one.suffix.lower() in readable and one.is_file()]
    stems = {one.stem for one in found}
    return sorted((one for one in found if not _is_mask(one, stems)), key=_by_name)


def _is_mask(path: Path, stems: Collection[str]) -> bool:
    """Whether a file is the mask of a photo, or of a page of one, that is called like one of the stems."""
    if path.suffix != ".png" or not path.stem.endswith(MASK_ENDING):
        return False
    stem = path.stem.removesuffix(MASK_ENDING)
    return stem in stems or without_page(stem) in stems


def neighbour(path: Path, by: int) -> Path | None:
    """The next (1) or previous (-1) photo of its folder, also where itself it is no longer there."""
    photos, here = folder_photos(path.parent), _by_name(path)
    if by > 0:
        return next((one for one in photos if _by_name(one) > here), None)
    return next((one for one in reversed(photos) if _by_name(one) < here), None)


def _by_name(path: Path) -> tuple[str, str]:
    return path.name.casefold(), path.name
