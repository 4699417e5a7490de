"""Calls Lacuna from a plug-in of GIMP or Krita: photo and mask go out, the repair comes back as a layer.

Needs the standard library alone, since it runs in the Python of the other program.  `install.sh` puts it
beside each plug-in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as xml

LAYER_NAME = "Repair"
PROGRAM_VARIABLE = "LACUNA"
# A program that was started from a menu may have a shorter PATH than a shell.
PROGRAM_FOLDERS = ("~/.local/bin", "/usr/local/bin", "/usr/bin")
# By these an AppImage or a bundle finds its own libraries, which Lacuna must not load.
FOREIGN_VARIABLES = ("LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "QT_PLUGIN_PATH", "GI_TYPELIB_PATH")
POLL_S = 0.1


class LacunaFailed(Exception):
    """Lacuna is not there, or did not repair the photo.  As a str it is one line for the person."""


class LacunaCancelled(Exception):
    """The person stopped the repair."""


@dataclass(frozen=True)
class RepairLayer:
    """A PNG with the repaired pixels alone, and where its upper left corner lies in the photo, in px."""

    path: Path
    left: int
    top: int


def repair_command(program: str, photo: Path, mask: Path | None, out: Path) -> list[str]:
    """The words that start Lacuna.  mask: without one, Lacuna looks for damage itself."""
    words = [program, "repair", str(photo), "-o", str(out)]
    if mask is not None:
        words += ["--mask", str(mask), "--mask-from", "luminance", "--soft-mask"]
    return words


def mask_bytes(width: int, height: int, values: bytes) -> bytes:
    """A selection as a PGM file.  values: width · height bytes, row by row, 255 = selected."""
    if len(values) != width * height:
        raise ValueError(f"{len(values)} values for {width} × {height} pixels")
    return b"P5\n%d %d\n255\n" % (width, height) + values


def repair(
    write_photo: Callable[[Path], None],
    mask: bytes | None,
    folder: Path,
    keep_waiting: Callable[[], bool],
) -> RepairLayer | None:
    """Repair a photo in files of `folder`; None where nothing had to change.

    write_photo: writes the photo as a PNG to the path it is given.  mask: the bytes of a mask file.
    keep_waiting: called every POLL_S seconds until Lacuna has ended; false stops it.
    Raises LacunaFailed and LacunaCancelled.
    """
    photo, out = folder / "photo.png", folder / "repaired.ora"
    mask_path = None
    write_photo(photo)
    if mask is not None:
        mask_path = folder / "mask.pgm"
        mask_path.write_bytes(mask)
    _run(repair_command(_program(os.environ), photo, mask_path, out), keep_waiting)
    return layer_of(out, folder)


def layer_of(result: Path, folder: Path) -> RepairLayer | None:
    """The layer with the repair in an OpenRaster file of Lacuna, written to `folder`; None if it has none."""
    with zipfile.ZipFile(result) as archive:
        for layer in xml.fromstring(archive.read("stack.xml")).iter("layer"):
            if layer.get("name") == LAYER_NAME:
                path = folder / "layer.png"
                path.write_bytes(archive.read(layer.attrib["src"]))
                return RepairLayer(path, int(layer.get("x", "0")), int(layer.get("y", "0")))
    return None


def _program(environment: Mapping[str, str]) -> str:
    if named := environment.get(PROGRAM_VARIABLE):
        return named
    folders = [environment.get("PATH", ""), *(str(Path(folder).expanduser()) for folder in PROGRAM_FOLDERS)]
    found = shutil.which("lacuna", path=os.pathsep.join(folders))
    if found is None:
        raise LacunaFailed(f"Lacuna was not found. Install it, or name its program in {PROGRAM_VARIABLE}.")
    return found


def _run(command: list[str], keep_waiting: Callable[[], bool]) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, env=environment
            )
        except OSError as error:
            raise LacunaFailed(f"{command[0]} cannot be started: {error.strerror}.") from error
        while process.poll() is None:
            if not keep_waiting():
                process.terminate()
                process.wait()
                raise LacunaCancelled
            time.sleep(POLL_S)
        if process.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise LacunaFailed(" ".join(lines[-3:]) or f"Lacuna ended with {process.returncode}.")
