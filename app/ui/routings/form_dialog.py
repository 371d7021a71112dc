"""A dialog of labelled fields that are checked while typing, with the reason under the field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import Refused, UserError
from app.model.text import EMPTY, Text, _
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Tone, button, label, title


@dataclass
class Field:
    """A field of the dialog: `check` raises `Refused` while its content will not do."""

    name: str
    widget: QWidget
    note: QLabel
    help: Text
    check: Callable[[], object]
    touched: bool = False


class FormDialog(QDialog):
    """Title, fields, Cancel and one button that says what it does.

    `commit` does the work when that button is pressed; a `UserError` that it raises is shown and
    the dialog stays, with everything typed.
    """

    def __init__(
        self,
        heading: Text,
        ok: Text,
        commit: Callable[[], object],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._commit = commit
        self._fields: list[Field] = []
        self.setWindowTitle(tr(heading))
        self.setMinimumWidth(520)
        self.message = MessageBar(closable=False)
        self.ok = button(ok, variant="primary", clicked=self.accept)
        self.ok.setDefault(True)
        self.cancel = button(_("Cancel"), clicked=self.reject)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(4)
        self._column.addWidget(title(heading))
        self._column.addSpacing(8)
        self._column.addWidget(self.message)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        self._column.addLayout(self.body, 1)
        self._column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        self._column.addLayout(row)

    # --- building ---

    def add_line(
        self,
        name: str,
        words: Text,
        check: Callable[[], object],
        *,
        help: Text = EMPTY,  # noqa: A002
    ) -> QLineEdit:
        """A line that is checked while typing."""
        line = QLineEdit()
        line.setAccessibleName(tr(words))
        field = self._add(name, words, line, check, help)
        line.textEdited.connect(lambda _words: setattr(field, "touched", True))
        line.textChanged.connect(lambda _words: self.validate())
        return line

    def add_text(self, words: Text) -> QPlainTextEdit:
        """A few lines of plain text; anything will do."""
        box = QPlainTextEdit()
        box.setAccessibleName(tr(words))
        box.setTabChangesFocus(True)
        box.setFixedHeight(72)
        caption = label(words, size="small", tone="muted")
        caption.setBuddy(box)
        self.body.addWidget(caption)
        self.body.addWidget(box)
        return box

    def add_caption(self, words: Text) -> QLabel:
        """The small caption over something that is no line."""
        caption = label(words, size="small", tone="muted")
        self.body.addWidget(caption)
        return caption

    def _add(
        self, name: str, words: Text, widget: QWidget, check: Callable[[], object], help_: Text
    ) -> Field:
        caption = label(words, size="small", tone="muted")
        caption.setBuddy(widget)
        note = label(help_, size="small", tone="muted")
        note.setObjectName(f"{name} note")
        # The room for the reason is there from the start, so that nothing jumps while typing.
        note.setMinimumHeight(note.fontMetrics().height() + 4)
        note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(caption)
        self.body.addWidget(widget)
        self.body.addWidget(note)
        field = Field(name, widget, note, help_, check)
        self._fields.append(field)
        return field

    # --- checking ---

    def validate(self) -> None:
        """Check every field; the button waits until all will do."""
        waits: Text | None = None
        for field in self._fields:
            try:
                field.check()
            except Refused as refusal:
                waits = waits or refusal.text
                _say(field, refusal.text if field.touched else None)
            else:
                _say(field, None)
        waits = waits or self.obstacle()
        self.ok.setEnabled(waits is None)
        self.ok.setToolTip("" if waits is None else tr(waits))

    def obstacle(self) -> Text | None:
        """Why the button must wait although every field will do."""
        return None

    def fit(self) -> None:
        """Grow to the height that the words need; what is large enough does not jump."""
        self._column.activate()
        needed = self._column.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def showEvent(self, event: QShowEvent) -> None:
        """Wrapped words ask for too much room before their width is known."""
        super().showEvent(event)
        if not event.spontaneous():
            self._column.activate()
            self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def note(self, name: str) -> str:
        """What stands under a field now."""
        return next(field.note.text() for field in self._fields if field.name == name)

    def accept(self) -> None:
        """Do the work, and close if it was done."""
        self.validate()
        if not self.ok.isEnabled():
            return
        try:
            self._commit()
        except UserError as error:
            self.message.show_message(error.text, Tone.ERROR)
            return
        super().accept()


def _say(field: Field, reason: Text | None) -> None:
    wrong = reason is not None
    field.note.setText(tr(reason if reason is not None else field.help))
    if bool(field.widget.property("invalid")) == wrong:
        return
    field.widget.setProperty("invalid", "true" if wrong else None)
    field.note.setProperty("tone", "error" if wrong else "muted")
    for widget in (field.widget, field.note):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
