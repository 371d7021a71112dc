"""Bringing an older workspace file to the schema of today: a verified backup, then Alembic.

Imported only when a file is older, because Alembic takes long to load.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from app.model.store.connection import Store
from app.model.store.creation import copy_file
from app.model.store.files import recognise
from app.model.store.refusals import damaged, spoken
from app.model.store.schema import REVISION, SCHEMA, stamp

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, at: dt.datetime) -> Path:
    """Migrate the file at `path` in one transaction; the path of the backup made before.

    Raises:
        UserError: the file is damaged; it stays as it is.
        OutsideError: the disk refused; the file stays as it is.
    """
    store = Store(path)
    try:
        _check_stamps(store)
        backup = _back_up(store, at)
        store.without_foreign_keys()  # batch migrations rebuild tables that others point to
        with store.writing() as connection:
            # Another process may have been first while this one made its backup.
            if connection.exec_driver_sql("PRAGMA user_version").scalar_one() < SCHEMA:
                migrate(connection)
                stamp(connection, SCHEMA)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise damaged(path)
    finally:
        store.close()
    return backup


def migrate(connection: Connection, revision: str = REVISION) -> None:
    """Run every migration up to `revision` inside the transaction of the caller."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _check_stamps(store: Store) -> None:
    # The header says how old the file is, Alembic's table says it once more.
    with store.reading() as connection:
        schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        stamped = "SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'"
        if bool(connection.exec_driver_sql(stamped).scalar_one()) is not (schema > 0):
            raise damaged(store.path)


def _back_up(store: Store, at: dt.datetime) -> Path:
    path = store.path
    schema = recognise(path)
    moment = at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    backup = path.with_name(f"{path.stem}.schema-{schema}.{moment}{path.suffix}")
    copy_file(store, backup)
    with spoken(backup), contextlib.closing(sqlite3.connect(backup)) as copied:
        intact = copied.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        same = copied.execute("PRAGMA user_version").fetchone()[0] == schema
    if not (intact and same):
        raise damaged(path)
    return backup
