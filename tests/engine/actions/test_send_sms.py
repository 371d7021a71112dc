"""Send a SMS: numbers, languages, sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.engine.actions.send_sms import SendAnSms, SmsContent
from app.engine.requests import SendSms, SmsResult
from app.model.config import Reference, ReferenceMode
from app.model.text import Text
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

NUMBER = "+33142685300"


def sms(
    text: str = "Hello {{ email.from.name }}", to: str = NUMBER, sender: str = "Example"
) -> SendAnSms:
    return SendAnSms(sender=sender, recipient=to, content=SmsContent.OWN, text=text)


def by_template(reference: Reference) -> SendAnSms:
    return SendAnSms(sender="Example", recipient=NUMBER, template=reference)


def sent(told: Told) -> SendSms:
    (request,) = told.requests
    assert isinstance(request, SendSms)
    return request


TAKES: dict[str, Callable[[], Told]] = {
    "ok": lambda: dialogue(sms()),
    "reference_not_found": lambda: dialogue(
        by_template(Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(sms(to="{{ email.subject }}")),
}


def test_the_text_is_filled_in_and_counted() -> None:
    told = TAKES["ok"]()
    request = sent(told)
    assert (request.sender, request.recipient) == ("Example", NUMBER)
    assert request.text == "Hello Ada Martin"
    assert request.segments == 1
    assert told.state.left["sms"]["segments"] == 1


def test_a_template_speaks_the_language_of_the_interaction() -> None:
    assert sent(dialogue(by_template(Reference("coming")))).text.startswith("We are coming")


def test_the_filter_phone_completes_a_number() -> None:
    told = dialogue(sms(to="{{ '01 42 68 53 00' | phone: 'FR' }}"))
    assert sent(told).recipient == NUMBER


@pytest.mark.parametrize(
    ("text", "segments"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 1224, 8), ("é€" * 10, 1), ("я" * 70, 1), ("я" * 71, 2)],
)
def test_segments_follow_the_alphabet(text: str, segments: int) -> None:
    assert sent(dialogue(sms(text))).segments == segments


def test_a_text_that_is_too_long_or_empty_is_an_error() -> None:
    told = dialogue(sms("{{ email.text }}"), message=email("a" * 1225))
    assert told.error == "The text takes 9 segments; 8 are sent at most. Shorten it."
    assert dialogue(sms("{{ var.gone }}")).error == "The text of the SMS is empty."


def test_a_refusal_of_the_provider_is_an_error() -> None:
    told = dialogue(sms(), answers=[SmsResult(error=Text("Number is blocked."))])
    assert told.branch == "error"
    assert told.error == "Number is blocked."
    assert "sms" not in told.state.left


@pytest.mark.parametrize("sender", ["Example", "38100", "+33142685300", "My Shop 24"])
def test_senders_are_numbers_or_short_names(sender: str) -> None:
    assert not list(sms(sender=sender).problems(WORKSPACE))


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (sms(sender="Much too long a name"), "sender"),
        (sms(to="01 42 68 53 00"), "recipient"),
        (sms("a" * 1225), "text"),
    ],
)
def test_what_cannot_be_sent_is_known_beforehand(config: SendAnSms, field: str) -> None:
    assert [one.field for one in config.problems(WORKSPACE)] == [field]
