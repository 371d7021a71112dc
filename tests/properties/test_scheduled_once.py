"""Every planned production happens once: whatever clocks, pauses and other processes do meanwhile.

Each case plans a production at a time of one of six zones, half of them where clocks are changed,
and goes through one of the troubles. When it should happen is reckoned without the product's code.
"""

from __future__ import annotations

import datetime as dt
import logging
import multiprocessing
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from app.model.routing import Routing, Status, Version
from app.services import lifecycle
from app.services.lifecycle import FoldAsked, GapRefused
from app.services.workspace import Workspace
from tests.properties.lifecycle_values import moments_at
from tests.scaling import is_full, scaled
from tests.workspaces import CATALOGUE, new_routing, new_version, new_workspace

_LOG = logging.getLogger(__name__)

CASES = 200
ZONES = (
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",  # half an hour off
    "Australia/Lord_Howe",  # changed by half an hour
    "Pacific/Auckland",
    "Africa/Cairo",  # changed at midnight
)
TROUBLES = ("clock put forward", "clock put back", "not running", "two processes")
TIMES = ("skipped", "repeated", "plain", "plain")
HOUR = dt.timedelta(hours=1)

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


@dataclass(frozen=True)
class Case:
    """A planned production, and the trouble on its way; `local` is what the person asks for."""

    zone: str
    time: str
    trouble: str
    local: dt.datetime
    fold: int


