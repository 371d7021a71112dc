"""The routings of the sample: sound, and together they take every type of action there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from app.engine.registry import CATALOGUE
from app.engine.trace import Outcome, Trace
from app.model.catalogue import RoutingType
from app.model.routing import Routing, Status, Version
from app.services import samples
from app.services.checking import version_problems
from app.services.replays import Programs, Replayer, Settings, entry_version
from app.services.sample_workspace import write_sample
from app.services.workspace import Workspace

FORTY = 40


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("sample") / "sample.routings"
    write_sample(path, CATALOGUE)
    workspace = Workspace.open(path, CATALOGUE)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def traces(sample: Workspace) -> dict[str, list[Trace]]:
    """Every email through every routing, by its reference; each run on its own."""
    return {
        routing.reference: replayed(sample, routing, version)
        for routing, version in entries(sample)
    }


def entries(sample: Workspace) -> Iterator[tuple[Routing, Version]]:
    for routing in sample.routings():
        version = entry_version(sample, routing, None)
        assert version is not None
        yield routing, version


def replayed(sample: Workspace, routing: Routing, version: Version) -> list[Trace]:
    letters = [
        samples.raw(sample, email.id)
        for found in samples.sample_sets(sample)
        for email in samples.emails(sample, found.id, 0, 1000)
    ]
    programs = Programs(sample)
    ends = routing.type is RoutingType.END
    settings = Settings(mailbox="support", reply=letters[0] if ends else b"")
    replayer = Replayer(programs.compiled(version), programs, settings)
    return [replayer.start(letter).finish() for letter in letters]


def test_every_type_is_taken_by_some_email(traces: dict[str, list[Trace]]) -> None:
    assert sum(map(len, traces.values())) == 60 * len(traces)
    taken = Counter(
        step.action.type for runs in traces.values() for run in runs for step in run.steps
    )
    keys = {card.key for card in CATALOGUE.cards()}
    assert len(keys) == FORTY
    assert keys - set(taken) == set()


def test_every_type_goes_well_for_some_email(traces: dict[str, list[Trace]]) -> None:
    """Not only entered: each leaves at least once by what is no failure, or ends the run."""
    failures = {"error", "timeout", "not_found", "reference_not_found", "user_unavailable"}
    well = {
        step.action.type
        for runs in traces.values()
        for run in runs
        for step in run.steps
        if step.branch not in failures
    }
    assert {card.key for card in CATALOGUE.cards()} - well == set()


def test_every_email_of_a_start_routing_arrives_somewhere(
    sample: Workspace, traces: dict[str, list[Trace]]
) -> None:
    sound = {Outcome.QUEUED, Outcome.ASSIGNED, Outcome.TRANSFERRED, Outcome.ENDED}
    for routing in sample.routings():
        lost = [run.subject for run in traces[routing.reference] if run.outcome not in sound]
        assert lost == [], routing.reference


def test_no_version_in_production_has_a_problem(sample: Workspace) -> None:
    for routing, version in entries(sample):
        if version.status is not Status.PRODUCTION:
            continue
        found = version_problems(sample, version)
        assert [str(problem.text) for problem in found] == [], routing.reference
