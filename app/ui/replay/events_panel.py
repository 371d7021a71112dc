"""The interaction events list of a run: recorded passages and checkpoints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.trace import Event
from app.model.text import Text, _
from app.ui.replay.controller import ReplayController
from app.ui.replay.wording import TraceWords, moment_words
from app.ui.theme import icon, tr
from app.ui.widgets import EmptyState

_KINDS: dict[str, tuple[Text, str, str]] = {
    "checkpoint": (_("Checkpoint"), "mdi6.flag-outline", "accent"),
    "passage": (_("Passage"), "mdi6.record-circle-outline", "run"),
}
_STEP_ROLE = int(Qt.ItemDataRole.UserRole)


class EventsPanel(QWidget):
    """`step_chosen` carries the number of the step in which an event happened."""

    step_chosen = Signal(int)
    record_requested = Signal()
    """The empty panel's button: record the passage in the selected action."""

    def __init__(
        self,
        controller: ReplayController,
        words: Callable[[], TraceWords],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._words = words
        self._shown: tuple[Event, ...] | None = None
        self.rows = QTreeWidget()
        self.rows.setProperty("bare", True)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setAccessibleName(tr(_("Interaction events")))
        self.rows.setHeaderLabels([tr(_("Time")), tr(_("Kind")), tr(_("Name")), tr(_("Action"))])
        heads = self.rows.header()
        heads.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 190), (1, 140), (3, 280)):
            heads.resizeSection(column, width)
        heads.setStretchLastSection(False)
        self.rows.currentItemChanged.connect(self._choose)
        self._no_run = EmptyState(
            "mdi6.format-list-bulleted",
            _("No run yet: the events of an interaction are listed here once an email has run."),
        )
        self._no_events = EmptyState(
            "mdi6.record-circle-outline",
            _(
                "This run recorded no event. Select an action and tick “Record the passage in this"
                " action” in the inspector, or add a checkpoint."
            ),
            action=_("Record the selected action"),
            variant="",
        )
        self._no_events.activated.connect(self.record_requested)
        self._pages = QStackedWidget()
        for page in (self._no_run, self._no_events, self.rows):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        controller.changed.connect(self.refresh)
        self.refresh()

    @property
    def count(self) -> int:
        """How many events are on show."""
        return len(self._shown or ())

    def refresh(self) -> None:
        """Show the events of the steps that are done."""
        trace = self._controller.trace
        if trace is None:
            self._shown = None
            self._pages.setCurrentWidget(self._no_run)
            return
        done = self._controller.position
        events = tuple(one for one in trace.events if one.step <= done)
        self._pages.setCurrentWidget(self.rows if events else self._no_events)
        if events == self._shown:
            return
        self._shown = events
        names = {step.number: step.action.name for step in trace.steps}
        self.rows.blockSignals(True)
        self.rows.clear()
        for event in events:
            kind, picture, colour = _KINDS.get(
                event.kind, (_("Event"), "mdi6.circle-outline", "muted")
            )
            action = f"#{event.action}  {names.get(event.step, '')}"
            item = QTreeWidgetItem([moment_words(event.at), tr(kind), event.name, action])
            item.setIcon(1, icon(picture, colour))
            item.setToolTip(2, event.reference)
            item.setData(0, _STEP_ROLE, event.step)
            self.rows.addTopLevelItem(item)
        self.rows.blockSignals(False)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.step_chosen.emit(item.data(0, _STEP_ROLE))
