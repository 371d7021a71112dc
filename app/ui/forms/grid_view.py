"""The view of a large table: pastes what spreadsheets copy, finds, sorts, removes rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTableView

from app.model.text import _
from app.ui.forms.table_model import TableModel
from app.ui.theme.rendering import tr


class GridView(QTableView):
    """`find_asked` when somebody wants to search. A click on a head sorts, a third one ends it."""

    find_asked = Signal()

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self._table = model
        self.setModel(model)
        self.setMinimumHeight(180)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.verticalHeader().setDefaultSectionSize(28)
        self.verticalHeader().setMinimumWidth(36)
        heads = self.horizontalHeader()
        heads.setDefaultSectionSize(140)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setStretchLastSection(True)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicatorClearable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._sorting = self._sorting_before = (-1, Qt.SortOrder.AscendingOrder)
        heads.sortIndicatorChanged.connect(self._sort)
        heads.sectionDoubleClicked.connect(self._sort_as_before)
        self.verticalHeader().setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.matches(QKeySequence.StandardKey.Cut):
            QApplication.clipboard().setText(self.copied())
            self._empty_cells()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.find_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        else:
            super().keyPressEvent(event)

    def selected_rows(self) -> set[int]:
        """The shown rows that the selection touches, without the one that is still empty."""
        if self.selectionModel() is None:
            return set()
        touched: set[int] = set()
        for part in self._parts():
            touched.update(range(part.top(), part.bottom() + 1))
        return {row for row in touched if row < self._table.count}

    def remove_selected(self) -> None:
        """Take the selected rows out."""
        doomed = self.selected_rows()
        if doomed and not self._table.read_only:
            top = min(doomed)
            self._table.remove(doomed)
            self.setCurrentIndex(self._table.index(min(top, self._table.rowCount() - 1), 0))

    def paste(self, words: str) -> None:
        """Fill in tab-separated cells, as spreadsheets copy them, from the current one on."""
        lines = csv.reader(io.StringIO(words.rstrip("\r\n"), newline=""), delimiter="\t")
        cells = tuple(tuple(line) or ("",) for line in lines)
        if not cells:
            return
        at = self.currentIndex()
        top = at.row() if at.isValid() else self._table.count
        left = max(at.column(), 0)
        self._table.fill(top, left, cells)
        last = self._table.index(
            top + len(cells) - 1,
            min(left + max(map(len, cells)), self._table.columnCount()) - 1,
        )
        filled = QItemSelection(self._table.index(top, left), last)
        self.selectionModel().select(filled, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def copied(self) -> str:
        """The selected cells, tab-separated, quoted where they hold tabs or line breaks."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        for part in self._parts():
            for row in range(part.top(), min(part.bottom() + 1, self._table.count)):
                columns = range(part.left(), part.right() + 1)
                writer.writerow([self._table.index(row, column).data() for column in columns])
        return out.getvalue().removesuffix("\n")

    def show_row(self, row: int) -> None:
        """Bring a shown row into view, and make it the current one."""
        index = self._table.index(row, max(0, self.currentIndex().column()))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # --- private ---

    def _parts(self) -> list[QItemSelectionRange]:
        """The rectangles of the selection: asking for each index would take seconds."""
        selection: Iterable[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]
        return list(selection)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._sorting_before, self._sorting = self._sorting, (column, order)
        self._table.sort(column, order)

    def _sort_as_before(self) -> None:
        """The first click of a double click has sorted, which nobody wanted."""
        self.horizontalHeader().setSortIndicator(*self._sorting_before)

    def _paste(self) -> None:
        if not self._table.read_only:
            self.paste(QApplication.clipboard().text())

    def _empty(self) -> None:
        if self._table.read_only:
            return
        if self.selectionModel().selectedRows():
            self.remove_selected()
        else:
            self._empty_cells()

    def _empty_cells(self) -> None:
        if not self._table.read_only:
            chosen = self.selectionModel().selectedIndexes()
            self._table.empty([(index.row(), index.column()) for index in chosen])

    def _open_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        self.menu(index).popup(self.viewport().mapToGlobal(place))

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done at a cell."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        clipboard = QApplication.clipboard()
        menu.addAction(tr(_("Copy")), lambda: clipboard.setText(self.copied()))
        if not self._table.read_only:
            menu.addAction(tr(_("Paste")), self._paste)
            menu.addSeparator()
            if index.isValid() and self._table.is_in_order:
                row = index.row()
                menu.addAction(tr(_("Insert a row above")), lambda: self._insert(row))
            menu.addAction(tr(_("Remove rows")), self.remove_selected)
        menu.addSeparator()
        menu.addAction(tr(_("Find…")), self.find_asked.emit)
        return menu

    def _insert(self, row: int) -> None:
        self._table.insert(row)
        self.show_row(row)
