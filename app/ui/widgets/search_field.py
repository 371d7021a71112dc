"""A line to search with: magnifier, words, a cross to clear; Escape clears, too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.model.text import Text, _
from app.ui.theme.icons import icon
from app.ui.theme.rendering import tr


class SearchField(QLineEdit):
    """Emits `textChanged` while typing, as every line does."""

    def __init__(self, placeholder: Text | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr(placeholder or _("Search")))
        self.setAccessibleName(self.placeholderText())
        self.addAction(icon("mdi6.magnify"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(icon("mdi6.close"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(tr(_("Clear")))
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.textChanged.connect(lambda words: self._clear.setVisible(bool(words)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
