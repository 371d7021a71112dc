"""Typing an email by hand: from, subject, text."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import Refused, UserError
from app.model.text import Text, _
from app.services import samples
from app.services.samples import SampleEmail
from app.services.workspace import Workspace
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Tone, button, label, title

_TYPED = _("Typed emails")


class TypedEmailDialog(QDialog):
    """Accepted once the email is stored; `email` is what was made."""

    def __init__(
        self, workspace: Workspace, set_id: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._set = set_id
        self.email: SampleEmail | None = None
        self.setWindowTitle(tr(_("Type a new email")))
        self.setMinimumSize(520, 460)
        self.from_line = QLineEdit()
        self.from_line.setPlaceholderText("Ada Martin <ada@example.org>")
        self.subject_line = QLineEdit()
        self.text_box = QPlainTextEdit()
        self.text_box.setTabChangesFocus(True)
        self.message = MessageBar()
        self.ok = button(_("Add the email"), variant="primary", clicked=self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(title(_("Type a new email")))
        column.addWidget(self.message)
        fields: tuple[tuple[Text, QWidget], ...] = (
            (_("From"), self.from_line),
            (_("Subject"), self.subject_line),
            (_("Text"), self.text_box),
        )
        for words, field in fields:
            caption = label(words)
            caption.setBuddy(field)
            field.setAccessibleName(tr(words))
            column.addWidget(caption)
            column.addWidget(field)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), clicked=self.reject))
        row.addWidget(self.ok)
        column.addLayout(row)
        for line in (self.from_line, self.subject_line):
            line.textChanged.connect(self._allow)
        self.text_box.textChanged.connect(self._allow)
        self._allow()

    def accept(self) -> None:
        """Store the email, or say why not."""
        if not self.ok.isEnabled():
            return
        try:
            self.email = samples.add_typed(
                self._workspace,
                self._set or typed_set(self._workspace),
                self.from_line.text().strip(),
                self.subject_line.text().strip(),
                self.text_box.toPlainText(),
            )
        except UserError as error:
            self.message.show_message(error.text, Tone.ERROR)
            return
        super().accept()

    def _allow(self) -> None:
        typed = self.subject_line.text().strip() or self.text_box.toPlainText().strip()
        self.ok.setEnabled(bool(typed))
        self.ok.setToolTip("" if typed else tr(_("Type a subject or a text.")))


def typed_set(workspace: Workspace) -> str:
    """The set that typed emails go into; made when it is first needed."""
    return set_called(workspace, tr(_TYPED))


def set_called(workspace: Workspace, name: str) -> str:
    """The id of the set with a name; made when there is none."""
    for one in samples.sample_sets(workspace):
        if one.name.casefold() == name.casefold():
            return one.id
    try:
        return samples.create_set(workspace, name).id
    except Refused:
        # A name that cannot be, such as that of a strange file: the plain one always can.
        return samples.create_set(workspace, tr(_("Imported emails"))).id
