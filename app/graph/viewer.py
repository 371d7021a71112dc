"""The view of the canvas: zoom, pan, and every event handed to the gestures instead of the library.

NodeGraphQt's viewer changes its scene while the mouse moves. Here no mouse or key event reaches it:
gestures decide what was meant, the document changes, and the scene follows the document.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmapCache,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QToolTip

from app.graph.backdrop import Backdrop, MarkPart
from app.graph.card import CardItem
from app.graph.compat import NodeViewer
from app.graph.paths import Ground, Obstacles, Tracks
from app.graph.pipe import LinkItem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from app.graph.ink import Ink
    from app.model.tree import Drawing

LEAST_ZOOM, MOST_ZOOM = 0.05, 3.0
_LEAST_FIT = 0.004
"""A huge tree may be fitted into the view at less than the least zoom of the wheel."""
_TOP_MARGIN = 24.0
"""Room above what is shown at the top, in scene pixels."""

LEGIBLE = 0.6
"""The zoom below which the names on cards can no longer be read."""
STEP = 1.25
_CACHE = 512 * 1024
"""Kilobytes for drawn cards: with Qt's 10,240 large trees are painted anew at every step."""
MARGIN = 48.0
"""Room left around what is fitted into the view, in scene pixels."""


class Listener(Protocol):
    """Who is told of mouse and keys; positions are in the viewport."""

    def press(self, event: QMouseEvent) -> None: ...
    def move(self, event: QMouseEvent) -> None: ...
    def release(self, event: QMouseEvent) -> None: ...
    def double_click(self, event: QMouseEvent) -> None: ...
    def leave(self) -> None: ...
    def key(self, event: QKeyEvent, *, down: bool) -> bool: ...
    def menu(self, place: QPoint, screen: QPoint) -> None: ...
    def menu_of_chosen(self) -> bool: ...
    def hint(self, place: QPoint) -> str: ...
    def drag_over(self, event: QDragMoveEvent) -> None: ...
    def drag_left(self) -> None: ...
    def dropped(self, event: QDropEvent) -> None: ...
    def paint_over(self, painter: QPainter) -> None: ...


