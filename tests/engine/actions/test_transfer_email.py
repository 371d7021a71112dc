"""Transfer the email: what goes on, to whom, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.engine.actions.transfer_email import TransferEmail
from app.engine.requests import EmailResult, SendEmail
from app.engine.trace import Destination
from app.model.config import Reference, ReferenceMode
from app.model.text import Text
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

LAW = "law@example.net"


def sent(told: Told) -> SendEmail:
    (request,) = told.requests
    assert isinstance(request, SendEmail)
    return request


TAKES: dict[str, Callable[[], Told]] = {
    "transferred": lambda: dialogue(TransferEmail(to=LAW)),
    "ok": lambda: dialogue(TransferEmail(to=LAW, ends=False)),
    "reference_not_found": lambda: dialogue(
        TransferEmail(to=LAW, mailbox=Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(TransferEmail(to="{{ email.subject }}")),
}


def test_the_email_goes_on_and_the_run_ends() -> None:
    told = TAKES["transferred"]()
    assert told.trace.destination == Destination("address", LAW)
    assert not told.trace.undelivered
    request = sent(told)
    assert request.to == (LAW,)
    assert request.sender == "support@example.com"
    assert request.subject == "Fwd: Refund for order 40718"
    assert dict(request.headers)["Reply-To"] == "ada@example.org"
    assert dict(request.headers)["References"] == "<1@example.org>"
    assert request.text.endswith("Good morning,\nmy order is late.")
    assert "From: Ada Martin <ada@example.org>" in request.text


def test_the_note_stands_above_the_text() -> None:
    told = dialogue(TransferEmail(to=LAW, note="About {{ email.subject }}", ends=False))
    assert sent(told).text.startswith("About Refund for order 40718\n\n-----")


def test_a_note_is_no_markup_in_html() -> None:
    message = email("<p>Hello</p>", Content_Type="text/html")
    told = dialogue(TransferEmail(to=LAW, note="<b>{{ email.subject }}</b>"), message=message)
    assert "&lt;b&gt;Refund" in sent(told).html
    assert sent(told).html.endswith("<p>Hello</p>")


def test_answers_may_come_here_and_attachments_may_stay() -> None:
    told = dialogue(TransferEmail(to=LAW, reply_to_sender=False, attachments=False))
    assert "Reply-To" not in dict(sent(told).headers)
    assert sent(told).attachments == ()


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("{{ var.gone }}", "The email has nobody to go to."),
        (
            "{{ mailbox.address | upcase }}",
            "support@example.com is an own mailbox: an email is not transferred to it.",
        ),
        ("nobody", "The recipient “nobody” is no email address."),
    ],
)
def test_a_wrong_recipient_is_an_error(to: str, sentence: str) -> None:
    told = dialogue(TransferEmail(to=to))
    assert told.branch == "error"
    assert told.error == sentence
    assert told.requests == ()


def test_an_email_that_goes_round_is_refused() -> None:
    hops = "\r\n".join(f"Received: from a{n} by b" for n in range(51))
    message = email(Subject=f"Hello\r\n{hops}")
    told = dialogue(TransferEmail(to=LAW), message=message)
    assert told.branch == "error"
    assert "passed 51 servers" in told.error


def test_a_refusal_leaves_by_error() -> None:
    told = dialogue(TransferEmail(to=LAW), answers=[EmailResult(error=Text("550 No such user"))])
    assert told.branch == "error"
    assert told.error == "550 No such user"


def test_an_own_mailbox_is_known_beforehand() -> None:
    found = list(TransferEmail(to="law@example.net, Support@example.com").problems(WORKSPACE))
    assert [one.field for one in found] == ["to"]


def test_a_broken_subject_starts_no_header() -> None:
    message = email(Subject="=?utf-8?q?Hello=0D=0ABcc:_eve=40example.org?=")
    told = dialogue(TransferEmail(to=LAW), message=message)
    assert told.branch == "error" or "\n" not in sent(told).subject
