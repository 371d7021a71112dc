"""The replay panels of a version tab, and the dialogs that find them emails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.graph.canvas import Canvas
from app.model.errors import UserError
from app.model.text import _
from app.services import samples
from app.services.batches import Batch
from app.services.replays import needs_sequence
from app.services.sample_search import email_ids
from app.services.samples import SampleSet
from app.ui.replay.controller import ReplayController
from app.ui.replay.events_panel import EventsPanel
from app.ui.replay.history_panel import HistoryPanel
from app.ui.replay.marks import run_marks
from app.ui.replay.replay_bar import ReplayBar
from app.ui.replay.trace_panel import TracePanel
from app.ui.replay.whole_set import WholeSetPanel
from app.ui.replay.wording import TraceWords
from app.ui.samples.importing import Importer
from app.ui.samples.typed_dialog import TypedEmailDialog
from app.ui.session import Session
from app.ui.theme import icon, tr


class ReplayPanels(QObject):
    """Trace, history, events, whole set; `opened` carries the key of the panel to show."""

    opened = Signal(str)

    def __init__(
        self,
        session: Session,
        version_id: str,
        controller: ReplayController,
        bar: ReplayBar,
        words: Callable[[], TraceWords],
        tab: QWidget,
    ) -> None:
        super().__init__(tab)
        self._session = session
        self._version_id = version_id
        self._controller = controller
        self._bar = bar
        self._tab = tab
        self._marked: object = None
        self.trace = TracePanel(controller, words)
        self.events = EventsPanel(controller, words)
        self.history = HistoryPanel(session, version_id, words)
        self.whole_set = WholeSetPanel(session)
        self.importer = Importer(session, tab)
        self.importer.imported.connect(self._choose_imported)
        self.events.step_chosen.connect(self._show_step)
        self.history.run_chosen.connect(self.show_run)
        controller.finished.connect(self.history.read_again)
        self.whole_set.email_chosen.connect(self._replay)
        self.whole_set.set_requested.connect(self.ask_for_set)
        bar.type_requested.connect(self._type_email)
        bar.import_requested.connect(self.importer.ask_for_files)

    def show_marks(self, canvas: Canvas) -> None:
        """Mark the run on the canvas; its current action comes to the middle when it changes."""
        controller = self._controller
        marks = run_marks(controller.trace, controller.position, controller.selected)
        before, self._marked = self._marked, marks
        if marks == before:
            return
        canvas.show_run(marks)
        # A run that comes back with the version leaves the view at its beginning.
        follows = before is not None and self._tab.isVisible()
        if follows and marks.current is not None and marks.current in canvas.document.tree.by_id:
            canvas.select((marks.current,))
            canvas.centre_on(marks.current)

    def show_run(self, run_id: int, step: int = 0) -> None:
        """Open a run of the history in the trace panel, at a step if one is named."""
        if self._controller.show_run(run_id):
            self.opened.emit("trace")
            if step:
                self._controller.select(step)

    # --- emails ---

    def ask_for_set(self) -> None:
        """Let the person choose the set to run."""
        menu = QMenu(self._tab)
        menu.aboutToHide.connect(menu.deleteLater)
        try:
            found = samples.sample_sets(self._session.workspace)
        except UserError as error:
            self._session.report(error.text, "error")
            return
        for one in found:
            words = f"{one.name}   {one.count:,}".replace("&", "&&")
            entry = menu.addAction(icon("mdi6.folder-outline"), words)
            entry.setEnabled(one.count > 0)
            entry.triggered.connect(lambda _checked=False, one=one: self.start_set(one))
        if not found:
            menu.addAction(tr(_("No sample set yet: import emails first"))).setEnabled(False)
            entry = menu.addAction(icon("mdi6.import"), tr(_("Import…")))
            entry.triggered.connect(lambda _checked=False: self.importer.ask_for_files())
        button = self._bar.whole_set
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def start_set(self, chosen: SampleSet) -> None:
        """Run a whole set."""
        workspace = self._session.workspace
        try:
            batch = Batch(
                workspace=workspace.file,
                version=self._version_id,
                emails=email_ids(workspace, chosen.id),
                settings=self._controller.world.settings(),
                in_sequence=needs_sequence(workspace, self._version_id),
            )
        except UserError as error:
            self._session.report(error.text, "error")
            return
        self.opened.emit("whole_set")
        self.whole_set.start(batch, chosen.name)

    def _replay(self, email_id: str) -> None:
        """Replay one email of a set on its own."""
        try:
            self._session.choose_email(email_id)
        except UserError as error:
            self._session.report(error.text, "error")
            return
        self._controller.clear()
        self.opened.emit("trace")
        self._controller.run_all()

    def _show_step(self, number: int) -> None:
        self._controller.select(number)

    def _type_email(self) -> None:
        dialog = TypedEmailDialog(self._session.workspace, parent=self._tab.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def made() -> None:
            self._session.samples_changed.emit()
            if dialog.email is not None:
                self._session.choose_email(dialog.email.id)

        dialog.accepted.connect(made)
        dialog.open()

    def _choose_imported(self, set_id: str, _report: object) -> None:
        """The first email of what was imported is the one to replay."""
        try:
            for email in samples.emails(self._session.workspace, set_id, 0, 1):
                self._session.choose_email(email.id)
        except UserError as error:
            self._session.report(error.text, "error")
