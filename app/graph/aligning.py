"""Lines cards up: where each goes so that edges or middles agree, or gaps are equal."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.model.tree import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QRectF

    from app.model.tree import ActionId


class Alignment(StrEnum):
    """What agrees afterwards."""

    LEFT = "align_left"
    CENTRE = "align_centre"
    RIGHT = "align_right"
    TOP = "align_top"
    MIDDLE = "align_middle"
    BOTTOM = "align_bottom"
    ACROSS = "distribute_across"
    DOWN = "distribute_down"


def aligned(how: Alignment, boxes: Mapping[ActionId, QRectF]) -> dict[ActionId, Position]:
    """New top-left corners of boxes (scene pixels) around them all; sizes do not change.

    Edges agree with the outermost one, middles with the middle of the whole. Gaps become equal
    between the outermost two, in the order that the boxes have now.
    """
    if not boxes:
        return {}
    left = min(box.left() for box in boxes.values())
    right = max(box.right() for box in boxes.values())
    top = min(box.top() for box in boxes.values())
    bottom = max(box.bottom() for box in boxes.values())
    x, y = (left + right) / 2, (top + bottom) / 2
    places: dict[Alignment, Callable[[QRectF], Position]] = {
        Alignment.LEFT: lambda box: Position(left, box.y()),
        Alignment.CENTRE: lambda box: Position(x - box.width() / 2, box.y()),
        Alignment.RIGHT: lambda box: Position(right - box.width(), box.y()),
        Alignment.TOP: lambda box: Position(box.x(), top),
        Alignment.MIDDLE: lambda box: Position(box.x(), y - box.height() / 2),
        Alignment.BOTTOM: lambda box: Position(box.x(), bottom - box.height()),
    }
    if how in places:
        return {key: places[how](box) for key, box in boxes.items()}
    return _spread(boxes, across=how is Alignment.ACROSS)


def _spread(boxes: Mapping[ActionId, QRectF], *, across: bool) -> dict[ActionId, Position]:
    def start(box: QRectF) -> float:
        return box.left() if across else box.top()

    def length(box: QRectF) -> float:
        return box.width() if across else box.height()

    order = sorted(boxes, key=lambda key: (start(boxes[key]), key))
    first = start(boxes[order[0]])
    last = max(start(box) + length(box) for box in boxes.values())
    gap = (last - first - sum(length(box) for box in boxes.values())) / max(1, len(order) - 1)
    places: dict[ActionId, Position] = {}
    at = first
    for key in order:
        box = boxes[key]
        places[key] = Position(at, box.y()) if across else Position(box.x(), at)
        at += length(box) + gap
    return places
