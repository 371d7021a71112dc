"""The problems of a version as a list: choosing one goes to its action and field."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.catalogue import Problem, Severity
from app.model.text import _
from app.model.tree import ActionTree
from app.ui.theme import icon, tr
from app.ui.widgets import EmptyState

_PROBLEM_ROLE = int(Qt.ItemDataRole.UserRole)
_LOOKS = {
    Severity.ERROR: ("mdi6.alert-circle-outline", "error", _("Error")),
    Severity.WARNING: ("mdi6.alert-outline", "warning", _("Warning")),
}


class ProblemsPanel(QWidget):
    """`chosen` carries a `Problem`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QTreeWidget()
        self.rows.setProperty("bare", True)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setAccessibleName(tr(_("Problems")))
        self.rows.setHeaderLabels([tr(_("Severity")), tr(_("Action")), tr(_("What to do"))])
        heads = self.rows.header()
        heads.resizeSection(0, 110)
        heads.resizeSection(1, 240)
        heads.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.rows.clicked.connect(self._choose)
        self.rows.activated.connect(self._choose)
        self._none = EmptyState(
            "mdi6.check-circle-outline", _("No problems: this version can go into production.")
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(self.rows)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def show_problems(self, problems: tuple[Problem, ...], tree: ActionTree) -> None:
        """List these; the marked row stays marked where it is still there."""
        marked = self.rows.currentIndex().siblingAtColumn(0).data(_PROBLEM_ROLE)
        self.rows.clear()
        for problem in problems:
            item = self._item(problem, tree)
            self.rows.addTopLevelItem(item)
            if problem == marked:
                self.rows.setCurrentItem(item)
        self._pages.setCurrentIndex(1 if problems else 0)

    def _item(self, problem: Problem, tree: ActionTree) -> QTreeWidgetItem:
        picture, colour, word = _LOOKS[problem.severity]
        action = tree.by_id.get(problem.action)
        name = f"#{action.number}  {action.name}" if action is not None else tr(_("Whole version"))
        said = tr(problem.text)
        item = QTreeWidgetItem([tr(word), name, said])
        item.setIcon(0, icon(picture, colour))
        item.setToolTip(2, said)
        item.setData(0, _PROBLEM_ROLE, problem)
        return item

    def _choose(self, index: QModelIndex) -> None:
        problem = index.siblingAtColumn(0).data(_PROBLEM_ROLE)
        if isinstance(problem, Problem):
            self.chosen.emit(problem)
