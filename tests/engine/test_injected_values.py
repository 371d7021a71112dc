"""Two hundred texts that try to be templates or queries, in every field of an email.

What an email says is a value: it is rendered once, bound to queries, and never read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.actions.database_insert import InsertIntoDatabase
from app.engine.actions.database_read import ReadDatabase
from app.engine.actions.database_update import UpdateDatabase
from app.engine.actions.salesforce import AskSalesforce, FieldResult, Mode, QueryValue
from app.engine.actions.send_email import Content, SendAnEmail
from app.engine.actions.web_service import CallService, Pair
from app.engine.database_fields import ColumnResult, ColumnValue, CriterionRow
from app.engine.mail import Message
from app.engine.requests import (
    CallWebService,
    InsertRow,
    QuerySalesforce,
    ReadRow,
    SendEmail,
    UpdateRows,
)
from app.engine.soql import bind, soql_literal
from app.model.config import Reference
from app.model.resources import FieldType
from tests.engine.dialogue import Told, dialogue
from tests.engine.hostile import QUERY_TEXTS, TEMPLATE_TEXTS

TEXTS = (*TEMPLATE_TEXTS, *QUERY_TEXTS)
QUERY = "SELECT Id FROM Case WHERE Subject = :value AND Status = 'New'"
# A text of SOQL: from quote to quote, with a backslash before each quote or backslash inside.
LITERAL = re.compile(r"'(?:[^'\\\n\r]|\\.)*'")


def hostile(text: str) -> Message:
    """An email that says the text wherever an email can say something."""
    phrase = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = {
        "From": f"{phrase} <ada@example.org>",
        "To": f"{phrase} <support@example.com>",
        "Cc": f"{phrase} <c@example.org>",
        "Reply-To": f"{phrase} <ada@example.org>",
        "Subject": text,
        "X-Any": text,
        "Message-ID": f"<{text}@example.org>",
        "In-Reply-To": f"<{text}@example.org>",
        "Date": "Mon, 05 Jan 2026 09:00:00 +0000",
    }
    head = "\r\n".join(f"{name}: {value}" for name, value in lines.items())
    return Message(f"{head}\r\n\r\n{text}".encode())


def values_of(message: Message) -> Mapping[str, str]:
    """What the engine's own reading of the email says in each field."""
    return {
        "email.subject": message.subject,
        "email.from.name": message.sender.name,
        "email.to[0].name": message.to[0].name,
        "email.cc[0].name": message.cc[0].name,
        'email.headers["X-Any"]': message.headers.get("X-Any", ""),
        "email.message_id": message.message_id,
        "email.in_reply_to": message.in_reply_to,
        "email.text": message.text,
    }


def assigned(message: Message, name: str) -> Told:
    first = AssignmentRow("words", f"{{{{ {name} }}}}")
    again = AssignmentRow("words", "{{ var.words }}")
    return dialogue(AssignVariables((first, again)), message=message)


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_of_an_email_is_never_rendered_again(text: str) -> None:
    message = hostile(text)
    said = values_of(message)
    assert text.strip() in said["email.subject"] or "\t" in text
    assert said["email.text"].strip() == text.strip()
    for name, value in said.items():
        told = assigned(message, name)
        assert told.branch == "ok"
        assert told.variables["words"] == value.strip() or told.variables["words"] == value
    answer = SendAnEmail(Content.OWN, subject="Re", text="<{{ email.subject }}|{{ email.text }}>")
    sent = dialogue(answer, message=message).requests[-1]
    assert isinstance(sent, SendEmail)
    assert sent.text == f"<{message.subject}|{message.text}>"


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_of_an_email_is_bound_and_changes_no_other_row(text: str) -> None:
    message = hostile(text)
    crm, words = Reference("crm"), "{{ email.subject }}"
    value = message.subject
    by_line = (CriterionRow("email", value=words),)
    read = ReadDatabase(crm, "customers", by_line, rows=(ColumnResult("id", "words"),))
    write = InsertIntoDatabase(crm, "log", (ColumnValue("line", words),))
    change = UpdateDatabase(crm, "customers", by_line, (ColumnValue("balance", "0"),))
    rich = (CriterionRow("balance", value="100"),)
    untouched = ReadDatabase(crm, "customers", rich, rows=(ColumnResult("id", "words"),))
    told = dialogue(read, message=message)
    assert told.branch == "not_found"
    (asked,) = told.requests
    assert isinstance(asked, ReadRow)
    assert asked.criteria[0].values == (value,)
    told = dialogue(write, message=message)
    assert told.branch == "ok"
    (kept,) = told.requests
    assert isinstance(kept, InsertRow)
    assert kept.values == (("line", value),)
    told = dialogue(change, message=message)
    assert told.branch == "not_found"
    (wanted,) = told.requests
    assert isinstance(wanted, UpdateRows)
    assert wanted.criteria[0].values == (value,)
    assert dialogue(write, untouched, message=message).variables["words"] == "1"


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_of_an_email_never_leaves_its_literal(text: str) -> None:
    message = hostile(text)
    config = AskSalesforce(
        Reference("salesforce"),
        Mode.QUERY,
        query=QUERY,
        values=(QueryValue("value", "{{ email.text }}"),),
        rows=(FieldResult("Id", "words"),),
    )
    told = dialogue(config, message=message)
    assert told.branch == "not_found"
    (asked,) = told.requests
    assert isinstance(asked, QuerySalesforce)
    assert asked.query == QUERY
    assert [one.text for one in asked.values] == [message.text]
    sent = bind(asked.query, {one.name: (one.type, one.text) for one in asked.values})
    # With its texts taken out, the query is the designer's, whatever the email said.
    assert LITERAL.sub("?", sent) == "SELECT Id FROM Case WHERE Subject = ? AND Status = ?"


@pytest.mark.parametrize("text", QUERY_TEXTS)
@pytest.mark.parametrize("kind", [one for one in FieldType if one is not FieldType.TEXT])
def test_a_text_bound_as_another_type_is_refused(text: str, kind: FieldType) -> None:
    config = AskSalesforce(
        Reference("salesforce"),
        Mode.QUERY,
        query="SELECT Id FROM Case WHERE Amount = :value",
        values=(QueryValue("value", "{{ email.subject }}", kind),),
    )
    told = dialogue(config, message=hostile(text))
    assert (told.branch, told.requests) == ("error", ())


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_of_an_email_stays_in_its_place_of_a_url(text: str) -> None:
    config = CallService(
        service=Reference("orders"),
        path="/orders/{{ email.subject }}",
        query=(Pair("q", "{{ email.text }}"),),
    )
    told = dialogue(config, message=hostile(text))
    for request in told.requests:
        assert isinstance(request, CallWebService)
        assert request.url.startswith("https://test.example.com/v1/orders/")
        assert request.url.count("?") == 1
        assert request.url.partition("?")[2].count("&") == 1
        assert "#" not in request.url
        assert request.url.isascii()
        assert request.url.isprintable()
    assert told.requests or told.branch == "error"


def test_every_text_closes_its_literal() -> None:
    for text in TEXTS:
        assert LITERAL.fullmatch(soql_literal(FieldType.TEXT, text))
    assert len(set(TEXTS)) == 200
