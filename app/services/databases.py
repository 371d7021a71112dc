"""Asking external databases in a process of their own, which ends at a deadline or when cancelled.

A driver may hang where nothing of ours can stop it (a name that does not resolve, a server that
never answers, a crash in its own code): what is asked runs elsewhere, and is killed there.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from app.model.errors import OutsideError, UserError
from app.model.resources import Database
from app.model.resources.database_url import read_database_url
from app.model.text import _
from app.world.live.database_drivers import driver_for
from app.world.live.database_shapes import (
    Began,
    ColumnShape,
    Connected,
    Finished,
    Question,
    Rows,
    Said,
    Schemas,
    TableName,
    Tables,
    TableShape,
    Unable,
)

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = [
    "PATIENCE",
    "ColumnShape",
    "Connected",
    "Rows",
    "Schemas",
    "TableShape",
    "Tables",
    "look_around",
    "read_rows",
]

PATIENCE: Final = 15.0
"""Seconds that a database has for each thing it says."""

MOST_ROWS: Final = 1_000
"""Rows of a table that a snapshot takes."""

_STARTING = 20.0
_POLL_SECONDS = 0.05
_NEVER: Callable[[], bool] = lambda: False  # noqa: E731 -- the default of a parameter


def look_around(
    database: Database,
    password: str = "",
    *,
    schema: str = "",
    patience: float = PATIENCE,
    cancelled: Callable[[], bool] = _NEVER,
) -> Iterator[Said]:
    """Connect and say who answers, then the schemas, then the tables of one.

    Blocks; not for the thread of a window. Ends without a word once `cancelled` says so.

    Raises:
        UserError: the URL is wrong, the driver is not installed, or the file does not exist.
        OutsideError: it cannot be reached, refuses, or does not answer in time.
    """
    question = Question(read_database_url(database.url), password, schema)
    yield from _said(question, patience, cancelled)


def read_rows(
    database: Database,
    password: str,
    schema: str,
    table: TableShape,
    *,
    patience: float = PATIENCE,
    cancelled: Callable[[], bool] = _NEVER,
) -> Rows:
    """The first rows of a table, at most `MOST_ROWS`; raises as `look_around` does."""
    columns = tuple(column.name for column in table.columns)
    name = TableName(schema, table.name, columns)
    question = Question(read_database_url(database.url), password, schema, name, MOST_ROWS)
    for said in _said(question, patience, cancelled):
        if isinstance(said, Rows):
            return said
    return Rows(())


def _said(question: Question, patience: float, cancelled: Callable[[], bool]) -> Iterator[Said]:
    driver_for(question.url)  # said at once, without a process
    context = multiprocessing.get_context("spawn")
    answers, sending = context.Pipe(duplex=False)
    asked = msgspec.msgpack.encode(question)
    process = context.Process(target=_ask, args=(asked, sending), daemon=True)
    try:
        process.start()
    except OSError as error:
        answers.close()
        raise OutsideError(
            _("No worker could be started ({error}). Try again.", error=str(error))
        ) from error
    finally:
        sending.close()
    try:
        yield from _heard(answers, question, patience, cancelled)
    finally:
        answers.close()
        # A driver that hangs does not hear a polite word.
        process.kill()
        process.join()
        process.close()


def _heard(
    answers: Connection, question: Question, patience: float, cancelled: Callable[[], bool]
) -> Iterator[Said]:
    # The first word says that the process is there: its start is no silence of the database.
    if not _wait(answers, question, _STARTING, cancelled):
        return
    while not cancelled():
        if not _wait(answers, question, patience, cancelled):
            return
        try:
            said: Said = msgspec.msgpack.decode(answers.recv_bytes(), type=Said)
        except (EOFError, OSError):
            raise OutsideError(
                _("The driver broke down. Update it, or choose another one in the URL.")
            ) from None
        match said:
            case Finished():
                return
            case Began():
                continue
            case Unable(reason, mendable):
                raise UserError(reason) if mendable else OutsideError(reason)
            case _:
                yield said


def _wait(
    answers: Connection, question: Question, patience: float, cancelled: Callable[[], bool]
) -> bool:
    """Wait for the next word; False when it is no longer wanted."""
    until = time.monotonic() + patience
    while not answers.poll(_POLL_SECONDS):
        if cancelled():
            return False
        if time.monotonic() > until:
            raise OutsideError(
                _(
                    "{place} did not answer within {seconds} seconds. Check host and port, then"
                    " try again.",
                    place=question.url.host or question.url.database,
                    seconds=round(patience),
                )
            )
    return True


def _ask(asked: bytes, sending: Connection) -> None:
    """Run in the process: ask, and send what is said."""
    from app.world.live.database import answers

    def tell(said: Said) -> None:
        sending.send_bytes(msgspec.msgpack.encode(said))

    question = msgspec.msgpack.decode(asked, type=Question)
    try:
        tell(Began())
        for said in answers(question):
            tell(said)
        tell(Finished())
    except OutsideError as error:
        tell(Unable(error.text))
    except UserError as error:
        tell(Unable(error.text, mendable=True))
    except BrokenPipeError:
        return  # nobody listens any more
    finally:
        sending.close()
