"""The list of one kind: a line to search in, *New*, the table, and what stands in while empty."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.model.resources import KIND_LABELS, Resource, ResourceKind
from app.model.text import Text, _
from app.ui.resources.listing import RESOURCE_ROLE, ResourceModel
from app.ui.theme import icon, tr
from app.ui.widgets import EmptyState, SearchField, button, muted

HELP: dict[ResourceKind, Text] = {
    ResourceKind.MAILBOX: _("A mailbox receives emails and hands them to a smart routing."),
    ResourceKind.QUEUE: _("A queue holds emails until an agent takes them."),
    ResourceKind.DISTRIBUTION_GROUP: _("A distribution group shares a load among queues."),
    ResourceKind.USER: _("Users take emails; with a login and roles they work here."),
    ResourceKind.ROLE: _("Roles say what users may do here."),
    ResourceKind.EMAIL_TEMPLATE: _("Email templates hold the words of answers, in each language."),
    ResourceKind.SMS_TEMPLATE: _("SMS templates hold the words of text messages."),
    ResourceKind.SURVEY: _("Surveys ask customers how it went, after an answer."),
    ResourceKind.CHECKPOINT: _("Checkpoints mark what an interaction has passed."),
    ResourceKind.VARIABLE: _("Variables hold what actions find out about an email."),
    ResourceKind.VALUE_TABLE: _("Value tables are looked up by a key, such as a postcode."),
    ResourceKind.DATABASE: _("Databases hold tables that actions read and write."),
    ResourceKind.CALENDAR: _("Calendars say when something is open."),
    ResourceKind.CASE_SCHEMA: _("Case schemas say what a case can be, and which fields it has."),
    ResourceKind.CRM: _("A CRM holds one card for each customer."),
    ResourceKind.CRM_V2: _("A CRM V2 holds several objects, here or in another system."),
    ResourceKind.CAMPAIGN: _("Campaigns call or write to lists of targets."),
    ResourceKind.WEB_SERVICE: _("Web services tell actions what other systems know."),
    ResourceKind.CONNECTION: _("Connections lead to mail servers, providers and other systems."),
    ResourceKind.PAYMENT_MODULE: _("Payment modules make links to pay an invoice with."),
}
"""What each kind is for, said where there is none yet."""


_COLUMNS, _REFERENCE = 3, 1
_NARROW = 360
_SHARE = 68
"""Percent of the width that name and reference take at most."""
_AIR = 8


class ResourceList(QFrame):
    """`marked` when another resource is chosen; the others are wishes."""

    marked = Signal()
    create_asked = Signal()
    delete_asked = Signal()
    form_asked = Signal()
    duplicate_asked = Signal()
    import_asked = Signal()
    export_asked = Signal(bool)
    """Carries whether all of them are meant, rather than the selected ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "panel")
        self.setMinimumWidth(240)
        self._kind = ResourceKind.MAILBOX
        self._last_row = 0
        self.model = ResourceModel(self)
        self.table = ResourceTable(self.model)
        self.search = SearchField(_("Search"))
        self.count = muted()
        self.new = button(_("New"), icon="mdi6.plus", clicked=self.create_asked.emit)
        self.import_button = button(
            _("Import…"), variant="link", icon="mdi6.import", clicked=self.import_asked.emit
        )
        self.export_button = button(
            _("Export"), variant="link", icon="mdi6.export", clicked=self._open_export_menu
        )
        self.none = EmptyState("mdi6.cube-outline", "", action=_("Create the first"))
        self.nothing = EmptyState(
            "mdi6.filter-off-outline", _("Nothing matches."), action=_("Show all"), variant=""
        )
        self.pages = QStackedWidget()
        for page in (self.table, self.none, self.nothing):
            self.pages.addWidget(page)
        head = QHBoxLayout()
        head.setContentsMargins(12, 12, 12, 8)
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.new)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(12, 4, 12, 8)
        self.foot.addWidget(self.count, 1)
        self.foot.addWidget(self.import_button)
        self.foot.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(self.foot)
        self.search.textChanged.connect(self._search)
        self.none.activated.connect(self.create_asked)
        self.nothing.activated.connect(self.search.clear)
        self.table.marked.connect(self._remember)
        self.table.marked.connect(self.marked)
        self.table.delete_asked.connect(self.delete_asked)
        self.table.form_asked.connect(self.form_asked)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)

    @property
    def current(self) -> Resource | None:
        """The marked resource, as stored."""
        index = self.table.currentIndex()
        found: Resource | None = index.data(RESOURCE_ROLE) if index.isValid() else None
        return found

    def show_resources(
        self, kind: ResourceKind, resources: tuple[Resource, ...], unsaved: frozenset[str]
    ) -> None:
        """Show the resources of a kind; the marked one stays marked where it is still there."""
        is_other = kind is not self._kind
        before = None if is_other else self.current
        self._kind = kind
        self.model.show_resources(kind, resources, unsaved)
        if is_other:
            self.table.fit_columns()
        if before is not None:
            self.mark(before.reference)
        self._show_counts()

    def mark(self, reference: str) -> bool:
        """Mark a resource; whether it is shown."""
        row = self.model.row_of(reference)
        if row < 0:
            return False
        self.table.select_only(row)
        return True

    def allow_creating(self, refusal: Text | None, *, begun: bool) -> None:
        """Whether new ones may be made, and why not; `begun` says that one waits to be saved."""
        going_on = tr(_("Go on with the new one that is not saved yet")) if begun else ""
        self.new.setText(f"{tr(_('New'))}{' ●' if begun else ''}")
        for made in (self.new, self.import_button, self.none.button):
            made.setEnabled(refusal is None)
            made.setToolTip("" if refusal is None else tr(refusal))
        if refusal is None:
            self.new.setToolTip(going_on)

    def mark_first(self) -> None:
        """Mark the first resource, if there is one."""
        if self.model.rowCount():
            self.table.select_only(0)

    def mark_neighbour(self) -> None:
        """Mark what stands now where the mark was, after that was deleted."""
        if self.current is None and self.model.rowCount():
            self.table.select_only(min(self._last_row, self.model.rowCount() - 1))

    def mark_nothing(self) -> None:
        """Mark no resource."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def menu(self) -> QMenu:
        """What can be done with the selected resources, and with all of them."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = bool(self.table.selected())
        _add(menu, "mdi6.content-copy", _("Duplicate"), self.duplicate_asked.emit, allowed=chosen)
        _add(menu, "mdi6.trash-can-outline", _("Delete…"), self.delete_asked.emit, allowed=chosen)
        menu.addSeparator()
        self._add_exports(menu)
        _add(
            menu,
            "mdi6.import",
            _("Import…"),
            self.import_asked.emit,
            allowed=self.import_button.isEnabled(),
        )
        return menu

    def _add_exports(self, menu: QMenu) -> None:
        chosen = len(self.table.selected())
        words = (
            _("Export the chosen one…")
            if chosen == 1
            else _("Export the {count} chosen ones…", count=chosen)
        )
        chosen_ones, every = (
            lambda all_=all_: self.export_asked.emit(all_) for all_ in (False, True)
        )
        _add(menu, "mdi6.export", words, chosen_ones, allowed=bool(chosen))
        _add(menu, "mdi6.export", _("Export all…"), every, allowed=not self.model.is_empty)

    def _open_export_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_exports(menu)
        above = self.export_button.rect().topLeft() - QPoint(0, menu.sizeHint().height())
        menu.popup(self.export_button.mapToGlobal(above))

    def _open_menu(self, place: QPoint) -> None:
        self.menu().popup(self.table.viewport().mapToGlobal(place))

    def _remember(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self._last_row = row

    def _search(self, typed: str) -> None:
        before = self.current
        self.model.search(typed)
        if before is not None:
            self.mark(before.reference)
        self._show_counts()

    def _show_counts(self) -> None:
        found = self.model.rowCount()
        self.count.setText(tr(_("1 entry") if found == 1 else _("{count} entries", count=found)))
        self.none.say(HELP.get(self._kind, KIND_LABELS[self._kind]))
        self.export_button.setEnabled(not self.model.is_empty)
        page = self.none if self.model.is_empty else self.table if found else self.nothing
        self.pages.setCurrentWidget(page)


def _add(
    menu: QMenu, picture: str, words: Text, act: Callable[[], object], *, allowed: bool
) -> None:
    made = QAction(icon(picture), tr(words), menu)
    made.triggered.connect(lambda _checked=False: act())
    made.setEnabled(allowed)
    menu.addAction(made)


class ResourceTable(QTableView):
    """Rows of resources; Enter goes to the form, Delete asks to delete."""

    marked = Signal()
    delete_asked = Signal()
    form_asked = Signal()

    def __init__(self, model: ResourceModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setProperty("bare", True)
        self.setAccessibleName(tr(_("Resources")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        # Tab leads on to the form; arrows walk the rows.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heads.setDefaultSectionSize(112)
        heads.setStretchLastSection(True)
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self.marked.emit())

    def selected(self) -> tuple[Resource, ...]:
        """The selected resources, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.model().index(row, 0).data(RESOURCE_ROLE) for row in rows)

    def fit_columns(self) -> None:
        """Give each column the room it needs, as far as there is room for all.

        Where it is tight, the reference goes: it stands in the form, and the search knows it.
        """
        heads = self.horizontalHeader()
        if heads.count() < _COLUMNS:
            return
        width = self.viewport().width()
        self.setColumnHidden(_REFERENCE, width < _NARROW)
        shown = [at for at in range(_COLUMNS - 1) if not self.isColumnHidden(at)]
        for at in shown:
            wanted = max(self.sizeHintForColumn(at), heads.sectionSizeHint(at)) + _AIR
            heads.resizeSection(at, min(wanted, width * _SHARE // (100 * len(shown))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def select_only(self, row: int) -> None:
        """Select one row; with Ctrl held, as for Undo, the view would add it to the others."""
        index = self.model().index(row, 0)
        wanted = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, wanted.ClearAndSelect | wanted.Rows)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.form_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)
