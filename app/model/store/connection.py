"""One open workspace file: its connection, its transactions, its journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from app.model.store.refusals import spoken

__all__ = ["Connection", "Store", "connect", "journal_mode"]

_PATIENCE_MS = 5_000
_WAL_IS_SOUND = (3, 51, 3)
"""Earlier releases of SQLite may corrupt a WAL that is reset while another process reads it."""

_WRITES = "workspace_writes"


def journal_mode(release: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """The journal that this release of SQLite keeps safely: `wal` or `delete`."""
    return "wal" if release >= _WAL_IS_SOUND else "delete"


def connect(path: Path, *, to_write: bool = True) -> sqlite3.Connection:
    """A plain connection to an existing file, with the settings that every connection needs."""
    address = f"{path.resolve().as_uri()}?mode={'rw' if to_write else 'ro'}"
    plain = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE_MS / 1000)
    if not to_write:
        return plain
    try:
        mode = journal_mode()
        plain.execute("PRAGMA foreign_keys = ON")
        if plain.execute("PRAGMA journal_mode").fetchone()[0] != mode:
            plain.execute(f"PRAGMA journal_mode = {mode}").fetchone()
        plain.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        plain.close()
        raise
    return plain


class Store:
    """A workspace file held open by one thread; every read and write is a transaction here.

    `path` is the workspace, `file` what is really read: a private copy where the workspace itself
    cannot be. `on_close` is called once the file is given back.
    """

    def __init__(
        self,
        path: Path,
        *,
        file: Path | None = None,
        to_write: bool = True,
        on_close: Callable[[], object] | None = None,
    ) -> None:
        self.path = path
        self.file = file or path
        self._on_close = on_close
        with spoken(path):
            self._plain = connect(self.file, to_write=to_write)
        self._engine = _engine(self._plain)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the file; it must not outlive a service call."""
        with spoken(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start; it commits whole or not at all.

        Raises:
            OutsideError: the disk refused, or another process wrote for longer than 5 s.
        """
        with spoken(self.path), self._engine.connect() as connection:
            writing = connection.execution_options(**{_WRITES: True})
            with writing.begin():
                yield writing

    def data_version(self) -> int:
        """A number that changes when another connection has committed."""
        with spoken(self.path):
            found: int = self._plain.execute("PRAGMA data_version").fetchone()[0]
        return found

    def without_foreign_keys(self) -> None:
        """Stop checking foreign keys, for a migration, which checks them at its end."""
        with spoken(self.path):
            self._plain.execute("PRAGMA foreign_keys = OFF")

    def is_sound(self) -> bool:
        """Whether SQLite finds nothing wrong in any page; reads the whole file."""
        with spoken(self.path):
            verdict = self._plain.execute("PRAGMA integrity_check(1)").fetchone()[0]
            broken = self._plain.execute("PRAGMA foreign_key_check").fetchone()
        return verdict == "ok" and broken is None

    def copy_to(self, target: sqlite3.Connection, place: Path) -> None:
        """Copy every page into the database at `place`, as one consistent state."""
        with spoken(place):
            self._plain.backup(target)

    def close(self) -> None:
        """Give the file back; closing twice does no harm."""
        self._engine.dispose()
        self._plain.close()
        if self._on_close is not None:
            self._on_close()
            self._on_close = None


def _engine(plain: sqlite3.Connection) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: plain, poolclass=StaticPool)

    # The driver would begin late and let schema changes escape a rollback.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
