"""Where the emails of a set went: outcomes and destinations with bars, to filter by."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.engine.trace import Outcome
from app.graph.tokens import mixed
from app.model.text import _
from app.ui.replay.whole_set_model import Group
from app.ui.replay.wording import outcome_look
from app.ui.theme import paint_icon, tokens, tr

_ROW = 40


class DestinationList(QScrollArea):
    """`chosen` carries the key of a group, or None for all emails."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(180)
        self.setAccessibleName(tr(_("Destinations")))
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setWidget(page)
        self._rows: list[_Row] = []
        self._chosen: tuple[str, str] | None = None

    @property
    def rows(self) -> tuple[_Row, ...]:
        """The rows on show."""
        return tuple(row for row in self._rows if not row.isHidden())

    def show_groups(self, groups: tuple[Group, ...], total: int) -> None:
        """Show these; rows are used again, so that nothing flickers while results come."""
        if not groups:
            self._chosen = None
        while len(self._rows) < len(groups):
            row = _Row()
            row.clicked.connect(self._click)
            self._rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(groups))
            if number < len(groups):
                group = groups[number]
                row.show_group(group, total, chosen=group.key == self._chosen)

    def _click(self, key: object) -> None:
        assert isinstance(key, tuple)
        self._chosen = None if key == self._chosen else key
        for row in self._rows:
            row.mark(chosen=row.key == self._chosen)
        self.chosen.emit(self._chosen)


class _Row(QWidget):
    """One destination: icon, name, count, a bar with its share."""

    clicked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._group: Group | None = None
        self._total = 1
        self._is_chosen = False
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tr(_("Show only these emails; once more shows all.")))

    @property
    def key(self) -> tuple[str, str] | None:
        """The key of the group on show."""
        return None if self._group is None else self._group.key

    @property
    def words(self) -> str:
        """What the row says."""
        if self._group is None:
            return ""
        look = outcome_look(Outcome(self._group.outcome))
        return self._group.name or look.word

    def show_group(self, group: Group, total: int, *, chosen: bool) -> None:
        self._group, self._total, self._is_chosen = group, max(1, total), chosen
        self.setAccessibleName(f"{self.words}: {group.count}")
        self.update()

    def mark(self, *, chosen: bool) -> None:
        self._is_chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _ROW)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._group is not None:
            self.clicked.emit(self._group.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space) and self._group is not None:
            self.clicked.emit(self._group.key)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._group is None:
            return
        theme = tokens()
        look = outcome_look(Outcome(self._group.outcome))
        ink = str(getattr(theme, look.colour))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(theme.focus) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.selection if self._is_chosen else theme.surface))
        painter.drawRoundedRect(box, 6, 6)
        paint_icon(painter, QRectF(8, 7, 16, 16), look.icon, look.colour)
        share = self._group.count / self._total
        percent = f"{share:.0%}" if share >= 0.01 or not share else "<1%"
        count = f"{self._group.count:,} · {percent}"
        taken = self.fontMetrics().horizontalAdvance(count)
        room = QRectF(32, 4, self.width() - 48 - taken, 22)
        painter.setPen(QColor(theme.text))
        words = self.fontMetrics().elidedText(
            self.words, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setPen(QColor(theme.muted))
        painter.drawText(
            QRectF(self.width() - taken - 8, 4, taken, 22),
            int(Qt.AlignmentFlag.AlignVCenter),
            count,
        )
        track = QRectF(32, 30, self.width() - 40, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mixed(theme.muted, theme.surface, 0.18)))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(max(4.0, track.width() * share))
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(track, 2, 2)
