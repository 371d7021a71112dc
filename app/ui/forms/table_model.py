"""The columns and rows of a value table, as a model that a view edits, filters and sorts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from app.ui.forms.row_order import RowFilter, sorted_places
from app.ui.theme.rendering import tr

AnyIndex = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """`changed` after each change by the person. A last, empty row takes what is typed into it.

    Rows of the model are the rows of the table that are shown; `place` says which one a row is.
    Filtering and sorting change nothing in the table. `fixed` columns cannot be renamed.
    """

    changed = Signal()
    narrowed = Signal()
    """More or fewer rows are shown."""

    def __init__(self, parent: QObject | None = None, *, fixed: bool = False) -> None:
        super().__init__(parent)
        self.fixed = fixed
        self.columns: tuple[str, ...] = ()
        self.rows: list[TableRow] = []
        self.read_only = False
        self._shown: list[int] | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None
        self._words: tuple[str, ...] = ()
        self._filter = RowFilter(self)
        self._filter.found.connect(self._add_found)
        self._filter.ended.connect(self.narrowed)

    # --- what is shown ---

    def show_table(self, columns: tuple[str, ...], rows: tuple[TableRow, ...]) -> None:
        """Show other columns and rows, filtered and sorted as before."""
        self.beginResetModel()
        self.columns, self.rows = columns, list(rows)
        self._filter.show_rows(self.rows)
        if self._order is not None and self._order[0] >= len(columns):
            self._order = None
        self._arrange()
        self.endResetModel()
        self._look()

    def share(self, rows: tuple[TableRow, ...]) -> None:
        """Hold these rows in the place of equal ones, so that comparing them costs nothing."""
        self.rows[:] = rows

    def search(self, typed: str) -> None:
        """Show the rows that hold every typed word."""
        words = tuple(typed.casefold().split())
        if words != self._words:
            self._words = words
            self._again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows in the order of a column; -1 is the order of the table."""
        wanted = (column, order) if 0 <= column < len(self.columns) else None
        if wanted != self._order:
            self._order = wanted
            self._again()

    @property
    def is_busy(self) -> bool:
        """Whether rows are still being looked for."""
        return self._filter.is_busy

    @property
    def is_narrowed(self) -> bool:
        """Whether only some rows are shown."""
        return bool(self._words)

    @property
    def is_in_order(self) -> bool:
        """Whether all rows are shown, in the order of the table."""
        return not self._words and self._order is None

    @property
    def count(self) -> int:
        """How many rows of the table are shown."""
        return len(self.rows) if self._shown is None else len(self._shown)

    def place(self, row: int) -> int:
        """Which row of the table a row of the model is; the one after the last is new."""
        if row >= self.count:
            return len(self.rows) + row - self.count
        return row if self._shown is None else self._shown[row]

    # --- Qt ---

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self.count + (0 if self.read_only or not self.columns else 1)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        del index
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self.read_only else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        place = self.place(index.row())
        if place >= len(self.rows):
            return ""
        row = self.rows[place]
        return row[index.column()] if index.column() < len(row) else ""

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            key = tr(_("The key. ")) if section == 0 else ""
            sorting = tr(_("Click to sort, click again to turn the order."))
            renaming = "" if self.fixed else " " + tr(_("Double-click to rename the column."))
            return f"{key}{sorting}{renaming}"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section] if section < len(self.columns) else ""
        return "+" if section >= self.count else str(self.place(section) + 1)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index):
            return False
        self.fill(index.row(), index.column(), ((str(value),),))
        return True

    # --- changing ---

    def fill(self, top: int, left: int, cells: Sequence[Sequence[str]]) -> None:
        """Write a block of cells from a shown cell on, adding rows at the end of the table.

        What lies beyond the columns is left. Rows that no longer match what is searched for stay
        until the next search: nothing vanishes under the cursor.
        """
        width, shown = len(self.columns), self.count
        new = max(0, top + len(cells) - shown)
        if new:
            self.beginInsertRows(QModelIndex(), shown, shown + new - 1)
            first = len(self.rows)
            self.rows.extend([("",) * width] * new)
            if self._shown is not None:
                self._shown.extend(range(first, first + new))
            self._filter.forget(len(self.rows) - 1)
            self.endInsertRows()
        for down, words in enumerate(cells):
            place = self.place(top + down)
            row = [*self.rows[place], *[""] * width][:width]
            row[left : left + len(words)] = words[: width - left]
            self.rows[place] = tuple(row)
            self._filter.forget(place)
        last = self.index(top + len(cells) - 1, width - 1)
        self.dataChanged.emit(self.index(top, 0), last, [])
        self.changed.emit()

    def empty(self, cells: Iterable[tuple[int, int]]) -> None:
        """Empty shown cells, in one change."""
        done = False
        for row, column in cells:
            place = self.place(row)
            if place < len(self.rows) and self.rows[place][column]:
                words = list(self.rows[place])
                words[column] = ""
                self.rows[place] = tuple(words)
                self._filter.forget(place)
                self.dataChanged.emit(self.index(row, column), self.index(row, column), [])
                done = True
        if done:
            self.changed.emit()

    def insert(self, row: int) -> None:
        """Put an empty row into the table before a shown one."""
        place = self.place(row)
        rows = [*self.rows[:place], ("",) * len(self.columns), *self.rows[place:]]
        self.show_table(self.columns, tuple(rows))
        self.changed.emit()

    def remove(self, doomed: set[int]) -> None:
        """Take shown rows out of the table."""
        gone = {self.place(row) for row in doomed}
        rows = tuple(row for at, row in enumerate(self.rows) if at not in gone)
        self.show_table(self.columns, rows)
        self.changed.emit()

    def rename_column(self, at: int, name: str) -> None:
        """Call a column something else."""
        self.columns = (*self.columns[:at], name, *self.columns[at + 1 :])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, at, at)
        self.changed.emit()

    def add_column(self, name: str) -> None:
        """Add an empty column at the end."""
        self.show_table((*self.columns, name), tuple((*row, "") for row in self.rows))
        self.changed.emit()

    def remove_column(self, at: int) -> None:
        """Take a column out, with what is in it."""
        self._order = None
        rows = tuple((*row[:at], *row[at + 1 :]) for row in self.rows)
        self.show_table((*self.columns[:at], *self.columns[at + 1 :]), rows)
        self.changed.emit()

    # --- private ---

    def _again(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()
        self._look()

    def _arrange(self) -> None:
        """What is shown before the first row is found."""
        self._filter.stop()
        self._shown = [] if self._words else self._sorted()

    def _sorted(self) -> list[int] | None:
        if self._order is None:
            return None
        column, order = self._order
        descending = order is Qt.SortOrder.DescendingOrder
        return sorted_places(self.rows, column, descending=descending)

    def _look(self) -> None:
        if self._words:
            places = self._sorted()
            self._filter.start(self._words, range(len(self.rows)) if places is None else places)
        else:
            self.narrowed.emit()

    def _add_found(self, places: object) -> None:
        assert isinstance(places, list)
        shown = self._shown
        if shown is None:
            return
        self.beginInsertRows(QModelIndex(), len(shown), len(shown) + len(places) - 1)
        shown.extend(places)
        self.endInsertRows()
        self.narrowed.emit()
