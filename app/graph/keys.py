"""The commands of the canvas: one table of names, words and default keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from app.graph.faces import Render


@dataclass(frozen=True)
class Command:
    """One command: `name` is its stable key, `keys` its default shortcuts, the first one shown."""

    name: str
    words: Text
    keys: tuple[str, ...]
    edits: bool = False
    """Whether it changes the tree, and so is off in a version that cannot change."""


COMMANDS: tuple[Command, ...] = (
    Command("undo", _("Undo"), ("Ctrl+Z",), edits=True),
    Command("redo", _("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), edits=True),
    Command("add_child", _("Add after the selected action"), ("Insert",), edits=True),
    Command("rename", _("Rename"), ("F2",), edits=True),
    Command("delete", _("Delete"), ("Delete", "Backspace"), edits=True),
    Command("tidy_up", _("Tidy up"), ("L",), edits=True),
    Command("fit_selection", _("Fit selection"), ("F",)),
    Command("fit_all", _("Fit all"), ("1",)),
    Command("zoom_100", _("Zoom to 100 %"), ("0",)),
    Command("zoom_in", _("Zoom in"), ("+", "=", "Ctrl++")),
    Command("zoom_out", _("Zoom out"), ("-", "Ctrl+-")),
    Command("select_all", _("Select all"), ("Ctrl+A",)),
    Command("edit", _("Edit the selected action"), ("Return", "Enter")),
    Command("walk_to_parent", _("Go to the parent"), ("Up",)),
    Command("walk_to_child", _("Go to the child"), ("Down",)),
    Command("walk_left", _("Go to the sibling on the left"), ("Left",)),
    Command("walk_right", _("Go to the sibling on the right"), ("Right",)),
    Command("add_note", _("Add a note"), ("N",), edits=True),
    Command("add_group", _("Group the selected actions"), ("G",), edits=True),
    Command("next_mark", _("Go to the next note or group"), ("M",)),
    Command("align_left", _("Align left"), (), edits=True),
    Command("align_centre", _("Align centres"), (), edits=True),
    Command("align_right", _("Align right"), (), edits=True),
    Command("align_top", _("Align top"), (), edits=True),
    Command("align_middle", _("Align middles"), (), edits=True),
    Command("align_bottom", _("Align bottom"), (), edits=True),
    Command("distribute_across", _("Distribute across"), (), edits=True),
    Command("distribute_down", _("Distribute down"), (), edits=True),
    Command("nudge_up", _("Move up a little"), ("Ctrl+Up",), edits=True),
    Command("nudge_down", _("Move down a little"), ("Ctrl+Down",), edits=True),
    Command("nudge_left", _("Move left a little"), ("Ctrl+Left",), edits=True),
    Command("nudge_right", _("Move right a little"), ("Ctrl+Right",), edits=True),
)


def make_actions(
    owner: QWidget, slots: Mapping[str, Callable[[], object]], render: Render
) -> dict[str, QAction]:
    """One `QAction` a command, with keys that work while `owner` or a child of it has the focus."""
    found = {}
    for command in COMMANDS:
        action = QAction(render(command.words), owner)
        action.setObjectName(f"canvas.{command.name}")
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(_called(slots[command.name]))
        owner.addAction(action)
        found[command.name] = action
    return found


def _called(slot: Callable[[], object]) -> Callable[[], None]:
    """A slot that leaves out the `checked` of `triggered`."""

    def call() -> None:
        slot()

    return call
