"""Opening a workspace file: told by its content, upgraded when older, refused when newer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from app.model.errors import UserError
from app.model.store.connection import Store
from app.model.store.files import recognise
from app.model.store.refusals import damaged
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
    if schema > SCHEMA:
        raise UserError(
            _(
                "{path} was made by a newer version of this application."
                " Install that version to open it.",
                path=str(path),
            )
        )
    if schema < SCHEMA:
        from app.model.store.upgrading import upgrade  # loads Alembic

        upgrade(path, at)
    store = Store(path)
    try:
        _check_tables(store)
    except BaseException:
        store.close()
        raise
    return store


def _check_tables(store: Store) -> None:
    with store.reading() as connection:
        listed = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars()
        if not METADATA.tables.keys() | {"alembic_version"} <= set(listed):
            raise damaged(store.path)
        revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if revision != REVISION or connection.exec_driver_sql("SELECT 1 FROM meta").first() is None:
            raise damaged(store.path)
