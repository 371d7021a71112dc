"""A port of a card: known to NodeGraphQt, painted by its card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem

from app.graph.compat import PortItem

SIDE = 14.0


class CardPort(PortItem):
    """The place where links leave or arrive; `middle` is the point that they touch."""

    def __init__(self, parent: QGraphicsItem | None = None) -> None:
        # The library's own start sets up a look, hover events and tool tips that nobody sees:
        # a third of the time to open a large tree.
        QGraphicsItem.__init__(self, parent)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, True)
        self._card = parent
        self._pipes: list[object] = []
        self._width = self._height = SIDE
        self._hovered = False
        self._display_name = False
        self._locked = False
        self._multi_connection = False
        self._port_type: str | None = None
        self._name = "port"

    # Straight to C++: the card redraws the links of all its ports at once when it moves.
    itemChange = QGraphicsItem.itemChange

    def boundingRect(self) -> QRectF:
        return QRectF(0.0, 0.0, SIDE, SIDE)

    @property
    def node(self) -> QGraphicsItem | None:
        """The card, without asking Qt: links ask often."""
        return self._card

    @property
    def middle(self) -> QPointF:
        """The centre of the port, in the coordinates of its card."""
        corner: QPointF = self.pos()
        return corner + QPointF(SIDE / 2, SIDE / 2)

    def put_at(self, x: float, y: float) -> None:
        """Move the centre of the port, in the coordinates of its card."""
        self.setPos(x - SIDE / 2, y - SIDE / 2)
