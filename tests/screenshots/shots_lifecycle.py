"""Shots of the life of a version: cards in every state, dialogs, hints, history, roles."""

from __future__ import annotations

import datetime as dt

import time_machine
from PySide6.QtCore import QDate, QTime

from app.model import edits
from app.model.permissions import Permission
from app.model.resources import Role, User
from app.model.routing import Version
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.routings.schedule_dialog import ScheduleDialog
from app.ui.shell.due import DueProductions
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage

ZONE = "Europe/Paris"


def days_on(workspace: Workspace, version: Version, days: int, hour: int = 6) -> None:
    """Plan the production of a version some days from now, in the morning."""
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)
    local = dt.datetime.combine(day, dt.time(hour))
    lifecycle.schedule(workspace, version.id, local, ZONE)


def break_it(stage: Stage, version: Version) -> None:
    """Empty the forms of the last two queues, so that there are errors."""
    draft = stage.session.workspace.draft(version.id)
    tree, revision = draft.load()
    after = tree
    for action in [one for one in tree.actions if one.type == "to_queue"][-2:]:
        after = edits.configure(action.id, stage.session.catalogue.new_config("to_queue"))(after)
    draft.save(tree, after, revision)


def in_every_state(stage: Stage) -> None:
    """Versions of Support: tested by a mailbox, scheduled with and without errors, missed."""
    workspace = stage.session.workspace
    tested = stage.version("Support", "New wording")
    broken = stage.version("Support", "Spring campaign")
    break_it(stage, broken)
    if not tested.in_testing:
        lifecycle.put_in_test(workspace, tested.id)
    served = lifecycle.mailboxes_of(workspace, tested.routing)
    lifecycle.choose_mailboxes(workspace, tested.id, [one.reference for one in served])
    for version in (tested, broken):
        if version.schedule is not None:
            lifecycle.unschedule(workspace, version.id)
    days_on(workspace, tested, 10)
    missed = lifecycle.duplicate_version(workspace, broken.id, name="Autumn campaign")
    days_on(workspace, missed, 1)
    lifecycle.due(workspace, dt.datetime.now(dt.UTC) + dt.timedelta(days=3))
    days_on(workspace, broken, 20)
    alone = lifecycle.duplicate_version(workspace, tested.id, name="Without a mailbox")
    lifecycle.put_in_test(workspace, alone.id)
    stage.session.routings_changed.emit()
    stage.window.show_routing(tested.routing)


def as_reader(stage: Stage, *granted: Permission) -> None:
    """Give the person at the machine a role with these permissions alone."""
    workspace = stage.session.workspace
    # Somebody has to look after the roles, and in this picture it is the person at the machine.
    permissions = (*granted, Permission.ADMINISTER)
    role = Role(reference="shown", name="Shown", permissions=permissions, separate_promotion=True)
    save_resource(workspace, role)
    person = User(reference="shown", name="Shown", login=workspace.user, roles=("shown",))
    save_resource(workspace, person)
    stage.session.resources_changed.emit()


@shot("life-cards")
def cards(stage: Stage) -> None:
    in_every_state(stage)


@shot("life-cards-lower")
def cards_lower(stage: Stage) -> None:
    in_every_state(stage)
    stage.settle()
    bar = stage.window.routings_page.routing_page.verticalScrollBar()
    bar.setValue(420)


@shot("life-history")
def history(stage: Stage) -> None:
    in_every_state(stage)
    workspace = stage.session.workspace
    broken = stage.version("Support", "Spring campaign")
    try:
        lifecycle.promote(workspace, broken.id)
    except lifecycle.PromotionRefused:
        stage.session.routings_changed.emit()
    stage.settle()
    page = stage.window.routings_page.routing_page
    page.history.more.click()
    stage.settle()
    page.ensureWidgetVisible(page.history)
    whole = page.widget()
    assert whole is not None
    page.verticalScrollBar().setValue(page.history.mapTo(whole, page.history.pos()).y())


@shot("life-card-menu")
def card_menu(stage: Stage) -> None:
    in_every_state(stage)
    stage.settle()
    cards = stage.window.routings_page.routing_page.cards
    card = cards[stage.version("Support", "New wording").id]
    card.menu.popup(card.more.mapToGlobal(card.more.rect().bottomLeft()))


