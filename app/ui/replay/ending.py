"""How the interaction ended before an end routing is replayed: status, reply, who and how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.engine.handling import LONGEST_DURATION, Handling, HandlingStatus
from app.engine.mail import Message
from app.engine.mail.compose import TYPED_HERE, compose
from app.model.errors import UserError
from app.model.resources import Queue, Resource, Resources, User
from app.model.text import Text, _
from app.ui.theme import tr
from app.ui.widgets import MessageBar, Option, Picker, Segments, Tone, button, label, muted, title

STATUS_WORDS: dict[HandlingStatus, Text] = {
    HandlingStatus.ANSWERED: _("Answered"),
    HandlingStatus.CLOSED: _("Closed"),
    HandlingStatus.TRANSFERRED: _("Transferred"),
    HandlingStatus.AUTOMATIC: _("By itself"),
}
_TYPED_AT = dt.datetime(2026, 1, 5, 10, 0, tzinfo=dt.UTC)
_MOST_SECONDS = min(LONGEST_DURATION, 7 * 24 * 3600)


def ending_words(handling: Handling, reply: bytes) -> Text:
    """The ending in a word or two."""
    status = STATUS_WORDS[handling.status]
    return _("{status}, with a reply", status=status) if reply else status


class EndingDialog(QDialog):
    """`handling` and `reply` (a raw message, empty for none) are what was chosen."""

    def __init__(
        self,
        handling: Handling,
        reply: bytes,
        resources: Resources,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_("How the interaction ended")))
        self.setMinimumWidth(520)
        self._resources = resources
        self._agent, self._queue = handling.agent, handling.queue
        self._file = b""
        self.status = Segments(tuple((key.value, words) for key, words in STATUS_WORDS.items()))
        self.status.set_key(handling.status)
        self.status.chosen.connect(lambda _key: self._refresh())
        self.subject = QLineEdit()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(110)
        self.from_file = button(
            _("From a file…"), variant="link", icon="mdi6.file-outline", clicked=self._ask_for_file
        )
        self.by_hand = button(_("Type it instead"), variant="link", clicked=self._type_instead)
        self.agent = self._picker(User, _("Nobody"), self._choose_agent)
        self.queue = self._picker(Queue, _("No queue"), self._choose_queue)
        self.duration = QSpinBox()
        self.duration.setRange(0, _MOST_SECONDS)
        self.duration.lineEdit().setTextMargins(6, 0, 0, 0)
        self.duration.setSuffix(tr(_(" s")))
        self.duration.setValue(min(handling.duration, _MOST_SECONDS))
        self.message = MessageBar()
        self._lay_out()
        self._show_picked()
        if reply:
            self._show_reply(reply)
        self._refresh()

    @property
    def handling(self) -> Handling:
        """What was chosen."""
        status = HandlingStatus(self.status.key)
        return Handling(status, self._agent, self._queue, self.duration.value())

    @property
    def reply(self) -> bytes:
        """The raw reply; `UserError` where what is typed can be none."""
        if HandlingStatus(self.status.key) is not HandlingStatus.ANSWERED:
            return b""
        if self._file:
            return self._file
        subject, text = self.subject.text().strip(), self.text.toPlainText()
        if not subject and not text.strip():
            return b""
        user = self._resources.get(User, self._agent)
        return compose("" if user is None else user.email, "", subject, text, _TYPED_AT)

    def accept(self) -> None:
        """Close, or say what is wrong with the reply."""
        try:
            _checked = self.reply
        except UserError as error:
            self.message.show_message(error.text, Tone.ERROR)
            return
        super().accept()

    def take_file(self, path: Path) -> None:
        """Take the reply from a file; one that cannot be read is named."""
        try:
            raw = path.read_bytes()
        except OSError:
            said = _("{file} cannot be read. Check it, then choose it again.", file=path.name)
            self.message.show_message(said, Tone.ERROR)
            return
        self._show_reply(raw)

    # --- private ---

    def _lay_out(self) -> None:
        self.answer = QWidget()
        typed = QVBoxLayout(self.answer)
        typed.setContentsMargins(0, 0, 0, 0)
        typed.setSpacing(6)
        for words, field in ((_("Subject of the reply"), self.subject), (_("Text"), self.text)):
            caption = label(words)
            caption.setBuddy(field)
            field.setAccessibleName(tr(words))
            typed.addWidget(caption)
            typed.addWidget(field)
        foot = QHBoxLayout()
        foot.addWidget(self.from_file)
        foot.addWidget(self.by_hand)
        foot.addStretch(1)
        typed.addLayout(foot)
        fields = QFormLayout()
        fields.setVerticalSpacing(8)
        for words, one in (
            (_("Agent"), self.agent),
            (_("Queue"), self.queue),
            (_("Time of handling"), self.duration),
        ):
            one.setAccessibleName(tr(words))
            caption = label(words, wrap=False)
            caption.setBuddy(one)
            caption.setMinimumHeight(30)
            fields.addRow(caption, one)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), clicked=self.reject))
        self.ok = button(_("Set"), variant="primary", clicked=self.accept)
        self.ok.setDefault(True)
        row.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("How the interaction ended")))
        column.addWidget(muted(_("Replays of this end routing read it as “handling” and “reply”.")))
        column.addWidget(self.message)
        column.addWidget(self.status)
        column.addWidget(self.answer)
        column.addLayout(fields)
        column.addStretch(1)
        column.addLayout(row)

    def _picker(
        self, kind: type[Resource], nothing: Text, chosen: Callable[[str], object]
    ) -> Picker:
        def options() -> list[Option]:
            found = self._resources.of_kind(kind)
            named = (Option(one.reference, one.name, "", one.reference) for one in found)
            return [Option("", tr(nothing)), *named]

        made = Picker(options, placeholder=nothing)
        made.chosen.connect(chosen)
        return made

    def _choose_agent(self, reference: str) -> None:
        self._agent = reference
        self._show_picked()

    def _choose_queue(self, reference: str) -> None:
        self._queue = reference
        self._show_picked()

    def _show_picked(self) -> None:
        for kind, picker, reference in (
            (User, self.agent, self._agent),
            (Queue, self.queue, self._queue),
        ):
            found = self._resources.get(kind, reference)
            picker.show_choice(reference, reference if found is None else found.name)

    def _show_reply(self, raw: bytes) -> None:
        message = Message(raw)
        self.subject.setText(message.subject)
        self.text.setPlainText(message.text)
        # What was typed here is typed on; a file stays as it is, with all that it holds.
        self._file = b"" if message.message_id.endswith(TYPED_HERE) else raw
        self.status.set_key(HandlingStatus.ANSWERED)
        self._refresh()

    def _type_instead(self) -> None:
        self._file = b""
        self._refresh()
        self.text.setFocus()

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, tr(_("Reply from a file")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr(_("Emails (*.eml)")), tr(_("All files (*)"))])
        dialog.fileSelected.connect(lambda path: self.take_file(Path(path)))
        dialog.open()

    def _refresh(self) -> None:
        self.answer.setVisible(self.status.key == HandlingStatus.ANSWERED)
        for field in (self.subject, self.text):
            field.setReadOnly(bool(self._file))
        self.by_hand.setVisible(bool(self._file))
