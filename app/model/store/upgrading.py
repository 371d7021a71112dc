"""Bringing an older workspace file to the schema of today: a verified backup, then Alembic.

Imported only when a file is older, because Alembic takes long to load.
"""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from app.model.errors import UserError
from app.model.store.backups import back_up, before_upgrade
from app.model.store.connection import Store
from app.model.store.refusals import NotUpgraded, damaged
from app.model.store.schema import REVISION, SCHEMA, stamp
from app.model.text import _

_LOG = logging.getLogger(__name__)
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
        # Another process may migrate while this one waits: what is kept says how old it is itself.
        with store.reading() as connection:
            schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        backup = back_up(store, before_upgrade(schema), at)
        _bring_up(store)
    finally:
        store.close()
    return backup


def upgrade_copy(path: Path) -> None:
    """Migrate a file that is a copy already, in one transaction and without another backup.

    Raises:
        UserError: the file is damaged, or could not be migrated; it stays as it is.
    """
    store = Store(path)
    try:
        _check_stamps(store)
        _bring_up(store)
    finally:
        store.close()


def _bring_up(store: Store) -> None:
    store.without_foreign_keys()  # batch migrations rebuild tables that others point to
    try:
        with store.writing() as connection:
            # Another process may have been first while this one made its backup.
            if connection.exec_driver_sql("PRAGMA user_version").scalar_one() < SCHEMA:
                migrate(connection)
                stamp(connection, SCHEMA)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise damaged(store.path)
    except UserError:
        raise
    except Exception as error:
        # Whatever a migration stumbled over, the transaction took all of it back.
        _LOG.exception("the migration to schema %s failed", SCHEMA)
        raise NotUpgraded(
            _(
                "The workspace {path} could not be brought to this version of the application."
                " It is as it was: restore a backup, or open it with the version before.",
                path=str(store.path),
            )
        ) from error


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
