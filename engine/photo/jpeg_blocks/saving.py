"""Saving a photo that came from a JPEG as JPEG, block by block where that can be done."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from engine.errors import MemoryLimited
from engine.photo import gain_map
from engine.photo.jpeg_blocks.changed_blocks import BlockEncoding, encode_changed_blocks
from engine.photo.jpeg_blocks.stream import BlocksNotKept
from engine.photo.jpeg_faults import mended
from engine.photo.model import Photo
from engine.photo.notices import CHANGED_FILE_NOTE, GAIN_MAP_KEPT, WHOLE_NOTE, block_note
from engine.photo.orient import filed
from engine.photo.segments import Segment
from engine.text import Text

LOG = logging.getLogger("lacuna.jpeg")
Pieces = Sequence[bytes | memoryview]


def changed_blocks(photo: Photo, metadata: Sequence[Segment]) -> tuple[Pieces | None, tuple[Text, ...]]:
    """The file that keeps all unchanged blocks of the photo's own file, in pieces, and notices.

    None for the file: the photo must be encoded as a whole, and the notices say why, if it came from a JPEG.
    The photo is written as its file is oriented.  Reads the file again.  Raises OSError.
    """
    path = photo.path
    if photo.format != "JPEG" or path is None:
        return None, ()
    original = None if photo.source_changed else mended(path.read_bytes()).whole
    if original is None or photo.source_changed:
        return None, (CHANGED_FILE_NOTE,)
    orientation = photo.origin.orientation
    candidates = filed(photo.changed_pixels.flags(), orientation)
    try:
        done = encode_changed_blocks(original, metadata, filed(photo.pixels, orientation), candidates)
    except (BlocksNotKept, MemoryLimited) as why:
        LOG.info("%s is encoded as a whole: %s", path.name, why)
        return None, (WHOLE_NOTE,)
    except Exception:  # The photo must be saved, whatever stands in the way of the better encoding.
        LOG.warning("%s is encoded as a whole", path.name, exc_info=True)
        return None, (WHOLE_NOTE,)
    note = block_note(done.changed, done.total)
    with_map = _with_gain_map(original, done)
    return (done.pieces, (note,)) if with_map is None else (with_map, (note, GAIN_MAP_KEPT))


def _with_gain_map(original: bytes, done: BlockEncoding) -> Pieces | None:
    """The new file with its HDR gain map; None where there is none that can be kept."""
    try:
        if gain_map.find(original) is None:
            return None
        return gain_map.with_gain_map(original, done.pieces, done.changed_pixels.flags())
    except Exception:  # The photo must be saved, whatever is behind it.
        LOG.info("its gain map is not kept", exc_info=True)
        return None
