"""A link on the canvas: rounded corners around the cards, an arrow, and + while hovered."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from app.graph.card_painting import BLOCK, SIMPLE, paint_plus
from app.graph.compat import PipeItem
from app.graph.faces import ARRIVAL, BEND, BEND_STEP, BranchState
from app.graph.paths import Ground, Point, way
from app.model.tree import Link

if TYPE_CHECKING:
    from app.graph.card import CardItem
    from app.graph.ink import Ink

CORNER = 10.0
PLUS = 10.0
"""Radius of the + on a link."""
ARROW = 9.0
GRIP = 16.0
"""How close to its end a link is taken hold of."""

_SHORT = 800.0
"""Links that reach over more pixels of the screen are not kept as pictures: these would be as large
as the view, and made anew whenever it moves."""
_KEPT = QGraphicsItem.CacheMode.DeviceCoordinateCache
_NOT_KEPT = QGraphicsItem.CacheMode.NoCache


class LinkItem(PipeItem):
    """Paints a `Link` between the ports of two cards."""

    def __init__(self, ink: Ink, zoom: float = 1.0) -> None:
        QGraphicsPathItem.__init__(self)  # the library's start adds an arrow item of its own
        self._input_port: Any = None
        self._output_port: Any = None
        self.ink = ink
        self.executed = False
        self.faded = False
        self.hovered = False
        self.plus_hot = False
        self.broken = False
        self.editable = True
        self.corners: list[Point] = []
        self._plus = QPointF()
        self._bounds = QRectF()
        self._whole = QPainterPath()
        self._zoom = zoom
        self._is_kept = False
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, True)
        self.setZValue(-1.0)

    @property
    def link(self) -> Link:
        """The link that is drawn."""
        return Link(self._output_port.node.id_, self._output_port.name, self._input_port.node.id_)

    @property
    def source(self) -> CardItem:
        """The card that the link leaves."""
        card: CardItem = self._output_port.node
        return card

    @property
    def target(self) -> CardItem:
        """The card that the link arrives at."""
        card: CardItem = self._input_port.node
        return card

    # --- marks ---

    def show_run(self, *, executed: bool, faded: bool) -> None:
        """Draw thick what a run took, and let the rest fade."""
        if (executed, faded) != (self.executed, self.faded):
            self.executed, self.faded = executed, faded
            self.setOpacity(0.32 if faded else 1.0)
            self.setZValue(-0.5 if executed else -1.0)
            self.update()

    def heat(self, *, hovered: bool, plus: bool = False) -> None:
        """Show the pointer over the link, or over its +."""
        if (hovered, plus) != (self.hovered, self.plus_hot):
            self.hovered, self.plus_hot = hovered, plus
            self.update()

    # --- where things are ---

    def reroute(self, ground: Ground) -> None:
        """Find the way around the cards, and beside the links before it, again."""
        source, target = self.source, self.target
        begin = source.mapToScene(self._output_port.middle)
        end = target.mapToScene(self._input_port.middle)
        self.corners = way(
            (begin.x(), begin.y()),
            (end.x(), end.y()),
            ground,
            bend=BEND + BEND_STEP * self._depth(end.x() - begin.x()),
            arrival=ARRIVAL,
            purpose=target.id_,
        )
        ground.tracks.take(self.corners, target.id_)
        face = source.face
        branch = face.by_key.get(self._output_port.name) if face is not None else None
        self.broken = branch is None or branch.state is BranchState.BROKEN
        path = rounded(self._seen())
        plus = self._middle_of_plus()
        if path != self.path() or plus != self._plus:
            self.prepareGeometryChange()
            self._plus = plus
            around = QRectF(plus.x() - PLUS, plus.y() - PLUS, 2 * PLUS, 2 * PLUS)
            self._whole = rounded(self.corners)
            self._bounds = self._whole.boundingRect().united(around).adjusted(-8, -8, 8, 8)
            self.setPath(path)
            self.suit(self._zoom)

    def suit(self, zoom: float) -> None:
        """Keep a picture of the link where that pays at a zoom."""
        self._zoom = zoom
        kept = max(self._bounds.width(), self._bounds.height()) * zoom <= _SHORT
        if kept != self._is_kept:
            self._is_kept = kept
            self.setCacheMode(_KEPT if kept else _NOT_KEPT)

    def _seen(self) -> list[Point]:
        """The way without the piece behind the caption, which the card draws."""
        pill = self.source.pills.get(self._output_port.name)
        if pill is None:
            return self.corners
        x, y = self.corners[0]
        return [(x, y + pill.bottom() - self.source.height), *self.corners[1:]]

    def _depth(self, aside: float) -> int:
        """How many bends are nested above this one: outer branches bend first."""
        ports = self.source.outputs
        index = ports.index(self._output_port)
        if abs(aside) < 1.0:
            return 0
        return int(len(ports) - 1 - index if aside > 0 else index)

    def _middle_of_plus(self) -> QPointF:
        end = QPointF(*self.corners[-1])
        if len(self._input_port.connected_pipes) <= 1 and len(self.corners) > 1:
            before = self.corners[-2][1]
            if end.y() - before >= ARRIVAL * 0.75:
                return QPointF(end.x(), end.y() - ARROW - PLUS - 6.0)
        pieces = list(zip(self.corners, self.corners[1:], strict=False))
        one, other = max(pieces, key=lambda piece: math.dist(*piece))
        return QPointF((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)

    def plus_at(self, point: QPointF) -> bool:
        """Whether the + is at a point of the scene."""
        return math.dist(point.toTuple(), self._plus.toTuple()) <= PLUS + 3.0

    @property
    def plus(self) -> QPointF:
        """The middle of the +, in the scene."""
        return self._plus

    def end_at(self, point: QPointF) -> bool:
        """Whether a point of the scene is where the link can be taken hold of to redirect it."""
        end = QPointF(*self.corners[-1])
        return math.dist(point.toTuple(), (end.x(), end.y() - 4.0)) <= GRIP / 2 + 4.0

    # --- Qt ---

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(12.0)
        path = stroker.createStroke(self.path())
        if self.editable and (self.hovered or self.isSelected()):
            path.addEllipse(self._plus, PLUS + 3.0, PLUS + 3.0)
        return path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        del widget
        tokens = self.ink.tokens
        detail = option.levelOfDetailFromTransform(painter.worldTransform())
        colour, width = tokens.outline, 1.6
        if self.broken:
            colour = tokens.error
        if self.executed:
            colour, width = tokens.run, 3.5
        if self.isSelected() or self.hovered:
            colour, width = tokens.accent, max(width, 2.6)
        if detail < SIMPLE:
            width = max(width, width * 0.55 / max(detail, 0.12))
        pen = QPen(self.ink.colour(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.broken:
            pen.setDashPattern([4.0, 3.0])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, detail >= BLOCK)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path() if detail >= SIMPLE else self._whole)
        if detail < BLOCK:
            return
        end = QPointF(*self.corners[-1]) - QPointF(0.0, 4.0)
        half = 5.0 if width < 3 else 6.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.colour(colour))
        painter.drawPolygon(
            QPolygonF([end, end + QPointF(-half, -ARROW), end + QPointF(half, -ARROW)])
        )
        if self.editable and detail >= SIMPLE and (self.hovered or self.isSelected()):
            self._paint_plus(painter)

    def _paint_plus(self, painter: QPainter) -> None:
        tokens = self.ink.tokens
        fill = tokens.accent if self.plus_hot else tokens.surface
        painter.setPen(QPen(self.ink.colour(tokens.accent), 1.5))
        painter.setBrush(self.ink.colour(fill))
        painter.drawEllipse(self._plus, PLUS - 1.0, PLUS - 1.0)
        sign = tokens.on_accent if self.plus_hot else tokens.accent
        paint_plus(painter, self._plus, self.ink.colour(sign))

    itemChange = QGraphicsPathItem.itemChange  # straight to C++

    # --- what NodeGraphQt asks of a pipe ---

    def delete(self) -> None:
        """Leave the ports and the scene."""
        viewer = self.scene().viewer() if self.scene() is not None else None
        super().delete()
        if viewer is not None:
            viewer.links.discard(self)

    def draw_path(self, start_port: Any, end_port: Any = None, cursor_pos: Any = None) -> None:
        """Nothing: the viewer reroutes links when cards have moved."""
        del start_port, end_port, cursor_pos

    def reset(self) -> None:
        """Nothing: `paint` looks at the state."""

    def activate(self) -> None:
        """Nothing: see `reset`."""

    def highlight(self) -> None:
        """Nothing: see `reset`."""


def rounded(corners: list[Point], radius: float = CORNER) -> QPainterPath:
    """A path through corners with each of them rounded."""
    path = QPainterPath(QPointF(*corners[0]))
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        room = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        path.lineTo(_toward(corner, before, room))
        path.quadTo(QPointF(*corner), _toward(corner, after, room))
    path.lineTo(QPointF(*corners[-1]))
    return path


def _toward(one: Point, other: Point, distance: float) -> QPointF:
    length = math.dist(one, other)
    share = distance / length if length else 0.0
    return QPointF(one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
