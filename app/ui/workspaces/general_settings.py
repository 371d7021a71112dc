"""What holds for the whole workspace: where it is, its time zone, its loop limit, its languages."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.model.fields import fields_of
from app.model.permissions import Permission
from app.model.resources import EmailTemplate, Resources, SmsTemplate
from app.model.standing import Standing
from app.model.text import Text, _
from app.model.workspace_settings import WorkspaceSettings
from app.services.language_names import NAMES
from app.services.languages_in_use import languages_in_use
from app.ui.forms import Form
from app.ui.resources.form_context import ResourceFormContext
from app.ui.routings.wording import moment
from app.ui.session import Session
from app.ui.widgets import Card, ElidedLabel, MessageBar, Tone, heading, label, muted


class GeneralSettings(QWidget):
    """A form of what may be set, under what is only to be known."""

    edited = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stored = WorkspaceSettings()
        context = ResourceFormContext(session, lambda _kind, _reference: None, self)
        self.form = Form(fields_of(WorkspaceSettings), context, roomy=True)
        self.form.edited.connect(lambda _name, _struct: self._check())
        self.why_not = MessageBar(closable=False)
        self.about = Card(margin=12)
        self.languages = QGridLayout()
        self._languages_place = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.why_not)
        column.addWidget(self.about)
        column.addSpacing(4)
        column.addWidget(self.form)
        column.addSpacing(8)
        column.addWidget(heading(_("Languages")))
        column.addWidget(muted(_("What templates and mailboxes speak; they are set there.")))
        column.addWidget(self._languages_place)
        column.addStretch(1)
        self._say_where()

    @property
    def is_changed(self) -> bool:
        """Whether something typed is not saved."""
        return self._draft != self._stored

    @property
    def is_sound(self) -> bool:
        """Whether what is typed can be saved."""
        return not any(self._draft.problems())

    def refresh(self, standing: Standing) -> None:
        """Show what is stored; fields that were typed into keep what was typed."""
        found = self._session.workspace.settings()
        self._stored = WorkspaceSettings(found.time_zone, found.step_limit)
        self.form.refresh(self._stored)
        refusal = standing.rights.refusal(Permission.EDIT)
        self.form.set_read_only(refusal is not None)
        if refusal is None:
            self.why_not.hide()
        else:
            self.why_not.show_message(refusal, Tone.INFO)
        self._show_languages(self._session.resources())
        self._check()

    def save(self) -> None:
        """Store what is typed; `UserError` says why it cannot be."""
        draft = self._draft
        self._session.workspace.change_settings(**msgspec.structs.asdict(draft))
        self._stored = draft
        self._session.resources_changed.emit()

    # --- private ---

    @property
    def _draft(self) -> WorkspaceSettings:
        draft = self.form.value()
        assert isinstance(draft, WorkspaceSettings)
        return draft

    def _check(self) -> None:
        self.form.set_problems(self._draft.problems())
        self.edited.emit()

    def _say_where(self) -> None:
        workspace = self._session.workspace
        settings = workspace.settings()
        self.about.body.setSpacing(2)
        self.about.body.addWidget(heading(workspace.path.stem))
        self.about.body.addWidget(ElidedLabel(str(workspace.path)))
        made = _(
            "Made {when}, by {who}.",
            when=moment(settings.created_at),
            who=settings.created_by,
        )
        self.about.body.addWidget(muted(made))

    def _show_languages(self, resources: Resources) -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(4, 1)
        used = languages_in_use(resources)
        emails = len(resources.of_kind(EmailTemplate))
        texts = len(resources.of_kind(SmsTemplate))
        if not used:
            nothing = _("None yet. Give a mailbox a language, or a template a variant.")
            grid.addWidget(muted(nothing), 0, 0)
        for at, words in enumerate(_HEADS if used else ()):
            grid.addWidget(muted(words), 0, at)
        for row, one in enumerate(used, 1):
            cells: tuple[Text | str, ...] = (
                NAMES.get(one.code, one.code),
                _("{count} of {all}", count=one.email_templates, all=emails),
                _("{count} of {all}", count=one.sms_templates, all=texts),
                str(one.mailboxes),
            )
            for at, cell in enumerate(cells):
                grid.addWidget(label(cell, wrap=False), row, at)
        place = self._languages_place
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(place, fresh)
        place.hide()
        place.deleteLater()
        self._languages_place = fresh


_HEADS: tuple[Text, ...] = (
    _("Language"),
    _("Email templates"),
    _("SMS templates"),
    _("Mailboxes"),
)
