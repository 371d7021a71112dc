"""The rows and columns of a value table: typed, pasted, or imported from CSV."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import UserError
from app.model.fields import FieldInfo
from app.model.resources import TableRow
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.table_model import TableModel
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import muted
from app.ui.widgets.message_bar import MessageBar, Tone
from app.ui.widgets.name_dialog import NameDialog

_COLUMNS = "columns"


class GridEditor(FieldEditor):
    """`tuple[TableRow, ...]`; the field `columns` beside it is edited in the heads.

    Where the field names its columns, these are fixed: other fields tell them.
    """

    grows = True
    follows = True

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.fixed = bool(info.field.beside)
        self.takes_over = () if self.fixed else (_COLUMNS,)
        self.model = TableModel(self, fixed=self.fixed)
        self.view = _Grid(self.model)
        self.view.setAccessibleName(self.accessibleName())
        self.message = MessageBar()
        self._count = muted()
        self.model.changed.connect(self._take)
        self.view.horizontalHeader().sectionDoubleClicked.connect(self._rename)
        heads = self.view.horizontalHeader()
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._open_menu)
        self.add_column = button(
            _("Add a column…"),
            variant="link",
            icon="mdi6.table-column-plus-after",
            clicked=self._add_column,
        )
        self.remove_rows = button(
            _("Remove rows"),
            variant="link",
            icon="mdi6.table-row-remove",
            clicked=self.view.remove_selected,
        )
        self.import_csv = button(
            _("Import CSV…"),
            variant="link",
            icon="mdi6.file-import-outline",
            clicked=self._ask_for_csv,
        )
        self._tools = QWidget()
        tools = FlowLayout(self._tools, spacing=8)
        for made in (self.import_csv, self.add_column, self.remove_rows):
            tools.addWidget(made)
        self.add_column.setVisible(not self.fixed)
        foot = QHBoxLayout()
        foot.addWidget(self._tools, 1)
        foot.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.message)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.setFocusProxy(self.view)

    def show_value(self, value: Any) -> None:
        columns = self._columns()
        if tuple(self.model.rows) != value or self.model.columns != columns:
            self.model.show_table(columns, value)
        self._tell()

    def set_value(self, value: Any) -> None:
        # The columns beside the rows may differ although the rows do not.
        self._value = value
        self.show_value(value)

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.view, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.model.read_only = read_only
        self.model.show_table(self.model.columns, tuple(self.model.rows))
        self._tools.setVisible(not read_only)

    def load_csv(self, path: str) -> None:
        """Replace columns and rows by those of a CSV file."""
        try:
            columns, rows = self.around.context.read_csv(path)
        except UserError as refusal:
            self.message.show_message(refusal.text, Tone.ERROR)
            return
        self.message.dismiss()
        if self.fixed:
            columns, rows = self._fitted(columns, rows)
        self.model.show_table(columns, rows)
        self._take()
        self.finished.emit()

    # --- private ---

    def _columns(self) -> tuple[str, ...]:
        return tuple(self.around.lookup(self.info.field.beside or _COLUMNS) or ())

    def _fitted(
        self, heads: tuple[str, ...], rows: tuple[TableRow, ...]
    ) -> tuple[tuple[str, ...], tuple[TableRow, ...]]:
        """Rows of a file under the fixed columns, by the names in its head."""
        named = {head.strip().casefold(): at for at, head in reversed(tuple(enumerate(heads)))}
        places = [named.get(column.casefold()) for column in self._columns()]
        fitted = (
            tuple(row[at] if at is not None and at < len(row) else "" for at in places)
            for row in rows
        )
        return self._columns(), tuple(fitted)

    def _take(self) -> None:
        rows = tuple(self.model.rows)
        columns = self.model.columns
        if not self.fixed and self.around.lookup(_COLUMNS) != columns:
            self.around.put({self.info.name: rows, _COLUMNS: columns})
        else:
            self.take(rows)
        self._tell()

    def _tell(self) -> None:
        count = len(self.model.rows)
        self._count.setText(tr(_("1 row") if count == 1 else _("{count} rows", count=count)))
        self._allow()

    def _allow(self) -> None:
        self.remove_rows.setEnabled(bool(self.view.selected_rows()))

    def _ask_for_csv(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, tr(_("Import CSV")), "", tr(_("CSV files (*.csv *.tsv *.txt);;All files (*)"))
        )
        if path:
            self.load_csv(path)

    def _rename(self, at: int) -> None:
        if self.read_only or self.fixed:
            return
        name = NameDialog.ask(self, _("Rename the column"), name=self.model.columns[at])
        if name:
            self.model.rename_column(at, name)
            self.finished.emit()

    def _add_column(self) -> None:
        name = NameDialog.ask(self, _("Add a column"))
        if name:
            self.model.add_column(name)
            self.finished.emit()

    def _open_menu(self, place: QPoint) -> None:
        at = self.view.horizontalHeader().logicalIndexAt(place)
        if self.read_only or self.fixed or at < 0:
            return
        menu = QMenu(self)
        menu.addAction(tr(_("Rename…")), lambda: self._rename(at))
        removing = menu.addAction(tr(_("Remove the column")), lambda: self.model.remove_column(at))
        assert removing is not None
        removing.setEnabled(len(self.model.columns) > 1)
        menu.exec(self.view.horizontalHeader().mapToGlobal(place))
        menu.deleteLater()


class _Grid(QTableView):
    """Pastes what spreadsheets copy, and Delete empties cells or removes whole rows."""

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
        self.horizontalHeader().setDefaultSectionSize(140)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self._table.read_only:
            self.paste(QApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        else:
            super().keyPressEvent(event)

    def selected_rows(self) -> set[int]:
        """The rows of the table that the selection touches."""
        if self.selectionModel() is None:
            return set()
        rows = {index.row() for index in self.selectionModel().selectedIndexes()}
        return {row for row in rows if row < len(self._table.rows)}

    def remove_selected(self) -> None:
        """Take the selected rows out."""
        doomed = self.selected_rows()
        if doomed and not self._table.read_only:
            self._table.remove(doomed)

    def paste(self, words: str) -> None:
        """Fill in tab-separated cells from the current one on."""
        cells = tuple(tuple(line.split("\t")) for line in words.rstrip("\r\n").splitlines())
        at = self.currentIndex()
        if cells:
            top = at.row() if at.isValid() else len(self._table.rows)
            self._table.fill(top, max(at.column(), 0), cells)

    def copied(self) -> str:
        """The selected cells, tab-separated."""
        chosen = sorted(
            self.selectionModel().selectedIndexes(), key=lambda one: (one.row(), one.column())
        )
        lines: dict[int, list[str]] = {}
        for index in chosen:
            lines.setdefault(index.row(), []).append(str(index.data() or ""))
        return "\n".join("\t".join(words) for words in lines.values())

    def _empty(self) -> None:
        if self._table.read_only:
            return
        whole = {index.row() for index in self.selectionModel().selectedRows()}
        if whole:
            self._table.remove(whole)
            return
        for index in self.selectionModel().selectedIndexes():
            if index.row() < len(self._table.rows):
                self._table.setData(index, "")
