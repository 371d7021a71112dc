"""Users of a replay: who can take an email, and who answered a sender last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.requests import (
    AssignToUser,
    FindLastUser,
    LastUser,
    LookAtUser,
    UserAssigned,
    UserState,
)
from app.model.resources import User

if TYPE_CHECKING:
    import datetime as dt

    from app.model.resources import Resources
    from app.world.sandbox.contacts import Contacts
    from app.world.sandbox.part import Answers


class Users:
    """Users as the workspace has them; who answered last stands in the contact log."""

    def __init__(self, resources: Resources, contacts: Contacts) -> None:
        self._resources = resources
        self._contacts = contacts

    def answers(self) -> Answers:
        """Users to look at, to find, to give an email to."""
        return {LookAtUser: self._look, AssignToUser: self._assign, FindLastUser: self._find_last}

    def _look(self, request: LookAtUser, _now: dt.datetime) -> UserState:
        user = self._resources.get(User, request.user)
        return (
            UserState(active=False)
            if user is None
            else UserState(active=user.active, absent=user.absent)
        )

    def _assign(self, _request: AssignToUser, _now: dt.datetime) -> UserAssigned:
        return UserAssigned()

    def _find_last(self, request: FindLastUser, now: dt.datetime) -> LastUser:
        return LastUser(user=self._contacts.last_user(request.address.strip(), now))
