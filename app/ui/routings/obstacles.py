"""The list of errors that keep a version from production; choosing one goes to its action."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.model.catalogue import Problem
from app.model.text import _
from app.model.tree import ActionTree
from app.ui.theme import icon, tr

_ACTION_ROLE = int(Qt.ItemDataRole.UserRole)
_MOST_ROWS = 6
_ROW = 32


class ObstacleList(QListWidget):
    """`chosen` carries the id of the action to mend, empty for the tree as a whole."""

    chosen = Signal(str)

    def __init__(
        self, errors: tuple[Problem, ...], tree: ActionTree, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr(_("Errors")))
        self.setIconSize(QSize(16, 16))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for problem in errors:
            action = tree.by_id.get(problem.action)
            said = tr(problem.text)
            words = f"{action.number} {action.name}: {said}" if action else said
            item = QListWidgetItem(icon("mdi6.alert-circle-outline", "error"), words)
            item.setToolTip(words)
            item.setData(_ACTION_ROLE, problem.action)
            self.addItem(item)
        self.setFixedHeight(min(_MOST_ROWS, self.count()) * _ROW + 4)
        self.setCurrentRow(0)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def _choose(self, item: QListWidgetItem) -> None:
        # A click may activate as well; the first of both signals closes the dialog around.
        if self.isVisible():
            self.chosen.emit(item.data(_ACTION_ROLE))
