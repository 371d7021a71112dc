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
    from collections.abc import Mapping

    from app.model.resources import Resources
    from app.world.sandbox.part import Answers


class Users:
    """Users as the workspace has them; `last_users` are references by address in lower case."""

    def __init__(self, resources: Resources, last_users: Mapping[str, str]) -> None:
        self._resources = resources
        self._last_users = last_users

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

    def _find_last(self, request: FindLastUser, _now: dt.datetime) -> LastUser:
        return LastUser(user=self._last_users.get(request.address.strip().lower(), ""))
