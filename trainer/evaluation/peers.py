"""Fills of other programs and libraries, measured beside ours where they are installed.

G'MIC's inpaint_matchpatch, and the methods of OpenCV's contributed module xphoto.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.job import Job
from engine.models.method import Array, ArrayMethod, MethodInfo, Request

Pixels = NDArray[np.uint8]
XPHOTO_METHODS = {"xphoto-shiftmap": "INPAINT_SHIFTMAP", "xphoto-fsr": "INPAINT_FSR_FAST"}


class Peer(ArrayMethod):
    """A fill of 8-bit pixels by another program.  It sees the context that patchmatch sees."""

    def __init__(self, id: str, title: str, paint: Callable[[Pixels, Pixels], Pixels]) -> None:
        """paint: H×W×3 RGB filled where an H×W mask is 255."""
        self.info = MethodInfo(
            id=id, title=title, year=2000, paper="-", purpose="Measured beside our methods", limits="-",
            holes="large", context=1.0, context_least=64,
        )  # fmt: skip
        self._paint = paint

    def fill(self, request: Request[Array], job: Job) -> Array:
        job.step(0.0)
        pixels = np.rint(request.image.clip(0, 1) * 255).astype(np.uint8)
        mask = np.where(request.mask > 0, np.uint8(255), np.uint8(0))
        return self._paint(pixels, mask).astype(np.float32) / np.float32(255)


def peers() -> dict[str, Peer]:
    """The fills of other programs that are installed, by id."""
    found = {}
    if shutil.which("gmic"):
        found["gmic"] = Peer(
            "gmic", "G'MIC inpaint_matchpatch", lambda pixels, mask: matchpatch(pixels, mask)[0]
        )
    xphoto: Any = getattr(cv2, "xphoto", None)
    if xphoto is not None:
        for id, constant in XPHOTO_METHODS.items():
            found[id] = Peer(id, f"OpenCV xphoto {constant}", _xphoto(xphoto, getattr(xphoto, constant)))
    return found


def matchpatch(pixels: Pixels, mask: Pixels) -> tuple[Pixels, float]:
    """The fill by G'MIC, 8-bit RGB, and the seconds of its process, the start included (about 0.1 s)."""
    with tempfile.TemporaryDirectory() as folder:
        source, hole, out = (str(Path(folder) / name) for name in ("photo.png", "hole.png", "out.png"))
        Image.fromarray(pixels).save(source)
        Image.fromarray(mask).save(hole)
        words = ["gmic", source, hole, "-inpaint_matchpatch[0]", "[1]", "-o[0]", out]
        began = time.perf_counter()
        subprocess.run(words, check=True, capture_output=True)
        seconds = time.perf_counter() - began
        with Image.open(out) as filled:
            return np.asarray(filled.convert("RGB")), seconds


def _xphoto(xphoto: Any, kind: int) -> Callable[[Pixels, Pixels], Pixels]:
    def paint(pixels: Pixels, mask: Pixels) -> Pixels:
        answer = np.zeros_like(pixels)
        xphoto.inpaint(np.ascontiguousarray(pixels[..., ::-1]), 255 - mask, answer, kind)
        return np.ascontiguousarray(answer[..., ::-1], np.uint8)

    return paint
