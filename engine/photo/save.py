"""Writing a photo: unchanged bytes where nothing changed, else one encoding, always by way of a temporary
file.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from engine.errors import FileNotSaved, LacunaError, PhotoNotSaved, PhotoUnsupported
from engine.photo.convert import fit, foreseen_losses
from engine.photo.file_format import FileFormat, of_format, of_name
from engine.photo.layers import with_plain_encoding
from engine.photo.model import Photo
from engine.photo.notices import settled
from engine.photo.origin import stamp
from engine.system.atomic import replacing
from engine.text import Text, because


def save(photo: Photo, path: Path, *, jpeg_quality: int | None = None) -> tuple[Text, ...]:
    """Write atomically, in the format of the path's suffix; over its own source in the source's format.

    A photo that nothing was `put` into is copied byte for byte when the format stays.  Of an edited one all
    metadata is kept but for thumbnails, which may show what was erased.  Returns notices: what the format
    could not hold, and of a JPEG how many of its blocks were encoded again.
    jpeg_quality: 1 to 100, of a JPEG, which is then encoded as a whole; None: as its own file, or the usual
    quality where the photo is no JPEG.
    Raises PhotoUnsupported (no such format), PhotoNotSaved (disk full, not allowed …; the old file is whole).
    """
    file_format = target_format(photo, path)
    _check_other_pages(photo, path)
    if jpeg_quality is not None and file_format.name == "JPEG":
        return _encode(photo, path, file_format, jpeg_quality=jpeg_quality)
    if _is_copied(photo, file_format):
        return _copy(photo, path)
    return _encode(photo, path, file_format)


def save_layered(photo: Photo, path: Path) -> tuple[Text, ...]:
    """`save` with the photo as it was (Photo.before) and the repair as layers.

    Raises what `save` raises, and PhotoUnsupported where the format or the photo's colours have no layers.
    """
    file_format = check_layers(path)
    _check_other_pages(photo, path)
    plain = photo if file_format.layers == "always" else with_plain_encoding(photo)
    return _encode(plain, path, file_format, layered=True)


def check_layers(path: Path) -> FileFormat:
    """The format of this name, or PhotoUnsupported where it holds no layers."""
    file_format = of_name(path)
    if file_format.layers == "never":
        raise PhotoUnsupported(
            Text("{format} holds no layers; OpenRaster (.ora) and TIFF do", format=file_format.name)
        )
    return file_format


def foreseen(photo: Photo, path: Path) -> tuple[Text, ...]:
    """What a save would lose and cost, as far as it is known before it; nothing where the file is copied.

    Raises PhotoUnsupported (no such format).
    """
    file_format = target_format(photo, path)
    return () if _is_copied(photo, file_format) else foreseen_losses(photo, file_format)


def save_as(photo: Photo, path: Path, name: str) -> tuple[Text, ...]:
    """Write what is no photo, a mask for instance, in the format of this name (Photo.format), whatever the
    path's suffix.  Raises FileNotSaved.
    """
    file_format = of_format(name)
    if file_format is None or file_format.write is None:
        raise PhotoUnsupported(Text("{format} cannot be written", format=name))
    return _encode(photo, path, file_format, FileNotSaved)


def _encode(
    photo: Photo,
    path: Path,
    file_format: FileFormat,
    not_saved: type[FileNotSaved] = PhotoNotSaved,
    *,
    jpeg_quality: int | None = None,
    layered: bool = False,
) -> tuple[Text, ...]:
    fitted, said = fit(photo, file_format)
    if not layered and file_format.layers != "always":
        fitted.before = None
    if jpeg_quality is not None:
        fitted.origin = replace(fitted.origin, encoding={"quality": jpeg_quality})
    assert file_format.write is not None
    with replacing(path, not_saved) as file:
        try:
            said += file_format.write(fitted, file) or ()
        except (LacunaError, OSError):
            raise
        except MemoryError as error:
            raise not_saved(because(path.name, Text("there is not enough memory"))) from error
        except Exception as error:  # encoders raise whatever they like
            raise not_saved(because(path.name, str(error))) from error
    _remember(photo, path)
    return settled(said)


def page_written(photo: Photo, path: Path) -> tuple[int, int]:
    """The page that holds the photo in the file that it was read from or saved to, and how many there are."""
    own = of_format(photo.format)
    if own is None or own.page_count is None:
        return 1, 1
    origin = photo.origin
    if not same_file(photo.path, path):
        goes_along = origin.keeps_other_pages or not photo.edited
        is_own = own.write is not None and target_format(photo, path).name == own.name
        if not (goes_along and is_own) or photo.source_changed:
            return 1, 1
    return origin.page, origin.frames


def _check_other_pages(photo: Photo, path: Path) -> None:
    """Raise PhotoNotSaved where the file's other pages, which another program wrote since, would be lost."""
    if photo.origin.keeps_other_pages and photo.source_changed and same_file(photo.path, path):
        raise PhotoNotSaved(
            Text("{name} has other pages, and another program has changed it since", name=path.name)
        )


def keeps_pixels(photo: Photo, path: Path) -> bool:
    """Whether `save` under this name would write every pixel as it is held."""
    file_format = target_format(photo, path)
    fits = (
        photo.space in file_format.spaces
        and (photo.full == 255 or file_format.deepest > 8)
        and (photo.alpha is None or file_format.alpha)
    )
    return fits and file_format.lossless(photo)


def target_format(photo: Photo, path: Path) -> FileFormat:
    """The format a save under this name writes: a misnamed source keeps what it really is."""
    own = of_format(photo.format)
    if own is not None and own.write is not None and same_file(photo.path, path):
        return own
    return of_name(path)


def same_file(source: Path | None, path: Path) -> bool:
    """Whether two names lead to one file; no source is no file."""
    if source is None:
        return False
    try:
        return source == path or source.samefile(path)
    except OSError:
        return False


def _is_copied(photo: Photo, file_format: FileFormat) -> bool:
    """Whether a save writes the bytes of the photo's file."""
    return not photo.edited and file_format.name == photo.format and not photo.source_changed


def _copy(photo: Photo, path: Path) -> tuple[Text, ...]:
    assert photo.path is not None
    if not same_file(photo.path, path):
        with replacing(path, PhotoNotSaved) as file, photo.path.open("rb") as source:
            shutil.copyfileobj(source, file)
    return ()


def _remember(photo: Photo, path: Path) -> None:
    """After a save over the source, a change by another program counts from now."""
    if same_file(photo.path, path):
        photo.origin = replace(photo.origin, stamp=stamp(path))
        photo.changed_pixels.clear()
