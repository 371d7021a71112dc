"""Undo and redo of the tables of one database: whole values, each with the words for its edit."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.resources import DataTable
from app.model.text import Text

MOST_STEPS = 100
MOST_ROWS = 2_000_000
"""Rows that steps hold together: each edit of a table holds a list of all its rows."""

Tables = tuple[DataTable, ...]


@dataclass(frozen=True)
class Step:
    """One edit: the tables before and after it, and the table it was made in."""

    said: Text
    before: Tables
    after: Tables
    at: int

    @property
    def rows(self) -> int:
        """How many rows the tables have that it changed."""
        kept = {id(one) for one in self.after}
        return sum(len(one.rows) for one in self.before if id(one) not in kept)


class History:
    """Tables share the rows that an edit left alone, so that keeping them costs little."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def clear(self) -> None:
        """Forget everything: another database is shown."""
        self._done.clear()
        self._undone.clear()

    def note(self, step: Step) -> None:
        """An edit was made."""
        self._done.append(step)
        del self._done[:-MOST_STEPS]
        while len(self._done) > 1 and sum(one.rows for one in self._done) > MOST_ROWS:
            del self._done[0]
        self._undone.clear()

    def undo(self) -> Step | None:
        """The edit to take back, if there is one."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Step | None:
        """The edit to make again, if there is one."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    @property
    def to_undo(self) -> Text | None:
        """What would be taken back."""
        return self._done[-1].said if self._done else None

    @property
    def to_redo(self) -> Text | None:
        """What would be made again."""
        return self._undone[-1].said if self._undone else None
