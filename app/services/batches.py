"""A whole sample set through one version in a spawned worker: progress, cancel, partial rows."""

from __future__ import annotations

import logging
import multiprocessing
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from app.model.errors import OutsideError, Refused, UserError
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnContext
    from multiprocessing.synchronize import Event

    from app.services.replays import Replayer, Settings
    from app.services.workspace import Workspace
    from app.world.sandbox import Sandbox

_log = logging.getLogger(__name__)

CHUNK = 100
"""Emails whose results travel together, at most."""

_CHUNK_SECONDS = 0.2
_POLL_SECONDS = 0.1
_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True)
class Batch:
    """What is replayed: a version of a stored workspace, and emails of a sample set by their ids.

    *Each on its own*, unless `in_sequence`: then the world (turns, queues) goes on from email to
    email, so that a round robin splits them as it would in production.
    """

    workspace: Path
    version: str
    emails: tuple[str, ...]
    settings: Settings
    in_sequence: bool = False


class OutcomeRow(msgspec.Struct, frozen=True):
    """The outcome of one email, as the table of a whole set shows it.

    `kind` is the destination's: `queue`, `user`, `address`, or empty for none.
    """

    email: str
    subject: str
    sender: str
    outcome: str
    destination: str
    undelivered: bool
    steps: int
    warnings: int
    reason: Text
    kind: str = ""


class _Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker has opened the workspace and compiled the version."""


class _Rows(msgspec.Struct, frozen=True, tag=True):
    """Results of the next emails, in their order."""

    rows: tuple[OutcomeRow, ...]


class _Finished(msgspec.Struct, frozen=True, tag=True):
    """The worker has no email left, or was asked to stop."""


class _Unable(msgspec.Struct, frozen=True, tag=True):
    """The worker cannot do its work, for a reason that a person can mend."""

    reason: Text


_Told = _Ready | _Rows | _Finished | _Unable


class _Part(msgspec.Struct, frozen=True):
    """What one worker is handed; `chunk` is the most results that travel together."""

    workspace: str
    version: str
    emails: tuple[str, ...]
    chunk: int
    in_sequence: bool


class BatchRun:
    """A batch under way. `rows()` blocks for the next results; `cancel` keeps those that came."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._cancelled = self._context.Event()
        self._done = 0
        self._careful_until = 0
        self._died_on = -1

    @property
    def total(self) -> int:
        """How many emails there are."""
        return len(self._batch.emails)

    def cancel(self) -> None:
        """Stop after the email under way; from any thread."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()

    def rows(self) -> Generator[tuple[OutcomeRow, ...], None, None]:
        """Results in the order of the emails, a few at a time, until done or cancelled.

        Where a worker dies, another one goes on email by email; an email on which that one dies is
        tried once more, then named as failed.

        Raises:
            UserError: the workspace or the version cannot be opened.
            OutsideError: no worker can be started.
        """
        while self._done < self.total and not self.is_cancelled:
            first, careful = self._done, self._done < self._careful_until
            # Careful workers stop where the trouble is over, so that speed comes back.
            stop = self._careful_until if careful else self.total
            worker = _Worker(self._context, self._batch, first, stop, careful, self._cancelled)
            with worker:
                for rows in worker.results():
                    self._done += len(rows)
                    yield rows
            if worker.finished or self.is_cancelled:
                continue
            self._careful_until = min(self.total, self._done + CHUNK)
            if careful and self._died_on == self._done:
                yield (self._lost(),)
                self._done += 1
                self._died_on = -1
            elif careful:
                self._died_on = self._done

    def _lost(self) -> OutcomeRow:
        reason = _("The worker stopped on this email twice: look at it alone.")
        email = self._batch.emails[self._done]
        return OutcomeRow(email, "", "", "failed", "", True, 0, 0, reason)


class _Worker:
    """One spawned process and the pipe that its results come through; its end is a context's."""

    def __init__(
        self,
        context: SpawnContext,
        batch: Batch,
        start: int,
        stop: int,
        careful: bool,
        cancelled: Event,
    ) -> None:
        self.finished = False
        self._cancelled = cancelled
        # A pipe says when its writer dies, and holds a full writer back; a queue does neither.
        self._results, sending = context.Pipe(duplex=False)
        part = _Part(
            workspace=str(batch.workspace),
            version=batch.version,
            emails=batch.emails[start:stop],
            chunk=1 if careful else CHUNK,
            in_sequence=batch.in_sequence,
        )
        self._process = context.Process(
            target=_work, args=(part, batch.settings, sending, cancelled), daemon=True
        )
        try:
            self._process.start()
        except OSError as error:
            self._results.close()
            raise OutsideError(
                _("No worker could be started ({error}). Try again.", error=str(error))
            ) from error
        finally:
            sending.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._results.close()
        if self.finished:
            self._process.join(_PATIENCE_SECONDS)
        if self._process.is_alive():
            self._process.terminate()
        self._process.join()
        self._process.close()

    def results(self) -> Iterator[tuple[OutcomeRow, ...]]:
        """What the worker found, until it has finished or died."""
        ready = False
        while (told := self._next()) is not None:
            match told:
                case _Ready():
                    ready = True
                case _Rows(rows):
                    yield rows
                case _Unable(reason):
                    raise UserError(reason)
                case _Finished():
                    self.finished = True
                    return
        if not ready and not self._cancelled.is_set():
            raise OutsideError(
                _("The worker of the whole set could not start. Try again with less work open.")
            )

    def _next(self) -> _Told | None:
        """What the worker says next; None when it has died, or was stopped before it began."""
        waited = 0.0
        try:
            while not self._results.poll(_POLL_SECONDS):
                if self._cancelled.is_set():
                    waited += _POLL_SECONDS
                if waited > _PATIENCE_SECONDS:
                    return None
            told: _Told = msgspec.msgpack.decode(self._results.recv_bytes(), type=_Told)
        except (EOFError, OSError):
            return None
        return told


