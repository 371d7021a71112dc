"""The inspector: everything about the selected action, edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.model.catalogue import Catalogue, Problem
from app.model.text import _
from app.model.tree import ActionTree
from app.ui.forms.action_panel import ActionPanel
from app.ui.forms.context import FormContext
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import heading


class Inspector(QWidget):
    """Shows one action, several, or what to do when none is selected.

    It changes nothing by itself: each signal asks for one edit of the tree, and `show_action`
    brings the result back, touching only what differs, so that typing is never disturbed. Text is
    emitted at each key; `editing_finished` says that the field was left.
    """

    renamed = Signal(str, str)
    commented = Signal(str, str)
    recorded = Signal(str, bool)
    configured = Signal(str, object)
    end_here = Signal(str, str, bool)
    go_to = Signal(str)
    editing_finished = Signal()
    help_asked = Signal(str)

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._panel: ActionPanel | None = None
        self._none = EmptyState(
            "mdi6.cursor-default-click-outline",
            _("Select an action to see and change what it does."),
        )
        self._several = _Several()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        for page in (self._none, self._several, self._area):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setMinimumWidth(300)
        self.setAccessibleName(tr(_("Inspector")))

    @property
    def panel(self) -> ActionPanel | None:
        """The panel of the action on show, if one is."""
        return self._panel if self._stack.currentWidget() is self._area else None

    @property
    def action_id(self) -> str:
        """The action on show, or an empty text."""
        panel = self.panel
        return "" if panel is None else panel.action_id

    def show_action(
        self,
        tree: ActionTree,
        action_id: str,
        catalogue: Catalogue,
        problems: Sequence[Problem] = (),
        *,
        read_only: bool = False,
    ) -> None:
        """Show an action of a tree; called again for the same action, it updates what differs.

        `problems` may be those of the whole tree.
        """
        action = tree.by_id.get(action_id)
        if action is None:
            self.show_nothing()
            return
        if self._panel is None or not self._panel.serves(action):
            self._replace_panel(ActionPanel(action, catalogue, self._context))
        assert self._panel is not None
        self._panel.show_action(tree, action, problems, read_only=read_only)
        self._stack.setCurrentWidget(self._area)

    def show_several(self, count: int, commands: Sequence[QAction] = ()) -> None:
        """Show that several actions are selected, with the commands for all of them."""
        self._several.show_count(count, commands)
        self._stack.setCurrentWidget(self._several)

    def show_nothing(self) -> None:
        """Show what to do when no action is selected."""
        self._stack.setCurrentWidget(self._none)

    def reset(self) -> None:
        """Show the stored values again, after an edit was refused."""
        if self._panel is not None:
            self._panel.reset()

    def focus_field(self, path: str) -> bool:
        """Take the keyboard to a field (of a problem); whether there is one."""
        panel = self.panel
        return panel is not None and panel.focus_field(path)

    def focus_name(self) -> None:
        """Take the keyboard to the name, all of it selected."""
        panel = self.panel
        if panel is not None:
            panel.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            panel.name.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        panel = self.panel
        if event.key() == Qt.Key.Key_F1 and panel is not None:
            self.help_asked.emit(panel.type_key)
            return
        super().keyPressEvent(event)

    def _replace_panel(self, panel: ActionPanel) -> None:
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        self._panel = panel
        panel.renamed.connect(lambda words: self.renamed.emit(panel.action_id, words))
        panel.commented.connect(lambda words: self.commented.emit(panel.action_id, words))
        panel.recorded.connect(lambda on: self.recorded.emit(panel.action_id, on))
        panel.configured.connect(lambda config: self.configured.emit(panel.action_id, config))
        panel.end_here.connect(lambda key, on: self.end_here.emit(panel.action_id, key, on))
        panel.go_to.connect(self.go_to)
        panel.editing_finished.connect(self.editing_finished)
        panel.help_asked.connect(self.help_asked)
        self._area.setWidget(panel)
        self._area.verticalScrollBar().setValue(0)


class _Several(QWidget):
    """How many actions are selected, and what can be done with all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._count = heading()
        self._commands = QVBoxLayout()
        self._commands.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._count)
        column.addLayout(self._commands)
        column.addStretch(1)

    def show_count(self, count: int, commands: Sequence[QAction]) -> None:
        self._count.setText(tr(_("{count} actions are selected", count=count)))
        while (item := self._commands.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for command in commands:
            made = button(command.text().replace("&", ""), clicked=command.trigger)
            made.setIcon(command.icon())
            made.setEnabled(command.isEnabled())
            made.setToolTip(command.toolTip())
            made.setProperty("leading", True)
            self._commands.addWidget(made)
