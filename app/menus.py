"""All actions by id: made from data, drawn in menus and bars, and enabled by one rule each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.settings.shortcuts import Shortcuts
from app.theme.theme import Theme


def always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing a person can do.  `keys` in Qt's portable spelling; `checked` makes it a switch."""

    id: str
    text: str
    icon: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    help: str = ""  # what it does, for the status line and screen readers
    enabled: Callable[[], bool] = always
    checked: Callable[[], bool] | None = None
    hint: str = ""  # keys that are held and so cannot be a shortcut, for the tooltip


@dataclass(frozen=True)
class Submenu:
    """A menu inside a menu; `fill` draws it each time it opens."""

    text: str
    icon: str
    fill: Callable[[QMenu], None]


@dataclass(frozen=True)
class Menu:
    """A menu of the menu bar; None is a line between entries.  keys_only: what has keys and no line."""

    title: str
    entries: tuple[Entry | Submenu | None, ...]
    keys_only: tuple[Entry, ...] = ()


@dataclass
class _Made:
    entry: Entry
    action: QAction
    menu: str = field(default="")


class Actions(QObject):
    """Owns the QActions; `refresh` after anything that may enable or disable one."""

    def __init__(self, theme: Theme, shortcuts: Shortcuts, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._shortcuts = shortcuts
        self._host = host
        self._made: dict[str, _Made] = {}

    def __getitem__(self, id: str) -> QAction:
        return self._made[id].action

    def __iter__(self) -> Iterator[QAction]:
        return (made.action for made in self._made.values())

    def listed(self) -> Iterable[tuple[str, QAction]]:
        """(menu title, action) in the order of the menus."""
        return [(made.menu, made.action) for made in self._made.values()]

    def add(self, entry: Entry, menu: str = "") -> QAction:
        """Make the action of an entry and give it to the window, so that its keys work everywhere."""
        if entry.id in self._made:
            raise LookupError(f"two actions are called {entry.id!r}")
        action = QAction(entry.text, self)
        action.setObjectName(entry.id)
        action.setStatusTip(entry.help)
        action.setWhatsThis(entry.help or plain(entry.text))
        action.setIconVisibleInMenu(False)
        action.setCheckable(entry.checked is not None)
        action.triggered.connect(lambda _=False, id=entry.id: self._run(self._made[id]))
        self._theme.dress(action, entry.icon)
        self._made[entry.id] = _Made(entry, action, menu)
        self._follow_keys(self._made[entry.id])
        self._host.addAction(action)
        return action

    # Keys

    def keys(self, id: str) -> tuple[str, ...]:
        """Of an action, as they are now, in Qt's portable spelling."""
        chosen = self._shortcuts.keys(id)
        return self.own_keys(id) if chosen is None else chosen

    def spoken(self, id: str) -> str:
        """The first key of an action, for a text that names it; its title where it has none."""
        keys = self.keys(id)
        return spelled(keys[:1]) if keys else f"“{plain(self[id].text())}”"

    def own_keys(self, id: str) -> tuple[str, ...]:
        """Those of an action that nobody gave others."""
        return self._made[id].entry.keys

    def set_keys(self, id: str, keys: tuple[str, ...]) -> None:
        """Give an action these keys and no others, and take them from those that have them."""
        for other in self.holders(keys):
            if other != id:
                self._store_keys(other, tuple(one for one in self.keys(other) if not _shared(one, keys)))
        self._store_keys(id, keys)

    def reset_keys(self) -> None:
        """Every action has its own keys again."""
        self._shortcuts.reset()
        for made in self._made.values():
            self._follow_keys(made)

    def holders(self, keys: tuple[str, ...]) -> list[str]:
        """The ids of the actions that have any of these keys."""
        return [id for id in self._made if any(_shared(one, keys) for one in self.keys(id))]

    def _store_keys(self, id: str, keys: tuple[str, ...]) -> None:
        self._shortcuts.set(id, None if keys == self.own_keys(id) else keys)
        self._follow_keys(self._made[id])

    def _follow_keys(self, made: _Made) -> None:
        keys = self.keys(made.entry.id)
        made.action.setShortcuts([QKeySequence(one) for one in keys])
        made.action.setToolTip(tip(made.entry, keys))

    @staticmethod
    def _run(made: _Made) -> None:
        """Run an entry; its check mark shows what holds then, as Qt toggles it at any click."""
        made.entry.run()
        if made.entry.checked is not None:
            made.action.setChecked(made.entry.checked())

    def refresh(self) -> None:
        """Ask every rule again."""
        for made in self._made.values():
            made.action.setEnabled(made.entry.enabled())
            if made.entry.checked is not None:
                made.action.setChecked(made.entry.checked())

    def draw(self, bar: QMenuBar, menus: Iterable[Menu]) -> None:
        """Fill the menu bar."""
        for menu in menus:
            drawn = bar.addMenu(menu.title)
            for entry in menu.entries:
                if entry is None:
                    drawn.addSeparator()
                elif isinstance(entry, Submenu):
                    self._fold(drawn, entry)
                else:
                    drawn.addAction(self.add(entry, plain(menu.title)))
            for entry in menu.keys_only:
                self.add(entry, plain(menu.title))

    def _fold(self, menu: QMenu, fold: Submenu) -> None:
        inner = menu.addMenu(fold.text)
        inner.aboutToShow.connect(lambda: _refill(inner, fold.fill))
        fold.fill(inner)


def _refill(menu: QMenu, fill: Callable[[QMenu], None]) -> None:
    menu.clear()
    fill(menu)


def plain(text: str) -> str:
    """Without the mnemonic and the dots."""
    return text.replace("&", "").rstrip("….")


def spelled(keys: Iterable[str]) -> str:
    """Keys in Qt's portable spelling as the system writes them."""
    return ", ".join(QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText) for one in keys)


def _shared(key: str, keys: Iterable[str]) -> bool:
    return any(QKeySequence(key) == QKeySequence(one) for one in keys)


def tip(entry: Entry, keys: Iterable[str]) -> str:
    """Name, keys and, where there is more to say, what it does."""
    shown = entry.hint or spelled(keys)
    head = f"{plain(entry.text)} ({shown})" if shown else plain(entry.text)
    return f"{head}\n{entry.help}" if entry.help else head
