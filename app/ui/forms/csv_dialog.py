"""The preview of a CSV file before it fills a table: separator, types of columns, bad lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QSplitter,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import UserError
from app.model.resources import TableRow
from app.model.text import Text, _, verbatim
from app.services.column_types import TYPE_LABELS, ColumnType
from app.services.table_csv import LineProblem, TableFile, TypedColumn, typed_column
from app.ui.forms.editors.choice import CalmCombo
from app.ui.theme.current import tokens
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import label, muted, title
from app.ui.widgets.message_bar import MessageBar, Tone

AnyIndex = QModelIndex | QPersistentModelIndex

PREVIEWED = 200
_MOST_PROBLEMS = 1_000
_DELIMITERS: tuple[tuple[str, Text], ...] = (
    (",", _("Comma")),
    (";", _("Semicolon")),
    ("\t", _("Tab")),
    ("|", _("Bar")),
)
_NO_INDEX = QModelIndex()

Reread = Callable[[str, Callable[[TableFile], object], Callable[[UserError], object]], object]
"""Reads the file again with another separator; then says the file, or why not."""


class CsvDialog(QDialog):
    """Accepted, `columns` and `rows` are the table, its cells as the types write them."""

    def __init__(self, file: TableFile, reread: Reread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reread = reread
        self._file = file
        self._typed: list[TypedColumn] = []
        heading = _("Import {name}", name=file.name)
        self.setWindowTitle(tr(heading))
        self.message = MessageBar(closable=False)
        self.delimiter = CalmCombo()
        self.delimiter.setAccessibleName(tr(_("Separator")))
        for sign, words in _DELIMITERS:
            self.delimiter.addItem(tr(words), sign)
        self.types = QTableWidget()
        self.preview = QTableView()
        self.sample = _Sample(self)
        self.preview.setModel(self.sample)
        self.problems = QListWidget()
        self.problems.setAccessibleName(tr(_("Problems by line")))
        self.leave_out = QCheckBox()
        self.counts = muted()
        self.go = button(_("Import"), variant="primary", icon="mdi6.import", clicked=self.accept)
        self.cancel = button(_("Cancel"), clicked=self.reject)
        self._build(heading)
        self.delimiter.activated.connect(self._choose_delimiter)
        self.leave_out.toggled.connect(lambda _on: self._allow())
        self.resize(940, 640)
        self._show(file)
        (self.go if self.go.isEnabled() else self.delimiter).setFocus()

    # --- what was decided ---

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self._file.read.columns

    @property
    def column_types(self) -> tuple[ColumnType, ...]:
        """What the columns are taken for."""
        return tuple(column.type for column in self._typed)

    def rows(self) -> tuple[TableRow, ...]:
        """The rows, without those that have a problem if these are to be left out."""
        made = tuple(zip(*(column.cells for column in self._typed), strict=True))
        if not self.leave_out.isChecked():
            return made
        wrong = {one.line for one in self._wrong()}
        lines = self._file.read.lines
        return tuple(row for row, line in zip(made, lines, strict=True) if line not in wrong)

    def choose_type(self, at: int, type_: ColumnType) -> None:
        """Take the cells of a column for something else."""
        self._typed[at] = typed_column(self._file.read, at, type_)
        self._tell()

    # --- building ---

    def _build(self, heading: Text) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(heading))
        column.addWidget(
            label(
                _(
                    "The rows take the place of those in the table; nothing is stored before you"
                    " save. Numbers, dates and yes or no are written in one way: point at a"
                    " coloured cell to see what stands in the file."
                )
            )
        )
        column.addWidget(self.message)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(_("Separator"), wrap=False))
        self.delimiter.setFixedWidth(150)
        line.addWidget(self.delimiter)
        line.addStretch(1)
        line.addWidget(self.counts)
        column.addLayout(line)
        self._build_tables()
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.types)
        halves.addWidget(self.preview)
        halves.setSizes([360, 530])
        column.addWidget(halves, 1)
        self.problems.setFixedHeight(96)
        column.addWidget(self.problems)
        column.addWidget(self.leave_out)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column.addLayout(foot)

    def _build_tables(self) -> None:
        self.types.setAccessibleName(tr(_("Columns and their types")))
        self.types.setColumnCount(2)
        self.types.setHorizontalHeaderLabels([tr(_("Column")), tr(_("Type"))])
        self.types.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.types.setShowGrid(False)
        self.types.verticalHeader().hide()
        self.types.verticalHeader().setDefaultSectionSize(38)
        heads = self.types.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.resizeSection(1, 200)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.preview.setAccessibleName(tr(_("The first rows")))
        self.preview.setWordWrap(False)
        self.preview.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.preview.verticalHeader().setDefaultSectionSize(28)
        self.preview.horizontalHeader().setHighlightSections(False)
        self.preview.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    # --- following ---

    def _show(self, file: TableFile) -> None:
        self._file = file
        self._typed = list(file.typed)
        at = self.delimiter.findData(file.delimiter)
        self.delimiter.setCurrentIndex(at)
        if file.notes:
            self.message.show_message(
                verbatim(" ".join(tr(note) for note in file.notes)), Tone.INFO
            )
        else:
            self.message.dismiss()
        self.types.setRowCount(len(file.read.columns))
        for number, (name, typed) in enumerate(zip(file.read.columns, file.typed, strict=True)):
            item = QTableWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(tr(_("The key")) if number == 0 else name)
            self.types.setItem(number, 0, item)
            self.types.setCellWidget(number, 1, self._type_combo(number, name, typed.type))
        self._tell()

    def _type_combo(self, at: int, name: str, guessed: ColumnType) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(tr(_("Type of {column}", column=name)))
        for type_, words in TYPE_LABELS.items():
            combo.addItem(tr(words), type_.value)
        combo.setCurrentIndex(combo.findData(guessed.value))
        combo.activated.connect(partial(self._choose_type, at, combo))
        return combo

    def _choose_type(self, at: int, combo: CalmCombo, _chosen: int) -> None:
        self.choose_type(at, ColumnType(combo.currentData()))

    def _choose_delimiter(self, _at: int) -> None:
        self._reread(str(self.delimiter.currentData()), self._show, self._refuse)

    def _refuse(self, refusal: UserError) -> None:
        self.delimiter.setCurrentIndex(self.delimiter.findData(self._file.delimiter))
        self.message.show_message(refusal.text, Tone.ERROR)

    def _tell(self) -> None:
        read = self._file.read
        self.sample.show_sample(read.columns, read.rows, [one.cells for one in self._typed])
        told = sorted((*read.problems, *self._wrong()), key=lambda one: one.line)
        self.problems.clear()
        self.problems.addItems([tr(one.sentence) for one in told[:_MOST_PROBLEMS]])
        self.problems.setVisible(bool(told))
        lines = len({one.line for one in told})
        self.leave_out.setVisible(bool(told))
        self.leave_out.setText(
            tr(
                _("Leave out 1 line with a problem")
                if lines == 1
                else _("Leave out {count} lines with problems", count=lines)
            )
        )
        self._allow()

    def _wrong(self) -> Iterator[LineProblem]:
        for column in self._typed:
            yield from column.problems

    def _allow(self) -> None:
        read = self._file.read
        self.counts.setText(
            tr(_("{rows} rows, {columns} columns", rows=len(read.rows), columns=len(read.columns)))
        )
        told = bool(read.problems) or any(self._wrong())
        self.go.setEnabled(not told or self.leave_out.isChecked())
        waiting = _("Mend the problems in the file, choose other types, or leave the lines out.")
        self.go.setToolTip("" if self.go.isEnabled() else tr(waiting))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.go.hasFocus():
            return
        super().keyPressEvent(event)


class _Sample(QAbstractTableModel):
    """The first rows as they would be; what the types change is marked and says what it was."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self._before: tuple[TableRow, ...] = ()
        self._cells: list[tuple[str, ...]] = []

    def show_sample(
        self,
        columns: tuple[str, ...],
        before: tuple[TableRow, ...],
        cells: list[tuple[str, ...]],
    ) -> None:
        """Show other cells."""
        self.beginResetModel()
        self._columns, self._before, self._cells = columns, before[:PREVIEWED], list(cells)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._before)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        horizontal = orientation is Qt.Orientation.Horizontal
        return self._columns[section] if horizontal else str(section + 1)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        before = self._before[index.row()][index.column()]
        after = self._cells[index.column()][index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return after
        if role == Qt.ItemDataRole.ToolTipRole:
            return after if after == before else tr(_("In the file: {cell}", cell=before))
        if role == Qt.ItemDataRole.ForegroundRole and after != before:
            return QColor(tokens().accent)
        return None
