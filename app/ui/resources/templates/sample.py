"""The email that a preview is filled in with: chosen from the samples, or made up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model.errors import UserError
from app.model.text import _
from app.services.samples import raw
from app.services.template_previews import SampleChoice, example_email, sample_choices
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import Option, Picker, label

_MADE_UP = "-"


class SamplePicker(QWidget):
    """`changed` when previews should be filled in anew.

    What is chosen here is the chosen email of the whole window, so that *Insert value* shows what
    the preview shows.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self._choices: tuple[SampleChoice, ...] = ()
        self._made_up = False
        self._raw = b""
        self.picker = Picker(self._options, empty=_("No email like this."))
        self.picker.setAccessibleName(tr(_("Email for the preview")))
        self.picker.chosen.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(_("Filled in with"), size="small", tone="muted", wrap=False))
        row.addWidget(self.picker, 1)
        session.email_chosen.connect(self._follow_chosen)
        session.samples_changed.connect(self._follow)

    def raw(self) -> bytes:
        """The email as it was received."""
        if self._stale:
            self._stale = False
            self._read()
        return self._raw

    # --- private ---

    def _follow_chosen(self) -> None:
        self._made_up = self._made_up and self._session.chosen_email is None
        self._follow()

    def _follow(self) -> None:
        self._stale = True
        self.changed.emit()

    def _read(self) -> None:
        chosen = self._session.chosen_email
        if chosen is not None:
            self._show(chosen.id, chosen.subject, chosen.raw)
            return
        first = None if self._made_up else self._first()
        if first is not None:
            self._show(*first)
            return
        self._raw = example_email()
        self.picker.show_choice(_MADE_UP, tr(_("A made-up email")))

    def _show(self, key: str, subject: str, raw: bytes) -> None:
        self._raw = raw
        self.picker.show_choice(key, subject or tr(_("(no subject)")))

    def _first(self) -> tuple[str, str, bytes] | None:
        workspace = self._session.workspace
        try:
            found = next(iter(sample_choices(workspace, most=1)), None)
            return None if found is None else (found.id, found.subject, raw(workspace, found.id))
        except UserError as error:
            self._session.report(error.text, "error")
            return None

    def _options(self) -> list[Option]:
        try:
            self._choices = sample_choices(self._session.workspace)
        except UserError as error:
            self._session.report(error.text, "error")
        emails = [
            Option(one.id, one.subject or tr(_("(no subject)")), detail=one.sender)
            for one in self._choices
        ]
        return [*emails, Option(_MADE_UP, tr(_("A made-up email")))]

    def _choose(self, key: str) -> None:
        self._made_up = key == _MADE_UP
        try:
            self._session.choose_email(None if self._made_up else key)
        except UserError as error:
            self._session.report(error.text, "error", (_("Try again"), partial(self._choose, key)))