def _work(part: _Part, settings: Settings, results: Connection, cancelled: Event) -> None:
    """Run in the worker: open the workspace, compile once, send results a few at a time."""

    def tell(told: _Told) -> None:
        results.send_bytes(msgspec.msgpack.encode(told))

    from app.engine.registry import CATALOGUE  # only the worker needs the engine
    from app.services.workspace import Workspace

    try:
        workspace = Workspace.open_to_read(Path(part.workspace), CATALOGUE)
        try:
            _replay(part, settings, workspace, tell, cancelled)
        finally:
            workspace.close()
        tell(_Finished())
    except UserError as error:
        tell(_Unable(error.text))
    except BrokenPipeError:
        return  # nobody listens any more
    finally:
        results.close()


def _replay(
    part: _Part,
    settings: Settings,
    workspace: Workspace,
    tell: Callable[[_Told], None],
    cancelled: Event,
) -> None:
    from app.services.replays import Programs, Replayer
    from app.services.samples import raw

    programs = Programs(workspace)
    program = programs.compiled(workspace.version(part.version))
    replayer = Replayer(program, programs, settings)
    world = replayer.sandbox() if part.in_sequence else None
    tell(_Ready())
    rows: list[OutcomeRow] = []
    started = time.monotonic()
    for email in part.emails:
        if cancelled.is_set():
            break
        rows.append(_outcome(replayer, workspace, email, raw, world))
        if len(rows) >= part.chunk or time.monotonic() - started > _CHUNK_SECONDS:
            tell(_Rows(tuple(rows)))
            rows.clear()
            started = time.monotonic()
    if rows:
        tell(_Rows(tuple(rows)))


def _outcome(
    replayer: Replayer,
    workspace: Workspace,
    email: str,
    read: Callable[[Workspace, str], bytes],
    world: Sandbox | None,
) -> OutcomeRow:
    try:
        return outcome_row(replayer, email, read(workspace, email), world)
    except Refused as gone:  # deleted from the set in the meantime
        reason = gone.text
    except Exception as error:  # noqa: BLE001 -- one email must not cost the others their worker
        _log.exception("an email of a whole set failed")
        reason = _(
            "A defect of the application stopped this email ({error}).", error=type(error).__name__
        )
    return OutcomeRow(email, "", "", "failed", "", True, 0, 0, reason)


def outcome_row(
    replayer: Replayer, email: str, raw: bytes, world: Sandbox | None = None
) -> OutcomeRow:
    """Run one email, on its own or in a world that goes on, and keep its outcome."""
    run = replayer.start(raw, world)
    trace = run.finish()
    if world is not None:
        from app.services.contacts import (
            contact_of,
        )  # loads the engine, which a worker needs anyway

        world.remember(contact_of(run))
    sender = run.inputs.message.sender
    return OutcomeRow(
        email=email,
        subject=trace.subject,
        sender=sender.name or sender.address,
        outcome=trace.outcome,
        destination=trace.destination.reference if trace.destination else "",
        undelivered=trace.undelivered,
        steps=len(trace.steps),
        warnings=len(trace.warnings),
        reason=trace.reason,
        kind=trace.destination.kind if trace.destination else "",
    )
