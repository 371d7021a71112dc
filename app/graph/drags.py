"""Gestures that last while a button is held: pan, rubber band, moving cards, drawing a link."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.graph.card import CardItem
from app.graph.faces import ARRIVAL, BEND
from app.graph.hits import link_near, target_at
from app.graph.layout import GRID
from app.graph.paths import Ground, Tracks, way
from app.graph.pipe import ARROW, LinkItem, rounded
from app.model.tree import START, Position

if TYPE_CHECKING:
    from app.graph.editing import Editing
    from app.graph.projection import Projection
    from app.graph.viewer import TreeViewer
    from app.model.tree import ActionId, BranchKey, Link

_FREE_ARRIVAL = 24.0
"""How far above the pointer a link being drawn turns last."""


class Drag(Protocol):
    """One gesture; nothing is changed before `drop`, and `cancel` leaves no trace."""

    def move(self, place: QPoint) -> None: ...
    def drop(self, place: QPoint) -> None: ...
    def cancel(self) -> None: ...
    def paint(self, painter: QPainter) -> None: ...


class Pan:
    """Moves what is seen."""

    def __init__(self, viewer: TreeViewer, place: QPoint) -> None:
        self._viewer = viewer
        self._last = place

    def move(self, place: QPoint) -> None:
        step = self._last - place
        self._last = place
        self._viewer.pan_by(step.x(), step.y())

    def drop(self, place: QPoint) -> None:
        self.move(place)

    def cancel(self) -> None:
        """What was panned stays: nothing was changed."""

    def paint(self, painter: QPainter) -> None:
        """Nothing to show."""


class RubberBand:
    """Selects the cards that a rectangle touches."""

    def __init__(self, viewer: TreeViewer, place: QPoint, *, adds: bool) -> None:
        self._viewer = viewer
        self._from = viewer.mapToScene(place)
        self._area = QRectF(self._from, self._from)
        scene = viewer.scene()
        self._before = set(scene.selectedItems())
        self._kept = self._before if adds else set()

    def move(self, place: QPoint) -> None:
        self._area = QRectF(self._from, self._viewer.mapToScene(place)).normalized()
        touched = {
            item
            for item in self._viewer.scene().items(self._area)
            if isinstance(item, CardItem) and item.mapRectToScene(item.body).intersects(self._area)
        }
        self._viewer.choose(touched | self._kept)
        self._viewer.viewport().update()

    def drop(self, place: QPoint) -> None:
        self.move(place)

    def cancel(self) -> None:
        self._viewer.choose(self._before)
        self._viewer.viewport().update()

    def paint(self, painter: QPainter) -> None:
        ink = self._viewer.ink
        fill = QColor(ink.colour(ink.tokens.accent))
        fill.setAlphaF(0.12)
        pen = QPen(ink.colour(ink.tokens.accent), 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRect(self._area)


class MoveCards:
    """Moves cards; a lone card that nothing leads to is put into the link it is dropped on."""

    def __init__(
        self,
        viewer: TreeViewer,
        projection: Projection,
        editing: Editing,
        cards: list[CardItem],
        place: QPoint,
    ) -> None:
        self._viewer = viewer
        self._projection = projection
        self._editing = editing
        self._from = viewer.mapToScene(place)
        self._places = {card: card.pos() for card in cards}
        for card in cards:
            card.setZValue(2.0)
        self._onto: LinkItem | None = None

    def move(self, place: QPoint) -> None:
        step = self._viewer.mapToScene(place) - self._from
        for card, before in self._places.items():
            card.put_at(_snapped(before.x() + step.x()), _snapped(before.y() + step.y()))
        self._aim(place)

    def drop(self, place: QPoint) -> None:
        self.move(place)
        self._sink()
        onto = None if self._onto is None else self._onto.link
        self._forget_aim()
        positions = {card.id_: Position(card.x(), card.y()) for card in self._places}
        if onto is not None:
            (card,) = positions
            self._editing.insert(card, onto)
        else:
            self._editing.move(positions)

    def cancel(self) -> None:
        self._sink()
        self._forget_aim()
        self._projection.show_all()

    def paint(self, painter: QPainter) -> None:
        """The cards show themselves."""

    def _sink(self) -> None:
        for card in self._places:
            card.setZValue(1.0)

    def _aim(self, place: QPoint) -> None:
        self._forget_aim()
        if len(self._places) != 1:
            return
        (card,) = self._places
        link = link_near(self._viewer, place)
        if link is None or card in {link.source, link.target}:
            return
        if self._editing.can_insert(card.id_, link.link):
            self._onto = link
            link.heat(hovered=True, plus=True)

    def _forget_aim(self) -> None:
        if self._onto is not None:
            self._onto.heat(hovered=False)
        self._onto = None


class DrawLink:
    """Draws a link from a branch, or turns an existing one to another action."""

    def __init__(
        self,
        viewer: TreeViewer,
        projection: Projection,
        editing: Editing,
        source: ActionId,
        branch: BranchKey,
        place: QPoint,
    ) -> None:
        self._viewer = viewer
        self._projection = projection
        self._editing = editing
        self._source, self._branch = source, branch
        self._link = _link_of(projection, source, branch)
        self._place = place
        self._over: CardItem | None = None
        tree = projection.document.tree
        self._targets = frozenset(action.id for action in tree.actions if action.type != START)
        projection.offer(self._targets)

    def move(self, place: QPoint) -> None:
        self._place = place
        over = target_at(self._viewer, place)
        if over is not self._over:
            self._over = over
            valid = over is not None and over.id_ in self._targets
            self._projection.offer(self._targets, over.id_ if valid and over else "")
        self._viewer.viewport().update()

    def drop(self, place: QPoint) -> None:
        self.move(place)
        self._projection.offer(None)
        self._viewer.viewport().update()
        if self._over is not None:
            self._editing.link(self._source, self._branch, self._over.id_)
        elif self._link is None:
            point = self._viewer.mapToScene(place)
            self._editing.ask_to_add(
                self._source, self._branch, Position(point.x(), point.y()), place
            )

    def cancel(self) -> None:
        self._projection.offer(None)
        self._viewer.viewport().update()

    def paint(self, painter: QPainter) -> None:
        card = self._projection.graph.card(self._source)
        port = None if card is None else card.port_of(self._branch)
        if card is None or port is None:
            return
        ink = self._viewer.ink
        start = card.mapToScene(port.middle)
        end = self._viewer.mapToScene(self._place)
        arrival = _FREE_ARRIVAL
        if self._over is not None and self._over.id_ in self._targets:
            end = self._over.mapToScene(QPointF(self._over.width / 2, 0.0))
            arrival = ARRIVAL
        ground = Ground(self._viewer.obstacles, Tracks())
        corners = way(
            (start.x(), start.y()), (end.x(), end.y()), ground, bend=BEND, arrival=arrival
        )
        if math.dist(start.toTuple(), end.toTuple()) < 8.0:
            return
        pen = QPen(ink.colour(ink.tokens.accent), 2.6, Qt.PenStyle.SolidLine)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded(corners))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.colour(ink.tokens.accent))
        painter.drawPolygon(
            QPolygonF([end, end + QPointF(-6.0, -ARROW), end + QPointF(6.0, -ARROW)])
        )


def _link_of(projection: Projection, source: ActionId, branch: BranchKey) -> Link | None:
    pipe = projection.graph.pipe(source, branch)
    return None if pipe is None else pipe.link


def _snapped(value: float) -> float:
    return round(value / GRID) * GRID
