"""The page *Routings*: the list on the left, the chosen routing on the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.model.catalogue import RoutingType
from app.model.errors import UserError
from app.model.permissions import Permission
from app.model.routing import TYPE_LABELS, Routing
from app.model.text import _
from app.ui.routings.commands import RoutingCommands
from app.ui.routings.overview import Circumstances, read_circumstances, read_lines
from app.ui.routings.routing_list import LINE_ROLE, RoutingDelegate, RoutingModel
from app.ui.routings.routing_page import RoutingPage
from app.ui.session import Session
from app.ui.theme import VersionState, icon, state_visual, tr
from app.ui.widgets import EmptyState, SearchField, button, heading, muted

NO_ROUTING = _("No smart routing yet. A smart routing decides what happens to your emails.")


class RoutingsPage(QWidget):
    """`routing_shown` when another routing, or none, is on the right."""

    routing_shown = Signal()

    def __init__(
        self, session: Session, commands: RoutingCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self._stale = True
        self._wanted = ""
        self._around = Circumstances()
        self.model = RoutingModel(self)
        self.list = QListView()
        self.search = SearchField(_("Search routings"))
        self.types = QComboBox()
        self.states = QComboBox()
        self.count = muted()
        self.new = button(
            _("New smart routing"),
            icon="mdi6.plus",
            clicked=commands.new_routing,
        )
        self.routing_page = RoutingPage(session, commands)
        self.empty = EmptyState(
            "mdi6.email-plus-outline", NO_ROUTING, action=_("New smart routing")
        )
        self.empty.activated.connect(commands.new_routing)
        self.unchosen = EmptyState(
            "mdi6.cursor-default-click-outline", _("Choose a smart routing.")
        )
        self.right = QStackedWidget()
        for widget in (self.routing_page, self.unchosen):
            self.right.addWidget(widget)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        session.routings_changed.connect(self._become_stale)
        session.resources_changed.connect(self._become_stale)
        commands.routing_requested.connect(self.show_routing)

    # --- what others ask ---

    @property
    def around(self) -> Circumstances:
        """Rights and mailboxes, as they were read last."""
        return self._around

    @property
    def routing(self) -> Routing | None:
        """The routing on the right."""
        index = self.list.currentIndex()
        return index.data(LINE_ROLE).routing if index.isValid() else None

    def show_routing(self, routing_id: str) -> None:
        """Choose a routing, widening the filters where they hide it."""
        self.refresh()
        if self.model.row_of(routing_id) < 0:
            self.search.clear()
            self.types.setCurrentIndex(0)
            self.states.setCurrentIndex(0)
        self._choose(self.model.row_of(routing_id))

    def refresh(self) -> None:
        """Read the workspace again; what was chosen stays chosen."""
        self._stale = False
        try:
            lines = read_lines(self._session.workspace)
        except UserError as error:
            self._session.report(error.text, "error", (_("Try again"), self.refresh))
            return
        self.model.set_lines(lines)
        try:
            self._around = read_circumstances(self._session.workspace)
        except UserError as error:  # a resource is damaged; the routings are there all the same
            self._session.report(error.text, "error", (_("Try again"), self.refresh))
        refused = self._around.rights.refusal(Permission.CREATE)
        for made in (self.new, self.empty.button):
            made.setEnabled(refused is None)
            made.setToolTip("" if refused is None else tr(refused))
        self._restore_choice()

    # --- building ---

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(RoutingDelegate(self.list))
        self.list.setProperty("bare", True)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr(_("Smart routings")))
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.model.modelReset.connect(self._restore_choice)
        self._fill_filters()
        self.splitter.addWidget(self._left())
        self.splitter.addWidget(self.right)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([344, 1000])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stack)

    def _left(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("frame", "panel")
        frame.setMinimumWidth(264)
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 8)
        head.setSpacing(8)
        first = QHBoxLayout()
        first.addWidget(heading(_("Email smart routings")), 1)
        first.addWidget(self.count)
        head.addLayout(first)
        head.addWidget(self.new)
        head.addSpacing(4)
        head.addWidget(self.search)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.types, 1)
        filters.addWidget(self.states, 1)
        head.addLayout(filters)
        self.nothing = EmptyState(
            "mdi6.filter-off-outline",
            _("No smart routing matches."),
            action=_("Show all"),
            variant="",
        )
        self.nothing.activated.connect(self._widen)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        return frame

    def _fill_filters(self) -> None:
        self.types.addItem(tr(_("All types")), None)
        for kind in RoutingType:
            self.types.addItem(tr(TYPE_LABELS[kind]), kind)
        self.types.setAccessibleName(tr(_("Type")))
        self.states.addItem(tr(_("All states")), None)
        for state in VersionState:
            visual = state_visual(state)
            self.states.addItem(icon(visual.icon, visual.token), tr(visual.word), state)
        self.states.setAccessibleName(tr(_("State")))
        for box in (self.types, self.states):
            box.setMinimumContentsLength(6)
            box.currentIndexChanged.connect(self._narrow)
        self.search.textChanged.connect(self._narrow)

    # --- keeping up ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A version that was edited in a tab meanwhile has another picture now.
        self.refresh()

    def _become_stale(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _narrow(self) -> None:
        # Qt gives enumerations back as plain text.
        type_, state = self.types.currentData(), self.states.currentData()
        self.model.narrow(
            self.search.text(),
            RoutingType(type_) if type_ else None,
            VersionState(state) if state else None,
        )
        self._restore_choice()

    def _widen(self) -> None:
        self.search.clear()
        self.types.setCurrentIndex(0)
        self.states.setCurrentIndex(0)
        self.search.setFocus()

    def _restore_choice(self) -> None:
        found = self.model.rowCount()
        self.stack.setCurrentWidget(self.empty if self.model.is_empty else self.splitter)
        self.list.setVisible(found > 0)
        self.nothing.setVisible(found == 0)
        self.count.setText(str(found))
        row = self.model.row_of(self._wanted)
        if row < 0 and found and not self._wanted:
            row = 0
        if row >= 0:
            self._choose(row)
        else:
            self._show_current()

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        index = self.model.index(row, 0)
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        else:
            self._show_current()

    def _show_current(self, *_indexes: QModelIndex) -> None:
        index = self.list.currentIndex()
        line = index.data(LINE_ROLE) if index.isValid() else None
        if line is None:
            self.right.setCurrentWidget(self.unchosen)
        else:
            self._wanted = line.routing.id
            self.right.setCurrentWidget(self.routing_page)
            log = self._session.workspace.log(line.routing.id)
            self.routing_page.show_routing(line, log, self._around)
        self.routing_shown.emit()
