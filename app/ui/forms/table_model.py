"""The columns and rows of a value table, as a model that a view edits."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.model.resources import TableRow
from app.model.text import _
from app.ui.theme.rendering import tr

AnyIndex = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """`changed` after each change by the person. A last, empty row takes what is typed into it.

    `fixed` columns cannot be renamed.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, *, fixed: bool = False) -> None:
        super().__init__(parent)
        self.fixed = fixed
        self.columns: tuple[str, ...] = ()
        self.rows: list[TableRow] = []
        self.read_only = False

    def show_table(self, columns: tuple[str, ...], rows: tuple[TableRow, ...]) -> None:
        """Show other columns and rows."""
        self.beginResetModel()
        self.columns, self.rows = columns, list(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self.rows) + (0 if self.read_only or not self.columns else 1)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        del index
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self.read_only else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if index.row() >= len(self.rows):
            return ""
        row = self.rows[index.row()]
        return row[index.column()] if index.column() < len(row) else ""

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            key = tr(_("The key. ")) if section == 0 else ""
            return key if self.fixed else key + tr(_("Double-click to rename the column."))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section] if section < len(self.columns) else ""
        return "+" if section >= len(self.rows) else str(section + 1)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index):
            return False
        self.fill(index.row(), index.column(), ((str(value),),))
        return True

    def fill(self, top: int, left: int, cells: tuple[tuple[str, ...], ...]) -> None:
        """Write a block of cells, adding rows as needed; what lies beyond the columns is left."""
        rows = list(self.rows)
        for down, words in enumerate(cells):
            while len(rows) <= top + down:
                rows.append(("",) * len(self.columns))
            row = [*rows[top + down], *[""] * len(self.columns)][: len(self.columns)]
            for across, word in enumerate(words[: len(self.columns) - left]):
                row[left + across] = word
            rows[top + down] = tuple(row)
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        self.changed.emit()

    def remove(self, doomed: set[int]) -> None:
        """Take rows out."""
        self.beginResetModel()
        self.rows = [row for at, row in enumerate(self.rows) if at not in doomed]
        self.endResetModel()
        self.changed.emit()

    def rename_column(self, at: int, name: str) -> None:
        """Call a column something else."""
        self.columns = (*self.columns[:at], name, *self.columns[at + 1 :])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, at, at)
        self.changed.emit()

    def add_column(self, name: str) -> None:
        """Add an empty column at the end."""
        self.beginResetModel()
        self.columns = (*self.columns, name)
        self.rows = [(*row, "") for row in self.rows]
        self.endResetModel()
        self.changed.emit()

    def remove_column(self, at: int) -> None:
        """Take a column out, with what is in it."""
        self.beginResetModel()
        self.columns = (*self.columns[:at], *self.columns[at + 1 :])
        self.rows = [(*row[:at], *row[at + 1 :]) for row in self.rows]
        self.endResetModel()
        self.changed.emit()
