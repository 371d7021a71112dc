"""What a database shows below its form: its tables, and the connection of an external one."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.model.resources import Database, DatabasePlace, DataTable, Resource
from app.model.text import Text, _
from app.ui.forms import Form
from app.ui.resources.databases.connection_panel import ConnectionPanel
from app.ui.resources.databases.mending import place_in_words
from app.ui.resources.databases.tables_view import TablesView
from app.ui.resources.side_view import SideView
from app.ui.session import Session
from app.ui.widgets import Segments

_CONNECTION, _KEPT = "connection", "kept"


class DatabaseView(SideView):
    """The tables of the draft, edited here; the form holds the rest."""

    title = _("Tables")

    below = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Database | None = None
        self._tables: TablesView | None = None
        self.connection = ConnectionPanel(session)
        self.connection.taken.connect(self._keep)
        self.segments = Segments(((_CONNECTION, _("Connection")), (_KEPT, _("Rows for replays"))))
        self.segments.set_key(_CONNECTION)
        self.segments.chosen.connect(lambda _key: self._show_part())
        self.parts = QStackedWidget()
        self.parts.addWidget(self.connection)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self.segments)
        column.addWidget(self.parts, 1)

    @property
    def tables(self) -> TablesView:
        """The editor of the tables."""
        assert self._tables is not None
        return self._tables

    def follow(self, form: Form) -> None:
        self._tables = TablesView(form.context)
        self._tables.edited.connect(self._take)
        self.parts.addWidget(self._tables)

    def show_resource(self, resource: Resource) -> None:
        assert isinstance(resource, Database)
        before, self._shown = self._shown, resource
        problems = tuple(one for one in resource.own_problems() if one.field.startswith("tables"))
        self.tables.show_tables(resource.tables, problems)
        self.connection.show_database(resource, self.stored)
        if before is None or before.place is not resource.place:
            self._show_part()

    def place_of(self, resource: Resource, field: str) -> Text | None:
        assert isinstance(resource, Database)
        return place_in_words(resource.tables, field)

    def set_read_only(self, read_only: bool) -> None:
        self.tables.set_read_only(read_only)
        self.connection.set_read_only(read_only)

    def _show_part(self) -> None:
        external = self._shown is not None and self._shown.place is DatabasePlace.EXTERNAL
        self.segments.setVisible(external)
        connection = external and self.segments.key == _CONNECTION
        self.parts.setCurrentWidget(self.connection if connection else self.tables)

    def _take(self, tables: object) -> None:
        assert self._shown is not None
        self.edited.emit(msgspec.structs.replace(self._shown, tables=tables))

    def _keep(self, table: object) -> None:
        assert isinstance(table, DataTable)
        self.tables.put_table(table)
