"""Strips above the canvas: this version cannot change, or its changes could not be stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.graph.tokens import mixed
from app.model.lifecycle import Command
from app.model.routing import Status, Version
from app.model.text import Text, _
from app.ui.routings.notices import permit
from app.ui.routings.overview import Circumstances
from app.ui.session import Offer
from app.ui.theme import paint_icon, state_visual, states_of, tokens, tr
from app.ui.widgets import MessageBar, Tone, button, label

_LEAST = 34


class Strip(QFrame):
    """A line across the tab: an icon and words on a ground tinted in the colour of a state."""

    def __init__(self, picture: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._colour = picture, colour
        self.words = label(wrap=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(44, 5, 12, 5)
        self.setMinimumHeight(_LEAST)
        self.row.setSpacing(8)
        self.row.addWidget(self.words, 1)
        self.hide()

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_colour(self, colour: str) -> None:
        """Take the colour of another state."""
        self._colour = colour
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
        paint_icon(painter, QRectF(16, self.height() / 2 - 9, 18, 18), self._picture, ink)


class ReadOnlyBanner(Strip):
    """A padlock, what state the version is in, and the way to edit it all the same."""

    duplicate_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("mdi6.lock-outline", "production", parent)
        self.duplicate = button(
            _("Duplicate to edit"),
            icon="mdi6.content-duplicate",
            clicked=self.duplicate_requested.emit,
        )
        self.add(self.duplicate)

    def show_version(self, version: Version, around: Circumstances) -> None:
        """Say why the version cannot be changed; there is no banner where it can."""
        refused = around.forbids(Command.EDIT)
        self.setVisible(not version.editable or refused is not None)
        self.set_colour(state_visual(states_of(version)[0]).token)
        # Whom the role forbids to edit gains nothing by a duplicate.
        self.duplicate.setVisible(refused is None)
        permit(self.duplicate, around.forbids(Command.DUPLICATE))
        words = refused or _("This version cannot be changed.")
        if version.status is Status.PRODUCTION:
            words = _(
                "This version is in production and cannot be changed."
                " Duplicate it to edit the copy."
            )
        elif version.status is Status.BACKUP:
            words = _(
                "This version is in backup and cannot be changed. Duplicate it to edit the copy."
            )
        self.words.setText(tr(words))


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
