"""Where the window says things: one message at a time, above the page."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.session import Message
from app.ui.widgets import MessageBar, Tone

_TONES = {
    "info": Tone.INFO,
    "success": Tone.SUCCESS,
    "warning": Tone.WARNING,
    "error": Tone.ERROR,
}
_GOOD_NEWS_MS = 8_000


class MessagePlace(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MessageBar()
        self.good_news = QTimer(self)
        self.good_news.setSingleShot(True)
        self.good_news.timeout.connect(self.bar.dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 0)
        column.addWidget(self.bar)
        self.bar.closed.connect(self.hide)
        self.hide()

    def say(self, message: object) -> None:
        """Say a `Message`; good news leaves by itself, what is wrong stays until it is read."""
        assert isinstance(message, Message)
        words, act = message.action if message.action is not None else (None, None)
        tone = _TONES[message.level]
        self.bar.show_message(message.text, tone, action=words, on_action=act)
        self.show()
        if tone in (Tone.SUCCESS, Tone.INFO):
            self.good_news.start(_GOOD_NEWS_MS)
        else:
            self.good_news.stop()
