"""PBM, PGM and PPM (Netpbm): 1 to 16 bits, in bytes or in digits.  They are read and not written."""

from __future__ import annotations

import re
from typing import BinaryIO

import numpy as np

from engine.photo.depth import scaled
from engine.photo.file_format import FileFormat
from engine.photo.limits import check
from engine.photo.model import Photo, Stored
from engine.photo.origin import Origin

_BITMAP_KINDS, _ASCII_KINDS = b"14", b"123"  # kinds of one bit a pixel, and of numbers in digits
_CHANNELS_BY_KIND = {b"1": 1, b"2": 1, b"3": 3, b"4": 1, b"5": 1, b"6": 3}
_COMMENT_PATTERN = re.compile(rb"#[^\r\n]*")
_GAP_PATTERN = rb"(?:\s|#[^\r\n]*[\r\n])+"
_HEADER_PATTERN = re.compile(rb"P([1-6])" + _GAP_PATTERN + rb"(\d+)" + _GAP_PATTERN + rb"(\d+)")
_MAX_VALUE_PATTERN = re.compile(_GAP_PATTERN + rb"(\d+)")


def known(head: bytes) -> bool:
    return bool(re.match(rb"P[1-6][\s#]", head))


def read(file: BinaryIO) -> Photo:
    data = file.read()
    head = _HEADER_PATTERN.match(data)
    if head is None:
        raise ValueError("its header is damaged")
    kind, width, height = head[1], int(head[2]), int(head[3])
    at, most = head.end(), 1
    if kind not in _BITMAP_KINDS:
        found = _MAX_VALUE_PATTERN.match(data, at)
        if found is None:
            raise ValueError("its header is damaged")
        at, most = found.end(), int(found[1])
    if not 1 <= most <= 65535:
        raise ValueError("its largest value is nonsense")
    check(width, height, _CHANNELS_BY_KIND[kind] * (1 if most < 256 else 2))
    count = width * height * _CHANNELS_BY_KIND[kind]
    if kind == b"4":
        values = _packed_bits(data, at + 1, width, height)
    elif kind in _ASCII_KINDS:
        values = _in_digits(data[at:], count, one_each=kind == b"1")
    else:
        values = np.frombuffer(data, ">u2" if most > 255 else "u1", count, at + 1)
    values = 1 - values if kind in _BITMAP_KINDS else values  # there, 1 is black
    pixels = scaled(values.reshape(height, width, _CHANNELS_BY_KIND[kind]), most)
    return Photo(pixels, origin=Origin(bits=most.bit_length(), encoding={"writable": False}))


def _packed_bits(data: bytes, at: int, width: int, height: int) -> Stored:
    rows = np.frombuffer(data, np.uint8, -(-width // 8) * height, at).reshape(height, -1)
    return np.unpackbits(rows, axis=1, count=width)


def _in_digits(text: bytes, count: int, *, one_each: bool) -> Stored:
    """Numbers parted by white space; bits need not be parted."""
    plain = _COMMENT_PATTERN.sub(b" ", text)
    if one_each:
        plain = b" ".join(re.findall(rb"[01]", plain))
    values = np.array(plain.split()[:count], np.uint32)
    if len(values) < count:
        raise ValueError("its pixels are cut off")
    return values


FILE_FORMAT = FileFormat(name="PPM", suffixes=(".ppm", ".pgm", ".pbm", ".pnm"), known=known, read=read)
