"""Peak memory of this process, on Linux."""

from __future__ import annotations

from pathlib import Path

_STATUS_FILE, _RESET_FILE = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def reset_peak() -> None:
    """Reset the peak to the current use; without effect on other systems."""
    try:
        _RESET_FILE.write_text("5")
    except OSError:
        return


def peak_megabytes() -> float | None:
    """The peak since `reset_peak`, in MB; None on other systems."""
    if not _STATUS_FILE.exists():
        return None
    lines = _STATUS_FILE.read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), None)
