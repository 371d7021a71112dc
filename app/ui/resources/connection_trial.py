"""Beside the form of a connection: *Test connection*, in the background, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from app.model.errors import UserError
from app.model.resources import Connection, Resource, Service
from app.model.text import Text, _
from app.services.connection_trial import trial_of
from app.ui.jobs import Cancelled, Job, Ticket
from app.ui.resources.side_view import SideView
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import Card, IconTile, button, heading, label, muted

if TYPE_CHECKING:
    from app.world.live.tried import Tried

_WHAT: dict[Service, Text] = {
    Service.SMTP: _("Connects to the server and signs in. No email is sent."),
    Service.IMAP: _("Connects to the server and signs in. No email is read."),
    Service.SALESFORCE: _("Signs in to Salesforce. Nothing is read or changed there."),
}
_ASKS_ONCE = _("Asks the provider once, with the token. Nothing is ordered or changed.")


class ConnectionTrial(SideView):
    """Nothing is sent anywhere before the button is pressed."""

    title = _("Test")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._draft = Connection()
        self._tried: Connection | None = None
        self._job: Job | None = None
        self._read_only = False
        self.what = muted()
        self.test = button(_("Test connection"), icon="mdi6.lan-connect", clicked=self.begin)
        self.cancel = button(_("Cancel"), clicked=self.stop)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(4)
        self.answer = Card(margin=12)
        self.mark = IconTile("mdi6.check-circle-outline", "success")
        self.said = label()
        found = QHBoxLayout()
        found.setSpacing(12)
        found.addWidget(self.mark)
        found.addWidget(self.said, 1)
        self.answer.body.addLayout(found)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.test)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 24)
        column.setSpacing(10)
        column.addWidget(heading(_("Test connection")))
        column.addWidget(self.what)
        column.addLayout(row)
        column.addWidget(self.busy)
        column.addWidget(self.answer)
        column.addStretch(1)
        self._forget()
        self._refresh()

    # --- SideView ---

    def show_resource(self, resource: Resource) -> None:
        assert isinstance(resource, Connection)
        self._draft = resource
        self.what.setText(tr(_WHAT.get(resource.service, _ASKS_ONCE)))
        if self._tried is not None and _place(self._tried) != _place(resource):
            # What was found says nothing about another place or another password.
            self.stop()
            self._forget()
        self._refresh()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._refresh()

    # --- trying ---

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._job is not None

    def begin(self) -> None:
        """Try what is typed, in the background."""
        if self.is_busy:
            return
        self._forget()
        try:
            go = trial_of(self._session.workspace, self._draft, self.stored)
        except UserError as error:
            self._say(error.text, ok=False)
            return
        self._tried = self._draft

        def work(ticket: Ticket) -> Tried:
            from app.world.live.deadline import CancelledOutside

            try:
                return go(lambda: ticket.is_cancelled)
            except CancelledOutside as error:
                raise Cancelled from error

        self._job = self._session.jobs.start(
            work, self._take, self._fail, owner=self, title=_("Testing a connection")
        )
        self._refresh()

    def stop(self) -> None:
        """Give up what is awaited."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()

    def sizeHint(self) -> QSize:
        return QSize(360, 400)

    # --- private ---

    def _take(self, found: Tried) -> None:
        self._job = None
        self._say(found.said, ok=found.ok)
        self._refresh()

    def _fail(self, error: UserError) -> None:
        self._job = None
        self._say(error.text, ok=False)
        self._refresh()

    def _say(self, text: Text, *, ok: bool) -> None:
        icon = "mdi6.check-circle-outline" if ok else "mdi6.alert-circle-outline"
        self.mark.set_icon(icon, "success" if ok else "error")
        self.said.setText(tr(text))
        self.answer.show()

    def _forget(self) -> None:
        self._tried = None
        self.said.clear()
        self.answer.hide()

    def _refresh(self) -> None:
        self.test.setEnabled(not self.is_busy and not self._read_only)
        why = _("You may look at this connection only.") if self._read_only else Text("")
        self.test.setToolTip(tr(why))
        self.cancel.setVisible(self.is_busy)
        self.busy.setVisible(self.is_busy)


def _place(connection: Connection) -> tuple[object, ...]:
    """Everything that a trial depends on."""
    return (
        connection.service,
        connection.host,
        connection.port,
        connection.security,
        connection.url,
        connection.user,
        connection.password,
        connection.token,
    )
