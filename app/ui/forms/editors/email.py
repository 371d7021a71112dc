"""An email address."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.model.fields import FieldInfo
from app.ui.forms.context import Surroundings
from app.ui.forms.editors.line import LineEditor


class EmailEditor(LineEditor):
    """`str`: one address, without a name."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
