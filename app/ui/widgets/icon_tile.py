"""An icon on a softly tinted square: the face of an action type or a kind of resource."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.graph.tokens import mixed
from app.ui.theme.current import tokens
from app.ui.theme.icons import paint_icon


class IconTile(QWidget):
    """`colour` is the name of a token, as in `icon`."""

    def __init__(
        self, icon: str, colour: str, *, side: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._colour = colour
        self.setFixedSize(side, side)

    def set_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        ink = str(getattr(theme, self._colour))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mixed(ink, theme.surface, 0.16)))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        inset = self.width() * 0.22
        square = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, square, self._icon, ink)
