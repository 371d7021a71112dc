"""One email through the version on screen: run, step, step back; what is shown was recorded."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.run import Run
from app.engine.trace import Outcome, Step, Trace, decode_trace
from app.model.diff import diff
from app.model.errors import Refused, UserError
from app.model.text import _
from app.model.tree import ActionTree
from app.services import runs, samples
from app.services.replays import Programs, Replayer
from app.ui.replay.world_choice import WorldChoice
from app.ui.session import ChosenEmail, Session

_TURN_SECONDS = 0.05
"""How long a run may keep the window waiting before it lets it breathe."""


@dataclass(frozen=True)
class Shown:
    """A run on screen: of which version, on which tree, of which email."""

    routing: str
    version: int
    tree: ActionTree | None
    email: ChosenEmail | None


class ReplayController(QObject):
    """Drives one run and remembers where in it the person stands.

    `position` counts the steps that are done, from 0. Stepping back reads recorded steps: the run
    itself never goes back, and stepping forward again crosses nothing twice. `selected` is the step
    that is looked at.
    """

    changed = Signal()
    """Another run, position, selected step, or outcome."""
    finished = Signal()
    failed = Signal(object)
    """Why there is no run: a `Text`."""

    def __init__(
        self,
        session: Session,
        version_id: str,
        tree: Callable[[], ActionTree],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._version_id = version_id
        self._tree = tree
        self._run: Run | None = None
        self._trace: Trace | None = None
        self._shown: Shown | None = None
        self._position = 0
        self._selected = 0
        self._outdated = False
        self._running = False
        self._world = WorldChoice()
        self._next_turn = QTimer(self)
        self._next_turn.setObjectName("goes on with the run")
        self._next_turn.setSingleShot(True)
        self._next_turn.setInterval(0)
        self._next_turn.timeout.connect(self._go_on)

    @property
    def version_id(self) -> str:
        """The version that emails are replayed through."""
        return self._version_id

    # --- what is shown ---

    @property
    def trace(self) -> Trace | None:
        """The record of the run on screen; of one under way, what has happened so far."""
        return self._trace

    @property
    def steps(self) -> tuple[Step, ...]:
        """The recorded steps."""
        return () if self._trace is None else self._trace.steps

    @property
    def position(self) -> int:
        """How many steps are done."""
        return self._position

    @property
    def selected(self) -> int:
        """The number of the step that is looked at, 0 for none."""
        return self._selected

    @property
    def selected_step(self) -> Step | None:
        """The step that is looked at."""
        steps = self.steps
        return steps[self._selected - 1] if 0 < self._selected <= len(steps) else None

    @property
    def is_finished(self) -> bool:
        """Whether the run has an outcome and the person stands at its end."""
        ended = self._run is None or self._run.finished
        return self._trace is not None and ended and self._position == len(self.steps)

    @property
    def is_running(self) -> bool:
        """Whether steps are being taken right now."""
        return self._running

    @property
    def is_outdated(self) -> bool:
        """Whether the tree is no longer the one that ran."""
        return self._outdated

    @property
    def email(self) -> ChosenEmail | None:
        """The email of the run on screen, as far as it is known."""
        return None if self._shown is None else self._shown.email

    @property
    def can_step(self) -> bool:
        """Whether there is a next step, or an email to begin with."""
        if self._trace is None or self._outdated:
            return self._session.chosen_email is not None
        return self._position < len(self.steps) or not self.is_finished

    @property
    def can_step_back(self) -> bool:
        """Whether there is a step before."""
        return self._position > 0 and not self._running

    # --- the world ---

    @property
    def world(self) -> WorldChoice:
        """Clock, seed and mailbox of the next run."""
        return self._world

    def set_world(self, world: WorldChoice) -> None:
        """Choose another world; a run that is under way ends with the old one."""
        self._world = world
        if self._trace is not None and not self.is_finished:
            self.clear()

    # --- moving ---

    def run_all(self) -> None:
        """Run the chosen email to its end: the run under way, or a new one."""
        if self._running:
            return
        under_way = self._run is not None and not self.is_finished and not self._outdated
        if not under_way and not self._begin():
            return
        self._running = True
        self._go_on()

    def step(self) -> None:
        """Take one step; the first one begins a run."""
        if self._running:
            return
        if (self._trace is None or self._outdated) and not self._begin():
            return
        if self._position < len(self.steps):
            self._stand(self._position + 1)
            return
        if self._run is None or self._run.finished:
            return
        self._advance()
        self._record()
        self._stand(len(self.steps))
        self._settle()

    def step_back(self) -> None:
        """Stand one step earlier; nothing is undone."""
        if self.can_step_back:
            self._stand(self._position - 1)

    def stop(self) -> None:
        """End the run where it stands, or put a finished one away."""
        was_running, self._running = self._running, False
        self._next_turn.stop()
        if was_running:
            self._record()
            self._stand(len(self.steps))
            return
        self.clear()

    def clear(self) -> None:
        """Show no run."""
        self._run = self._trace = self._shown = None
        self._position = self._selected = 0
        self._outdated = False
        self.changed.emit()

    def select(self, number: int) -> None:
        """Look at a step; where the run stands does not change."""
        if number != self._selected and 0 <= number <= len(self.steps):
            self._selected = number
            self.changed.emit()

    # --- the tree and the email ---

    def start_run(self) -> Run | None:
        """A run of the chosen email, not yet begun; None without an email."""
        email = self._session.chosen_email
        if email is None:
            return None
        return self._replayer().start(email.raw)

    def follow_tree(self) -> None:
        """The tree may have changed: find out whether the run is still true."""
        if self._trace is None:
            return
        outdated = self._differs()
        if outdated != self._outdated:
            self._outdated = outdated
            self.changed.emit()

    def show_last(self) -> None:
        """Show the run that was kept with the version, if one was and can be read."""
        try:
            stored = runs.last_run(self._session.workspace, self._version_id)
        except UserError as error:
            self.failed.emit(error.text)
            return
        trace = None if stored is None else _decoded(stored)
        if trace is not None:
            chosen = self._session.chosen_email
            same = chosen is not None and _digest(chosen) == trace.email
            self._show_kept(trace, chosen if same else None)

    def show_run(self, run_id: int) -> bool:
        """Show a run of the history, with its email if that is still there; False without it."""
        if self._running:
            self.stop()
        try:
            stored = runs.trace_of(self._session.workspace, run_id)
            trace = None if stored is None else _decoded(stored)
            if trace is None:
                raise Refused(_("This run can no longer be read. Run the email again."))
            self._show_kept(trace, self._email_of(trace))
        except UserError as error:
            self.failed.emit(error.text)
            return False
        return True

    # --- private ---

    def _show_kept(self, trace: Trace, email: ChosenEmail | None) -> None:
        version = self._session.workspace.version(self._version_id)
        self._run = None
        self._trace = trace
        self._shown = Shown(trace.routing, trace.version, None, email)
        self._outdated = trace.hash != version.hash
        self._position = self._selected = len(trace.steps)
        self.changed.emit()

    def _email_of(self, trace: Trace) -> ChosenEmail | None:
        found = samples.find_email(self._session.workspace, trace.email)
        if found is None:
            return None
        return ChosenEmail(found, trace.subject, samples.raw(self._session.workspace, found))

    def _replayer(self) -> Replayer:
        workspace = self._session.workspace
        programs = Programs(workspace)
        program = programs.compiled(workspace.version(self._version_id), self._tree())
        return Replayer(program, programs, self._world.settings())

    def _begin(self) -> bool:
        email = self._session.chosen_email
        if email is None:
            self.failed.emit(_("Choose an email to replay first."))
            return False
        try:
            run = self._replayer().start(email.raw)
        except UserError as error:
            self.failed.emit(error.text)
            return False
        entry = run.entry.entry
        self._run = run
        self._shown = Shown(entry.routing, entry.version, run.entry.tree, email)
        self._trace = run.trace()
        self._position = self._selected = 0
        self._outdated = False
        return True

    def _go_on(self) -> None:
        run = self._run
        if run is None or not self._running:
            return
        until = time.monotonic() + _TURN_SECONDS
        while self._advance():
            if time.monotonic() > until:
                self._record()
                self._stand(len(self.steps))
                self._next_turn.start()
                return
        self._running = False
        self._record()
        self._stand(len(self.steps))
        self._settle()

    def _advance(self) -> bool:
        """Cross one action; a refusal of the workspace ends the run as failed."""
        assert self._run is not None
        try:
            return self._run.advance() is not None
        except UserError as error:
            self._running = False
            self.failed.emit(error.text)
            return False

    def _record(self) -> None:
        assert self._run is not None
        self._trace = self._run.trace()

    def _stand(self, position: int) -> None:
        self._position = self._selected = position
        self.changed.emit()

    def _settle(self) -> None:
        """A run that has ended is kept with its version."""
        if self._run is None or not self._run.finished or self._trace is None:
            return
        if self._session.workspace.is_read_only:
            self.finished.emit()
            return
        try:
            runs.keep_run(self._session.workspace, self._version_id, self._trace)
        except UserError as error:
            self.failed.emit(error.text)
        self.finished.emit()

    def _differs(self) -> bool:
        shown, tree = self._shown, self._tree()
        if shown is None or shown.tree is None:
            version = self._session.workspace.version(self._version_id)
            return self._trace is not None and self._trace.hash != version.hash
        change = diff(shown.tree, tree)
        return bool(change.touched or change.removed)


def outcome_of(controller: ReplayController) -> Outcome | None:
    """How the run on screen ended; None while the person stands before its end."""
    trace = controller.trace
    return trace.outcome if trace is not None and controller.is_finished else None


def _decoded(stored: bytes) -> Trace | None:
    """A stored trace; one kept by another version of the application is as good as none."""
    try:
        return decode_trace(stored)
    except msgspec.MsgspecError:
        return None


def _digest(email: ChosenEmail) -> str:
    from app.engine.mail import Message

    return Message(email.raw).digest
