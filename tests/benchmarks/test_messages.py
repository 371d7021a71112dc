"""Messages a second: the sample's big routing beside parsing alone and the standard library."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.engine.mail import Message
from app.services.replays import Replayer


def _parse(raw: bytes) -> object:
    message = Message(raw)
    return message.subject, message.sender, message.date, message.text


def _standard(raw: bytes) -> object:
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        body = message.get_body(("plain", "html"))
        return message["subject"], message["from"], body.get_content() if body else ""
    except (LookupError, ValueError, AttributeError, KeyError, IndexError, TypeError) as error:
        return error  # the standard library does not survive every real message


@pytest.mark.benchmark(group="messages")
@pytest.mark.parametrize("what", ["replay", "parse", "standard library"])
def test_messages(
    benchmark: BenchmarkFixture, raws: list[bytes], replayer: Replayer, what: str
) -> None:
    work: dict[str, Callable[[bytes], object]] = {
        "replay": lambda raw: replayer.start(raw).finish(),
        "parse": _parse,
        "standard library": _standard,
    }
    chosen = work[what]
    for raw in raws[:20]:
        chosen(raw)  # language models load outside the measurement
    benchmark.extra_info["messages"] = len(raws)
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: [chosen(raw) for raw in raws], rounds=3
    )
