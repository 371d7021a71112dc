"""Connections: servers and providers that the world outside is reached through."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.web_service import StubRule
from app.model.text import _


class Service(StrEnum):
    """What is reached through a connection."""

    SMTP = "smtp"
    IMAP = "imap"
    SMS = "sms"
    SALESFORCE = "salesforce"
    PAYMENT = "payment"
    SERVER = "server"


class Security(StrEnum):
    """How a mail server is spoken to."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


_MAIL = ("service", (Service.SMTP, Service.IMAP))
_WEB = ("service", (Service.SMS, Service.SALESFORCE, Service.PAYMENT, Service.SERVER))
_SALESFORCE = ("service", (Service.SALESFORCE,))
_WITH_USER = ("service", (Service.SMTP, Service.IMAP, Service.SALESFORCE))
_WITH_TOKEN = ("service", (Service.SMS, Service.PAYMENT, Service.SALESFORCE, Service.SERVER))


class Connection(Resource, frozen=True, kw_only=True):
    """A server or provider. Its secrets stand in the keyring of the system, never in the file."""

    kind: ClassVar[ResourceKind] = ResourceKind.CONNECTION

    service: Annotated[
        Service,
        field(
            _("Service"),
            widget=Widget.CHOICE,
            choices=(
                (Service.SMTP, _("Sending email (SMTP)")),
                (Service.IMAP, _("Receiving email (IMAP)")),
                (Service.SMS, _("SMS provider")),
                (Service.SALESFORCE, _("Salesforce")),
                (Service.PAYMENT, _("Payment provider")),
                (Service.SERVER, _("Routing server")),
            ),
            section=_("Server"),
        ),
    ] = Service.SMTP
    host: Annotated[
        str,
        field(_("Host"), widget=Widget.LINE, required=True, bounds=(1, 253), shown_when=_MAIL),
    ] = ""
    port: Annotated[
        int | None,
        field(
            _("Port"),
            _("Empty: the usual one."),
            widget=Widget.NUMBER,
            bounds=(1, 65535),
            shown_when=_MAIL,
        ),
    ] = None
    security: Annotated[
        Security,
        field(
            _("Security"),
            widget=Widget.CHOICE,
            choices=(
                (Security.TLS, _("TLS")),
                (Security.STARTTLS, _("STARTTLS")),
                (Security.NONE, _("None (not safe)")),
            ),
            shown_when=_MAIL,
        ),
    ] = Security.TLS
    url: Annotated[
        str,
        field(
            _("URL"),
            _("Where the provider is reached, beginning with https://."),
            widget=Widget.LINE,
            required=True,
            shown_when=_WEB,
        ),
    ] = ""
    user: Annotated[
        str,
        field(_("User"), widget=Widget.LINE, shown_when=_WITH_USER, section=_("Account")),
    ] = ""
    password: Annotated[
        str,
        field(_("Password"), widget=Widget.SECRET, secret=True, shown_when=_WITH_USER),
    ] = ""
    token: Annotated[
        str,
        field(_("Token"), widget=Widget.SECRET, secret=True, shown_when=_WITH_TOKEN),
    ] = ""
    replay_database: Annotated[
        str,
        field(
            _("Database for replays"),
            _("Its tables stand for the objects, such as Case and Contact."),
            widget=Widget.PICK,
            kinds=(ResourceKind.DATABASE,),
            shown_when=_SALESFORCE,
            section=_("Answers in replays"),
        ),
    ] = ""
    stub_rules: Annotated[
        tuple[StubRule, ...],
        field(
            _("Stub rules"),
            _("The first rule that fits a request answers it, before the database does."),
            widget=Widget.ROWS,
            bounds=(0, 100),
            shown_when=_SALESFORCE,
        ),
    ] = ()
