"""Real messages, and the sample's big routing compiled to take them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

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
