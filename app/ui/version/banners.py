"""Strips above the canvas: this version cannot change, or its changes could not be stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.graph.tokens import mixed
from app.model.routing import Status, Version
from app.model.text import Text, _
from app.ui.session import Offer
from app.ui.theme import paint_icon, state_visual, states_of, tokens, tr
from app.ui.widgets import MessageBar, Tone, button, label


class ReadOnlyBanner(QFrame):
    """A padlock, what state the version is in, and the way to edit it all the same."""

    duplicate_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = "production"
        self.words = label(wrap=True)
        self.duplicate = button(
            _("Duplicate to edit"),
            icon="mdi6.content-duplicate",
            clicked=self.duplicate_requested.emit,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.duplicate, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_version(self, version: Version) -> None:
        """Show the state of a version; one in development has no banner."""
        self.setVisible(version.status is not Status.DEVELOPMENT)
        self._colour = state_visual(states_of(version)[0]).token
        words = (
            _("This version is in production and cannot be changed. Duplicate it to edit the copy.")
            if version.status is Status.PRODUCTION
            else _(
                "This version is in backup and cannot be changed. Duplicate it to edit the copy."
            )
        )
        self.words.setText(tr(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        ink = str(getattr(theme, self._colour))
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(mixed(ink, theme.surface, 0.12)))
        painter.fillRect(0, 0, 4, self.height(), QColor(ink))
        painter.setPen(QColor(mixed(ink, theme.surface, 0.35)))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        paint_icon(painter, QRectF(16, self.height() / 2 - 9, 18, 18), "mdi6.lock-outline", ink)


class NoticeStrip(QWidget):
    """One message of the tab itself, with what to do about it; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MessageBar(closable=False)
        self.bar.closed.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.bar)
        self.hide()

    def say(self, text: Text, tone: Tone, offer: Offer, other: Offer | None = None) -> None:
        """Show a message with a button, or two to choose from; pressing takes the message away."""

        def done(act: Callable[[], object]) -> Callable[[], None]:
            def go() -> None:
                self.hide()
                act()

            return go

        words, act = offer
        second = None if other is None else (other[0], done(other[1]))
        self.bar.show_message(text, tone, action=words, on_action=done(act), other=second)
        self.show()

    def clear(self) -> None:
        """Take the message away."""
        self.bar.hide()
        self.hide()
