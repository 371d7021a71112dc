"""Text of several lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.forms.text_box import TextBox
from app.ui.theme.rendering import tr


class LinesEditor(FieldEditor):
    """`str` with line breaks; the box grows with its text up to a limit."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.box = TextBox(fewest=2, most=8)
        self.box.setPlaceholderText(tr(info.field.placeholder))
        self.box.setAccessibleName(self.accessibleName())
        self.box.typed.connect(self.take)
        self.box.left.connect(self.finished)
        self.filled_with(self.box)

    def show_value(self, value: Any) -> None:
        self.box.show_text(str(value))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.box, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.box.setReadOnly(read_only)

    def set_placeholder(self, placeholder: str) -> None:
        self.box.setPlaceholderText(placeholder)
