"""The menus: every command of the window and of the open version is in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.model.text import Text, _
from app.services.preferences import Theme as ThemeChoice
from app.ui.theme import tr

UNDO, REDO = "undo", "redo"
_EDIT = (
    UNDO, REDO, "new", "save", "cut", "copy", "paste", "duplicate", "delete", "rename", "edit",
    "add_child", "add", "select_all", "find", "find_next",
)  # fmt: skip
_ARRANGE = (
    "add_note", "add_group", "extract", "align_left", "align_centre", "align_right", "align_top",
    "align_middle", "align_bottom", "distribute_across", "distribute_down",
)  # fmt: skip
_VIEW = (
    "tidy", "tidy_up", "fit", "fit_all", "fit_selection", "zoom_in", "zoom_out", "zoom_100",
)  # fmt: skip
_WALKING = ("walk_", "nudge_", "next_mark")


@dataclass(frozen=True)
class Entry:
    """A command of the window: words, what it does, its key."""

    name: str
    words: Text
    act: Callable[[], object]
    key: str = ""


class Menus:
    """Builds the menu bar once; what belongs to the open version is exchanged with it."""

    def __init__(self, window: QMainWindow, entries: dict[str, tuple[Entry | None, ...]]) -> None:
        self._window = window
        self.entries: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._own: dict[str, list[QAction]] = {}
        titles = {
            "file": _("&File"),
            "edit": _("&Edit"),
            "view": _("&View"),
            "routing": _("&Routing"),
            "version": _("Ver&sion"),
            "help": _("&Help"),
        }
        for key, words in titles.items():
            menu = window.menuBar().addMenu(tr(words))
            menu.setToolTipsVisible(True)
            self.menus[key] = menu
            for entry in entries.get(key, ()):
                if entry is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._made(entry))
            self._own[key] = menu.actions()
        self._idle = (
            self._idle_action(_("Undo"), "Ctrl+Z"),
            self._idle_action(_("Redo"), "Ctrl+Shift+Z"),
        )
        self.show_commands({})

    def submenu(self, menu: str, before: str, words: Text) -> QMenu:
        """A menu inside a menu, in front of one of its commands."""
        made = QMenu(tr(words), self.menus[menu])
        self.menus[menu].insertMenu(self.entries[before], made)
        self._own[menu] = self.menus[menu].actions()
        return made

    def show_commands(self, commands: dict[str, QAction]) -> None:
        """Offer the commands of the open version; none while a page is in front."""
        rest = [key for key in commands if key not in (*_EDIT, *_ARRANGE, *_VIEW)]
        edits = _chosen(commands, _EDIT) or [*self._idle]
        self._fill("edit", edits, _chosen(commands, _ARRANGE))
        self._fill("view", _chosen(commands, _VIEW))
        walking = [key for key in rest if key.startswith(_WALKING)]
        own = [commands[key] for key in rest if key not in walking]
        self._fill("version", own, [commands[key] for key in walking])

    def _fill(self, key: str, *groups: list[QAction]) -> None:
        """The commands of the version first, then those of the window."""
        menu = self.menus[key]
        for action in menu.actions():
            menu.removeAction(action)
        kept = [*groups, self._own[key]] if key == "edit" else [self._own[key], *groups]
        for index, group in enumerate(one for one in kept if one):
            if index:
                menu.addSeparator()
            menu.addActions(group)
        menu.menuAction().setVisible(bool(menu.actions()))

    def _made(self, entry: Entry) -> QAction:
        action = QAction(tr(entry.words), self._window)
        action.setObjectName(f"window.{entry.name}")
        if entry.key:
            action.setShortcut(QKeySequence(entry.key))
        action.triggered.connect(lambda _checked=False: entry.act())
        self.entries[entry.name] = action
        return action

    def _idle_action(self, words: Text, key: str) -> QAction:
        action = QAction(tr(words), self._window)
        action.setShortcut(QKeySequence(key))
        action.setEnabled(False)
        return action


def _chosen(commands: dict[str, QAction], keys: tuple[str, ...]) -> list[QAction]:
    return [commands[key] for key in keys if key in commands]


def fill_themes(menu: QMenu, current: ThemeChoice, choose: Callable[[ThemeChoice], object]) -> None:
    """System, Light, Dark, of which one is ticked."""
    words = {
        ThemeChoice.SYSTEM: _("As the system"),
        ThemeChoice.LIGHT: _("Light"),
        ThemeChoice.DARK: _("Dark"),
    }
    group = QActionGroup(menu)
    for choice, name in words.items():
        action = menu.addAction(tr(name))
        action.setCheckable(True)
        action.setChecked(choice is current)
        action.triggered.connect(lambda _checked=False, choice=choice: choose(choice))
        group.addAction(action)


def fill_recent(menu: QMenu, paths: tuple[Path, ...], choose: Callable[[Path], object]) -> None:
    """The recent workspaces; nothing to choose says so."""
    menu.clear()
    for path in paths:
        action = menu.addAction(path.stem.replace("&", "&&"))
        action.setToolTip(str(path))
        action.triggered.connect(lambda _checked=False, path=path: choose(path))
    if not paths:
        menu.addAction(tr(_("No other workspace yet"))).setEnabled(False)


def keys_of(menus: dict[str, QMenu]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Every command with a key, by menu."""
    for menu in menus.values():
        rows = tuple(
            (action.text().replace("&&", "\0").replace("&", "").replace("\0", "&"), _keys(action))
            for action in _flat(menu)
            if action.shortcuts()
        )
        if rows:
            yield menu.title().replace("&", ""), rows


def _flat(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _flat(inner)
        elif not action.isSeparator():
            yield action


def _keys(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(sequence.toString(native) for sequence in action.shortcuts())
