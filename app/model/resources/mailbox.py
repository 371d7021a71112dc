"""Mailboxes: the entry points of emails."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _


class Mailbox(Resource, frozen=True, kw_only=True):
    """An address that receives emails, the routings that qualify them, and where none gets lost.

    `test_version` is the number of a version in testing of `routing`, or None for production.
    """

    kind: ClassVar[ResourceKind] = ResourceKind.MAILBOX

    address: Annotated[
        str,
        field(_("Address"), widget=Widget.EMAIL, required=True, section=_("Where emails arrive")),
    ] = ""
    display_name: Annotated[str, field(_("Display name"), widget=Widget.LINE)] = ""
    time_zone: Annotated[str, field(_("Time zone"), widget=Widget.TIME_ZONE, required=True)] = (
        "Europe/Paris"
    )
    language: Annotated[str, field(_("Default language"), widget=Widget.LANGUAGE)] = ""
    routing: Annotated[
        str,
        field(
            _("When an email arrives"),
            widget=Widget.PICK,
            kinds=(ResourceKind.ROUTING,),
            section=_("Smart routings"),
        ),
    ] = ""
    test_version: Annotated[
        int | None,
        field(
            _("Version in test"),
            _("Processes the emails in place of the version in production."),
            widget=Widget.VERSION,
            beside="routing",
        ),
    ] = None
    end_routing: Annotated[
        str,
        field(_("When an interaction ends"), widget=Widget.PICK, kinds=(ResourceKind.ROUTING,)),
    ] = ""
    end_test_version: Annotated[
        int | None,
        field(
            _("Version in test at the end"),
            _("Processes ended interactions in place of the version in production."),
            widget=Widget.VERSION,
            beside="end_routing",
        ),
    ] = None
    fallback_queue: Annotated[
        str,
        field(
            _("Fallback queue"),
            _("Takes every email that a routing does not deliver."),
            widget=Widget.PICK,
            kinds=(ResourceKind.QUEUE,),
            required=True,
            section=_("Safety net"),
        ),
    ] = ""

    def serves(self, routing: str) -> bool:
        """Whether a routing processes what comes in here, when it arrives or when it ends."""
        return routing.lower() in (self.routing.lower(), self.end_routing.lower())

    def tests(self, routing: str, number: int) -> bool:
        """Whether a version of a routing processes what comes in here."""
        return self.returned(routing, number) != self

    def testing(self, routing: str, number: int) -> Mailbox:
        """This mailbox with a version in testing wherever the routing processes it."""
        same = routing.lower()
        return msgspec.structs.replace(
            self,
            test_version=number if self.routing.lower() == same else self.test_version,
            end_test_version=(
                number if self.end_routing.lower() == same else self.end_test_version
            ),
        )

    def returned(self, routing: str, number: int) -> Mailbox:
        """This mailbox with the production version wherever it tests that version."""
        same = routing.lower()
        start = self.routing.lower() == same and self.test_version == number
        end = self.end_routing.lower() == same and self.end_test_version == number
        return msgspec.structs.replace(
            self,
            test_version=None if start else self.test_version,
            end_test_version=None if end else self.end_test_version,
        )
