"""A small picture of a tree for lists and version cards, painted without opening a canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.graph.faces import faces_of, place_of
from app.graph.tokens import mixed
from app.model.tree import START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.graph.tokens import Tokens
    from app.model.catalogue import Catalogue
    from app.model.tree import ActionId, ActionTree

_PADDING = 10.0
_LARGEST = 0.28
"""The most that a card is enlarged, so that a tree of two actions looks like a small one."""


def thumbnail(
    tree: ActionTree, catalogue: Catalogue, tokens: Tokens, size: QSize, ratio: float = 1.0
) -> QImage:
    """The whole tree within `size` on a transparent ground; `ratio`: the screen's pixel ratio."""
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    boxes = {
        key: QRectF(place_of(tree, key).x, place_of(tree, key).y, *face.size)
        for key, face in faces_of(tree, catalogue, str).items()
    }
    area = QRectF()
    for box in boxes.values():
        area = area.united(box)
    room = QRectF(0.0, 0.0, size.width(), size.height()).adjusted(
        _PADDING, _PADDING, -_PADDING, -_PADDING
    )
    if area.isEmpty() or not room.isValid():
        return image
    scale = min(room.width() / area.width(), room.height() / area.height(), _LARGEST)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.translate(room.center())
    painter.scale(scale, scale)
    painter.translate(-area.center())
    _paint_links(painter, tree, boxes, tokens, 1.0 / scale)
    _paint_cards(painter, tree, boxes, catalogue, tokens, 1.0 / scale)
    painter.end()
    return image


def _paint_links(
    painter: QPainter,
    tree: ActionTree,
    boxes: Mapping[ActionId, QRectF],
    tokens: Tokens,
    pixel: float,
) -> None:
    painter.setPen(QPen(QColor(mixed(tokens.outline, tokens.surface, 0.7)), pixel))
    for link in tree.links:
        source, target = boxes[link.source], boxes[link.target]
        begin = QPointF(source.center().x(), source.bottom())
        end = QPointF(target.center().x(), target.top())
        bend = begin.y() + max(24.0, (end.y() - begin.y()) / 2)
        painter.drawPolyline([begin, QPointF(begin.x(), bend), QPointF(end.x(), bend), end])


def _paint_cards(
    painter: QPainter,
    tree: ActionTree,
    boxes: Mapping[ActionId, QRectF],
    catalogue: Catalogue,
    tokens: Tokens,
    pixel: float,
) -> None:
    for action in tree.actions:
        box = boxes[action.id]
        if action.type == START:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            continue
        card = catalogue.card(action.type)
        hue = tokens.category(card.category) if card.known else tokens.error
        radius = min(14.0, 2.0 * pixel)
        painter.setPen(QPen(QColor(mixed(hue, tokens.surface, 0.55)), pixel))
        painter.setBrush(QColor(mixed(hue, tokens.surface, 0.16)))
        painter.drawRoundedRect(box, radius, radius)
        stripe = QRectF(box.left(), box.top(), min(40.0, max(4.0, 3.0 * pixel)), box.height())
        painter.fillRect(stripe, QColor(hue))
