"""`lacuna doctor`: what this installation has, what is wrong with it, and how to mend it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from app.environment import has_screen, prepare
from engine.detection.ink_reader import INK_WEIGHTS_ID
from engine.errors import LacunaError, MemoryLimited, WeightsMissing
from engine.models import device, weights
from engine.models.catalog import catalog, detectors
from engine.photo.limits import free_memory
from engine.system.paths import config_folder, state_folder, weights_folder
from engine.system.process import own_command

WINDOW_PACKAGES = ["libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libxcb-cursor0"]
INSTALL_AGAIN = "Install Lacuna again, as its README says."
_PACKAGE_NAME = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass
class Findings:
    """A report to print or to dump as JSON; `problems` are pairs of what is wrong and the way out."""

    report: dict[str, Any]
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        return bool(self.problems)

    def print(self) -> None:
        for title, value in self.report.items():
            if title != "problems":
                print(f"{title:<10} {_line(value)}")
        for wrong, way_out in self.problems:
            print(f"\nproblem    {wrong}\n           {way_out}")
        if not self.problems:
            print("\nNothing is wrong.")


def _line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {fact}" for name, fact in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def examine() -> Findings:
    """Look at everything; never raises."""
    problems: list[tuple[str, str]] = []
    report: dict[str, Any] = {
        "lacuna": importlib.metadata.version("lacuna"),
        "python": platform.python_version(),
        "system": platform.platform(),
    }
    checks: dict[str, Callable[[list[tuple[str, str]]], Any]] = {
        "folders": _folders,
        "libraries": _libraries,
        "devices": _devices,
        "memory": _memory,
        "window": _window,
        "methods": _methods,
        "detectors": _detectors,
        "weights": _weights,
    }
    for title, check in checks.items():
        report[title] = check(problems)
    report["problems"] = [{"problem": wrong, "way_out": way_out} for wrong, way_out in problems]
    return Findings(report, problems)


def _folders(problems: list[tuple[str, str]]) -> dict[str, str]:
    places = {"settings": config_folder, "state": state_folder, "weights": weights_folder}
    found = {}
    for name, place in places.items():
        try:
            found[name] = str(place())
        except LacunaError as error:
            found[name] = "closed"
            problems.append((f"{error.title}: {error.cause}", error.advice))
    return found


def _libraries(problems: list[tuple[str, str]]) -> dict[str, str]:
    """Versions of what Lacuna asks for, as its own package data lists it."""
    versions = {}
    for name in _required():
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            problems.append((f"the library {name} is missing", INSTALL_AGAIN))
    return versions


def _required() -> Iterator[str]:
    for line in importlib.metadata.requires("lacuna") or []:
        name = _PACKAGE_NAME.match(line)
        if name and "extra ==" not in line:
            yield name.group()


def _devices(problems: list[tuple[str, str]]) -> list[str]:
    try:
        return [f"{found} ({device.name(found)})" for found in device.available()]
    except MemoryLimited as error:
        problems.append((f"torch cannot be loaded: {error.cause}", error.advice))
        return ["cpu"]
    except Exception as error:  # whatever breaks torch's import is what doctor is for
        problems.append((f"torch does not load ({error})", INSTALL_AGAIN))
        return ["cpu"]


def _memory(problems: list[tuple[str, str]]) -> str:
    gigabytes = free_memory() / 2**30
    if gigabytes < 2:
        problems.append((f"only {gigabytes:.1f} GB of memory are free", "Close other programs."))
    return f"{gigabytes:.1f} GB free"


def _window(problems: list[tuple[str, str]]) -> str:
    """Open Qt in a process of its own: a missing system library ends that one, not this."""
    screen = has_screen()
    words = own_command(["doctor", "--window"])
    place = os.environ if screen else os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    try:
        run = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, env=place)
    except subprocess.TimeoutExpired:
        problems.append(("the window does not open within a minute", "Look at what DISPLAY names."))
        return "cannot open"
    if run.returncode == 0:
        return run.stdout.strip() if screen else "no display here; the command line needs none"
    lines = [line for line in run.stderr.splitlines() if "rror" in line or "ould not" in line]
    said = lines[0] if lines else f"exit code {run.returncode}"
    problems.append(
        (f"the window cannot open: {said}", f"sudo apt-get install -y {' '.join(WINDOW_PACKAGES)}")
    )
    return "cannot open"


def print_window_system() -> None:
    """Open Qt in this process, and print which window system it uses."""
    from PySide6.QtWidgets import QApplication

    prepare()
    print(QApplication([]).platformName())


def _methods(_: list[tuple[str, str]]) -> list[str]:
    return list(catalog())


def _detectors(_: list[tuple[str, str]]) -> list[str]:
    return list(detectors())


def _weights(problems: list[tuple[str, str]]) -> dict[str, str]:
    """The state of every weights file that a method or a detector names, or that ships; hashes are checked.

    One that `auto` relies on has to be there; another that is not has not been trained yet.
    """
    entries = {id: detector.info for id, detector in detectors().items()}
    entries |= {id: method.info for id, method in catalog().items()}
    named = [(info.id, variant) for info in entries.values() for variant in info.weights]
    beside = [file.stem.partition("--")[::2] for file in sorted(weights_folder().glob("*.safetensors"))]
    states = {}
    for id, variant in dict.fromkeys([*named, (INK_WEIGHTS_ID, ""), *beside]):
        file = weights.stem(id, variant)
        try:
            weights.check(id, variant)
            states[file] = "ok"
        except WeightsMissing as error:
            states[file] = "missing" if id in relied_on() else "not trained"
            if states[file] == "missing":
                problems.append((str(error), error.advice))
        except LacunaError as error:
            states[file] = "damaged"
            problems.append((str(error), error.advice))
    return states


def relied_on() -> set[str]:
    """What `auto` takes first: ids of methods and of the detector, and of what completes its finds."""
    from engine.detection.run import DEFAULT_DETECTORS as FINDERS
    from engine.repair.auto import METHODS_BY_WIDTH as FILLERS

    return {ids[0] for ids in (*FILLERS.values(), FINDERS)} | {INK_WEIGHTS_ID}
