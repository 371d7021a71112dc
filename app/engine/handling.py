"""How an interaction ended before its end routing runs: what `handling` and `reply` hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import msgspec

from app.engine.expressions.context import email_namespace
from app.engine.mail import Message

if TYPE_CHECKING:
    from app.engine.inputs import Inputs

LONGEST_DURATION = 10**9


class HandlingStatus(StrEnum):
    """How an interaction ended; the start routing itself ends one that is `automatic`."""

    ANSWERED = "answered"
    CLOSED = "closed"
    TRANSFERRED = "transferred"
    AUTOMATIC = "automatic"


class Handling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who ended an interaction, and how: `agent` and `queue` are references, `duration` seconds."""

    status: HandlingStatus = HandlingStatus.CLOSED
    agent: str = ""
    queue: str = ""
    duration: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_DURATION)] = 0


CLOSED = Handling()
"""Closed, and nobody answered: what a replay takes unless it is told otherwise."""

_NO_REPLY = email_namespace(Message(b""))


def end_namespaces(inputs: Inputs) -> dict[str, Mapping[str, object]]:
    """What end routings read beside the names of every routing; a reply that is none is empty."""
    handling = inputs.handling
    return {
        "reply": _NO_REPLY if inputs.reply is None else email_namespace(inputs.reply),
        "handling": {
            "agent": handling.agent,
            "queue": handling.queue,
            "duration": handling.duration,
            "status": handling.status.value,
        },
    }
