"""What of a tree is in view: fitting, zooming, bringing an action into the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from app.graph.node_graph import TreeGraph
from app.graph.viewer import LEGIBLE, STEP, TreeViewer
from app.model.tree import Position

if TYPE_CHECKING:
    from app.graph.card import CardItem
    from app.graph.document import Document
    from app.model.tree import ActionId


class Sight(QWidget):
    """The base of the canvas: the viewer of a document, and where it looks."""

    def __init__(
        self, document: Document, viewer: TreeViewer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._viewer = viewer
        self._graph = TreeGraph(viewer, self)
        self._chosen: tuple[ActionId, ...] = ()

    @property
    def document(self) -> Document:
        """The document on the canvas."""
        return self._document

    @property
    def selected(self) -> tuple[ActionId, ...]:
        """The selected actions, by number."""
        return self._chosen

    def centre_on(self, key: ActionId) -> None:
        """Have an action in the middle of the view, legible."""
        card = self._graph.card(key)
        if card is not None:
            middle = card.mapToScene(card.body.center())
            self._viewer.show_part(middle, max(self._viewer.zoom, 0.6))

    @property
    def middle(self) -> Position:
        """The middle of what is shown, in scene pixels at 100 %."""
        centre = self._viewer.shown.center()
        return Position(centre.x(), centre.y())

    @property
    def zoom(self) -> float:
        """The scale: 1 is 100 %."""
        return self._viewer.zoom

    def fit_all(self) -> None:
        """Show the whole tree."""
        marks = (self._viewer.area_of(one.id) for one in self._document.tree.drawing.marks)
        self._fit(self._graph.cards, *(area for area in marks if area is not None))

    def show_beginning(self) -> None:
        """Show the whole tree, or its top where the whole would be too small to read."""
        self.fit_all()
        start = self._graph.card(self._document.tree.start.id)
        if start is not None and self.zoom < LEGIBLE:
            self._viewer.show_top(start.mapRectToScene(start.body), LEGIBLE)

    def fit_selection(self) -> None:
        """Show the selected actions as large as they fit, or the whole tree."""
        self._fit([card for card in self._graph.cards if card.isSelected()] or self._graph.cards)

    def zoom_100(self) -> None:
        """Show everything in its own size, around the selected action or the middle."""
        centre = self._viewer.shown.center()
        if len(self.selected) == 1:
            card = self._graph.card(self.selected[0])
            if card is not None:
                centre = card.mapToScene(card.body.center())
        self._viewer.show_part(centre, 1.0)

    def zoom_in(self) -> None:
        """Zoom in by a step."""
        self._viewer.zoom_by(STEP)

    def zoom_out(self) -> None:
        """Zoom out by a step."""
        self._viewer.zoom_by(1 / STEP)

    def _fit(self, cards: list[CardItem], *beside: QRectF) -> None:
        area = QRectF()
        for one in beside:
            area = area.united(one)
        for card in cards:
            area = area.united(card.mapRectToScene(card.body))
        if not area.isEmpty():
            self._viewer.fit(area)

    def _reveal(self, key: ActionId) -> None:
        card = self._graph.card(key)
        if card is not None:
            self._viewer.reveal(card.mapRectToScene(card.body))
