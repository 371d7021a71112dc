"""Paints a card: in full, simplified when seen from afar, as a block from farther still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from app.graph.faces import BranchFace, BranchState, CardFace
from app.graph.ink import FALLBACK_ICON, NAME, SMALL
from app.model.catalogue import BranchRole

if TYPE_CHECKING:
    from app.graph.card import CardItem
    from app.graph.ink import Ink
    from app.graph.tokens import Colour

SIMPLE = 0.4
"""Below this zoom cards keep only what can be read."""
BLOCK = 0.18
"""Below this zoom cards are blocks of colour."""

RADIUS = 8.0
PADDING = 12.0
TILE = 32.0
STRIPE = 4.0
BOLD = QFont.Weight.DemiBold
MEDIUM = QFont.Weight.Medium
_LARGE = 23

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush


def paint_card(painter: QPainter, card: CardItem, face: CardFace, ink: Ink, detail: float) -> None:
    """Paint the card in its own coordinates; `detail` is the zoom (1 = 100 %)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, detail >= BLOCK)
    if detail < BLOCK:
        _paint_block(painter, card, face, ink)
        return
    _paint_ring(painter, card, ink, detail)
    if face.is_start:
        _paint_start(painter, card, face, ink, detail)
    else:
        _paint_body(painter, card, face, ink)
        if detail < SIMPLE:
            _paint_simple(painter, card, face, ink)
        else:
            _paint_words(painter, card, face, ink)
    if detail >= SIMPLE:
        for branch in face.branches:
            _paint_branch(painter, card, face, branch, ink)
        if not face.is_start:
            _paint_port(painter, QPointF(card.width / 2, 0.0), ink, hot=card.marks.offered)
    _paint_badges(painter, card, ink, large=detail < SIMPLE)


def _edge(card: CardItem, face: CardFace, ink: Ink) -> tuple[Colour, float]:
    """The colour and width of a card's border."""
    tokens, marks = ink.tokens, card.marks
    if marks.offered:
        return tokens.accent, 2.0
    if marks.current:
        return tokens.current, 2.5
    if marks.steps:
        return tokens.run, 2.0
    if marks.errors or not face.known:
        return tokens.error, 1.5
    return tokens.line, 1.0


def _paint_block(painter: QPainter, card: CardItem, face: CardFace, ink: Ink) -> None:
    tokens, marks = ink.tokens, card.marks
    fill = tokens.accent if face.is_start else tokens.category(face.category)
    if marks.steps:
        fill = tokens.current if marks.current else tokens.run
    if card.isSelected():
        painter.fillRect(card.body.adjusted(-14, -14, 14, 14), ink.colour(tokens.focus))
        painter.fillRect(card.body.adjusted(-6, -6, 6, 6), ink.colour(tokens.background))
    painter.fillRect(card.body, ink.colour(fill))
    if marks.errors:
        painter.fillRect(QRectF(card.width - 40, 0, 40, 40), ink.colour(tokens.error))


def _paint_ring(painter: QPainter, card: CardItem, ink: Ink, detail: float) -> None:
    """The shadow, and the ring around a selected card."""
    tokens = ink.tokens
    radius = card.height / 2 if card.face is not None and card.face.is_start else RADIUS
    painter.setPen(_NO_PEN)
    if tokens.shadow_strength and detail >= SIMPLE:
        for spread, share in ((4.0, 0.25), (2.5, 0.4), (1.0, 0.6)):
            painter.setBrush(ink.shadow(share))
            grown = card.body.adjusted(-spread, -spread + 2, spread, spread + 2)
            painter.drawRoundedRect(grown, radius + spread, radius + spread)
    if card.marks.current:
        glow = QColor(ink.colour(tokens.current))
        glow.setAlphaF(0.28)
        painter.setBrush(glow)
        painter.drawRoundedRect(card.body.adjusted(-7, -7, 7, 7), radius + 7, radius + 7)
    if card.isSelected():
        width = 2.0 if detail >= SIMPLE else 5.0
        painter.setPen(QPen(ink.colour(tokens.focus), width))
        painter.setBrush(_NO_BRUSH)
        painter.drawRoundedRect(card.body.adjusted(-4, -4, 4, 4), radius + 4, radius + 4)


