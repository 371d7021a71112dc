"""Looking for sample emails by words of their subject or sender."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, or_, select

from app.model.store.samples import SampleEmail
from app.model.store.tables import sample_email, sample_set


def find_emails(
    connection: Connection, set_id: str | None, words: Sequence[str], limit: int
) -> tuple[tuple[SampleEmail, str], ...]:
    """Emails that hold every word, with the names of their sets; by set and position.

    `set_id` None looks in every set. ASCII letters match in either case.
    """
    columns = sample_email.c
    query = (
        select(
            columns.id,
            columns.position,
            columns.subject,
            columns.sender,
            columns.date,
            columns.size,
            sample_set.c.name,
        )
        .join(sample_set)
        .where(*(_holds(word) for word in words))
        .order_by(sample_set.c.name_key, columns.position)
        .limit(limit)
    )
    if set_id is not None:
        query = query.where(columns.sample_set == set_id)
    return tuple((SampleEmail(*row[:6]), row[6]) for row in connection.execute(query))


def email_ids(connection: Connection, set_id: str) -> tuple[str, ...]:
    """The ids of all emails of a set, in its order."""
    query = (
        select(sample_email.c.id)
        .where(sample_email.c.sample_set == set_id)
        .order_by(sample_email.c.position)
    )
    return tuple(connection.execute(query).scalars())


def _holds(word: str) -> ColumnElement[bool]:
    columns = sample_email.c
    return or_(
        columns.subject.contains(word, autoescape=True),
        columns.sender.contains(word, autoescape=True),
    )
