"""Which rows of a large table are shown, in which order: filtered in slices, sorted by a column."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from app.model.resources import TableRow

_SLICE = 1_000
_BUDGET_S = 0.008
"""How long the window may stand still: half of a frame."""
_AT_ONCE = 2_000
"""So few rows are filtered without waiting."""
_PAUSE_S = 0.1
"""How often what was found is shown, after the first of it."""


class RowFilter(QObject):
    """Finds the rows that hold every word, a slice at a time.

    `found` carries places in the table, in the order that was given; `ended` when all are looked
    at. The words of a row are folded once and kept until the row changes.
    """

    found = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folded: list[str | None] = []
        self._rows: Sequence[TableRow] = ()
        self._words: tuple[str, ...] = ()
        self._order: Sequence[int] = ()
        self._at = 0
        self._kept: list[int] = []
        self._shown_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether rows are still looked at."""
        return self._timer.isActive()

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Other rows; what was known of the old ones is forgotten."""
        self._rows = rows
        self._folded = [None] * len(rows)

    def forget(self, place: int) -> None:
        """A row has changed, or is new at the end."""
        self._folded.extend([None] * (place + 1 - len(self._folded)))
        self._folded[place] = None

    def start(self, words: tuple[str, ...], order: Sequence[int]) -> None:
        """Look for these words in the rows at these places; what was looked for before is off."""
        self._words, self._order, self._at = words, order, 0
        self._kept, self._shown_at = [], 0.0
        if len(order) <= _AT_ONCE:
            self._timer.stop()
            self._slice(len(order))
            self._end()
        else:
            self._timer.start()
            self._look()

    def stop(self) -> None:
        """Look no further."""
        self._timer.stop()

    def holds(self, place: int) -> bool:
        """Whether a row holds all the words."""
        folded = self._folded[place]
        if folded is None:
            folded = "\n".join(self._rows[place]).casefold()
            self._folded[place] = folded
        return all(map(folded.__contains__, self._words))

    def _look(self) -> None:
        until = perf_counter() + _BUDGET_S
        while self._at < len(self._order) and perf_counter() < until:
            self._slice(_SLICE)
        if self._at >= len(self._order):
            self._timer.stop()
            self._end()
        elif self._kept and perf_counter() - self._shown_at > _PAUSE_S:
            self._hand_over()

    def _slice(self, size: int) -> None:
        places = self._order[self._at : self._at + size]
        self._at += size
        self._kept.extend(filter(self.holds, places))

    def _hand_over(self) -> None:
        kept, self._kept = self._kept, []
        self._shown_at = perf_counter()
        self.found.emit(kept)

    def _end(self) -> None:
        if self._kept:
            self._hand_over()
        self.ended.emit()


def sorted_places(rows: Sequence[TableRow], column: int, *, descending: bool) -> list[int]:
    """The places of rows in the order of a column: numbers by value before words, empty last."""
    cells = [row[column] if column < len(row) else "" for row in rows]
    filled = [place for place, cell in enumerate(cells) if cell]
    empty = [place for place, cell in enumerate(cells) if not cell]
    numbers = _numbers(cells, filled)
    if numbers is not None:
        filled.sort(key=numbers.__getitem__, reverse=descending)
    else:
        folded = [cell.casefold() for cell in cells]
        filled.sort(key=folded.__getitem__, reverse=descending)
    return filled + empty


def _numbers(cells: list[str], filled: list[int]) -> list[float] | None:
    found = [0.0] * len(cells)
    try:
        for place in filled:
            found[place] = float(cells[place])
    except ValueError:
        return None
    # Not a number has no place in any order.
    return found if all(number == number for number in found) else None  # noqa: PLR0124
