"""The names of cases, cards and tasks: what all of them hold, and the fields of their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from app.engine.expressions.names import name_of
from app.engine.expressions.offered import NameInfo
from app.model.resources.case_schema import CaseSchema
from app.model.resources.crm import Crm, CrmV2
from app.model.resources.records import FieldType, RecordField
from app.model.resources.variable import ValueKind
from app.model.text import _, verbatim

if TYPE_CHECKING:
    from app.model.resources.snapshot import Resources

_TEXT, _YES_NO, _DATE = ValueKind.TEXT, ValueKind.YES_NO, ValueKind.DATE_TIME

CASE: Final = (
    NameInfo("case.number", _TEXT, _("Number of the associated case"), "C-1042"),
    NameInfo("case.status", _TEXT, _("Status of the associated case"), "Open"),
    NameInfo("case.type", _TEXT, _("Type of the associated case"), "Complaint"),
    NameInfo("case.origin", _TEXT, _("Origin of the associated case"), "Email"),
    NameInfo("case.reason", _TEXT, _("Reason of the associated case"), "Invoice too high"),
    NameInfo("case.owner", _TEXT, _("Owner of the associated case"), "ada"),
    NameInfo("case.opened_at", _DATE, _("When the case was opened"), "2026-01-05T10:00:00+01:00"),
    NameInfo("case.is_open", _YES_NO, _("Whether the case is open"), "true"),
    NameInfo("case.schema", _TEXT, _("Case schema of the associated case"), "service"),
)
CARD: Final = (
    NameInfo("card.id", _TEXT, _("Identifier of the CRM card"), "K-204"),
    NameInfo("card.crm", _TEXT, _("CRM that the card is in"), "customers"),
    NameInfo("card.object", _TEXT, _("Object of the card, in a CRM V2"), "contact"),
    NameInfo("card.email", _TEXT, _("Email address on the CRM card"), "ada@example.org"),
)
TASK: Final = (
    NameInfo("task.id", _TEXT, _("Identifier of the last task created"), "T-12"),
    NameInfo("task.title", _TEXT, _("Title of the last task created"), "Call back"),
    NameInfo("task.description", _TEXT, _("Description of the last task"), "Wants to move"),
    NameInfo("task.user", _TEXT, _("User whom the last task is for"), "ada"),
    NameInfo("task.queue", _TEXT, _("Queue that the last task is for"), "refunds"),
    NameInfo("task.due", _DATE, _("When the last task is due"), "2026-01-06T10:00:00+01:00"),
    NameInfo("task.priority", _TEXT, _("Priority of the last task"), "normal"),
    NameInfo("task.case", _TEXT, _("Case that the last task is linked to"), "C-1042"),
    NameInfo("task.card", _TEXT, _("CRM card that the last task is linked to"), "K-204"),
)

_KINDS: Final = {
    FieldType.TEXT: ValueKind.TEXT,
    FieldType.NUMBER: ValueKind.NUMBER,
    FieldType.YES_NO: ValueKind.YES_NO,
    FieldType.DATE: ValueKind.DATE_TIME,
    FieldType.DATE_TIME: ValueKind.DATE_TIME,
}
_EXAMPLES: Final = {
    FieldType.TEXT: "…",
    FieldType.NUMBER: "12.50",
    FieldType.YES_NO: "true",
    FieldType.DATE: "2026-01-05",
    FieldType.DATE_TIME: "2026-01-05T10:00:00+01:00",
}


def record_names(resources: Resources) -> dict[str, NameInfo]:
    """The fields of every case schema and CRM, by name; the first of several of a name counts."""
    found: dict[str, NameInfo] = {}
    for root, one in _fields(resources):
        name = name_of((root, one.name))
        words = verbatim(one.label or one.name)
        found.setdefault(name, NameInfo(name, _KINDS[one.type], words, _EXAMPLES[one.type]))
    return found


def record_kind(name: str, resources: Resources) -> ValueKind | None:
    """The type of the field of a case or card that a dotted name reads, if it reads one."""
    for root, one in _fields(resources):
        if name == name_of((root, one.name)):
            return _KINDS[one.type]
    return None


def _fields(resources: Resources) -> Iterator[tuple[str, RecordField]]:
    for schema in resources.of_kind(CaseSchema):
        yield from (("case", one) for one in schema.fields)
    for crm in resources.of_kind(Crm):
        yield from (("card", one) for one in crm.fields)
    for several in resources.of_kind(CrmV2):
        for part in several.objects:
            yield from (("card", one) for one in part.fields)
