"""The history of a version: the runs that were kept with it, and the details of one of them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine.trace import Destination, Outcome, Trace, decode_trace
from app.model.errors import UserError
from app.model.routing import Version
from app.model.text import Text, _
from app.services import runs
from app.services.runs import KeptRun
from app.ui.replay.outcome_banner import OutcomeBanner
from app.ui.replay.step_table import StepTable
from app.ui.replay.wording import TraceWords, destination_icon, destination_name, outcome_look
from app.ui.routings.wording import full_moment, moment
from app.ui.session import Session
from app.ui.theme import icon, tr
from app.ui.widgets import EmptyState, button, label

_RUN_ROLE = int(Qt.ItemDataRole.UserRole)
_HEADS: tuple[Text, ...] = (
    _("When"),
    _("Email"),
    _("Outcome"),
    _("Destination"),
    _("Steps"),
    _("Kind"),
    _("By"),
)
_WHEN, _EMAIL, _OUTCOME, _DESTINATION, _STEPS, _KIND, _BY = range(7)
_KINDS: dict[str, tuple[Text, str]] = {
    "replay": (_("Replay"), "mdi6.play-outline"),
    "test": (_("Test"), "mdi6.test-tube"),
}


_PLACES = {Outcome.QUEUED.value: "queue", Outcome.ASSIGNED.value: "user"}
"""The kind of destination that an outcome has."""


class HistoryPanel(QWidget):
    """Runs, newest first; the last one is in full beside them until another is chosen."""

    run_chosen = Signal(int, int)
    """A run to open in the trace panel of this version, at a step (0: where it ended)."""
    elsewhere_requested = Signal(str, int)
    """A version that still has the tree of a run, and that run."""
    counted = Signal(int)

    def __init__(
        self,
        session: Session,
        version_id: str,
        words: Callable[[], TraceWords],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._version_id = version_id
        self._words = words
        self._runs: tuple[KeptRun, ...] = ()
        self.rows = _Rows()
        self.detail = _RunDetail()
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("history.columns")
        self.columns.setChildrenCollapsible(False)
        for number, widget in enumerate((self.rows, self.detail)):
            self.columns.addWidget(widget)
            self.columns.setStretchFactor(number, (3, 2)[number])
        self.columns.setSizes([780, 560])
        self._none = EmptyState(
            "mdi6.history",
            _("No run yet: every replay and every test of this version is listed here."),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._none)
        self._pages.addWidget(self.columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.rows.itemSelectionChanged.connect(self._show_chosen)
        self.rows.itemActivated.connect(lambda _item: self._open(0))
        self.detail.open.clicked.connect(lambda _checked=False: self._open(0))
        self.detail.steps.step_chosen.connect(self._open)
        session.changed_outside.connect(self.read_again)
        session.routings_changed.connect(self._show_chosen)
        self.read_again()

    @property
    def chosen(self) -> KeptRun | None:
        """The run that is shown in full."""
        chosen = {item.data(0, _RUN_ROLE) for item in self.rows.selectedItems()}
        return next((one for one in self._runs if one.id in chosen), None)

    def read_again(self) -> None:
        """Read the runs; the last one is chosen, unless an earlier one was looked at."""
        try:
            found = runs.kept_runs(self._session.workspace, self._version_id)
        except UserError as error:
            self._session.report(error.text, "error")
            return
        if found != self._runs:
            looked_at = self.chosen if self.chosen not in self._runs[:1] else None
            self._runs = found
            self._fill(looked_at)
        self._pages.setCurrentIndex(1 if found else 0)
        self.counted.emit(len(found))

    def showEvent(self, event: QShowEvent) -> None:
        """The tree may have changed while nobody looked."""
        super().showEvent(event)
        self._show_chosen()

    # --- private ---

    def _fill(self, looked_at: KeptRun | None) -> None:
        words = self._words()
        self.rows.blockSignals(True)
        self.rows.clear()
        for one in self._runs:
            item = _row(one, words)
            self.rows.addTopLevelItem(item)
            if one == (looked_at or self._runs[0]):
                self.rows.setCurrentItem(item)
        self.rows.blockSignals(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.chosen
        if chosen is None or not self.isVisible():
            return
        try:
            stored = runs.trace_of(self._session.workspace, chosen.id)
            home = runs.version_of(self._session.workspace, chosen)
        except UserError as error:
            self._session.report(error.text, "error")
            return
        trace = _decoded(stored)
        self.detail.show_run(chosen, trace, home, self._words())

    def _open(self, step: int) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        home = runs.version_of(self._session.workspace, chosen)
        if home is not None and home.id != self._version_id:
            self.elsewhere_requested.emit(home.id, chosen.id)
        else:
            self.run_chosen.emit(chosen.id, step)


class _Rows(QTreeWidget):
    """The list of runs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bare", True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(tr(_("Runs of this version")))
        self.setHeaderLabels([tr(words) for words in _HEADS])
        self.setMinimumWidth(280)
        heads = self.header()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(_EMAIL, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (_WHEN, 112),
            (_OUTCOME, 108),
            (_DESTINATION, 144),
            (_STEPS, 52),
            (_KIND, 92),
            (_BY, 92),
        ):
            heads.resizeSection(column, width)


