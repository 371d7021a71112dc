"""Requests about invitations to surveys."""

from __future__ import annotations

from app.engine.requests.base import Called, Request, Result
from app.model.resources.base import ResourceKind
from app.model.text import Text, _


class LastInvitation(Result, frozen=True):
    """When a customer was last invited (ISO 8601, UTC); empty for never."""

    at: str = ""

    def done(self) -> Text:
        """What came of it."""
        return _("Invited {at}", at=self.at) if self.at else _("Never invited")


class FindInvitation(Request[LastInvitation], frozen=True):
    """Ask when a customer (an address or number) was last invited to a survey."""

    survey: str
    customer: str

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.SURVEY, self.survey)
        return _("Look for an invitation of {who} to {name}", who=self.customer, name=name)


class InvitationKept(Result, frozen=True):
    """The invitation is kept: its link works once, until it expires."""

    def done(self) -> Text:
        """What came of it."""
        return _("Kept")


class KeepInvitation(Request[InvitationKept], frozen=True):
    """Keep an invitation before it is sent; `token` ends its link, `expires` is ISO 8601 in UTC."""

    survey: str
    customer: str
    token: str
    url: str
    expires: str

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.SURVEY, self.survey)
        return _("Invite {who} to {name}", who=self.customer, name=name)
