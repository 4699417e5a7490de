"""`-` for standard input and output."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from app.cli.options import Exit

ROOT = Path(__file__).resolve().parents[3]


class Piped(io.TextIOWrapper):
    def __init__(self, content: bytes = b"") -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", write_through=True)

    @property
    def content(self) -> bytes:
        return self.buffer.getvalue()  # type: ignore[attr-defined]


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch):
    """Runs a command with these bytes on standard input; what came out, and its words."""

    def run(content: bytes, *words: object) -> tuple[bytes, Exit, str]:
        out, err = Piped(), Piped()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Piped(content))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main([str(word) for word in words])
        return out.content, Exit(code), err.content.decode()

    return run


@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_the_format_that_came_in_goes_out(pipe, photo: Path, mask: Path, format: str) -> None:
    stream = io.BytesIO()
    Image.open(photo).save(stream, format)
    came, code, said = pipe(stream.getvalue(), "repair", "-", "-o", "-", "--mask", mask, "--method", "telea")
    assert code == Exit.DONE and said.startswith("-: 150 pixels filled by telea")
    with Image.open(io.BytesIO(came)) as result:
        assert result.format == format and result.size == (60, 40)


def test_another_format_is_chosen(pipe, photo: Path, mask: Path) -> None:
    words = ("repair", photo, "-o", "-", "--mask", mask, "--method", "telea", "--format", "tif", "--json")
    came, code, said = pipe(b"", *words)
    assert code == Exit.DONE and json.loads(said)["out"] == "-"
    before, after = np.asarray(Image.open(photo)), np.asarray(Image.open(io.BytesIO(came)))
    where = np.asarray(Image.open(mask)) > 0
    assert np.array_equal(before[~where], after[~where]) and not np.array_equal(before, after)


@pytest.mark.usefixtures("black_detector")
def test_nothing_found_comes_out_byte_for_byte(pipe) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (120, 120, 120)).save(stream, "JPEG")
    came, code, _ = pipe(stream.getvalue(), "repair", "-", "-o", "-")
    assert code == Exit.DONE and came == stream.getvalue()


@pytest.mark.usefixtures("black_detector")
def test_a_mask_goes_into_a_pipe(pipe) -> None:
    pixels = np.full((40, 60, 3), 120, np.uint8)
    pixels[20, 5:50] = 0
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    came, code, said = pipe(stream.getvalue(), "detect", "-", "-o", "-", "--json")
    assert code == Exit.DONE and json.loads(said)["detector"] == "black"
    assert np.asarray(Image.open(io.BytesIO(came)))[20, 5:50].all()


def test_what_cannot_be_piped_says_why(pipe, photo: Path, mask: Path, tmp_path: Path, monkeypatch) -> None:
    for content, words, cause, expected in (
        (b"", ("repair", "-", "-o", "-", "--mask", mask), "standard input is empty", Exit.NOTHING_DONE),
        (b"text", ("repair", "-", "-o", "-", "--mask", mask), "no photo", Exit.NOTHING_DONE),
        (b"", ("repair", photo, "-o", tmp_path / "a.png", "--format", "png"), "--format", Exit.USAGE),
        (b"", ("repair", photo, "-o", "-", "--format", "xyz"), "xyz", Exit.NOTHING_DONE),
    ):
        came, code, said = pipe(content, *words)
        assert (came, code) == (b"", expected) and cause in said and said.count("\n") == 1
    monkeypatch.setattr(Piped, "isatty", lambda _: True)
    for words in (("repair", "-", "-o", tmp_path / "a.png"), ("detect", photo, "-o", "-")):
        _, code, said = pipe(b"", *words)
        assert code == Exit.USAGE and "terminal" in said


@pytest.mark.slow
def test_through_a_shells_pipe(photo: Path, mask: Path) -> None:
    words = [sys.executable, "-m", "app", "repair", "-", "-o", "-", "--mask", str(mask), "--method", "telea"]
    with photo.open("rb") as file:
        done = subprocess.run(words, stdin=file, cwd=ROOT, env=os.environ, capture_output=True, check=True)
    assert Image.open(io.BytesIO(done.stdout)).size == (60, 40)
