"""Background work: one thread pool, answers in the window's thread, late answers dropped."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from app.model.errors import UserError
from app.model.text import Text
from app.ui.collecting import Collecting

_PATIENCE_MS = 10_000

Work = Callable[["Ticket"], Any]
"""What runs in the background: it may take frozen values along, and gives one back."""


class Cancelled(Exception):
    """The person no longer wants the answer."""


@dataclass(frozen=True)
class Answer:
    """What a job says to the window's thread."""

    kind: Literal["progress", "result", "error"]
    value: Any = None


class Ticket:
    """What work in the background holds: it says how far it is, and learns when to stop."""

    def __init__(self, told: Callable[[Answer], object]) -> None:
        self._told = told
        self._stop = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether the answer is no longer wanted."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._stop.set()

    def check(self) -> None:
        """Raise `Cancelled` when the answer is no longer wanted."""
        if self._stop.is_set():
            raise Cancelled

    def progress(self, value: Any) -> None:
        """Hand over a partial result: a number, or any frozen value. Raises `Cancelled`."""
        self.check()
        self._told(Answer("progress", value))


class Job(QObject):
    """One piece of background work as the window sees it."""

    changed = Signal()

    def __init__(self, id_: int, title: Text | None, total: int, parent: QObject) -> None:
        super().__init__(parent)
        self.id = id_
        self.title = title
        self.total = total
        """How much there is to do; 0 while nobody knows."""
        self.done = 0
        self.ticket: Ticket | None = None

    def cancel(self) -> None:
        """Stop it; whatever it still says is dropped."""
        if self.ticket is not None:
            self.ticket.cancel()
        self.changed.emit()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self.ticket is not None and self.ticket.is_cancelled


@dataclass
class _Listener:
    job: Job
    runnable: QRunnable
    owner: QObject | None
    on_result: Callable[[Any], object]
    on_error: Callable[[UserError], object] | None
    on_progress: Callable[[Any], object] | None


class Jobs(QObject):
    """Runs work beside the window.

    Work gets nothing but its own frozen values and a `Ticket`; it opens a workspace of its own.
    Answers arrive in the window's thread, unless their owner is gone by then.
    """

    changed = Signal()
    """A job began or ended."""
    failed = Signal(object)
    """A `UserError` that its job had no listener for."""
    _told = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._collecting = Collecting(self)
        self._ids = itertools.count(1)
        self._listeners: dict[int, _Listener] = {}
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Work,
        on_result: Callable[[Any], object],
        on_error: Callable[[UserError], object] | None = None,
        on_progress: Callable[[Any], object] | None = None,
        *,
        owner: QObject | None = None,
        title: Text | None = None,
        total: int = 0,
    ) -> Job:
        """Run `work(ticket)` in the background.

        `owner` (else the object that `on_result` is a method of) takes its answers with it when it
        is deleted. A job with a `title` is shown in the status bar; numbers that it reports count
        towards `total`. Anything but a `UserError` that work raises is raised in the window's
        thread, as the bug that it is.
        """
        id_ = next(self._ids)
        job = Job(id_, title, total, self)
        ticket = Ticket(lambda answer: self._told.emit(id_, answer))
        job.ticket = ticket
        if owner is None:
            bound = getattr(on_result, "__self__", None)
            owner = bound if isinstance(bound, QObject) else None
        runnable = _Runnable(work, ticket, lambda answer: self._told.emit(id_, answer))
        runnable.setAutoDelete(False)
        self._listeners[id_] = _Listener(job, runnable, owner, on_result, on_error, on_progress)
        self._pool.start(runnable)
        self.changed.emit()
        return job

    @property
    def shown(self) -> tuple[Job, ...]:
        """The jobs with a title, oldest first."""
        jobs = (one.job for one in self._listeners.values())
        return tuple(job for job in jobs if job.title is not None and not job.is_cancelled)

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return len(self._listeners)

    def close(self) -> None:
        """Ask everything to stop, wait for it, and drop what it says."""
        for listener in self._listeners.values():
            listener.job.cancel()
        self._pool.waitForDone(_PATIENCE_MS)
        self._collecting.stop()
        self._listeners.clear()

    def _hear(self, id_: int, answer: object) -> None:
        assert isinstance(answer, Answer)
        listener = self._listeners.get(id_)
        if listener is None:
            return
        job = listener.job
        wanted = not job.is_cancelled and (
            listener.owner is None or shiboken6.isValid(listener.owner)  # type: ignore[no-untyped-call]
        )
        if answer.kind == "progress":
            if not wanted:
                job.cancel()
                return
            if isinstance(answer.value, int):
                job.done = answer.value
                job.changed.emit()
            if listener.on_progress is not None:
                listener.on_progress(answer.value)
            return
        del self._listeners[id_]
        self.changed.emit()
        job.deleteLater()
        if answer.kind == "result":
            if wanted:
                listener.on_result(answer.value)
            return
        self._fail(listener, answer.value, wanted=wanted)

    def _fail(self, listener: _Listener, error: BaseException, *, wanted: bool) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError):
            raise error
        if not wanted:
            return
        if listener.on_error is not None:
            listener.on_error(error)
        else:
            self.failed.emit(error)


class _Runnable(QRunnable):
    def __init__(self, work: Work, ticket: Ticket, told: Callable[[Answer], object]) -> None:
        super().__init__()
        self._work = work
        self._ticket = ticket
        self._told = told

    def run(self) -> None:
        try:
            self._ticket.check()
            answer = Answer("result", self._work(self._ticket))
        except BaseException as error:  # noqa: BLE001 -- raised again in the window's thread
            answer = Answer("error", error)
        # The window may be gone when the program ends in the middle of work.
        with contextlib.suppress(RuntimeError):
            self._told(answer)
