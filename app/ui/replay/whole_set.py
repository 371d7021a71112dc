"""A whole sample set through the version: live table, counts, progress, cancel."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.model.errors import UserError
from app.model.text import Text, _
from app.services.batches import Batch, BatchRun, OutcomeRow
from app.ui.jobs import Job, Ticket
from app.ui.replay.destinations import DestinationList
from app.ui.replay.whole_set_model import (
    DESTINATION,
    EMAIL_ROLE,
    NUMBER,
    OUTCOME,
    SENDER,
    STEPS,
    SUBJECT,
    WARNINGS,
    OutcomeFilter,
    OutcomeModel,
)
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import EmptyState, SearchField, button, label

_TICK_MS = 500


class WholeSetPanel(QWidget):
    """`email_chosen` carries the id of an email to replay on its own."""

    email_chosen = Signal(str)
    set_requested = Signal()
    finished = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run: BatchRun | None = None
        self._job: Job | None = None
        self._name = ""
        self._started = 0.0
        self._ended = 0.0
        self.outcomes = OutcomeModel(session.resources(), self)
        self.filter = OutcomeFilter(self.outcomes, self)
        self.status = label(wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.cancel = button(_("Cancel"), icon="mdi6.close", clicked=self.stop)
        self.search = SearchField(_("Filter"))
        self.search.setMaximumWidth(260)
        self.search.textChanged.connect(self.filter.look_for)
        self.table = self._table()
        self.destinations = DestinationList()
        self.destinations.chosen.connect(self._choose_group)
        self._tick = QTimer(self)
        self._tick.setObjectName("shows the progress of a whole set")
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_status)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(12)
        head.addWidget(self.status)
        head.addWidget(self.bar, 1)
        head.addWidget(self.cancel)
        head.addWidget(self.search)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setObjectName("whole_set.columns")
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.destinations)
        parts.addWidget(self.table)
        parts.setStretchFactor(1, 1)
        parts.setSizes([280, 900])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(parts, 1)
        empty = EmptyState(
            "mdi6.email-multiple-outline",
            _("Run a whole sample set through this version and see where every email goes."),
            action=_("Choose a set…"),
        )
        empty.activated.connect(self.set_requested)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.filter)
        table.setProperty("bare", True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSortingEnabled(True)
        table.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(tr(_("Outcomes of the set")))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        widths = ((NUMBER, 56), (SENDER, 190), (OUTCOME, 120), (DESTINATION, 180), (STEPS, 64))
        for column, width in (*widths, (WARNINGS, 84)):
            heads.resizeSection(column, width)
        heads.setSectionResizeMode(SUBJECT, QHeaderView.ResizeMode.Stretch)
        table.doubleClicked.connect(self._open)
        table.activated.connect(self._open)
        return table

    # --- running ---

    @property
    def is_running(self) -> bool:
        """Whether results are still coming."""
        return self._run is not None

    def start(self, batch: Batch, name: str) -> None:
        """Run a batch; results of an earlier one are put away."""
        self.stop()
        if self._job is not None:
            self._job.cancel()
        run = BatchRun(batch)
        self._run, self._name = run, name
        self._started = time.monotonic()
        self.outcomes.clear(self._session.resources())
        self.filter.choose(None)
        self.destinations.show_groups((), 0)
        self.bar.setRange(0, max(1, run.total))
        self._pages.setCurrentIndex(1)
        self._tick.start()
        self._job = self._session.jobs.start(
            partial(_results, run),
            lambda _nothing: self._end(run),
            lambda error: self._fail(run, error),
            lambda rows: self._take(run, rows),
            owner=self,
            title=_("Replaying {name}", name=name),
            total=run.total,
        )
        job = self._job
        job.changed.connect(lambda: self._watch(run, job))
        self.destroyed.connect(run.cancel)
        self._show_status()

    def stop(self) -> None:
        """Cancel; what came so far stays."""
        if self._run is not None:
            self._run.cancel()
            self._show_status()

    # --- what comes ---

    def _watch(self, run: BatchRun, job: Job) -> None:
        """The job may be cancelled from outside, such as the status bar: nothing more comes."""
        if job.is_cancelled:
            run.cancel()
            self._end(run)

    def _take(self, run: BatchRun, rows: tuple[OutcomeRow, ...]) -> None:
        if run is not self._run:
            return
        self.outcomes.append(rows)
        if self._job is not None:
            self._job.done = len(self.outcomes.rows)
            self._job.changed.emit()
        self._show_status()

    def _end(self, run: BatchRun) -> None:
        if run is not self._run:
            return
        self._run = self._job = None
        self._ended = time.monotonic()
        self._tick.stop()
        self._show_status(cancelled=run.is_cancelled, total=run.total)
        self.finished.emit()

    def _fail(self, run: BatchRun, error: UserError) -> None:
        self._end(run)
        self._session.report(error.text, "error")

    def _show_status(self, *, cancelled: bool = False, total: int = 0) -> None:
        done = len(self.outcomes.rows)
        running = self._run is not None
        count = self._run.total if self._run is not None else total
        self.bar.setValue(done)
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.destinations.show_groups(self.outcomes.groups, done)
        until = time.monotonic() if running else self._ended
        self.status.setText(tr(self._words(done, count, until - self._started, running, cancelled)))

    def _words(self, done: int, total: int, seconds: float, running: bool, cancelled: bool) -> Text:
        if running and self._run is not None and self._run.is_cancelled:
            return _("“{name}”: stopping…", name=self._name)
        if running and not done:
            return _("“{name}”: starting the worker…", name=self._name)
        rate = done / seconds if seconds > 0 else 0.0
        speed = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
        if running:
            return _(
                "“{name}”: {done} of {total} · {rate} a second · {left} left",
                name=self._name,
                done=f"{done:,}",
                total=f"{total:,}",
                rate=speed,
                left=_duration((total - done) / rate if rate else 0.0),
            )
        if cancelled:
            return _(
                "“{name}”: cancelled after {done} of {total} emails",
                name=self._name,
                done=f"{done:,}",
                total=f"{total:,}",
            )
        return _(
            "“{name}”: {done} emails in {time}",
            name=self._name,
            done=f"{done:,}",
            time=_duration(seconds),
        )

    # --- choosing ---

    def _choose_group(self, group: object) -> None:
        self.filter.choose(group if isinstance(group, tuple) else None)

    def _open(self, index: QModelIndex) -> None:
        email = index.data(EMAIL_ROLE)
        if isinstance(email, str):
            self.email_chosen.emit(email)


def _results(run: BatchRun, ticket: Ticket) -> None:
    """In the background: hand over what the worker finds."""
    rows = run.rows()
    try:
        for found in rows:
            ticket.progress(found)
    finally:
        # A ticket that was cancelled ends the worker, too.
        rows.close()


def _duration(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s" if whole else f"{max(0.0, seconds):.1f} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"
