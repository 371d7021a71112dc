"""End routings read how the interaction ended and what was answered; start routings do not."""

from __future__ import annotations

import msgspec
import pytest

from app.engine.actions.assign_variables import AssignmentRow, AssignVariables
from app.engine.handling import CLOSED, Handling, HandlingStatus
from app.engine.mail import Message
from app.model.catalogue import RoutingType
from app.model.resources import Resources, ValueKind, Variable
from tests.engine.dialogue import Told, dialogue

REPLY = Message(
    b"From: Ada <ada@example.org>\r\nSubject: Re: Gas\r\nX-Ticket: 7\r\n\r\nWe are on our way.\r\n"
)
NAMES = {
    "subject": "{{ reply.subject }}",
    "text": "{{ reply.text }}",
    "sender": "{{ reply.from.address }}",
    "header": '{{ reply.headers["X-Ticket"] }}',
    "status": "{{ handling.status }}",
    "agent": "{{ handling.agent }}",
    "queue": "{{ handling.queue }}",
    "duration": "{{ handling.duration }}",
}
RESOURCES = Resources.of(Variable(name=name, reference=name, type=ValueKind.TEXT) for name in NAMES)


def read(
    reply: Message | None = None,
    handling: Handling = CLOSED,
    of: RoutingType = RoutingType.END,
) -> Told:
    rows = tuple(AssignmentRow(name, template) for name, template in NAMES.items())
    return dialogue(
        AssignVariables(rows=rows), resources=RESOURCES, reply=reply, handling=handling, type=of
    )


def test_an_answered_interaction_shows_reply_and_handling() -> None:
    handling = Handling(HandlingStatus.ANSWERED, "ada", "outages", 95)
    told = read(REPLY, handling)
    assert {name: str(value).strip() for name, value in told.variables.items()} == {
        "subject": "Re: Gas",
        "text": "We are on our way.",
        "sender": "ada@example.org",
        "header": "7",
        "status": "answered",
        "agent": "ada",
        "queue": "outages",
        "duration": "95",
    }
    assert told.warnings == ()
    assert told.trace.handling == handling
    assert told.trace.reply == REPLY.digest


def test_a_closed_interaction_has_an_empty_reply() -> None:
    told = read()
    assert told.variables["status"] == "closed"
    assert told.variables["duration"] == "0"
    for name in ("subject", "text", "sender", "header", "agent"):
        assert not told.variables[name]
    assert told.trace.reply == ""


def test_a_start_routing_knows_neither() -> None:
    told = read(of=RoutingType.START)
    assert not told.variables["status"]
    assert any("handling" in warning for warning in told.warnings)
    assert told.trace.handling is None


@pytest.mark.parametrize(
    "text",
    ['{"status": "gone"}', '{"duration": -1}', '{"agent": 3}', '{"minutes": 3}', "[]"],
)
def test_a_handling_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Handling)
