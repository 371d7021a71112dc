"""The status bar: workspace, what is saved, the open version, its problems, background work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStatusBar, QWidget

from app.model.routing import Version
from app.model.text import Text, _
from app.services.workspace import ONLY_READ, Workspace
from app.ui.jobs import Job, Jobs
from app.ui.routings.wording import problems_in_words
from app.ui.theme import icon, state_visual, states_of, tr
from app.ui.widgets import ElidedLabel, button, label, tool_button

_ALL_SAVED = _("All changes saved")
_UNSAVED = _("Unsaved: Retry")
_READ_ONLY = _("Read-only")


class StatusBar(QStatusBar):
    """`retry_requested` to store again; `problems_requested` to see the problems."""

    retry_requested = Signal()
    problems_requested = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_read_only = workspace.is_read_only
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self.workspace = _flat(
            button(workspace.path.stem, variant="quiet", icon="mdi6.database-outline")
        )
        self.workspace.setToolTip(tr(_("Workspace: {path}", path=str(workspace.path))))
        self.saving = _flat(button("", variant="quiet", clicked=self._retry))
        self.state = _flat(button("", variant="quiet"))
        self.problems = _flat(button("", variant="quiet", clicked=self.problems_requested.emit))
        self.jobs = JobStrip(jobs)
        self.addWidget(self.workspace)
        self.addWidget(self.saving)
        self.addPermanentWidget(self.jobs)
        self.addPermanentWidget(self.state)
        self.addPermanentWidget(self.problems)
        self._is_unsaved = False
        self.show_saving(unsaved=False)
        self.show_version(None)

    def show_saving(self, *, unsaved: bool) -> None:
        """Say whether everything is on disk."""
        self._is_unsaved = unsaved
        if self._is_read_only:
            self.saving.setText(tr(_READ_ONLY))
            self.saving.setIcon(icon("mdi6.lock-outline", "warning"))
            self.saving.setToolTip(tr(ONLY_READ))
            return
        self.saving.setText(tr(_UNSAVED if unsaved else _ALL_SAVED))
        name, colour = (
            ("mdi6.alert-circle-outline", "error") if unsaved else ("mdi6.check", "success")
        )
        self.saving.setIcon(icon(name, colour))
        self.saving.setToolTip(
            tr(_("The disk refused the last change. It is kept in memory: try again."))
            if unsaved
            else tr(_("Every change is stored at once."))
        )

    def show_version(self, version: Version | None, errors: int = 0, warnings: int = 0) -> None:
        """Say in which state the open version is, and how many problems it has."""
        self.state.setVisible(version is not None)
        self.problems.setVisible(version is not None)
        if version is None:
            return
        shown = state_visual(states_of(version)[-1])
        words: Text = _("{name}: {state}", name=version.name, state=shown.word)
        self.state.setText(tr(words))
        self.state.setIcon(icon(shown.icon, shown.token))
        self.problems.setText(tr(problems_in_words(errors, warnings)))
        if errors:
            self.problems.setIcon(icon("mdi6.alert-circle-outline", "error"))
        elif warnings:
            self.problems.setIcon(icon("mdi6.alert-outline", "warning"))
        else:
            self.problems.setIcon(icon("mdi6.check-circle-outline", "success"))

    def _retry(self) -> None:
        if self._is_unsaved:
            self.retry_requested.emit()


class JobStrip(QWidget):
    """The oldest job in the background: what it does, how far it is, a way to stop it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self.words = ElidedLabel()
        self.words.setMaximumWidth(260)
        self.more = label(tone="muted", wrap=False)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(120)
        self.bar.setFixedHeight(8)
        self.bar.setTextVisible(False)
        self.stop = tool_button("mdi6.close", _("Cancel"), clicked=self._cancel, side=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for widget in (self.words, self.bar, self.more, self.stop):
            row.addWidget(widget)
        jobs.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        shown = self._jobs.shown
        job = shown[0] if shown else None
        if job is not self._job:
            self._job = job
            if job is not None:
                job.changed.connect(self._refresh)
        self.setVisible(job is not None)
        if job is None or job.title is None:
            return
        self.words.setText(tr(job.title))
        self.bar.setRange(0, job.total)
        self.bar.setValue(min(job.done, job.total) if job.total else -1)
        others = len(shown) - 1
        self.more.setVisible(others > 0)
        self.more.setText(f"+{others}")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _flat(made: QPushButton) -> QPushButton:
    made.setProperty("status", True)
    return made
