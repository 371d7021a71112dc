"""The commands of a version tab: its own beside those of the canvas, with icons and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.graph.canvas import Canvas
from app.graph.document import Document
from app.model.catalogue import Catalogue, RoutingType
from app.model.text import Text, _
from app.ui.theme import icon, tr
from app.ui.version.clipping import Clipping


@dataclass(frozen=True)
class Command:
    """One command: stable name, words, icon with its colour, keys."""

    name: str
    words: Text
    icon: str
    keys: tuple[str, ...] = ()
    colour: str = "muted"


UNDO, REDO = "undo", "redo"

COMMANDS: tuple[Command, ...] = (
    Command(UNDO, _("Undo"), "mdi6.undo", ("Ctrl+Z",)),
    Command(REDO, _("Redo"), "mdi6.redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command("run", _("Run"), "mdi6.play", ("F5",), "success"),
    Command("step", _("Step over"), "mdi6.debug-step-over", ("F10",), "accent"),
    Command("step_back", _("Step back"), "mdi6.step-backward", ("Shift+F10",), "accent"),
    Command("stop", _("Stop the run"), "mdi6.stop", ("Shift+F5",), "error"),
    Command("whole_set", _("Run a whole sample set…"), "mdi6.email-multiple-outline"),
    Command("add", _("Add an action…"), "mdi6.plus-box-outline", ("Shift+Insert",)),
    Command("extract", _("Extract into a new smart routing…"), "mdi6.call-split"),
    Command("problems", _("Show the problems"), "mdi6.alert-outline"),
    Command("trace", _("Show the trace"), "mdi6.map-marker-path"),
    Command("history", _("Show the history of runs"), "mdi6.history"),
    Command("events", _("Show the interaction events"), "mdi6.format-list-bulleted"),
    Command("test", _("Put in test…"), "mdi6.flask-outline"),
    Command("untest", _("Remove from test…"), "mdi6.flask-empty-off-outline"),
    Command("promote", _("Put in production…"), "mdi6.rocket-launch-outline"),
    Command("export_version", _("Export…"), "mdi6.export"),
    Command("duplicate_version", _("Duplicate the version"), "mdi6.content-duplicate"),
)

_CANVAS_ICONS = {
    "tidy_up": "mdi6.auto-fix",
    "fit_all": "mdi6.fit-to-page-outline",
    "fit_selection": "mdi6.image-filter-center-focus",
    "zoom_in": "mdi6.plus",
    "zoom_out": "mdi6.minus",
    "delete": "mdi6.delete-outline",
    "rename": "mdi6.form-textbox",
    "edit": "mdi6.tune-variant",
    "add_child": "mdi6.plus",
    "select_all": "mdi6.select-all",
    "add_note": "mdi6.note-plus-outline",
    "add_group": "mdi6.select-group",
    "align_left": "mdi6.align-horizontal-left",
    "align_centre": "mdi6.align-horizontal-center",
    "align_right": "mdi6.align-horizontal-right",
    "align_top": "mdi6.align-vertical-top",
    "align_middle": "mdi6.align-vertical-center",
    "align_bottom": "mdi6.align-vertical-bottom",
    "distribute_across": "mdi6.distribute-horizontal-center",
    "distribute_down": "mdi6.distribute-vertical-center",
}


def make_commands(owner: QWidget, slots: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """One `QAction` a command; its keys work wherever the focus is in `owner`."""
    made = {}
    for command in COMMANDS:
        action = QAction(icon(command.icon, command.colour), tr(command.words), owner)
        action.setObjectName(f"version.{command.name}")
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(_called(slots[command.name]))
        owner.addAction(action)
        made[command.name] = action
    return made


def with_canvas(
    own: dict[str, QAction], canvas: Canvas, catalogue: Catalogue, routing_type: RoutingType
) -> dict[str, QAction]:
    """All commands of a tab: the canvas gives up those that the tab has itself."""
    clipping = Clipping(canvas, catalogue, routing_type)
    for name, picture in _CANVAS_ICONS.items():
        canvas.commands[name].setIcon(icon(picture))
    for name in (UNDO, REDO):
        # Qt fires neither of two actions with one key.
        canvas.commands[name].setShortcuts([])
    rest = {name: action for name, action in canvas.commands.items() if name not in own}
    return {**own, **rest, **clipping.commands}


def show_history(commands: dict[str, QAction], document: Document, *, is_typing: bool) -> None:
    """Say on Undo and Redo what they would do."""
    names = ((UNDO, document.undo_name, _("Undo")), (REDO, document.redo_name, _("Redo")))
    for name, words, usual in names:
        action = commands[name]
        action.setText(tr(words or usual))
        # What is still being typed is stored first, and can then be undone.
        typed = name == UNDO and is_typing
        action.setEnabled(not document.read_only and (words is not None or typed))


def _called(slot: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        slot()

    return call
