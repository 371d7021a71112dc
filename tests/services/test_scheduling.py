"""Planned productions: real times only, one a date, exactly one activation, late or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from app.model.errors import Refused
from app.model.resources import Queue
from app.model.routing import Routing, Status, Version
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.workspaces import BROKEN, new_routing, new_version

NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
PARIS = "Europe/Paris"


@pytest.fixture
def routing(ws: Workspace) -> Routing:
    return new_routing(ws)


@pytest.fixture
def version(ws: Workspace, routing: Routing) -> Version:
    return new_version(ws, routing)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute)  # noqa: DTZ001 -- a wall-clock time


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def plan(ws: Workspace, version: Version, local: dt.datetime, zone: str = PARIS) -> Version:
    return lifecycle.schedule(ws, version.id, local, zone)


def test_a_production_is_planned_in_the_zone_it_was_chosen_in(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing, version: Version
) -> None:
    planned = plan(ws, version, at(2, 8, 30))
    assert planned.schedule is not None
    assert planned.schedule.at == dt.datetime(2026, 3, 2, 7, 30, tzinfo=dt.UTC)
    assert planned.schedule.time_zone == PARIS
    assert lifecycle.next_due(ws) == planned.schedule.at
    entry = ws.log(routing.id)[-1]
    assert (entry.event, entry.hash) == ("scheduled", version.hash)
    assert entry.detail == "2026-03-02T07:30:00+00:00 Europe/Paris"
    assert lifecycle.unschedule(ws, version.id).schedule is None
    assert lifecycle.next_due(ws) is None
    with pytest.raises(Refused, match="is planned"):
        lifecycle.unschedule(ws, version.id)


def test_a_time_that_clocks_skip_is_refused_with_the_next_one(
    ws: Workspace, clock: time_machine.Traveller, version: Version
) -> None:
    with pytest.raises(lifecycle.GapRefused, match="skip 02:30") as refused:
        plan(ws, version, at(29, 2, 30))
    assert refused.value.next_valid == at(29, 3)
    assert plan(ws, version, refused.value.next_valid).schedule is not None


def test_a_time_that_clocks_show_twice_is_asked(
    ws: Workspace, clock: time_machine.Traveller, version: Version
) -> None:
    with pytest.raises(lifecycle.FoldAsked, match="twice") as asked:
        plan(ws, version, at(25, 2, 30, month=10))
    first, second = asked.value.moments
    assert [one.utcoffset() for one in (first, second)] == [
        dt.timedelta(hours=2),
        dt.timedelta(hours=1),
    ]
    for fold, moment in enumerate((first, second)):
        chosen = lifecycle.schedule(ws, version.id, at(25, 2, 30, month=10), PARIS, fold=fold)
        assert chosen.schedule is not None
        assert chosen.schedule.at == moment


def test_what_cannot_be_planned_is_refused(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing, version: Version
) -> None:
    with pytest.raises(Refused, match="has passed"):
        plan(ws, version, at(1, 13))  # 12:00 UTC is 13:00 in Paris
    with pytest.raises(Refused, match="not a time zone"):
        plan(ws, version, at(2, 8), "Mars/Base")
    with pytest.raises(Refused, match="blank"):
        plan(ws, lifecycle.create_version(ws, routing.id, name="Blank"), at(2, 8))
    with pytest.raises(Refused, match="not in development"):
        plan(ws, lifecycle.promote(ws, version.id), at(2, 8))


def test_one_production_a_date_of_the_plans_own_zone(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing, version: Version
) -> None:
    second = new_version(ws, routing, "Second")
    plan(ws, version, at(2, 0, 30))
    with pytest.raises(Refused, match="scheduled for the same date"):
        plan(ws, second, at(2, 23))
    # The same night, but already the next day where this one was chosen.
    plan(ws, second, at(3, 0, 10), "Pacific/Auckland")
    plan(ws, version, at(2, 1))
    other = new_version(ws, new_routing(ws, "other"))
    plan(ws, other, at(2, 8))


def test_what_is_due_goes_into_production_in_its_order(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing, version: Version
) -> None:
    second = new_version(ws, routing, "Second")
    ws.user = "planner"
    plan(ws, second, at(3, 8))
    plan(ws, version, at(2, 8))
    ws.user = "somebody"
    clock.move_to(dt.datetime(2026, 3, 2, 6, 59, 59, tzinfo=dt.UTC))
    assert lifecycle.due(ws) == ()
    clock.move_to(dt.datetime(2026, 3, 3, 9, 0, tzinfo=dt.UTC))
    first, last = lifecycle.due(ws)
    assert (first.version.id, last.version.id) == (version.id, second.id)
    assert (first.late, last.late) == (dt.timedelta(hours=26), dt.timedelta(hours=2))
    states = {one.id: one.status for one in ws.versions(routing.id)}
    assert states == {version.id: Status.BACKUP, second.id: Status.PRODUCTION}
    assert lifecycle.due(ws) == ()
    entries = [one for one in ws.log(routing.id) if one.event == "activated"]
    assert [(one.by, one.detail, one.hash) for one in entries] == [
        ("planner", "2026-03-02T07:00:00+00:00 93600", version.hash),
        ("planner", "2026-03-03T07:00:00+00:00 7200", second.hash),
    ]


def test_a_version_that_fails_its_checks_stays_with_an_alert(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing
) -> None:
    version = new_version(ws, routing, "Broken", words=BROKEN)
    plan(ws, version, at(2, 8))
    clock.move_to(dt.datetime(2026, 3, 2, 7, 5, tzinfo=dt.UTC))
    (kept,) = lifecycle.due(ws)
    assert kept.reasons
    found = ws.version(version.id)
    assert (found.status, found.schedule) == (Status.DEVELOPMENT, None)
    assert found.missed is not None
    assert (found.missed.at, found.missed.why) == (kept.planned, kept.reasons)
    assert ws.log(routing.id)[-1].event == "activation_failed"
    lifecycle.dismiss_missed(ws, version.id)
    assert ws.version(version.id).missed is None


def test_promoting_and_deleting_end_a_plan(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing, version: Version
) -> None:
    second = new_version(ws, routing, "Second")
    plan(ws, version, at(2, 8))
    plan(ws, second, at(3, 8))
    assert lifecycle.promote(ws, version.id).schedule is None
    lifecycle.delete_version(ws, second.id)
    assert lifecycle.next_due(ws) is None
    ended = [(one.version, one.detail) for one in ws.log(routing.id) if one.event == "unscheduled"]
    assert ended == [
        (1, "2026-03-02T07:00:00+00:00 Europe/Paris"),
        (2, "2026-03-03T07:00:00+00:00 Europe/Paris"),
    ]


def test_a_time_beyond_the_calendar_is_refused(ws: Workspace, version: Version) -> None:
    for local, zone in (
        (dt.datetime.max, "America/New_York"),  # noqa: DTZ901 -- a wall-clock time
        (dt.datetime.min, "Asia/Tokyo"),  # noqa: DTZ901
    ):
        with pytest.raises(Refused, match="Calendars end"):
            plan(ws, version, local, zone)


def test_what_cannot_even_be_checked_does_not_hold_up_the_plans_after_it(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing, version: Version
) -> None:
    save_resource(ws, Queue(name="Rest", reference="rest"))
    plan(ws, version, at(2, 8))
    with ws.writing() as connection:
        connection.exec_driver_sql("UPDATE resource SET body = '{\"capacity\": []}'")
    clock.move_to(dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC))
    (kept,) = lifecycle.due(ws)
    assert "Queue rest of this workspace is damaged" in str(kept.reasons[0])
    found = ws.version(version.id)
    assert found.missed is not None
    entry = ws.log(routing.id)[-1]
    assert (entry.event, lifecycle.reasons_of(entry)) == ("activation_failed", kept.reasons)
    assert lifecycle.reasons_of(ws.log(routing.id)[0]) == ()


def test_a_refused_promotion_is_in_the_log(ws: Workspace, routing: Routing) -> None:
    version = new_version(ws, routing, words=BROKEN)
    with pytest.raises(lifecycle.PromotionRefused):
        lifecycle.promote(ws, version.id)
    entry = ws.log(routing.id)[-1]
    assert (entry.event, entry.version) == ("promotion_refused", version.number)
    assert entry.detail.startswith('[{"msgid":')


def test_a_copied_routing_has_every_version_in_development(
    ws: Workspace, clock: time_machine.Traveller, routing: Routing, version: Version
) -> None:
    gone = new_version(ws, routing, "Gone")
    third = new_version(ws, routing, "Third")
    lifecycle.delete_version(ws, gone.id)
    lifecycle.promote(ws, version.id)
    plan(ws, third, at(2, 8))
    lifecycle.put_in_test(ws, third.id)
    copied = lifecycle.copy_routing(ws, routing.id, name="Copy", reference="copy")
    found = ws.versions(copied.id)
    assert [(one.number, one.name, one.hash) for one in found] == [
        (1, version.name, version.hash),
        (2, "Third", third.hash),
    ]
    assert {one.status for one in found} == {Status.DEVELOPMENT}
    assert not any(one.in_testing or one.schedule for one in found)
    assert [one.event for one in ws.log(copied.id)] == ["copied", "copied", "copied"]
    assert ws.tree(found[0].id) == ws.tree(version.id)
    with pytest.raises(Refused):
        lifecycle.copy_routing(ws, routing.id, name="Copy", reference="COPY")
