"""The preview of an import of resources as a table: what each line of the file would do."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from app.model.fields import fields_of
from app.model.resources import RESOURCE_TYPES
from app.model.text import Text, _
from app.services.resource_preview import Item, Plan, State
from app.ui.theme import icon, tr

AnyIndex = QModelIndex | QPersistentModelIndex

LINE, NAME, STATE, WHAT, DECISION = range(5)
ITEM_ROLE = int(Qt.ItemDataRole.UserRole)
_HEADS = (_("Line"), _("In the file"), _("In this workspace"), _("Details"), _("What happens"))
_NO_INDEX = QModelIndex()


class Decision(StrEnum):
    """What happens with something that is here already and differs."""

    OVERWRITE = "overwrite"
    KEEP = "keep"


STATES: dict[State, tuple[Text, str, str]] = {
    State.NEW: (_("New"), "mdi6.plus-circle-outline", "success"),
    State.CHANGED: (_("Differs from yours"), "mdi6.alert-outline", "warning"),
    State.SAME: (_("The same already"), "mdi6.equal", "muted"),
    State.PROBLEM: (_("Has a problem"), "mdi6.alert-circle-outline", "error"),
}
"""Words, icon and colour of each state."""

_DECISIONS: dict[Decision | None, tuple[Text, str, str]] = {
    None: (_("Decide…"), "mdi6.help-circle-outline", "warning"),
    Decision.OVERWRITE: (_("Overwrite mine"), "mdi6.file-replace-outline", "accent"),
    Decision.KEEP: (_("Keep mine"), "mdi6.shield-check-outline", "muted"),
}


class ItemModel(QAbstractTableModel):
    """`decided` after each decision. Problems and differences stand first."""

    decided = Signal()

    def __init__(self, planned: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.labels = {
            info.name: tr(info.field.label) for info in fields_of(RESOURCE_TYPES[planned.kind])
        }
        order = (State.PROBLEM, State.CHANGED, State.NEW, State.SAME)
        self._all = tuple(item for state in order for item in planned.of(state))
        self._shown = self._all
        self.decisions: dict[str, Decision] = {}
        self.leaves_out = False

    def show_state(self, state: State | None) -> None:
        """Show the items in one state, or all of them."""
        self.beginResetModel()
        self._shown = tuple(one for one in self._all if state in (None, one.state))
        self.endResetModel()

    def item(self, row: int) -> Item | None:
        """The item of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def decide_all(self, decision: Decision) -> None:
        """Decide alike about everything that differs."""
        self.decisions = {one.key: decision for one in self._all if one.state is State.CHANGED}
        self._tell()

    def turn(self, row: int) -> None:
        """Overwrite what was kept or open, keep what was overwritten."""
        item = self.item(row)
        if item is None or item.state is not State.CHANGED:
            return
        overwritten = self.decisions.get(item.key) is Decision.OVERWRITE
        self.decisions[item.key] = Decision.KEEP if overwritten else Decision.OVERWRITE
        self._tell()

    def leave_out(self, leaves_out: bool) -> None:
        """Whether what has a problem is left out."""
        self.leaves_out = leaves_out
        self._tell()

    @property
    def open(self) -> int:
        """How many decisions are open."""
        changed = (one for one in self._all if one.state is State.CHANGED)
        return sum(1 for one in changed if one.key not in self.decisions)

    @property
    def overwritten(self) -> frozenset[str]:
        """The keys of what is to be overwritten."""
        return frozenset(
            key for key, decision in self.decisions.items() if decision is Decision.OVERWRITE
        )

    # --- Qt ---

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index.row())
        if item is None:
            return None
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(item, index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(item, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == LINE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    # --- private ---

    def _words(self, item: Item, column: int) -> str:
        if column == LINE:
            return str(item.line)
        if column == NAME:
            both = item.name and item.reference
            return f"{item.name}  ({item.reference})" if both else item.name or item.reference
        if column == STATE:
            return tr(STATES[item.state][0])
        return self._details(item) if column == WHAT else tr(self._outcome(item))

    def _details(self, item: Item) -> str:
        if item.problems:
            first = item.problems[0]
            field = self.labelled(first.column)
            words = f"{field}: {tr(first.text)}" if field else tr(first.text)
            more = len(item.problems) - 1
            return f"{words} (+{more})" if more else words
        return ", ".join(self.labels.get(name, name) for name in item.changed)

    def labelled(self, column: str) -> str:
        """A column of a problem as the form calls it: `shares.2.percent` is its second row."""
        name, _dot, rest = column.partition(".")
        label = self.labels.get(name, name)
        number, _dot, _inner = rest.partition(".")
        return tr(_("{field}, entry {number}", field=label, number=number)) if number else label

    def _outcome(self, item: Item) -> Text:
        if item.state is State.NEW:
            return _("Is added")
        if item.state is State.SAME:
            return _("Nothing")
        if item.state is State.PROBLEM:
            return _("Is left out") if self.leaves_out else _("Stops the import")
        return _DECISIONS[self.decisions.get(item.key)][0]

    def _icon(self, item: Item, column: int) -> QIcon | None:
        if column == STATE:
            return icon(*STATES[item.state][1:])
        if column == DECISION and item.state is State.CHANGED:
            return icon(*_DECISIONS[self.decisions.get(item.key)][1:])
        return None

    def _tell(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, DECISION)
            self.dataChanged.emit(self.index(0, DECISION), last, [])
        self.decided.emit()
