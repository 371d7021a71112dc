"""Export, import and diff on the command line: what they print, and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from app.engine.registry import CATALOGUE
from app.model.resources import Queue, ResourceKind
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.journeys.command_line import Finished, smart_routing, smart_routing_apart
from tests.workspaces import contents


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A workspace in which nothing has been made."""
    path = tmp_path / "empty.routings"
    Workspace.create(path, CATALOGUE).close()
    return path


@pytest.fixture
def package(sample: Path, tmp_path: Path) -> Path:
    """The whole sample workspace as a package."""
    path = tmp_path / "all.routing"
    exported(sample, path)
    return path


def exported(workspace: Path, file: Path, *options: str) -> Finished:
    done = smart_routing("export", "--workspace", workspace, *options, file)
    assert (done.status, done.err) == (0, "")
    return done


def opened(path: Path) -> Iterator[Workspace]:
    ws = Workspace.open(path, CATALOGUE)
    yield ws
    ws.close()


def changed_queue(path: Path) -> None:
    """One queue of the workspace gets another capacity."""
    for ws in opened(path):
        queue = ws.resource(ResourceKind.QUEUE, "general")
        assert isinstance(queue, Queue)
        save_resource(ws, replace(queue, capacity=3), replaces="general")


def resources_in(workspace: Path) -> int:
    """How many resources a workspace has."""
    return sum(len(ws.resources().entries) for ws in opened(workspace))


def test_a_workspace_comes_back_byte_for_byte(
    sample: Path, package: Path, empty: Path, tmp_path: Path
) -> None:
    done = exported(sample, tmp_path / "again.routing")
    count = resources_in(sample)
    assert f"Smart routings: 6, versions: 10, resources: {count}." in done.out
    assert (tmp_path / "again.routing").read_bytes() == package.read_bytes()
    done = smart_routing("import", "--workspace", empty, package)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[:4] == [
        "Imported: Smart routing after-closing “After closing”",
        "  Version 1 “Ask how it was”: In development",
        "Imported: Smart routing companies “Companies”",
        "  Version 1 “With Salesforce”: In production",
    ]
    exported(empty, tmp_path / "back.routing")
    assert (tmp_path / "back.routing").read_bytes() == package.read_bytes()
    assert smart_routing("diff", package, empty) == Finished(0, "", "")


def test_two_processes_write_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    dice = Random(5)
    written = set()
    for number in range(3):
        path = tmp_path / f"{number}.routing"
        seed = dice.randrange(2**32)
        done = smart_routing_apart("export", "--workspace", sample, path, hash_seed=seed)
        assert (done.status, done.err) == (0, "")
        written.add(path.read_bytes())
    assert len(written) == 1


def test_a_dry_run_writes_nothing(sample: Path, package: Path, empty: Path, tmp_path: Path) -> None:
    before = contents(tmp_path)
    done = smart_routing("import", "--workspace", empty, "--dry-run", package)
    assert (done.status, done.err) == (0, "")
    assert "New: Smart routing support “Support”" in done.out
    assert "  Version 2 “Winter”: In production" in done.out
    as_json = smart_routing("import", "--workspace", empty, "--dry-run", "--json", package)
    kinds = [line["what"] for line in as_json.lines]
    assert kinds == ["routing"] * 6 + ["resource"] * resources_in(sample) + ["settings"]
    assert as_json.lines[5]["versions"][1] == {
        "what": "version",
        "number": 2,
        "name": "Winter",
        "status": "production",
        "same_as": 0,
        "lands": "production",
        "reasons": [],
    }
    assert contents(tmp_path) == before


