"""Tables of the workspace file, with typed columns; rules between rows stand in `rules`."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    func,
    text,
)

from app.model.store.columns import Moment

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_LEGAL_REFERENCE = (
    "length(reference) BETWEEN 1 AND 100 AND reference NOT GLOB '*[^-A-Za-z0-9_.@+]*'"
)


class MetaColumns(TypedColumns):
    """The settings of the workspace: one row."""

    id: Named[str] = Column(Text, primary_key=True)
    created_at: Named[dt.datetime] = Column(Moment, nullable=False)
    created_by: Named[str] = Column(Text, nullable=False)
    time_zone: Named[str] = Column(Text, nullable=False)
    step_limit: Named[int] = Column(Integer, nullable=False)


meta = Table("meta", METADATA, MetaColumns, sqlite_strict=True)


class RoutingColumns(TypedColumns):
    """Smart routings; `next_number` is the number that its next version gets."""

    id: Named[str] = Column(Text, primary_key=True)
    reference: Named[str] = Column(Text, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    type: Named[str] = Column(Text, nullable=False)
    description: Named[str] = Column(Text, nullable=False)
    next_number: Named[int] = Column(Integer, nullable=False, server_default=text("1"))


routing = Table(
    "routing",
    METADATA,
    RoutingColumns,
    CheckConstraint("type IN ('start', 'end')", name="type"),
    CheckConstraint("length(name) BETWEEN 1 AND 100", name="name"),
    CheckConstraint(_LEGAL_REFERENCE, name="reference"),
    sqlite_strict=True,
)
Index("uq_routing_reference_lower", func.lower(routing.c.reference), unique=True)


class VersionColumns(TypedColumns):
    """Versions without their trees.

    `name_key` is the name as it is compared, `next_action` the number that the next action gets,
    `drawing_extra` the notes and groups of the drawing as JSON. `scheduled_date` is the calendar
    date of the schedule in its own time zone, `missed_at` when a planned production was due
    that could not be, `missed_why` the sentences that say why as JSON.
    """

    id: Named[str] = Column(Text, primary_key=True)
    routing: Named[str] = Column(Text, ForeignKey("routing.id", ondelete="CASCADE"), nullable=False)
    number: Named[int] = Column(Integer, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    name_key: Named[str] = Column(Text, nullable=False)
    description: Named[str] = Column(Text, nullable=False)
    status: Named[str] = Column(Text, nullable=False)
    in_testing: Named[int] = Column(Integer, nullable=False)
    scheduled_at: Named[dt.datetime | None] = Column(Moment)
    scheduled_zone: Named[str | None] = Column(Text)
    scheduled_date: Named[str | None] = Column(Text)
    missed_at: Named[dt.datetime | None] = Column(Moment)
    missed_why: Named[str] = Column(Text, nullable=False, server_default=text("''"))
    hash: Named[str] = Column(Text, nullable=False)
    revision: Named[int] = Column(Integer, nullable=False)
    actions: Named[int] = Column(Integer, nullable=False)
    next_action: Named[int] = Column(Integer, nullable=False)
    drawing_extra: Named[str] = Column(Text, nullable=False)
    created_at: Named[dt.datetime | None] = Column(Moment)
    created_by: Named[str] = Column(Text, nullable=False)
    changed_at: Named[dt.datetime | None] = Column(Moment)
    changed_by: Named[str] = Column(Text, nullable=False)
    produced_at: Named[dt.datetime | None] = Column(Moment)
    produced_by: Named[str] = Column(Text, nullable=False)


version = Table(
    "version",
    METADATA,
    VersionColumns,
    UniqueConstraint("routing", "number"),
    UniqueConstraint("routing", "name_key"),
    CheckConstraint("status IN ('development', 'production', 'backup')", name="status"),
    CheckConstraint("length(name) BETWEEN 1 AND 100", name="name"),
    CheckConstraint("in_testing IN (0, 1)", name="in_testing"),
    CheckConstraint(
        "(scheduled_at IS NULL) = (scheduled_zone IS NULL)"
        " AND (scheduled_at IS NULL) = (scheduled_date IS NULL)",
        name="schedule",
    ),
    CheckConstraint(
        "scheduled_date BETWEEN date(scheduled_at, '-1 day') AND date(scheduled_at, '+1 day')",
        name="scheduled_date",
    ),
    CheckConstraint(
        "status = 'development' OR (in_testing = 0 AND scheduled_at IS NULL AND missed_at IS NULL)",
        name="flags",
    ),
    sqlite_strict=True,
)
Index(
    "uq_version_production",
    version.c.routing,
    unique=True,
    sqlite_where=text("status = 'production'"),
)
Index(
    "uq_version_scheduled_date",
    version.c.routing,
    version.c.scheduled_date,
    unique=True,
    sqlite_where=text("scheduled_date IS NOT NULL"),
)
Index(
    "ix_version_scheduled_at",
    version.c.scheduled_at,
    sqlite_where=text("scheduled_at IS NOT NULL"),
)


class ActionColumns(TypedColumns):
    """Actions of all trees; `config` is canonical JSON, or an unknown config word for word."""

    version: Named[str] = Column(Text, ForeignKey("version.id", ondelete="CASCADE"), nullable=False)
    id: Named[str] = Column(Text, nullable=False)
    number: Named[int] = Column(Integer, nullable=False)
    type: Named[str] = Column(Text, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    config: Named[str] = Column(Text, nullable=False)
    comment: Named[str] = Column(Text, nullable=False)
    record: Named[int] = Column(Integer, nullable=False)
    origin: Named[str] = Column(Text, nullable=False)


action = Table(
    "action",
    METADATA,
    ActionColumns,
    PrimaryKeyConstraint("version", "id"),
    UniqueConstraint("version", "number"),
    CheckConstraint("record IN (0, 1)", name="record"),
    sqlite_strict=True,
)
Index("uq_action_start", action.c.version, unique=True, sqlite_where=text("type = 'start'"))


class LinkColumns(TypedColumns):
    """Links of all trees: a branch leads to one action at most."""

    version: Named[str] = Column(Text, ForeignKey("version.id", ondelete="CASCADE"), nullable=False)
    source: Named[str] = Column(Text, nullable=False)
    branch: Named[str] = Column(Text, nullable=False)
    target: Named[str] = Column(Text, nullable=False)


link = Table(
    "link",
    METADATA,
    LinkColumns,
    PrimaryKeyConstraint("version", "source", "branch"),
    ForeignKeyConstraint(["version", "source"], ["action.version", "action.id"]),
    ForeignKeyConstraint(["version", "target"], ["action.version", "action.id"]),
    sqlite_strict=True,
)
Index(None, link.c.version, link.c.target)


class BranchEndColumns(TypedColumns):
    """Branches marked *End here*."""

    version: Named[str] = Column(Text, ForeignKey("version.id", ondelete="CASCADE"), nullable=False)
    source: Named[str] = Column(Text, nullable=False)
    branch: Named[str] = Column(Text, nullable=False)


branch_end = Table(
    "branch_end",
    METADATA,
    BranchEndColumns,
    PrimaryKeyConstraint("version", "source", "branch"),
    ForeignKeyConstraint(["version", "source"], ["action.version", "action.id"]),
    sqlite_strict=True,
)


class PositionColumns(TypedColumns):
    """Where the cards stand, in scene pixels at 100 %."""

    version: Named[str] = Column(Text, ForeignKey("version.id", ondelete="CASCADE"), nullable=False)
    action: Named[str] = Column(Text, nullable=False)
    x: Named[float] = Column(REAL, nullable=False)
    y: Named[float] = Column(REAL, nullable=False)


position = Table(
    "position",
    METADATA,
    PositionColumns,
    PrimaryKeyConstraint("version", "action"),
    ForeignKeyConstraint(["version", "action"], ["action.version", "action.id"]),
    sqlite_strict=True,
)


class ResourceColumns(TypedColumns):
    """Resources of every kind; `body` is their JSON, `revision` grows by one with every change."""

    kind: Named[str] = Column(Text, nullable=False)
    reference: Named[str] = Column(Text, nullable=False)
    name: Named[str] = Column(Text, nullable=False)
    body: Named[str] = Column(Text, nullable=False)
    revision: Named[int] = Column(Integer, nullable=False, server_default=text("1"))


resource = Table(
    "resource",
    METADATA,
    ResourceColumns,
    PrimaryKeyConstraint("kind", "reference"),
    CheckConstraint("length(name) BETWEEN 1 AND 100", name="name"),
    CheckConstraint(_LEGAL_REFERENCE, name="reference"),
    sqlite_strict=True,
)
Index("uq_resource_reference_lower", resource.c.kind, func.lower(resource.c.reference), unique=True)


class ActionUseColumns(TypedColumns):
    """Which actions refer to what; derived from configs. `reference` is in lower case."""

    version: Named[str] = Column(Text, ForeignKey("version.id", ondelete="CASCADE"), nullable=False)
    action: Named[str] = Column(Text, nullable=False)
    field: Named[str] = Column(Text, nullable=False)
    kind: Named[str] = Column(Text, nullable=False)
    reference: Named[str] = Column(Text, nullable=False)


action_use = Table(
    "action_use",
    METADATA,
    ActionUseColumns,
    PrimaryKeyConstraint("version", "action", "field", "kind", "reference"),
    sqlite_strict=True,
)
Index(None, action_use.c.kind, action_use.c.reference)


class ResourceUseColumns(TypedColumns):
    """Which resources refer to what; derived from their bodies. References are in lower case."""

    owner_kind: Named[str] = Column(Text, nullable=False)
    owner: Named[str] = Column(Text, nullable=False)
    field: Named[str] = Column(Text, nullable=False)
    kind: Named[str] = Column(Text, nullable=False)
    reference: Named[str] = Column(Text, nullable=False)


resource_use = Table(
    "resource_use",
    METADATA,
    ResourceUseColumns,
    PrimaryKeyConstraint("owner_kind", "owner", "field", "kind", "reference"),
    sqlite_strict=True,
)
Index(None, resource_use.c.kind, resource_use.c.reference)


class LogColumns(TypedColumns):
    """Lifecycle events; they outlive what they tell of, so nothing points away from here."""

    id: Named[int] = Column(Integer, primary_key=True)
    routing: Named[str] = Column(Text, nullable=False, index=True)
    at: Named[dt.datetime] = Column(Moment, nullable=False)
    who: Named[str] = Column(Text, nullable=False)
    event: Named[str] = Column(Text, nullable=False)
    version: Named[int | None] = Column(Integer)
    version_name: Named[str] = Column(Text, nullable=False)
    hash: Named[str] = Column(Text, nullable=False)
    detail: Named[str] = Column(Text, nullable=False)


log = Table("log", METADATA, LogColumns, sqlite_autoincrement=True, sqlite_strict=True)


class SampleSetColumns(TypedColumns):
    """Sets of sample emails; `name_key` is the name as it is compared."""

    id: Named[str] = Column(Text, primary_key=True)
    name: Named[str] = Column(Text, nullable=False)
    name_key: Named[str] = Column(Text, nullable=False, unique=True)


sample_set = Table(
    "sample_set",
    METADATA,
    SampleSetColumns,
    CheckConstraint("length(name) BETWEEN 1 AND 100", name="name"),
    sqlite_strict=True,
)


class SampleEmailColumns(TypedColumns):
    """Sample emails; `raw` comes last, so that listing never reads through it."""

    id: Named[str] = Column(Text, primary_key=True)
    sample_set: Named[str] = Column(
        Text, ForeignKey("sample_set.id", ondelete="CASCADE"), nullable=False
    )
    position: Named[int] = Column(Integer, nullable=False)
    subject: Named[str] = Column(Text, nullable=False)
    sender: Named[str] = Column(Text, nullable=False)
    date: Named[dt.datetime | None] = Column(Moment)
    size: Named[int] = Column(Integer, nullable=False)
    sha256: Named[str] = Column(Text, nullable=False)
    raw: Named[bytes] = Column(LargeBinary, nullable=False)


sample_email = Table(
    "sample_email",
    METADATA,
    SampleEmailColumns,
    UniqueConstraint("sample_set", "position"),
    sqlite_strict=True,
)


class RunColumns(TypedColumns):
    """Runs of versions: what a list shows of each, then its trace as compressed JSON.

    `destination` is a reference, or empty; `mode` is `replay` or `test`.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    version: Named[str] = Column(Text, ForeignKey("version.id", ondelete="CASCADE"), nullable=False)
    kept_at: Named[dt.datetime] = Column(Moment, nullable=False)
    kept_by: Named[str] = Column(Text, nullable=False)
    mode: Named[str] = Column(Text, nullable=False)
    hash: Named[str] = Column(Text, nullable=False)
    subject: Named[str] = Column(Text, nullable=False)
    outcome: Named[str] = Column(Text, nullable=False)
    destination: Named[str] = Column(Text, nullable=False)
    steps: Named[int] = Column(Integer, nullable=False)
    trace: Named[bytes] = Column(LargeBinary, nullable=False)


run = Table(
    "run",
    METADATA,
    RunColumns,
    CheckConstraint("mode IN ('replay', 'test')", name="mode"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)
Index(None, run.c.version, run.c.id)
