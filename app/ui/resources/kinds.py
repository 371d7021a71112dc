"""The kinds of resources on the left of the page: in groups, with icon and count."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.model.resources import KIND_PLURALS, ResourceKind, Resources
from app.model.text import Text, _
from app.ui.theme import icon, tokens, tr
from app.ui.theme.kinds import kind_icon

GROUPS: tuple[tuple[Text, tuple[ResourceKind, ...]], ...] = (
    (
        _("Entry and distribution"),
        (
            ResourceKind.MAILBOX,
            ResourceKind.QUEUE,
            ResourceKind.DISTRIBUTION_GROUP,
            ResourceKind.USER,
            ResourceKind.ROLE,
        ),
    ),
    (
        _("Words"),
        (
            ResourceKind.EMAIL_TEMPLATE,
            ResourceKind.SMS_TEMPLATE,
            ResourceKind.SURVEY,
            ResourceKind.CHECKPOINT,
        ),
    ),
    (
        _("Data and time"),
        (
            ResourceKind.VARIABLE,
            ResourceKind.VALUE_TABLE,
            ResourceKind.DATABASE,
            ResourceKind.CALENDAR,
        ),
    ),
    (
        _("Customers"),
        (
            ResourceKind.CASE_SCHEMA,
            ResourceKind.CRM,
            ResourceKind.CRM_V2,
            ResourceKind.CAMPAIGN,
        ),
    ),
    (
        _("Outside"),
        (
            ResourceKind.WEB_SERVICE,
            ResourceKind.CONNECTION,
            ResourceKind.PAYMENT_MODULE,
        ),
    ),
)
_KIND_ROLE = int(Qt.ItemDataRole.UserRole)
_COUNT_ROLE = _KIND_ROLE + 1
_UNSAVED_ROLE = _KIND_ROLE + 2
_MARGIN = 12


class _KindDelegate(QStyledItemDelegate):
    """Adds how many there are, on the right, and a dot where something typed is not saved."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The words end before the count begins."""
        super().initStyleOption(option, index)
        told = index.data(_COUNT_ROLE)
        if told is not None:
            taken = option.fontMetrics.horizontalAdvance(f"● {told}") + _MARGIN
            room = option.rect.width() - option.decorationSize.width() - taken - _MARGIN
            elided = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)
            option.text = elided

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        count = index.data(_COUNT_ROLE)
        words = f"{count}" if count else ""
        painter.save()
        room = option.rect.adjusted(0, 0, -_MARGIN, 0)
        theme = tokens()
        painter.setPen(QColor(theme.muted))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(room, right, words)
        if index.data(_UNSAVED_ROLE):
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(words) - 6)
            painter.setPen(QColor(theme.accent))
            painter.drawText(room, right, "●")
        painter.restore()


class KindList(QListWidget):
    """`chosen` carries a kind."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setAccessibleName(tr(_("Kinds of resources")))
        self.setIconSize(QSize(18, 18))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_KindDelegate(self))
        self._items: dict[ResourceKind, QListWidgetItem] = {}
        for words, kinds in GROUPS:
            self._add_heading(words)
            for kind in kinds:
                item = QListWidgetItem(icon(kind_icon(kind)), tr(KIND_PLURALS[kind]))
                item.setData(_KIND_ROLE, kind)
                item.setSizeHint(QSize(0, 30))
                self._items[kind] = item
                self.addItem(item)
        self.currentItemChanged.connect(lambda *_items: self._choose())

    @property
    def kind(self) -> ResourceKind:
        """The chosen kind."""
        return ResourceKind(self.currentItem().data(_KIND_ROLE))

    def show_kind(self, kind: ResourceKind) -> None:
        """Choose a kind."""
        self.setCurrentItem(self._items[kind])

    def show_counts(self, resources: Resources, unsaved: frozenset[ResourceKind]) -> None:
        """Say how many there are of each kind, and where something typed is not saved yet."""
        for kind, item in self._items.items():
            count = sum(1 for one in resources.entries if one.kind is kind)
            words = tr(KIND_PLURALS[kind])
            item.setData(_COUNT_ROLE, count)
            item.setData(_UNSAVED_ROLE, kind in unsaved)
            item.setToolTip(tr(_("Something typed is not saved yet")) if kind in unsaved else "")
            said = tr(_("{kind}, {count}", kind=words, count=count))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def _add_heading(self, words: Text) -> None:
        item = QListWidgetItem(tr(words))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setSizeHint(QSize(0, 34))
        self.addItem(item)

    def _choose(self) -> None:
        self.chosen.emit(self.kind)


def framed(widget: QWidget) -> QFrame:
    """The list on a panel with air above and below."""
    frame = QFrame()
    frame.setProperty("frame", "panel")
    frame.setMinimumWidth(160)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 8, 0, 8)
    column.addWidget(widget)
    return frame
