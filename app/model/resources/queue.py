"""Queues, and groups of queues that share a load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _

_WHOLE = 100


class Queue(Resource, frozen=True, kw_only=True):
    """Where emails wait for an agent. An empty capacity is unlimited, no calendar always open."""

    kind: ClassVar[ResourceKind] = ResourceKind.QUEUE

    capacity: Annotated[
        int | None,
        field(
            _("Capacity"),
            _("How many emails may wait. Empty: no limit."),
            widget=Widget.NUMBER,
            bounds=(0, 1_000_000),
        ),
    ] = None
    calendar: Annotated[
        str,
        field(
            _("Calendar"),
            _("When the queue is open. Empty: always."),
            widget=Widget.PICK,
            kinds=(ResourceKind.CALENDAR,),
        ),
    ] = ""
    waiting: Annotated[
        int,
        field(
            _("Waiting in replays"),
            _("How many emails wait in this queue when a replay begins."),
            widget=Widget.NUMBER,
            bounds=(0, 1_000_000),
        ),
    ] = 0
    members: Annotated[
        tuple[str, ...],
        field(
            _("Members"),
            _("The users who take emails from this queue."),
            widget=Widget.PICKS,
            kinds=(ResourceKind.USER,),
        ),
    ] = ()


class Share(msgspec.Struct, frozen=True):
    """The share of a distribution group's load that one queue takes, in whole percent."""

    queue: Annotated[
        str, field(_("Queue"), widget=Widget.PICK, kinds=(ResourceKind.QUEUE,), required=True)
    ] = ""
    percent: Annotated[int, field(_("Share"), widget=Widget.PERCENT, bounds=(0, 100))] = 0


class DistributionGroup(Resource, frozen=True, kw_only=True):
    """Queues with load shares that add up to 100."""

    kind: ClassVar[ResourceKind] = ResourceKind.DISTRIBUTION_GROUP

    shares: Annotated[
        tuple[Share, ...],
        field(_("Queues"), _("The shares add up to 100."), widget=Widget.ROWS, bounds=(1, 50)),
    ] = ()

    def own_problems(self) -> Iterator[Problem]:
        """Shares that do not add up, queues that stand there twice."""
        total = sum(share.percent for share in self.shares)
        if self.shares and total != _WHOLE:
            text = _("The shares add up to {total}, not to 100.", total=total)
            yield Problem(Severity.ERROR, text, field="shares")
        seen: set[str] = set()
        for at, share in enumerate(self.shares):
            if share.queue and share.queue.lower() in seen:
                text = _("This queue stands here twice. Choose another one.")
                yield Problem(Severity.ERROR, text, field=f"shares.{at}.queue")
            seen.add(share.queue.lower())
