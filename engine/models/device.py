"""Chooses the processor that networks run on.  Imports torch only where more than the CPU is asked for."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from engine.errors import DeviceUnavailable
from engine.models.preload import torch_library
from engine.text import Text

DEVICE_NAMES = ("auto", "cpu", "cuda", "mps")


def available() -> tuple[str, ...]:
    """The devices of this machine, the fastest first and the CPU last.  Imports torch."""
    torch_library()
    import torch

    found = ["cpu"]
    if torch.backends.mps.is_available():
        found.insert(0, "mps")
    if torch.cuda.is_available():
        found.insert(0, "cuda")
    return tuple(found)


def resolve(device: str) -> str:
    """The given device, or for "auto" the fastest one.  Raises DeviceUnavailable.  "cpu" needs no torch."""
    if device == "cpu":
        return device
    if device not in DEVICE_NAMES:
        raise DeviceUnavailable(
            Text("{device} is none of {known}", device=repr(device), known=", ".join(DEVICE_NAMES))
        )
    found = available()
    if device == "auto":
        return found[0]
    if device not in found:
        raise DeviceUnavailable(Text("there is no {device} here", device=repr(device)))
    return device


def name(device: str) -> str:
    """The name for the status bar: the GPU's, or "CPU" with its model.  Imports torch for cuda only."""
    if device == "cuda":
        import torch

        return str(torch.cuda.get_device_name())
    if device == "mps":
        return "Apple GPU"
    model = _processor()
    return f"CPU ({model})" if model else "CPU"


def _processor() -> str:
    """The CPU's model, "" if the system does not say."""
    if sys.platform.startswith("linux"):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(models, platform.machine())
    return platform.processor() or platform.machine()
