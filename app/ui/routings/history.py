"""The log of a routing in words: when, who, what, the newest first."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.model.routing import LogEntry
from app.model.text import Text, _
from app.ui.routings.wording import event_icon, event_in_words, full_moment, moment
from app.ui.theme import paint_icon, tr
from app.ui.widgets import button, label

FEW = 6
"""How many entries are shown before somebody asks for all."""


class HistoryList(QWidget):
    """A compact table that grows on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log: tuple[LogEntry, ...] = ()
        self._all = False
        self._rows = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._rows)
        self.more = button("", variant="link", clicked=self._show_all)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_log(self, log: tuple[LogEntry, ...], *, anew: bool = False) -> None:
        """Show these entries, oldest first as stored; `anew` folds a long list again."""
        self._log = log
        self._all = self._all and not anew
        self._fill()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, as it stands there."""
        found = self._rows.findChildren(QLabel, "what")
        return tuple(one.text() for one in found)

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _fill(self) -> None:
        newest = self._log[::-1]
        shown = newest if self._all else newest[:FEW]
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, entry in enumerate(shown):
            grid.addWidget(_Mark(*event_icon(entry)), row, 0)
            what = label(event_in_words(entry))
            what.setObjectName("what")
            grid.addWidget(what, row, 1)
            grid.addWidget(label(entry.by, tone="muted", wrap=False), row, 2)
            when = label(moment(entry.at), tone="muted", wrap=False)
            when.setToolTip(full_moment(entry.at))
            grid.addWidget(when, row, 3)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        hidden = len(newest) - len(shown)
        said: Text = _("Show {count} more", count=hidden)
        self.more.setText(tr(said))
        self.more.setVisible(hidden > 0)


class _Mark(QWidget):
    def __init__(self, icon: str, colour: str) -> None:
        super().__init__()
        self._icon, self._colour = icon, colour
        self.setFixedSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_icon(QPainter(self), QRectF(1, 1, 16, 16), self._icon, self._colour)
