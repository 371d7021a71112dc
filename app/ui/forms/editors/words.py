"""A list of words or addresses, one a line."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.text_box import TextBox
from app.ui.theme.rendering import tr
from app.ui.widgets.labels import muted


class WordsEditor(FieldEditor):
    """`tuple[str, ...]`: the lines that are not empty, without blanks around them."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.box = TextBox(fewest=3, most=10)
        placeholder = info.field.placeholder
        self.box.setPlaceholderText(tr(placeholder if placeholder.msgid else _("One a line")))
        self.box.setAccessibleName(self.accessibleName())
        self.box.typed.connect(self._type)
        self.box.left.connect(self.finished)
        self.count = muted()
        self.filled_with(self.box, self.count, across=False, spacing=2)

    def show_value(self, value: Any) -> None:
        if _listed(self.box.toPlainText()) != value:
            self.box.show_text("\n".join(value))
        self._tell()

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.box, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.box.setReadOnly(read_only)

    def _type(self, words: str) -> None:
        self.take(_listed(words))
        self._tell()

    def _tell(self) -> None:
        count = len(self._value)
        self.count.setVisible(count > 0)
        self.count.setText(tr(_("1 line") if count == 1 else _("{count} lines", count=count)))


def _listed(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())
