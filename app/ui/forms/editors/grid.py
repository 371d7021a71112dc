"""The rows and columns of a value table: typed, pasted, or imported from CSV."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.model.errors import UserError
from app.model.fields import FieldInfo
from app.model.resources import TableRow
from app.model.text import Text, _
from app.services.table_csv import TableFile, save_rows
from app.ui.forms.context import Surroundings
from app.ui.forms.csv_dialog import CsvDialog
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.grid_view import GridView
from app.ui.forms.table_model import TableModel
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import muted
from app.ui.widgets.message_bar import MessageBar, Tone
from app.ui.widgets.name_dialog import NameDialog
from app.ui.widgets.search_field import SearchField

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
        self.view = GridView(self.model)
        self.view.setAccessibleName(self.accessibleName())
        self.message = MessageBar()
        self._count = muted()
        self._count.setWordWrap(False)
        self.search = _RowSearch(_("Search the rows"))
        self.search.textChanged.connect(self._search)
        self.search.left.connect(self._go_to_rows)
        self.view.find_asked.connect(self._find)
        self.model.changed.connect(self._take)
        self.model.narrowed.connect(self._tell)
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
        self.export_csv = button(
            _("Export CSV…"),
            variant="link",
            icon="mdi6.file-export-outline",
            clicked=self._ask_where,
        )
        self._tools = QWidget()
        tools = FlowLayout(self._tools, spacing=8)
        for made in (self.import_csv, self.add_column, self.remove_rows):
            tools.addWidget(made)
        self.add_column.setVisible(not self.fixed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self._tools, 1)
        foot.addWidget(self.export_csv, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.message)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.setFocusProxy(self.view)

    def show_value(self, value: Any) -> None:
        columns = self._columns()
        if tuple(self.model.rows) != value or self.model.columns != columns:
            self.model.show_table(columns, value)
        else:
            self.model.share(value)
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
        """Show what a CSV file would bring; accepted, it replaces columns and rows."""
        self.message.dismiss()
        self.around.context.read_csv(path, "", partial(self._preview, path), self._refuse, self)

    def save_csv(self, path: str) -> None:
        """Write the rows of the table, saved or not, as CSV."""
        try:
            formulas = save_rows(Path(path), self.model.columns, tuple(self.model.rows))
        except UserError as refusal:
            self._refuse(refusal)
            return
        if formulas:
            warning = _(
                "The rows are in {path}. {count} cells begin with = + - or @: a spreadsheet may"
                " take them for formulas. Import them there as text.",
                path=path,
                count=formulas,
            )
            self.message.show_message(warning, Tone.WARNING)
        else:
            self.message.show_message(_("The rows are in {path}.", path=path), Tone.SUCCESS)

    # --- private ---

    def _preview(self, path: str, file: TableFile) -> None:
        def reread(delimiter: str, done: Any, failed: Any) -> None:
            self.around.context.read_csv(path, delimiter, done, failed, dialog)

        dialog = CsvDialog(file, reread, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._replace(dialog.columns, dialog.rows()))
        dialog.open()

    def _replace(self, columns: tuple[str, ...], rows: tuple[TableRow, ...]) -> None:
        if self.fixed:
            columns, rows = self._fitted(columns, rows)
        self.search.clear()
        self.model.show_table(columns, rows)
        self._take()
        self.finished.emit()

    def _refuse(self, refusal: UserError) -> None:
        self.message.show_message(refusal.text, Tone.ERROR)

    def _search(self, typed: str) -> None:
        self.model.search(typed)
        self._tell()

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _go_to_rows(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.count:
            self.view.show_row(0)

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
        if self.model.is_narrowed:
            of = _("{shown} of {count} rows", shown=f"{self.model.count:,}", count=f"{count:,}")
        else:
            of = _("1 row") if count == 1 else _("{count} rows", count=f"{count:,}")
        self._count.setText(tr(of))
        self._allow()

    def _allow(self) -> None:
        self.remove_rows.setEnabled(bool(self.view.selected_rows()))

    def _ask_for_csv(self) -> None:
        made = self._file_dialog(_("Import CSV"))
        made.setNameFilters([tr(_("CSV files (*.csv *.tsv *.txt)")), tr(_("All files (*)"))])
        made.setFileMode(QFileDialog.FileMode.ExistingFile)
        made.fileSelected.connect(self.load_csv)
        made.open()

    def _ask_where(self) -> None:
        made = self._file_dialog(_("Export CSV"))
        made.setNameFilters([tr(_("CSV files (*.csv)")), tr(_("All files (*)"))])
        made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        made.setFileMode(QFileDialog.FileMode.AnyFile)
        made.setDefaultSuffix("csv")
        made.selectFile(f"{self.around.lookup('reference') or 'table'}.csv")
        made.fileSelected.connect(self.save_csv)
        made.open()

    def _file_dialog(self, heading: Text) -> QFileDialog:
        made = QFileDialog(self.window(), tr(heading))
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made

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


class _RowSearch(SearchField):
    """`left` when Down or Enter goes on into the rows."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)
