"""The tab of one version: designing it, and replaying emails through it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.engine.run import Run
from app.graph.canvas import Canvas
from app.graph.document import Document
from app.model.catalogue import Problem
from app.model.errors import UserError
from app.model.lifecycle import Command
from app.model.routing import Version
from app.model.text import _
from app.services import lifecycle
from app.services.identity import new_id
from app.ui.forms import Inspector
from app.ui.replay.controller import ReplayController
from app.ui.replay.replay_bar import ReplayBar
from app.ui.replay.wording import TraceWords
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.version.action_list import usable
from app.ui.version.adding import Adding
from app.ui.version.banners import NoticeStrip
from app.ui.version.beginning import restore_splitters
from app.ui.version.bottom_panel import BottomPanel
from app.ui.version.checking import ProblemCheck
from app.ui.version.chooser import ActionPalette
from app.ui.version.commands import REDO, UNDO, make_commands, show_history, with_canvas
from app.ui.version.context_menu import CanvasMenu
from app.ui.version.extracting import Extracting
from app.ui.version.first_edit import FirstEdit
from app.ui.version.form_context import VersionFormContext
from app.ui.version.help_page import HelpPage
from app.ui.version.inspecting import Inspecting
from app.ui.version.life import TabLife
from app.ui.version.panels import ReplayPanels
from app.ui.version.panes import Panes
from app.ui.version.problems_panel import ProblemsPanel
from app.ui.version.saving import Saving, SharedDraft
from app.ui.version.standing import Standing
from app.ui.version.toolbar import VersionToolbar
from app.ui.widgets import rule


class VersionTab(QWidget):
    """One open version. The document is the truth; everything here shows it or asks for edits."""

    title_changed = Signal(str, str)
    """Title and tip of the tab."""
    status_changed = Signal()
    saving_state_changed = Signal()
    version_changed = Signal()
    """The tab itself made or changed a version."""
    open_version_requested = Signal(str)
    asked = Signal(object)
    """Carries a `Request`: what the commands of the window shall do."""

    def __init__(self, session: Session, version_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        workspace = session.workspace
        self._session = session
        self.life = TabLife(session, version_id, self)
        self._fresh = True
        draft = SharedDraft(workspace.draft(version_id))
        self.document = Document(
            draft, new_id=new_id, read_only=not self.life.may_edit, parent=self
        )
        self.replay = ReplayController(session, version_id, lambda: self.document.tree, self)
        self.canvas = Canvas(self.document, session.catalogue, session.theme.tokens, render=tr)
        self.extracting = Extracting(session, self.canvas, self.life, self)
        kind = self.life.routing.type
        cards = usable(session.catalogue.cards(), kind)
        self.adding = Adding(self.canvas, workspace, version_id, cards)
        own = make_commands(self, self._slots())
        self._commands = with_canvas(own, self.canvas, session.catalogue, kind)
        self.extracting.follow(self._commands["extract"])
        self.palette_panel = ActionPalette(cards)
        self.form_context = VersionFormContext(session, self.life.routing, self._start_run, self)
        self.inspector = Inspector(self.form_context)
        self.check = ProblemCheck(session, self.document, self.life.routing, self)
        self.inspecting = Inspecting(
            session, self.canvas, self.inspector, self.check, self._commands, self
        )
        self.edits = self.inspecting.edits
        self.menu = CanvasMenu(self.canvas, self.adding, self._commands, self._edit_action)
        self.toolbar = VersionToolbar(self._commands)
        self.replay_bar = ReplayBar(session, self.replay, self._commands)
        self.problems = ProblemsPanel()
        self.replay_panels = ReplayPanels(
            session, version_id, self.replay, self.replay_bar, self.trace_words, self
        )
        self.standing = Standing(self.life.copy)
        self.banner = self.standing.banner
        self.first_edit = FirstEdit(session, self.canvas, self.life, self)
        self.notice = NoticeStrip()
        self.bottom = BottomPanel()
        self.saving = Saving(
            session, version_id, draft, self.document, self.notice, self.inspecting, self
        )
        self.saving.changed.connect(self.saving_state_changed)
        self.saving.kept.connect(self._open_made)
        self.saving.settled.connect(self.refresh_version)
        self._build()
        self._connect()
        self._show_version()
        self._show_history()
        self.check.check()
        self._show_problems()
        self.replay.show_last()
        self.replay_panels.history.read_again()
        self._show_run()
        self.inspecting.refresh()

    # --- what the window asks ---

    @property
    def version(self) -> Version:
        """The version as it was read last."""
        return self.life.version

    @property
    def problem_counts(self) -> tuple[int, int]:
        """How many errors and warnings there are."""
        return self.check.counts

    @property
    def is_unsaved(self) -> bool:
        """Whether what is on screen could not be stored."""
        return self.document.is_unsaved

    def actions(self) -> dict[str, QAction]:  # type: ignore[override]
        """The commands by name, for the menus of the window."""
        beside = ("test", "untest", "promote", "export_version", "duplicate_version")
        return {name: one for name, one in self._commands.items() if name not in beside}

    def leave(self) -> bool:
        """End typing and store it; False when the tab must stay."""
        self.canvas.end_editing()
        self.edits.leave_field()
        return not (self.first_edit.still_waits() or self.document.is_unsaved)

    def panels(self) -> tuple[QWidget, ...]:
        """What F6 walks through."""
        return (
            self.palette_panel,
            self.canvas,
            self.inspector,
            self.bottom.tabs,
            self.replay_bar.email,
        )

    def show_action(self, action_id: str) -> None:
        """Select an action and bring it to the middle."""
        if action_id in self.document.tree.by_id:
            self.canvas.select((action_id,))
            self.canvas.centre_on(action_id)

    def show_run(self, run_id: int) -> None:
        """Open a kept run in the trace panel."""
        self.replay_panels.show_run(run_id)

    def show_problems(self) -> None:
        """Bring the list of problems to the front."""
        self.bottom.open("problems")

    def refresh_version(self) -> None:
        """Read the version again: it may have another name or state."""
        if not self.life.read():
            return  # deleted: the window takes the tab away
        self._show_version()
        self.replay.follow_tree()

    def follow_store(self) -> None:
        """Show what another window stored; what is not stored here stays."""
        self.saving.follow_store()

    def trace_words(self) -> TraceWords:
        """What traces are put into words with, as things are now."""
        return TraceWords(self._session.resources(), self._session.catalogue, self.document.tree)

    # --- building ---

    def _build(self) -> None:
        self.bottom.add("problems", _("Problems"), "mdi6.alert-outline", self.problems)
        panels = self.replay_panels
        self.bottom.add("trace", _("Trace"), "mdi6.map-marker-path", panels.trace)
        self.bottom.add("history", _("History"), "mdi6.history", panels.history)
        self.bottom.add("events", _("Events"), "mdi6.format-list-bulleted", panels.events)
        self.bottom.add(
            "whole_set", _("Whole set"), "mdi6.email-multiple-outline", panels.whole_set
        )
        self.rows = Panes(self.palette_panel, self.canvas, self.inspector, self.bottom)
        self.columns = self.rows.columns
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = (self.standing, self.notice, self.toolbar, rule(), self.replay_bar, rule())
        for widget in above:
            column.addWidget(widget)
        column.addWidget(self.rows, 1)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        session, document, canvas = self._session, self.document, self.canvas
        document.changed.connect(self._on_changed)
        document.history_changed.connect(self._show_history)
        self.edits.waiting_changed.connect(self._show_history)
        canvas.action_activated.connect(self._edit_action)
        canvas.context_requested.connect(self.menu.open)
        canvas.zoom_changed.connect(self.toolbar.show_zoom)
        self.palette_panel.chosen.connect(self._add_from_palette)
        self.inspector.go_to.connect(self.show_action)
        self.inspector.help_asked.connect(lambda key: HelpPage(key, self).show())
        self.check.changed.connect(self._show_problems)
        self.problems.chosen.connect(self._go_to_problem)
        self.replay.changed.connect(self._show_run)
        self.replay.failed.connect(lambda text: session.report(text, "warning"))
        self.replay_bar.version_requested.connect(self.open_version_requested)
        self.replay_panels.opened.connect(self.bottom.open)
        self.replay_panels.trace.run_requested.connect(self._run)
        history = self.replay_panels.history
        history.counted.connect(partial(self.bottom.show_count, "history"))
        history.elsewhere_requested.connect(self.life.open_run)
        self.replay_panels.events.record_requested.connect(self.inspecting.record_selected)
        self._connect_life()
        self.toolbar.palette_button.toggled.connect(self._show_palette)
        self.toolbar.inspector_button.toggled.connect(self.rows.inspector_pane.setVisible)
        session.email_chosen.connect(self._show_run)
        session.theme.changed.connect(self._follow_theme)

    def _connect_life(self) -> None:
        life, standing = self.life, self.standing
        life.asked.connect(self.asked)
        self.first_edit.duplicated.connect(self._open_made)
        standing.banner.duplicate_requested.connect(self._duplicate)
        standing.missed.dismissed.connect(life.dismiss_missed)
        standing.testing.choose_requested.connect(life.choose_mailboxes)
        standing.schedule.remove_requested.connect(lambda: life.do(Command.UNSCHEDULE))
        standing.schedule.problems_requested.connect(self.show_problems)
        self._session.resources_changed.connect(self.refresh_version)

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            # The slots of the canvas, whose keys are taken away.
            UNDO: self.canvas.undo,
            REDO: self.canvas.redo,
            "run": self._run,
            "step": self._step,
            "step_back": self.replay.step_back,
            "stop": self.replay.stop,
            "whole_set": self._whole_set,
            "add": self.adding.add_with_choices,
            "extract": self.extracting.ask,
            "problems": self.show_problems,
            "trace": lambda: self.bottom.open("trace"),
            "history": lambda: self.bottom.open("history"),
            "events": lambda: self.bottom.open("events"),
            "test": lambda: self.life.do(Command.TEST),
            "untest": lambda: self.life.do(Command.UNTEST),
            "promote": lambda: self.life.do(Command.PROMOTE),
            "export_version": self.life.export,
            "duplicate_version": self._duplicate,
        }

    # --- history ---

    def _show_history(self) -> None:
        show_history(self._commands, self.document, is_typing=self.edits.is_waiting)

    # --- following the document ---

    def _on_changed(self) -> None:
        self.replay.follow_tree()
        self.status_changed.emit()

    # --- actions ---

    def _edit_action(self, action_id: str) -> None:
        self.show_action(action_id)
        self.toolbar.inspector_button.setChecked(True)
        self.inspecting.begin_editing()

    def _add_from_palette(self, key: str) -> None:
        view = self.palette_panel.view
        place = view.visualRect(view.currentIndex()).topRight()
        self.adding.add_from_palette(key, view.viewport().mapToGlobal(place + QPoint(8, 0)))

    # --- problems ---

    def _show_problems(self) -> None:
        errors, warnings = self.check.counts
        self.canvas.show_problems(self.check.by_action)
        self.problems.show_problems(self.check.problems, self.document.tree)
        self.toolbar.show_problems(errors, warnings)
        self.standing.show_errors(errors)
        self.bottom.show_count("problems", errors + warnings)
        self.inspecting.refresh()
        self.status_changed.emit()

    def _go_to_problem(self, problem: object) -> None:
        assert isinstance(problem, Problem)
        if problem.action:
            self.show_action(problem.action)
            self.toolbar.inspector_button.setChecked(True)
        if problem.field:
            self.inspector.focus_field(problem.field)

    # --- replay ---

    def _start_run(self) -> Run | None:
        return self.replay.start_run()

    def _run(self) -> None:
        if self.leave() or self.is_unsaved:
            self.bottom.open("trace")
            self.replay.run_all()

    def _step(self) -> None:
        if self.leave() or self.is_unsaved:
            self.bottom.open("trace")
            self.replay.step()

    def _whole_set(self) -> None:
        if self.leave() or self.is_unsaved:
            self.replay_panels.ask_for_set()

    def _show_run(self) -> None:
        replay = self.replay
        self.replay_panels.show_marks(self.canvas)
        self._commands["run"].setEnabled(not replay.is_running)
        self._commands["step"].setEnabled(replay.can_step and not replay.is_running)
        self._commands["step_back"].setEnabled(replay.can_step_back)
        self._commands["stop"].setEnabled(replay.trace is not None)
        self.bottom.show_count("events", self.replay_panels.events.count)

    # --- the version ---

    def _show_version(self) -> None:
        life = self.life
        keyboard: QWidget | None = self.window().focusWidget()
        if not life.may_edit and not self.document.read_only:
            # What is being typed was meant for this version: that the store refuses it is a choice.
            self.first_edit.no_longer_ask()
            self.leave()
        choosing = not life.may_edit and self.document.is_unsaved
        self.document.read_only = not life.may_edit and not choosing
        self.standing.show_version(life, choosing=choosing)
        self.toolbar.show_version(life)
        self.extracting.allow()
        self.palette_panel.set_read_only(not life.may_edit)
        self._show_palette(self.toolbar.palette_button.isChecked())
        # The keys of the canvas would go to a button or search that can no longer be seen.
        if keyboard is not None and self.isAncestorOf(keyboard) and not keyboard.isVisibleTo(self):
            self.canvas.setFocus()
        self.toolbar.palette_button.setEnabled(life.may_edit)
        self._show_history()
        version = life.version
        tip = f"{life.routing.name} › {version.number} · {version.name}"
        self.title_changed.emit(version.name, tip)

    def _show_palette(self, shown: bool) -> None:
        self.rows.palette_pane.setVisible(shown and self.life.may_edit)

    def _duplicate(self) -> None:
        if not self.leave():
            return
        try:
            made = lifecycle.duplicate_version(self._session.workspace, self.version.id)
        except UserError as error:
            self._session.report(error.text, "error")
            return
        self._open_made(made.id)

    def _open_made(self, version_id: str) -> None:
        self._session.routings_changed.emit()
        self.version_changed.emit()
        self.open_version_requested.emit(version_id)

    # --- looks ---

    def _follow_theme(self) -> None:
        self.canvas.set_tokens(self._session.theme.tokens)
        self.replay_panels.trace.repaint_theme()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time, splitters come back as the window remembers them."""
        super().showEvent(event)
        if not self._fresh:
            return
        self._fresh = False
        self.rows.come_back(restore_splitters(self))
        self.canvas.setFocus()
        QTimer.singleShot(0, self.canvas, self.canvas.show_beginning)
