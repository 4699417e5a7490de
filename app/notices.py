"""What is said for a moment over the photo once something is done."""

from __future__ import annotations

from typing import Protocol

from app.canvas.view import Canvas
from app.document.edit import Change
from app.menus import Actions
from app.panels.find import finds_text
from app.session.blends import Blends
from app.session.clipboard import Clipboard
from app.session.edge_preview import EdgePreview
from app.session.files import Files
from app.session.layered_copy import LayeredCopy
from app.session.repairs import Outcome, Repairs
from app.session.session import Session
from app.session.sidecar import Sidecar
from app.text import count, engine_text, translate
from app.widgets.toast import Toast


class NoticeSources(Protocol):
    """Whose work is said to be done."""

    files: Files
    layered_copy: LayeredCopy
    sidecar: Sidecar
    repairs: Repairs
    edge_preview: EdgePreview
    blends: Blends
    canvas: Canvas
    clipboard: Clipboard
    session: Session


class Notices:
    """Says it in a toast, with the keys of what can be done next."""

    def __init__(self, toast: Toast, actions: Actions) -> None:
        self._toast, self._actions = toast, actions
        self._session: Session | None = None
        self._repaired_state: int | None = None  # of the history, while the line said is of that repair

    def follow(self, sources: NoticeSources) -> None:
        """Say it whenever one of these has done something."""
        self._session = sources.session
        sources.session.changed.connect(self._followed)
        sources.files.saved.connect(self.saved)
        sources.layered_copy.saved.connect(self.saved)
        sources.sidecar.saved.connect(lambda name: self.saved(name, ""))
        sources.repairs.repaired.connect(self.repaired)
        sources.edge_preview.shown.connect(self.edges_shown)
        sources.blends.blended.connect(self.repaired)
        sources.canvas.hinted.connect(self.hinted)
        sources.clipboard.copied.connect(lambda: self._say(translate("Window", "Copied")))

    def hinted(self, text: str) -> None:
        """What has to be done first; empty: it is done."""
        if text:
            self._say(text)
        else:
            self._toast.dismiss()

    def saved(self, name: str, note: str) -> None:
        """note: in the person's language, or empty."""
        line = translate("Window", "Saved {name}").format(name=name)
        self._say(f"{line} · {note}" if note else line)

    def repaired(self, outcome: Outcome) -> None:
        """How much was changed, what was found, and the notes of the method."""
        parts = [_changed_outside(outcome)]
        if outcome.finds is not None:
            parts = [*finds_text(outcome.finds), *parts]
        elif not outcome.visible:
            parts.insert(0, translate("Window", "No change can be seen: what was marked looks as it did"))
        if outcome.answers > 1:
            text = translate("Window", "{n} answers: {key} shows the next")
            parts.append(text.format(n=count(outcome.answers), key=self._actions.spoken("next_answer")))
        self._say(" · ".join([*parts, *map(engine_text, outcome.notes)]))
        self._repaired_state = self._state

    def edges_shown(self, any_: bool) -> None:
        """Of the edges that a method expects: whether there are any, and how they are corrected."""
        if any_:
            self._say(translate("Window", "Correct the edges with the Sketch tool, then choose Remove"))
        else:
            self._say(translate("Window", "No edges are guessed here: draw some with the Sketch tool"))

    def _say(self, text: str) -> None:
        self._repaired_state = None
        self._toast.say(text)

    @property
    def _state(self) -> int | None:
        document = self._session.document if self._session is not None else None
        return document.history.state if document is not None else None

    def _followed(self, change: Change) -> None:
        """What was said of a repair holds no more once it is undone, or another step follows it."""
        if change.history and self._repaired_state not in (None, self._state):
            self._repaired_state = None
            self._toast.dismiss()


def _changed_outside(outcome: Outcome) -> str:
    """Whether anything changed that was not to be filled."""
    changed, recoloured = outcome.changed_outside, outcome.recoloured
    if changed:
        text = translate("Window", "Pixels that changed outside the mask: {changed}")
    elif recoloured:
        text = translate("Window", "Outside the mask only the colour of {recoloured} pixels changed")
    else:
        text = translate("Window", "Nothing changed outside the mask")
    return text.format(changed=count(changed + recoloured), recoloured=count(recoloured))
