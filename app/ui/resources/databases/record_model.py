"""The rows of a table as a model that a view edits; nothing is copied for a cell."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from app.model.resources import DataTable, FieldType
from app.model.resources.cells import cell_problems
from app.model.resources.records import FIELD_TYPES
from app.model.resources.table_edits import Cells, with_cells, without_rows
from app.model.text import Text, _
from app.ui.resources.databases.entering import entered, shown
from app.ui.theme import icon, tr
from app.ui.theme.current import tokens

AnyIndex = QModelIndex | QPersistentModelIndex
_TYPE_WORDS = dict(FIELD_TYPES)
_NUMBERS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RecordModel(QAbstractTableModel):
    """`changed` carries the table after each edit by the person.

    A last, empty row takes what is typed into it.
    """

    changed = Signal(object, object)
    """The new table, and the words for the edit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = DataTable(columns=())
        self.zone: dt.tzinfo = ZoneInfo("UTC")
        self.read_only = False
        self.wrong: dict[tuple[int, int], Text] = {}

    # --- showing ---

    def show_table(self, table: DataTable) -> None:
        """Show a table; where only cells differ or rows were added, the view stays as it is."""
        before, self.wrong = self.table, _wrong(table)
        added = len(table.rows) - len(before.rows)
        if table.columns != before.columns or added < 0 or not before.columns:
            self.beginResetModel()
            self.table = table
            self.endResetModel()
            return
        if added:
            self.beginInsertRows(QModelIndex(), len(before.rows), len(table.rows) - 1)
            self.table = table
            self.endInsertRows()
        self.table = table
        if table.rows:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [])
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the rows can be looked at only."""
        if read_only != self.read_only:
            self.beginResetModel()
            self.read_only = read_only
            self.endResetModel()

    # --- editing ---

    def put(self, top: int, left: int, cells: Cells, said: Text) -> None:
        """Write a block of cells as if it was typed."""
        if self.read_only or not self.table.columns:
            return
        columns = self.table.columns
        block = tuple(
            tuple(
                entered(columns[left + across], word, self.zone)
                for across, word in enumerate(words[: len(columns) - left])
            )
            for words in cells
        )
        self.changed.emit(with_cells(self.table, top, left, block), said)

    def remove(self, doomed: set[int]) -> None:
        """Take rows out."""
        real = {at for at in doomed if at < len(self.table.rows)}
        if real and not self.read_only:
            said = (
                _("remove a row") if len(real) == 1 else _("remove {count} rows", count=len(real))
            )
            self.changed.emit(without_rows(self.table, real), said)

    # --- QAbstractTableModel ---

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self.table.rows) + (0 if self.read_only or not self.table.columns else 1)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.table.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        del index
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self.read_only else usual | Qt.ItemFlag.ItemIsEditable

    def text(self, row: int, column: int) -> str:
        """A value as it is stored."""
        if row >= len(self.table.rows):
            return ""
        cells = self.table.rows[row]
        return cells[column] if column < len(cells) else ""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return shown(self.table.columns[column], self.text(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numbers = self.table.columns[column].type is FieldType.NUMBER
            return _NUMBERS if numbers else None
        wrong = self.wrong.get((row, column))
        if wrong is None:
            return None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return tr(wrong)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(tokens().error)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("mdi6.alert-circle-outline", "error")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return "+" if section >= len(self.table.rows) else str(section + 1)
        if section >= len(self.table.columns):
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name or tr(_("(no name)"))
        if role == Qt.ItemDataRole.DecorationRole and column.key:
            return icon("mdi6.key-variant", "muted")
        if role == Qt.ItemDataRole.ToolTipRole:
            words = [tr(_TYPE_WORDS[column.type])]
            words += [tr(_("primary key"))] if column.key else []
            words += [tr(_("required"))] if column.required else []
            words += [tr(_("unique"))] if column.unique else []
            return ", ".join(words)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.data(index):
            return False
        self.put(index.row(), index.column(), ((str(value),),), _("edit a cell"))
        return True


def _wrong(table: DataTable) -> dict[tuple[int, int], Text]:
    found: dict[tuple[int, int], Text] = {}
    for row, column, text in cell_problems(table):
        found.setdefault((row, column), text)
    return found
