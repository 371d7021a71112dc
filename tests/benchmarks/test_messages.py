"""Messages a second: the sample's big routing beside parsing alone and the standard library."""

from __future__ import annotations

import email
import email.policy
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.engine.mail import Message
from app.engine.registry import CATALOGUE
from app.services.mail_files import MailFile, read_mail
from app.services.replays import Programs, Replayer, Settings, choose_version
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace

MESSAGES = 600


@pytest.fixture(scope="module")
def raws(corpus: Path) -> list[bytes]:
    """Messages of everyday and list mail, every tenth."""
    found = (mail for mail in read_mail([corpus / "business", corpus / "mailing-lists"]))
    readable = (mail.raw for mail in found if isinstance(mail, MailFile))
    return list(itertools.islice(readable, 0, MESSAGES * 10, 10))


@pytest.fixture(scope="module")
def replayer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replayer]:
    """The sample's big routing, compiled."""
    path = tmp_path_factory.mktemp("bench") / "northwind.routings"
    write_sample(path, CATALOGUE)
    workspace = Workspace.open(path, CATALOGUE)
    programs = Programs(workspace)
    program = programs.compiled(choose_version(workspace, "support", None))
    yield Replayer(program, programs, Settings())
    workspace.close()


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
    benchmark.pedantic(lambda: [chosen(raw) for raw in raws], rounds=3)
