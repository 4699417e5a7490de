"""What a PNG carries beside its picture, and what of it may stay once the picture was repaired."""

from __future__ import annotations

import binascii
import re

from engine.photo import chunks, embedded, exif, notices, photoshop, xmp
from engine.photo.chunks import Chunk
from engine.photo.redaction import Redaction
from engine.text import Text

# Unsafe to copy for a program that does not know them, and known not to describe the pixels (PNG, 11.3).
_KNOWN_CHUNKS = frozenset(
    {b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"tIME"}
    | {b"pHYs", b"sPLT", b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"oFFs", b"pCAL", b"sCAL", b"sTER"}
)
_TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
CREDENTIALS_CHUNK = b"caBX"
_MAX_SMALL_BYTES = 1024  # No picture worth the name fits into an undocumented chunk of this size.
_RAW_PROFILE = b"Raw profile type "  # how ImageMagick writes blocks: a name, a size, hexadecimal digits
_RAW_HEAD = re.compile(rb"\s*\S+\s+\d+\s+")
_RAW_DIGITS_A_LINE = 72
_PHOTOSHOP_PROFILES = (b"iptc", b"8bim")


def beside(found: list[Chunk]) -> tuple[Text, ...]:
    """Notices of what a file that is encoded anew does not hold any more."""
    return (notices.CREDENTIALS_REMOVED,) if chunks.find(found, CREDENTIALS_CHUNK) is not None else ()


def redacted(carried: tuple[Chunk, ...], redaction: Redaction) -> tuple[Chunk, ...]:
    """The chunks without a picture of the unrepaired photo, and without those that describe the old pixels:
    what is unknown and marked unsafe to copy is to go once the picture data changed (PNG, 14.2).
    """
    return tuple((chunk[0], clean) for chunk in carried if (clean := _redacted(chunk, redaction)) is not None)


def _redacted(chunk: Chunk, redaction: Redaction) -> bytes | None:
    kind, data = chunk
    if kind == b"eXIf":
        return exif.redacted(exif.bare(data), redaction)
    if kind in _TEXT_CHUNKS:
        return _redacted_text(chunk, redaction)
    if kind in _KNOWN_CHUNKS:
        return data
    if kind == CREDENTIALS_CHUNK:
        return None
    if embedded.holds_picture(data):
        redaction.say(notices.PREVIEWS_REMOVED)
        return None
    if len(data) > _MAX_SMALL_BYTES:
        redaction.say(notices.blocks_left_out(kind.decode("latin-1")))
        return None
    return data if _is_safe_to_copy(kind) else None


def _is_safe_to_copy(kind: bytes) -> bool:
    return bool(kind[3] & 0x20)


def _redacted_text(chunk: Chunk, redaction: Redaction) -> bytes | None:
    """A text chunk's data; None where it cannot be unpacked, so that nobody can say what is in it."""
    words = chunks.words(chunk)
    if words is None:
        redaction.say(notices.blocks_left_out(chunk[0].decode("latin-1")))
        return None
    key = chunks.key(chunk)
    if chunks.is_xmp(chunk):
        clean = xmp.redacted(words, redaction)
    elif key.startswith(_RAW_PROFILE):
        clean = _redacted_profile(key.removeprefix(_RAW_PROFILE), words, redaction)
    else:
        clean = embedded.redrawn(words, redaction.redraw)
    return chunk[1] if clean == words else chunks.with_words(chunk, clean)


def _redacted_profile(name: bytes, words: bytes, redaction: Redaction) -> bytes:
    block = raw_profile(words)
    if block is None:
        return embedded.redrawn(words, redaction.redraw)
    if name.lower() in _PHOTOSHOP_PROFILES:
        clean = photoshop.redacted(block, redaction)
    elif block.startswith(exif.EXIF_HEAD) or block[:4] in (b"II*\0", b"MM\0*"):
        bare = exif.bare(block)
        clean = block[: len(block) - len(bare)] + exif.redacted(bare, redaction)
    else:
        clean = xmp.redacted(embedded.redrawn(block, redaction.redraw), redaction)
    return words if clean == block else _as_raw_profile(name, clean)


def raw_profile(words: bytes) -> bytes | None:
    """The block that ImageMagick wrote as a text; None where it is none."""
    head = _RAW_HEAD.match(words)
    digits = b"" if head is None else b"".join(words[head.end() :].split())
    try:
        return binascii.unhexlify(digits) if head is not None else None
    except binascii.Error:
        return None


def _as_raw_profile(name: bytes, block: bytes) -> bytes:
    digits = binascii.hexlify(block)
    lines = [digits[at : at + _RAW_DIGITS_A_LINE] for at in range(0, len(digits), _RAW_DIGITS_A_LINE)]
    return b"\n%s\n%8d\n%s\n" % (name, len(block), b"\n".join(lines))
