"""The steps of a run as a table: number, action, branch, what changed, warnings."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.engine.trace import Step, Trace
from app.graph.tokens import mixed
from app.model.text import Text, _
from app.ui.replay.marks import is_here
from app.ui.replay.wording import TraceWords
from app.ui.theme import icon, tokens, tr

AnyIndex = QModelIndex | QPersistentModelIndex

_HEADS: tuple[Text, ...] = (_("#"), _("Action"), _("Branch"), _("Changed"), _(""))
_NUMBER, _ACTION, _BRANCH, _CHANGED, _WARNINGS = range(5)
_LONGEST_VALUE = 40


class StepModel(QAbstractTableModel):
    """The recorded steps; those after `position` are not done yet and stand back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trace: Trace | None = None
        self._words: TraceWords | None = None
        self._position = 0
        self._numbers = 0

    def show_trace(self, trace: Trace | None, words: TraceWords, position: int) -> None:
        """Show a trace as far as it goes."""
        if trace is self._trace and self._words == words:
            if position != self._position:
                self._position = position
                if self.rowCount():
                    last = self.index(self.rowCount() - 1, len(_HEADS) - 1)
                    self.dataChanged.emit(self.index(0, 0), last, [])
            return
        self.beginResetModel()
        self._trace, self._words, self._position = trace, words, position
        self.endResetModel()

    def step(self, row: int) -> Step | None:
        """The step of a row."""
        steps = () if self._trace is None else self._trace.steps
        return steps[row] if 0 <= row < len(steps) else None

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if self._trace is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._trace.steps)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step = self.step(index.row())
        if step is None or self._words is None or self._trace is None:
            return None
        here = is_here(step, self._trace)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._shown(step, index.column(), here=here)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(step, index.column())
            case Qt.ItemDataRole.DecorationRole:
                return self._picture(step, index.column())
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(step, index.column(), here=here)
            case Qt.ItemDataRole.FontRole if index.column() == _ACTION and here:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == _NUMBER:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    # --- private ---

    def _shown(self, step: Step, column: int, *, here: bool) -> str:
        assert self._words is not None
        match column:
            case 0:
                return str(step.number)
            case 1:
                name = step.action.name
                return name if here else f"{self._words.routing(step.routing)} › {name}"
            case 2:
                return self._words.branch(step, step.branch) if step.branch else "–"
            case 3:
                return self._changed(step)
            case _:
                return str(len(step.warnings)) if step.warnings else ""

    def _changed(self, step: Step) -> str:
        assert self._words is not None
        said = [
            f"{self._words.variable(one.name)} = {_short(one.after) or '–'}" for one in step.changes
        ]
        said += [one.name for one in step.events if one.kind == "checkpoint"]
        return ", ".join(said)

    def _tip(self, step: Step, column: int) -> str | None:
        if column == _WARNINGS and step.warnings:
            return "\n".join(tr(warning) for warning in step.warnings)
        if column == _CHANGED:
            return self._changed(step) or None
        return None

    def _picture(self, step: Step, column: int) -> Any:
        assert self._words is not None
        if column == _ACTION:
            card = self._words.card(step)
            return icon(card.icon, card.category.value)
        if column == _WARNINGS and step.warnings:
            return icon("mdi6.alert-outline", "warning")
        return None

    def _ink(self, step: Step, column: int, *, here: bool) -> QColor | None:
        theme = tokens()
        if step.number > self._position:
            return QColor(mixed(theme.muted, theme.surface, 0.75))
        if not here or column in (_NUMBER, _CHANGED):
            return QColor(theme.muted)
        if column == _WARNINGS:
            return QColor(theme.warning)
        return None


class StepTable(QTableView):
    """`step_chosen` carries the number of a step that a person selected."""

    step_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = False
        self.steps = StepModel(self)
        self.setModel(self.steps)
        self.setProperty("bare", True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMinimumWidth(220)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(tr(_("Steps of the run")))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((_NUMBER, 40), (_ACTION, 186), (_BRANCH, 104), (_WARNINGS, 48)):
            heads.resizeSection(column, width)
        heads.setSectionResizeMode(_NUMBER, QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(_CHANGED, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(_WARNINGS, QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def mark(self, number: int) -> None:
        """Select a step without telling anybody; 0 selects none."""
        self._own = True
        try:
            if 0 < number <= self.steps.rowCount():
                index = self.steps.index(number - 1, 0)
                flags = (
                    QItemSelectionModel.SelectionFlag.ClearAndSelect
                    | QItemSelectionModel.SelectionFlag.Rows
                )
                self.selectionModel().setCurrentIndex(index, flags)
                self.scrollTo(index)
            else:
                self.clearSelection()
        finally:
            self._own = False

    def _choose(self, current: QModelIndex) -> None:
        if not self._own and current.isValid():
            self.step_chosen.emit(current.row() + 1)


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[:_LONGEST_VALUE]}…"
