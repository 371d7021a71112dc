"""Send an email: words, recipients, thread, guards, and nothing injected."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from app.engine.actions.detect_language import DetectLanguage, LanguageLink
from app.engine.actions.send_email import Content, SendAnEmail
from app.engine.actions.start import Start
from app.engine.evidence import MessageEvidence
from app.engine.inputs import Inputs
from app.engine.mail import Message
from app.engine.registry import CATALOGUE
from app.engine.requests import CountSent, EmailResult, OutgoingAttachment, SendEmail, SentCount
from app.engine.sending import MOST_RECIPIENTS
from app.engine.text.language import LanguageGuess
from app.model.config import Reference, ReferenceMode
from app.model.resources import EmailTemplate, Mailbox, Resources
from app.model.text import Text
from app.world.sandbox import Sandbox
from tests.engine.dialogue import (
    NOW,
    Told,
    dialogue,
    email,
    finished,
    program_of,
    tree_of,
)
from tests.engine.workspace import ENTRIES, ROUTINGS, WORKSPACE

OWN = SendAnEmail(Content.OWN, subject="Hello", text="Dear {{ email.from.name }}")
RECEIVED = SendAnEmail(template=Reference("received"))


def by_expression(kind: str, reference: str) -> SendAnEmail:
    found = Reference(f"{{{{ '{reference}' }}}}", ReferenceMode.EXPRESSION)
    return replace(OWN if kind == "mailbox" else RECEIVED, **{kind: found})


TAKES = {
    "ok": lambda: dialogue(OWN),
    "reference_not_found": lambda: dialogue(by_expression("template", "gone")),
    "error": lambda: dialogue(replace(OWN, to="nobody")),
}


def sent(config: SendAnEmail, message: Message | None = None) -> SendEmail:
    told = dialogue(config, message=message)
    assert told.branch == "ok", told.error
    request = told.requests[-1]
    assert isinstance(request, SendEmail)
    return request


def test_an_answer_goes_to_the_sender_in_the_thread() -> None:
    told = dialogue(OWN)
    request = told.requests[-1]
    assert isinstance(request, SendEmail)
    assert told.requests == (
        CountSent("ada@example.org", 24),
        SendEmail(
            sender="support@example.com",
            sender_name="Support of Example",
            to=("ada@example.org",),
            cc=(),
            bcc=(),
            subject="Hello",
            text="Dear Ada Martin",
            headers=(
                ("Auto-Submitted", "auto-replied"),
                ("In-Reply-To", "<1@example.org>"),
                ("References", "<1@example.org>"),
            ),
            message_id=request.message_id,
        ),
    )
    assert told.evidence == MessageEvidence(True, ("ada@example.org",), "Hello")


def test_the_message_id_is_the_same_again_and_differs_between_passages() -> None:
    first, again = sent(OWN), sent(OWN)
    assert first.message_id == again.message_id
    assert first.message_id.endswith("@example.com")
    assert sent(OWN, email("Other words.")).message_id != first.message_id
    assert dialogue(OWN, OWN).requests[-1] != first
    assert dialogue(OWN, mailbox="").requests[-1].message_id.endswith("@mail.invalid")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("headers", "to"),
    [
        ({"Reply_To": "Desk <desk@example.org>"}, "desk@example.org"),
        ({"Reply_To": "one@example.org, two@example.org"}, "one@example.org"),
        ({"Reply_To": None}, "ada@example.org"),
        ({"From": None, "Sender": "list@example.org"}, "list@example.org"),
    ],
)
def test_the_usual_recipient(headers: dict[str, str | None], to: str) -> None:
    assert sent(OWN, email(**headers)).to == (to,)


def test_recipients_are_bare_and_each_once() -> None:
    config = replace(
        OWN,
        to="Ada <ada@example.org>, {{ email.from.address | upcase }}; b@example.org",
        cc="C <c@example.org>",
        bcc=" ",
    )
    request = sent(config)
    assert request.to == ("ada@example.org", "b@example.org")
    assert (request.cc, request.bcc) == (("c@example.org",), ())


def test_the_thread_keeps_its_first_and_latest_messages() -> None:
    ids = " ".join(f"<{number}@example.org>" for number in range(30))
    request = sent(OWN, email(References=ids))
    references = dict(request.headers)["References"].split()
    assert len(references) == 20
    assert references[0] == "<0@example.org>"
    assert references[-2:] == ["<29@example.org>", "<1@example.org>"]


def test_outside_the_thread_and_without_an_identifier_nothing_is_referred_to() -> None:
    only = (("Auto-Submitted", "auto-replied"),)
    assert sent(replace(OWN, in_thread=False)).headers == only
    assert sent(OWN, email(Message_ID=None)).headers == only
    assert sent(OWN, email(Message_ID="<a b@example.org>")).headers == only
    assert sent(OWN, email(Message_ID="<é@example.org>")).headers == only


@pytest.mark.parametrize(
    ("subject", "original", "found"),
    [
        ("", "Refund", "Re: Refund"),
        (" {{ var.due }} ", "RE: Refund", "RE: Refund"),
        ("", None, "Re:"),
        ("A   {{ email.subject }}", "b  c", "A b c"),
        ("x" * 2000, "Refund", "x" * 998),
    ],
)
def test_the_subject(subject: str, original: str | None, found: str) -> None:
    assert sent(replace(OWN, subject=subject), email(Subject=original)).subject == found


def test_a_template_speaks_the_language_of_the_interaction() -> None:
    assert sent(RECEIVED).subject == "Received: Refund for order 40718"
    spoken = _after_language("fr")
    assert isinstance(spoken.evidence, MessageEvidence)
    assert spoken.evidence.language == "fr"
    assert spoken.evidence.subject == "Bien reçu : Refund for order 40718"


@dataclass
class Speaks:
    """A detector that is sure of one language."""

    code: str

    def detect(self, text: str) -> LanguageGuess:
        return LanguageGuess(self.code, 1.0)


def _after_language(code: str) -> Told:
    config = DetectLanguage((LanguageLink(1, "", (code,)),), letters=1)
    links = [(1, "ok", 2), (2, "link_1", 3)]
    program = program_of(tree_of((Start(), config, RECEIVED), links))
    inputs = Inputs(email(), NOW, mailbox="support", detector=Speaks(code))
    run, trace = finished(program, inputs, Sandbox(WORKSPACE))
    return Told(trace.steps[-1], trace, run.states[-1], ())


ATTACHED = Message(
    b'From: a@example.org\nContent-Type: multipart/mixed; boundary="b"\n\n'
    b"--b\nContent-Type: text/plain\n\nHello\n--b\nContent-Type: application/pdf\n"
    b'Content-Disposition: attachment; filename="a.pdf"\n\nx\n--b--\n'
)


def test_attachments_go_along_when_told() -> None:
    assert sent(OWN, ATTACHED).attachments == ()
    with_them = replace(OWN, attachments=True)
    assert sent(with_them, ATTACHED).attachments == (
        OutgoingAttachment("a.pdf", "application/pdf"),
    )


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "written by a program"),
        ({"Auto_Submitted": "auto-generated"}, "written by a program"),
        ({"X_Autoreply": "yes"}, "written by a program"),
        ({"Precedence": "bulk"}, "mailing list"),
        ({"List_Id": "<l.example.org>"}, "mailing list"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"From": "MAILER-DAEMON@example.org"}, "bounce"),
        ({"From": "Moon <MOON@example.com>"}, "own mailbox"),
        ({"Reply_To": "moon@example.com"}, "own mailbox"),
    ],
)
def test_automatic_mail_gets_no_answer(headers: dict[str, str], why: str) -> None:
    told = dialogue(OWN, message=email(**headers))
    assert told.branch == "ok"
    assert not any(isinstance(request, SendEmail) for request in told.requests)
    assert isinstance(told.evidence, MessageEvidence)
    assert not told.evidence.sent
    assert str(told.evidence.note).startswith("Not sent:")
    assert why in str(told.evidence.note)
    assert told.state.failure is None
    assert sent(replace(OWN, not_to_automatic=False), email(**headers)).subject == "Hello"


@pytest.mark.parametrize(("count", "goes"), [(0, True), (4, True), (5, False), (50, False)])
def test_an_address_gets_so_many_a_day(count: int, goes: bool) -> None:
    told = dialogue(OWN, answers=[SentCount(count=count)])
    assert told.branch == "ok"
    assert isinstance(told.evidence, MessageEvidence)
    assert told.evidence.sent is goes


def test_every_recipient_is_counted() -> None:
    config = replace(OWN, cc="c@example.org", bcc="ada@example.org")
    told = dialogue(config, answers=[SentCount(), SentCount(count=9)])
    assert told.requests == (CountSent("ada@example.org", 24), CountSent("c@example.org", 24))


def test_the_sandbox_counts_what_a_run_sends() -> None:
    told = dialogue(*[replace(OWN, at_most=2)] * 3)
    assert isinstance(told.evidence, MessageEvidence)
    assert "got 2 emails in the last 24 hours" in str(told.evidence.note)


def test_a_refusal_of_the_world_leaves_by_error() -> None:
    refusal = EmailResult(error=Text("The server refuses the recipient."))
    told = dialogue(OWN, answers=[SentCount(), refusal])
    assert told.branch == "error"
    assert told.error == "The server refuses the recipient."
    assert isinstance(told.evidence, MessageEvidence)
    assert not told.evidence.sent


@pytest.mark.parametrize(
    ("config", "why"),
    [
        (replace(OWN, to="ada@"), "The recipient “ada@” is no email address."),
        (replace(OWN, to="ada@example"), "The recipient “ada@example” is no email address."),
        (replace(OWN, cc="a b c"), "The Cc recipient “a b c” is no email address."),
        (replace(OWN, text="{{ 1 | divided_by: 0 }}"), None),
        (
            replace(
                OWN,
                to=", ".join(f"a{number}@example.org" for number in range(MOST_RECIPIENTS + 1)),
            ),
            "More than 50 recipients.",
        ),
    ],
)
def test_what_cannot_be_sent_leaves_by_error(config: SendAnEmail, why: str | None) -> None:
    told = dialogue(config)
    assert told.branch == "error"
    assert told.requests == ()
    assert why is None or told.error == why


def test_an_email_from_nobody_cannot_be_answered() -> None:
    told = dialogue(OWN, message=email(From=None))
    assert told.error == "The email names nobody to answer to."


BREAKS = ["\r\n", "\n", "\r", "\0", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1b", "\x7f"]
HEADERS = ["Bcc: evil@example.org", "Subject: x", "\r\nbody"]
ENCODED = [
    "=?utf-8?Q?a=0D=0ABcc:_evil@example.org?=",
    "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?=",
    "=?iso-8859-1?q?=0a?=",
    "=?utf-16be?B?AA==?= =?utf-16be?B?Cg==?=",
    "=?UTF-8?Q?=E2=80=A8x?=",
    "=?utf-7?Q?+AA0ACg-Bcc?=",
]
PAYLOADS = [
    *(f"a{line}{header}" for line, header in itertools.product(BREAKS, HEADERS)),
    *(f"a {word} b" for word in ENCODED),
]
FIELDS = ("subject", "to", "cc", "bcc", "mailbox name", "mailbox address")


def with_payload(field: str, payload: str) -> tuple[SendAnEmail, Resources]:
    if not field.startswith("mailbox"):
        prefix = "" if field == "subject" else "a@example.org, "
        return replace(OWN, **{field: prefix + payload}), WORKSPACE
    name = payload if field == "mailbox name" else "Support"
    address = payload if field == "mailbox address" else "support@example.com"
    box = Mailbox(reference="support", name=name, address=address, fallback_queue="everything")
    others = [entry for entry in ENTRIES if entry.reference != "support"]
    return OWN, Resources.of((*others, box), ROUTINGS)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
def test_nothing_starts_a_header_of_its_own(field: str, payload: str) -> None:
    config, resources = with_payload(field, payload)
    told = dialogue(config, resources=resources)
    assert told.branch == "error"
    assert not any(isinstance(request, SendEmail) for request in told.requests)
    assert told.error


@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
@pytest.mark.parametrize("name", ["Subject", "From", "Reply-To", "Message-ID", "References"])
def test_the_email_answered_cannot_inject_either(name: str, payload: str) -> None:
    lines = {"From": "ada@example.org", "Subject": "x", "Message-ID": "<1@example.org>"}
    value = f"<{payload}>" if name in {"Message-ID", "References"} else payload
    if name in {"From", "Reply-To"}:
        value = f"{payload} <ada@example.org>"
    raw = "\r\n".join(f"{key}: {text}" for key, text in {**lines, name: value}.items())
    config = replace(OWN, subject="Re: {{ email.subject }}", not_to_automatic=False)
    told = dialogue(config, message=Message(raw.encode("utf-8") + b"\r\n\r\nHello"))
    for request in told.requests:
        if isinstance(request, SendEmail):
            values = (*itertools.chain(*request.headers), request.subject, *request.to)
            assert all(text.isprintable() for text in values)


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (SendAnEmail(), "template"),
        (SendAnEmail(template=Reference("gone")), "template"),
        (SendAnEmail(template=Reference("broken")), "template"),
        (SendAnEmail(Content.OWN), "text"),
        (replace(OWN, mailbox=Reference("gone")), "mailbox"),
        (replace(OWN, at_most=0), "at_most"),
        (replace(OWN, to="{{ "), "to"),
    ],
)
def test_the_config_is_checked(config: SendAnEmail, field: str) -> None:
    assert [problem.field for problem in CATALOGUE.problems(config, WORKSPACE)] == [field]


def test_reference_not_found_exists_for_what_is_shown() -> None:
    hidden = replace(OWN, template=Reference("{{ x }}", ReferenceMode.EXPRESSION))
    assert [branch.key for branch in CATALOGUE.branches(hidden)] == ["ok", "error"]
    assert dialogue(by_expression("mailbox", "gone")).branch == "reference_not_found"
    assert dialogue(by_expression("mailbox", "moon")).requests[-1].sender == "moon@example.com"  # type: ignore[union-attr]


def test_an_empty_template_is_an_error_of_the_run() -> None:
    empty = EmailTemplate(reference="empty", name="Empty", variants=())
    resources = Resources.of((*ENTRIES, empty), ROUTINGS)
    told = dialogue(by_expression("template", "empty"), resources=resources)
    assert told.error == "The email template Empty is empty."
