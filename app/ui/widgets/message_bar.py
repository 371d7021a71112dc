"""One sentence across the top of a page: what happened and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.graph.tokens import mixed
from app.model.text import Text, _
from app.ui.theme.current import tokens
from app.ui.theme.icons import paint_icon
from app.ui.theme.rendering import tr
from app.ui.widgets.buttons import button, tool_button


class Tone(StrEnum):
    """How grave a message is; the value is the token of its colour."""

    INFO = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


_ICONS = {
    Tone.INFO: "mdi6.information-outline",
    Tone.SUCCESS: "mdi6.check-circle-outline",
    Tone.WARNING: "mdi6.alert-outline",
    Tone.ERROR: "mdi6.alert-circle-outline",
}


class MessageBar(QFrame):
    """Hidden until it has something to say; `closed` when the person sends it away."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._tone = Tone.INFO
        self._act: Callable[[], object] | None = None
        self._other_act: Callable[[], object] | None = None
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = button("", clicked=lambda: self._run(self._act))
        self._other = button("", clicked=lambda: self._run(self._other_act))
        self._close = tool_button("mdi6.close", _("Close"), clicked=self.dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._action, 0)
        row.addWidget(self._other, 0)
        row.addWidget(self._close, 0)
        self._close.setVisible(closable)
        self.hide()

    def show_message(
        self,
        text: Text,
        tone: Tone = Tone.INFO,
        *,
        action: Text | None = None,
        on_action: Callable[[], object] | None = None,
        other: tuple[Text, Callable[[], object]] | None = None,
    ) -> None:
        """Say a sentence, with one or two buttons if there is something to do about it."""
        self._tone = tone
        self._words.setText(tr(text))
        self._act = on_action
        self._action.setVisible(action is not None)
        self._action.setText("" if action is None else tr(action))
        words, self._other_act = other if other is not None else (None, None)
        self._other.setVisible(words is not None)
        self._other.setText("" if words is None else tr(words))
        self.setAccessibleName(self._words.text())
        self.show()
        self.update()

    @property
    def message(self) -> str:
        """What it says now; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def dismiss(self) -> None:
        """Take the message away."""
        self.hide()
        self.closed.emit()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(160, 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        ink = str(getattr(theme, self._tone.value))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(mixed(ink, theme.surface, 0.45)))
        painter.setBrush(QColor(mixed(ink, theme.surface, 0.10)))
        painter.drawRoundedRect(box, 6, 6)
        first_line = min(self.height() / 2, 20.0)
        paint_icon(painter, QRectF(12, first_line - 9, 18, 18), _ICONS[self._tone], ink)

    def _run(self, act: Callable[[], object] | None) -> None:
        self.hide()
        if act is not None:
            act()
