"""`-` in place of a file: the photo comes from standard input, the result goes to standard output."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from engine.errors import UsageError

if TYPE_CHECKING:
    from engine.photo import Photo

STANDARD_STREAM = Path("-")
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="F", help="With -o -: png, tif, jpg …  Default: that of the photo."),
]


@dataclass(frozen=True)
class Ends:
    """The files that a command reads and writes in place of pipes.

    photo: the photo as a file, that of `given` where no pipe is meant.  folder: for the result that goes into
    a pipe; None where `out` is a file.
    """

    photo: Path
    out: Path
    format: str | None
    folder: Path | None

    @property
    def report_stream(self) -> TextIO:
        """Where words go: not between the bytes of a photo."""
        return sys.stderr if self.folder is not None else sys.stdout

    def target(self, picture: Photo) -> Path:
        """Where the repaired photo is to be written.  Raises UsageError, PhotoUnsupported."""
        from engine.photo.file_format import of_format, of_name

        if self.folder is None:
            return self.out
        if self.format is not None:
            return self.folder / f"result{of_name(_named(self.format)).suffixes[0]}"
        own = of_format(picture.format)
        if own is None or own.write is None:
            raise UsageError(f"{picture.format} cannot be written; --format says what is, png for instance")
        return self.folder / f"result{own.suffixes[0]}"

    def deliver(self, result: Path) -> None:
        """Pass on what was written to `target`; nothing where that is no pipe."""
        if self.folder is not None:
            with result.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()


@contextmanager
def pipe_ends(photo: Path, out: Path, format: str | None = None) -> Iterator[Ends]:
    """Read standard input into a file where `photo` is `-`.  Raises UsageError."""
    from engine.photo.file_format import of_name

    if format is not None:
        if out != STANDARD_STREAM:
            raise UsageError("--format is of -o -; the suffix of any other OUT is its format")
        of_name(_named(format))
    if out == STANDARD_STREAM and sys.stdout.isatty():
        raise UsageError("-o - writes a photo, and standard output is a terminal: send it into a file")
    with TemporaryDirectory(prefix="lacuna-") as folder:
        source = photo if photo != STANDARD_STREAM else _from_stdin(Path(folder))
        yield Ends(source, out, format, Path(folder) if out == STANDARD_STREAM else None)


def _from_stdin(folder: Path) -> Path:
    if sys.stdin.isatty():
        raise UsageError("- reads a photo from standard input, and that is a terminal: send a file into it")
    path = folder / "standard input"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return path


def _named(format: str) -> Path:
    return Path(f"photo.{format.lstrip('.')}")
