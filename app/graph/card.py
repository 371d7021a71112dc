"""The card of an action on the canvas: one item that paints all of it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.graph.card_painting import paint_card
from app.graph.compat import IN, OUT, AbstractNodeItem
from app.graph.faces import CAPTION_HEIGHT, CAPTION_TOP, BranchState, CardFace
from app.graph.ink import SMALL
from app.graph.paths import Box
from app.graph.port import CardPort

if TYPE_CHECKING:
    from app.graph.ink import Ink
    from app.model.tree import ActionId, BranchKey

MARGIN = 20.0
"""Room around a card for its shadow, ring and badges."""
PLUS_ROOM = 18.0


@dataclass(frozen=True)
class CardMarks:
    """What lies over a card for a while: the run, problems, the link being drawn."""

    steps: tuple[int, ...] = ()
    current: bool = False
    faded: bool = False
    errors: int = 0
    warnings: int = 0
    taken: frozenset[BranchKey] = frozenset()
    """Branches that the run left by."""
    offered: bool = False
    """The link being drawn would arrive here."""


class CardItem(AbstractNodeItem):
    """Paints a `CardFace` with its marks; holds one port for arriving links and one a branch."""

    def __init__(self, name: str = "", parent: QGraphicsItem | None = None) -> None:
        super().__init__(name, parent)
        self.face: CardFace | None = None
        self.marks = CardMarks()
        self.ink: Ink | None = None
        self.editable = True
        self.hot: BranchKey | None = None
        self.pills: dict[BranchKey, QRectF] = {}
        self._input_items: OrderedDict[CardPort, None] = OrderedDict()
        self._output_items: OrderedDict[CardPort, None] = OrderedDict()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable, False)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    # --- what is shown ---

    def show_face(self, face: CardFace, ink: Ink, *, editable: bool) -> None:
        """Show an action; ports must already be those of the face."""
        self.prepareGeometryChange()
        self.face, self.ink, self.editable = face, ink, editable
        self._width, self._height = face.size
        self._properties["name"] = face.name
        self.align_ports()
        self._measure()
        self.update()

    def show_marks(self, marks: CardMarks) -> None:
        """Lay marks over the card."""
        if marks != self.marks:
            self.marks = marks
            self.setOpacity(0.32 if marks.faded else 1.0)
            self.update()

    def put_at(self, x: float, y: float) -> None:
        """Move the card, and its links with it."""
        self.setPos(x, y)
        viewer = self.viewer()
        if viewer is not None:
            viewer.on_card_moved(self)

    def heat(self, branch: BranchKey | None) -> None:
        """Show the pointer over a branch, or over none."""
        if branch != self.hot:
            self.hot = branch
            self.update()

    @property
    def id_(self) -> ActionId:
        """The id of the action."""
        key: ActionId = self._properties["id"]
        return key

    @property
    def name_area(self) -> QRectF:
        """Where the name stands, in the card's own coordinates; Start is a pill."""
        if self._height < 60.0:
            return self.body.adjusted(12.0, 8.0, -12.0, -8.0)
        return QRectF(52.0, 7.0, self._width - 60.0, 23.0)

    @property
    def body(self) -> QRectF:
        """The card itself, in its own coordinates."""
        return QRectF(0.0, 0.0, self._width, self._height)

    @property
    def box(self) -> Box:
        """The card with its captions, in the scene, as an obstacle for links."""
        x, y = self.x(), self.y()
        below = CAPTION_TOP + CAPTION_HEIGHT if self.pills else 0.0
        return Box(x, y, x + self._width, y + self._height + below)

    def branch_at(self, point: QPointF) -> BranchKey | None:
        """The branch whose port or caption is at a point of the card's coordinates."""
        for key, pill in self.pills.items():
            if pill.adjusted(-3.0, -CAPTION_TOP, 3.0, 4.0).contains(point):
                return key
        if self.face is not None and abs(point.y() - self._height) <= 8.0:
            for key, x in self.face.ports.items():
                if abs(point.x() - x) <= 9.0:
                    return key
        return None

    def port_of(self, branch: BranchKey) -> CardPort | None:
        """The port of a branch."""
        return next((port for port in self._output_items if port.name == branch), None)

    def _measure(self) -> None:
        """Lay out the captions: one pill a branch, empty for a quiet branch that is linked."""
        assert self.face is not None
        assert self.ink is not None
        self.pills = {}
        for branch, (left, width) in zip(self.face.branches, self.face.cells, strict=True):
            plus = self.editable and branch.state is BranchState.OPEN
            marked = plus or branch.state is BranchState.ENDED
            if not branch.words and not marked:
                continue
            room = width - 8.0
            wanted = self.ink.width(branch.words, SMALL) + 16.0 if branch.words else 0.0
            wanted += (PLUS_ROOM if branch.words else CAPTION_HEIGHT) if marked else 0.0
            wide = min(room, wanted)
            middle = left + width / 2
            self.pills[branch.key] = QRectF(
                middle - wide / 2, self._height + CAPTION_TOP, wide, CAPTION_HEIGHT
            )

    # --- Qt ---

    def boundingRect(self) -> QRectF:
        below = CAPTION_TOP + CAPTION_HEIGHT
        return self.body.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN + below)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.body)
        for pill in self.pills.values():
            path.addRect(pill.adjusted(-3.0, -CAPTION_TOP, 3.0, 4.0))
        return path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        del widget
        if self.face is not None and self.ink is not None:
            detail = option.levelOfDetailFromTransform(painter.worldTransform())
            paint_card(painter, self, self.face, self.ink, detail)

    # --- what NodeGraphQt asks of a card ---

    def draw_node(self) -> None:
        """Nothing: `show_face` lays out and paints."""

    def align_ports(self) -> None:
        """Put the arriving port on top and each branch's port on the lower edge."""
        for port in self._input_items:
            port.put_at(self._width / 2, 0.0)
        if self.face is not None:
            for port in self._output_items:
                port.put_at(self.face.ports.get(port.name, self._width / 2), self._height)

    def post_init(self, viewer: Any = None, pos: Any = None) -> None:
        """Take the place that NodeGraphQt was told."""
        del viewer
        if pos:
            self.xy_pos = pos

    @property
    def name(self) -> str:
        """The name of the action."""
        return str(self._properties["name"])

    @name.setter
    def name(self, name: str) -> None:
        self._properties["name"] = name

    @property
    def inputs(self) -> list[CardPort]:
        """The port for arriving links."""
        return list(self._input_items)

    @property
    def outputs(self) -> list[CardPort]:
        """The ports of the branches, from left to right."""
        return list(self._output_items)

    @property
    def widgets(self) -> dict[str, QWidget]:
        """None: nothing is embedded in a card."""
        return {}

    def add_input(self, name: str, multi: bool, *_rest: object) -> CardPort:
        """Make the port for arriving links."""
        return self._add(self._input_items, IN, name, multi=multi)

    def add_output(self, name: str, multi: bool, *_rest: object) -> CardPort:
        """Make the port of a branch."""
        return self._add(self._output_items, OUT, name, multi=multi)

    def delete_output(self, port: CardPort) -> None:
        """Take the port of a branch away."""
        self._output_items.pop(port)
        port.setParentItem(None)
        if port.scene() is not None:
            port.scene().removeItem(port)

    def sort_outputs(self, order: tuple[BranchKey, ...]) -> None:
        """Keep the ports in the display order of the branches."""
        rank = {key: index for index, key in enumerate(order)}
        ports = sorted(self._output_items, key=lambda port: rank[port.name])
        self._output_items = OrderedDict.fromkeys(ports)

    def _add(
        self, ports: OrderedDict[CardPort, None], kind: str, name: str, *, multi: bool
    ) -> CardPort:
        port = CardPort(self)
        port.name = name
        port.port_type = kind
        port._multi_connection = multi
        ports[port] = None
        return port
