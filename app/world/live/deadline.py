"""Work with the world outside that ends: at a deadline, or when it is no longer wanted."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from app.model.errors import OutsideError
from app.model.text import _

_Result = TypeVar("_Result")
_LOOK_SECONDS = 0.05

NEVER: Callable[[], bool] = lambda: False  # noqa: E731 -- the default of a parameter


class CancelledOutside(Exception):
    """Nobody wants the answer any more."""


class TooLate(OutsideError):
    """The whole of it took too long, however often the other side said a little."""


class Line:
    """What one piece of work holds open; hanging up ends whatever it waits for."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._is_over = False

    @property
    def left(self) -> float:
        """Seconds that are left, at least a moment: no library takes 0 for a deadline."""
        return max(self._until - time.monotonic(), 0.01)

    @property
    def is_late(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self._until

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to another computer."""
        made = socket.create_connection((host, port), timeout=self.left)
        self.holds(made)
        return made

    def holds(self, connection: socket.socket) -> None:
        """Hang up this connection too, whatever wraps it later."""
        # A twin ends the connection for both, also while the other one is being made secure.
        twin = connection.dup()
        with self._lock:
            if not self._is_over:
                self._open.append(twin)
                return
        _shut(twin)

    def hang_up(self) -> None:
        """End everything."""
        with self._lock:
            self._is_over = True
            closing, self._open = self._open, []
        for connection in closing:
            _shut(connection)


def within(
    seconds: float, work: Callable[[Line], _Result], cancelled: Callable[[], bool] = NEVER
) -> _Result:
    """Do `work` in a thread of its own, and hang up on it when time is over.

    Raises:
        TooLate: it did not end in time.
        CancelledOutside: `cancelled` said so.
        Exception: whatever `work` raised.
    """
    line = Line(seconds)
    results: list[_Result] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def do() -> None:
        try:
            result = work(line)
        except BaseException as error:  # noqa: BLE001 -- raised again where the work was asked for
            failed.append(error)
        else:
            results.append(result)
        done.set()

    # A name that does not resolve holds its thread as long as the system likes: nobody waits.
    threading.Thread(target=do, name="asks the world outside", daemon=True).start()
    try:
        while not done.wait(_LOOK_SECONDS):
            if cancelled():
                raise CancelledOutside
            if line.is_late:
                raise TooLate(
                    _("There was no answer within {seconds} seconds.", seconds=round(seconds))
                )
    finally:
        line.hang_up()
    if failed:
        raise failed[0]
    return results[0]


def _shut(connection: socket.socket) -> None:
    # Shutting down wakes a thread that waits in the socket; closing alone does not.
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
