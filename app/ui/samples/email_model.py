"""The emails of a set as rows: a page is read when its rows come into view."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.model.errors import UserError
from app.model.text import _
from app.services import samples
from app.services.samples import SampleEmail
from app.services.workspace import Workspace
from app.ui.samples.attachments import size_words
from app.ui.samples.contents import seen
from app.ui.theme import paint_icon, tokens, tr

AnyIndex = QModelIndex | QPersistentModelIndex

PAGE = 200
_MOST_PAGES = 40
EMAIL_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD = 12


class EmailModel(QAbstractListModel):
    """Knows how many rows there are at once, and reads those that are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._set = ""
        self._count = 0
        self._pages: OrderedDict[int, tuple[SampleEmail, ...]] = OrderedDict()
        self._found: tuple[SampleEmail, ...] | None = None
        self.reads = 0
        """How many pages were read so far."""

    def show_set(self, workspace: Workspace, set_id: str, count: int) -> None:
        """Show a set from its beginning; one that only grew keeps its rows."""
        grown = set_id == self._set and self._found is None and count > self._count > 0
        if grown:
            self._pages.pop(self._count // PAGE, None)
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
            return
        self.beginResetModel()
        self._workspace, self._set, self._count = workspace, set_id, count
        self._found = None
        self._pages.clear()
        self.endResetModel()

    def show_found(self, found: tuple[SampleEmail, ...] | None) -> None:
        """Show what a search found, or with None the whole set again."""
        self.beginResetModel()
        self._found = found
        self._pages.clear()
        self.endResetModel()

    def email(self, row: int) -> SampleEmail | None:
        """The email of a row; None for one that has gone in the meantime."""
        if self._found is not None:
            return self._found[row] if 0 <= row < len(self._found) else None
        page = self._page(row // PAGE)
        place = row % PAGE
        return page[place] if 0 <= place < len(page) else None

    def _page(self, number: int) -> tuple[SampleEmail, ...]:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        page = ()
        if self._workspace is not None and self._set:
            try:
                page = samples.emails(self._workspace, self._set, number * PAGE, PAGE)
            except UserError:
                page = ()  # drawn as missing; whoever chooses the row is told why
        self.reads += 1
        self._pages[number] = page
        while len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)
        return page

    # --- Qt ---

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self._count if self._found is None else len(self._found)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        email = self.email(index.row())
        if role == EMAIL_ROLE:
            return email
        if email is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{seen(email.sender)}: {seen(email.subject)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{seen(email.sender)}\n{seen(email.subject)}"
        return None


class EmailDelegate(QStyledItemDelegate):
    """Two lines: who and when, what and how large."""

    chosen = ""
    """The id of the email that replays start from."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        del index
        small = QFontMetrics(_small(option.font))
        return QSize(200, option.fontMetrics.height() + small.height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.selection if selected else theme.sunken))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        email: SampleEmail | None = index.data(EMAIL_ROLE)
        if email is not None:
            self._write(painter, option, email)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, email: SampleEmail) -> None:
        theme = tokens()
        small = _small(option.font)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        room = option.rect.adjusted(_PAD, 7, -_PAD, -7)
        line = option.fontMetrics.height()
        first = QRect(room.left(), room.top(), room.width(), line)
        if email.id == self.chosen:
            square = QRectF(first.right() - 16, first.top() + (line - 16) / 2, 16, 16)
            paint_icon(painter, square, "mdi6.play-circle-outline", "accent")
            first.setRight(first.right() - 22)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        left = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        when = _date_words(email)
        painter.drawText(first, right, when)
        first.setRight(first.right() - QFontMetrics(small).horizontalAdvance(when) - 12)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(first, left, _fitted(bold, _who(email), first.width()))
        below = QRect(room.left(), room.top() + line + 4, room.width(), room.height() - line - 4)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        size = size_words(email.size)
        painter.drawText(below, right, size)
        below.setRight(below.right() - QFontMetrics(small).horizontalAdvance(size) - 12)
        painter.setPen(QColor(theme.text))
        subject = seen(email.subject) or tr(_("(no subject)"))
        painter.drawText(below, left, _fitted(small, subject, below.width()))


def _who(email: SampleEmail) -> str:
    """The name of the sender, else the address."""
    sender = seen(email.sender)
    name = sender.partition(" <")[0].strip()
    return name or sender or tr(_("(unknown sender)"))


def _date_words(email: SampleEmail) -> str:
    if email.date is None:
        return ""
    return QLocale().toString(email.date.date(), QLocale.FormatType.ShortFormat)


def _fitted(font: QFont, words: str, width: int) -> str:
    line = " ".join(words.split())
    return QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width)


def _small(font: QFont) -> QFont:
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(max(7.5, font.pointSizeF() - 1))
    return smaller
