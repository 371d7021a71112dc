"""Resources on the command line: exported, previewed, imported, refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.registry import CATALOGUE
from app.model.resources import Queue, ResourceKind
from app.services.workspace import Workspace
from tests.journeys.command_line import smart_routing
from tests.workspaces import contents


def resources(*words: str | Path) -> tuple[int, str, str]:
    done = smart_routing("resources", *words)
    return done.status, done.out, done.err


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_resources_are_exported_changed_and_imported(
    sample: Path, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"queues.{suffix}"
    status, said, _err = resources("export", "-w", sample, "--kind", "queue", file)
    assert status == 0
    assert "No password or token is in it." in said
    again = tmp_path / f"again.{suffix}"
    resources("import", "-w", sample, "--kind", "queue", file)
    resources("export", "-w", sample, "--kind", "queue", again)
    assert again.read_bytes() == file.read_bytes()


def test_a_preview_writes_nothing(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "queues.csv"
    file.write_text("reference,name,capacity\ngeneral,General,many\nnew,New,3\n")
    before = contents(sample.parent)
    words = ("import", "-w", sample, "--kind", "queue", "--dry-run")
    status, said, _err = resources(*words, file)
    assert status == 0
    assert "problem\tgeneral\tGeneral" in said
    assert "Line 2, capacity: Write a number." in said
    done = smart_routing("resources", *words, "--json", file)
    assert [line["state"] for line in done.lines] == ["problem", "new"]
    assert contents(sample.parent)[sample.name] == before[sample.name]


def test_what_is_open_is_asked_for(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "queues.csv"
    file.write_text("reference,capacity\ngeneral,77\nnew,3\n")
    words = ("import", "-w", sample, "--kind", "queue", file)
    status, _said, err = resources(*words)
    assert status == 1
    assert "general is here already and differs" in err
    assert "Line 3, name" in err
    status, said, _err = resources(*words, "--on-conflict", "overwrite", "--skip-problems")
    assert (status, said) == (
        0,
        "Queues: 0 new, 1 changed, 0 kept as they were, 1 left out.\n",
    )
    ws = Workspace.open(sample, CATALOGUE)
    queue = ws.resource(ResourceKind.QUEUE, "general")
    ws.close()
    assert isinstance(queue, Queue)
    assert queue.capacity == 77


def test_wrong_use_ends_in_one_sentence(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "queues.csv"
    file.write_text("reference,name\na,A\n")
    status, _said, err = resources("import", "-w", sample, file)
    assert status == 2
    assert "--kind" in err
    status, _said, err = resources("export", "-w", sample, "--kind", "smurf", file)
    assert status == 2
    assert "There is no kind smurf" in err
    status, _said, err = resources(
        "export", "-w", sample, "--kind", "queue", "--reference", "nowhere", file
    )
    assert (status, err) == (2, "nowhere does not exist.\n")
