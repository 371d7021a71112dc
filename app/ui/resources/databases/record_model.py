"""The rows of a table as a model that a view edits; nothing is copied for a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
from app.model.resources.table_edits import with_cells, without_rows
from app.model.text import Text, _
from app.ui.forms.row_order import RowFilter, sorted_places
from app.ui.resources.databases.entering import entered, shown
from app.ui.theme import icon, tr
from app.ui.theme.current import tokens

AnyIndex = QModelIndex | QPersistentModelIndex
_TYPE_WORDS = dict(FIELD_TYPES)
_NUMBERS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


Cells = Sequence[Sequence[str]]
"""A block of texts, row by row."""


class RecordModel(QAbstractTableModel):
    """`changed` carries the table after each edit by the person.

    Rows of the model are the rows of the table that are shown; `place` says which one a row is.
    Filtering and sorting change nothing in the table. A last, empty row takes what is typed into
    it.
    """

    changed = Signal(object, object)
    """The new table, and the words for the edit."""
    narrowed = Signal()
    """More or fewer rows are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = DataTable(columns=())
        self.zone: dt.tzinfo = ZoneInfo("UTC")
        self.read_only = False
        self.wrong: dict[tuple[int, int], Text] = {}
        self._words: tuple[str, ...] = ()
        self._order: tuple[int, bool] | None = None
        self._shown: list[int] | None = None
        self._filter = RowFilter(self)
        self._filter.found.connect(self._add_found)
        self._filter.ended.connect(self.narrowed)

    # --- showing ---

    def show_table(self, table: DataTable) -> None:
        """Show a table; where only cells differ or rows were added, the view stays as it is."""
        if table is self.table:
            return
        before, self.wrong = self.table, _wrong(table)
        added = len(table.rows) - len(before.rows)
        if table.columns != before.columns or added < 0 or not before.columns:
            self._reset(table)
            return
        if added:
            self.beginInsertRows(QModelIndex(), self.count, self.count + added - 1)
            self.table = table
            if self._shown is not None:
                self._shown.extend(range(len(before.rows), len(table.rows)))
            self.endInsertRows()
        self.table = table
        if self.count:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [])
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def set_read_only(self, read_only: bool) -> None:
        """Whether the rows can be looked at only."""
        if read_only != self.read_only:
            self.beginResetModel()
            self.read_only = read_only
            self.endResetModel()

    def search(self, typed: str) -> None:
        """Show the rows that hold every typed word."""
        words = tuple(typed.casefold().split())
        if words != self._words:
            self._words = words
            self._reset(self.table)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows in the order of a column; -1 is the order of the table."""
        descending = order is Qt.SortOrder.DescendingOrder
        wanted = (column, descending) if 0 <= column < len(self.table.columns) else None
        if wanted != self._order:
            self._order = wanted
            self._reset(self.table)

    @property
    def count(self) -> int:
        """How many rows of the table are shown."""
        return len(self.table.rows) if self._shown is None else len(self._shown)

    @property
    def order(self) -> tuple[int, bool] | None:
        """The column that the rows are shown by, and whether from its end."""
        return self._order

    def place(self, row: int) -> int:
        """Which row of the table a row of the model is; those after the last are new."""
        if row >= self.count:
            return len(self.table.rows) + row - self.count
        return row if self._shown is None else self._shown[row]

    # --- editing ---

    def put(self, top: int, left: int, cells: Cells, said: Text) -> None:
        """Write a block of cells from a shown one on, as if it was typed."""
        if self.read_only or not self.table.columns:
            return
        columns = self.table.columns
        block = {
            self.place(top + down): tuple(
                entered(columns[left + across], word, self.zone)
                for across, word in enumerate(words[: len(columns) - left])
            )
            for down, words in enumerate(cells)
        }
        self.changed.emit(with_cells(self.table, left, block), said)

    def remove(self, doomed: set[int]) -> None:
        """Take shown rows out of the table."""
        real = {self.place(row) for row in doomed if row < self.count}
        if real and not self.read_only:
            said = _("remove {count} rows", count=len(real))
            self.changed.emit(
                without_rows(self.table, real), _("remove a row") if len(real) == 1 else said
            )

    # --- QAbstractTableModel ---

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self.count + (0 if self.read_only or not self.table.columns else 1)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.table.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        del index
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self.read_only else usual | Qt.ItemFlag.ItemIsEditable

    def text(self, row: int, column: int) -> str:
        """A shown value as it is stored."""
        place = self.place(row)
        if place >= len(self.table.rows):
            return ""
        cells = self.table.rows[place]
        return cells[column] if column < len(cells) else ""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return shown(self.table.columns[column], self.text(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numbers = self.table.columns[column].type is FieldType.NUMBER
            return _NUMBERS if numbers else None
        wrong = self.wrong.get((self.place(row), column))
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
            return "+" if section >= self.count else str(self.place(section) + 1)
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
            words = [", ".join(words), tr(_("Click to sort by it."))]
            return "\n".join(words)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.data(index):
            return False
        self.put(index.row(), index.column(), ((str(value),),), _("edit a cell"))
        return True

    # --- arranging ---

    def _reset(self, table: DataTable) -> None:
        self.beginResetModel()
        self.table = table
        self._filter.stop()
        self._filter.show_rows(table.rows)
        if self._order is not None and self._order[0] >= len(table.columns):
            self._order = None
        self._shown = [] if self._words else self._sorted()
        self.endResetModel()
        if self._words:
            places = self._sorted()
            self._filter.start(self._words, range(len(table.rows)) if places is None else places)
        else:
            self.narrowed.emit()

    def _sorted(self) -> list[int] | None:
        if self._order is None:
            return None
        column, descending = self._order
        return sorted_places(self.table.rows, column, descending=descending)

    def _add_found(self, places: object) -> None:
        assert isinstance(places, list)
        if self._shown is None or not places:
            return
        first = len(self._shown)
        self.beginInsertRows(QModelIndex(), first, first + len(places) - 1)
        self._shown.extend(places)
        self.endInsertRows()
        self.narrowed.emit()


def _wrong(table: DataTable) -> dict[tuple[int, int], Text]:
    found: dict[tuple[int, int], Text] = {}
    for row, column, text in cell_problems(table):
        found.setdefault((row, column), text)
    return found
