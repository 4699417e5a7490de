"""What the arguments of several commands share."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.errors import UsageError


class KeyValueAction(argparse.Action):
    """Collects repeated NAME=VALUE arguments in a dictionary, {} where there are none.  Raises UsageError."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**{**rest, "default": {}})

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        name, equals, value = str(values).partition("=")
        if not equals:
            raise UsageError(f"an option is written NAME=VALUE, not {values!r}")
        setattr(namespace, self.dest, {**getattr(namespace, self.dest), name: value})


def add_photos(
    parser: argparse.ArgumentParser, name: str = "--photos", help: str = "folder", *, required: bool = True
) -> None:
    """A folder of photos, which may be given again; [] where it is not given."""
    parser.add_argument(
        name,
        type=Path,
        action="append",
        default=[],
        required=required,
        metavar="DIR",
        help=f"{help}; may be repeated",
    )


def add_options(parser: argparse.ArgumentParser, metavar: str = "K=V", help: str | None = None) -> None:
    """`--option K=V`, which may be given again, as `options`."""
    parser.add_argument("--option", action=KeyValueAction, dest="options", metavar=metavar, help=help)


def add_limit(parser: argparse.ArgumentParser, default: int | None = None) -> None:
    """`--limit N`: how many photos a case is measured on."""
    parser.add_argument("--limit", type=whole("--limit", 1), default=default, help="photos in each case")


def number(option: str, low: float, high: float = math.inf, *, above: bool = False) -> Callable[[str], float]:
    """The type of an argument: a finite number of [low, high], or of (low, high] if `above`."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and low <= value <= high) or (above and value == low):
            least = f"above {low:g}" if above else f"from {low:g}"
            most = "" if high == math.inf else f" to {high:g}"
            raise UsageError(f"{option} takes a number {least}{most}, not {text}")
        return value

    return parse


def whole(option: str, low: int) -> Callable[[str], int]:
    """The type of an argument: an integer from `low`."""

    def parse(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if value < low:
            raise UsageError(f"{option} takes a whole number from {low}, not {text}")
        return value

    return parse


def comma_list(text: str) -> list[str]:
    """ "a,b" → ["a", "b"]."""
    return text.split(",")