def _paint_body(painter: QPainter, card: CardItem, face: CardFace, ink: Ink) -> None:
    tokens = ink.tokens
    colour, width = _edge(card, face, ink)
    pen = QPen(ink.colour(colour), width)
    if not face.known:
        pen.setStyle(Qt.PenStyle.DashLine)
    outline = QPainterPath()
    inset = width / 2 if width < 2 else 0.0
    outline.addRoundedRect(card.body.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
    painter.fillPath(outline, ink.colour(tokens.surface))
    stripe = QPainterPath()
    stripe.addRect(QRectF(0.0, 0.0, STRIPE, card.height))
    painter.fillPath(outline.intersected(stripe), ink.colour(_hue(face, ink)))
    painter.setPen(pen)
    painter.setBrush(_NO_BRUSH)
    painter.drawPath(outline)


def _hue(face: CardFace, ink: Ink) -> Colour:
    return ink.tokens.category(face.category) if face.known else ink.tokens.error


def _paint_words(painter: QPainter, card: CardItem, face: CardFace, ink: Ink) -> None:
    tokens = ink.tokens
    hue = _hue(face, ink)
    tile = QRectF(PADDING + STRIPE, PADDING, TILE, TILE)
    painter.setPen(_NO_PEN)
    painter.setBrush(ink.tint(hue, tokens.surface, 0.14))
    painter.drawRoundedRect(tile, 6.0, 6.0)
    ink.icon(painter, _icon(face), hue, tile.adjusted(6, 6, -6, -6))

    right = card.width - PADDING
    left = tile.right() + 10.0
    number = str(face.number)
    painter.setFont(ink.font(SMALL))
    painter.setPen(ink.colour(tokens.muted))
    painter.drawText(QRectF(left, 10.0, right - left, 18.0), _RIGHT, number)
    room = right - left - ink.metrics(SMALL).horizontalAdvance(number) - 8.0
    painter.setFont(ink.font(NAME, BOLD))
    painter.setPen(ink.colour(tokens.text))
    painter.drawText(QRectF(left, 10.0, room, 18.0), _LEFT, ink.elided(face.name, room, NAME, BOLD))
    if face.record:
        right -= 18.0
        place = QRectF(right + 2.0, 28.0, 16.0, 16.0)
        ink.icon(painter, "mdi6.record-circle-outline", tokens.testing, place)
    room = right - left
    painter.setFont(ink.font(SMALL))
    painter.setPen(ink.colour(tokens.muted))
    painter.drawText(
        QRectF(left, 28.0, room, 16.0), _LEFT, ink.elided(face.type_label, room, SMALL)
    )
    if face.summary:
        inside = QRectF(tile.left(), 52.0, card.width - PADDING - tile.left(), 18.0)
        painter.setPen(ink.colour(tokens.text))
        words = ink.elided(face.summary, inside.width(), SMALL)
        painter.drawText(inside, _LEFT, words)


def _paint_simple(painter: QPainter, card: CardItem, face: CardFace, ink: Ink) -> None:
    """From afar: a large icon and the first words of the name."""
    tokens = ink.tokens
    hue = _hue(face, ink)
    painter.fillRect(QRectF(1.0, RADIUS, STRIPE * 2, card.height - 2 * RADIUS), ink.colour(hue))
    ink.icon(painter, _icon(face), hue, QRectF(20.0, card.height / 2 - 22.0, 44.0, 44.0))
    inside = QRectF(76.0, 4.0, card.width - 84.0, card.height - 8.0)
    painter.setFont(ink.font(_LARGE, BOLD))
    painter.setPen(ink.colour(tokens.text))
    lines = _two_lines(face.name, inside.width(), ink)
    painter.drawText(inside, _LEFT, lines)


def _two_lines(words: str, width: float, ink: Ink) -> str:
    """The words on at most two lines, the second one cut to fit."""
    metrics = ink.metrics(_LARGE, BOLD)
    first, rest = "", words
    for word in words.split():
        longer = f"{first} {word}".strip()
        if metrics.horizontalAdvance(longer) > width:
            break
        first, rest = longer, words[len(longer) :].strip()
    lines = (first, rest) if first else (rest,)
    return "\n".join(ink.elided(line, width, _LARGE, BOLD) for line in lines if line)


def _icon(face: CardFace) -> str:
    return face.icon if face.known else FALLBACK_ICON


def _paint_start(
    painter: QPainter, card: CardItem, face: CardFace, ink: Ink, detail: float
) -> None:
    tokens, marks = ink.tokens, card.marks
    fill = tokens.accent
    if marks.steps:
        fill = tokens.current if marks.current else tokens.run
    painter.setPen(_NO_PEN)
    painter.setBrush(ink.colour(fill))
    painter.drawRoundedRect(card.body, card.height / 2, card.height / 2)
    on_fill = tokens.on_state if marks.steps else tokens.on_accent
    size = NAME if detail >= SIMPLE else 20
    words = ink.elided(face.name, card.width - 56.0, size, BOLD)
    wide = ink.metrics(size, BOLD).horizontalAdvance(words) + 26.0
    left = (card.width - wide) / 2
    ink.icon(painter, "mdi6.play", on_fill, QRectF(left, card.height / 2 - 10, 20, 20))
    painter.setFont(ink.font(size, BOLD))
    painter.setPen(ink.colour(on_fill))
    painter.drawText(QRectF(left + 26.0, 0.0, wide, card.height), _LEFT, words)


def _paint_port(painter: QPainter, middle: QPointF, ink: Ink, *, hot: bool) -> None:
    tokens = ink.tokens
    painter.setPen(QPen(ink.colour(tokens.accent if hot else tokens.outline), 1.5))
    painter.setBrush(ink.colour(tokens.accent if hot else tokens.surface))
    painter.drawEllipse(middle, 4.0, 4.0)


def _paint_branch(
    painter: QPainter, card: CardItem, face: CardFace, branch: BranchFace, ink: Ink
) -> None:
    """A branch's port and its caption, with + on an open one and a stop on *End here*."""
    tokens = ink.tokens
    port = QPointF(face.ports[branch.key], card.height)
    hot = card.hot == branch.key
    pill = card.pills.get(branch.key)
    if pill is not None:
        painter.setPen(_stub(card, branch, ink))
        painter.drawLine(port, QPointF(port.x(), pill.top()))
        _paint_pill(painter, card, branch, pill, ink, hot=hot)
    if branch.state is BranchState.BROKEN:
        painter.setPen(QPen(ink.colour(tokens.error), 1.5))
        painter.setBrush(ink.colour(tokens.surface))
        painter.drawEllipse(port, 4.0, 4.0)
    else:
        _paint_port(painter, port, ink, hot=hot)


def _stub(card: CardItem, branch: BranchFace, ink: Ink) -> QPen:
    """The short line from a port to its caption."""
    tokens = ink.tokens
    if branch.key in card.marks.taken:
        return QPen(ink.colour(tokens.run), 3.5)
    if branch.state is BranchState.BROKEN:
        return QPen(ink.colour(tokens.error), 1.6, Qt.PenStyle.DashLine)
    if branch.state is BranchState.LINKED:
        return QPen(ink.colour(tokens.outline), 1.6)
    return QPen(ink.colour(tokens.outline), 1.4, Qt.PenStyle.DotLine)


def _paint_pill(
    painter: QPainter, card: CardItem, branch: BranchFace, pill: QRectF, ink: Ink, *, hot: bool
) -> None:
    tokens = ink.tokens
    edge, words_colour, fill = tokens.line, tokens.muted, ink.colour(tokens.surface)
    if branch.role is BranchRole.FAILURE:
        words_colour = tokens.warning
    if branch.key in card.marks.taken:
        edge = words_colour = tokens.run
        fill = ink.tint(tokens.run, tokens.surface, 0.1)
    elif branch.state is BranchState.BROKEN:
        edge = words_colour = tokens.error
    elif branch.state is BranchState.OPEN and card.editable:
        edge = tokens.outline
    if hot and card.editable:
        edge, words_colour = tokens.accent, tokens.accent
        fill = ink.tint(tokens.accent, tokens.surface, 0.12)
    pen = QPen(ink.colour(edge), 1.0)
    if branch.state is BranchState.BROKEN:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(fill)
    half = pill.height() / 2
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), half, half)

    inside = pill.adjusted(8.0, 0.0, -8.0, 0.0)
    mark: QPointF | None = None
    if branch.state is BranchState.ENDED or (branch.state is BranchState.OPEN and card.editable):
        mark = QPointF(pill.right() - half, pill.center().y())
        inside.setRight(pill.right() - 18.0)
    if branch.words:
        painter.setFont(ink.font(SMALL))
        painter.setPen(ink.colour(words_colour))
        align = _CENTRE if mark is None else _LEFT
        painter.drawText(inside, align, ink.elided(branch.words, inside.width() + 1.0, SMALL))
    if mark is None:
        return
    if branch.state is BranchState.ENDED:
        painter.setPen(_NO_PEN)
        painter.setBrush(ink.colour(tokens.muted))
        painter.drawRoundedRect(QRectF(mark.x() - 4.0, mark.y() - 4.0, 8.0, 8.0), 1.5, 1.5)
    else:
        paint_plus(painter, mark, ink.colour(tokens.accent))


