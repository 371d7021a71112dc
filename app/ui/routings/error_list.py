"""The errors that keep a version from production, as a list: choosing one goes to its action."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.model.catalogue import Problem
from app.model.text import _
from app.model.tree import ActionTree
from app.ui.theme import icon, tr

_ACTION_ROLE = int(Qt.ItemDataRole.UserRole)
_MOST_ROWS = 6


class ErrorList(QListWidget):
    """`chosen` carries the id of an action, or an empty text for the whole tree."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_("Errors")))
        self.setIconSize(QSize(16, 16))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._go_to)
        self.itemClicked.connect(self._go_to)

    def show_errors(self, errors: tuple[Problem, ...], tree: ActionTree) -> None:
        """List these, as high as they need up to a few rows."""
        self.clear()
        for problem in errors:
            action = tree.by_id.get(problem.action)
            said = tr(problem.text)
            words = f"{action.number} {action.name}: {said}" if action else said
            item = QListWidgetItem(icon("mdi6.alert-circle-outline", "error"), words)
            item.setData(_ACTION_ROLE, problem.action)
            self.addItem(item)
        self.setFixedHeight(min(_MOST_ROWS, self.count()) * 32 + 4)
        self.setCurrentRow(0)

    def _go_to(self, item: QListWidgetItem) -> None:
        # A click may activate as well; the first of both signals does it.
        if self.isVisible():
            self.chosen.emit(item.data(_ACTION_ROLE))
