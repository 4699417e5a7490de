"""What `lacuna --help` says below the list of commands."""

from __future__ import annotations

from app.cli.options import Exit

MEANING_BY_EXAMPLE = {
    "lacuna photo.jpg": "opens it in the editor",
    "lacuna edit photo.tif": "edits it in place, for another program that waits",
    "lacuna repair photo.jpg --mask mask.png -o repaired.jpg": "fills what is white in the mask",
    "lacuna repair photo.jpg -o repaired.jpg": "looks for damage itself",
    "lacuna detect photo.jpg -o mask.png": "only looks for it",
    "lacuna batch scans repaired --resume": "a whole folder, begun or continued",
}
EXIT_MEANINGS = {
    Exit.DONE: "done",
    Exit.CANCELLED: "cancelled: the photo of `lacuna edit` is as it was",
    Exit.USAGE: "wrong usage",
    Exit.SOME_FAILED: "some files failed: each is listed, the rest is done",
    Exit.NOTHING_DONE: "nothing could be done",
    Exit.STOPPED: "stopped with Ctrl+C",
}
assert set(EXIT_MEANINGS) == set(Exit), set(Exit) - set(EXIT_MEANINGS)


def epilog() -> str:
    """Examples and exit codes; typer prints each paragraph as a line."""
    width = max(map(len, MEANING_BY_EXAMPLE))
    examples = [f"{words:<{width}}  {meaning}" for words, meaning in MEANING_BY_EXAMPLE.items()]
    codes = "; ".join(f"{code:d} {meaning}" for code, meaning in EXIT_MEANINGS.items())
    errors = "An error is one line on stderr, which says what to do."
    return "\n\n".join(["Examples:", *examples, f"Exit codes: {codes}. {errors}"])
