"""Turns mouse and keys into wishes: what was meant, decided before anything changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication

from app.graph.annotating import MoveNote, members_of
from app.graph.drags import Drag, DrawLink, MoveCards, Pan, RubberBand
from app.graph.exchange import ACTION_TYPE_MIME, AddRequest, Target
from app.graph.hits import Hit, Part, branch_near, hit_at, link_near
from app.model.tree import Position

if TYPE_CHECKING:
    from app.graph.card import CardItem
    from app.graph.editing import Editing
    from app.graph.pipe import LinkItem
    from app.graph.projection import Projection
    from app.graph.viewer import TreeViewer

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

_MOST_PAN = 32
"""Pixels that the view follows a gesture beyond its edge, at each move of the mouse."""


class Gestures(QObject):
    """Listens to the viewer. At most one drag is under way; Escape ends it without a trace."""

    add_requested = Signal(AddRequest)
    action_activated = Signal(str)
    context_requested = Signal(Target, QPoint)
    type_dropped = Signal(AddRequest, str)
    mark_activated = Signal(str)
    """A note or group whose words are to be typed."""
    note_placed = Signal(str, QRectF)
    """A note was dragged elsewhere, or to another size."""

    def __init__(
        self, viewer: TreeViewer, projection: Projection, editing: Editing, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._projection = projection
        self._editing = editing
        self._drag: Drag | None = None
        self._pressed: tuple[QPoint, Hit] | None = None
        self._space = False
        self._joined = False
        """Whether the press under way has just selected its card."""
        self._hot_card: CardItem | None = None
        self._hot_link: LinkItem | None = None
        projection.document.held.connect(self.cancel)

    @property
    def _read_only(self) -> bool:
        return self._projection.document.read_only

    @property
    def is_dragging(self) -> bool:
        """Whether a gesture is under way."""
        return self._drag is not None

    def cancel(self) -> None:
        """End the gesture under way as if it had never begun."""
        drag, self._drag, self._pressed = self._drag, None, None
        self._cool()
        if drag is not None:
            drag.cancel()
            self._viewer.viewport().update()

    # --- mouse ---

    def press(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        self._viewer.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._drag is not None:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self._begin(Pan(self._viewer, place))
            self._viewer.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        hit = hit_at(self._viewer, place)
        adds = bool(event.modifiers() & _ADDING)
        if event.button() == Qt.MouseButton.RightButton:
            self._select_for_menu(hit)
        elif left:
            self._pressed = (place, hit)
            self._joined = False
            if hit.part is Part.CARD and hit.card is not None and not hit.card.isSelected():
                self._select(hit.card, adds=adds)
                self._joined = True
            elif hit.mark:
                self._viewer.choose_mark(hit.mark)

    def move(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._drag is None and self._pressed is not None:
            start, hit = self._pressed
            if (place - start).manhattanLength() >= QApplication.startDragDistance():
                self._begin(self._drag_from(hit, start, bool(event.modifiers() & _ADDING)))
        if self._drag is not None:
            self._follow(place)
            self._drag.move(place)
        elif self._pressed is None:
            self._hover(hit_at(self._viewer, place))

    def release(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        drag, pressed = self._drag, self._pressed
        self._drag, self._pressed = None, None
        if drag is not None:
            drag.drop(place)
            self._viewer.viewport().update()
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._click(pressed[1], place, adds=bool(event.modifiers() & _ADDING))
        self._hover(hit_at(self._viewer, place))

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._space:
            return
        place = event.position().toPoint()
        hit = hit_at(self._viewer, place)
        if hit.part is Part.CARD and hit.card is not None:
            self.action_activated.emit(hit.card.id_)
        elif hit.mark and not self._read_only:
            self.mark_activated.emit(hit.mark)
        elif hit.part is Part.NOTHING and not self._read_only:
            self._ask(AddRequest(position=_position(hit)), place)

    def leave(self) -> None:
        self._cool()

    def menu(self, place: QPoint, screen: QPoint) -> None:
        if self._drag is None:
            self.context_requested.emit(self._target(hit_at(self._viewer, place)), screen)

    def menu_of_chosen(self) -> bool:
        """Ask for the menu of what is selected, as the menu key does; False with nothing."""
        viewer = self._viewer
        cards = [card for card in self._projection.graph.cards if card.isSelected()]
        mark, area = viewer.chosen_mark, viewer.area_of(viewer.chosen_mark)
        if cards:
            area = cards[0].mapRectToScene(cards[0].body)
        if area is None or self._drag is not None:
            return False
        viewer.reveal(area)
        target = Target(action=cards[0].id_) if cards else Target(mark=mark)
        screen = viewer.viewport().mapToGlobal(viewer.mapFromScene(area.center()))
        self.context_requested.emit(target, screen)
        return True

    def hint(self, place: QPoint) -> str:
        """What the pointer is over, in words that the drawing had to cut or leave out."""
        hit = hit_at(self._viewer, place)
        card = hit.card or (hit.link.source if hit.link is not None else None)
        if card is None or card.face is None:
            return ""
        key = hit.branch or (hit.link.link.branch if hit.link is not None else "")
        if key:
            branch = card.face.by_key.get(key)
            return branch.hint if branch is not None else ""
        lines = (card.face.name, card.face.type_label, card.face.summary, card.face.comment)
        return "\n".join(line for line in lines if line)

    # --- keys ---

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """Escape and Space; whether the key was one of them. All others are commands."""
        if event.key() == Qt.Key.Key_Escape and down and (self._drag or self._pressed):
            self.cancel()
            return True
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = down
                shape = Qt.CursorShape.OpenHandCursor if down else Qt.CursorShape.ArrowCursor
                self._viewer.viewport().setCursor(shape)
            return True
        return False

    # --- an action type dragged from the palette ---

    def drag_over(self, event: QDragMoveEvent) -> None:
        if self._read_only or not event.mimeData().hasFormat(ACTION_TYPE_MIME):
            event.ignore()
            return
        self._cool()
        place = event.position().toPoint()
        branch = branch_near(self._viewer, place)
        if branch is not None and branch.card is not None:
            self._warm_card(branch.card, branch.branch)
        else:
            link = link_near(self._viewer, place)
            if link is not None:
                self._warm_link(link, plus=True)
        event.acceptProposedAction()

    def drag_left(self) -> None:
        self._cool()

    def dropped(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if self._read_only or not data.hasFormat(ACTION_TYPE_MIME):
            event.ignore()
            return
        place = event.position().toPoint()
        self._cool()
        key = bytes(data.data(ACTION_TYPE_MIME).data()).decode("utf-8", "replace")
        self.type_dropped.emit(self._drop_request(place), key)
        event.acceptProposedAction()

    def _drop_request(self, place: QPoint) -> AddRequest:
        screen = self._viewer.viewport().mapToGlobal(place)
        branch = branch_near(self._viewer, place)
        if branch is not None and branch.card is not None:
            return AddRequest(source=branch.card.id_, branch=branch.branch, screen=screen)
        link = link_near(self._viewer, place)
        if link is not None:
            return AddRequest(link=link.link, screen=screen)
        point = self._viewer.mapToScene(place)
        return AddRequest(position=Position(point.x(), point.y()), screen=screen)

    # --- what is meant ---

    def _follow(self, place: QPoint) -> None:
        """Pan when a gesture reaches beyond the edge of the view."""
        if isinstance(self._drag, Pan):
            return
        inner = self._viewer.viewport().rect()
        right = min(place.x() - inner.left(), 0) + max(place.x() - inner.right(), 0)
        down = min(place.y() - inner.top(), 0) + max(place.y() - inner.bottom(), 0)
        if right or down:
            self._viewer.pan_by(_bounded(right), _bounded(down))

    def _begin(self, drag: Drag | None) -> None:
        self._cool()
        self._drag = drag
        if drag is None:
            self._pressed = None

    def _drag_from(self, hit: Hit, place: QPoint, adds: bool) -> Drag | None:
        viewer, projection, editing = self._viewer, self._projection, self._editing
        if hit.part is Part.NOTHING:
            return RubberBand(viewer, place, adds=adds)
        if self._read_only:
            return None
        if hit.part is Part.CARD:
            cards = [card for card in projection.graph.cards if card.isSelected()]
            return MoveCards(viewer, projection, editing, cards, place)
        if hit.part is Part.BRANCH and hit.card is not None:
            return DrawLink(viewer, projection, editing, hit.card.id_, hit.branch, place)
        if hit.part in (Part.NOTE, Part.NOTE_CORNER):
            corner = hit.part is Part.NOTE_CORNER
            return MoveNote(viewer, hit.mark, place, self.note_placed.emit, corner=corner)
        if hit.part is Part.GROUP:
            members = set(members_of(projection.document.tree, hit.mark))
            cards = [card for card in projection.graph.cards if card.id_ in members]
            return MoveCards(viewer, projection, editing, cards, place)
        if hit.part is Part.LINK_END and hit.link is not None:
            link = hit.link.link
            return DrawLink(viewer, projection, editing, link.source, link.branch, place)
        return None

    def _click(self, hit: Hit, place: QPoint, *, adds: bool) -> None:
        if hit.part is Part.NOTHING:
            if not adds:
                self._viewer.scene().clearSelection()
                self._viewer.choose_mark("")
        elif hit.part is Part.CARD and hit.card is not None:
            if not self._joined:
                self._select(hit.card, adds=adds)
        elif hit.part is Part.LINK_PLUS and hit.link is not None:
            self._ask(AddRequest(link=hit.link.link), place)
        elif hit.link is not None:
            self._select(hit.link, adds=adds)
        elif hit.card is not None:
            self._click_branch(hit, hit.card, place, adds=adds)

    def _click_branch(self, hit: Hit, card: CardItem, place: QPoint, *, adds: bool) -> None:
        pipe = self._projection.graph.pipe(card.id_, hit.branch)
        if pipe is not None:
            self._select(pipe, adds=adds)
        elif hit.is_open_branch and not self._read_only:
            self._ask(AddRequest(source=card.id_, branch=hit.branch), place)
        else:
            self._select(card, adds=adds)

    def _ask(self, request: AddRequest, place: QPoint) -> None:
        screen = self._viewer.viewport().mapToGlobal(place)
        self.add_requested.emit(
            AddRequest(request.source, request.branch, request.link, request.position, screen)
        )

    def _select(self, item: CardItem | LinkItem, *, adds: bool) -> None:
        """Select an item alone, or toggle it."""
        if adds:
            item.setSelected(not item.isSelected())
            return
        for other in self._viewer.scene().selectedItems():
            if other is not item:
                other.setSelected(False)
        item.setSelected(True)

    def _select_for_menu(self, hit: Hit) -> None:
        item = hit.link if hit.link is not None else hit.card
        if item is None:
            self._viewer.scene().clearSelection()
            self._viewer.choose_mark(hit.mark)
        elif not item.isSelected():
            self._select(item, adds=False)

    def _target(self, hit: Hit) -> Target:
        if hit.link is not None:
            return Target(link=hit.link.link, position=_position(hit))
        if hit.card is not None:
            return Target(action=hit.card.id_, branch=hit.branch, position=_position(hit))
        return Target(position=_position(hit), mark=hit.mark)

    # --- hovering ---

    def _hover(self, hit: Hit) -> None:
        self._cool()
        cursor = Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor
        if hit.card is not None and hit.part is Part.BRANCH:
            self._warm_card(hit.card, hit.branch)
            cursor = Qt.CursorShape.PointingHandCursor
        elif hit.link is not None:
            self._warm_link(hit.link, plus=hit.part is Part.LINK_PLUS)
            cursor = Qt.CursorShape.PointingHandCursor
        elif hit.part is Part.NOTE_CORNER and not self._read_only:
            cursor = Qt.CursorShape.SizeFDiagCursor
        self._viewer.viewport().setCursor(cursor)

    def _warm_card(self, card: CardItem, branch: str) -> None:
        self._hot_card = card
        card.heat(branch)

    def _warm_link(self, link: LinkItem, *, plus: bool) -> None:
        self._hot_link = link
        link.heat(hovered=True, plus=plus)

    def _cool(self) -> None:
        if self._hot_card is not None:
            self._hot_card.heat(None)
        if self._hot_link is not None:
            self._hot_link.heat(hovered=False)
        self._hot_card = self._hot_link = None

    # --- painting ---

    def paint_over(self, painter: QPainter) -> None:
        """Paint what the gesture under way shows."""
        if self._drag is not None:
            self._drag.paint(painter)


def _bounded(step: int) -> float:
    return float(max(-_MOST_PAN, min(_MOST_PAN, step)))


def _position(hit: Hit) -> Position:
    return Position(hit.point.x(), hit.point.y())
