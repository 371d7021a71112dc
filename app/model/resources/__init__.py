"""What actions refer to: one small file for each kind of resource, and the snapshot of them all."""

from app.model.resources.base import KIND_LABELS, KIND_PLURALS, Resource, ResourceKind
from app.model.resources.calendar import Calendar, ClosedSlot, Holiday, OpenSlot, Weekday
from app.model.resources.campaign import Campaign, Channel
from app.model.resources.case_schema import CaseSchema
from app.model.resources.checkpoint import Checkpoint
from app.model.resources.connection import Connection, Security, Service
from app.model.resources.crm import Crm, CrmObject, CrmPlace, CrmV2
from app.model.resources.database import Database, DatabasePlace, DataTable, TableColumn
from app.model.resources.mailbox import Mailbox
from app.model.resources.payment_module import PaymentModule
from app.model.resources.queue import DistributionGroup, Queue, Share
from app.model.resources.records import FieldType, RecordField
from app.model.resources.role import Permission, Role
from app.model.resources.secret import (
    REMOVED,
    leads_elsewhere,
    removed_secrets,
    secret_fields,
    secrets_in,
    without_secrets,
)
from app.model.resources.snapshot import (
    RESOURCE_TYPES,
    Resources,
    RoutingEntry,
    TestedVersion,
    decode_resource,
    encode_resource,
)
from app.model.resources.survey import Question, QuestionType, Survey
from app.model.resources.template import (
    EmailTemplate,
    SmsTemplate,
    SmsVariant,
    TemplateAttachment,
    TemplateVariant,
)
from app.model.resources.user import User
from app.model.resources.value_table import TableRow, ValueTable
from app.model.resources.variable import ValueKind, Variable
from app.model.resources.web_service import Authentication, StubHeader, StubRule, WebService

__all__ = [
    "KIND_LABELS",
    "KIND_PLURALS",
    "REMOVED",
    "RESOURCE_TYPES",
    "Authentication",
    "Calendar",
    "Campaign",
    "CaseSchema",
    "Channel",
    "Checkpoint",
    "ClosedSlot",
    "Connection",
    "Crm",
    "CrmObject",
    "CrmPlace",
    "CrmV2",
    "DataTable",
    "Database",
    "DatabasePlace",
    "DistributionGroup",
    "EmailTemplate",
    "FieldType",
    "Holiday",
    "Mailbox",
    "OpenSlot",
    "PaymentModule",
    "Permission",
    "Question",
    "QuestionType",
    "Queue",
    "RecordField",
    "Resource",
    "ResourceKind",
    "Resources",
    "Role",
    "RoutingEntry",
    "Security",
    "Service",
    "Share",
    "SmsTemplate",
    "SmsVariant",
    "StubHeader",
    "StubRule",
    "Survey",
    "TableColumn",
    "TableRow",
    "TemplateAttachment",
    "TemplateVariant",
    "TestedVersion",
    "User",
    "ValueKind",
    "ValueTable",
    "Variable",
    "WebService",
    "Weekday",
    "decode_resource",
    "encode_resource",
    "leads_elsewhere",
    "removed_secrets",
    "secret_fields",
    "secrets_in",
    "without_secrets",
]
