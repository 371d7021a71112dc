"""Types words where they stand on the canvas: the name of a card or group, the text of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from app.graph.ink import NAME, SMALL
from app.model.names import LONGEST_NAME

if TYPE_CHECKING:
    from app.graph.ink import Ink


class NameEditor(QLineEdit):
    """A field over the name of a card or group; Enter and leaving it accept, Escape does not."""

    finished = Signal(str, bool)
    """The words, and whether they were accepted."""

    def __init__(self, words: str, place: QRect, zoom: float, ink: Ink, parent: QWidget) -> None:
        super().__init__(words, parent)
        font = QFont(ink.font(NAME, QFont.Weight.DemiBold))
        font.setPixelSize(max(11, round(NAME * zoom)))
        self.setFont(font)
        self.setMaxLength(LONGEST_NAME)
        self.setGeometry(place)
        self.setStyleSheet(_style("QLineEdit", ink, "0 4px"))
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


class NoteEditor(QPlainTextEdit):
    """A box over a note; leaving it and Ctrl+Enter accept, Escape does not."""

    finished = Signal(str, bool)
    """The words, and whether they were accepted."""

    def __init__(self, words: str, place: QRect, zoom: float, ink: Ink, parent: QWidget) -> None:
        super().__init__(words, parent)
        font = QFont(ink.font(SMALL))
        font.setPixelSize(max(11, round(SMALL * zoom)))
        self.setFont(font)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setGeometry(place)
        self.setStyleSheet(_style("QPlainTextEdit", ink, "4px 6px"))
        self._is_done = False
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_with(self, *, accepted: bool) -> None:
        """Close the box."""
        if not self._is_done:
            self._is_done = True
            self.finished.emit(self.toPlainText(), accepted)
            self.hide()
            self.deleteLater()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the box is a child of the canvas, whose keys must wait
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if ends and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.close_with(accepted=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_with(accepted=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_with(accepted=True)


def _style(kind: str, ink: Ink, padding: str) -> str:
    tokens = ink.tokens
    return (
        f"{kind} {{ background: {tokens.surface}; color: {tokens.text};"
        f" selection-background-color: {tokens.selection}; selection-color: {tokens.text};"
        f" border: 2px solid {tokens.focus}; border-radius: 4px; padding: {padding}; }}"
    )
