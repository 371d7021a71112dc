"""Answers that a world gives although nobody asked for them: a branch, never a defect."""

from __future__ import annotations

import pytest

from app.engine.action_type import ActionType
from app.engine.actions.create_crm_card import NewCard
from app.engine.actions.salesforce import AskSalesforce, Mode
from app.engine.actions.sms_campaign_target import SmsTarget
from app.engine.actions.survey import InviteToSurvey
from app.engine.campaign_target import OnDuplicate, TargetValue
from app.engine.card_fields import CardValue, WhenDuplicate
from app.engine.http import whole_url
from app.engine.requests import AnyAnswer, CardRecord, CardResult, LastInvitation, TargetResult
from app.model.config import Reference
from app.model.resources import Connection, Resources, Service, StubRule
from tests.engine.dialogue import dialogue
from tests.engine.workspace import ENTRIES, ROUTINGS

CARD = CardRecord("customers", "", "7", (("email", "ada@example.org"),))
SMS = SmsTarget(
    Reference("sms"),
    phone="+33142685300",
    on_duplicate=OnDuplicate.INSERT,
    rows=(TargetValue("name", "Ada"),),
)


@pytest.mark.parametrize(
    ("config", "answer", "said"),
    [
        (SMS, TargetResult(duplicate=True), "+33142685300 is in the campaign already."),
        (
            NewCard(
                Reference("customers"),
                (CardValue("email", "{{ email.from.address }}"), CardValue("name", "Ada")),
                duplicate=WhenDuplicate.IGNORE,
            ),
            CardResult(card=CARD, is_duplicate=True),
            "The CRM has such a card already.",
        ),
        (
            InviteToSurvey(Reference("after"), once_in=30),
            LastInvitation(at="soon"),
            "The date of the last invitation, “soon”, cannot be read.",
        ),
    ],
)
def test_what_was_not_asked_for_leaves_by_error(
    config: ActionType, answer: AnyAnswer, said: str
) -> None:
    told = dialogue(config, answers=[answer])
    assert (told.branch, told.error) == ("error", said)
    assert told.step.changes == ()


def test_half_a_character_of_an_answer_is_no_harm_in_a_url() -> None:
    url = whole_url("https://api.example.com", "/\ud800x", (("q", "\ud800"),))
    assert url == "https://api.example.com/%EF%BF%BDx?q=%EF%BF%BD"


@pytest.mark.parametrize(
    ("body", "branch"),
    [
        ('{"totalSize": "many", "records": [{"Id": "7"}]}', "ok"),
        ('{"totalSize": null, "records": [{"Id": null}, 3, []]}', "ok"),
        ('{"totalSize": 2, "records": 5}', "not_found"),
        ('{"records": null}', "not_found"),
        ("[1, 2]", "not_found"),
        ("nonsense", "not_found"),
    ],
)
def test_a_stub_rule_may_say_anything(body: str, branch: str) -> None:
    connection = Connection(
        reference="salesforce",
        name="Salesforce",
        service=Service.SALESFORCE,
        url="https://example.my.salesforce.com",
        stub_rules=(StubRule(body=body),),
    )
    others = [one for one in ENTRIES if one.reference != "salesforce"]
    config = AskSalesforce(Reference("salesforce"), Mode.QUERY, query="SELECT Id FROM Case")
    told = dialogue(config, resources=Resources.of((*others, connection), ROUTINGS))
    assert told.branch == branch
