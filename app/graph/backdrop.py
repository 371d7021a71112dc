"""Paints what lies behind the cards: a quiet grid of dots, coloured groups, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap

from app.graph.ink import NAME, SMALL

if TYPE_CHECKING:
    from app.graph.ink import Ink
    from app.graph.paths import Obstacles
    from app.graph.tokens import Colour, Tokens
    from app.model.tree import Drawing, Group, Note

_SPACING = 24
_LEAST_ZOOM_OF_DOTS = 0.6
_AROUND = 24.0
_TITLE = 28.0
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Backdrop:
    """Paints the ground of one view; the grid is drawn once for a zoom and then only moved."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._grid: QPixmap | None = None
        self._grid_of: tuple[float, QSize, Tokens] | None = None

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        view: QSize,
        drawing: Drawing | None,
        obstacles: Obstacles,
    ) -> None:
        """Paint the part of the scene within `rect`; `view` is the size of the viewport."""
        ink = self._ink
        painter.fillRect(rect, ink.colour(ink.tokens.background))
        zoom = painter.worldTransform().m11()
        if zoom >= _LEAST_ZOOM_OF_DOTS and not ink.tokens.high_contrast:
            self._paint_grid(painter, zoom, view)
        if drawing is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for group in drawing.groups:
            _paint_group(painter, group, ink, obstacles)
        for note in drawing.notes:
            _paint_note(painter, note, ink)

    def _paint_grid(self, painter: QPainter, zoom: float, view: QSize) -> None:
        wanted = (zoom, view, self._ink.tokens)
        if self._grid is None or wanted != self._grid_of:
            self._grid = self._drawn_grid(zoom, view, painter.device().devicePixelRatio())
            self._grid_of = wanted
        step = _SPACING * zoom
        origin = painter.worldTransform().map(QPointF(0.0, 0.0))
        painter.save()
        painter.resetTransform()
        corner = QPointF(origin.x() % step - step, origin.y() % step - step)
        painter.drawPixmap(corner, self._grid)
        painter.restore()

    def _drawn_grid(self, zoom: float, view: QSize, ratio: float) -> QPixmap:
        tokens = self._ink.tokens
        step = _SPACING * zoom
        size = QSize(view.width() + int(2 * step), view.height() + int(2 * step))
        grid = QPixmap(size * ratio)
        grid.setDevicePixelRatio(ratio)
        grid.fill(Qt.GlobalColor.transparent)
        painter = QPainter(grid)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pen = QPen(self._ink.tint(tokens.outline, tokens.background, 0.4), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        columns, rows = int(size.width() / step) + 1, int(size.height() / step) + 1
        painter.drawPoints(
            [QPointF(column * step, row * step) for column in range(columns) for row in range(rows)]
        )
        painter.end()
        return grid


def _paint_group(painter: QPainter, group: Group, ink: Ink, obstacles: Obstacles) -> None:
    boxes = [box for key in group.members if (box := obstacles.box(key)) is not None]
    if not boxes:
        return
    area = QRectF(
        QPointF(min(box.left for box in boxes), min(box.top for box in boxes)),
        QPointF(max(box.right for box in boxes), max(box.bottom for box in boxes)),
    ).adjusted(-_AROUND, -_AROUND - _TITLE, _AROUND, _AROUND)
    colour = _group_colour(group, ink)
    painter.setPen(QPen(ink.tint(colour, ink.tokens.background, 0.5), 1.0))
    painter.setBrush(ink.tint(colour, ink.tokens.background, 0.08))
    painter.drawRoundedRect(area, 12.0, 12.0)
    painter.setFont(ink.font(NAME, QFont.Weight.DemiBold))
    painter.setPen(ink.colour(colour))
    painter.drawText(area.adjusted(16.0, 12.0, -16.0, 0.0), _WORDS, group.title)


def _group_colour(group: Group, ink: Ink) -> Colour:
    """A colour by its name among the tokens, so that it follows the theme; else the accent."""
    colour = getattr(ink.tokens, group.colour, None)
    return colour if isinstance(colour, str) and colour.startswith("#") else ink.tokens.accent


def _paint_note(painter: QPainter, note: Note, ink: Ink) -> None:
    tokens = ink.tokens
    area = QRectF(note.x, note.y, note.width, note.height)
    painter.setPen(QPen(ink.tint(tokens.scheduled, tokens.background, 0.45), 1.0))
    painter.setBrush(ink.tint(tokens.scheduled, tokens.background, 0.10))
    painter.drawRoundedRect(area, 6.0, 6.0)
    painter.setFont(ink.font(SMALL))
    painter.setPen(ink.colour(tokens.text))
    flags = int(_WORDS) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(area.adjusted(12.0, 10.0, -12.0, -10.0), flags, note.text)
