"""A process killed at any moment of a version's life leaves it before or after; the log agrees."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from app.model.resources import Mailbox
from app.model.routing import LogEntry, Status
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.properties.killing import (
    Death,
    Nursery,
    Victim,
    assert_clean,
    is_recovering,
    needs_kill,
    opened,
)
from tests.scaling import scaled
from tests.workspaces import CATALOGUE, new_routing, new_version, new_workspace

_LOG = logging.getLogger(__name__)

KILLS = 200
ANEW = 25
"""Kills before a fresh workspace: one that grew for ever would make the last slow, no better."""

FAR = dt.datetime(2190, 1, 1, 8)  # noqa: DTZ001 -- a wall-clock time
DAY = dt.timedelta(days=1)

pytestmark = [pytest.mark.long, pytest.mark.timeout(1_800), needs_kill]

State = dict[int, tuple[Status, bool, bool]]
"""By the number of the version: its status, whether it is in test, whether it is planned."""


# --- victims: each gives the length of the log after each commit ---


def planning(path: str, routing: str) -> Iterator[int]:
    """Plan the production of a version, move it, take it back."""
    ws = Workspace.open(Path(path), CATALOGUE)
    version = _newest(ws, routing)
    for step in itertools.count():
        if step % 3 == 2:
            lifecycle.unschedule(ws, version)
        else:
            lifecycle.schedule(ws, version, FAR + step * DAY, "Europe/Paris")
        yield len(ws.log(routing))


def activating(path: str, routing: str) -> Iterator[int]:
    """Plan one duplicate after the other, and carry its production out when it is due.

    First comes the one that a kill has left planned, as at any start.
    """
    ws = Workspace.open(Path(path), CATALOGUE)
    lifecycle.due(ws, FAR.replace(tzinfo=dt.UTC))
    while True:
        version = lifecycle.duplicate_version(ws, _newest(ws, routing))
        yield len(ws.log(routing))
        lifecycle.schedule(ws, version.id, FAR, "UTC")
        yield len(ws.log(routing))
        lifecycle.due(ws, FAR.replace(tzinfo=dt.UTC))
        yield len(ws.log(routing))


def trying_out(path: str, routing: str) -> Iterator[int]:
    """Put duplicates in test with a mailbox and plan them; promotion or deletion ends all that."""
    ws = Workspace.open(Path(path), CATALOGUE)
    while True:
        for end in (lifecycle.promote, lifecycle.delete_version, lifecycle.remove_from_test):
            version = lifecycle.duplicate_version(ws, _newest(ws, routing)).id
            yield len(ws.log(routing))
            lifecycle.put_in_test(ws, version, ["info"])
            yield len(ws.log(routing))
            day = FAR + len(ws.log(routing)) * DAY
            lifecycle.schedule(ws, version, day, "UTC")
            yield len(ws.log(routing))
            end(ws, version)
            yield len(ws.log(routing))


def _newest(ws: Workspace, routing: str) -> str:
    return ws.versions(routing)[-1].id


# --- what must hold ---


def told(log: Iterable[LogEntry]) -> State:
    """The state of the versions as the log alone tells it."""
    found: State = {}
    for entry in log:
        if entry.version is None:
            continue
        status, tested, planned = found.get(entry.version, (Status.DEVELOPMENT, False, False))
        match entry.event:
            case "promoted" | "activated":
                status, planned = Status.PRODUCTION, False
            case "demoted":
                status = Status.BACKUP
            case "put_in_test" | "removed_from_test":
                tested = entry.event == "put_in_test"
            case "scheduled" | "unscheduled":
                planned = entry.event == "scheduled"
            case "deleted":
                del found[entry.version]
                continue
        found[entry.version] = (status, tested, planned)
    return found


def assert_agrees(ws: Workspace, routing: str) -> tuple[LogEntry, ...]:
    """The log tells what is, and what is keeps the rules; the log."""
    log, versions = ws.log(routing), ws.versions(routing)
    assert told(log) == {
        one.number: (one.status, one.in_testing, one.schedule is not None) for one in versions
    }
    assert [one.status for one in versions].count(Status.PRODUCTION) == 1
    last = {entry.version: entry for entry in log}
    for one in versions:
        if one.schedule is not None and last[one.number].event == "scheduled":
            plan = f"{one.schedule.at.isoformat()} {one.schedule.time_zone}"
            assert last[one.number].detail == plan
        if last[one.number].event != "created":  # edits are not in the log
            assert last[one.number].hash == one.hash
        assert len(ws.tree(one.id).actions) == one.actions == 2
    (mailbox,) = ws.resources().of_kind(Mailbox)
    if mailbox.test_version is not None:
        assert next(one for one in versions if one.number == mailbox.test_version).in_testing
    return log


def a_workspace(folder: Path) -> tuple[Path, str]:
    """Sales with a version in production, a draft, and a mailbox; its file, the routing's id."""
    ws = new_workspace(folder)
    routing = new_routing(ws)
    lifecycle.promote(ws, new_version(ws, routing, "First").id)
    new_version(ws, routing, "Second")
    save_resource(ws, Mailbox(name="Info", reference="info", routing="sales"))
    ws.close()
    return ws.path, routing.id


@pytest.mark.parametrize(
    ("victim", "most"),
    [(planning, 1), (activating, 2), (trying_out, 4)],
    ids=["planning", "activating", "trying out"],
)
def test_a_kill_leaves_a_life_before_or_after_and_the_log_agrees(
    tmp_path: Path, victim: Victim, most: int
) -> None:
    """`most` is the most entries that one command writes."""
    dice = random.Random(most)
    in_a_write = known = 0
    path, routing = tmp_path, ""
    with Nursery(victim) as nursery:
        for number in range(scaled(KILLS)):
            if number % ANEW == 0:
                (tmp_path / str(number)).mkdir()
                path, routing = a_workspace(tmp_path / str(number))
                with opened(path) as ws:
                    known = len(ws.log(routing))
            death: Death = nursery.kill(str(path), routing, dice=dice)
            in_a_write += is_recovering(path)
            acknowledged = death.last or known
            with opened(path) as ws:
                log = assert_agrees(ws, routing)
            known = len(log)
            # What was acknowledged is there; the command in the making may be, whole, or not.
            assert acknowledged <= known <= acknowledged + most
            assert_clean(path)
    assert in_a_write
    _LOG.info(
        "%s: %s kills, %s of them in the middle of a write",
        victim.__name__,
        scaled(KILLS),
        in_a_write,
    )


def test_the_check_of_the_log_notices_what_is_halved(tmp_path: Path) -> None:
    path, routing = a_workspace(tmp_path)
    with opened(path) as ws:
        assert_agrees(ws, routing)
        for statement in (
            "UPDATE version SET status = 'backup' WHERE status = 'production'",
            "UPDATE version SET in_testing = 1 WHERE number = 2",
        ):
            with ws.writing() as connection:
                connection.exec_driver_sql(statement)
            with pytest.raises(AssertionError):
                assert_agrees(ws, routing)
