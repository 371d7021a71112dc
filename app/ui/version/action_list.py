"""Action types to choose from: by category, or by how well they match what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from rapidfuzz import fuzz, utils

from app.graph.exchange import ACTION_TYPE_MIME
from app.graph.tokens import mixed
from app.model.catalogue import CATEGORY_LABELS, ActionCard, Category, RoutingType
from app.ui.theme import paint_icon, tokens, tr

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_GOOD_ENOUGH = 64.0
_TILE = 22
_PAD = 8

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Heading:
    """The name of a category above its types."""

    words: str


@dataclass(frozen=True)
class Entry:
    """An action type."""

    key: str
    label: str
    category: Category
    icon: str
    help: str

    @classmethod
    def of(cls, card: ActionCard) -> Entry:
        """An entry in the user's language."""
        return cls(card.key, tr(card.label), card.category, card.icon, tr(card.help))


def usable(cards: Iterable[ActionCard], routing_type: RoutingType) -> tuple[ActionCard, ...]:
    """The types that a designer may add to a routing of a type."""
    return tuple(card for card in cards if card.addable and routing_type in card.routing_types)


class ActionModel(QAbstractListModel):
    """Headings and entries; with something typed the entries alone, the best first."""

    def __init__(self, cards: Iterable[ActionCard], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(Entry.of(card) for card in cards)
        self.rows: tuple[Heading | Entry, ...] = ()
        self.search("")

    def search(self, typed: str) -> None:
        """Show what fits."""
        words = typed.strip()
        self.beginResetModel()
        self.rows = tuple(self._found(words) if words else self._by_category())
        self.endResetModel()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries on show."""
        return tuple(row for row in self.rows if isinstance(row, Entry))

    def row_of(self, key: str) -> int:
        """Where a type stands, -1 when it is not on show."""
        keys = (row.key if isinstance(row, Entry) else "" for row in self.rows)
        return next((number for number, one in enumerate(keys) if one == key), -1)

    def _by_category(self) -> Iterator[Heading | Entry]:
        for category in Category:
            entries = [entry for entry in self._entries if entry.category is category]
            if entries:
                yield Heading(tr(CATEGORY_LABELS[category]))
                yield from entries

    def _found(self, typed: str) -> list[Entry]:
        rated = ((rating(entry, typed), entry) for entry in self._entries)
        kept = [(rate, entry) for rate, entry in rated if rate >= _GOOD_ENOUGH]
        return [entry for _rate, entry in sorted(kept, key=lambda pair: -pair[0])]

    # --- Qt ---

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, Heading):
            return row.words if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.label}\n{row.help}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.help
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )

    def mimeTypes(self) -> list[str]:
        return [ACTION_TYPE_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        for index in indexes:
            row = self.rows[index.row()]
            if isinstance(row, Entry):
                data.setData(ACTION_TYPE_MIME, QByteArray(row.key.encode()))
        return data


def rating(entry: Entry, typed: str) -> float:
    """How well an entry fits what was typed, 0 to 200; misspelt words are found as well."""
    wanted = utils.default_process(typed)
    label = utils.default_process(entry.label)
    words = wanted.split()
    if not words:
        return 0.0
    if label.startswith(wanted):
        return 200.0
    starts = label.split()
    if all(any(start.startswith(word) for start in starts) for word in words):
        return 180.0
    if all(word in label for word in words):
        return 160.0
    around = utils.default_process(f"{entry.help} {tr(CATEGORY_LABELS[entry.category])}")
    if all(word in label or word in around for word in words):
        return 100.0
    return fuzz.WRatio(wanted, label) * 0.9 if len(wanted) > 2 else 0.0


class ActionDelegate(QStyledItemDelegate):
    """Draws a heading, or an entry with its icon on a tile in the colour of its category."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = index.data(ROW_ROLE)
        line = option.fontMetrics.height()
        if isinstance(row, Heading):
            return QSize(80, line + (10 if index.row() == 0 else 18))
        return QSize(80, max(_TILE, line) + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            _paint_heading(painter, option, row)
        else:
            _paint_entry(painter, option, row)
        painter.restore()


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, row: Heading) -> None:
    font = QFont(option.font)
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(7.5, font.pointSizeF() - 1))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(tokens().muted))
    room = option.rect.adjusted(_PAD + 2, 0, -_PAD, -4)
    words = QFontMetrics(font).elidedText(row.words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom), words)


def _paint_entry(painter: QPainter, option: QStyleOptionViewItem, row: Entry) -> None:
    theme = tokens()
    box = QRectF(option.rect).adjusted(2, 1, -2, -1)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection if selected else theme.sunken))
        painter.drawRoundedRect(box, 6, 6)
    ink = theme.category(row.category)
    tile = QRectF(box.left() + _PAD - 2, box.center().y() - _TILE / 2, _TILE, _TILE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mixed(ink, theme.surface, 0.14)))
    painter.drawRoundedRect(tile, 5, 5)
    paint_icon(painter, tile.adjusted(3, 3, -3, -3), row.icon, ink)
    room = box.adjusted(_TILE + 2 * _PAD - 2, 0, -_PAD + 2, 0)
    painter.setPen(QColor(theme.text))
    painter.setFont(option.font)
    words = option.fontMetrics.elidedText(row.label, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
