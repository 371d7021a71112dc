"""Shots of the life of a version: test, schedule, copy, what stops a production."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QTime

from app.model.routing import Status
from app.services import lifecycle
from app.services.clock import now
from app.ui.routings.schedule_dialog import ScheduleDialog
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


def draft(stage: Stage, routing: str = "Support") -> str:
    """The first version in development of a routing."""
    versions = stage.session.workspace.versions(stage.routing(routing).id)
    return next(one.id for one in versions if one.status is Status.DEVELOPMENT)


def next_year(month: int, day: int) -> QDate:
    return QDate(now().year + 1, month, day)


@shot("lifecycle-put-in-test")
def put_in_test(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    versions = stage.session.workspace.versions(stage.routing("Support").id)
    wanted = [one for one in versions if one.status is Status.DEVELOPMENT and not one.in_testing]
    stage.window.commands.test_version(wanted[0].id)


@shot("lifecycle-remove-from-test")
def remove_from_test(stage: Stage) -> None:
    workspace = stage.session.workspace
    id_ = draft(stage)
    if not workspace.version(id_).in_testing:
        lifecycle.put_in_test(workspace, id_)
    mailboxes = lifecycle.mailboxes_of(workspace, stage.routing("Support").id)
    lifecycle.choose_mailboxes(workspace, id_, [one.reference for one in mailboxes])
    stage.session.routings_changed.emit()
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.untest_version(id_)


@shot("lifecycle-cards-in-test-and-scheduled")
def cards(stage: Stage) -> None:
    workspace = stage.session.workspace
    routing = stage.routing("Support")
    id_ = draft(stage)
    if not workspace.version(id_).in_testing:
        lifecycle.put_in_test(workspace, id_)
    mailboxes = lifecycle.mailboxes_of(workspace, routing.id)
    lifecycle.choose_mailboxes(workspace, id_, [one.reference for one in mailboxes])
    day = dt.datetime(now().year + 1, 1, 12, 6, 30)  # noqa: DTZ001 -- a wall-clock time
    lifecycle.schedule(workspace, id_, day, "Europe/Paris")
    other = lifecycle.duplicate_version(workspace, id_)
    lifecycle.put_in_test(workspace, other.id)
    stage.session.resources_changed.emit()
    stage.session.routings_changed.emit()
    stage.window.show_routing(routing.id)


@shot("lifecycle-schedule")
def schedule(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.schedule_version(draft(stage))


@shot("lifecycle-schedule-skipped-time")
def skipped(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.schedule_version(draft(stage))
    dialog = stage.dialog()
    assert isinstance(dialog, ScheduleDialog)
    last = next_year(3, 31)
    dialog.date.setDate(last.addDays(-(last.dayOfWeek() % 7)))
    dialog.time.setTime(QTime(2, 30))


@shot("lifecycle-schedule-repeated-time")
def repeated(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.schedule_version(draft(stage))
    dialog = stage.dialog()
    assert isinstance(dialog, ScheduleDialog)
    last = next_year(10, 31)
    dialog.date.setDate(last.addDays(-(last.dayOfWeek() % 7)))
    dialog.time.setTime(QTime(2, 30))


@shot("lifecycle-copy-routing")
def copy_routing(stage: Stage) -> None:
    stage.window.show_routing(stage.routing("Support").id)
    stage.window.commands.copy_routing(stage.routing("Support").id)
