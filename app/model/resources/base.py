"""What every resource has: a kind, a reference, a name, a description."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.fields import Widget, field
from app.model.text import Text, _


class ResourceKind(StrEnum):
    """Kinds of things that actions refer to; ROUTING and VERSION live in tables of their own."""

    MAILBOX = "mailbox"
    QUEUE = "queue"
    DISTRIBUTION_GROUP = "distribution_group"
    CHECKPOINT = "checkpoint"
    EMAIL_TEMPLATE = "email_template"
    VARIABLE = "variable"
    VALUE_TABLE = "value_table"
    CALENDAR = "calendar"
    ROUTING = "routing"


KIND_LABELS: dict[ResourceKind, Text] = {
    ResourceKind.MAILBOX: _("Mailbox"),
    ResourceKind.QUEUE: _("Queue"),
    ResourceKind.DISTRIBUTION_GROUP: _("Distribution group"),
    ResourceKind.CHECKPOINT: _("Checkpoint"),
    ResourceKind.EMAIL_TEMPLATE: _("Email template"),
    ResourceKind.VARIABLE: _("Variable"),
    ResourceKind.VALUE_TABLE: _("Value table"),
    ResourceKind.CALENDAR: _("Calendar"),
    ResourceKind.ROUTING: _("Smart routing"),
}


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every kind. `reference` is what actions store, unique in its kind by lower case."""

    kind: ClassVar[ResourceKind]

    name: Annotated[
        str,
        field(_("Name"), widget=Widget.LINE, required=True, bounds=(1, 100)),
    ] = ""
    reference: Annotated[
        str,
        field(
            _("Reference"),
            _("Letters, digits and _ - . @ +. It stays as it is once actions refer to it."),
            widget=Widget.LINE,
            required=True,
            bounds=(1, 100),
        ),
    ] = ""
    description: Annotated[str, field(_("Description"), widget=Widget.LINES)] = ""
