"""Rows of a table from a CSV file and to one, with the same preview as for value tables."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.model.errors import UserError
from app.model.resources import DataTable, FieldType, TableColumn
from app.model.resources.table_edits import places_of, with_records
from app.model.text import Text, _
from app.services.column_types import ColumnType
from app.services.table_csv import TableFile, save_rows
from app.ui.forms.context import FormContext
from app.ui.forms.csv_dialog import CsvDialog
from app.ui.resources.databases.entering import entered
from app.ui.resources.databases.record_model import RecordModel
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Tone

_KINDS = {
    ColumnType.TEXT: FieldType.TEXT,
    ColumnType.NUMBER: FieldType.NUMBER,
    ColumnType.NUMBER_COMMA: FieldType.NUMBER,
    ColumnType.YES_NO: FieldType.YES_NO,
}
_FILES = _("CSV files (*.csv *.tsv *.txt)")


class CsvRows(QObject):
    """`brought` carries the table with the rows of a file, and the words for the edit."""

    brought = Signal(object, object)

    def __init__(
        self, context: FormContext, records: RecordModel, message: MessageBar, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._records = records
        self._message = message
        self._page = parent

    def ask_which(self) -> None:
        """Ask for a file to import."""
        made = self._dialog(_("Import CSV"))
        made.setNameFilters([tr(_FILES), tr(_("All files (*)"))])
        made.setFileMode(QFileDialog.FileMode.ExistingFile)
        made.fileSelected.connect(self.load)
        made.open()

    def ask_where(self) -> None:
        """Ask for a file to export to."""
        made = self._dialog(_("Export CSV"))
        made.setNameFilters([tr(_("CSV files (*.csv)")), tr(_("All files (*)"))])
        made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        made.setFileMode(QFileDialog.FileMode.AnyFile)
        made.setDefaultSuffix("csv")
        made.selectFile(f"{self._records.table.name or 'table'}.csv")
        made.fileSelected.connect(self.save)
        made.open()

    def load(self, path: str) -> None:
        """Show what a file would bring; accepted, its rows are added."""
        self._message.dismiss()
        self._context.read_csv(path, "", partial(self._preview, path), self._refuse, self._page)

    def save(self, path: str) -> None:
        """Write the rows of the table, saved or not."""
        table = self._records.table
        heads = tuple(column.name for column in table.columns)
        try:
            formulas = save_rows(Path(path), heads, table.rows)
        except UserError as refusal:
            self._refuse(refusal)
            return
        said = _("The rows are in {path}.", path=path)
        if formulas:
            said = _(
                "The rows are in {path}. {count} cells begin with = + - or @: a spreadsheet may"
                " take them for formulas. Import them there as text.",
                path=path,
                count=formulas,
            )
        self._message.show_message(said, Tone.WARNING if formulas else Tone.SUCCESS)

    # --- private ---

    def _dialog(self, heading: Text) -> QFileDialog:
        made = QFileDialog(self._page.window(), tr(heading))
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made

    def _preview(self, path: str, file: TableFile) -> None:
        def reread(delimiter: str, done: Any, failed: Any) -> None:
            self._context.read_csv(path, delimiter, done, failed, dialog)

        dialog = CsvDialog(file, reread, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._bring(file.name, dialog))
        dialog.open()

    def _bring(self, name: str, dialog: CsvDialog) -> None:
        table, heads = self._records.table, dialog.columns
        if not table.rows and not places_of(table, heads):
            # Nothing is lost: the file says what the columns are.
            table = DataTable(table.name, _columns(heads, dialog.column_types))
        places = places_of(table, heads)
        if not places:
            self._message.show_message(
                _(
                    "No column of {name} has the name of a column here. Nothing was added.",
                    name=name,
                ),
                Tone.ERROR,
            )
            return
        zone = self._records.zone
        columns = {at: table.columns[place] for at, place in places.items()}
        rows = tuple(
            tuple(
                entered(columns[at], cell, zone) if at in columns else cell
                for at, cell in enumerate(row)
            )
            for row in dialog.rows()
        )
        left_out = [head for at, head in enumerate(heads) if at not in places]
        self.brought.emit(with_records(table, heads, rows), _("import {name}", name=name))
        if left_out:
            said = _("Left out, because no column has the name: {heads}", heads=", ".join(left_out))
            self._message.show_message(said, Tone.WARNING)

    def _refuse(self, refusal: UserError) -> None:
        self._message.show_message(refusal.text, Tone.ERROR)


def _columns(heads: tuple[str, ...], types: tuple[ColumnType, ...]) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(head, _KINDS.get(type_, FieldType.DATE))
        for head, type_ in zip(heads, types, strict=True)
    )
