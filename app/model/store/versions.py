"""Versions as they are stored, without their trees."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.model.routing import Schedule, Status, Version
from app.model.store.rows import row_reader
from app.model.store.tables import version


def name_key(name: str) -> str:
    """A name as it is compared: case and blanks around it do not count."""
    return name.strip().casefold()


@row_reader
def _version(row: Row[Any]) -> Version:
    schedule = None
    if row.scheduled_at is not None:
        schedule = Schedule(at=row.scheduled_at, time_zone=row.scheduled_zone)
    return Version(
        id=row.id,
        routing=row.routing,
        number=row.number,
        name=row.name,
        description=row.description,
        status=Status(row.status),
        in_testing=bool(row.in_testing),
        schedule=schedule,
        hash=row.hash,
        revision=row.revision,
        actions=row.actions,
        created_at=row.created_at,
        created_by=row.created_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        produced_at=row.produced_at,
        produced_by=row.produced_by,
    )


def read_versions(connection: Connection, routing: str) -> tuple[Version, ...]:
    """All versions of a routing, by number."""
    query = select(version).where(version.c.routing == routing).order_by(version.c.number)
    return tuple(_version(row) for row in connection.execute(query))


def find_version(connection: Connection, id_: str) -> Version | None:
    """The version with this id, if there is one."""
    row = connection.execute(select(version).where(version.c.id == id_)).one_or_none()
    return None if row is None else _version(row)


def find_production(connection: Connection, routing: str) -> Version | None:
    """The version of a routing that is in production, if one is."""
    query = select(version).where(
        version.c.routing == routing, version.c.status == Status.PRODUCTION.value
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _version(row)


def insert_version(connection: Connection, new: Version) -> None:
    """Add a version in development; its tree follows."""
    connection.execute(
        insert(version).values(
            id=new.id,
            routing=new.routing,
            number=new.number,
            name=new.name,
            name_key=name_key(new.name),
            description=new.description,
            status=new.status.value,
            in_testing=int(new.in_testing),
            scheduled_at=new.schedule.at if new.schedule else None,
            scheduled_zone=new.schedule.time_zone if new.schedule else None,
            hash=new.hash,
            revision=new.revision,
            actions=new.actions,
            next_action=1,
            drawing_extra="",
            created_at=new.created_at,
            created_by=new.created_by,
            changed_at=new.changed_at,
            changed_by=new.changed_by,
            produced_at=new.produced_at,
            produced_by=new.produced_by,
        )
    )


def keep_revision(
    connection: Connection,
    id_: str,
    *,
    revision: int,
    content_hash: str,
    actions: int,
    at: dt.datetime,
    by: str,
) -> bool:
    """Step from the revision before `revision` to it; whether the version stood there."""
    done = connection.execute(
        update(version)
        .where(version.c.id == id_, version.c.revision == revision - 1)
        .values(revision=revision, hash=content_hash, actions=actions, changed_at=at, changed_by=by)
    )
    return done.rowcount == 1


def rename_version(connection: Connection, id_: str, *, name: str, description: str) -> None:
    """Change the name and description of a version in development."""
    connection.execute(
        update(version)
        .where(version.c.id == id_)
        .values(name=name, name_key=name_key(name), description=description)
    )


def promote_version(connection: Connection, id_: str, at: dt.datetime, by: str) -> None:
    """Put a version in production; testing and a schedule end with it."""
    connection.execute(
        update(version)
        .where(version.c.id == id_)
        .values(
            status=Status.PRODUCTION.value,
            in_testing=0,
            scheduled_at=None,
            scheduled_zone=None,
            produced_at=at,
            produced_by=by,
        )
    )


def demote_version(connection: Connection, id_: str) -> None:
    """Put the version in production into backup."""
    connection.execute(
        update(version).where(version.c.id == id_).values(status=Status.BACKUP.value)
    )


def delete_version(connection: Connection, id_: str) -> None:
    """Remove a version with its tree and its last run; the log stays."""
    connection.execute(delete(version).where(version.c.id == id_))
