"""The pieces that the detail of a step is made of: facts, tables, verdicts, a bar of shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.graph.tokens import mixed
from app.model.text import Text, _
from app.ui.theme import paint_icon, tokens, tr
from app.ui.widgets import label

MOST_ROWS = 120
"""Rows of one table; what is beyond is counted."""

_LONGEST = 600


@dataclass(frozen=True)
class Cell:
    """One cell of a table: words, their tone, an icon before them; `strong` stands out."""

    words: str
    tone: str = ""
    icon: str = ""
    strong: bool = False
    rich: bool = False
    """Whether the words are markup made here; words of others are always plain."""


CellLike = Cell | str


class Mark(QWidget):
    """An icon among words, in the colour of a token."""

    def __init__(self, icon: str, colour: str, *, side: int = 16) -> None:
        super().__init__()
        self._icon = icon
        self._colour = colour
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_icon(QPainter(self), QRectF(self.rect()), self._icon, self._colour)


def verdict_mark(holds: bool, *, side: int = 16) -> Mark:
    """✓ or ✗, told by shape and colour."""
    icon = "mdi6.check-circle" if holds else "mdi6.close-circle-outline"
    mark = Mark(icon, "success" if holds else "muted", side=side)
    mark.setAccessibleName(tr(_("holds") if holds else _("does not hold")))
    mark.setToolTip(mark.accessibleName())
    return mark


def words_label(cell: CellLike) -> QLabel:
    """A label for a cell: wrapped, selectable, bounded."""
    one = cell if isinstance(cell, Cell) else Cell(cell)
    words = one.words
    if len(words) > _LONGEST and not one.rich:
        words = f"{words[:_LONGEST]}…"
    made = label(words, tone=one.tone, size="heading" if one.strong else "")
    if one.rich:
        made.setTextFormat(Qt.TextFormat.RichText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return made


def section(words: Text) -> QLabel:
    """The head of a section."""
    made = label(words, size="small", tone="muted", wrap=False)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    made.setContentsMargins(0, 8, 0, 0)
    return made


def facts(rows: Iterable[tuple[Text | str, CellLike]]) -> QWidget:
    """Captions with their values beside them."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for number, (caption, value) in enumerate(rows):
        named = label(caption, tone="muted", wrap=False)
        named.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(named, number, 0)
        grid.addWidget(words_label(value), number, 1)
    return made


def table(
    heads: Sequence[Text], rows: Sequence[Sequence[CellLike | QWidget]], *, wide: int = -1
) -> QWidget:
    """A small table in a frame; `wide` is the column that takes the room that is left."""
    frame = QFrame()
    frame.setProperty("frame", "well")
    grid = QGridLayout(frame)
    grid.setContentsMargins(12, 8, 12, 8)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for column, head in enumerate(heads):
        named = label(head, size="small", tone="muted", wrap=False)
        grid.addWidget(named, 0, column)
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        for column, cell in enumerate(row):
            grid.addWidget(_placed(cell), number, column, Qt.AlignmentFlag(0))
    if len(rows) > MOST_ROWS:
        more = label(_("… and {count} more", count=len(rows) - MOST_ROWS), tone="muted")
        grid.addWidget(more, MOST_ROWS + 1, 0, 1, len(heads))
    last = len(heads) - 1 if wide < 0 else wide
    for column in range(len(heads)):
        grid.setColumnStretch(column, 3 if column == last else 0 if column == 0 else 1)
    return frame


def _placed(cell: CellLike | QWidget) -> QWidget:
    if not isinstance(cell, QWidget):
        if isinstance(cell, Cell) and cell.icon:
            return _iconed(cell)
        return words_label(cell)
    holder = QWidget()
    row = QVBoxLayout(holder)
    row.setContentsMargins(0, 1, 0, 0)
    row.addWidget(cell)
    row.addStretch(1)
    return holder


def _iconed(cell: Cell) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Mark(cell.icon, cell.tone or "muted"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words_label(cell), 1)
    return holder


def sentence(words: Text | str, icon: str = "", tone: str = "") -> QWidget:
    """A sentence with an icon before it."""
    text = tr(words) if isinstance(words, Text) else words
    if not icon:
        return words_label(Cell(text, tone))
    return _iconed(Cell(text, tone, icon))


class ShareBar(QWidget):
    """Shares side by side, the chosen one filled, and where the draw fell."""

    def __init__(self, shares: Sequence[tuple[str, int]], chosen: int, drawn: int | None) -> None:
        super().__init__()
        self._shares = tuple(shares)
        self._chosen = chosen
        self._drawn = drawn
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        self.setFixedHeight(28 + 14)
        said = ", ".join(f"{name} {percent} %" for name, percent in self._shares)
        self.setAccessibleName(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        total = sum(percent for _name, percent in self._shares) or 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = float(self.width() - 2)
        left = 1.0
        for number, (name, percent) in enumerate(self._shares):
            width = whole * percent / total
            box = QRectF(left, 10, max(0.0, width - 2), 28)
            taken = number == self._chosen
            ink = theme.accent if taken else theme.muted
            painter.setPen(QColor(mixed(ink, theme.surface, 0.5)))
            painter.setBrush(QColor(theme.accent if taken else mixed(ink, theme.surface, 0.12)))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(theme.on_accent if taken else theme.text))
            words = self.fontMetrics().elidedText(
                f"{name} · {percent} %", Qt.TextElideMode.ElideRight, int(box.width()) - 12
            )
            if box.width() > 40:
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
            left += width
        if self._drawn is not None:
            at = 1.0 + whole * min(total, self._drawn + 0.5) / total
            paint_icon(painter, QRectF(at - 7, -3, 14, 14), "mdi6.menu-down", "current")
