"""Trying a connection from the window: what is typed counts, secrets come from the keyring.

Only a person begins a trial. Replays and tests never come here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.model.permissions import Permission
from app.model.resources import Connection

if TYPE_CHECKING:
    from app.services.workspace import Workspace
    from app.world.live.tried import Tried

Trial = Callable[[Callable[[], bool]], "Tried"]
"""Tries it, in any thread; takes what says whether nobody wants the answer any more."""


def trial_of(ws: Workspace, draft: Connection, stored: str) -> Trial:
    """A trial of a connection as it is typed; `stored` is its reference so far, or empty.

    Raises:
        Refused: the person may not change resources, and so not use their secrets either.
    """
    ws.require(Permission.EDIT)
    secrets = ws.secrets

    def go(cancelled: Callable[[], bool]) -> Tried:
        from app.world.live.trying import try_connection

        return try_connection(draft, secrets.secrets_of(draft, stored), cancelled=cancelled)

    return go