def cases(count: int) -> Iterator[Case]:
    """Every zone with every kind of time and every trouble, at random days of some years."""
    dice = random.Random(29)
    for number in range(count):
        zone, year = ZONES[number % 6], dice.randint(2026, 2036)
        trouble, time = TROUBLES[(number // 6) % 4], TIMES[(number // 24 + number) % 4]
        yield Case(zone, time, trouble, _local(zone, year, time, dice), dice.randint(0, 1))


def _local(zone: str, year: int, time: str, dice: random.Random) -> dt.datetime:
    """A wall-clock time of a zone, found by asking how often its clocks show it."""
    if time == "plain":
        day = dt.datetime(year, dice.randint(1, 12), dice.randint(1, 28))  # noqa: DTZ001
        return day + dt.timedelta(hours=12, minutes=dice.randint(0, 59))
    wanted = {"skipped": 0, "repeated": 2}[time]
    for change in _changes(zone, year):
        for minutes in range(-180, 181, 15):
            local = (change + dt.timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
            naive = local.replace(tzinfo=None, fold=0)
            naive += dt.timedelta(minutes=15 if wanted == 0 else 0)
            if len(moments_at(naive, zone)) == wanted:
                return naive
            if len(moments_at(naive - HOUR / 2, zone)) == wanted:
                return naive - HOUR / 2
    raise AssertionError(f"clocks of {zone} do not change in {year}")


def _changes(zone: str, year: int) -> Iterator[dt.datetime]:
    """The hours of a year after which the offset of a zone is another one."""
    hour = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    while hour.year == year:
        after = hour + HOUR
        if (
            hour.astimezone(ZoneInfo(zone)).utcoffset()
            != after.astimezone(ZoneInfo(zone)).utcoffset()
        ):
            yield after
        hour = after


# --- another process ---


def serve(told: Connection, barrier: Barrier) -> None:
    """In a process of its own: carry out what is due in the workspaces that one is told of."""
    while True:
        order = told.recv()
        if order is None:
            return
        path, moment = order
        ws = Workspace.open(Path(path), CATALOGUE)
        barrier.wait()
        done = lifecycle.due(ws, moment)
        ws.close()
        told.send([(one.version.number, not one.reasons) for one in done])


class Two:
    """Two processes that carry out what is due in one workspace at the same moment."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._barrier = context.Barrier(2)
        self._pipes, self._processes = [], []
        for _number in range(2):
            mine, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, self._barrier), daemon=True)
            process.start()
            self._pipes.append(mine)
            self._processes.append(process)

    def due(self, path: Path, moment: dt.datetime) -> list[list[tuple[int, bool]]]:
        """What each of them has done."""
        for pipe in self._pipes:
            pipe.send((str(path), moment))
        return [pipe.recv() for pipe in self._pipes]

    def close(self) -> None:
        """Let them end."""
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join()


@pytest.fixture(scope="module")
def two() -> Iterator[Two]:
    made = Two()
    yield made
    made.close()


# --- one case ---


def plan(ws: Workspace, case: Case, version: Version) -> dt.datetime:
    """Plan it as a person does, who is asked or offered another time; the moment in UTC."""
    moments = moments_at(case.local, case.zone)
    if case.time == "plain":
        lifecycle.schedule(ws, version.id, case.local, case.zone)
        return moments[0]
    if case.time == "repeated":
        with pytest.raises(FoldAsked) as asked:
            lifecycle.schedule(ws, version.id, case.local, case.zone)
        assert [one.astimezone(dt.UTC) for one in asked.value.moments] == moments
        lifecycle.schedule(ws, version.id, case.local, case.zone, fold=case.fold)
        return moments[case.fold]
    with pytest.raises(GapRefused) as refused:
        lifecycle.schedule(ws, version.id, case.local, case.zone)
    valid = refused.value.next_valid
    lifecycle.schedule(ws, version.id, valid, case.zone)
    (moment,) = moments_at(valid, case.zone)
    # The very first moment after the gap: a minute before, clocks showed what came before it.
    before = (moment - dt.timedelta(minutes=1)).astimezone(ZoneInfo(case.zone))
    assert before.replace(tzinfo=None) < case.local < valid
    return moment


def looks(case: Case, moment: dt.datetime, dice: random.Random) -> list[dt.datetime]:
    """When somebody looks for what is due, one after the other, by the clock of then."""
    second = dt.timedelta(seconds=1)
    match case.trouble:
        case "clock put forward":
            return [moment - HOUR / 2, moment + HOUR / 2, moment + second, moment + HOUR]
        case "clock put back":
            return [moment - second, moment, moment - HOUR, moment - second, moment, moment + HOUR]
        case _:
            late = moment + dt.timedelta(seconds=dice.randint(0, 40 * 24 * 3600))
            return [late, late + second]


def live_through(
    ws: Workspace, case: Case, moment: dt.datetime, dice: random.Random, two: Two
) -> dt.timedelta:
    """Go through the trouble; how late it was when it happened."""
    done: list[tuple[dt.datetime, int]] = []
    for now in looks(case, moment, dice):
        if case.trouble == "two processes":
            counts = [len(found) for found in two.due(ws.path, now)]
        else:
            with time_machine.travel(now, tick=False):
                counts = [len(lifecycle.due(ws))]
        done += [(now, count) for count in counts if count]
        assert done or now < moment
    ((when, count),) = done
    assert count == 1
    assert when >= moment
    return when - moment


def assert_happened_once(
    ws: Workspace, routing: Routing, version: Version, moment: dt.datetime, late: dt.timedelta
) -> None:
    """One activation, in the log with its lateness; the version before is in backup."""
    found = {one.number: one for one in ws.versions(routing.id)}
    assert found[version.number].status is Status.PRODUCTION
    assert found[version.number].schedule is None
    assert [one.status for one in found.values()] == [Status.BACKUP, Status.PRODUCTION]
    log = ws.log(routing.id)
    (entry,) = (one for one in log if one.event == "activated")
    assert entry.detail == f"{moment.isoformat()} {int(late.total_seconds())}"
    assert (entry.version, entry.hash) == (version.number, version.hash)
    assert [one.event for one in log].count("demoted") == 1


def test_every_planned_production_happens_exactly_once(tmp_path: Path, two: Two) -> None:
    dice = random.Random(30)
    counted: Counter[str] = Counter()
    ws = new_workspace(tmp_path, "0.routings")
    for number, case in enumerate(cases(scaled(CASES))):
        if number and number % 20 == 0:
            ws.close()
            ws = new_workspace(tmp_path, f"{number}.routings")
        routing = new_routing(ws, f"case-{number}")
        lifecycle.promote(ws, new_version(ws, routing, "First").id)
        version = new_version(ws, routing, "Second")
        before = case.local.replace(tzinfo=dt.UTC) - dt.timedelta(days=3)
        with time_machine.travel(before, tick=False):
            moment = plan(ws, case, version)
        late = live_through(ws, case, moment, dice, two)
        assert_happened_once(ws, routing, version, moment, late)
        counted.update((case.zone, case.time, case.trouble))
    ws.close()
    if is_full():
        assert all(counted[one] for one in (*ZONES, *TIMES, *TROUBLES))
    _LOG.info("%s", dict(counted))


def test_the_cases_are_what_they_are_called() -> None:
    found = list(cases(CASES))
    shown = {"skipped": 0, "repeated": 2, "plain": 1}
    for case in found:
        assert len(moments_at(case.local, case.zone)) == shown[case.time]
    combinations = {(case.zone, case.trouble, case.time) for case in found}
    assert len(combinations) == len(ZONES) * len(TROUBLES) * len(shown)
