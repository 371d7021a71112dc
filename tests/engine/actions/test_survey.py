"""Survey: who is invited, how, and who is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from app.engine.actions.survey import InviteToSurvey, SurveyChannel
from app.engine.evidence import MessageEvidence
from app.engine.requests import EmailResult, KeepInvitation, SendEmail, SendSms
from app.model.config import Reference, ReferenceMode
from app.model.text import Text
from tests.engine.dialogue import NOW, Told, dialogue, email
from tests.engine.workspace import WORKSPACE


def invites(**fields: object) -> InviteToSurvey:
    given: dict[str, object] = {"survey": Reference("after"), **fields}
    return InviteToSurvey(**given)  # type: ignore[arg-type]


ONCE = invites(once_in=30)

TAKES: dict[str, Callable[[], Told]] = {
    "ok": lambda: dialogue(invites()),
    "already_surveyed": lambda: dialogue(ONCE, ONCE),
    "reference_not_found": lambda: dialogue(
        invites(survey=Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(invites(recipient="{{ email.subject }}")),
}


def test_the_invitation_carries_a_link_of_its_own() -> None:
    told = TAKES["ok"]()
    letter, kept = told.requests
    assert isinstance(letter, SendEmail)
    assert isinstance(kept, KeepInvitation)
    assert letter.to == ("ada@example.org",)
    assert letter.text == f"Tell us: {kept.url}"
    assert kept.url == f"https://survey.example.com/s/{kept.token}"
    assert kept.expires == (NOW + dt.timedelta(days=7)).isoformat()
    assert told.state.left["survey"]["url"] == kept.url


def test_two_emails_get_two_links_and_one_email_always_the_same() -> None:
    first, again = TAKES["ok"](), TAKES["ok"]()
    other = dialogue(invites(), message=email("Something else"))
    assert first.requests == again.requests
    assert first.requests[1] != other.requests[1]


def test_an_invitation_goes_by_sms_to_a_number() -> None:
    by_sms = invites(channel=SurveyChannel.SMS, recipient="+33142685300", sms_sender="Example")
    sms = dialogue(by_sms).requests[0]
    assert isinstance(sms, SendSms)
    assert sms.recipient == "+33142685300"
    assert "https://survey.example.com/s/" in sms.text
    assert dialogue(invites(channel=SurveyChannel.SMS, sms_sender="Example")).branch == "error"


def test_automatic_mail_is_not_asked() -> None:
    automatic = email(Auto_Submitted="auto-replied")
    told = dialogue(invites(), message=automatic)
    assert told.branch == "ok"
    assert told.requests == ()
    assert isinstance(told.evidence, MessageEvidence)
    assert not told.evidence.sent
    assert len(dialogue(invites(not_to_automatic=False), message=automatic).requests) == 2


def test_without_a_limit_a_customer_is_asked_each_time() -> None:
    assert dialogue(invites(), ONCE).branch == "already_surveyed"
    assert dialogue(invites(), invites()).branch == "ok"


@pytest.mark.parametrize("way", ["already_surveyed", "reference_not_found", "error"])
def test_nothing_is_left_on_other_branches(way: str) -> None:
    told = TAKES[way]()
    assert not [one for one in told.step.changes if one.name.startswith("survey.")]


def test_a_refusal_is_an_error_and_nobody_counts_as_invited() -> None:
    told = dialogue(invites(), answers=[EmailResult(error=Text("550 No such user"))])
    assert told.branch == "error"
    assert told.error == "550 No such user"
    assert len(told.requests) == 1
    assert "survey" not in told.state.left


@pytest.mark.parametrize(
    ("config", "field"),
    [
        (invites(survey=Reference("bare")), "email_template"),
        (invites(email_template=Reference("received")), "email_template"),
        (invites(channel=SurveyChannel.SMS), "sms_sender"),
    ],
)
def test_what_would_go_wrong_is_known_beforehand(config: InviteToSurvey, field: str) -> None:
    assert [one.field for one in config.problems(WORKSPACE)] == [field]