@shot("life-forbidden-by-role")
def forbidden(stage: Stage) -> None:
    in_every_state(stage)
    as_reader(stage, Permission.READ)


@shot("life-dialog-put-in-test")
def put_in_test(stage: Stage) -> None:
    in_every_state(stage)
    stage.window.commands.life.put_in_test(stage.version("Support", "Spring campaign").id)


@shot("life-dialog-put-in-test-without-mailbox")
def put_in_test_without(stage: Stage) -> None:
    routing = stage.routing("Retention")
    stage.window.show_routing(routing.id)
    made = lifecycle.create_version(stage.session.workspace, routing.id, name="Blank")
    stage.window.commands.life.put_in_test(made.id)


@shot("life-dialog-choose-mailboxes")
def choose_mailboxes(stage: Stage) -> None:
    in_every_state(stage)
    stage.window.commands.life.choose_mailboxes(stage.version("Support", "New wording").id)


@shot("life-dialog-remove-from-test")
def remove_from_test(stage: Stage) -> None:
    in_every_state(stage)
    stage.window.commands.life.remove_from_test(stage.version("Support", "New wording").id)


def schedule_dialog(stage: Stage, version: str) -> ScheduleDialog:
    """The open dialog about a version of Support."""
    stage.window.commands.life.schedule(stage.version("Support", version).id)
    dialog = stage.dialog()
    assert isinstance(dialog, ScheduleDialog)
    return dialog


def carry_out(stage: Stage, *versions: Version) -> None:
    """Plan these for tomorrow, and open the window again the day after."""
    for version in versions:
        if version.schedule is not None:
            lifecycle.unschedule(stage.session.workspace, version.id)
        days_on(stage.session.workspace, version, 1)
    stage.window.show_routing(versions[0].routing)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=2)):
        due = DueProductions(stage.session, stage.session)
        due.start()
        stage.settle()
        due.stop()


@shot("life-caught-up")
def caught_up(stage: Stage) -> None:
    carry_out(stage, stage.version("Support", "New wording"))


@shot("life-caught-up-and-stopped")
def caught_up_and_stopped(stage: Stage) -> None:
    broken = stage.version("Support", "Spring campaign")
    break_it(stage, broken)
    carry_out(stage, broken)


@shot("life-dialog-schedule")
def schedule(stage: Stage) -> None:
    in_every_state(stage)
    schedule_dialog(stage, "Without a mailbox")


@shot("life-dialog-schedule-with-errors")
def schedule_with_errors(stage: Stage) -> None:
    in_every_state(stage)
    schedule_dialog(stage, "Autumn campaign")


@shot("life-dialog-schedule-gap")
def schedule_gap(stage: Stage) -> None:
    in_every_state(stage)
    dialog = schedule_dialog(stage, "Without a mailbox")
    dialog.date.setDate(QDate(2027, 3, 28))
    dialog.time.setTime(QTime(2, 30))


@shot("life-dialog-schedule-fold")
def schedule_fold(stage: Stage) -> None:
    in_every_state(stage)
    dialog = schedule_dialog(stage, "Without a mailbox")
    dialog.date.setDate(QDate(2027, 10, 31))
    dialog.time.setTime(QTime(2, 30))


@shot("life-dialog-schedule-same-date")
def schedule_same_date(stage: Stage) -> None:
    in_every_state(stage)
    dialog = schedule_dialog(stage, "Without a mailbox")
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=10)
    dialog.date.setDate(QDate(day.year, day.month, day.day))


@shot("life-dialog-unschedule")
def unschedule(stage: Stage) -> None:
    in_every_state(stage)
    stage.window.commands.life.unschedule(stage.version("Support", "New wording").id)


@shot("life-dialog-copy-routing")
def copy_routing(stage: Stage) -> None:
    in_every_state(stage)
    stage.window.commands.copy_routing(stage.routing("Support").id)


@shot("life-dialog-promote-tested-and-scheduled")
def promote(stage: Stage) -> None:
    in_every_state(stage)
    stage.window.commands.promote_version(stage.version("Support", "New wording").id)


@shot("life-dialog-delete-tested-and-scheduled")
def delete(stage: Stage) -> None:
    in_every_state(stage)
    stage.window.commands.delete_version(stage.version("Support", "New wording").id)
