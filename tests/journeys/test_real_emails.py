"""Thousands of real emails through the sample's big routing."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.registry import CATALOGUE
from app.engine.trace import Outcome, encode_trace
from app.services.mail_files import MailFile, read_mail
from app.services.replays import Programs, Replayer, Settings, choose_version
from app.services.workspace import Workspace
from tests.scaling import is_full


@pytest.fixture
def replayer(sample: Path) -> Iterator[Replayer]:
    workspace = Workspace.open(sample, CATALOGUE)
    programs = Programs(workspace)
    program = programs.compiled(choose_version(workspace, "support", None))
    yield Replayer(program, programs, Settings(mailbox="support"))
    workspace.close()


def _messages(corpus: Path) -> Iterator[bytes]:
    """All messages of the corpus, or of the big mailboxes one in ten and all that is hard."""
    kept = Counter[str]()
    for mail in read_mail([corpus]):
        if isinstance(mail, MailFile):
            kept[mail.name.partition("#")[0]] += 1
            if is_full() or kept[mail.name.partition("#")[0]] % 10 == 1:
                yield mail.raw


def test_every_real_email_ends_somewhere_and_the_same_way_twice(
    corpus: Path, replayer: Replayer
) -> None:
    outcomes = Counter[Outcome]()
    digests = []
    for raw in _messages(corpus):
        trace = replayer.start(raw).finish()
        outcomes[trace.outcome] += 1
        digests.append(hashlib.sha256(encode_trace(trace)).digest())
    assert set(outcomes) <= {Outcome.QUEUED, Outcome.ENDED}
    assert outcomes.total() > 1000
    again = (encode_trace(replayer.start(raw).finish()) for raw in _messages(corpus))
    assert digests == [hashlib.sha256(trace).digest() for trace in again]


def test_a_run_replayed_from_its_own_journal_takes_the_same_path(
    corpus: Path, replayer: Replayer
) -> None:
    for raw in itertools.islice(_messages(corpus), 0, None, 7):
        trace = replayer.start(raw).finish()
        assert encode_trace(replayer.again(raw, trace.journal).finish()) == encode_trace(trace)
