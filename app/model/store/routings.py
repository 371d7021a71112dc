"""Routings as they are stored."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, select, update

from app.model.catalogue import RoutingType
from app.model.resources import RoutingEntry, TestedVersion
from app.model.routing import Routing, Status
from app.model.store.rows import row_reader
from app.model.store.tables import routing, version

_COLUMNS = select(
    routing.c.id, routing.c.reference, routing.c.name, routing.c.type, routing.c.description
)


@row_reader
def _routing(row: tuple[str, str, str, str, str]) -> Routing:
    id_, reference, name, type_, description = row
    return Routing(
        id=id_,
        reference=reference,
        name=name,
        type=RoutingType(type_),
        description=description,
    )


def read_routings(connection: Connection) -> tuple[Routing, ...]:
    """All routings, by name and reference."""
    rows = connection.execute(_COLUMNS)
    found = [_routing(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.reference)))


def find_routing(connection: Connection, id_: str) -> Routing | None:
    """The routing with this id, if there is one."""
    row = connection.execute(_COLUMNS.where(routing.c.id == id_)).one_or_none()
    return None if row is None else _routing(row)


def find_by_reference(connection: Connection, reference: str) -> Routing | None:
    """The routing with this reference, whatever its case, if there is one."""
    same = func.lower(routing.c.reference) == reference.strip().lower()
    row = connection.execute(_COLUMNS.where(same)).one_or_none()
    return None if row is None else _routing(row)


def insert_routing(connection: Connection, new: Routing) -> None:
    """Add a routing without versions."""
    connection.execute(
        insert(routing).values(
            id=new.id,
            reference=new.reference,
            name=new.name,
            type=new.type.value,
            description=new.description,
        )
    )


def update_routing(connection: Connection, changed: Routing) -> None:
    """Change name, reference and description."""
    connection.execute(
        update(routing)
        .where(routing.c.id == changed.id)
        .values(reference=changed.reference, name=changed.name, description=changed.description)
    )


def delete_routing(connection: Connection, id_: str) -> None:
    """Remove a routing with all its versions; the log stays."""
    connection.execute(delete(routing).where(routing.c.id == id_))


def next_version_number(connection: Connection, id_: str) -> int:
    """The number that the next version of this routing gets."""
    return connection.execute(select(routing.c.next_number).where(routing.c.id == id_)).scalar_one()


def raise_next_number(connection: Connection, id_: str, number: int) -> None:
    """Give no number below `number` to a version of this routing any more."""
    connection.execute(
        update(routing)
        .where(routing.c.id == id_, routing.c.next_number < number)
        .values(next_number=number)
    )


_TESTED = (
    select(routing.c.reference, version.c.number, version.c.name)
    .select_from(routing.join(version, version.c.routing == routing.c.id))
    .where(version.c.in_testing == 1)
    .order_by(version.c.number)
)


def read_entries(connection: Connection) -> tuple[RoutingEntry, ...]:
    """What runs and checks may know of every routing, by reference."""
    produced = and_(version.c.routing == routing.c.id, version.c.status == Status.PRODUCTION.value)
    query = select(
        routing.c.reference, routing.c.name, routing.c.type, version.c.number
    ).select_from(routing.outerjoin(version, produced))
    tested: dict[str, list[TestedVersion]] = {}
    for reference, number, name in connection.execute(_TESTED):
        tested.setdefault(reference, []).append(TestedVersion(number, name))
    found = [
        msgspec.structs.replace(_entry(*row), testing=tuple(tested.get(row[0], ())))
        for row in connection.execute(query)
    ]
    return tuple(sorted(found, key=lambda entry: entry.reference))


@row_reader
def _entry(reference: str, name: str, type_: str, production: int | None) -> RoutingEntry:
    return RoutingEntry(reference, name, RoutingType(type_), production)
