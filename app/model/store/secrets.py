"""Which secret fields are set: a mark for each, and never a value."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
    delete,
    func,
    insert,
    select,
)

from app.model.resources import ResourceKind
from app.model.store.tables import METADATA, resource


class SecretColumns(TypedColumns):
    """Which fields of which resources have a secret; the secrets themselves are never here."""

    kind: Named[str] = Column(Text, nullable=False)
    reference: Named[str] = Column(Text, nullable=False)
    field: Named[str] = Column(Text, nullable=False)


secret = Table(
    "secret",
    METADATA,
    SecretColumns,
    PrimaryKeyConstraint("kind", "reference", "field"),
    # Marks follow a reference that changes and go with a resource that is deleted.
    ForeignKeyConstraint(
        ["kind", "reference"],
        ["resource.kind", "resource.reference"],
        onupdate="CASCADE",
        ondelete="CASCADE",
    ),
    sqlite_strict=True,
)


def read_marks(connection: Connection, kind: ResourceKind, reference: str) -> frozenset[str]:
    """The fields of a resource that have a secret, whatever the case of its reference."""
    query = select(secret.c.field).where(
        secret.c.kind == kind.value, func.lower(secret.c.reference) == reference.strip().lower()
    )
    return frozenset(connection.execute(query).scalars())


def write_marks(
    connection: Connection, kind: ResourceKind, reference: str, fields: Collection[str]
) -> None:
    """Let exactly these fields of a resource that is there be set."""
    columns = secret.c
    stored = connection.execute(
        select(resource.c.reference).where(
            resource.c.kind == kind.value,
            func.lower(resource.c.reference) == reference.strip().lower(),
        )
    ).scalar_one()
    connection.execute(
        delete(secret).where(columns.kind == kind.value, columns.reference == stored)
    )
    for field in sorted(fields):
        values = {"kind": kind.value, "reference": stored, "field": field}
        connection.execute(insert(secret).values(values))
