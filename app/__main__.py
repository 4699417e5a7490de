"""`lacuna` and `python -m app`: the editor, or one of the commands."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence

from engine.system.process import (
    ensure_streams,
    raise_if_stop_requested,
    restore_library_path,
    stop_on_termination,
)

COMPLETION_VARIABLE = "_LACUNA_COMPLETE"  # The shell's completion script sets it, and passes no words.


def main(arguments: Sequence[str] | None = None) -> int:
    """A first word that is no command and no option is a photo to open.  Returns the exit code."""
    multiprocessing.freeze_support()
    restore_library_path()
    ensure_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        stop_on_termination()
        from app.cli import commands

        raise_if_stop_requested()
    except KeyboardInterrupt:  # what is loaded here takes long enough to be interrupted
        print("lacuna: stopped", file=sys.stderr)
        return 130
    is_command = words and (words[0] in commands.COMMAND_NAMES or words[0].startswith("-"))
    if is_command or COMPLETION_VARIABLE in os.environ:
        return commands.run(words)
    return commands.open_editor(words)


if __name__ == "__main__":
    sys.exit(main())
