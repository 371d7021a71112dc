"""What every resource has: a kind, a reference, a name, a description."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.catalogue import Problem
from app.model.fields import Widget, field
from app.model.text import Text, _


class ResourceKind(StrEnum):
    """Kinds of things that actions refer to; ROUTING and VERSION live in tables of their own."""

    MAILBOX = "mailbox"
    QUEUE = "queue"
    DISTRIBUTION_GROUP = "distribution_group"
    CHECKPOINT = "checkpoint"
    EMAIL_TEMPLATE = "email_template"
    VARIABLE = "variable"
    VALUE_TABLE = "value_table"
    CALENDAR = "calendar"
    USER = "user"
    ROLE = "role"
    SMS_TEMPLATE = "sms_template"
    DATABASE = "database"
    CASE_SCHEMA = "case_schema"
    CRM = "crm"
    CRM_V2 = "crm_v2"
    CAMPAIGN = "campaign"
    WEB_SERVICE = "web_service"
    CONNECTION = "connection"
    SURVEY = "survey"
    PAYMENT_MODULE = "payment_module"
    ROUTING = "routing"


KIND_LABELS: dict[ResourceKind, Text] = {
    ResourceKind.MAILBOX: _("Mailbox"),
    ResourceKind.QUEUE: _("Queue"),
    ResourceKind.DISTRIBUTION_GROUP: _("Distribution group"),
    ResourceKind.CHECKPOINT: _("Checkpoint"),
    ResourceKind.EMAIL_TEMPLATE: _("Email template"),
    ResourceKind.VARIABLE: _("Variable"),
    ResourceKind.VALUE_TABLE: _("Value table"),
    ResourceKind.CALENDAR: _("Calendar"),
    ResourceKind.USER: _("User"),
    ResourceKind.ROLE: _("Role"),
    ResourceKind.SMS_TEMPLATE: _("SMS template"),
    ResourceKind.DATABASE: _("Database"),
    ResourceKind.CASE_SCHEMA: _("Case schema"),
    ResourceKind.CRM: _("CRM"),
    ResourceKind.CRM_V2: _("CRM V2"),
    ResourceKind.CAMPAIGN: _("Campaign"),
    ResourceKind.WEB_SERVICE: _("Web service"),
    ResourceKind.CONNECTION: _("Connection"),
    ResourceKind.SURVEY: _("Survey"),
    ResourceKind.PAYMENT_MODULE: _("Payment module"),
    ResourceKind.ROUTING: _("Smart routing"),
}

KIND_PLURALS: dict[ResourceKind, Text] = {
    ResourceKind.MAILBOX: _("Mailboxes"),
    ResourceKind.QUEUE: _("Queues"),
    ResourceKind.DISTRIBUTION_GROUP: _("Distribution groups"),
    ResourceKind.CHECKPOINT: _("Checkpoints"),
    ResourceKind.EMAIL_TEMPLATE: _("Email templates"),
    ResourceKind.VARIABLE: _("Variables"),
    ResourceKind.VALUE_TABLE: _("Value tables"),
    ResourceKind.CALENDAR: _("Calendars"),
    ResourceKind.USER: _("Users"),
    ResourceKind.ROLE: _("Roles"),
    ResourceKind.SMS_TEMPLATE: _("SMS templates"),
    ResourceKind.DATABASE: _("Databases"),
    ResourceKind.CASE_SCHEMA: _("Case schemas"),
    ResourceKind.CRM: _("CRMs"),
    ResourceKind.CRM_V2: _("CRMs V2"),
    ResourceKind.CAMPAIGN: _("Campaigns"),
    ResourceKind.WEB_SERVICE: _("Web services"),
    ResourceKind.CONNECTION: _("Connections"),
    ResourceKind.SURVEY: _("Surveys"),
    ResourceKind.PAYMENT_MODULE: _("Payment modules"),
    ResourceKind.ROUTING: _("Smart routings"),
}


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every kind. `reference` is what actions store, unique in its kind by lower case."""

    kind: ClassVar[ResourceKind]

    name: Annotated[
        str,
        field(_("Name"), widget=Widget.LINE, required=True, bounds=(1, 100)),
    ] = ""
    reference: Annotated[
        str,
        field(
            _("Reference"),
            _("Letters, digits and _ - . @ +. It stays as it is once actions refer to it."),
            widget=Widget.LINE,
            required=True,
            bounds=(1, 100),
        ),
    ] = ""
    description: Annotated[str, field(_("Description"), widget=Widget.LINES)] = ""

    def own_problems(self) -> Iterator[Problem]:
        """What is wrong beyond what the descriptions of the fields tell; `action` is empty."""
        yield from ()
