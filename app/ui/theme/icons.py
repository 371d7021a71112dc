"""Icons by name and colour, drawn from QtAwesome's Material Design font in the theme's colours.

Importing qtawesome itself costs a third of the start-up budget and loads twelve fonts; this module
reads one of its fonts. An icon looks its colour up when it is painted, so that a change of theme
needs no new icons.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QPixmapCache,
    QRawFont,
    QTransform,
)

from app.graph.tokens import Tokens, mixed
from app.ui.theme.current import tokens

_PREFIX = "mdi6."
_DRAWN_AT = 96.0
UNKNOWN = "mdi6.help-circle-outline"


def icon(name: str, colour: str = "muted") -> QIcon:
    """The icon `mdi6.…` in the colour of a token (`accent`, `error` …), or in a fixed `#rrggbb`."""
    return QIcon(_FontEngine(name, colour))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Draw an icon centred in a rectangle, as large as it fits; colours as in `icon`."""
    side = min(rect.width(), rect.height())
    scale = side / _DRAWN_AT
    path = _outline(name)
    centre = rect.center()
    place = QTransform.fromTranslate(centre.x() - side / 2, centre.y() - side / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(place.scale(scale, scale).map(path), _ink(colour, tokens()))
    painter.restore()


def _ink(colour: str, theme: Tokens) -> QColor:
    return QColor(colour if colour.startswith("#") else getattr(theme, colour))


class _FontEngine(QIconEngine):
    """Paints one glyph; disabled icons fade towards the surface."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        paint_icon(painter, QRectF(rect), self._name, self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """A picture of `size` pixels of the window, each `scale` pixels of the screen wide."""
        del state
        ink = self._ink(mode)
        pixels = (QSizeF(size) * scale).toSize()
        key = f"icon:{self._name}:{ink}:{pixels.width()}x{pixels.height()}@{scale}"
        picture = QPixmap()
        # A row of a view that has no room left asks for an icon of no size.
        if pixels.isEmpty() or QPixmapCache.find(key, picture):
            return picture
        picture = QPixmap(pixels)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_icon(painter, QRectF(QPointF(), QSizeF(size)), self._name, ink)
        painter.end()
        QPixmapCache.insert(key, picture)
        return picture

    def clone(self) -> QIconEngine:
        return _FontEngine(self._name, self._colour)

    def _ink(self, mode: QIcon.Mode) -> str:
        theme = tokens()
        ink = _ink(self._colour, theme).name()
        if mode is not QIcon.Mode.Disabled:
            return ink
        # Light ink belongs to a ground that a disabled button has not.
        return mixed(theme.muted if self._colour == "on_accent" else ink, theme.surface, 0.4)


@functools.cache
def _glyphs() -> tuple[QRawFont, dict[str, str]]:
    found = importlib.util.find_spec("qtawesome")
    assert found is not None, "QtAwesome is not installed"
    assert found.origin is not None
    folder = Path(found.origin).parent / "fonts"
    font = next(folder.glob("materialdesignicons6-webfont-*.ttf"))
    names = next(folder.glob("materialdesignicons6-webfont-charmap-*.json"))
    codes = msgspec.json.decode(names.read_bytes(), type=dict[str, str])
    return QRawFont(str(font), _DRAWN_AT), codes


@functools.cache
def _outline(name: str) -> QPainterPath:
    """The glyph's outline in a square of `_DRAWN_AT`; an unknown name draws a question mark."""
    font, codes = _glyphs()
    code = codes.get(name.removeprefix(_PREFIX)) or codes[UNKNOWN.removeprefix(_PREFIX)]
    index = font.glyphIndexesForString(chr(int(code, 16)))[0]
    outline = font.pathForGlyph(index)
    ascent, height = font.ascent(), font.ascent() + font.descent()
    return QTransform.fromTranslate(
        (_DRAWN_AT - height) / 2, (_DRAWN_AT - height) / 2 + ascent
    ).map(outline)
