"""The headless commands of a version's life: what they do, what they print, how they end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from app.engine.registry import CATALOGUE
from app.model.resources import Mailbox
from app.model.routing import Status, Version
from app.services import lifecycle
from app.services.workspace import Workspace
from tests.journeys.command_line import Finished, smart_routing

NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ws(sample: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(sample, CATALOGUE)
    yield workspace
    workspace.close()


@pytest.fixture
def second(ws: Workspace) -> Version:
    """A copy of what is in production, ready to follow it."""
    produced = next(one for one in support(ws) if one.status is Status.PRODUCTION)
    return lifecycle.duplicate_version(ws, produced.id, name="Next")


def support(ws: Workspace) -> tuple[Version, ...]:
    found = ws.routing_by_reference("support")
    assert found is not None
    return ws.versions(found.id)


def run(command: str, ws: Workspace, version: Version, *more: str) -> Finished:
    return smart_routing(
        command, "-w", ws.path, "--routing", "support", "--version", str(version.number), *more
    )


def test_a_version_is_put_in_production(ws: Workspace, second: Version) -> None:
    done = run("promote", ws, second)
    assert (done.status, done.out, done.err) == (0, "“Next” is in production.\n", "")
    assert ws.version(second.id).status is Status.PRODUCTION


def test_a_refused_promotion_says_why_and_is_in_the_log(ws: Workspace) -> None:
    blank = lifecycle.create_version(ws, support(ws)[0].routing, name="Blank")
    done = run("promote", ws, blank)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("Version Blank is blank: link Start to an action")
    told = smart_routing("log", "-w", ws.path, "--routing", "support", "--json").lines[-1]
    assert (told["event"], told["version"]) == ("promotion_refused", blank.number)
    assert told["reasons"] == done.err.splitlines()
    plain = smart_routing("log", "-w", ws.path, "--routing", "support").out.splitlines()[-1]
    assert plain.split("\t")[2:5] == ["promotion_refused", str(blank.number), "Blank"]
    assert plain.endswith("; ".join(told["reasons"]))


def test_a_version_is_put_in_test_with_mailboxes_and_removed_from_it(
    ws: Workspace, second: Version
) -> None:
    (mailbox, *_rest) = lifecycle.mailboxes_of(ws, second.routing)
    for chosen in ((), ("--mailbox", mailbox.reference)):
        done = run("test", ws, second, *chosen)
        assert (done.status, done.out) == (0, "“Next” is in test.\n")
    found = ws.resources().get(Mailbox, mailbox.reference)
    assert found is not None
    assert found.tests("support", second.number)
    assert run("test", ws, second, "--end", "--mailbox", mailbox.reference).status == 2
    done = run("test", ws, second, "--end")
    assert (done.status, done.out) == (0, "“Next” is no longer in test.\n")
    assert not ws.version(second.id).in_testing
    assert ws.resources().get(Mailbox, mailbox.reference) == mailbox


def test_a_production_is_scheduled_and_removed_from_the_schedule(
    ws: Workspace, second: Version
) -> None:
    done = run("schedule", ws, second, "--at", "2026-03-02T08:30", "--zone", "Asia/Tokyo")
    words = "“Next” goes into production at 2026-03-01 23:30+00:00 (Asia/Tokyo).\n"
    assert (done.status, done.out) == (0, words)
    done = run("schedule", ws, second, "--remove")
    words = "The production of “Next” is no longer planned.\n"
    assert (done.status, done.out) == (0, words)
    done = run("schedule", ws, second, "--at", "2026-03-02 08:30")
    assert f"({ws.settings().time_zone})" in done.out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "either the date and time"),
        (("--at", "2026-03-02T08:30", "--remove"), "either the date and time"),
        (("--at", "tomorrow"), "tomorrow is not a date and time"),
        (("--at", "2026-03-02T08:30Z"), "without an offset"),
        (("--at", "2026-03-29T02:30", "--zone", "Europe/Paris"), "next time that exists is 03:00"),
        (("--at", "2026-10-25T02:30", "--zone", "Europe/Paris"), "Choose the first or the second"),
        (("--at", "2026-10-25T02:30", "--fold", "third"), "neither first nor second"),
        (("--at", "2026-03-02T08:30", "--zone", "Mars/Base"), "not a time zone"),
        (("--at", "2026-02-28T08:30"), "has passed"),
        (("--at", "9999-12-31T23:30", "--zone", "America/New_York"), "Calendars end before"),
        (("--at", "0001-01-01T00:30", "--zone", "Asia/Tokyo"), "Calendars end before"),
    ],
)
def test_what_cannot_be_scheduled_is_one_sentence(
    ws: Workspace, second: Version, options: tuple[str, ...], words: str
) -> None:
    done = run("schedule", ws, second, *options)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert ws.version(second.id).schedule is None


def test_of_a_time_that_comes_twice_either_is_chosen(ws: Workspace, second: Version) -> None:
    for fold, utc in (("first", "00:30"), ("second", "01:30")):
        options = ("--at", "2026-10-25T02:30", "--zone", "Europe/Paris", "--fold", fold)
        assert f"2026-10-25 {utc}+00:00" in run("schedule", ws, second, *options).out


def test_nothing_is_due_before_its_time(ws: Workspace, second: Version) -> None:
    run("schedule", ws, second, "--at", "2026-03-02T08:30", "--zone", "UTC")
    done = smart_routing("due", "-w", ws.path, "--at", "2026-03-02T08:29:59Z")
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("as_json", [True, False])
def test_what_is_due_is_put_in_production_once(
    ws: Workspace, second: Version, clock: time_machine.Traveller, *, as_json: bool
) -> None:
    run("schedule", ws, second, "--at", "2026-03-02T08:30", "--zone", "UTC")
    clock.move_to(dt.datetime(2026, 3, 2, 10, 0, 0, 5, tzinfo=dt.UTC))
    done = smart_routing("due", "-w", ws.path, *(["--json"] if as_json else []))
    assert done.status == 0
    if as_json:
        assert done.lines == [
            {
                "routing": "support",
                "version": second.number,
                "name": "Next",
                "planned": "2026-03-02T08:30:00+00:00",
                "late": 5400,
                "promoted": True,
                "reasons": [],
            }
        ]
    else:
        assert done.out.endswith(
            ": “Next” is in production, as planned for 2026-03-02 08:30+00:00, 1:30:00 late.\n"
        )
    assert ws.version(second.id).status is Status.PRODUCTION
    again = smart_routing("due", "-w", ws.path)
    assert (again.status, again.out) == (0, "")


def test_what_its_checks_stop_stays_and_the_others_go_on(
    ws: Workspace, second: Version, clock: time_machine.Traveller
) -> None:
    run("schedule", ws, second, "--at", "2026-03-02T08:30", "--zone", "UTC")
    draft = ws.draft(second.id)
    tree, revision = draft.load()
    cut = tree.__class__(actions=tree.actions, next_number=tree.next_number, drawing=tree.drawing)
    draft.save(tree, cut, revision)
    clock.move_to(dt.datetime(2026, 3, 3, tzinfo=dt.UTC))
    done = smart_routing("due", "-w", ws.path, "--json")
    assert done.status == 1
    (line,) = done.lines
    assert not line["promoted"]
    assert "blank" in line["reasons"][0]
    assert ws.version(second.id).missed is not None


@pytest.mark.parametrize("command", ["promote", "test"])
def test_a_version_that_does_not_exist_is_named(ws: Workspace, command: str) -> None:
    done = smart_routing(command, "-w", ws.path, "--routing", "support", "--version", "99")
    assert (done.status, done.err) == (2, "The routing support has no version 99.\n")


def test_the_log_of_a_routing_that_does_not_exist_is_refused(ws: Workspace) -> None:
    done = smart_routing("log", "-w", ws.path, "--routing", "nowhere")
    assert (done.status, done.err) == (2, "There is no routing with the reference nowhere.\n")
