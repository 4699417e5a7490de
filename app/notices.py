"""What is said for a moment over the photo once something is done."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QKeySequence

from app.canvas.view import Canvas
from app.menus import Actions
from app.panels.find import finds_text
from app.session.blends import Blends
from app.session.clipboard import Clipboard
from app.session.edge_preview import EdgePreview
from app.session.files import Files
from app.session.repairs import Outcome, Repairs
from app.session.sidecar import Sidecar
from app.text import count, engine_text, translate
from app.widgets.toast import Toast


class NoticeSources(Protocol):
    """Whose work is said to be done."""

    files: Files
    sidecar: Sidecar
    repairs: Repairs
    edge_preview: EdgePreview
    blends: Blends
    canvas: Canvas
    clipboard: Clipboard


class Notices:
    """Says it in a toast, with the keys of what can be done next."""

    def __init__(self, toast: Toast, actions: Actions) -> None:
        self._toast, self._actions = toast, actions

    def follow(self, sources: NoticeSources) -> None:
        """Say it whenever one of these has done something."""
        sources.files.saved.connect(self.saved)
        sources.sidecar.saved.connect(lambda name: self.saved(name, ""))
        sources.repairs.repaired.connect(self.repaired)
        sources.edge_preview.shown.connect(self.edges_shown)
        sources.blends.blended.connect(self.repaired)
        sources.canvas.hinted.connect(self._toast.say)
        sources.clipboard.copied.connect(lambda: self._toast.say(translate("Window", "Copied")))

    def saved(self, name: str, note: str) -> None:
        """note: in the person's language, or empty."""
        line = translate("Window", "Saved {name}").format(name=name)
        self._toast.say(f"{line} · {note}" if note else line)

    def repaired(self, outcome: Outcome) -> None:
        """How much was changed, what was found, and the notes of the method."""
        line = translate("Window", "{changed} of {all} pixels changed outside the mask")
        if outcome.recoloured:
            line = translate(
                "Window", "{changed} of {all} pixels changed outside the mask, but the colour of {recoloured}"
            )
        parts = [
            line.format(
                changed=count(outcome.changed_outside),
                all=count(outcome.pixels),
                recoloured=count(outcome.recoloured),
            )
        ]
        if outcome.finds is not None:
            parts = [*finds_text(outcome.finds), *parts]
        if outcome.answers > 1:
            text = translate("Window", "{n} answers: {key} shows the next")
            parts.append(text.format(n=count(outcome.answers), key=self._key("next_answer")))
        self._toast.say(" · ".join([*parts, *map(engine_text, outcome.notes)]))

    def edges_shown(self, any_: bool) -> None:
        """Of the edges that a method expects: whether there are any, and how they are corrected."""
        if any_:
            text = translate("Window", "Correct the edges with the Sketch tool ({key}), then press Enter")
            self._toast.say(text.format(key=self._key("tool_sketch")))
        else:
            self._toast.say(translate("Window", "No edges are guessed here: draw some with the Sketch tool"))

    def _key(self, id: str) -> str:
        return self._actions[id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
