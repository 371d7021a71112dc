"""Sample sets and their emails as they are stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from app.model.store.tables import sample_email, sample_set
from app.model.store.versions import name_key


class SampleSet(msgspec.Struct, frozen=True):
    """A named set of emails; `count` is how many it holds."""

    id: str
    name: str
    count: int = 0


class SampleEmail(msgspec.Struct, frozen=True):
    """One email of a set as its list shows it; `size` in bytes, `date` as the sender wrote it."""

    id: str
    position: int
    subject: str
    sender: str
    date: dt.datetime | None
    size: int


class NewEmail(msgspec.Struct, frozen=True):
    """An email to store: `raw` as it was received, `sha256` over it in hexadecimal."""

    id: str
    subject: str
    sender: str
    date: dt.datetime | None
    sha256: str
    raw: bytes


def read_sets(connection: Connection) -> tuple[SampleSet, ...]:
    """All sets with their counts, by name."""
    counted = func.count(sample_email.c.id)
    query = (
        select(sample_set.c.id, sample_set.c.name, counted)
        .select_from(sample_set.outerjoin(sample_email))
        .group_by(sample_set.c.id)
        .order_by(sample_set.c.name_key)
    )
    return tuple(SampleSet(*row) for row in connection.execute(query))


def insert_set(connection: Connection, id_: str, name: str) -> None:
    """Add an empty set."""
    connection.execute(insert(sample_set).values(id=id_, name=name, name_key=name_key(name)))


def rename_set(connection: Connection, id_: str, name: str) -> None:
    """Give a set another name."""
    connection.execute(
        update(sample_set).where(sample_set.c.id == id_).values(name=name, name_key=name_key(name))
    )


def delete_set(connection: Connection, id_: str) -> None:
    """Remove a set with its emails."""
    connection.execute(delete(sample_set).where(sample_set.c.id == id_))


def read_emails(
    connection: Connection, set_id: str, offset: int, limit: int
) -> tuple[SampleEmail, ...]:
    """A slice of a set by position, without the emails themselves."""
    columns = sample_email.c
    query = (
        select(
            columns.id,
            columns.position,
            columns.subject,
            columns.sender,
            columns.date,
            columns.size,
        )
        .where(columns.sample_set == set_id)
        .order_by(columns.position)
        .offset(offset)
        .limit(limit)
    )
    return tuple(SampleEmail(*row) for row in connection.execute(query))


def read_raw(connection: Connection, email_id: str) -> bytes | None:
    """The bytes of an email as it was received, if it exists."""
    return connection.execute(
        select(sample_email.c.raw).where(sample_email.c.id == email_id)
    ).scalar()


def find_email(connection: Connection, sha256: str) -> str | None:
    """The id of an email with this digest in any set, if there is one."""
    wanted = select(sample_email.c.id).where(sample_email.c.sha256 == sha256).limit(1)
    return connection.execute(wanted).scalar()


def last_position(connection: Connection, set_id: str) -> int:
    """The highest position in a set, or 0 when it is empty."""
    highest = func.max(sample_email.c.position)
    query = select(highest).where(sample_email.c.sample_set == set_id)
    return connection.execute(query).scalar() or 0


def find_set(connection: Connection, id_: str) -> str | None:
    """The name of the set with this id, if there is one."""
    return connection.execute(select(sample_set.c.name).where(sample_set.c.id == id_)).scalar()


def insert_emails(connection: Connection, set_id: str, emails: Iterable[NewEmail]) -> None:
    """Append emails to a set, in their order."""
    taken = last_position(connection, set_id)
    rows = [
        {
            "id": new.id,
            "sample_set": set_id,
            "position": number,
            "subject": new.subject,
            "sender": new.sender,
            "date": new.date,
            "size": len(new.raw),
            "sha256": new.sha256,
            "raw": new.raw,
        }
        for number, new in enumerate(emails, start=taken + 1)
    ]
    if rows:
        connection.execute(insert(sample_email), rows)


def delete_emails(connection: Connection, ids: Sequence[str]) -> int:
    """Remove emails; how many there were."""
    removed = 0
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        done = connection.execute(delete(sample_email).where(sample_email.c.id.in_(chunk)))
        removed += done.rowcount
    return removed
