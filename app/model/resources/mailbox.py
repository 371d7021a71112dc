"""Mailboxes: the entry points of emails."""

from __future__ import annotations

from typing import Annotated, ClassVar

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _


class Mailbox(Resource, frozen=True, kw_only=True):
    """An address that receives emails, the routings that qualify them, and where none gets lost.

    `test_version` is the number of a version in testing of `routing`, or None for production.
    """

    kind: ClassVar[ResourceKind] = ResourceKind.MAILBOX

    address: Annotated[str, field(_("Address"), widget=Widget.LINE, required=True)] = ""
    display_name: Annotated[str, field(_("Display name"), widget=Widget.LINE)] = ""
    time_zone: Annotated[str, field(_("Time zone"), widget=Widget.TIME_ZONE, required=True)] = (
        "Europe/Paris"
    )
    language: Annotated[str, field(_("Default language"), widget=Widget.LANGUAGE)] = ""
    routing: Annotated[
        str,
        field(_("When an email arrives"), widget=Widget.PICK, kinds=(ResourceKind.ROUTING,)),
    ] = ""
    end_routing: Annotated[
        str,
        field(_("When an interaction ends"), widget=Widget.PICK, kinds=(ResourceKind.ROUTING,)),
    ] = ""
    fallback_queue: Annotated[
        str,
        field(
            _("Fallback queue"),
            _("Takes every email that a routing does not deliver."),
            widget=Widget.PICK,
            kinds=(ResourceKind.QUEUE,),
            required=True,
        ),
    ] = ""
    test_version: int | None = None
    end_test_version: int | None = None
