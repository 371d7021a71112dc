"""The world of a journal: gives the recorded answers again, so that a run takes the same path."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from app.engine.requests import JournalMismatch

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from app.engine.requests import AnyAnswer, AnyRequest, JournalEntry
    from app.engine.run import World


class Recorded:
    """Answers from a journal; once it is used up, from `afterwards`, if there is such a world."""

    def __init__(self, journal: Iterable[JournalEntry], afterwards: World | None = None) -> None:
        self._entries = deque(journal)
        self._afterwards = afterwards
        self._last = 0

    def answer(self, request: AnyRequest, now: dt.datetime) -> AnyAnswer:
        """The recorded answer to this very request."""
        if not self._entries:
            if self._afterwards is None:
                raise JournalMismatch(self._last)
            return self._afterwards.answer(request, now)
        entry = self._entries.popleft()
        self._last = entry.step
        if entry.request != request:
            raise JournalMismatch(entry.step)
        return entry.answer
