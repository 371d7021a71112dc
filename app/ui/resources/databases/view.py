"""What a database shows below its form: its tables."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QVBoxLayout

from app.model.resources import Database, Resource
from app.ui.forms import Form
from app.ui.resources.databases.tables_view import TablesView
from app.ui.resources.side_view import SideView
from app.ui.session import Session


class DatabaseView(SideView):
    """The tables of the draft, edited here; the form holds the rest."""

    below = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Database | None = None
        self._tables: TablesView | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 12, 24, 12)

    @property
    def tables(self) -> TablesView:
        """The editor of the tables."""
        assert self._tables is not None
        return self._tables

    def follow(self, form: Form) -> None:
        self._tables = TablesView(form.context)
        self._tables.edited.connect(self._take)
        self.column.addWidget(self._tables)

    def show_resource(self, resource: Resource) -> None:
        assert isinstance(resource, Database)
        self._shown = resource
        problems = tuple(one for one in resource.own_problems() if one.field.startswith("tables"))
        self.tables.show_tables(resource.tables, problems)

    def set_read_only(self, read_only: bool) -> None:
        self.tables.set_read_only(read_only)

    def _take(self, tables: object) -> None:
        assert self._shown is not None
        self.edited.emit(msgspec.structs.replace(self._shown, tables=tables))
