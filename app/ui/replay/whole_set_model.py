"""The outcomes of a whole sample set: rows that arrive while they are looked at, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from app.engine.trace import Destination, Outcome
from app.model.resources import Resources
from app.model.text import Text, _
from app.services.batches import OutcomeRow
from app.ui.replay.wording import destination_name, outcome_look
from app.ui.theme import icon, tokens, tr

AnyIndex = QModelIndex | QPersistentModelIndex

EMAIL_ROLE = int(Qt.ItemDataRole.UserRole)
SORT_ROLE = EMAIL_ROLE + 1
_HEADS: tuple[Text, ...] = (
    _("#"),
    _("Subject"),
    _("Sender"),
    _("Outcome"),
    _("Destination"),
    _("Steps"),
    _("Warnings"),
)
NUMBER, SUBJECT, SENDER, OUTCOME, DESTINATION, STEPS, WARNINGS = range(7)


@dataclass(frozen=True)
class Group:
    """Where emails went: an outcome and its destination, with how many there are."""

    outcome: str
    kind: str
    reference: str
    name: str
    count: int

    @property
    def key(self) -> tuple[str, str]:
        """What rows are compared with."""
        return self.outcome, self.reference


class OutcomeModel(QAbstractTableModel):
    """Rows in the order of the set."""

    def __init__(self, resources: Resources, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self.rows: list[OutcomeRow] = []
        self._names: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def clear(self, resources: Resources) -> None:
        """Begin anew."""
        self.beginResetModel()
        self._resources = resources
        self.rows = []
        self._names.clear()
        self._counts.clear()
        self.endResetModel()

    def append(self, rows: tuple[OutcomeRow, ...]) -> None:
        """Add the next results."""
        if not rows:
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows.extend(rows)
        self._counts.update((one.outcome, one.kind, one.destination) for one in rows)
        self.endInsertRows()

    @property
    def groups(self) -> tuple[Group, ...]:
        """Where the emails went so far, the most frequent first."""
        found = (
            Group(outcome, kind, reference, self._name(kind, reference), count)
            for (outcome, kind, reference), count in self._counts.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.count, one.outcome, one.name)))

    def _name(self, kind: str, reference: str) -> str:
        if not reference:
            return ""
        key = (kind, reference)
        if key not in self._names:
            self._names[key] = destination_name(Destination(kind, reference), self._resources)
        return self._names[key]

    # --- Qt ---

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (
                    str(self._value(index.row(), row, column))
                    if column != WARNINGS
                    else (str(row.warnings) if row.warnings else "")
                )
            case Qt.ItemDataRole.DecorationRole if column == OUTCOME:
                look = outcome_look(Outcome(row.outcome))
                return icon(look.icon, look.colour)
            case Qt.ItemDataRole.DecorationRole if column == WARNINGS and row.warnings:
                return icon("mdi6.alert-outline", "warning")
            case Qt.ItemDataRole.ForegroundRole if column in (NUMBER, SENDER, STEPS):
                return QColor(tokens().muted)
            case Qt.ItemDataRole.ToolTipRole:
                return tr(row.reason) if column in (OUTCOME, DESTINATION) else row.subject
            case Qt.ItemDataRole.TextAlignmentRole if column in (NUMBER, STEPS, WARNINGS):
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == EMAIL_ROLE:
            return row.email
        if role == SORT_ROLE:
            return self._value(index.row(), row, column)
        return None

    def _value(self, number: int, row: OutcomeRow, column: int) -> str | int:
        match column:
            case 0:
                return number + 1
            case 1:
                return row.subject or tr(_("(no subject)"))
            case 2:
                return row.sender
            case 3:
                return outcome_look(Outcome(row.outcome)).word
            case 4:
                return self._name(row.kind, row.destination) or "–"
            case 5:
                return row.steps
            case _:
                return row.warnings


class OutcomeFilter(QSortFilterProxyModel):
    """Leaves the rows that hold every typed word, of one group if one is chosen."""

    def __init__(self, outcomes: OutcomeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcomes = outcomes
        self._words: list[str] = []
        self._group: tuple[str, str] | None = None
        self.setSourceModel(outcomes)
        self.setSortRole(SORT_ROLE)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def look_for(self, typed: str) -> None:
        """Filter by words of subject, sender and destination."""
        self._words = typed.casefold().split()
        self.invalidate()

    def choose(self, group: tuple[str, str] | None) -> None:
        """Filter by outcome and destination."""
        self._group = group
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        del parent
        one = self._outcomes.rows[row]
        if self._group is not None and (one.outcome, one.destination) != self._group:
            return False
        if not self._words:
            return True
        searched = f"{one.subject} {one.sender} {one.destination} {one.outcome}".casefold()
        return all(word in searched for word in self._words)
