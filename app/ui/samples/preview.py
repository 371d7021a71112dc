"""One email to look at: header, safe text or HTML, attachments, source, what was found in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.model.text import Text, _
from app.ui.samples.attachments import AttachmentRow
from app.ui.samples.contents import EmailContents, read_contents
from app.ui.samples.found_text import FoundText, Highlight
from app.ui.samples.long_words import breakable
from app.ui.samples.safe_browser import PlainView, SafeBrowser
from app.ui.theme import tr
from app.ui.widgets import ElidedLabel, EmptyState, Segments, label

_MESSAGE, _TEXT, _SOURCE, _FOUND = "message", "text", "source", "found"
_MOST_NOTES = 3


class EmailPreview(QWidget):
    """Shows the bytes of an email without ever trusting them."""

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self._raw: bytes | None = None
        self._contents = EmailContents()
        self._filled: set[str] = set()
        self._highlights: tuple[Highlight, ...] = ()
        self.subject = label(size="heading" if compact else "title")
        self.subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.subject.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._fields = _HeaderFields(compact)
        self.attachments = AttachmentRow()
        self._notes = label(size="small", tone="warning")
        self.segments = Segments(
            (
                (_MESSAGE, _("Message")),
                (_TEXT, _("Text")),
                (_FOUND, _("Searched")),
                (_SOURCE, _("Source")),
            )
        )
        self.segments.chosen.connect(self.show_view)
        self.browser = SafeBrowser()
        self.text = PlainView(_("Text of the email"))
        self.found = FoundText()
        self.source = PlainView(_("Source of the email"), fixed=True)
        self._views = QStackedWidget()
        for view in (self.browser, self.text, self.found, self.source):
            self._views.addWidget(view)
        self._target = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._target.setProperty("tone", "muted")
        self._target.setProperty("textSize", "small")
        self._target.setContentsMargins(12, 4, 12, 4)
        self._target.hide()
        self.browser.pointed.connect(self._point)
        self._build(compact)
        self.show_email(None)

    def _build(self, compact: bool) -> None:
        side = 12 if compact else 20
        head = QFrame()
        head.setProperty("frame", "panel")
        column = QVBoxLayout(head)
        column.setContentsMargins(side, 8 if compact else 16, side, 8)
        column.setSpacing(6 if compact else 8)
        column.addWidget(self.subject)
        column.addWidget(self._fields)
        column.addWidget(self.attachments)
        column.addWidget(self._notes)
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 0)
        row.addWidget(self.segments)
        row.addStretch(1)
        column.addLayout(row)
        line = QFrame()
        line.setProperty("frame", "rule")
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(head)
        body.addWidget(line)
        body.addWidget(self._views, 1)
        body.addWidget(self._target)
        self._empty = EmptyState("mdi6.email-outline", _("Choose an email to see it here."))
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    # --- what is shown ---

    def show_email(self, raw: bytes | None) -> None:
        """Show an email, or with None an invitation to choose one."""
        if raw is not None and raw == self._raw:
            return
        self._raw = raw
        self.show_contents(None if raw is None else read_contents(raw))

    def show_contents(self, contents: EmailContents | None) -> None:
        """Show an email that was read already, or none."""
        self._highlights = ()
        self._filled.clear()
        self._pages.setCurrentIndex(0 if contents is None else 1)
        self._contents = contents or EmailContents()
        one = self._contents
        self.subject.setText(one.subject or tr(_("(no subject)")))
        self._fields.show_fields(one)
        self.attachments.show_attachments(one.attachments, one.more_attachments)
        notes = [tr(note) for note in one.notes]
        self._notes.setText("\n".join(notes[:_MOST_NOTES]))
        self._notes.setToolTip("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self.segments.segment(_TEXT).setVisible(one.html is not None)
        self.segments.segment(_FOUND).setVisible(False)
        self.show_view(_MESSAGE)

    def show_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        """Show the texts that were searched with these parts marked, or with none the message."""
        self._highlights = highlights
        self._filled.discard(_FOUND)
        was_found = self.segments.key == _FOUND
        self.segments.segment(_FOUND).setVisible(bool(highlights))
        if highlights:
            self.show_view(_FOUND)
        elif was_found:
            self.show_view(_MESSAGE)

    def show_view(self, key: str) -> None:
        """Show the message, its text, what was searched, or its source."""
        self.segments.set_key(key)
        one = self._contents
        views: dict[str, QWidget] = {
            _TEXT: self.text,
            _FOUND: self.found,
            _SOURCE: self.source,
        }
        view = views.get(key)
        if view is None:
            view = self.text if one.html is None else self.browser
        if key not in self._filled:
            self._filled.add(key)
            self._fill(view)
        self._views.setCurrentWidget(view)
        self._target.hide()

    def repaint_theme(self) -> None:
        """Lay the marks again in the colours of another theme."""
        self.found.paint_marks()

    def _fill(self, view: QWidget) -> None:
        one = self._contents
        if view is self.browser and one.html is not None:
            self.browser.show_safe(one.html)
        elif view is self.text:
            self.text.setPlainText(breakable(one.text))
        elif view is self.found:
            self.found.show_found(one, self._highlights)
        elif view is self.source:
            self.source.setPlainText(breakable(one.source))

    def _point(self, target: str) -> None:
        self._target.setVisible(bool(target))
        self._target.setText(tr(_("Leads to {target}", target=target)) if target else "")


class _HeaderFields(QWidget):
    """Who wrote when to whom; a line that is empty is left out."""

    def __init__(self, compact: bool) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        names: dict[str, Text] = {"sender": _("From"), "to": _("To")}
        if not compact:
            names |= {"cc": _("Cc"), "reply_to": _("Reply to")}
        names["date"] = _("Date")
        self._rows: dict[str, tuple[QLabel, ElidedLabel]] = {}
        for number, (name, words) in enumerate(names.items()):
            caption = label(words, size="small", tone="muted", wrap=False)
            value = ElidedLabel()
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(caption, number, 0)
            grid.addWidget(value, number, 1)
            self._rows[name] = (caption, value)

    def show_fields(self, contents: EmailContents) -> None:
        for name, (caption, value) in self._rows.items():
            words = str(getattr(contents, name))
            value.setText(words)
            caption.setVisible(bool(words))
            value.setVisible(bool(words))
