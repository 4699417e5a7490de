"""The style sheet: resources/theme/window.qss with the colours filled in."""

from __future__ import annotations

import dataclasses
from string import Template

from app.theme.colours import Colours
from engine.system.paths import resource


def sheet(colours: Colours) -> str:
    """The application's style sheet."""
    source = Template(resource("theme", "window.qss").read_text("utf-8"))
    arrow = resource("icons", f"chevron-down-{'dark' if colours.dark else 'light'}.svg")
    check = resource("icons", "check-light.svg")
    return source.substitute(dataclasses.asdict(colours), arrow=arrow.as_posix(), check=check.as_posix())
