"""A line of text."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editor import FieldEditor, mark
from app.ui.theme.rendering import tr


class LineEditor(FieldEditor):
    """`str`; a secret shows dots."""

    narrow: ClassVar[bool] = False

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr(info.field.placeholder))
        self.line.setAccessibleName(self.accessibleName())
        if info.field.secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.textEdited.connect(self.take)
        self.line.editingFinished.connect(self.finished)
        self.filled_with(self.line, stretch=self.narrow)

    def show_value(self, value: Any) -> None:
        show_line(self.line, str(value))

    def mark_invalid(self, invalid: bool) -> None:
        mark(self.line, invalid)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.line.setReadOnly(read_only)

    def set_placeholder(self, placeholder: str) -> None:
        self.line.setPlaceholderText(placeholder)


def show_line(line: QLineEdit, words: str) -> None:
    """Set the words of a line; the cursor stays where it is as far as possible."""
    if line.text() != words:
        at = line.cursorPosition()
        line.setText(words)
        line.setCursorPosition(min(at, len(words)) if line.hasFocus() else 0)