class TreeViewer(NodeViewer):
    """A view that only shows; `listener` decides what events mean."""

    zoomed = Signal(float)
    chosen = Signal()
    """The selection has changed; once, however many items were selected together."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(None, None)
        self.listener: Listener | None = None
        self.ink = ink
        self.backdrop = Backdrop(ink)
        self.obstacles = Obstacles()
        self.drawing: Drawing | None = None
        self.links: set[LinkItem] = set()
        self.bulk = False
        self._is_choosing = False
        self._drop_what_is_not_used()
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _CACHE))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scene().selectionChanged.connect(self._on_selection_changed)
        self.acyclic = False
        self.pipe_slicing = False

    def _drop_what_is_not_used(self) -> None:
        """Take away the library's search menu and hidden menu bar: they hold keys of their own."""
        self._search_widget.deleteLater()
        self._ctx_menu_bar.clear()
        self.scene().removeItem(self._cursor_text)
        self.scene().removeItem(self._SLICER_PIPE)
        self.scene().removeItem(self._LIVE_PIPE)

    # --- the scene follows ---

    def on_card_moved(self, card: CardItem) -> None:
        """Keep the obstacles in step and redraw the links of a card that moved."""
        self.obstacles.put(card.id_, card.box)
        if not self.bulk:
            self.reroute(
                pipe for port in (*card.inputs, *card.outputs) for pipe in port.connected_pipes
            )

    def establish_connection(self, start_port: Any, end_port: Any) -> LinkItem:
        """Draw the link between two ports (asked by NodeGraphQt once its model has it)."""
        pipe = LinkItem(self.ink, self.zoom)
        self.scene().addItem(pipe)
        self.links.add(pipe)
        pipe.set_connections(start_port, end_port)
        if not self.bulk:
            self.reroute((pipe,))
        return pipe

    def reroute(self, links: Iterable[LinkItem]) -> None:
        """Let links find their ways again; the short ones first, for the straightest lines."""
        ground = Ground(self.obstacles, Tracks())
        for link in sorted(links, key=_span):
            link.reroute(ground)

    @contextmanager
    def unindexed(self) -> Iterator[None]:
        """Have Qt sort items by place once at the end: for moving a great many.

        Cards that lie in one pile would each be looked for among all the others.
        """
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        try:
            yield
        finally:
            self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)

    def choose(self, items: Collection[object]) -> None:
        """Select these items and nothing else."""
        self._is_choosing = True
        try:
            for item in self.scene().selectedItems():
                if item not in items:
                    item.setSelected(False)
            for item in items:
                if isinstance(item, (CardItem, LinkItem)):
                    item.setSelected(True)
        finally:
            self._is_choosing = False
        self._let_mark_go()
        self.chosen.emit()

    def _on_selection_changed(self) -> None:
        if not self._is_choosing:
            self._let_mark_go()
            self.chosen.emit()

    # --- notes and groups ---

    def mark_at(self, point: QPointF) -> tuple[str, MarkPart] | None:
        """The note or group at a point of the scene, and what of it."""
        return self.backdrop.mark_at(point, self.drawing, self.obstacles)

    def area_of(self, mark: str) -> QRectF | None:
        """Where a note or group lies in the scene."""
        return self.backdrop.area_of(mark, self.drawing, self.obstacles)

    @property
    def chosen_mark(self) -> str:
        """The note or group that is chosen, or an empty text."""
        mark = self.backdrop.chosen
        return mark if mark and self.area_of(mark) is not None else ""

    def choose_mark(self, mark: str) -> None:
        """Choose a note or group, and no card or link beside it; an empty text chooses none."""
        if mark:
            self.choose(())
        self.backdrop.chosen = mark
        self.viewport().update()
        self.chosen.emit()

    def _let_mark_go(self) -> None:
        if self.backdrop.chosen and self.scene().selectedItems():
            self.backdrop.chosen = ""
            self.viewport().update()

    # --- zoom and pan ---

    @property
    def zoom(self) -> float:
        """The scale: 1 is 100 %."""
        return float(self.transform().m11())

    @property
    def shown(self) -> QRectF:
        """The part of the scene in view."""
        return QRectF(self._scene_range)

    def show_top(self, area: QRectF, zoom: float) -> None:
        """Show an area at a zoom, in the middle of the top edge."""
        below = self.viewport().height() / 2 / zoom - _TOP_MARGIN
        self.show_part(QPointF(area.center().x(), area.top() + below), zoom)

    def show_part(self, centre: QPointF, zoom: float) -> None:
        """Show the scene around a point at a zoom."""
        scale = min(max(zoom, _LEAST_FIT), MOST_ZOOM)
        size = QSizeF(self.viewport().width() / scale, self.viewport().height() / scale)
        corner = centre - QPointF(size.width() / 2, size.height() / 2)
        # Whole pixels keep text crisp.
        corner = QPointF(round(corner.x() * scale) / scale, round(corner.y() * scale) / scale)
        self._scene_range = QRectF(corner, size)
        self.setSceneRect(self._scene_range)
        if scale != self.zoom:
            self.setTransform(QTransform.fromScale(scale, scale))
            for link in self.links:
                link.suit(scale)
            self.zoomed.emit(scale)

    def zoom_by(self, factor: float, place: QPoint | None = None) -> None:
        """Zoom, with the point under `place` (default: the middle) staying where it is."""
        before = self.zoom
        after = min(max(before * factor, min(LEAST_ZOOM, before)), MOST_ZOOM)
        fixed = self.shown.center() if place is None else self.mapToScene(place)
        self.show_part(fixed + (self.shown.center() - fixed) * (before / after), after)

    def pan_by(self, right: float, down: float) -> None:
        """Move what is seen, by pixels of the screen."""
        self.show_part(self.shown.center() + QPointF(right, down) / self.zoom, self.zoom)

    def fit(self, area: QRectF) -> None:
        """Show an area as large as it fits, at most at 100 %."""
        around = area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        view = self.viewport()
        scale = min(view.width() / around.width(), view.height() / around.height(), 1.0)
        self.show_part(around.center(), scale)

    def reveal(self, area: QRectF) -> None:
        """Pan as little as needed for an area to be in view."""
        around = area.adjusted(-24, -24, 24, 24)
        shown = self.shown
        right = max(around.right() - shown.right(), 0.0) or min(around.left() - shown.left(), 0.0)
        down = max(around.bottom() - shown.bottom(), 0.0) or min(around.top() - shown.top(), 0.0)
        if right or down:
            self.pan_by(right * self.zoom, down * self.zoom)

    def _update_scene(self) -> None:
        """Called by the library's own zoom functions, and once while it starts."""
        self.setSceneRect(self._scene_range)

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        corner = self._scene_range.topLeft()
        QGraphicsView.resizeEvent(self, event)
        self._last_size = self.size()
        size = QSizeF(self.viewport().size()) / self.zoom
        self._scene_range = QRectF(corner, size)
        self.setSceneRect(self._scene_range)

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if sideways or (angle.x() and abs(angle.x()) > abs(angle.y())):
            self.pan_by(-(pixels.x() or angle.x() or angle.y()), 0.0)
        elif angle.y():
            self.zoom_by(1.0015 ** angle.y(), event.position().toPoint())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._previous_pos = event.position().toPoint()
        if self.listener is not None:
            self.listener.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._previous_pos = event.position().toPoint()
        if self.listener is not None:
            self.listener.move(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.listener is not None:
            self.listener.release(event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.listener is not None:
            self.listener.double_click(event)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.listener is not None:
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            if not (by_key and self.listener.menu_of_chosen()):
                self.listener.menu(event.pos(), event.globalPos())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        if self.listener is not None:
            self.listener.leave()
        QGraphicsView.leaveEvent(self, event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.listener is not None:
            assert isinstance(event, QHelpEvent)
            QToolTip.showText(event.globalPos(), self.listener.hint(event.pos()), self.viewport())
            return True
        return bool(QGraphicsView.viewportEvent(self, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.listener is None or not self.listener.key(event, down=True):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.listener is None or not self.listener.key(event, down=False):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        QGraphicsView.focusInEvent(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QGraphicsView.focusOutEvent(self, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.listener is not None:
            self.listener.drag_over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.listener is not None:
            self.listener.drag_over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.listener is not None:
            self.listener.drag_left()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.listener is not None:
            self.listener.dropped(event)

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        view = self.viewport().size()
        self.backdrop.paint(painter, rect, view, self.drawing, self.obstacles)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        del rect
        if self.listener is not None:
            self.listener.paint_over(painter)


def _span(link: LinkItem) -> tuple[float, float, float, str]:
    """How far down and aside a link leads; then its source, for an order that never varies."""
    source, target = link.source, link.target
    aside = abs(source.x() + source.width / 2 - target.x() - target.width / 2)
    return (abs(target.y() - source.y()), aside, source.x(), f"{source.id_} {link.link.branch}")
