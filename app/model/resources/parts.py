"""The parts of resources that fields name: tables and columns, objects and fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.model.config import Reference
from app.model.resources.campaign import Campaign
from app.model.resources.case_schema import CaseSchema
from app.model.resources.crm import Crm, CrmObject, CrmV2
from app.model.resources.database import Database, DataTable
from app.model.resources.records import FIELD_TYPES, RecordField
from app.model.text import EMPTY, Text, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.model.resources.snapshot import AnyResource, Resources


class Part(StrEnum):
    """A part that a field names; in brackets the fields beside it that say of what."""

    DATABASE_TABLE = "database_table"  # [database]
    DATABASE_COLUMN = "database_column"  # [database, table]
    CASE_FIELD = "case_field"  # [schema]; without one, of any case schema
    CASE_TYPE = "case_type"  # [schema]; without one, of any case schema
    CASE_ORIGIN = "case_origin"  # [schema]; without one, of any case schema
    CASE_REASON = "case_reason"  # [schema]; without one, of any case schema
    CASE_STATUS = "case_status"  # [schema]; without one, of any case schema
    CRM_FIELD = "crm_field"  # [crm]
    CRM_OBJECT = "crm_object"  # [crm]
    CRM_OBJECT_FIELD = "crm_object_field"  # [crm, object]
    CAMPAIGN_FIELD = "campaign_field"  # [campaign]


PART_LABELS: dict[Part, Text] = {
    Part.DATABASE_TABLE: _("table"),
    Part.DATABASE_COLUMN: _("column"),
    Part.CASE_FIELD: _("field"),
    Part.CASE_TYPE: _("type"),
    Part.CASE_ORIGIN: _("origin"),
    Part.CASE_REASON: _("reason"),
    Part.CASE_STATUS: _("status"),
    Part.CRM_FIELD: _("field"),
    Part.CRM_OBJECT: _("object"),
    Part.CRM_OBJECT_FIELD: _("field"),
    Part.CAMPAIGN_FIELD: _("field"),
}

_TYPE_WORDS = dict(FIELD_TYPES)


@dataclass(frozen=True)
class PartName:
    """One part: its name as fields store it, how people call it, and what it is."""

    name: str
    label: str = ""
    hint: Text = EMPTY
    required: bool = False


def parts_of(
    part: Part, around: Callable[[str], Any], resources: Resources
) -> tuple[PartName, ...] | None:
    """The parts that there are, by the fields `around`; None where that cannot be known.

    It cannot where a resource is named by an expression, does not exist, or is an external one
    without a snapshot.
    """
    match part:
        case Part.DATABASE_TABLE:
            database = _named(Database, around("database"), resources)
            return _all(PartName(table.name) for table in database.tables) if database else None
        case Part.DATABASE_COLUMN:
            table = table_named(around("database"), around("table"), resources)
            return _columns(table) if table else None
        case Part.CASE_FIELD:
            return _case_fields(around("schema"), resources)
        case Part.CASE_TYPE | Part.CASE_ORIGIN | Part.CASE_REASON | Part.CASE_STATUS:
            return _case_words(part, around("schema"), resources)
        case Part.CRM_FIELD:
            crm = _named(Crm, around("crm"), resources)
            return _fields(crm.fields) if crm else None
        case Part.CRM_OBJECT:
            several = _named(CrmV2, around("crm"), resources)
            if several is None:
                return None
            return _all(PartName(one.name, one.label) for one in several.objects)
        case Part.CRM_OBJECT_FIELD:
            found = object_named(around("crm"), around("object"), resources)
            return _fields(found.fields) if found else None
        case Part.CAMPAIGN_FIELD:
            campaign = _named(Campaign, around("campaign"), resources)
            return _fields(campaign.fields) if campaign else None


def table_named(database: Any, table: Any, resources: Resources) -> DataTable | None:
    """A table of a database that a field names, if both are known."""
    found = _named(Database, database, resources)
    return found.table(str(table)) if found is not None else None


def object_named(crm: Any, name: Any, resources: Resources) -> CrmObject | None:
    """An object of a CRM V2 that a field names, if both are known."""
    found = _named(CrmV2, crm, resources)
    wanted = str(name).casefold()
    return (
        next((one for one in found.objects if one.name.casefold() == wanted), None)
        if found
        else None
    )


def _named(type_: type[AnyResource], value: Any, resources: Resources) -> AnyResource | None:
    if isinstance(value, Reference):
        value = "" if value.is_expression else value.value
    return resources.get(type_, str(value)) if value else None


def _case_fields(schema: Any, resources: Resources) -> tuple[PartName, ...] | None:
    schemas = _case_schemas(schema, resources)
    fields = {one.name: one for entry in schemas for one in entry.fields}
    return _fields(fields.values()) if schemas else None


def _case_words(part: Part, schema: Any, resources: Resources) -> tuple[PartName, ...] | None:
    words = {
        word: None
        for one in _case_schemas(schema, resources)
        for word in {
            Part.CASE_TYPE: one.types,
            Part.CASE_ORIGIN: one.origins,
            Part.CASE_REASON: one.reasons,
        }.get(part, one.all_statuses)
    }
    return _all(PartName(word) for word in words)


def _case_schemas(schema: Any, resources: Resources) -> tuple[CaseSchema, ...]:
    """The schema that a field names; every one where it names none; none where it is not known."""
    found = _named(CaseSchema, schema, resources)
    if found is not None:
        return (found,)
    named = isinstance(schema, Reference) and bool(schema.value)
    return () if named else resources.of_kind(CaseSchema)


def _fields(fields: Iterable[RecordField]) -> tuple[PartName, ...] | None:
    return _all(
        PartName(one.name, one.label, _TYPE_WORDS[one.type], one.required) for one in fields
    )


def _columns(table: DataTable) -> tuple[PartName, ...] | None:
    return _all(
        PartName(one.name, "", _TYPE_WORDS[one.type], one.required) for one in table.columns
    )


def _all(found: Iterable[PartName]) -> tuple[PartName, ...] | None:
    return tuple(found) or None
