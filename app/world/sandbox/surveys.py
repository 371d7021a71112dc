"""Surveys of a replay: who was invited when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.requests import FindInvitation, InvitationKept, KeepInvitation, LastInvitation

if TYPE_CHECKING:
    import datetime as dt

    from app.world.sandbox.part import Answers


class Surveys:
    """Remembers invitations; nobody was invited before the replay."""

    def __init__(self) -> None:
        self._invited: dict[tuple[str, str], str] = {}

    def answers(self) -> Answers:
        """Invitations to find and to keep."""
        return {FindInvitation: self._find, KeepInvitation: self._keep}

    def _find(self, request: FindInvitation, _now: dt.datetime) -> LastInvitation:
        key = request.survey.lower(), request.customer.lower()
        return LastInvitation(at=self._invited.get(key, ""))

    def _keep(self, request: KeepInvitation, now: dt.datetime) -> InvitationKept:
        self._invited[request.survey.lower(), request.customer.lower()] = now.isoformat()
        return InvitationKept()
