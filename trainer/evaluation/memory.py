"""Peak memory of this process, where the system tells it (Linux)."""

from __future__ import annotations

from pathlib import Path

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def reset_peak() -> None:
    """Start counting anew; without effect where the system cannot."""
    try:
        _RESET.write_text("5")
    except OSError:
        return


def peak_megabytes() -> float | None:
    """The most memory held since `reset_peak`, in MB; None where it is not known."""
    if not _STATUS.exists():
        return None
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)
