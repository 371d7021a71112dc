"""The list of smart routings: searched, filtered by type and state, drawn with chips."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.graph.tokens import mixed
from app.model.catalogue import RoutingType
from app.model.routing import TYPE_LABELS
from app.model.text import Text, _
from app.ui.routings.overview import RoutingLine
from app.ui.theme import VersionState, paint_icon, state_visual, tokens, tr
from app.ui.widgets.state_chip import tint

LINE_ROLE = int(Qt.ItemDataRole.UserRole)
TYPE_ICONS: dict[RoutingType, str] = {
    RoutingType.START: "mdi6.email-arrow-left-outline",
    RoutingType.END: "mdi6.email-check-outline",
}
_CHIPS = (
    VersionState.PRODUCTION,
    VersionState.DEVELOPMENT,
    VersionState.TESTING,
    VersionState.SCHEDULED,
)
_WORDS: dict[VersionState, Text] = {
    VersionState.PRODUCTION: _("Production"),
    VersionState.DEVELOPMENT: _("Development"),
    VersionState.TESTING: _("Test"),
    VersionState.SCHEDULED: _("Scheduled"),
}
_MISSED = _("A planned production could not be. Its version says why.")
_PAD = 12
_ICON = 12

AnyIndex = QModelIndex | QPersistentModelIndex


class RoutingModel(QAbstractListModel):
    """The routings that search and filters leave."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[RoutingLine, ...] = ()
        self.shown: tuple[RoutingLine, ...] = ()
        self._typed = ""
        self._type: RoutingType | None = None
        self._state: VersionState | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the workspace has no routing at all."""
        return not self._all

    def set_lines(self, lines: tuple[RoutingLine, ...]) -> None:
        """Show what the workspace holds now."""
        self._all = lines
        self._filter()

    def narrow(
        self, typed: str, type_: RoutingType | None = None, state: VersionState | None = None
    ) -> None:
        """Leave the routings that hold every typed word, of a type, with a version in a state."""
        self._typed, self._type, self._state = typed, type_, state
        self._filter()

    def row_of(self, routing_id: str) -> int:
        """Where a routing stands, -1 when it is not shown."""
        rows = (row for row, one in enumerate(self.shown) if one.routing.id == routing_id)
        return next(rows, -1)

    def _filter(self) -> None:
        words = self._typed.casefold().split()
        kept = tuple(one for one in self._all if self._fits(one, words))
        if kept == self.shown:
            return
        self.beginResetModel()
        self.shown = kept
        self.endResetModel()

    def _fits(self, one: RoutingLine, words: list[str]) -> bool:
        if self._type is not None and one.routing.type is not self._type:
            return False
        if self._state is not None and not one.counted(self._state):
            return False
        return all(word in one.searched for word in words)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        del parent
        return len(self.shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.shown[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.routing.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            chips = ", ".join(words for _state, words in chips_of(line))
            kind = tr(TYPE_LABELS[line.routing.type])
            missed = f", {tr(_MISSED)}" if line.is_missed else ""
            return f"{line.routing.name}, {line.routing.reference}, {kind}, {chips}{missed}"
        if role == Qt.ItemDataRole.ToolTipRole:
            said = (tr(_MISSED) if line.is_missed else "", line.routing.description)
            return "\n".join(filter(None, said)) or None
        return None


def chips_of(line: RoutingLine) -> tuple[tuple[VersionState, str], ...]:
    """The states to show of a routing, with their words and counts."""
    found = []
    for state in _CHIPS:
        count = line.counted(state)
        if count:
            words = tr(_WORDS[state])
            found.append((state, words if count == 1 else f"{words} {count}"))
    return tuple(found)


class RoutingDelegate(QStyledItemDelegate):
    """Draws a routing: name and type, reference, chips."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        del index
        small = QFontMetrics(_small(option.font))
        return QSize(200, option.fontMetrics.height() + 2 * small.height() + 6 + 8 + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: RoutingLine = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        inner = option.rect.adjusted(8 + _PAD, _PAD, -8 - _PAD, -_PAD)
        top = self._name(painter, option, line, inner)
        top = self._reference(painter, option, line, inner, top)
        self._chips(painter, option, line, QRect(inner.left(), top + 6, inner.width(), 0))
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = tokens()
        box = QRectF(option.rect).adjusted(8, 2, -8, -2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            ground = theme.selection if selected else mixed(theme.text, theme.surface, 0.05)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, 8, 8)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)

    @staticmethod
    def _name(
        painter: QPainter, option: QStyleOptionViewItem, line: RoutingLine, inner: QRect
    ) -> int:
        theme = tokens()
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        row = QRect(inner.left(), inner.top(), inner.width(), option.fontMetrics.height())
        icon = QRectF(row.right() - 15, row.top() + (row.height() - 16) / 2, 16, 16)
        paint_icon(painter, icon, TYPE_ICONS[line.routing.type], "muted")
        room = row.adjusted(0, 0, -24, 0)
        if line.is_missed:
            alert = icon.translated(-22, 0)
            paint_icon(painter, alert, "mdi6.clock-alert-outline", theme.error)
            room = room.adjusted(0, 0, -22, 0)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        words = metrics.elidedText(line.routing.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        return row.bottom() + 1

    @staticmethod
    def _reference(
        painter: QPainter, option: QStyleOptionViewItem, line: RoutingLine, inner: QRect, top: int
    ) -> int:
        font = _small(option.font)
        metrics = QFontMetrics(font)
        row = QRect(inner.left(), top + 2, inner.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(QColor(tokens().muted))
        words = f"{line.routing.reference} · {tr(TYPE_LABELS[line.routing.type])}"
        words = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, row.width())
        painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), words)
        return row.bottom() + 1

    @staticmethod
    def _chips(
        painter: QPainter, option: QStyleOptionViewItem, line: RoutingLine, at: QRect
    ) -> None:
        font = _small(option.font)
        metrics = QFontMetrics(font)
        height = metrics.height() + 4
        painter.setFont(font)
        chips = chips_of(line)
        theme = tokens()
        if not chips:
            painter.setPen(QColor(theme.muted))
            words = tr(_("In backup") if line.versions else _("No version yet"))
            painter.drawText(
                QRect(at.left(), at.top(), at.width(), height),
                int(Qt.AlignmentFlag.AlignVCenter),
                words,
            )
            return
        widths = [metrics.horizontalAdvance(words) + _ICON + 18 for _state, words in chips]
        # Where they do not fit side by side, the quieter ones keep their icon alone.
        spoken = len(chips)
        while spoken > 1 and sum(widths[:spoken]) + (len(chips) - spoken) * 26 > at.width() - 8:
            spoken -= 1
        left = float(at.left())
        for rank, (state, words) in enumerate(chips):
            alone = rank >= spoken
            width = 24.0 if alone else float(widths[rank])
            box = QRectF(left + 0.5, at.top() + 0.5, width - 1, height - 1)
            ink = state_visual(state).colour(theme)
            painter.setPen(QColor(mixed(ink, theme.surface, 0.35)))
            painter.setBrush(QColor(tint(ink, theme)))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            middle = box.center().y()
            square = QRectF(left + 6, middle - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, square, state_visual(state).icon, ink)
            if not alone:
                painter.setPen(QColor(ink))
                room = QRectF(square.right() + 4, box.top(), width, box.height())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
            left += width + 4


def _small(font: QFont) -> QFont:
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(max(7.5, font.pointSizeF() - 1))
    return smaller
