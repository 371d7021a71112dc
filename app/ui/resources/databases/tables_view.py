"""The tables of a database: a tab each, with its rows in a grid or its columns in a form."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.engine.moments import zone_of
from app.model.catalogue import Problem
from app.model.errors import Refused
from app.model.fields import fields_of
from app.model.resources import DataTable
from app.model.resources.database import LONGEST_NAME, MOST_TABLES
from app.model.resources.table_edits import with_columns
from app.model.text import Text, _
from app.ui.forms import Form
from app.ui.forms.context import FormContext
from app.ui.resources.databases.entering import read_anew
from app.ui.resources.databases.history import History, Step, Tables
from app.ui.resources.databases.mending import first_place, to_mend
from app.ui.resources.databases.rows_part import RowsPart
from app.ui.theme import tr
from app.ui.widgets import EmptyState, NameDialog, Segments, button, tool_button

_ROWS, _COLUMNS = "rows", "columns"


class TablesView(QWidget):
    """`edited` carries the tables after each edit by the person."""

    edited = Signal(object)

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tables: Tables = ()
        self._at = 0
        self._read_only = False
        self._problems: tuple[Problem, ...] = ()
        self._menu: QMenu | None = None
        self.history = History()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr(_("Tables")))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tabs.currentChanged.connect(self._turn)
        self.tabs.tabBarDoubleClicked.connect(lambda _at: self.ask_rename())
        self.tabs.customContextMenuRequested.connect(self._open_menu)
        self.rows = RowsPart(context)
        self.rows.edited.connect(self._take)
        self.rows.row_asked.connect(lambda: self.show_part(_ROWS))
        self.records, self.grid = self.rows.records, self.rows.grid
        self.grid.undo_asked.connect(self.undo)
        self.grid.redo_asked.connect(self.redo)
        columns = [one for one in fields_of(DataTable) if one.name == "columns"]
        self.columns = Form(columns, context, roomy=True)
        self.columns.edited.connect(self._take_columns)
        self.segments = Segments(((_ROWS, _("Rows")), (_COLUMNS, _("Columns"))))
        self.segments.set_key(_ROWS)
        self.segments.chosen.connect(self._show_part)
        self.mend = button(
            "", variant="link", icon="mdi6.alert-circle-outline", clicked=self.go_to_problem
        )
        self._build()
        self._show()

    # --- what is shown ---

    def show_tables(self, tables: Tables, problems: tuple[Problem, ...]) -> None:
        """Show the tables of a draft, and what is wrong with them."""
        self._problems = problems
        if tables != self._tables:
            # Another database, or the same one after *Discard*: its edits are not ours.
            self.history.clear()
            self.rows.show_all()
            self._tables = tables
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the tables can be looked at only."""
        self._read_only = read_only
        self.records.set_read_only(read_only)
        self.columns.set_read_only(read_only)
        self._show()

    @property
    def table(self) -> DataTable | None:
        """The table in front."""
        return self._tables[self._at] if self._at < len(self._tables) else None

    def turn_to(self, at: int) -> None:
        """Bring a table to the front."""
        self.tabs.setCurrentIndex(at)

    def show_part(self, key: str) -> None:
        """Show `rows` or `columns`."""
        self.segments.set_key(key)
        self._show_part(key)

    # --- edits ---

    def add_table(self, name: str) -> None:
        """Add a table with a numbered key and bring its columns to the front."""
        self._put(
            (*self._tables, DataTable(name)),
            _("add the table {name}", name=name),
            len(self._tables),
        )
        self.show_part(_COLUMNS)

    def put_table(self, table: DataTable) -> None:
        """Add a table, or put it in the place of the one with its name."""
        names = [one.name.casefold() for one in self._tables]
        wanted = table.name.casefold()
        at = names.index(wanted) if wanted in names else len(names)
        changed = (*self._tables[:at], table, *self._tables[at + 1 :])
        self._put(changed, _("keep the table {name}", name=table.name), at)

    def rename(self, name: str) -> None:
        """Call the table in front something else."""
        if self.table is not None:
            renamed = msgspec.structs.replace(self.table, name=name)
            self._replace(renamed, _("rename a table"))

    def remove(self) -> None:
        """Take the table in front out, with its rows; undo brings it back."""
        if self.table is not None:
            said = _("remove the table {name}", name=self.table.name)
            rest = tuple(one for at, one in enumerate(self._tables) if at != self._at)
            self._put(rest, said, max(0, self._at - 1))

    def undo(self) -> None:
        """Take the last edit back."""
        step = None if self._read_only else self.history.undo()
        if step is not None:
            self._travel(step.before, step.at)

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        step = None if self._read_only else self.history.redo()
        if step is not None:
            self._travel(step.after, step.at)

    def ask_table(self) -> None:
        """Ask for the name of a new table."""
        name = NameDialog.ask(self, _("New table"), ok=_("Add"), check=self._checked)
        if name is not None:
            self.add_table(name)

    def ask_rename(self) -> None:
        """Ask for another name of the table in front."""
        if self.table is None or self._read_only:
            return
        own = self.table.name
        name = NameDialog.ask(
            self,
            _("Rename the table"),
            name=own,
            ok=_("Rename"),
            check=lambda typed: typed.strip() if typed.strip() == own else self._checked(typed),
        )
        if name is not None and name != own:
            self.rename(name)

    def go_to_problem(self) -> None:
        """Show the first thing to mend."""
        found = first_place(self._problems)
        if found is None:
            return
        self.turn_to(found.table)
        self.rows.show_all()
        if found.cell is None:
            self.show_part(_COLUMNS)
        else:
            self.show_part(_ROWS)
            self.grid.go_to(*found.cell)

    # --- building ---

    def _make_tools(self) -> None:
        self.add = button(
            _("Add a table…"), variant="link", icon="mdi6.plus", clicked=self.ask_table
        )
        self.undo_button = tool_button("mdi6.undo", _("Undo"), clicked=self.undo)
        self.redo_button = tool_button("mdi6.redo", _("Redo"), clicked=self.redo)
        self.more = tool_button("mdi6.dots-vertical", _("More"), clicked=self._open_more)

    def _build(self) -> None:
        self._make_tools()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.add)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.segments)
        bar.addWidget(self.rows.search, 1)
        bar.addStretch(1)
        for made in (self.undo_button, self.redo_button, self.more):
            bar.addWidget(made)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.addWidget(self.columns)
        inside.addStretch(1)
        area.setWidget(inner)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.rows)
        self._parts.addWidget(area)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.rows.tools, 1)
        foot.addWidget(self.mend)
        foot.addWidget(self.rows.count)
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self._parts, 1)
        column.addLayout(foot)
        self.nothing = EmptyState(
            "mdi6.table-plus",
            _("A table holds rows of values that actions read and write."),
            action=_("Add a table…"),
        )
        self.nothing.activated.connect(self.ask_table)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._filled)
        self._pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    # --- following edits ---

    def _take(self, table: object, said: object) -> None:
        assert isinstance(table, DataTable)
        assert isinstance(said, Text)
        self._replace(table, said)

    def _take_columns(self, _name: str, struct: object) -> None:
        assert isinstance(struct, DataTable)
        if self.table is not None:
            changed = with_columns(self.table, struct.columns)
            self._replace(read_anew(self.table, changed, self._zone()), _("change the columns"))

    def _replace(self, table: DataTable, said: Text) -> None:
        changed = (*self._tables[: self._at], table, *self._tables[self._at + 1 :])
        self._put(changed, said, self._at)

    def _put(self, tables: Tables, said: Text, at: int) -> None:
        if self._read_only:
            return
        self.history.note(Step(said, self._tables, tables, self._at if at < len(tables) else at))
        self._travel(tables, at)

    def _travel(self, tables: Tables, at: int) -> None:
        self._tables = tables
        self._at = max(0, min(at, len(tables) - 1))
        self._show()
        self.edited.emit(tables)

    # --- showing ---

    def _turn(self, at: int) -> None:
        if at >= 0:
            self.rows.show_all()
            self._at = at
            self._show()

    def _show_part(self, key: str) -> None:
        self._parts.setCurrentIndex(0 if key == _ROWS else 1)
        self.rows.tools.setVisible(key == _ROWS)
        self.rows.search.setVisible(key == _ROWS)
        self._allow()

    def _show(self) -> None:
        self._at = max(0, min(self._at, len(self._tables) - 1))
        with QSignalBlocker(self.tabs):
            while self.tabs.count() > len(self._tables):
                self.tabs.removeTab(self.tabs.count() - 1)
            while self.tabs.count() < len(self._tables):
                self.tabs.addTab("")
            for at, one in enumerate(self._tables):
                self.tabs.setTabText(at, one.name or tr(_("(no name)")))
            self.tabs.setCurrentIndex(self._at)
        table = self.table
        self._pages.setCurrentWidget(self._filled if table is not None else self.nothing)
        self.nothing.button.setVisible(not self._read_only)
        if table is not None:
            self.records.zone = self._zone()
            self.rows.show_table(table)
            if self.columns.value() != table:
                self.columns.set_value(table)
            own = f"tables.{self._at}."
            self.columns.set_problems(
                msgspec.structs.replace(one, field=one.field.removeprefix(own))
                for one in self._problems
                if one.field.startswith(f"{own}columns")
            )
        self._allow()

    def _allow(self) -> None:
        editable = not self._read_only
        self.rows.tools.setVisible(self.segments.key == _ROWS)
        self.rows.allow(editable)
        self.add.setVisible(editable)
        self.add.setEnabled(len(self._tables) < MOST_TABLES)
        self.more.setVisible(editable)
        for made, said, does in (
            (self.undo_button, self.history.to_undo, _("Undo")),
            (self.redo_button, self.history.to_redo, _("Redo")),
        ):
            made.setVisible(editable)
            made.setEnabled(said is not None)
            tip = does if said is None else _("{undo}: {edit}", undo=does, edit=said)
            made.setToolTip(tr(tip))
        self.mend.setVisible(first_place(self._problems) is not None)
        self.mend.setText(tr(to_mend(self._problems)))

    def _zone(self) -> ZoneInfo:
        return zone_of(self._context.resources().time_zone)

    def _checked(self, typed: str) -> str:
        name = typed.strip()
        if not name:
            raise Refused(_("Give the table a name."))
        if len(name) > LONGEST_NAME:
            raise Refused(_("At most {most} characters for a name.", most=LONGEST_NAME))
        if name.casefold() in {one.name.casefold() for one in self._tables}:
            raise Refused(_("Another table has the name {name}. Choose another one.", name=name))
        return name

    def _open_more(self) -> None:
        self._pop_up(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _open_menu(self, place: QPoint) -> None:
        at = self.tabs.tabAt(place)
        if at >= 0 and not self._read_only:
            self.turn_to(at)
            self._pop_up(self.tabs.mapToGlobal(place))

    def _pop_up(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr(_("Rename the table…")), self.ask_rename)
        menu.addAction(tr(_("Remove the table")), self.remove)
        menu.popup(place)
