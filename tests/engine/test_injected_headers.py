"""Five hundred pairs of a field and a payload: none adds a header to an email or a request.

Line breaks, encoded words and signs that turn the direction of writing, in every field that ends
in a header: of an answer, of a transferred email, of an invitation, of a call to a web service.
"""

from __future__ import annotations

import email.policy
import itertools
import re
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from msgspec.structs import replace

from app.engine.action_type import ActionType
from app.engine.actions.send_email import Content, SendAnEmail
from app.engine.actions.survey import InviteToSurvey
from app.engine.actions.transfer_email import TransferEmail
from app.engine.actions.web_service import CallService, Pair
from app.engine.mail import Message
from app.engine.requests import AnyRequest, CallWebService, SendEmail
from app.model.config import Reference
from app.model.resources import EmailTemplate, Mailbox, Resources, TemplateVariant
from tests.engine.dialogue import dialogue
from tests.engine.workspace import ENTRIES, ROUTINGS, WORKSPACE

PAYLOADS = (
    *("x\r\nBcc: evil@example.net", "x\nBcc: evil@example.net", "x\rBcc: evil@example.net"),
    *("x\r\n\r\n<script>", "x\n\nbody", "x\x0bBcc: y", "x\x0cBcc: y", "x\x85Bcc: y", "x\x00y"),
    *("x\u2028Bcc: evil@example.net", "x\u2029Bcc: evil@example.net", "\r\n X-Folded: y"),
    *("=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?=", "=?utf-8?Q?=0D=0ABcc:_e@example.net?="),
    *("=?us-ascii?q?=0aBcc:_e?=", "=?utf-8?B?Cg==?= =?utf-8?B?QmNjOiB5?=", "=?x?b?DQo?="),
    *("=?utf-8?Q?=?= =?utf-8?Q?0D=0A?=", "=?utf-7?Q?+AA0-+AAo-Bcc?=", "=?iso-8859-1?Q?=85B?="),
    *("\u202eten.elpmaxe@live", "\u2066Bcc: x\u2069", "\u200fBcc: x", "a\u202d\r\nBcc: x"),
    "%0d%0aBcc: evil@example.net",
)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
EMAIL_HEADERS = {"Auto-Submitted", "In-Reply-To", "References", "Reply-To"}

OWN = SendAnEmail(Content.OWN, subject="Hello", text="We have it.", not_to_automatic=False)
FORWARD = TransferEmail(to="law@example.net")
INVITE = InviteToSurvey(Reference("after"), not_to_automatic=False)
CALL = CallService(service=Reference("orders"), path="/orders/1", headers=(Pair("X-Any", "a"),))

Case = tuple[ActionType, Message, Resources]


def plain(**fields: str) -> Message:
    """An email whose headers say the payload word for word, as far as a header can."""
    usual = {"From": "ada@example.org", "Subject": "x", "Message-ID": "<1@example.org>"}
    lines = {**usual, **{name.replace("_", "-"): value for name, value in fields.items()}}
    head = "\r\n".join(f"{name}: {value}" for name, value in lines.items())
    return Message(f"{head}\r\n\r\nHello".encode("utf-8", "surrogatepass"))


def said(text: str) -> str:
    """A template that yields the text, whatever its characters."""
    return text.replace("{", "(")


def with_(config: ActionType, **fields: object) -> Callable[[str], Case]:
    """A case whose config has `{}` filled with the payload."""

    def make(payload: str) -> Case:
        filled = {
            name: value.replace("{}", said(payload)) if isinstance(value, str) else value
            for name, value in fields.items()
        }
        return replace(config, **filled), plain(), WORKSPACE

    return make


def from_email(config: ActionType, **fields: str) -> Callable[[str], Case]:
    """A case whose email says the payload in a header."""

    def make(payload: str) -> Case:
        return (
            config,
            plain(**{name: value.replace("{}", payload) for name, value in fields.items()}),
            WORKSPACE,
        )

    return make


def from_stock(config: ActionType, part: str) -> Callable[[str], Case]:
    """A case whose mailbox or template says the payload."""

    def make(payload: str) -> Case:
        box = Mailbox(
            reference="support",
            name=payload if part == "name" else "Support",
            display_name=payload if part == "display_name" else "",
            address=f"{payload}@example.com" if part == "address" else "support@example.com",
            fallback_queue="everything",
        )
        letter = EmailTemplate(
            reference="invitation",
            name="Invitation",
            variants=(TemplateVariant("", said(payload) if part == "subject" else "How?", "Hi"),),
        )
        others = [one for one in ENTRIES if one.reference not in {"support", "invitation"}]
        return config, plain(), Resources.of((*others, box, letter), ROUTINGS)

    return make


