"""Chips: an icon and a word on a softly tinted ground, those of the lifecycle among them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.graph.tokens import Tokens, contrast, mixed
from app.model.text import Text
from app.ui.theme.current import tokens
from app.ui.theme.icons import paint_icon
from app.ui.theme.rendering import tr
from app.ui.theme.states import VersionState, state_visual

_ICON = 14
_PAD = 8
_GAP = 4
_TINTS = (0.14, 0.10, 0.06, 0.0)


class Chip(QWidget):
    """A word with an icon in the colour of a token; never colour alone."""

    def __init__(
        self, words: str, icon: str = "", colour: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._icon = icon
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    @property
    def words(self) -> str:
        """What the chip says."""
        return self._words

    def set_chip(self, words: str, icon: str = "", colour: str = "muted") -> None:
        """Say something else."""
        self._words, self._icon, self._colour = words, icon, colour
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        icon = _ICON + _GAP if self._icon else 0
        width = metrics.horizontalAdvance(self._words) + icon + 2 * _PAD
        return QSize(width, max(metrics.height(), _ICON) + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        ink = self._colour if self._colour.startswith("#") else str(getattr(theme, self._colour))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(mixed(ink, theme.surface, 0.35)))
        painter.setBrush(QColor(tint(ink, theme)))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = float(_PAD)
        if self._icon:
            square = QRectF(left, (self.height() - _ICON) / 2, _ICON, _ICON)
            paint_icon(painter, square, self._icon, ink)
            left += _ICON + _GAP
        font = QFont(self.font())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        room = QRectF(left, 0, self.width() - left - _PAD + 1, self.height())
        words = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, int(room.width()) + 1
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)


class StateChip(Chip):
    """The chip of a state of a version."""

    def __init__(
        self, state: VersionState, words: Text | None = None, parent: QWidget | None = None
    ) -> None:
        visual = state_visual(state)
        super().__init__(tr(words or visual.word), visual.icon, visual.token, parent)
        self.state = state


def tint(ink: str, theme: Tokens) -> str:
    """The strongest tint of a colour that its own words are still legible on (4.5:1)."""
    grounds = (mixed(ink, theme.surface, share) for share in _TINTS)
    return next((ground for ground in grounds if contrast(ink, ground) >= 4.5), theme.surface)
