"""Insert a target in the SMS campaign: every way it can be left."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.engine.actions.sms_campaign_target import SmsTarget
from app.engine.campaign_target import OnDuplicate, TargetValue
from app.engine.requests import InsertTarget, TargetResult
from app.model.config import Reference, ReferenceMode
from app.model.text import Text
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

NEW, THERE = "+33142685300", "+33142685301"


def target(**fields: object) -> SmsTarget:
    given: dict[str, object] = {
        "campaign": Reference("sms"),
        "phone": NEW,
        "rows": (TargetValue("name", "{{ email.from.name }}"),),
        **fields,
    }
    return SmsTarget(**given)  # type: ignore[arg-type]


def inserted(told: Told) -> InsertTarget:
    (request,) = told.requests
    assert isinstance(request, InsertTarget)
    return request


TAKES: dict[str, Callable[[], Told]] = {
    "ok": lambda: dialogue(target()),
    "duplicate": lambda: dialogue(target(phone=THERE)),
    "reference_not_found": lambda: dialogue(
        target(campaign=Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(target(phone="{{ email.subject }}")),
}


def test_the_target_is_inserted() -> None:
    request = inserted(TAKES["ok"]())
    assert (request.campaign, request.phone) == ("sms", NEW)
    assert request.values == (("name", "Ada Martin"),)


def test_a_campaign_that_is_off_takes_the_target_with_a_warning() -> None:
    told = dialogue(SmsTarget(campaign=Reference("paused"), phone=NEW))
    assert told.branch == "ok"
    assert told.warnings == ("The campaign Paused is off: the target waits in it.",)


def test_inserting_again_has_no_branch_for_duplicates() -> None:
    config = target(phone=THERE, on_duplicate=OnDuplicate.INSERT)
    assert "duplicate" not in [branch.key for branch in config.branches()]
    assert not inserted(dialogue(config)).unless_there


def test_a_number_inserted_before_is_a_duplicate_too() -> None:
    assert dialogue(target(), target()).branch == "duplicate"


def test_the_start_date_is_a_moment() -> None:
    told = dialogue(target(start="2026-02-01T09:00"))
    assert inserted(told).start == "2026-02-01T08:00:00+00:00"
    wrong = dialogue(target(start="{{ email.subject }}"))
    assert wrong.error == "The start date “Refund for order 40718” is no date."


def test_fields_are_held_against_the_campaign() -> None:
    rows = (TargetValue("name", "{{ email.from.name }}"), TargetValue("amount", "12.5"))
    assert inserted(dialogue(target(rows=rows))).values == (
        ("name", "Ada Martin"),
        ("amount", "12.5"),
    )
    wrong = (*rows[:1], TargetValue("amount", "{{ email.subject }}"))
    told = dialogue(target(rows=wrong))
    assert told.error == "“Refund for order 40718” for amount is not a number."


def test_a_refusal_is_an_error() -> None:
    told = dialogue(target(), answers=[TargetResult(error=Text("The campaign is full."))])
    assert told.error == "The campaign is full."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": "12"}, "phone"),
        ({"campaign": Reference("voice")}, "campaign"),
        ({"rows": ()}, "rows"),
        ({"rows": (TargetValue("name", "x"), TargetValue("shoe", "44"))}, "rows.1.name"),
    ],
)
def test_what_cannot_be_inserted_is_known_beforehand(
    changes: dict[str, object], field: str
) -> None:
    assert [one.field for one in target(**changes).problems(WORKSPACE)] == [field]
