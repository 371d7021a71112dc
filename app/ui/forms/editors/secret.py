"""A password or token: typed, never shown again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.model.fields import FieldInfo
from app.model.text import _
from app.ui.forms.context import Surroundings
from app.ui.forms.editors.line import LineEditor
from app.ui.theme.rendering import tr


class SecretEditor(LineEditor):
    """`str`: what is typed now; empty leaves what the keyring holds as it is."""

    def __init__(self, info: FieldInfo, around: Surroundings, parent: QWidget | None = None):
        super().__init__(info, around, parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        self.line.setPlaceholderText(tr(_("Unchanged")))
