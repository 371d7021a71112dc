"""The commands of the page of resources: keys that work on it, entries for the window's menus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.model.text import Text, _
from app.ui.theme import icon, tr

UNDO, NEW, SAVE, RENAME, DUPLICATE, DELETE, FIND = (
    *("undo", "new", "save", "rename", "duplicate", "delete", "find"),
)
_UNDO_WORDS = _("Undo")


@dataclass(frozen=True)
class _Command:
    """One command: words, icon, key."""

    words: Text
    icon: str
    key: str


_COMMANDS = {
    UNDO: _Command(_UNDO_WORDS, "mdi6.undo", "Ctrl+Z"),
    NEW: _Command(_("New"), "mdi6.plus", "Ctrl+N"),
    SAVE: _Command(_("Save"), "mdi6.content-save-outline", "Ctrl+S"),
    RENAME: _Command(_("Rename"), "mdi6.form-textbox", "F2"),
    DUPLICATE: _Command(_("Duplicate"), "mdi6.content-copy", "Ctrl+D"),
    DELETE: _Command(_("Delete…"), "mdi6.trash-can-outline", "Del"),
    FIND: _Command(_("Search"), "mdi6.magnify", "Ctrl+F"),
}


class ResourceCommands(QObject):
    """`table` is where the key of *Delete* counts: in a text it takes out a character."""

    def __init__(
        self, page: QWidget, table: QWidget, slots: dict[str, Callable[[], object]]
    ) -> None:
        super().__init__(page)
        self.actions: dict[str, QAction] = {}
        for name, command in _COMMANDS.items():
            action = QAction(icon(command.icon), tr(command.words), page)
            action.setObjectName(f"resources.{name}")
            action.setShortcut(QKeySequence(command.key))
            of_table = name == DELETE
            action.setShortcutContext(
                Qt.ShortcutContext.WidgetShortcut
                if of_table
                else Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            action.triggered.connect(lambda _checked=False, act=slots[name]: act())
            (table if of_table else page).addAction(action)
            self.actions[name] = action
        self.show_undo(None)

    def show_undo(self, words: object) -> None:
        """What Undo would bring back (a `Text`), or None."""
        assert words is None or isinstance(words, Text)
        action = self.actions[UNDO]
        action.setEnabled(words is not None)
        action.setText(tr(_UNDO_WORDS if words is None else words))

    def allow_nothing(self) -> None:
        """No resource is in front that anything could be done with."""
        for name in (SAVE, RENAME, DUPLICATE, DELETE):
            self.actions[name].setEnabled(False)

    def allow(self, name: str, refusal: Text | None, *, possible: bool = True) -> None:
        """Whether a command may be used, and why not."""
        action = self.actions[name]
        action.setEnabled(refusal is None and possible)
        action.setToolTip(tr(_COMMANDS[name].words if refusal is None else refusal))
