"""The inspector of an open version: it follows the selection, the tree and the problems."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.graph.canvas import Canvas
from app.model.text import _
from app.ui.forms import Inspector
from app.ui.session import Session
from app.ui.version.checking import ProblemCheck
from app.ui.version.editing import InspectorEdits

_FOR_SEVERAL = (
    "duplicate",
    "delete",
    "add_group",
    "extract",
    "fit_selection",
    "align_left",
    "align_centre",
    "align_top",
    "distribute_across",
    "distribute_down",
)
"""What the inspector offers for several actions; the menus have the rest."""


class Inspecting(QObject):
    """Shows what is selected; what was typed is stored before something else is shown."""

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        inspector: Inspector,
        check: ProblemCheck,
        commands: dict[str, QAction],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._canvas = canvas
        self._inspector = inspector
        self._check = check
        self._commands = commands
        self.edits = InspectorEdits(inspector, canvas.document, session.catalogue, self)
        canvas.selection_changed.connect(self._on_selection_changed)
        canvas.document.changed.connect(self.refresh)
        canvas.document.read_only_changed.connect(self.refresh)
        session.resources_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the selected action as it is now."""
        selected, document = self._canvas.selected, self._canvas.document
        if len(selected) == 1:
            self._inspector.show_action(
                document.tree,
                selected[0],
                self._session.catalogue,
                self._check.problems,
                read_only=document.read_only,
            )
        elif selected:
            commands = tuple(self._commands[name] for name in _FOR_SEVERAL)
            self._inspector.show_several(len(selected), commands)
        else:
            self._inspector.show_nothing()

    def reset(self) -> None:
        """Show the stored values again."""
        self._inspector.reset()

    def begin_editing(self) -> None:
        """Take the keyboard to the first field, else to the name."""
        panel = self._inspector.panel
        if panel is None:
            return
        names = panel.form.names()
        if not (names and panel.focus_field(names[0])):
            self._inspector.focus_name()

    def record_selected(self) -> None:
        """Record the passage in the selected action."""
        selected = self._canvas.selected
        if len(selected) == 1:
            self._inspector.recorded.emit(selected[0], True)
        else:
            self._session.report(_("Select the action whose passages you want to see."))

    def _on_selection_changed(self) -> None:
        self.edits.leave_field()
        self.refresh()
