"""The contact log: earlier interactions of customers, imported or fetched from a server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
    delete,
    func,
    insert,
    select,
)

from app.model.contact import Contact
from app.model.store.tables import METADATA


class ContactColumns(TypedColumns):
    """Contacts in the order of their import; moments are ISO 8601 in UTC."""

    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[str] = Column(Text, nullable=False)
    sender: Named[str] = Column(Text, nullable=False)
    routing: Named[str] = Column(Text, nullable=False)
    case_number: Named[str] = Column(Text, nullable=False)
    card: Named[str] = Column(Text, nullable=False)
    user: Named[str] = Column(Text, nullable=False)


contact = Table("contact", METADATA, ContactColumns, sqlite_strict=True)
Index(None, contact.c.at)


def read_contacts(connection: Connection) -> tuple[Contact, ...]:
    """All contacts, oldest first."""
    columns = contact.c
    query = select(
        columns.at, columns.sender, columns.routing, columns.case_number, columns.card, columns.user
    ).order_by(columns.at, columns.id)
    return tuple(
        Contact(dt.datetime.fromisoformat(at), sender, routing, case, card, user)
        for at, sender, routing, case, card, user in connection.execute(query)
    )


def count_contacts(connection: Connection) -> int:
    """How many contacts there are."""
    found: int = connection.execute(select(func.count()).select_from(contact)).scalar_one()
    return found


def insert_contacts(connection: Connection, contacts: Iterable[Contact]) -> int:
    """Add contacts; how many."""
    rows = [
        {
            "at": one.at.isoformat(timespec="microseconds"),
            "sender": one.sender,
            "routing": one.routing,
            "case_number": one.case,
            "card": one.card,
            "user": one.user,
        }
        for one in contacts
    ]
    if rows:
        connection.execute(insert(contact), rows)
    return len(rows)


def delete_contacts(connection: Connection) -> int:
    """Empty the log; how many contacts were in it."""
    return connection.execute(delete(contact)).rowcount
