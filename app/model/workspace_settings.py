"""What may be set for a whole workspace, described as a form needs it, and checked."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from typing import Annotated

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.text import _

FEWEST_STEPS = 10
MOST_STEPS = 1_000_000


class WorkspaceSettings(msgspec.Struct, frozen=True):
    """`step_limit` is the most steps that one run takes before it stops as a loop."""

    time_zone: Annotated[
        str,
        field(
            _("Time zone"),
            _("Planned productions, and days and hours of runs without a mailbox, are read in it."),
            widget=Widget.TIME_ZONE,
            required=True,
        ),
    ] = "Europe/Paris"
    step_limit: Annotated[
        int,
        field(
            _("Loop limit"),
            _("A run that takes more steps than this stops, and its email goes to the fallback."),
            widget=Widget.NUMBER,
            bounds=(FEWEST_STEPS, MOST_STEPS),
        ),
    ] = 1000

    def problems(self) -> Iterator[Problem]:
        """A time zone that nobody knows, a limit that no tree can live with."""
        if self.time_zone not in zoneinfo.available_timezones():
            text = _("{zone} is no time zone. Choose one from the list.", zone=self.time_zone)
            yield Problem(Severity.ERROR, text, field="time_zone")
        if not FEWEST_STEPS <= self.step_limit <= MOST_STEPS:
            text = _("From {low} to {high} steps.", low=f"{FEWEST_STEPS:,}", high=f"{MOST_STEPS:,}")
            yield Problem(Severity.ERROR, text, field="step_limit")