class _RunDetail(QWidget):
    """One run: how it ended, which tree it ran on, the path it took."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(300)
        self.banner = OutcomeBanner()
        self.where = label(size="small", tone="muted")
        self.open = button(_("Open the run"), icon="mdi6.map-marker-path")
        self.steps = StepTable()
        self.gone = EmptyState(
            "mdi6.file-question-outline",
            _("This run was kept by another version of the application and cannot be read."),
        )
        line = QHBoxLayout()
        line.setContentsMargins(14, 6, 12, 6)
        line.setSpacing(8)
        line.addWidget(self.where, 1)
        line.addWidget(self.open)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(line)
        column.addWidget(self.steps, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.gone)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def show_run(
        self, run: KeptRun, trace: Trace | None, home: Version | None, words: TraceWords
    ) -> None:
        """Show a run; `home` is the version that still has its tree, if one has."""
        self._pages.setCurrentIndex(0 if trace is not None else 1)
        if trace is None:
            return
        self.banner.show_end(trace, words.resources, outdated=home is None)
        self.where.setText(tr(_tree_words(run, home)))
        elsewhere = home is not None and home.id != run.version
        said = _("Open the run there") if elsewhere else _("Open the run")
        self.open.setText(tr(said))
        self.steps.steps.show_trace(trace, words, len(trace.steps))
        self.steps.mark(0)


def _row(run: KeptRun, words: TraceWords) -> QTreeWidgetItem:
    kind, picture = _KINDS.get(run.mode, (_("Run"), "mdi6.play-outline"))
    item = QTreeWidgetItem()
    item.setData(0, _RUN_ROLE, run.id)
    item.setText(_WHEN, moment(run.at))
    item.setToolTip(_WHEN, full_moment(run.at))
    item.setText(_EMAIL, run.subject or tr(_("(no subject)")))
    item.setToolTip(_EMAIL, run.subject)
    item.setText(_STEPS, str(run.steps))
    item.setTextAlignment(_STEPS, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setText(_KIND, tr(kind))
    item.setIcon(_KIND, icon(picture))
    item.setText(_BY, run.by)
    if run.destination:
        kind_of_place = _PLACES.get(run.outcome, "address")
        place = Destination(kind_of_place, run.destination)
        item.setText(_DESTINATION, destination_name(place, words.resources))
        item.setIcon(_DESTINATION, icon(destination_icon(kind_of_place)))
        item.setToolTip(_DESTINATION, run.destination)
    try:
        look = outcome_look(Outcome(run.outcome))
    except ValueError:  # of a newer version of the application
        item.setText(_OUTCOME, run.outcome)
        return item
    item.setText(_OUTCOME, look.word)
    item.setIcon(_OUTCOME, icon(look.icon, look.colour))
    return item


def _decoded(stored: bytes | None) -> Trace | None:
    """A stored trace; one kept by another version of the application is as good as none."""
    try:
        return None if stored is None else decode_trace(stored)
    except msgspec.MsgspecError:
        return None


def _tree_words(run: KeptRun, home: Version | None) -> Text:
    if home is None:
        return _("The tree that ran is in no version any more: the path is as it was recorded.")
    if home.id == run.version:
        return _("On the tree as it is now.")
    return _(
        "The tree that ran is that of version {number} “{name}” now.",
        number=home.number,
        name=home.name,
    )
