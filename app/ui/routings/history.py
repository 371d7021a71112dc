"""The log of a routing in words: when, who, what, of which tree, the newest first."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.model.routing import LogEntry
from app.model.text import Text, _
from app.ui.routings.event_wording import additions, event_icon, event_in_words
from app.ui.routings.wording import full_moment, moment
from app.ui.theme import paint_icon, tr
from app.ui.widgets import button, label

FEW = 6
"""How many entries are shown before somebody asks for all."""

_SHORT = 8
"""How many digits of a content hash tell two apart for a reader."""


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
        return self._said("what")

    @property
    def details(self) -> tuple[str, ...]:
        """What stands below the sentences."""
        return self._said("more")

    @property
    def hashes(self) -> tuple[QPushButton, ...]:
        """The buttons that copy a content hash."""
        return tuple(self._rows.findChildren(QPushButton, "hash"))

    def _said(self, name: str) -> tuple[str, ...]:
        return tuple(one.text() for one in self._rows.findChildren(QLabel, name))

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
        top = Qt.AlignmentFlag.AlignTop
        for row, entry in enumerate(shown):
            grid.addWidget(_Mark(*event_icon(entry)), row, 0, top)
            grid.addLayout(_told(entry), row, 1)
            if entry.hash:
                grid.addWidget(_hash(entry.hash), row, 2, top)
            grid.addWidget(label(entry.by, tone="muted", wrap=False), row, 3, top)
            when = label(moment(entry.at), tone="muted", wrap=False)
            when.setToolTip(full_moment(entry.at))
            grid.addWidget(when, row, 4, top)
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


def _told(entry: LogEntry) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    what = label(event_in_words(entry))
    what.setObjectName("what")
    column.addWidget(what)
    for words in additions(entry):
        more = label(words, size="small", tone="muted")
        more.setObjectName("more")
        column.addWidget(more)
    column.addStretch(1)
    return column


def _hash(whole: str) -> QPushButton:
    made = button(
        whole[:_SHORT], variant="link", clicked=lambda: QApplication.clipboard().setText(whole)
    )
    made.setObjectName("hash")
    made.setFixedHeight(made.fontMetrics().height() + 2)
    words = _("Content hash of the tree: {hash}. Press to copy it.", hash=whole)
    made.setToolTip(tr(words))
    made.setAccessibleName(tr(words))
    return made


class _Mark(QWidget):
    def __init__(self, icon: str, colour: str) -> None:
        super().__init__()
        self._icon, self._colour = icon, colour
        self.setFixedSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_icon(QPainter(self), QRectF(1, 1, 16, 16), self._icon, self._colour)
