"""Campaigns: lists of targets that are called or written to."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

from app.model.catalogue import Problem
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.beside import key_problems
from app.model.resources.records import RecordField, field_problems
from app.model.resources.value_table import TableRow
from app.model.text import _

_TAKEN = ("id", "phone")
MOST_TARGETS = 10_000


class Channel(StrEnum):
    """How a campaign reaches its targets."""

    VOICE = "voice"
    SMS = "sms"
    WHATSAPP = "whatsapp"


class Campaign(Resource, frozen=True, kw_only=True):
    """A campaign that actions insert targets in; one that is off takes them all the same.

    `targets` are those that a replay starts with: texts, one for each of `target_columns`.
    """

    kind: ClassVar[ResourceKind] = ResourceKind.CAMPAIGN

    channel: Annotated[
        Channel,
        field(
            _("Channel"),
            widget=Widget.CHOICE,
            choices=(
                (Channel.VOICE, _("Voice")),
                (Channel.SMS, _("SMS")),
                (Channel.WHATSAPP, _("WhatsApp")),
            ),
        ),
    ] = Channel.VOICE
    active: Annotated[
        bool,
        field(
            _("On"), _("A campaign that is off keeps its targets waiting."), widget=Widget.TOGGLE
        ),
    ] = True
    fields: Annotated[
        tuple[RecordField, ...],
        field(_("Fields of a target"), widget=Widget.ROWS, bounds=(0, 200)),
    ] = ()
    targets: Annotated[
        tuple[TableRow, ...],
        field(
            _("Targets in replays"),
            _("The targets that there are when a replay begins. A replay changes a copy of them."),
            widget=Widget.GRID,
            bounds=(0, MOST_TARGETS),
            beside="target_columns",
        ),
    ] = ()

    @property
    def target_columns(self) -> tuple[str, ...]:
        """What identifies a target, its number, then the fields."""
        return (*_TAKEN, *(one.name for one in self.fields))

    def own_problems(self) -> Iterator[Problem]:
        """Fields whose names cannot be used, targets without an id of their own."""
        yield from field_problems(self.fields, "fields", _TAKEN)
        yield from key_problems(self.targets, "targets")
