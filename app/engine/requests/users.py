"""Requests about users: whether they can take an email, and to give them one."""

from __future__ import annotations

from app.engine.requests.base import Answer, Called, Request
from app.model.resources.base import ResourceKind
from app.model.text import Text, _, verbatim


class UserState(Answer, frozen=True):
    """Whether a user takes emails at this moment."""

    active: bool = True
    absent: bool = False

    def words(self) -> Text:
        """The answer in words."""
        if not self.active:
            return _("Inactive")
        return _("Absent") if self.absent else _("Available")


class UserAssigned(Answer, frozen=True):
    """The email is the user's now."""

    def words(self) -> Text:
        """The answer in words."""
        return _("Assigned")


class LastUser(Answer, frozen=True):
    """The user who answered an address last, by reference; empty when nobody did."""

    user: str = ""

    def words(self) -> Text:
        """The answer in words."""
        return verbatim(self.user) if self.user else _("Nobody")


class LookAtUser(Request[UserState], frozen=True):
    """Whether a user is active and present."""

    user: str

    def words(self, called: Called) -> Text:
        """The request in words."""
        return _("Look at the user {user}", user=called(ResourceKind.USER, self.user))


class AssignToUser(Request[UserAssigned], frozen=True):
    """Give the email to a user."""

    user: str

    def words(self, called: Called) -> Text:
        """The request in words."""
        return _("Give the email to {user}", user=called(ResourceKind.USER, self.user))


class FindLastUser(Request[LastUser], frozen=True):
    """Who answered this address last."""

    address: str

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("Find who answered {address} last", address=self.address)
