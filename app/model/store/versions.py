"""Versions as they are stored, without their trees."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from app.model.routing import Missed, Schedule, Status, Version
from app.model.store.rows import row_reader
from app.model.store.tables import version
from app.model.text import Text

_Why = tuple[Text, ...]
_UNSCHEDULED = {"scheduled_at": None, "scheduled_zone": None, "scheduled_date": None}
_NOT_MISSED = {"missed_at": None, "missed_why": ""}


def name_key(name: str) -> str:
    """A name as it is compared: case and blanks around it do not count."""
    return name.strip().casefold()


@row_reader
def _version(row: Row[Any]) -> Version:
    schedule = None
    if row.scheduled_at is not None:
        schedule = Schedule(at=row.scheduled_at, time_zone=row.scheduled_zone)
    missed = None
    if row.missed_at is not None:
        missed = Missed(at=row.missed_at, why=msgspec.json.decode(row.missed_why, type=_Why))
    return Version(
        id=row.id,
        routing=row.routing,
        number=row.number,
        name=row.name,
        description=row.description,
        status=Status(row.status),
        in_testing=bool(row.in_testing),
        schedule=schedule,
        missed=missed,
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
            **_scheduled(new.schedule),
            **_NOT_MISSED,
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
            **_UNSCHEDULED,
            **_NOT_MISSED,
            produced_at=at,
            produced_by=by,
        )
    )


def mark_testing(connection: Connection, id_: str, *, in_testing: bool) -> None:
    """Put a version in development in test, or take it out again."""
    connection.execute(update(version).where(version.c.id == id_).values(in_testing=in_testing))


def schedule_version(connection: Connection, id_: str, schedule: Schedule | None) -> None:
    """Plan the production of a version in development, or no longer; an alert is done with."""
    changed = update(version).where(version.c.id == id_)
    connection.execute(changed.values(**_scheduled(schedule), **_NOT_MISSED))


def miss_version(connection: Connection, id_: str, missed: Missed) -> None:
    """Take the plan away and keep why the production could not be."""
    why = msgspec.json.encode(missed.why).decode()
    changed = update(version).where(version.c.id == id_)
    connection.execute(changed.values(**_UNSCHEDULED, missed_at=missed.at, missed_why=why))


def forget_missed(connection: Connection, id_: str) -> None:
    """Somebody has seen that a production could not be."""
    connection.execute(update(version).where(version.c.id == id_).values(**_NOT_MISSED))


def read_scheduled(connection: Connection) -> tuple[Version, ...]:
    """Every version with a planned production, in the order of the plans."""
    query = (
        select(version)
        .where(version.c.scheduled_at.is_not(None))
        .order_by(version.c.scheduled_at, version.c.routing, version.c.number)
    )
    return tuple(_version(row) for row in connection.execute(query))


def _scheduled(schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None:
        return _UNSCHEDULED
    return {
        "scheduled_at": schedule.at,
        "scheduled_zone": schedule.time_zone,
        "scheduled_date": schedule.date.isoformat(),
    }


def demote_version(connection: Connection, id_: str) -> None:
    """Put the version in production into backup."""
    connection.execute(
        update(version).where(version.c.id == id_).values(status=Status.BACKUP.value)
    )


def delete_version(connection: Connection, id_: str) -> None:
    """Remove a version with its tree and its last run; the log stays."""
    connection.execute(delete(version).where(version.c.id == id_))
