"""Campaigns of a replay: their targets on a copy, and those that runs insert."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from app.engine.phones import e164
from app.engine.requests import InsertTarget, TargetResult
from app.model.resources import Campaign
from app.model.text import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.model.resources import Resources
    from app.world.sandbox.part import Answers, Numbers
    from app.world.sandbox.stock import Stock


def kept_phones(resources: Resources) -> Mapping[str, frozenset[str]]:
    """The numbers of the targets of each campaign, by its reference in lower case."""
    return {
        campaign.reference.lower(): frozenset(
            e164(row[1], None) or row[1] for row in campaign.targets if len(row) > 1
        )
        for campaign in resources.of_kind(Campaign)
    }


class Campaigns:
    """Knows which numbers a campaign has; `inserted` are the requests that added one, in order."""

    def __init__(self, stock: Stock, numbers: Numbers) -> None:
        self._stock = stock
        self._numbers = numbers
        self._phones: defaultdict[str, set[str]] = defaultdict(set)
        self.inserted: list[InsertTarget] = []

    def answers(self) -> Answers:
        """Targets to insert."""
        return {InsertTarget: self._insert}

    def _insert(self, request: InsertTarget, _now: dt.datetime) -> TargetResult:
        campaign = self._stock.resources.get(Campaign, request.campaign)
        if campaign is None:
            text = _("There is no campaign {reference}.", reference=request.campaign)
            return TargetResult(error=text)
        key = campaign.reference.lower()
        kept = self._stock.phones.get(key, frozenset())
        there = request.phone in kept or request.phone in self._phones[key]
        if there and request.unless_there:
            return TargetResult(duplicate=True, active=campaign.active)
        self._phones[key].add(request.phone)
        self.inserted.append(request)
        number = self._numbers.next(f"target {key}")
        return TargetResult(id=f"T-{len(campaign.targets) + number}", active=campaign.active)
