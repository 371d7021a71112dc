"""Campaigns: lists of targets that are called or written to."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

from app.model.catalogue import Problem
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.records import RecordField, field_problems
from app.model.text import _


class Channel(StrEnum):
    """How a campaign reaches its targets."""

    VOICE = "voice"
    SMS = "sms"
    WHATSAPP = "whatsapp"


class Campaign(Resource, frozen=True, kw_only=True):
    """A campaign that actions insert targets in; one that is off takes them all the same."""

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

    def own_problems(self) -> Iterator[Problem]:
        """Fields whose names cannot be used."""
        yield from field_problems(self.fields, "fields")
