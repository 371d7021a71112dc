"""The trace: outcome, table of steps, the selected step in full, the email with what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.model.text import _
from app.ui.replay.controller import ReplayController
from app.ui.replay.outcome_banner import OutcomeBanner
from app.ui.replay.step_detail import StepDetail, highlights_of
from app.ui.replay.step_table import StepTable
from app.ui.replay.wording import TraceWords
from app.ui.samples.contents import EmailContents, read_contents
from app.ui.samples.preview import EmailPreview
from app.ui.widgets import EmptyState


class TracePanel(QWidget):
    """Follows a `ReplayController`; `run_requested` when the empty panel's button is pressed."""

    run_requested = Signal()

    def __init__(
        self,
        controller: ReplayController,
        words: Callable[[], TraceWords],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._words = words
        self._email: bytes | None = None
        self._contents: EmailContents | None = None
        self._detailed: tuple[object, int] = (None, 0)
        self.banner = OutcomeBanner()
        self.table = StepTable()
        self.detail = StepDetail()
        self.preview = EmailPreview(compact=True)
        self.preview.setMinimumWidth(220)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("trace.columns")
        self.columns.setChildrenCollapsible(False)
        for number, widget in enumerate((self.table, self.detail, self.preview)):
            self.columns.addWidget(widget)
            self.columns.setStretchFactor(number, (5, 5, 3)[number])
        self.columns.setSizes([540, 480, 340])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.columns, 1)
        self.empty = EmptyState(
            "mdi6.play-circle-outline",
            _("No run yet: choose an email above and see which way it takes through this version."),
            action=_("Run"),
        )
        self.empty.activated.connect(self.run_requested)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.table.step_chosen.connect(controller.select)
        controller.changed.connect(self.refresh)
        self.refresh()

    @property
    def texts(self) -> Mapping[str, str]:
        """The searched texts of the email that ran, as far as it is known."""
        return {} if self._contents is None else self._contents.searched

    def refresh(self) -> None:
        """Show what the controller shows."""
        controller = self._controller
        trace = controller.trace
        self._pages.setCurrentIndex(0 if trace is None else 1)
        if trace is None:
            self._detailed = (None, 0)
            return
        words = self._words()
        self._follow_email()
        self.banner.show_run(controller, words.resources)
        self.table.steps.show_trace(trace, words, controller.position)
        self.table.mark(controller.selected)
        step = controller.selected_step
        if step is None:
            self._detailed = (None, 0)
            self.detail.show_nothing()
            self.preview.show_highlights(())
        elif self._detailed != (step, len(trace.steps)):
            self._detailed = (step, len(trace.steps))
            self.detail.show_step(trace, step, words, self.texts)
            self.preview.show_highlights(highlights_of(step))

    def repaint_theme(self) -> None:
        """Make what was painted into words anew in the colours of another theme."""
        self._detailed = (None, 0)
        self.preview.repaint_theme()
        self.refresh()

    def _follow_email(self) -> None:
        email = self._controller.email
        raw = None if email is None else email.raw
        if raw is self._email and self._contents is not None:
            return
        self._email = raw
        self._contents = None if raw is None else read_contents(raw)
        self.preview.show_contents(self._contents)
