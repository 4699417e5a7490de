"""What a TIFF carries beside its picture, and what of it may stay once the picture was repaired."""

from __future__ import annotations

from dataclasses import replace

from engine.photo import embedded, iptc, notices, photoshop, xmp
from engine.photo.directory import ICC_TAG, IPTC_TAG, MAKER_NOTE_TAG, PHOTOSHOP_TAG, XMP_TAG, Directory, Entry
from engine.photo.redaction import Redaction

_LAYER_TAGS = frozenset({37724, 50784})  # Photoshop's and Alias's, which hold the picture piece by piece
_IMAGEJ_TAGS = frozenset({50838, 50839})
_XP_TEXTS = range(40091, 40096)
_KNOWN_TAGS = frozenset({ICC_TAG, *_IMAGEJ_TAGS, *_XP_TEXTS})
_BYTE_TYPES = frozenset({1, 6, 7})  # types of bytes, in which anything may lie


def redacted(carried: tuple[tuple[int, Entry], ...], redaction: Redaction) -> tuple[tuple[int, Entry], ...]:
    """The tags without a picture of the unrepaired photo."""
    return tuple(_redacted(dict(carried), redaction).items())


def _redacted(directory: Directory, redaction: Redaction) -> Directory:
    kept: Directory = {}
    for tag, entry in directory.items():
        if tag in _LAYER_TAGS:
            redaction.say(notices.LAYERS_LEFT_OUT)
        elif entry.nested is not None:
            kept[tag] = replace(entry, nested=_redacted(entry.nested, redaction))
        elif tag in _KNOWN_TAGS or entry.kind not in (*_BYTE_TYPES, 2):
            kept[tag] = entry if tag != IPTC_TAG else _with(entry, iptc.redacted(entry.data, redaction))
        elif clean := _redacted_blob(tag, entry, redaction):
            kept[tag] = _with(entry, clean)
    return kept


def _with(entry: Entry, data: bytes) -> Entry:
    """The entry with other bytes; the count of a type of four bytes each is of whole ones."""
    width = max(len(entry.data) // max(entry.count, 1), 1)
    data += bytes(-len(data) % width)
    return replace(entry, data=data, count=len(data) // width)


def _redacted_blob(tag: int, entry: Entry, redaction: Redaction) -> bytes:
    """b"" for what cannot stay."""
    data = entry.data
    if tag == XMP_TAG:
        return xmp.redacted(data, redaction)
    if tag == PHOTOSHOP_TAG:
        return photoshop.redacted(data, redaction)
    if tag == IPTC_TAG:
        return iptc.redacted(data, redaction)
    clean = embedded.redrawn(data, redaction.redraw)
    is_known = clean != data or entry.kind == 2 or tag == MAKER_NOTE_TAG
    if is_known or not embedded.may_be_pixels(data):
        return clean
    redaction.say(notices.blocks_left_out(f"TIFF {tag}"))
    return b""
