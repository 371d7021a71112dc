"""Opening a workspace file: told by its content, upgraded when older, refused when newer."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from app.model.errors import OutsideError
from app.model.store.connection import Store
from app.model.store.creation import COMPANIONS
from app.model.store.files import recognise
from app.model.store.refusals import Damaged, Newer, damaged
from app.model.store.schema import REVISION, SCHEMA
from app.model.store.tables import METADATA
from app.model.text import _


def open_store(path: Path, at: dt.datetime) -> Store:
    """Open the workspace at `path`; `at` names the backup that comes before an upgrade.

    Raises:
        UserError: no workspace, newer, damaged, or not ours to write; the file stays as it is.
        OutsideError: the disk refused, or another process keeps it locked.
    """
    schema = recognise(path)
    check_version(path, schema)
    if schema < SCHEMA:
        from app.model.store.upgrading import upgrade  # loads Alembic

        upgrade(path, at)
    store = Store(path)
    try:
        check_tables(store)
    except BaseException:
        store.close()
        raise
    return store


def open_to_read(path: Path) -> Store:
    """Open the workspace at `path` without ever writing to it or beside it.

    Where SQLite would have to write all the same (an older schema, a journal left by a crash) a
    private copy is read, which goes when it is closed.

    Raises:
        UserError: no workspace, newer or damaged.
        OutsideError: the disk refused.
    """
    schema = recognise(path, to_write=False)
    check_version(path, schema)
    if schema == SCHEMA:
        store: Store | None = None
        try:
            store = Store(path, to_write=False)
            check_tables(store)
        except Damaged:
            if store is not None:
                store.close()
            raise
        except OutsideError:
            # Its journal waits to be followed, which takes writing: that is what the copy is for.
            if store is not None:
                store.close()
        else:
            return store
    return _open_copy(path, schema)


def _open_copy(path: Path, schema: int) -> Store:
    # Not beside the workspace: nothing may be written there.
    scratch = tempfile.TemporaryDirectory(prefix="smart-routing-")
    try:
        file = Path(scratch.name) / path.name
        try:
            for ending in ("", *COMPANIONS):
                beside = path.with_name(path.name + ending)
                if beside.exists():
                    shutil.copyfile(beside, file.with_name(file.name + ending))
        except OSError as error:
            raise OutsideError(
                _(
                    "The disk refused to read or write {path}. Check it, then try again.",
                    path=str(path),
                )
            ) from error
        if schema < SCHEMA:
            from app.model.store.upgrading import upgrade_copy  # loads Alembic

            upgrade_copy(file)
        store = Store(path, file=file, on_close=scratch.cleanup)
    except BaseException:
        scratch.cleanup()
        raise
    try:
        check_tables(store)
    except BaseException:
        store.close()
        raise
    return store


def check_version(path: Path, schema: int) -> None:
    """`Newer` where the file has a schema that this application does not know yet."""
    if schema > SCHEMA:
        raise Newer(
            _(
                "{path} was made by a newer version of this application."
                " Install that version to open it.",
                path=str(path),
            )
        )


def check_tables(store: Store) -> None:
    """`Damaged` unless the tables of today are there, and one row of settings."""
    with store.reading() as connection:
        listed = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars()
        if not METADATA.tables.keys() | {"alembic_version"} <= set(listed):
            raise damaged(store.path)
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if revision != REVISION or connection.exec_driver_sql("SELECT 1 FROM meta").first() is None:
            raise damaged(store.path)