def test_a_version_says_what_it_misses_and_what_stands_in(
    sample: Path, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "winter.routing"
    exported(sample, file, "--routing", "Support", "--version", "2")
    done = smart_routing("import", "--workspace", empty, "--dry-run", file)
    assert "  Version 2 “Winter”: In development" in done.out
    assert "Missing: Smart routing retention, used by" in done.out
    assert "  the action To retention in version Winter of Support" in done.out
    with_other = tmp_path / "retention.routing"
    exported(sample, with_other, "--routing", "retention")
    assert smart_routing("import", "--workspace", empty, with_other).status == 0
    done = smart_routing("import", "--workspace", empty, file)
    assert "  Version 2 “Winter”: In production" in done.out


def test_something_here_stands_in_for_what_is_missing(
    sample: Path, empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "winter.routing"
    exported(sample, file, "--routing", "support", "--version", "2")
    for ws in opened(empty):
        from app.model.catalogue import RoutingType
        from app.services import lifecycle

        lifecycle.create_routing(ws, name="Own", reference="own", type=RoutingType.START)
    mapping = ("--map", "routing:Retention=own")
    done = smart_routing("import", "--workspace", empty, file, *mapping)
    assert "  Version 2 “Winter”: In production" in done.out
    done = smart_routing("diff", file, f"{empty}#support/2")
    assert (done.status, [line.strip() for line in done.out.splitlines()][2:]) == (
        1,
        [
            "~ Action 17 “To retention” (Distribution to a smart routing)",
            "~ Smart routing: retention → own",
        ],
    )


@pytest.mark.parametrize(
    ("mapping", "refusal"),
    [
        ("routing:retention", "KIND:MISSING=EXISTING"),
        ("retention=own", "KIND:MISSING=EXISTING"),
        ("routing:retention=nowhere", "There is no Smart routing nowhere"),
        ("queue:general=moves", "Nothing in the package misses Queue general"),
    ],
)
def test_a_mapping_that_leads_nowhere_is_refused(
    sample: Path, empty: Path, tmp_path: Path, mapping: str, refusal: str
) -> None:
    file = tmp_path / "winter.routing"
    exported(sample, file, "--routing", "support", "--version", "2")
    done = smart_routing("import", "--workspace", empty, file, "--map", mapping)
    assert (done.status, done.out) == (2, "")
    assert refusal in done.err
    assert "Traceback" not in done.err


def test_without_a_decision_every_conflict_is_listed_and_nothing_written(
    sample: Path, package: Path, tmp_path: Path
) -> None:
    changed_queue(sample)
    before = contents(tmp_path)
    done = smart_routing("import", "--workspace", sample, package)
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "Queue general is here already, with other content. Keep it, take the other, or import"
        " that under another reference.\n"
    )
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("decision", "capacities"),
    [("keep", {"general": 3}), ("take", {"general": None}),
     ("rename", {"general": 3, "general-2": None})],
)  # fmt: skip
def test_one_decision_holds_for_every_conflict(
    sample: Path, package: Path, decision: str, capacities: dict[str, int | None]
) -> None:
    changed_queue(sample)
    done = smart_routing("import", "-w", sample, "--on-conflict", decision, "--json", package)
    assert (done.status, done.err) == (0, "")
    (line,) = done.lines
    assert (line["new_resources"], line["changed_resources"]) == {
        "keep": (0, 0),
        "take": (0, 1),
        "rename": (1, 0),
    }[decision]
    for ws in opened(sample):
        queues = ws.resources().of_kind(Queue)
        found = {one.reference: one.capacity for one in queues if "general" in one.reference}
        assert found == capacities


def test_differences_end_with_status_1_and_are_told(sample: Path, package: Path) -> None:
    changed_queue(sample)
    done = smart_routing("diff", package, sample)
    assert done == Finished(1, "~ Queue general “General support”\n  ~ Capacity: nothing → 3\n", "")
    as_json = smart_routing("diff", package, sample, "--json")
    assert as_json.status == 1
    assert json.loads(as_json.out) == {
        "settings": [],
        "routings": [],
        "resources": [
            {
                "sign": "altered",
                "kind": "queue",
                "reference": "general",
                "name": "General support",
                "fields": [{"label": "Capacity", "before": "", "after": "3"}],
            }
        ],
    }


def test_versions_of_a_workspace_are_compared(sample: Path) -> None:
    assert smart_routing("diff", f"{sample}#support/2", f"{sample}#Support/2").status == 0
    done = smart_routing("diff", f"{sample}#support/2", f"{sample}#support/4")
    assert done.status == 1
    assert "    ~ Action 10 “What does the email want?” (Detect keywords)" in done.out
    done = smart_routing("diff", f"{sample}#support", f"{sample}#support")
    assert done == Finished(0, "", "")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("{sample}#nowhere", "no smart routing with the reference nowhere"),
        ("{sample}#support/99", "support has no version 99"),
        ("{sample}#support/x", "“x” is no number"),
        ("{sample}#support/", "“” is no number"),
        ("{folder}/gone.routing", "There is no package at"),
        ("{folder}", "is no file"),
        ("{folder}/words.txt", "no package of this application"),
    ],
)
def test_what_cannot_be_compared_is_told(
    sample: Path, tmp_path: Path, place: str, words: str
) -> None:
    (tmp_path / "words.txt").write_text("Hello")
    done = smart_routing("diff", sample, place.format(sample=sample, folder=tmp_path))
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1


def test_what_cannot_be_exported_is_told(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.routing"
    for options, words in (
        (("--version", "2"), "Name the routing"),
        (("--routing", "nowhere"), "no smart routing with the reference nowhere"),
        (("--routing", "support", "--version", "9"), "support has no version 9"),
    ):
        done = smart_routing("export", "--workspace", sample, *options, file)
        assert (done.status, done.out) == (2, "")
        assert words in done.err
    done = smart_routing("export", "--workspace", sample, sample)
    assert (done.status, done.out) == (2, "")
    assert not file.exists()


def test_a_hostile_package_is_one_sentence(empty: Path, tmp_path: Path, package: Path) -> None:
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "flipped.routing").write_bytes(data)
    before = contents(tmp_path)
    done = smart_routing("import", "--workspace", empty, tmp_path / "flipped.routing")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("This package cannot be opened: the entry routings/")
    assert done.err.count("\n") == 1
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", ["export", "import", "diff"])
def test_every_command_explains_itself(command: str) -> None:
    done = smart_routing(command, "--help")
    assert done.status == 0
    assert "Usage" in done.out
