"""The live preview of an email template: subject, safe HTML or text, attachments."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from app.model.resources import EmailTemplate, Resources, TemplateVariant
from app.model.text import Text, _
from app.services.template_previews import LetterPreview, preview_letter
from app.ui.resources.templates.live import LivePreview, located
from app.ui.samples.attachments import AttachmentRow
from app.ui.samples.contents import LONGEST_TEXT, AttachmentLine, seen
from app.ui.samples.long_words import breakable
from app.ui.samples.safe_browser import PlainView, SafeBrowser
from app.ui.samples.safe_html import SafeHtml, safe_html
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import EmptyState, Segments, label, muted, rule

_HTML, _TEXT = "html", "text"


@dataclass(frozen=True)
class _Filled:
    letter: LetterPreview
    html: SafeHtml | None


class EmailTemplatePreview(LivePreview):
    """What a customer would get, without ever trusting it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.subject = label(size="heading")
        self.subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.recipient = muted()
        self.attachments = AttachmentRow()
        self.segments = Segments(((_HTML, _("HTML")), (_TEXT, _("Text"))))
        self.segments.chosen.connect(self._show_view)
        self.browser = SafeBrowser()
        self.text = PlainView(_("Text of the email"))
        self.failed = EmptyState("mdi6.alert-circle-outline", "")
        self.notes = muted()
        self.views = QStackedWidget()
        for view in (self.browser, self.text, self.failed):
            self.views.addWidget(view)
        paper = QFrame()
        paper.setProperty("frame", "card")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(6)
        inside.addWidget(self.subject)
        inside.addWidget(self.recipient)
        inside.addWidget(self.attachments)
        inside.addWidget(self.segments)
        inside.addWidget(rule())
        inside.addWidget(self.views, 1)
        self.column.addWidget(paper, 1)
        self.column.addWidget(self.notes)
        self._wanted = _HTML
        self._has_html = False

    def work(self, resources: Resources, variant: TemplateVariant, raw: bytes) -> _Filled:
        letter = preview_letter(resources, variant, raw)
        return _Filled(letter, safe_html(letter.html) if letter.html.strip() else None)

    def show_filled(self, filled: _Filled) -> None:
        letter = filled.letter
        self.tell([located(one, TemplateVariant) for one in letter.problems])
        notes = [*letter.notes, *_pictures(filled.html)]
        self.notes.setText("\n".join(tr(one) for one in notes))
        self.notes.setVisible(bool(notes))
        self._has_html = filled.html is not None
        broken = letter.error is not None
        for part in (self.subject, self.recipient):
            part.setVisible(not broken)
        self.segments.setVisible(self._has_html and not broken)
        template = self.template
        assert isinstance(template, EmailTemplate)
        files = () if broken else template.attachments
        self.attachments.show_attachments(
            tuple(AttachmentLine(seen(one.name), one.type, len(one.content)) for one in files), 0
        )
        if letter.error is not None:
            self.failed.say(letter.error)
            self.views.setCurrentWidget(self.failed)
            return
        self.subject.setText(seen(letter.subject) or tr(_("(no subject)")))
        self.recipient.setText(tr(_("To {address}", address=seen(letter.recipient) or "–")))
        if filled.html is not None:
            self.browser.show_safe(filled.html)
        self.text.setPlainText(breakable(letter.text[:LONGEST_TEXT]))
        self._show_view(self._wanted)

    def _show_view(self, key: str) -> None:
        self._wanted = key
        shown = _HTML if key == _HTML and self._has_html else _TEXT
        self.segments.set_key(shown)
        self.views.setCurrentWidget(self.browser if shown == _HTML else self.text)


def _pictures(html: SafeHtml | None) -> list[Text]:
    """The preview fetches nothing from the internet; whoever gets the email may."""
    if html is None or not html.pictures:
        return []
    if html.pictures == 1:
        return [_("One picture from the internet is not fetched.")]
    return [_("{count} pictures from the internet are not fetched.", count=html.pictures)]
