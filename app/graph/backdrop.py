"""Paints what lies behind the cards: a quiet grid of dots, coloured groups, notes."""

from __future__ import annotations

import re
from enum import Enum, auto
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


_CORNER = 16.0
_HEXADECIMAL = re.compile(r"#[0-9a-fA-F]{6}")


class MarkPart(Enum):
    """What of a note or group was met."""

    NOTE = auto()
    CORNER = auto()
    TITLE = auto()


class Backdrop:
    """Paints the ground of one view; the grid is drawn once for a zoom and then only moved."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._grid: QPixmap | None = None
        self._grid_of: tuple[float, QSize, Tokens] | None = None
        self.chosen = ""
        """The id of the note or group that is chosen."""
        self.written = ""
        """The one whose words are being typed over it."""
        self.moved: dict[str, QRectF] = {}
        """Notes that a gesture under way holds elsewhere than where they lie."""

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
            area = group_area(group, obstacles)
            if area is not None:
                chosen, written = group.id == self.chosen, group.id == self.written
                _paint_group(painter, group, area, ink, chosen=chosen, written=written)
        for note in drawing.notes:
            chosen, written = note.id == self.chosen, note.id == self.written
            area = self.moved.get(note.id, note_area(note))
            _paint_note(painter, note, area, ink, chosen=chosen, written=written)

    def mark_at(
        self, point: QPointF, drawing: Drawing | None, obstacles: Obstacles
    ) -> tuple[str, MarkPart] | None:
        """The note or group at a point of the scene; of a group only its title is taken hold of."""
        if drawing is None:
            return None
        for note in reversed(drawing.notes):
            area = note_area(note)
            if corner_of(area).contains(point):
                return note.id, MarkPart.CORNER
            if area.contains(point):
                return note.id, MarkPart.NOTE
        for group in reversed(drawing.groups):
            around = group_area(group, obstacles)
            if around is not None and title_of(around).contains(point):
                return group.id, MarkPart.TITLE
        return None

    def area_of(self, mark: str, drawing: Drawing | None, obstacles: Obstacles) -> QRectF | None:
        """Where a note or group lies in the scene; None when there is none."""
        for note in () if drawing is None else drawing.notes:
            if note.id == mark:
                return self.moved.get(mark, note_area(note))
        for group in () if drawing is None else drawing.groups:
            if group.id == mark:
                return group_area(group, obstacles)
        return None

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


def group_area(group: Group, obstacles: Obstacles) -> QRectF | None:
    """The ground of a group: around its actions, with room for the title; None without any."""
    boxes = [box for key in group.members if (box := obstacles.box(key)) is not None]
    if not boxes:
        return None
    return QRectF(
        QPointF(min(box.left for box in boxes), min(box.top for box in boxes)),
        QPointF(max(box.right for box in boxes), max(box.bottom for box in boxes)),
    ).adjusted(-_AROUND, -_AROUND - _TITLE, _AROUND, _AROUND)


def note_area(note: Note) -> QRectF:
    """Where a note lies."""
    return QRectF(note.x, note.y, note.width, note.height)


def corner_of(area: QRectF) -> QRectF:
    """The corner of a note that is taken hold of to give it another size."""
    return QRectF(area.right() - _CORNER, area.bottom() - _CORNER, _CORNER, _CORNER)


def title_of(area: QRectF) -> QRectF:
    """The strip of a group that its title stands in."""
    return QRectF(area.left(), area.top(), area.width(), _AROUND + _TITLE - 4.0)


def _mark_colour(name: str, ink: Ink) -> Colour:
    """A colour by its name among the tokens, so that it follows the theme; or as it is written."""
    if _HEXADECIMAL.fullmatch(name):
        return name.lower()
    colour = getattr(ink.tokens, name, None)
    return colour if isinstance(colour, str) and colour.startswith("#") else ink.tokens.accent


def _paint_group(
    painter: QPainter, group: Group, area: QRectF, ink: Ink, *, chosen: bool, written: bool
) -> None:
    colour = _mark_colour(group.colour, ink)
    ground = ink.tokens.background
    pen = QPen(ink.colour(colour), 2.0) if chosen else QPen(ink.tint(colour, ground, 0.5), 1.0)
    painter.setPen(pen)
    painter.setBrush(ink.tint(colour, ground, 0.08))
    painter.drawRoundedRect(area, 12.0, 12.0)
    if written:
        return
    painter.setFont(ink.font(NAME, QFont.Weight.DemiBold))
    painter.setPen(ink.colour(colour))
    room = area.width() - 32.0
    words = ink.elided(group.title, room, NAME, QFont.Weight.DemiBold)
    painter.drawText(area.adjusted(16.0, 12.0, -16.0, 0.0), _WORDS, words)


def _paint_note(
    painter: QPainter, note: Note, area: QRectF, ink: Ink, *, chosen: bool, written: bool
) -> None:
    tokens = ink.tokens
    colour = _mark_colour(note.colour, ink)
    edge = ink.colour(colour) if chosen else ink.tint(colour, tokens.background, 0.45)
    painter.setPen(QPen(edge, 2.0 if chosen else 1.0))
    painter.setBrush(ink.tint(colour, tokens.background, 0.10))
    painter.drawRoundedRect(area, 6.0, 6.0)
    if chosen:
        corner = corner_of(area)
        painter.setPen(QPen(ink.colour(colour), 1.5))
        for step in (4.0, 8.0):
            painter.drawLine(
                QPointF(corner.right() - step, corner.bottom() - 3.0),
                QPointF(corner.right() - 3.0, corner.bottom() - step),
            )
    if written:
        return
    painter.save()
    inside = area.adjusted(12.0, 10.0, -12.0, -8.0)
    painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
    painter.setFont(ink.font(SMALL))
    painter.setPen(ink.colour(tokens.text))
    painter.drawText(inside, int(_WORDS) | int(Qt.TextFlag.TextWordWrap), note.text)
    painter.restore()
