"""Carries out planned productions while the application runs, and at its start those before."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.model.errors import UserError
from app.model.text import Text, _
from app.services import lifecycle
from app.services.clock import now
from app.services.lifecycle import Activation
from app.services.workspace import Workspace
from app.ui.jobs import Ticket
from app.ui.routings.wording import span_words
from app.ui.session import Level, Session

LOOK_MS = 15_000
"""The longest pause between two looks: clocks are set, and machines sleep, without a word."""

_LATE = dt.timedelta(minutes=1)


class DueProductions(QObject):
    """Wakes when the next planned production is due, and does what `smart-routing due` does.

    Several windows and processes may do so at once: the service sees to it that each production
    happens once. The checks run in the background, on a connection of their own.
    """

    version_requested = Signal(str, str)
    """A routing and its version that the person wants to see, after a message about it."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setObjectName("waits for planned productions")
        self._timer.setSingleShot(True)
        # A coarse timer may be a twentieth of its time too early or too late.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        self._is_on = False
        self._is_over = False
        self._is_working = False
        self._done: list[Activation] = []
        self._complained: Text | None = None
        # A plan may have been made, moved or taken away, here or in another process.
        session.routings_changed.connect(self.look)

    def start(self) -> None:
        """Catch up with what was due while nothing ran, and wait for what follows.

        A window that another one took the place of may close before its first look.
        """
        if self._is_over:
            return
        self._is_on = True
        self.look()

    def stop(self) -> None:
        """Wait no longer; what is under way ends with the session's other work."""
        self._is_on = False
        self._is_over = True
        self._timer.stop()

    @property
    def waits_ms(self) -> int:
        """Milliseconds until the next look; -1 while it does not wait."""
        return self._timer.remainingTime()

    def look(self) -> None:
        """Carry out what is due, if anything is; else wait for what comes next."""
        if not self._is_on or self._is_working:
            return
        try:
            moment = lifecycle.next_due(self._session.workspace)
        except UserError as error:
            self._fail(error)
            return
        left = None if moment is None else moment - now()
        if left is not None and left <= dt.timedelta():
            self._begin()
        else:
            self._wait(left)

    def _wait(self, left: dt.timedelta | None) -> None:
        # Rounded up: a look before the time would find nothing to do.
        wanted = LOOK_MS if left is None else math.ceil(left.total_seconds() * 1000)
        self._timer.start(max(1, min(LOOK_MS, wanted)))

    def _begin(self) -> None:
        # After an error that nobody expected this stays so: the crash dialog would come again
        # and again. The next start tries once more.
        self._is_working = True
        self._timer.stop()
        self._done = []
        self._session.jobs.start(
            _carrying_out(self._session.workspace.again()),
            self._finish,
            self._fail,
            self._done.append,
            owner=self,
        )

    def _finish(self, _nothing: object) -> None:
        self._complained = None
        self._end()
        self.look()

    def _fail(self, error: UserError) -> None:
        """The disk refused, or another process wrote for too long: tried again, said once."""
        self._end()
        if error.text != self._complained:
            self._complained = error.text
            self._session.report(error.text, "error")
        if not self._is_working:
            self._wait(None)

    def _end(self) -> None:
        self._is_working = False
        done, self._done = self._done, []
        if not done:
            return
        self._session.routings_changed.emit()
        self._session.resources_changed.emit()
        # What could not be is shown rather than what could.
        shown = next((one for one in done if one.reasons), done[-1]).version
        level, text = _told(done)
        offer = (_("Show"), lambda: self.version_requested.emit(shown.routing, shown.id))
        self._session.report(text, level, offer)


def _carrying_out(again: Callable[[], Workspace]) -> Callable[[Ticket], None]:
    """Work for `Jobs`: each activation as a partial result, since each stands by itself."""

    def work(ticket: Ticket) -> None:
        workspace = again()
        try:
            for activation in lifecycle.each_due(workspace):
                ticket.progress(activation)
        finally:
            workspace.close()

    return work


def _told(done: list[Activation]) -> tuple[Level, Text]:
    """How grave it is, and one sentence for all of it; the history has each by itself."""
    failed = [one for one in done if one.reasons]
    if len(done) > 1:
        if failed:
            return "error", _(
                "{failed} of {count} planned productions could not be. Their versions say why.",
                failed=len(failed),
                count=len(done),
            )
        return "warning", _("{count} planned productions were carried out.", count=len(done))
    (one,) = done
    words = {"version": one.version.name, "routing": one.routing.name}
    if failed:
        return "error", _(
            "“{version}” of {routing} could not go into production as planned: {reason}",
            reason=one.reasons[0],
            **words,
        )
    if one.late < _LATE:
        return "success", _("“{version}” of {routing} is in production, as planned.", **words)
    return "warning", _(
        "“{version}” of {routing} is in production, {span} later than planned.",
        span=span_words(one.late),
        **words,
    )
