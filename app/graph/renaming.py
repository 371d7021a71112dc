"""Types a new name on the card itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.graph.ink import NAME
from app.model.names import LONGEST_NAME

if TYPE_CHECKING:
    from app.graph.ink import Ink


class NameEditor(QLineEdit):
    """A field over the name of a card; Enter and leaving it accept, Escape does not."""

    finished = Signal(str, bool)
    """The words, and whether they were accepted."""

    def __init__(self, words: str, place: QRect, zoom: float, ink: Ink, parent: QWidget) -> None:
        super().__init__(words, parent)
        tokens = ink.tokens
        font = ink.font(NAME, QFont.Weight.DemiBold)
        font = QFont(font)
        font.setPixelSize(max(11, round(NAME * zoom)))
        self.setFont(font)
        self.setMaxLength(LONGEST_NAME)
        self.setGeometry(place)
        self.setStyleSheet(
            f"QLineEdit {{ background: {tokens.surface}; color: {tokens.text};"
            f" selection-background-color: {tokens.selection}; selection-color: {tokens.text};"
            f" border: 2px solid {tokens.focus}; border-radius: 4px; padding: 0 4px; }}"
        )
        self._is_done = False
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_with(self, *, accepted: bool) -> None:
        """Close the field."""
        if not self._is_done:
            self._is_done = True
            self.finished.emit(self.text(), accepted)
            self.hide()
            self.deleteLater()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the field is a child of the canvas, whose keys must wait
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close_with(accepted=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_with(accepted=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_with(accepted=True)
