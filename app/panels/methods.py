"""Methods as a person reads them: the menu, and the lines of a card."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.session.methods import AUTO_METHOD, KnownMethod, Methods
from app.text import count, engine_text, translate
from engine.models.method import MethodInfo
from engine.models.weights import Card

GAIN_REFERENCE = "telea"  # The method that gains are measured against.
DB_OF_TENTH = 20  # A root mean square error is a tenth where it is so many dB less.


class MethodChooser(Protocol):
    """What has a method: the window, or a batch."""

    @property
    def method(self) -> str: ...
    def choose_method(self, id: str) -> None: ...


def title_of(id: str, methods: Methods) -> str:
    """ "Auto", or name and year."""
    known = methods.known.get(id)
    if known is None:
        return translate("Method", "Auto")
    return f"{known.info.title} ({known.info.year})"


def card_lines(known: KnownMethod) -> tuple[str, ...]:
    """What it is for, how this build was trained, what it scored, and the licence."""
    trained = trained_lines(known.info, known.card)
    licence = licence_line(known.info, known.card)
    return (engine_text(known.info.purpose), *trained, *_scored(known), licence)


def licence_line(info: MethodInfo, card: Card | None) -> str:
    """The licence of the installed weights, else that of the method."""
    stated = (card and card.licence) or engine_text(info.licence)
    return translate("Method", "Licence: {licence}").format(licence=stated)


def more_lines(known: KnownMethod) -> tuple[str, ...]:
    """Its limits, who published it, and in what this build differs from that."""
    limits = translate("Method", "Limits: {limits}").format(limits=engine_text(known.info.limits))
    lines = (limits, engine_text(known.info.paper))
    return (*lines, engine_text(known.info.departure)) if known.info.departure else lines


def trained_lines(info: MethodInfo, card: Card | None) -> list[str]:
    """How this build of a network was trained; nothing for what is no network."""
    if not info.weights:
        return []
    if card is None or not card.photos:
        return [translate("Method", "How this build was trained is not recorded.")]
    text = translate("Method", "This build: {photos} photos, {minutes} minutes on {device}.")
    return [text.format(photos=count(card.photos), minutes=round(card.minutes), device=card.device)]


def _scored(known: KnownMethod) -> list[str]:
    lines = []
    if known.has_hardly_learnt:
        lines.append(
            translate(
                "Method",
                "Has hardly learnt: alone its network is hardly better than the smooth fill it begins at.",
            )
        )
    if known.gain is not None and known.info.id != GAIN_REFERENCE:
        lesser = known.gain >= 0
        error = translate("Method", "{n} % less error") if lesser else translate("Method", "{n} % more error")
        if known.for_study:
            text = translate("Method", "For study: {gain} dB against Telea, {error}.")
        else:
            text = translate("Method", "Measured: {gain} dB over Telea, {error}.")
        percent = round(100 * abs(1 - 10 ** (-known.gain / DB_OF_TENTH)))
        lines.append(text.format(gain=signed(known.gain), error=error.format(n=percent)))
    return lines


def signed(gain: float) -> str:
    return f"{gain:+.1f}".replace("-", "−")


def label(known: KnownMethod) -> str:
    """A line of the menu: name and year; aligned on the right its gain, and whether it is for study only."""
    parts = []
    if known.taught:
        parts.append(translate("Method", "taught"))
    if known.info.added:
        parts.append(translate("Method", "added"))
    if known.for_study:
        parts.append(translate("Method", "for study"))
    if known.gain is not None and known.info.id != GAIN_REFERENCE:
        parts.append(f"{signed(known.gain)} dB")
    name = f"{known.info.title} ({known.info.year})"
    return f"{name}\t{'   '.join(parts)}" if parts else name  # a menu aligns what follows a tab


def help_of(known: KnownMethod) -> str:
    """What it is for, and what its gain means."""
    return "\n".join([engine_text(known.info.purpose), *_scored(known)])


def in_order(methods: Methods) -> list[KnownMethod]:
    """As the menu has them: the recommended ones, those that the person taught or added, all others."""
    return [known for group in _groups(methods) for known in group]


def _groups(methods: Methods) -> tuple[list[KnownMethod], list[KnownMethod], list[KnownMethod]]:
    known = sorted(methods.known.values(), key=lambda one: one.info.title.casefold())
    recommended = [one for one in known if one.recommended]
    own = [one for one in known if one.taught or one.info.added]
    rest = [one for one in known if not one.recommended and one not in own]
    return recommended, own, sorted(rest, key=lambda one: (one.for_study, one.info.year))


def fill_menu(menu: QMenu, methods: Methods, chooser: MethodChooser) -> None:
    """Auto, the recommended ones and those that the person taught or added open, all others folded."""
    group = QActionGroup(menu)

    def add(into: QMenu, id: str, text: str, help: str) -> None:
        action = QAction(text, group, checkable=True, checked=chooser.method == id)
        action.setToolTip(help)
        action.setStatusTip(help)
        action.triggered.connect(lambda: chooser.choose_method(id))
        into.addAction(action)

    menu.setToolTipsVisible(True)
    add(menu, AUTO_METHOD, translate("Method", "Auto"), translate("Method", "Chooses by the mask"))
    recommended, own, rest = _groups(methods)
    for one in recommended:
        add(menu, one.info.id, label(one), help_of(one))
    if own:
        menu.addSeparator()
        for one in own:
            add(menu, one.info.id, label(one), help_of(one))
    if rest:
        menu.addSeparator()
        folded = menu.addMenu(translate("Method", "From the literature"))
        folded.setToolTipsVisible(True)
        for one in rest:
            add(folded, one.info.id, label(one), help_of(one))
