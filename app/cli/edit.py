"""`lacuna edit`: the contract of programs that hand a photo to an external editor and wait."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Exit
from app.environment import check_window
from engine.errors import PhotoNotSaved
from engine.system.atomic import check_writable, reason
from engine.text import because


def edit(
    photo: Annotated[Path, typer.Argument(help="The photo; Done in the window writes it in place.")],
) -> int:
    """Edit a photo for another program: Done writes it in place, Cancel leaves it as it is.

    The exit code says which: 0 for Done, 1 for Cancel and for a window that was closed.
    """
    from engine.photo.load import recognise

    check_window()
    recognise(photo)
    try:
        check_writable(photo)
    except OSError as error:
        raise PhotoNotSaved(because(photo.name, reason(error))) from error

    from app.run import run_external_edit

    return Exit.DONE if run_external_edit(photo) else Exit.CANCELLED
