"""The settings of a workspace: its identity, time zone and limits."""

from __future__ import annotations

import datetime as dt

import msgspec
from sqlalchemy import Connection, insert, select, update

from app.model.store.tables import meta


class Settings(msgspec.Struct, frozen=True):
    """What holds for a whole workspace; `step_limit` is the most steps of one run."""

    id: str
    created_at: dt.datetime
    created_by: str
    time_zone: str = "Europe/Paris"
    step_limit: int = 1000


def insert_settings(connection: Connection, settings: Settings) -> None:
    """Write the one row of a new workspace."""
    connection.execute(insert(meta).values(msgspec.structs.asdict(settings)))


def read_settings(connection: Connection) -> Settings:
    """The settings of this workspace."""
    columns = meta.c
    query = select(
        columns.id, columns.created_at, columns.created_by, columns.time_zone, columns.step_limit
    )
    id_, created_at, created_by, time_zone, step_limit = connection.execute(query).one()
    return Settings(
        id=id_,
        created_at=created_at,
        created_by=created_by,
        time_zone=time_zone,
        step_limit=step_limit,
    )


def update_settings(connection: Connection, *, time_zone: str, step_limit: int) -> None:
    """Change what may change."""
    connection.execute(update(meta).values(time_zone=time_zone, step_limit=step_limit))
