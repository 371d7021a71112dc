"""The schema of an external database: its tables, their columns with types and keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.model.text import Text, _
from app.services.databases import ColumnShape, Schemas, Tables, TableShape
from app.ui.theme import icon, tr
from app.ui.widgets import Option, Picker, SearchField, muted

_TABLE_ROLE = int(Qt.ItemDataRole.UserRole)
_UNOPENED = int(Qt.ItemDataRole.UserRole) + 1


class SchemaBrowser(QWidget):
    """`schema_asked` carries the schema to read, `marked` comes when another table is chosen."""

    schema_asked = Signal(str)
    marked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schemas = Schemas((), "")
        self._tables = Tables("", ())
        self.schema = Picker(self._options, placeholder=_("Schema"))
        self.schema.setAccessibleName(tr(_("Schema")))
        self.schema.setMaximumWidth(240)
        self.schema.chosen.connect(self._choose)
        self.search = SearchField(_("Filter tables and columns"))
        self.search.textChanged.connect(lambda _typed: self._fill())
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr(_("Tables and columns")))
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([tr(_("Name")), tr(_("Type")), tr(_("Key"))])
        self.tree.setUniformRowHeights(True)
        self.tree.setIconSize(QSize(14, 14))
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        heads = self.tree.header()
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.setStretchLastSection(False)
        heads.resizeSection(1, 180)
        heads.resizeSection(2, 200)
        self.tree.itemExpanded.connect(_open)
        self.tree.currentItemChanged.connect(lambda *_items: self.marked.emit())
        self.count = muted()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.schema)
        head.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.count)

    # --- what is shown ---

    def show_schemas(self, schemas: Schemas) -> None:
        """Offer these schemas, of which one is being read."""
        self._schemas = schemas
        self.schema.show_choice(schemas.shown, schemas.shown)

    def show_tables(self, tables: Tables) -> None:
        """Show the tables of a schema."""
        self._tables = tables
        self._fill()

    @property
    def schema_shown(self) -> str:
        """The schema whose tables are shown."""
        return self._tables.schema

    @property
    def table(self) -> TableShape | None:
        """The chosen table, or the table of the chosen column."""
        index = self.tree.currentIndex()
        if index.parent().isValid():
            index = index.parent()
        found: TableShape | None = index.siblingAtColumn(0).data(_TABLE_ROLE)
        return found

    def shown(self) -> list[str]:
        """The names of the tables that the filter leaves."""
        items = (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))
        return [item.text(0) for item in items if item is not None]

    # --- private ---

    def _options(self) -> list[Option]:
        return [Option(name, name) for name in self._schemas.names]

    def _choose(self, schema: str) -> None:
        self.schema.show_choice(schema, schema)
        self.schema_asked.emit(schema)

    def _fill(self) -> None:
        words = self.search.text().casefold().split()
        before = self.table
        self.tree.clear()
        made = [_table_item(table, words) for table in self._tables.tables if _holds(table, words)]
        self.tree.addTopLevelItems(made)
        for item in made:
            if words and not _named(item.data(0, _TABLE_ROLE), words):
                item.setExpanded(True)
            if before is not None and item.text(0) == before.name:
                self.tree.setCurrentItem(item)
        self.count.setText(tr(self._counted(len(made))))

    def _counted(self, found: int) -> Text:
        if self._tables.cut:
            return _("The first {count} tables", count=len(self._tables.tables))
        return _("1 table") if found == 1 else _("{count} tables", count=found)


def _holds(table: TableShape, words: list[str]) -> bool:
    searched = " ".join([table.name, *(column.name for column in table.columns)]).casefold()
    return all(word in searched for word in words)


def _named(table: TableShape, words: list[str]) -> bool:
    return all(word in table.name.casefold() for word in words)


def _table_item(table: TableShape, words: list[str]) -> QTreeWidgetItem:
    columns = len(table.columns)
    said = _("1 column") if columns == 1 else _("{count} columns", count=columns)
    item = QTreeWidgetItem([table.name, tr(said), tr(_("View")) if table.is_view else ""])
    item.setData(0, _TABLE_ROLE, table)
    item.setIcon(0, icon("mdi6.table-eye" if table.is_view else "mdi6.table", "muted"))
    # Columns come when they are looked at: a schema may have a hundred thousand.
    item.setData(0, _UNOPENED, [] if _named(table, words) else words)
    if table.columns:
        item.addChild(QTreeWidgetItem([""]))
    return item


def _open(item: QTreeWidgetItem) -> None:
    words = item.data(0, _UNOPENED)
    table = item.data(0, _TABLE_ROLE)
    if words is None or table is None:
        return
    item.setData(0, _UNOPENED, None)
    item.takeChildren()
    item.addChildren([_column_item(column, words) for column in table.columns])


def _column_item(column: ColumnShape, words: list[str]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([column.name, column.type, tr(_key_words(column))])
    found = bool(words) and any(word in column.name.casefold() for word in words)
    name = "mdi6.key-variant" if column.key else "mdi6.table-column"
    item.setIcon(0, icon(name, "accent" if found else "muted"))
    return item


def _key_words(column: ColumnShape) -> Text:
    parts: list[Text] = []
    if column.key:
        parts.append(_("primary key"))
    elif column.required:
        parts.append(_("required"))
    if column.unique:
        parts.append(_("unique"))
    if column.refers_to:
        parts.append(_("→ {column}", column=column.refers_to))
    if len(parts) > 1:
        return _("{first}, {second}", first=parts[0], second=parts[1])
    return parts[0] if parts else Text("")
