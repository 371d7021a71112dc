"""The states of a version as people see them: everywhere the same icon, word and colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.graph.tokens import Tokens
from app.model.routing import Status, Version
from app.model.text import Text, _


class VersionState(StrEnum):
    """The three statuses and the two flags of a version."""

    DEVELOPMENT = "development"
    TESTING = "testing"
    SCHEDULED = "scheduled"
    PRODUCTION = "production"
    BACKUP = "backup"


@dataclass(frozen=True)
class StateVisual:
    """Icon and word; the colour is the token with the state's name."""

    icon: str
    word: Text
    token: str

    def colour(self, tokens: Tokens) -> str:
        """The state's colour in a theme, `#rrggbb`."""
        colour: str = getattr(tokens, self.token)
        return colour


_VISUALS: dict[VersionState, StateVisual] = {
    VersionState.DEVELOPMENT: StateVisual(
        "mdi6.pencil-outline", _("In development"), "development"
    ),
    VersionState.TESTING: StateVisual("mdi6.flask-outline", _("In testing"), "testing"),
    VersionState.SCHEDULED: StateVisual("mdi6.clock-outline", _("Scheduled"), "scheduled"),
    VersionState.PRODUCTION: StateVisual(
        "mdi6.rocket-launch-outline", _("In production"), "production"
    ),
    VersionState.BACKUP: StateVisual("mdi6.archive-outline", _("In backup"), "backup"),
}

_OF_STATUS = {
    Status.DEVELOPMENT: VersionState.DEVELOPMENT,
    Status.PRODUCTION: VersionState.PRODUCTION,
    Status.BACKUP: VersionState.BACKUP,
}


def state_visual(state: VersionState) -> StateVisual:
    """How a state looks."""
    return _VISUALS[state]


def states_of(version: Version) -> tuple[VersionState, ...]:
    """The states of a version to show: its status first, then its flags."""
    flags = (
        (VersionState.TESTING, version.in_testing),
        (VersionState.SCHEDULED, version.schedule is not None),
    )
    return (_OF_STATUS[version.status], *(state for state, raised in flags if raised))
