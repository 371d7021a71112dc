"""Tokens as Qt paints with them: colours, fonts and icons, made once and shared by all items."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.graph.tokens import Tokens, mixed

if TYPE_CHECKING:
    from app.graph.tokens import Colour

NAME = 13
"""Pixel size of names of actions."""
SMALL = 11
"""Pixel size of everything else on the canvas."""

_SHARPNESS = 4
"""Pixels of an icon for each scene pixel: crisp up to the largest zoom on a doubled screen."""


class Ink:
    """The palette of one canvas; `use` changes the theme for everything drawn with it."""

    def __init__(self, tokens: Tokens) -> None:
        self._colours: dict[Colour, QColor] = {}
        self._mixed: dict[tuple[Colour, Colour, float], QColor] = {}
        self._icons: dict[tuple[str, Colour, int], QPixmap] = {}
        self._fonts: dict[tuple[int, QFont.Weight], tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[str, int], float] = {}
        self.tokens = tokens

    def use(self, tokens: Tokens) -> None:
        """Paint with another theme from now on."""
        self.tokens = tokens
        self._icons.clear()
        self._fonts.clear()
        self._widths.clear()

    def colour(self, colour: Colour) -> QColor:
        """A colour of the tokens."""
        found = self._colours.get(colour)
        if found is None:
            found = self._colours[colour] = QColor(colour)
        return found

    def tint(self, ink: Colour, ground: Colour, share: float) -> QColor:
        """A light tone of `ink` on `ground`."""
        key = (ink, ground, share)
        found = self._mixed.get(key)
        if found is None:
            found = self._mixed[key] = QColor(mixed(ink, ground, share))
        return found

    def shadow(self, share: float) -> QColor:
        """The black under raised things, at a share of the theme's strength."""
        return QColor(0, 0, 0, round(255 * self.tokens.shadow_strength * share))

    def font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The application's font, `size` scene pixels high."""
        return self._font(size, weight)[0]

    def metrics(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetricsF:
        """How wide words are in that font."""
        return self._font(size, weight)[1]

    def width(self, words: str, size: int) -> float:
        """How wide words are; for captions, which are few and repeat on many cards."""
        found = self._widths.get((words, size))
        if found is None:
            found = self._widths[(words, size)] = self.metrics(size).horizontalAdvance(words)
        return found

    def elided(
        self, words: str, width: float, size: int, weight: QFont.Weight = QFont.Weight.Normal
    ) -> str:
        """The words cut with an ellipsis to fit `width`."""
        return self.metrics(size, weight).elidedText(words, Qt.TextElideMode.ElideRight, width)

    def icon(self, painter: QPainter, name: str, colour: Colour, place: QRectF) -> None:
        """Paint an icon of QtAwesome into a square."""
        size = round(place.width())
        key = (name, colour, size)
        pixmap = self._icons.get(key)
        if pixmap is None:
            pixmap = self._icons[key] = _drawn_icon(name, colour, size * _SHARPNESS)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))

    def _font(self, size: int, weight: QFont.Weight) -> tuple[QFont, QFontMetricsF]:
        found = self._fonts.get((size, weight))
        if found is None:
            font = QFont(QApplication.font())
            font.setPixelSize(size)
            font.setWeight(weight)
            found = self._fonts[(size, weight)] = (font, QFontMetricsF(font))
        return found


FALLBACK_ICON = "mdi6.help-rhombus-outline"


def _drawn_icon(name: str, colour: Colour, pixels: int) -> QPixmap:
    import qtawesome

    known = name if _is_icon(name) else FALLBACK_ICON
    pixmap: QPixmap = qtawesome.icon(known, color=colour).pixmap(pixels, pixels)
    pixmap.setDevicePixelRatio(1.0)
    return pixmap


@cache
def _is_icon(name: str) -> bool:
    import qtawesome

    prefix, _dot, glyph = name.partition(".")
    return glyph in qtawesome._instance().charmap.get(prefix, {})
