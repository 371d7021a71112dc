"""The connection of an external database: tried in the background, then its schema to look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.errors import UserError
from app.model.resources import Database, DataTable, TableColumn
from app.model.resources.database_url import url_refusal
from app.model.text import Text, _
from app.services.databases import (
    Connected,
    Rows,
    Schemas,
    Tables,
    TableShape,
    look_around,
    read_rows,
)
from app.ui.jobs import Job, Ticket
from app.ui.resources.databases.schema_browser import SchemaBrowser
from app.ui.session import Session
from app.ui.theme import icon, tr
from app.ui.widgets import EmptyState, button, label

_TRY = _("Test connection")


class ConnectionPanel(QWidget):
    """`taken` carries a `DataTable` to keep for replays."""

    taken = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._database: Database | None = None
        self._stored = ""
        self._read_only = False
        self._job: Job | None = None
        self._asked_with: tuple[str, str] | None = None
        self.test = button(_TRY, icon="mdi6.lan-connect", clicked=self.try_it)
        self.cancel = button(_("Cancel"), clicked=self.stop)
        self.mark = label(wrap=False)
        self.mark.setFixedWidth(20)
        self.state = label()
        self.browser = SchemaBrowser()
        self.browser.schema_asked.connect(self._ask)
        self.browser.marked.connect(self._allow)
        self.untried = EmptyState(
            "mdi6.database-search-outline",
            _("Test the connection to see schemas, tables and columns here."),
        )
        self.take = button(
            _("Keep its rows for replays"),
            variant="link",
            icon="mdi6.content-save-outline",
            clicked=self._take_rows,
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.test)
        head.addWidget(self.cancel)
        head.addWidget(self.mark)
        head.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.untried, 1)
        column.addWidget(self.browser, 1)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addStretch(1)
        column.addLayout(row)
        self._forget()

    # --- what is shown ---

    def show_database(self, database: Database, stored: str) -> None:
        """Follow a draft; `stored` is the reference that its password is kept under."""
        self._database, self._stored = database, stored
        if self._asked_with not in (None, (database.url, database.reference)):
            # What was read says nothing about another place.
            self.stop()
            self._forget()
        self._allow()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the database can be looked at only: then nothing is sent anywhere."""
        self._read_only = read_only
        self._allow()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._job is not None

    # --- asking ---

    def try_it(self) -> None:
        """Connect, and read the usual schema."""
        self._ask("")

    def stop(self) -> None:
        """Give up what is awaited."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._say("", _("Cancelled."))
        self._allow()

    def _ask(self, schema: str) -> None:
        database = self._database
        if database is None or self._read_only:
            return
        self._drop_job()
        self._asked_with = (database.url, database.reference)
        self._say("", _("Connecting…"))

        def work(ticket: Ticket, password: Callable[[], str]) -> None:
            for said in look_around(
                database, password(), schema=schema, cancelled=lambda: ticket.is_cancelled
            ):
                ticket.progress(said)

        self._start(work, lambda _nothing: self._end())

    def _take_rows(self) -> None:
        database, table = self._database, self.browser.table
        if database is None or table is None or self._read_only:
            return
        self._drop_job()
        schema = self.browser.schema_shown
        self._say("", _("Reading rows of {table}…", table=table.name))

        def work(ticket: Ticket, password: Callable[[], str]) -> Rows:
            return read_rows(
                database, password(), schema, table, cancelled=lambda: ticket.is_cancelled
            )

        self._start(work, partial(self._took, table))

    def _start(
        self, work: Callable[[Ticket, Callable[[], str]], Any], done: Callable[[Any], object]
    ) -> None:
        database, stored = self._database, self._stored
        assert database is not None
        secrets = self._session.workspace.secrets

        def password() -> str:
            # The keyring may take its time; it is not asked in the window's thread.
            return secrets.secrets_of(database, stored).get("password", "")

        self._job = self._session.jobs.start(
            lambda ticket: work(ticket, password), done, self._failed, self._hear, owner=self
        )
        self._allow()

    # --- hearing ---

    def _hear(self, said: object) -> None:
        match said:
            case Connected(server):
                self._say("success", _("Connected: {server}", server=server))
            case Schemas():
                self.browser.show_schemas(said)
            case Tables():
                self.browser.show_tables(said)
                self.untried.hide()
                self.browser.show()

    def _end(self) -> None:
        self._job = None
        self._allow()

    def _failed(self, error: UserError) -> None:
        self._job = None
        self._say("error", error.text)
        self._allow()

    def _took(self, shape: TableShape, rows: Rows) -> None:
        self._end()
        made = kept_table(shape, rows)
        said = _("{count} rows of {table} are kept.", count=len(made.rows), table=made.name)
        if len(made.rows) == 1:
            said = _("1 row of {table} is kept.", table=made.name)
        elif rows.cut:
            said = _(
                "The first {count} rows of {table} are kept.",
                count=len(made.rows),
                table=made.name,
            )
        self._say("success", said)
        self.taken.emit(made)

    # --- private ---

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _forget(self) -> None:
        self._asked_with = None
        self.browser.show_schemas(Schemas((), ""))
        self.browser.show_tables(Tables("", ()))
        self.browser.hide()
        self.untried.show()
        self._say("", Text(""))
        self._allow()

    def _say(self, tone: str, words: Text) -> None:
        names = {"success": "mdi6.check-circle-outline", "error": "mdi6.alert-circle-outline"}
        self.mark.setVisible(bool(tone))
        if tone:
            self.mark.setPixmap(icon(names[tone], tone).pixmap(16, 16))
        self.state.setText(tr(words))
        if self.state.property("tone") != tone:
            self.state.setProperty("tone", tone)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def _allow(self) -> None:
        url = "" if self._database is None else self._database.url
        refusal = url_refusal(url)
        self.test.setEnabled(refusal is None and not self.is_busy and not self._read_only)
        self.test.setToolTip("" if refusal is None else tr(refusal))
        self.cancel.setVisible(self.is_busy)
        self.browser.schema.setEnabled(not self._read_only)
        self.take.setVisible(not self.browser.isHidden() and not self._read_only)
        self.take.setEnabled(self.browser.table is not None and not self.is_busy)

    def hideEvent(self, event: QHideEvent) -> None:
        # Nobody waits any more for an answer that nobody sees.
        self.stop()
        super().hideEvent(event)


def kept_table(shape: TableShape, rows: Rows) -> DataTable:
    """A table of another database with its rows, as replays read and write it."""
    columns = tuple(
        TableColumn(
            name=column.name,
            type=column.kind,
            required=column.required and not column.key,
            unique=column.unique,
            key=column.key,
        )
        for column in shape.columns
    )
    return DataTable(shape.name, columns, rows.rows)
