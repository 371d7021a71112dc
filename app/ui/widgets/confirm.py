"""Asking before what cannot be undone or goes live: what happens, to what, and named answers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.text import Text, _
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import Variant, button
from app.ui.widgets.labels import label, title


@dataclass(frozen=True)
class Answer:
    """A named button: the key that `ask` returns, its words, its look."""

    key: str
    words: Text
    variant: Variant = "primary"


class ConfirmDialog(QDialog):
    """A title, sentences, and buttons with the names of what they do; Escape answers nothing."""

    def __init__(
        self,
        heading: Text,
        sentences: tuple[Text, ...],
        answers: tuple[Answer, ...],
        *,
        type_to_confirm: str = "",
        cancel: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.answer: str | None = None
        self._expected = type_to_confirm
        self.setWindowTitle(tr(heading))
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(heading))
        for sentence in sentences:
            column.addWidget(label(sentence))
        self.typed = QLineEdit(self)
        self.typed.setVisible(bool(type_to_confirm))
        if type_to_confirm:
            column.addWidget(
                label(_("Type {name} to confirm.", name=type_to_confirm), tone="muted")
            )
            column.addWidget(self.typed)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.cancel = button(cancel or _("Cancel"), clicked=self.reject)
        row.addWidget(self.cancel)
        self.buttons = {one.key: self._button(one) for one in answers}
        for made in self.buttons.values():
            row.addWidget(made)
        column.addLayout(row)
        self.typed.textChanged.connect(self._allow)
        self._allow()
        # The safe answer has the keyboard: Enter must not put anything in production.
        (self.typed if type_to_confirm else self.cancel).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Wrapped words ask for too much room before their width is known."""
        super().showEvent(event)
        column = self.layout()
        if column is not None and not event.spontaneous():
            column.activate()
            # Our own minimum stands in the place of the one that the buttons ask for.
            width = max(self.width(), column.totalSizeHint().width())
            self.resize(width, column.totalHeightForWidth(width))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        heading: Text,
        sentences: tuple[Text, ...],
        answers: tuple[Answer, ...],
        *,
        type_to_confirm: str = "",
    ) -> str | None:
        """Ask and wait; the key of the answer, or None."""
        dialog = cls(heading, sentences, answers, type_to_confirm=type_to_confirm, parent=parent)
        dialog.exec()
        answer = dialog.answer
        dialog.deleteLater()
        return answer

    def _button(self, one: Answer) -> QPushButton:
        return button(one.words, variant=one.variant, clicked=lambda: self._give(one.key))

    def _give(self, key: str) -> None:
        self.answer = key
        self.accept()

    def _allow(self) -> None:
        for made in self.buttons.values():
            made.setEnabled(not self._expected or self.typed.text().strip() == self._expected)
