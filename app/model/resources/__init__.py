"""What actions refer to: one small file for each kind of resource, and the snapshot of them all."""

from app.model.resources.base import KIND_LABELS, Resource, ResourceKind
from app.model.resources.calendar import Calendar, ClosedSlot, Holiday, OpenSlot, Weekday
from app.model.resources.checkpoint import Checkpoint
from app.model.resources.mailbox import Mailbox
from app.model.resources.queue import DistributionGroup, Queue, Share
from app.model.resources.snapshot import (
    RESOURCE_TYPES,
    Resources,
    RoutingEntry,
    decode_resource,
    encode_resource,
)
from app.model.resources.template import EmailTemplate, TemplateVariant
from app.model.resources.value_table import TableRow, ValueTable
from app.model.resources.variable import ValueKind, Variable

__all__ = [
    "KIND_LABELS",
    "RESOURCE_TYPES",
    "Calendar",
    "Checkpoint",
    "ClosedSlot",
    "DistributionGroup",
    "EmailTemplate",
    "Holiday",
    "Mailbox",
    "OpenSlot",
    "Queue",
    "Resource",
    "ResourceKind",
    "Resources",
    "RoutingEntry",
    "Share",
    "TableRow",
    "TemplateVariant",
    "ValueKind",
    "ValueTable",
    "Variable",
    "Weekday",
    "decode_resource",
    "encode_resource",
]
