"""Options in a list: what they hold, how they are searched, how a row is drawn."""

from __future__ import annotations

from dataclasses import dataclass
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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.theme.current import tokens
from app.ui.theme.icons import paint_icon

OPTION_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD = 8
_ICON = 16

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Option:
    """One thing to choose: a title, a quiet word at the right, a quiet line below."""

    key: str
    title: str
    hint: str = ""
    detail: str = ""
    icon: str = ""

    @property
    def searched(self) -> str:
        """What typing is compared with."""
        return f"{self.title} {self.hint} {self.detail} {self.key}".casefold()


class OptionModel(QAbstractListModel):
    """Options, of which those are shown that hold every typed word; better matches come first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Option, ...] = ()
        self.shown: tuple[Option, ...] = ()

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Offer these."""
        self._all = options
        self.search("")

    def search(self, typed: str) -> None:
        """Leave the options that hold every typed word."""
        words = typed.casefold().replace("_", " ").split()
        self.beginResetModel()
        if words:
            rated = ((_rating(option, words), option) for option in self._all)
            kept = [(rating, option) for rating, option in rated if rating is not None]
            self.shown = tuple(option for _rating, option in sorted(kept, key=lambda one: one[0]))
        else:
            self.shown = self._all
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where an option stands, 0 if it is not shown."""
        return next((row for row, one in enumerate(self.shown) if one.key == key), 0)

    def widest(self, widget: QWidget) -> int:
        """The width that the options want, in pixels."""
        metrics = widget.fontMetrics()
        wanted = (
            metrics.horizontalAdvance(f"{one.title}    {one.hint}") + (24 if one.icon else 0)
            for one in self._all[:200]
        )
        return max(wanted, default=0) + 64

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        del parent
        return len(self.shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        option = self.shown[index.row()]
        if role == OPTION_ROLE:
            return option
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{option.title} {option.hint}".strip()
        if role == Qt.ItemDataRole.EditRole:
            return option.key
        return None


def _rating(option: Option, words: list[str]) -> int | None:
    searched = option.searched.replace("_", " ")
    if not all(word in searched for word in words):
        return None
    title = option.title.casefold().replace("_", " ")
    if title.startswith(words[0]):
        return 0
    return 1 if words[0] in title else 2


class OptionDelegate(QStyledItemDelegate):
    """Draws an option: icon, title, hint at the right, detail below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        one = index.data(OPTION_ROLE)
        line = option.fontMetrics.height()
        lines = line + (_small(option.font)[1].height() if one and one.detail else 0)
        return QSize(120, lines + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        one: Option = index.data(OPTION_ROLE)
        theme = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if selected else theme.sunken))
            painter.drawRoundedRect(box, 4, 4)
        inner = option.rect.adjusted(_PAD, 5, -_PAD, -5)
        if one.icon:
            top = inner.top() + (option.fontMetrics.height() - _ICON) / 2
            paint_icon(painter, QRectF(inner.left(), top, _ICON, _ICON), one.icon, "muted")
            inner.setLeft(inner.left() + _ICON + _PAD)
        self._write(painter, option, one, inner)
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, option: QStyleOptionViewItem, one: Option, inner: QRect) -> None:
        theme = tokens()
        font, metrics = _small(option.font)
        first = QRect(inner.left(), inner.top(), inner.width(), option.fontMetrics.height())
        taken = 0
        if one.hint:
            hint = metrics.elidedText(one.hint, Qt.TextElideMode.ElideRight, inner.width() // 2)
            taken = metrics.horizontalAdvance(hint) + _PAD
            painter.setFont(font)
            painter.setPen(QColor(theme.muted))
            painter.drawText(
                first, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), hint
            )
        painter.setFont(option.font)
        painter.setPen(QColor(theme.text))
        room = first.adjusted(0, 0, -taken, 0)
        painter.drawText(
            room,
            int(Qt.AlignmentFlag.AlignVCenter),
            option.fontMetrics.elidedText(one.title, Qt.TextElideMode.ElideMiddle, room.width()),
        )
        if one.detail:
            second = QRect(inner.left(), first.bottom() + 1, inner.width(), metrics.height())
            painter.setFont(font)
            painter.setPen(QColor(theme.muted))
            words = metrics.elidedText(
                " ".join(one.detail.split()), Qt.TextElideMode.ElideRight, second.width()
            )
            painter.drawText(second, int(Qt.AlignmentFlag.AlignVCenter), words)


def _small(font: QFont) -> tuple[QFont, QFontMetrics]:
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(max(7.5, font.pointSizeF() - 1))
    return smaller, QFontMetrics(smaller)
