"""Finds what is under the pointer: a branch of a card, a card, a part of a link, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF

from app.graph.backdrop import MarkPart
from app.graph.card import CardItem
from app.graph.faces import BranchState
from app.graph.pipe import LinkItem

if TYPE_CHECKING:
    from app.graph.viewer import TreeViewer
    from app.model.tree import BranchKey

_REACH = 3
"""Pixels around the pointer in which thin things are still met."""


class Part(Enum):
    """What was met."""

    NOTHING = auto()
    CARD = auto()
    BRANCH = auto()
    LINK = auto()
    LINK_PLUS = auto()
    LINK_END = auto()
    NOTE = auto()
    NOTE_CORNER = auto()
    GROUP = auto()


_MARK_PARTS = {
    MarkPart.NOTE: Part.NOTE,
    MarkPart.CORNER: Part.NOTE_CORNER,
    MarkPart.TITLE: Part.GROUP,
}


@dataclass(frozen=True)
class Hit:
    """What is under the pointer, and where that is in the scene."""

    part: Part
    point: QPointF
    card: CardItem | None = None
    branch: BranchKey = ""
    link: LinkItem | None = None
    mark: str = ""
    """The id of a note or group."""

    @property
    def is_open_branch(self) -> bool:
        """Whether a click here adds an action after a branch."""
        if self.part is not Part.BRANCH or self.card is None or self.card.face is None:
            return False
        return self.card.face.by_key[self.branch].state is BranchState.OPEN


def hit_at(viewer: TreeViewer, place: QPoint) -> Hit:
    """What is at a place of the viewport; cards come before links."""
    point = viewer.mapToScene(place)
    cards, links = _items_at(viewer, place)
    for card in cards:
        inside = card.mapFromScene(point)
        branch = card.branch_at(inside)
        if branch is not None:
            return Hit(Part.BRANCH, point, card=card, branch=branch)
        if card.body.contains(inside):
            return Hit(Part.CARD, point, card=card)
    for link in links:
        if link.editable and (link.hovered or link.isSelected()) and link.plus_at(point):
            return Hit(Part.LINK_PLUS, point, link=link)
    for link in links:
        part = Part.LINK_END if link.editable and link.end_at(point) else Part.LINK
        return Hit(part, point, link=link)
    found = viewer.mark_at(point)
    if found is not None:
        mark, met = found
        return Hit(_MARK_PARTS[met], point, mark=mark)
    return Hit(Part.NOTHING, point)


def target_at(viewer: TreeViewer, place: QPoint) -> CardItem | None:
    """The card that a link dropped here would arrive at, with some room around it."""
    point = viewer.mapToScene(place)
    near = QRectF(point.x() - 16.0, point.y() - 16.0, 32.0, 32.0)
    cards = [item for item in viewer.scene().items(near) if isinstance(item, CardItem)]
    inside = [card for card in cards if card.body.contains(card.mapFromScene(point))]
    return next(iter(inside or cards), None)


def link_near(viewer: TreeViewer, place: QPoint) -> LinkItem | None:
    """The link that an action dropped here would split."""
    around = QRectF(viewer.mapToScene(place) - QPointF(14.0, 14.0), QPointF())
    around.setSize(QRectF(0.0, 0.0, 28.0, 28.0).size())
    found = (item for item in viewer.scene().items(around) if isinstance(item, LinkItem))
    return next(found, None)


def branch_near(viewer: TreeViewer, place: QPoint) -> Hit | None:
    """The open branch that an action dropped here would follow."""
    point = viewer.mapToScene(place)
    around = QRectF(point.x() - 24.0, point.y() - 24.0, 48.0, 48.0)
    for item in viewer.scene().items(around):
        if not isinstance(item, CardItem) or item.face is None:
            continue
        inside = item.mapRectFromScene(around)
        for key, pill in item.pills.items():
            state = item.face.by_key[key].state
            if state is BranchState.OPEN and pill.intersects(inside):
                return Hit(Part.BRANCH, point, card=item, branch=key)
    return None


def _items_at(viewer: TreeViewer, place: QPoint) -> tuple[list[CardItem], list[LinkItem]]:
    corner = viewer.mapToScene(place - QPoint(_REACH, _REACH))
    other = viewer.mapToScene(place + QPoint(_REACH, _REACH))
    cards: list[CardItem] = []
    links: list[LinkItem] = []
    for item in viewer.scene().items(QRectF(corner, other)):
        if isinstance(item, CardItem):
            cards.append(item)
        elif isinstance(item, LinkItem):
            links.append(item)
    return cards, links
