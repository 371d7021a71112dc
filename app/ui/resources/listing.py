"""The resources of one kind as a table: searched by typing, sorted by a click on a head."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.model.fields import fields_of
from app.model.resources import (
    Calendar,
    Campaign,
    CaseSchema,
    Checkpoint,
    Connection,
    Crm,
    CrmV2,
    Database,
    DistributionGroup,
    EmailTemplate,
    Mailbox,
    PaymentModule,
    Queue,
    Resource,
    ResourceKind,
    Role,
    SmsTemplate,
    Survey,
    User,
    ValueTable,
    Variable,
    WebService,
)
from app.model.text import Text, _
from app.ui.theme import tr

AnyIndex = QModelIndex | QPersistentModelIndex

RESOURCE_ROLE = int(Qt.ItemDataRole.UserRole)
_NO_INDEX = QModelIndex()


def _choice(resource: Resource, name: str) -> str:
    """The label of the chosen option of a field."""
    value = str(getattr(resource, name))
    for info in fields_of(type(resource)):
        if info.name == name:
            for choice in info.field.choices:
                if choice.value == value:
                    return tr(choice.label)
    return value


def _languages(resource: Resource) -> str:
    variants = cast("EmailTemplate | SmsTemplate", resource).variants
    return ", ".join(one.language or "*" for one in variants)


def _user(resource: Resource) -> str:
    user = cast(User, resource)
    # What matters stands where a narrow column still shows it.
    if not user.active:
        return tr(_("Inactive · {email}", email=user.email))
    return tr(_("Absent · {email}", email=user.email)) if user.absent else user.email


_Says = Callable[[Resource], str]
THIRD: dict[ResourceKind, tuple[Text, _Says]] = {
    ResourceKind.MAILBOX: (_("Address"), lambda one: cast(Mailbox, one).address),
    ResourceKind.QUEUE: (_("Calendar"), lambda one: cast(Queue, one).calendar),
    ResourceKind.DISTRIBUTION_GROUP: (
        _("Queues"),
        lambda one: ", ".join(
            f"{share.queue} {share.percent} %" for share in cast(DistributionGroup, one).shares
        ),
    ),
    ResourceKind.USER: (_("Email address"), _user),
    ResourceKind.ROLE: (_("Permissions"), lambda one: str(len(cast(Role, one).granted))),
    ResourceKind.EMAIL_TEMPLATE: (_("Languages"), _languages),
    ResourceKind.SMS_TEMPLATE: (_("Languages"), _languages),
    ResourceKind.SURVEY: (_("Questions"), lambda one: str(len(cast(Survey, one).questions))),
    ResourceKind.CHECKPOINT: (_("Alias"), lambda one: cast(Checkpoint, one).alias),
    ResourceKind.CASE_SCHEMA: (
        _("Types"),
        lambda one: ", ".join(cast(CaseSchema, one).types),
    ),
    ResourceKind.VARIABLE: (_("Type"), lambda one: _choice(cast(Variable, one), "type")),
    ResourceKind.VALUE_TABLE: (_("Rows"), lambda one: f"{len(cast(ValueTable, one).rows):,}"),
    ResourceKind.DATABASE: (_("Place"), lambda one: _choice(cast(Database, one), "place")),
    ResourceKind.CALENDAR: (_("Time zone"), lambda one: cast(Calendar, one).time_zone),
    ResourceKind.CRM: (_("Fields"), lambda one: str(len(cast(Crm, one).fields))),
    ResourceKind.CRM_V2: (
        _("Objects"),
        lambda one: ", ".join(found.name for found in cast(CrmV2, one).objects),
    ),
    ResourceKind.CAMPAIGN: (_("Channel"), lambda one: _choice(cast(Campaign, one), "channel")),
    ResourceKind.WEB_SERVICE: (_("URL"), lambda one: cast(WebService, one).production_url),
    ResourceKind.CONNECTION: (_("Service"), lambda one: _choice(cast(Connection, one), "service")),
    ResourceKind.PAYMENT_MODULE: (_("Currency"), lambda one: cast(PaymentModule, one).currency),
}
"""What a kind shows beside name and reference: the head of the column, and its words."""


def _natural(words: str) -> tuple[tuple[int, int | str], ...]:
    """Sorts “Team 9” before “Team 10”, and numbers by their value."""
    parts = re.split(r"(\d+)", words.casefold().replace(",", ""))
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts if part)


class ResourceModel(QAbstractTableModel):
    """Name, reference, and what matters most of the kind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = ResourceKind.MAILBOX
        self._all: tuple[Resource, ...] = ()
        self._unsaved: frozenset[str] = frozenset()
        self._typed = ""
        self._order = (0, Qt.SortOrder.AscendingOrder)
        self.shown: tuple[Resource, ...] = ()

    def show_resources(
        self, kind: ResourceKind, resources: tuple[Resource, ...], unsaved: frozenset[str]
    ) -> None:
        """Show the resources of a kind; `unsaved` are references with something typed."""
        if (kind, resources, unsaved) == (self._kind, self._all, self._unsaved):
            return
        self._kind, self._all, self._unsaved = kind, resources, unsaved
        self._fill()

    def show_unsaved(self, unsaved: frozenset[str]) -> None:
        """Mark these, by reference; nothing moves."""
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            last = max(0, len(self.shown) - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(last, 0), [])

    def search(self, typed: str) -> None:
        """Show those that hold every typed word."""
        self._typed = typed
        self._fill()

    def row_of(self, reference: str) -> int:
        """The row of a resource, or -1."""
        wanted = reference.lower()
        rows = (at for at, one in enumerate(self.shown) if one.reference.lower() == wanted)
        return next(rows, -1)

    @property
    def is_empty(self) -> bool:
        """Whether there is no resource of the kind at all."""
        return not self._all

    # --- Qt ---

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._heads())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self._heads()[section])
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        resource = self.shown[index.row()]
        if role == RESOURCE_ROLE:
            return resource
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(resource, index.column())
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        self._fill()

    # --- private ---

    def _heads(self) -> tuple[Text, ...]:
        third = THIRD.get(self._kind)
        heads = (_("Name"), _("Reference"))
        return heads if third is None else (*heads, third[0])

    def _cell(self, resource: Resource, column: int) -> str:
        if column == 0:
            mark = "● " if resource.reference.lower() in self._unsaved else ""
            return f"{mark}{resource.name}"
        return resource.reference if column == 1 else THIRD[self._kind][1](resource)

    def _fill(self) -> None:
        words = self._typed.casefold().split()
        columns = range(len(self._heads()))

        def searched(one: Resource) -> str:
            cells = " ".join(self._cell(one, column) for column in columns)
            return f"{cells} {one.description}".casefold()

        found = [one for one in self._all if all(word in searched(one) for word in words)]
        column, order = self._order
        column = min(column, len(columns) - 1)
        found.sort(
            key=lambda one: _natural(self._cell(one, column).removeprefix("● ")),
            reverse=order is Qt.SortOrder.DescendingOrder,
        )
        self.beginResetModel()
        self.shown = tuple(found)
        self.endResetModel()
