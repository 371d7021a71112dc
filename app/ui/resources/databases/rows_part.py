"""The rows of one table: the grid, the line to search in, the buttons and the count below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.resources import DataTable
from app.model.text import _
from app.ui.forms.context import FormContext
from app.ui.resources.databases.csv_rows import CsvRows
from app.ui.resources.databases.record_grid import RecordGrid
from app.ui.resources.databases.record_model import RecordModel
from app.ui.theme import tr
from app.ui.widgets import FlowLayout, MessageBar, SearchField, button, muted


class RowsPart(QWidget):
    """`edited` carries the table and the words for the edit; `row_asked` comes before a new row.

    Its search, tools and count stand wherever the view around it puts them.
    """

    edited = Signal(object, object)
    row_asked = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = MessageBar()
        self.records = RecordModel(self)
        self.records.changed.connect(self.edited)
        self.grid = RecordGrid(self.records)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._select())
        self.search = SearchField(_("Search the rows"))
        self.search.setMaximumWidth(240)
        self.search.textChanged.connect(self.records.search)
        self.records.narrowed.connect(self.tell)
        self.grid.find_asked.connect(
            lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        )
        self.add_row = button(
            _("Add a row"), variant="link", icon="mdi6.table-row-plus-after", clicked=self.begin_row
        )
        self.remove_rows = button(
            _("Remove rows"),
            variant="link",
            icon="mdi6.table-row-remove",
            clicked=lambda: self.records.remove(self.grid.selected_rows()),
        )
        self.csv = CsvRows(context, self.records, self.message, self)
        self.csv.brought.connect(self.edited)
        self.import_csv = button(
            _("Import CSV…"),
            variant="link",
            icon="mdi6.file-import-outline",
            clicked=self.csv.ask_which,
        )
        self.export_csv = button(
            _("Export CSV…"),
            variant="link",
            icon="mdi6.file-export-outline",
            clicked=self.csv.ask_where,
        )
        self.count = muted()
        self.count.setWordWrap(False)
        self.tools = QWidget()
        tools = FlowLayout(self.tools, spacing=8)
        tools.addWidget(self.add_row)
        tools.addWidget(self.remove_rows)
        tools.addWidget(self.import_csv)
        tools.addWidget(self.export_csv)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.message)
        column.addWidget(self.grid, 1)

    def show_table(self, table: DataTable) -> None:
        """Show the rows of a table."""
        self.records.show_table(table)
        self.tell()

    def show_all(self) -> None:
        """Show all rows, in the order of the table."""
        self.message.dismiss()
        self.search.clear()
        self.records.sort(-1)

    def begin_row(self) -> None:
        """Go to the empty row at the end."""
        self.search.clear()
        self.row_asked.emit()
        self.grid.begin_row()

    def allow(self, editable: bool) -> None:
        """Whether the rows may be changed; they may be exported in any case."""
        for made in (self.add_row, self.remove_rows, self.import_csv):
            made.setVisible(editable)
        self._select()

    def tell(self) -> None:
        """How many rows there are, and how many of them are shown."""
        rows, shown = len(self.records.table.rows), self.records.count
        said = _("1 row") if rows == 1 else _("{count} rows", count=rows)
        if shown < rows:
            said = _("{shown} of {count} rows", shown=shown, count=rows)
        self.count.setText(tr(said))

    def _select(self) -> None:
        self.remove_rows.setEnabled(bool(self.grid.selected_rows()))
