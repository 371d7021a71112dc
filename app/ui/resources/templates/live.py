"""The base of both previews: which language is in front, and the work beside the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from app.model.catalogue import Problem
from app.model.fields import fields_of
from app.model.resources import (
    EmailTemplate,
    Resource,
    Resources,
    SmsTemplate,
    SmsVariant,
    TemplateVariant,
)
from app.model.text import Text, _
from app.services.language_names import NAMES
from app.ui.forms import Form
from app.ui.forms.editors.variants import VariantsEditor
from app.ui.jobs import Job, Ticket
from app.ui.resources.side_view import SideView
from app.ui.resources.templates.sample import SamplePicker
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import heading, label, muted

_PAUSE_MS = 150


class LivePreview(SideView):
    """Fills the language in front in again a moment after each change, one job at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._template: EmailTemplate | SmsTemplate | None = None
        self._editor: VariantsEditor | None = None
        self._job: Job | None = None
        self._shown: object = None
        self.sample = SamplePicker(session)
        self.sample.changed.connect(self._soon)
        self.language = muted()
        self.warnings = label(size="small", tone="warning")
        self.warnings.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.fill_in)
        session.resources_changed.connect(self._soon)
        self.setMinimumWidth(300)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(8)
        self.column.addWidget(heading(_("Preview")))
        self.column.addWidget(self.language)
        self.column.addWidget(self.sample)
        self.column.addWidget(self.warnings)

    # --- what differs ---

    def work(self, resources: Resources, variant: Any, raw: bytes) -> Any:
        """Fill in, away from the window's thread: nothing of the window may be touched."""
        raise NotImplementedError

    def show_filled(self, filled: Any) -> None:
        """Show what came of it."""
        raise NotImplementedError

    # --- SideView ---

    def follow(self, form: Form) -> None:
        editor = form.editor("variants")
        assert isinstance(editor, VariantsEditor)
        self._editor = editor
        editor.turned.connect(self.fill_in)

    def show_resource(self, resource: Resource) -> None:
        assert isinstance(resource, EmailTemplate | SmsTemplate)
        # Another template is shown at once, one that is typed into after a moment.
        another = self._template is None or self._template.reference != resource.reference
        self._template = resource
        if another:
            self.fill_in()
        else:
            self._soon()

    @property
    def is_waiting(self) -> bool:
        """Whether what is shown is older than what is typed."""
        return self._pause.isActive() or self._job is not None

    @property
    def template(self) -> EmailTemplate | SmsTemplate | None:
        """The template as it was shown last."""
        return self._template

    def fill_in(self) -> None:
        """Fill in the language in front, in the background; the last answer stays until then."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if not self.isVisible():
            self._shown = None
            return
        variant = self._variant()
        if variant is None:
            return
        code = variant.language
        name = tr(NAMES[code]) if code in NAMES else code
        said = _("In {language}", language=name) if code else _("For every other language")
        self.language.setText(tr(said))
        resources, raw = self._session.resources(), self.sample.raw()
        asked = (resources, variant, raw, self._template)
        if self._shown == asked:
            return

        def work(_ticket: Ticket) -> Any:
            return self.work(resources, variant, raw)

        def show(filled: Any) -> None:
            self._job = None
            self._shown = asked
            self.show_filled(filled)

        self._job = self._session.jobs.start(work, show, owner=self)

    # --- private ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill_in()

    def _soon(self) -> None:
        self._pause.start()

    def _variant(self) -> Any:
        if self._template is None or not self._template.variants:
            return None
        at = 0 if self._editor is None else self._editor.at
        return self._template.variants[min(at, len(self._template.variants) - 1)]

    def tell(self, sentences: list[Text]) -> None:
        """Say what to look at, each once."""
        words = list(dict.fromkeys(tr(one) for one in sentences))
        self.warnings.setText("\n".join(words))
        self.warnings.setVisible(bool(words))


def located(problem: Problem, variant: type[TemplateVariant | SmsVariant]) -> Text:
    """A problem with the field that it is about."""
    labels = {info.name: info.field.label for info in fields_of(variant)}
    field = labels.get(problem.field)
    return (
        problem.text
        if field is None
        else _("{field}: {problem}", field=field, problem=problem.text)
    )
