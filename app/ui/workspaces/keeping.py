"""The backup of the day, made in the background; silent unless something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.model.errors import UserError
from app.model.store.refusals import Damaged
from app.model.text import Text, _
from app.services.backups import Daily, back_up_daily
from app.ui.jobs import Ticket
from app.ui.session import Session

LOOK_MS = 3_600_000
"""A window may stay open for days: each has its backup."""


class DailyBackup(QObject):
    """Makes the backup of the day at the start and later on, and says when it could not."""

    def __init__(
        self, session: Session, restore: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._restore = restore
        self._complained: Text | None = None
        self._timer = QTimer(self)
        self._timer.setObjectName("waits for the next backup")
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, unless the workspace may not be written."""
        if not self._session.workspace.is_read_only:
            self._timer.start()
            self.look()

    def stop(self) -> None:
        """Make no more."""
        self._timer.stop()

    def look(self) -> None:
        """Make the backup of today unless there is one."""
        path = self._session.workspace.path
        self._session.jobs.start(partial(_made, path), _done, self._fail, owner=self)

    def _fail(self, error: UserError) -> None:
        if error.text == self._complained:
            return
        self._complained = error.text
        if isinstance(error, Damaged):
            self._session.report(error.text, "error", (_("Restore a backup…"), self._restore))
            return
        text = _("Today's backup could not be made. {reason}", reason=error.text)
        self._session.report(text, "warning", (_("Try again"), self._again))

    def _again(self) -> None:
        self._complained = None
        self.look()


def _made(path: Path, _ticket: Ticket) -> Daily:
    return back_up_daily(path)


def _done(_daily: object) -> None:
    """Nothing to say: it is what people expect."""
