"""Making the tables of a new workspace, and telling which schema a file has."""

from __future__ import annotations

from sqlalchemy import Connection

from app.model.store.contacts import contact
from app.model.store.files import APPLICATION_ID
from app.model.store.rules import TRIGGERS
from app.model.store.secrets import secret
from app.model.store.tables import METADATA

SCHEMA = 3
"""The schema version that this application writes; each migration adds one."""

REVISION = "0003"
"""The Alembic revision that leads to `SCHEMA`."""


for _table in (contact, secret):  # tables that stand in modules of their own
    assert _table.metadata is METADATA


def create_schema(connection: Connection) -> None:
    """Make every table and rule and stamp the newest revision, without loading Alembic."""
    METADATA.create_all(connection)
    for trigger in TRIGGERS:
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
        "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    stamp(connection, SCHEMA)


def stamp(connection: Connection, schema: int) -> None:
    """Write application id and schema version into the header of the file."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema}")
