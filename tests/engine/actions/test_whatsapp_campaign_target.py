"""Insert a target in a WhatsApp campaign: every way it can be left."""

from __future__ import annotations

from collections.abc import Callable

from app.engine.actions.whatsapp_campaign_target import Parameter, WhatsAppTarget
from app.engine.campaign_target import TargetValue
from app.engine.requests import InsertTarget
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

NEW, THERE = "+33142685300", "+33142685301"


def target(**fields: object) -> WhatsAppTarget:
    given: dict[str, object] = {
        "campaign": Reference("whatsapp"),
        "phone": NEW,
        "rows": (TargetValue("name", "{{ email.from.name }}"),),
        **fields,
    }
    return WhatsAppTarget(**given)  # type: ignore[arg-type]


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
    assert (request.campaign, request.phone) == ("whatsapp", NEW)
    assert request.values == (("name", "Ada Martin"),)


def test_template_parameters_are_filled_in() -> None:
    config = target(parameters=(Parameter("order", "{{ email.subject | extract: '[0-9]+' }}"),))
    assert inserted(dialogue(config)).parameters == (("order", "40718"),)


def test_a_parameter_stands_there_once() -> None:
    config = target(parameters=(Parameter("order", "1"), Parameter("order", "2")))
    assert [one.field for one in config.problems(WORKSPACE)] == ["parameters.1.name"]
