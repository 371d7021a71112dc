"""A column of the value table that another field names."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.config import Reference
from app.model.fields import FieldInfo
from app.model.resources import ValueTable
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.rendering import tr
from app.ui.widgets.option_list import Option
from app.ui.widgets.picker import Picker


class ColumnEditor(FieldEditor):
    """`str`; the table is looked up when the list opens, so that it is never out of date."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.picker = Picker(
            self._options,
            placeholder=_("Choose a column"),
            empty=_("Choose the value table first."),
        )
        self.picker.setAccessibleName(self.accessibleName())
        self.picker.chosen.connect(self._choose)
        self.filled_with(self.picker)

    def show_value(self, value: Any) -> None:
        self.picker.show_choice(value, value)

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.picker, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.picker.setEnabled(not read_only)

    def _options(self) -> list[Option]:
        table = self._table()
        if table is None:
            return []
        key = tr(_("key"))
        return [
            Option(column, column, key if at == 0 else "")
            for at, column in enumerate(table.columns)
        ]

    def _table(self) -> ValueTable | None:
        named = self.around.lookup(self.info.field.beside)
        if isinstance(named, Reference):
            named = "" if named.is_expression else named.value
        return self.around.context.resources().get(ValueTable, str(named)) if named else None

    def _choose(self, column: str) -> None:
        self.show_value(column)
        self.choose(column)
