"""Collects Python's garbage in the window's thread alone.

Python collects in whatever thread happens to allocate. Widgets that are part of a cycle would then
be destroyed by a thread of background work, and Qt ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_PERIOD_MS = 1_000


class Collecting(QObject):
    """While one of these is running, nothing is collected but here."""

    _running = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setObjectName("collects garbage")
        self._timer.setInterval(_PERIOD_MS)
        self._timer.timeout.connect(collect)
        self._timer.start()
        self._begin()

    def stop(self) -> None:
        """Let Python collect by itself again, once nobody else runs; stopping twice is fine."""
        if self._timer.isActive():
            self._timer.stop()
            self._end()

    @classmethod
    def _begin(cls) -> None:
        cls._running += 1
        gc.disable()

    @classmethod
    def _end(cls) -> None:
        cls._running -= 1
        if not cls._running:
            gc.enable()


def collect() -> None:
    """What Python would do by itself: the generations whose time has come."""
    for generation, (count, limit) in enumerate(
        zip(gc.get_count(), gc.get_threshold(), strict=True)
    ):
        if count > limit:
            gc.collect(generation)
