"""Insert a target in a voice campaign: every way it can be left."""

from __future__ import annotations

from collections.abc import Callable

from app.engine.actions.voice_campaign_target import VoiceTarget
from app.engine.campaign_target import TargetValue
from app.engine.requests import InsertTarget
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import Told, dialogue

NEW, THERE = "+33142685300", "+33142685301"


def target(**fields: object) -> VoiceTarget:
    given: dict[str, object] = {
        "campaign": Reference("voice"),
        "phone": NEW,
        "rows": (TargetValue("name", "{{ email.from.name }}"),),
        **fields,
    }
    return VoiceTarget(**given)  # type: ignore[arg-type]


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
    assert (request.campaign, request.phone) == ("voice", NEW)
    assert request.values == (("name", "Ada Martin"),)


def test_calls_are_made_by_priority() -> None:
    assert inserted(dialogue(target(priority=2))).priority == 2