def paint_plus(painter: QPainter, middle: QPointF, colour: QColor) -> None:
    """A small +."""
    painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(middle - QPointF(3.5, 0), middle + QPointF(3.5, 0))
    painter.drawLine(middle - QPointF(0, 3.5), middle + QPointF(0, 3.5))


def _paint_badges(painter: QPainter, card: CardItem, ink: Ink, *, large: bool) -> None:
    """Steps of the run at the left upper corner, problems at the right one."""
    tokens, marks = ink.tokens, card.marks
    scale = 1.8 if large else 1.0
    if marks.steps:
        words = str(marks.steps[-1])
        if len(marks.steps) > 1:
            words = f"{marks.steps[0]}…{marks.steps[-1]}"
        fill = tokens.current if marks.current else tokens.run
        _paint_badge(painter, QPointF(0.0, 0.0), words, fill, "", ink, scale)
    corner = QPointF(card.width - 4.0, 0.0)
    if marks.errors:
        icon = "mdi6.alert-circle"
        _paint_badge(painter, corner, str(marks.errors), tokens.error, icon, ink, scale)
    elif marks.warnings:
        icon = "mdi6.alert"
        _paint_badge(painter, corner, str(marks.warnings), tokens.warning, icon, ink, scale)


def _paint_badge(
    painter: QPainter, middle: QPointF, words: str, fill: Colour, icon: str, ink: Ink, scale: float
) -> None:
    tokens = ink.tokens
    size = round(SMALL * scale)
    height = 20.0 * scale
    wide = ink.metrics(size, BOLD).horizontalAdvance(words) + (28.0 if icon else 12.0) * scale
    badge = QRectF(middle.x(), middle.y() - height / 2, max(height, wide), height)
    badge.moveLeft(middle.x() - badge.width() + 12.0 if icon else middle.x() - 10.0)
    painter.setPen(QPen(ink.colour(tokens.background), 2.0))
    painter.setBrush(ink.colour(fill))
    painter.drawRoundedRect(badge, height / 2, height / 2)
    inside = QRectF(badge)
    if icon:
        side = round(13.0 * scale)
        place = QRectF(badge.left() + 5.0 * scale, badge.center().y() - side / 2, side, side)
        ink.icon(painter, icon, tokens.on_state, place)
        inside.setLeft(place.right())
        inside.setRight(badge.right() - 4.0 * scale)
    painter.setFont(ink.font(size, BOLD))
    painter.setPen(ink.colour(tokens.on_state))
    painter.drawText(inside, _CENTRE, words)
