"""PNG's chunk stream, so that what Pillow and libpng do not carry survives (PNG specification, third edition,
5).
"""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
Chunk = tuple[bytes, bytes]
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_PIXEL_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT", b"hIST"})
_TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_NEEDED_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_MAX_CHUNK_BYTES = 2**26  # bytes of one metadata chunk, packed or not


def read(file: BinaryIO) -> tuple[list[Chunk], bool]:
    """All chunks but IDAT and animation frames, and whether there is an animation.

    A file that is cut off within its pixels or behind them is read as far as it goes.  Raises ValueError
    where it is cut off before.
    """
    file.seek(len(PNG_SIGNATURE))
    found: list[Chunk] = []
    animated = pixels = False
    while True:
        head = file.read(8)
        if len(head) < 8 and not pixels:
            raise ValueError("it ends too early")
        if len(head) < 8:
            return found, animated
        size, kind = struct.unpack(">I4s", head)
        animated |= kind == b"acTL"
        pixels |= kind == b"IDAT"
        if kind in (b"IDAT", b"fdAT"):
            file.seek(size + 4, 1)
            continue
        data = file.read(min(size, _MAX_CHUNK_BYTES + 1))
        if len(data) < size and pixels and size <= _MAX_CHUNK_BYTES:
            return found, animated
        if len(data) < size:
            raise ValueError("a chunk of it is cut off or too long")
        file.seek(4, 1)
        found.append((kind, data))
        if kind == b"IEND":
            return found, animated


def bare(file: BinaryIO) -> bytes:
    """The file without its metadata: what the decoder needs, and nothing that it would warn of."""
    file.seek(len(PNG_SIGNATURE))
    parts = [PNG_SIGNATURE]
    while len(head := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        if kind in _NEEDED_CHUNKS:
            parts += [head, file.read(size + 4)]
        else:
            file.seek(size + 4, 1)
    return b"".join(parts)


def carried(chunks: list[Chunk]) -> tuple[Chunk, ...]:
    """What is written back as it is: everything that does not describe the pixels' encoding."""
    return tuple(chunk for chunk in chunks if chunk[0] not in _PIXEL_CHUNKS)


def write(file: BinaryIO, kind: bytes, data: bytes | memoryview) -> None:
    file.write(struct.pack(">I", len(data)) + kind)
    file.write(data)
    file.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(kind))))


def find(chunks: list[Chunk] | tuple[Chunk, ...], kind: bytes) -> bytes | None:
    return next((data for name, data in chunks if name == kind), None)


def profile(chunks: list[Chunk]) -> bytes | None:
    """The ICC profile; None where there is none or it does not unpack."""
    data = find(chunks, b"iCCP")
    return _unpacked(data.partition(b"\0")[2][1:]) if data else None


def profile_chunk(icc: bytes) -> Chunk:
    return b"iCCP", b"ICC Profile\0\0" + zlib.compress(icc)


def key(chunk: Chunk) -> bytes:
    """The keyword of a text chunk."""
    return chunk[1].partition(b"\0")[0]


def words(chunk: Chunk) -> bytes | None:
    """The text of a text chunk, unpacked: latin-1, in iTXt UTF-8.  None where it does not unpack."""
    rest = chunk[1].partition(b"\0")[2]
    if chunk[0] == b"zTXt":
        return _unpacked(rest[1:])
    return _international(rest) if chunk[0] == b"iTXt" else rest


def with_words(chunk: Chunk, text: bytes) -> bytes:
    """The data of a text chunk with another text, packed as the old one was."""
    kind, data = chunk
    name, _, rest = data.partition(b"\0")
    if kind == b"zTXt":
        return name + b"\0\0" + zlib.compress(text)
    if kind == b"tEXt":
        return name + b"\0" + text
    language, translated = rest[2:].split(b"\0", 2)[:2]
    packed = zlib.compress(text) if rest[:1] == b"\1" else text
    return name + b"\0" + rest[:2] + language + b"\0" + translated + b"\0" + packed


def texts(chunks: list[Chunk]) -> tuple[tuple[str, str], ...]:
    """(key, words) of every text chunk that can be read, XMP apart."""
    found = []
    for chunk in chunks:
        if chunk[0] in _TEXT_CHUNKS and not is_xmp(chunk):
            encoding = "utf-8" if chunk[0] == b"iTXt" else "latin-1"
            found.append((key(chunk).decode("latin-1"), (words(chunk) or b"").decode(encoding, "replace")))
    return tuple(found)


def text_chunk(key: str, words: str) -> Chunk:
    name = key.encode("latin-1", "replace")[:79]
    try:
        return b"tEXt", name + b"\0" + words.encode("latin-1")
    except UnicodeEncodeError:
        return b"iTXt", name + b"\0\0\0\0\0" + words.encode("utf-8")


def xmp(chunks: list[Chunk]) -> bytes | None:
    return next((words(chunk) for chunk in chunks if is_xmp(chunk)), None)


def xmp_chunk(packet: bytes) -> Chunk:
    return b"iTXt", _XMP_KEYWORD + b"\0\0\0\0\0" + packet


def is_xmp(chunk: Chunk) -> bool:
    return chunk[0] == b"iTXt" and chunk[1].startswith(_XMP_KEYWORD + b"\0")


def _international(rest: bytes) -> bytes | None:
    """The words of an iTXt chunk, after its key: flags, language, translated key, words."""
    packed = rest[2:].split(b"\0", 2)[-1]
    return _unpacked(packed) if rest[:1] == b"\1" else packed


def _unpacked(data: bytes) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(data, _MAX_CHUNK_BYTES)
    except zlib.error:
        return None
