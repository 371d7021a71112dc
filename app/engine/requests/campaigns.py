"""Requests to insert targets in campaigns."""

from __future__ import annotations

from app.engine.requests.base import Called, Request, Result
from app.engine.requests.tables import Cells
from app.model.resources.base import ResourceKind
from app.model.text import Text, _


class TargetResult(Result, frozen=True):
    """The target that was inserted; `duplicate` when the number was there and none was."""

    id: str = ""
    duplicate: bool = False
    active: bool = True

    def done(self) -> Text:
        """What came of it."""
        if self.duplicate:
            return _("There already")
        return _("Inserted as {id}", id=self.id)


class InsertTarget(Request[TargetResult], frozen=True):
    """Insert a target: `phone` in E.164, `start` a moment (ISO 8601) or empty for at once.

    `priority` 1 (first) to 10 (last) is for voice; `parameters` fill a WhatsApp template. With
    `unless_there` a number that the campaign has already is not inserted again.
    """

    campaign: str
    phone: str
    start: str = ""
    priority: int = 0
    unless_there: bool = True
    values: Cells = ()
    parameters: Cells = ()

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.CAMPAIGN, self.campaign)
        return _("Insert {number} in the campaign {name}", number=self.phone, name=name)
