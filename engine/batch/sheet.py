"""Writes the contact sheet of a batch: before, mask and after of every photo, in one HTML file."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from engine.batch.outcome import Outcome, State, Summary
from engine.batch.thumbnails import proposed_of, strip_of
from engine.system.atomic import replacing
from engine.text import mark

Words = Callable[[str], str]
SHEET_TITLE = mark("Before, mask and after")
REVIEW_HEADING = mark("To be reviewed")
PROPOSED_MASK_LINK_TEXT = mark("The mask it would have been repaired with")

_SHEET_CSS = """
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(34rem, 1fr)); gap: 1.5rem; }
figure { margin: 0; } img { max-width: 100%; border-radius: 4px; }
figcaption b { overflow-wrap: anywhere; } p { margin: .2rem 0; opacity: .75; }
.review { color: #b45309; opacity: 1; } .failed { color: #c02626; opacity: 1; }
"""


def sheet(summary: Summary, words: Words = str) -> Path:
    """Write the sheet into the batch's own folder, photos that need review first; returns its path.

    words: translates the engine's texts.  Raises FileNotSaved.
    """
    path = summary.folder / "sheet.html"
    first = {one.item.name for one in summary.review}
    with replacing(path) as file:
        for piece in chain([_head(summary, words)], _sections(summary, first, words), ["</body></html>\n"]):
            file.write(piece.encode("utf-8", "backslashreplace"))
    return path


def _sections(summary: Summary, first: set[str], words: Words) -> Iterator[str]:
    if first:
        yield f"<h2>{html.escape(words(REVIEW_HEADING))}</h2><main>"
        yield from (_figure(summary, one, words) for one in summary.review)
        yield "</main><hr>"
    yield "<main>"
    yield from (_figure(summary, one, words) for one in summary.outcomes if one.item.name not in first)
    yield "</main>"


def _head(summary: Summary, words: Words) -> str:
    folders = html.escape(f"{summary.plan.photos} → {summary.plan.out}")
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{folders}</title>'
        f"<style>{_SHEET_CSS}</style></head><body><h1>{html.escape(words(SHEET_TITLE))}</h1><p>{folders}</p>\n"
    )


def _figure(summary: Summary, one: Outcome, words: Words) -> str:
    """The HTML of one photo."""
    lines = [f"<b>{html.escape(one.item.name)}</b>", f"<p>{_facts(one, words)}</p>"]
    lines += [f'<p class="review">{html.escape(words(note))}</p>' for note in one.review]
    mask = proposed_of(summary.folder, one.item.name)
    if one.state == State.DOUBTFUL and mask.exists():
        lines.append(
            f'<p><a href="doubtful/{mask.name}">{html.escape(words(PROPOSED_MASK_LINK_TEXT))}</a></p>'
        )
    lines += [f"<p>{html.escape(words(note))}</p>" for note in one.notes]
    if one.error:
        lines.append(f'<p class="failed">{html.escape(_problem_text(one, words))}</p>')
    picture = _picture(summary, one) if one.ended and one.error is None else ""
    return f"<figure>{picture}<figcaption>{''.join(lines)}</figcaption></figure>\n"


def _facts(one: Outcome, words: Words) -> str:
    """State, method and found share in one line of HTML."""
    parts = [words(one.state.value)]
    parts += [one.method] if one.method else []
    parts += [f"{one.found:.2%}"] if one.found else []
    return html.escape(" · ".join(parts))


def _problem_text(one: Outcome, words: Words) -> str:
    assert one.error is not None
    return f"{words(one.error.title)}: {words(one.error.cause)}. {words(one.error.advice)}"


def _picture(summary: Summary, one: Outcome) -> str:
    """An img element that holds the strip of pictures; "" where there is none."""
    try:
        strip = strip_of(summary.folder, one.item.name).read_bytes()
        data = base64.b64encode(strip).decode("ascii")
    except OSError:
        return ""
    return f'<img loading="lazy" alt="" src="data:image/jpeg;base64,{data}">'