def headers(value: str) -> Callable[[str], Case]:
    """A case whose call has a header with the payload from the email's subject, or as it stands."""

    def make(payload: str) -> Case:
        text = value.replace("{}", said(payload))
        config = replace(CALL, headers=(Pair("X-Any", text), Pair("X-Other", "b")))
        return config, plain(Subject=payload), WORKSPACE

    return make


FIELDS: dict[str, Callable[[str], Case]] = {
    "send: subject": with_(OWN, subject="{}"),
    "send: to": with_(OWN, to="{}"),
    "send: to, behind": with_(OWN, to="ada@example.org, {}"),
    "send: cc": with_(OWN, cc="{} <ada@example.org>"),
    "send: bcc": with_(OWN, bcc="{}"),
    "send: subject of the email": from_email(
        replace(OWN, subject="Re: {{ email.subject }}"), Subject="{}"
    ),
    "send: name of the sender": from_email(OWN, From="{} <ada@example.org>"),
    "send: reply to": from_email(OWN, Reply_To="{} <ada@example.org>"),
    "send: message id": from_email(OWN, Message_ID="<{}@example.org>"),
    "send: references": from_email(OWN, References="<a@b> <{}@c>"),
    "send: mailbox name": from_stock(OWN, "name"),
    "send: mailbox address": from_stock(OWN, "address"),
    "transfer: to": with_(FORWARD, to="{}"),
    "transfer: cc": with_(FORWARD, cc="{} <ada@example.org>"),
    "transfer: bcc": with_(FORWARD, bcc="ada@example.org, {}"),
    "transfer: subject of the email": from_email(FORWARD, Subject="{}"),
    "transfer: reply to": from_email(FORWARD, Reply_To="{} <ada@example.org>"),
    "transfer: references": from_email(FORWARD, References="<{}@c>", Message_ID="<{}>"),
    "transfer: mailbox name": from_stock(FORWARD, "display_name"),
    "survey: recipient": with_(INVITE, recipient="{}"),
    "survey: subject": from_stock(INVITE, "subject"),
    "survey: mailbox name": from_stock(INVITE, "name"),
    "web: header": headers("{}"),
    "web: header from the email": headers("{{ email.subject }}"),
    "web: header around": headers("Bearer {} end"),
}
PAIRS = [(name, payload) for name, payload in itertools.product(FIELDS, PAYLOADS)]


def test_there_are_five_hundred_pairs() -> None:
    assert len(set(PAIRS)) >= 500


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_no_payload_adds_a_header(field: str, payload: str) -> None:
    config, message, resources = FIELDS[field](payload)
    told = dialogue(config, message=message, resources=resources)
    sent = [one for one in told.requests if isinstance(one, SendEmail | CallWebService)]
    if not sent:
        assert told.branch in {"error", "reference_not_found"}
        assert told.error
    for request in sent:
        for value in header_values(request):
            assert not CONTROL.search(value), value
            assert not CONTROL.search(as_read(value)), value
        if isinstance(request, SendEmail):
            assert {name for name, _value in request.headers} <= EMAIL_HEADERS
            assert names_on_the_wire(request) == names_meant(request)
        else:
            assert [name for name, _value in request.headers] == ["X-Any", "X-Other"]


def header_values(request: AnyRequest) -> Iterator[str]:
    """All that a server would write into headers for a request."""
    if isinstance(request, SendEmail):
        yield from (request.sender, request.sender_name, request.subject, request.message_id)
        yield from (*request.to, *request.cc, *request.bcc)
        for file in request.attachments:
            yield from (file.name, file.type)
    if isinstance(request, SendEmail | CallWebService):
        yield from itertools.chain.from_iterable(request.headers)
    if isinstance(request, CallWebService):
        yield request.url


def as_read(value: str) -> str:
    """A value as a mail program shows it, its encoded words decoded."""
    try:
        return str(make_header(decode_header(value)))
    except (LookupError, ValueError):  # a charset that nobody knows
        return value


def names_meant(request: SendEmail) -> list[str]:
    named = {"From": request.sender, "To": request.to, "Cc": request.cc, "Bcc": request.bcc}
    head = [name for name, value in named.items() if value]
    return sorted([*head, "Subject", "Message-ID", *(name for name, _value in request.headers)])


def names_on_the_wire(request: SendEmail) -> list[str]:
    """The names of the headers after the email was written, and read by another library."""
    written = EmailMessage(email.policy.SMTPUTF8)
    if request.sender:
        written["From"] = request.sender
    for name, addresses in (("To", request.to), ("Cc", request.cc), ("Bcc", request.bcc)):
        if addresses:
            written[name] = ", ".join(addresses)
    written["Subject"] = request.subject
    written["Message-ID"] = request.message_id
    for name, value in request.headers:
        written[name] = value
    read = email.message_from_bytes(written.as_bytes(), policy=email.policy.SMTPUTF8)
    return sorted(read.keys())
