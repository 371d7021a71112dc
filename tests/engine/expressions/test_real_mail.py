"""The `email` namespace over an email as the engine parses it."""

from __future__ import annotations

from app.engine.expressions.completion import name_infos
from app.engine.expressions.context import Context, email_namespace
from app.engine.expressions.names import evaluate_name
from app.engine.expressions.templates import compile_template, render
from app.engine.expressions.values import UNDEFINED
from app.engine.mail.message import Message
from app.model.catalogue import RoutingType
from tests.engine.expressions.conftest import NOW

RAW = b"""From: Ada Martin <ada@example.org>\r
To: help@example.com\r
Subject: =?utf-8?q?Caf=C3=A9_{{_now_}}?=\r
Date: Mon, 5 Jan 2026 10:00:00 +0100\r
X-Priority: 1\r
X-Any: value\r
Message-ID: <1@example.org>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Hello {% raw %}\r
--b\r
Content-Type: application/pdf; name=a.pdf\r
Content-Disposition: attachment; filename=a.pdf\r
Content-Transfer-Encoding: base64\r
\r
AAEC\r
--b--\r
"""


def context() -> Context:
    """A run over that email."""
    return Context(NOW, {"email": email_namespace(Message(RAW))})


def test_every_offered_name_of_an_email_can_be_read() -> None:
    run = context()
    for info in name_infos(RoutingType.START):
        if info.name.startswith("email."):
            assert evaluate_name(info.name, run) is not UNDEFINED, info.name


def test_a_parsed_email_renders() -> None:
    source = (
        "{{ email.subject }}|{{ email.from }}|{{ email.text | strip }}|{{ email.priority }}|"
        '{{ email.headers["x-any"] }}|{{ email.attachments.first.name }} '
        "{{ email.attachments.first.size }}|{{ email.date }}|{{ email.message_id }}"
    )
    result = render(compile_template(source), context())
    assert (result.error, result.warnings) == (None, ())
    assert result.text == (
        "Café {{ now }}|ada@example.org|Hello {% raw %}|high|value|a.pdf 3|"
        "2026-01-05T10:00:00+01:00|1@example.org"
    )
