"""The grid of a table's rows: typed, copied, pasted from a spreadsheet, cleared, taken out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from app.model.text import _
from app.ui.resources.databases.record_model import RecordModel
from app.ui.theme import tr

_MOST_MEASURED = 60
_WIDEST = 280
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
_FIND = QKeySequence.StandardKey.Find


class RecordGrid(QTableView):
    """Undo, redo and find are asked for by their usual keys, which belong to the grid while it
    has the keyboard.
    """

    undo_asked = Signal()
    redo_asked = Signal()
    find_asked = Signal()

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.setModel(model)
        self.setAccessibleName(tr(_("Rows")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setIconSize(QSize(14, 14))
        self.verticalHeader().setDefaultSectionSize(28)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(56)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self._measured: object = None
        model.modelReset.connect(self._fit)

    def selected_rows(self) -> set[int]:
        """The rows in which something is selected, without the one that takes new values."""
        count = self.records.count
        chosen = self.selectionModel().selection()
        parts = [chosen.at(at) for at in range(chosen.count())]
        return {
            row for part in parts for row in range(part.top(), part.bottom() + 1) if row < count
        }

    def copied(self) -> str:
        """The selected cells, tab-separated."""
        chosen = sorted((one.row(), one.column()) for one in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for row, column in chosen:
            words = str(self.records.index(row, column).data() or "")
            lines.setdefault(row, []).append(" ".join(words.split("\t")))
        return "\n".join("\t".join(words) for words in lines.values())

    def paste(self, words: str) -> None:
        """Fill in tab-separated cells from the current one on."""
        lines = words.rstrip("\r\n").splitlines()
        at = self.currentIndex()
        if not lines:
            return
        top = at.row() if at.isValid() else self.records.count
        cells = tuple(tuple(line.split("\t")) for line in lines)
        said = _("paste a row") if len(cells) == 1 else _("paste {count} rows", count=len(cells))
        self.records.put(top, max(at.column(), 0), cells, said)

    def begin_row(self) -> None:
        """Go to the last, empty row."""
        last = self.records.index(self.records.rowCount() - 1, 0)
        self.setCurrentIndex(last)
        self.scrollTo(last)
        self.setFocus()

    def go_to(self, row: int, column: int) -> None:
        """Show a cell and take the keyboard to it."""
        index = self.records.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        # The window's own undo must not take the keys away.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.matches(_UNDO) or event.matches(_REDO) or event.matches(_FIND))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QApplication.clipboard().text())
        elif event.matches(_UNDO):
            self.undo_asked.emit()
        elif event.matches(_REDO):
            self.redo_asked.emit()
        elif event.matches(_FIND):
            self.find_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        else:
            super().keyPressEvent(event)

    def _empty(self) -> None:
        whole = {index.row() for index in self.selectionModel().selectedRows()}
        if whole:
            self.records.remove(whole)
            return
        cells = {(one.row(), one.column()) for one in self.selectedIndexes()}
        rows = sorted({row for row, _column in cells if row < self.records.count})
        if not rows:
            return
        left = min(column for _row, column in cells)
        right = max(column for _row, column in cells)
        block = [
            [
                "" if (row, column) in cells else self.records.text(row, column)
                for column in range(left, right + 1)
            ]
            for row in range(rows[0], rows[-1] + 1)
        ]
        self.records.put(rows[0], left, block, _("clear cells"))

    def _sort(self, column: int) -> None:
        """Up, down, and back to the order of the table."""
        before = self.records.order
        if before is None or before[0] != column:
            self.records.sort(column)
        elif not before[1]:
            self.records.sort(column, Qt.SortOrder.DescendingOrder)
        else:
            self.records.sort(-1)

    def _fit(self) -> None:
        """Columns as wide as their first rows need; measuring all would take long."""
        heads = self.horizontalHeader()
        order = self.records.order
        heads.setSortIndicatorShown(order is not None)
        if order is not None:
            descending = Qt.SortOrder.DescendingOrder if order[1] else Qt.SortOrder.AscendingOrder
            heads.setSortIndicator(order[0], descending)
        # Filtering and sorting leave the columns as wide as they were.
        if self._measured == self.records.table.columns:
            return
        self._measured = self.records.table.columns
        metrics = self.fontMetrics()
        for column in range(self.records.columnCount()):
            rows = range(min(_MOST_MEASURED, self.records.count))
            widths = [
                metrics.horizontalAdvance(str(self.records.index(row, column).data() or ""))
                for row in rows
            ]
            head = metrics.horizontalAdvance(self.records.table.columns[column].name) + 36
            self.setColumnWidth(column, min(_WIDEST, max([head, *(one + 18 for one in widths)])))
        heads.updateGeometry()
