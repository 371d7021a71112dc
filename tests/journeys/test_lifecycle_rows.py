"""Every row of the table of a version's life, with mouse and keys, and what the file says after."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtWidgets import QApplication, QPushButton

from app.engine.registry import CATALOGUE
from app.model import edits
from app.model.resources import Mailbox
from app.model.routing import Schedule, Status
from app.model.store import versions
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.routings.promotion import PromotionDialog
from app.ui.routings.schedule_dialog import ScheduleDialog
from app.ui.routings.testing_dialogs import ChooseMailboxesDialog, PutInTestDialog
from app.ui.routings.version_form import CreateVersionDialog, EditVersionDialog
from tests.journeys.desk import Desk
from tests.journeys.hands import CTRL
from tests.journeys.life_page import (
    BACKUP,
    DRAFT,
    OUTSIDE_UNDO,
    PLANNED,
    PRODUCED,
    TESTED,
    answer,
    card,
    give,
    history,
    is_in,
    notices,
    open_support,
    opened_menu,
    plan,
    said_in,
    stored,
    type_moment,
)

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def support(desk: Desk, sample: Path) -> Desk:
    """The page of Support."""
    desk.start(sample)
    open_support(desk)
    return desk


# --- the table itself ---


def test_a_menu_offers_what_the_table_allows(support: Desk) -> None:
    production, schedule = "Put in production…", "Schedule the production…"
    unschedule = "Remove the planned production from the schedule…"
    expected = {
        DRAFT: {"Edit", production, "Put in test…", schedule, "Duplicate", "Delete…"},
        TESTED: {"Edit", production, "Remove from test…", schedule, "Duplicate", "Delete…"},
        PLANNED: {"Edit", production, "Put in test…", unschedule, "Duplicate", "Delete…"},
        PRODUCED: {"View", "Duplicate"},
        BACKUP: {"View", production, "Duplicate", "Delete…"},
    }
    beside = {"Name and description…", "Export…", "Choose the mailboxes…"}
    for name, wanted in expected.items():
        assert set(opened_menu(support, name)) - beside == wanted
        support.press(Qt.Key.Key_Escape)
        support.wait(lambda: QApplication.activePopupWidget() is None)


# --- edit and view ---


def test_a_version_in_development_is_edited(support: Desk) -> None:
    give(support, DRAFT, "Name and description…")
    dialog = support.dialog(EditVersionDialog)
    support.press(Qt.Key.Key_A, CTRL)
    support.write("Late spring")
    support.click(dialog.ok)
    support.wait(lambda: "Late spring" in history(support)[0])
    assert stored(support, "Late spring").number == 3
    give(support, "Late spring", "Edit")
    support.wait(lambda: support.window.workbench.current is not None)
    assert not support.tab.document.read_only
    support.click_card("Start")
    support.press(Qt.Key.Key_F2)
    support.write("Beginning")
    support.press(Qt.Key.Key_Return)
    support.wait(lambda: support.tree.start.name == "Beginning")
    support.agree()


@pytest.mark.parametrize("name", [PRODUCED, BACKUP])
def test_a_version_that_was_produced_is_viewed(support: Desk, name: str) -> None:
    before = stored(support, name)
    support.click(card(support, name).open)
    support.wait(lambda: support.window.workbench.current is not None)
    assert support.tab.banner.isVisible()
    assert "cannot be changed" in support.tab.banner.words.text()
    support.click_card("Start")
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Insert):
        support.press(key)
    assert QApplication.activePopupWidget() is None
    assert stored(support, name) == before
    support.agree()


# --- production ---


def test_a_version_goes_from_development_into_production(support: Desk) -> None:
    give(support, DRAFT, "Put in production…")
    dialog = support.dialog(PromotionDialog)
    for sentence in ("will become read-only", "will automatically go into backup", OUTSIDE_UNDO):
        assert sentence in said_in(dialog)
    # Enter does nothing that cannot be taken back: the safe answer has the keyboard.
    support.press(Qt.Key.Key_Return)
    assert is_in(support, DRAFT, Status.DEVELOPMENT)
    support.press(Qt.Key.Key_Escape)
    support.wait(lambda: QApplication.activeModalWidget() is None)
    assert is_in(support, DRAFT, Status.DEVELOPMENT)
    give(support, DRAFT, "Put in production…")
    support.click(support.dialog(PromotionDialog).go)
    support.wait(lambda: support.message == f"“{DRAFT}” is in production.")
    assert is_in(support, DRAFT, Status.PRODUCTION)
    assert is_in(support, PRODUCED, Status.BACKUP)
    assert history(support)[:2] == [
        f"Put version 3 “{DRAFT}” in production",
        f"Put version 2 “{PRODUCED}” into backup",
    ]


def test_a_version_goes_back_from_backup_into_production(support: Desk) -> None:
    give(support, BACKUP, "Put in production…")
    dialog = support.dialog(PromotionDialog)
    assert f"Put “{BACKUP}” in production?" in said_in(dialog)
    support.click(dialog.go)
    support.wait(lambda: is_in(support, BACKUP, Status.PRODUCTION))
    assert is_in(support, PRODUCED, Status.BACKUP)
    # And back again.
    give(support, PRODUCED, "Put in production…")
    support.click(support.dialog(PromotionDialog).go)
    support.wait(lambda: is_in(support, PRODUCED, Status.PRODUCTION))


def test_a_blank_version_is_refused(support: Desk) -> None:
    support.click(support.window.routings_page.routing_page.create_button)
    create = support.dialog(CreateVersionDialog)
    support.press(Qt.Key.Key_A, CTRL)
    support.write("Blank")
    support.click(create.ok)
    support.wait(lambda: "Blank" in history(support)[0])
    give(support, "Blank", "Put in production…")
    dialog = support.dialog(PromotionDialog)
    assert "“Blank” cannot go into production yet" in said_in(dialog)
    assert not dialog.go.isVisible()
    reasons = [dialog.problems.item(row).text() for row in range(dialog.problems.count())]
    assert any("blank" in words for words in (*reasons, said_in(dialog)))
    support.click(dialog.cancel)
    assert is_in(support, "Blank", Status.DEVELOPMENT)


def test_errors_refuse_and_lead_to_their_action(support: Desk) -> None:
    with support.elsewhere() as other:
        version = stored(support, DRAFT)
        draft = other.draft(version.id)
        tree, revision = draft.load()
        queue = next(one for one in tree.actions if one.type == "to_queue")
        broken = edits.configure(queue.id, other.catalogue.new_config("to_queue"))(tree)
        draft.save(tree, broken, revision)
    support.wait(lambda: card(support, DRAFT).version.revision > revision)
    give(support, DRAFT, "Put in production…")
    dialog = support.dialog(PromotionDialog)
    assert not dialog.go.isVisible()
    rows = [dialog.problems.item(row).text() for row in range(dialog.problems.count())]
    row = next(at for at, words in enumerate(rows) if queue.name in words)
    item = dialog.problems.item(row)
    support.click(dialog.problems.viewport(), dialog.problems.visualItemRect(item).center())
    support.wait(lambda: support.window.workbench.current is not None)
    support.wait(lambda: support.canvas.selected == (queue.id,))
    assert support.tab.version.name == DRAFT
    assert stored(support, DRAFT).status is Status.DEVELOPMENT


# --- tests ---


def test_a_version_is_tested_by_mailboxes_and_leaves_the_test(support: Desk) -> None:
    with support.elsewhere() as other:
        mailboxes = lifecycle.mailboxes_of(other, stored(support, DRAFT).routing)
    first = mailboxes[0]
    give(support, DRAFT, "Put in test…")
    dialog = support.dialog(PutInTestDialog)
    assert "They are real emails." in said_in(dialog)
    assert OUTSIDE_UNDO in said_in(dialog)
    support.click(dialog.mailboxes.boxes[first.reference], QPoint(8, 8))
    support.click(dialog.ok)
    support.wait(lambda: support.message == f"“{DRAFT}” is in test.")
    assert stored(support, DRAFT).in_testing
    # The card lists the address, which can be copied.
    test = card(support, DRAFT).test
    assert test is not None
    assert [one.text() for one in test.addresses] == [first.address]
    support.click(test.addresses[0])
    assert QApplication.clipboard().text() == first.address
    assert history(support)[0] == f"Put version 3 “{DRAFT}” in test"
    assert any(first.reference in line for line in history(support))
    # Nobody is left, then somebody again.
    support.click(test.choose)
    choose = support.dialog(ChooseMailboxesDialog)
    support.click(choose.mailboxes.boxes[first.reference], QPoint(8, 8))
    support.click(choose.ok)
    support.wait(lambda: "No mailbox uses this version yet." in notices(support))
    test = card(support, DRAFT).test
    assert test is not None
    support.click(test.choose)
    choose = support.dialog(ChooseMailboxesDialog)
    support.click(choose.mailboxes.boxes[first.reference], QPoint(8, 8))
    support.click(choose.ok)
    support.wait(lambda: bool(getattr(card(support, DRAFT).test, "addresses", ())))
    give(support, DRAFT, "Remove from test…")
    answer(support, "Remove from test", first.address, "return to the version in production")
    support.wait(lambda: card(support, DRAFT).test is None)
    assert not stored(support, DRAFT).in_testing
    with support.elsewhere() as other:
        returned = other.resources().get(Mailbox, first.reference)
        assert returned is not None
        assert returned.test_version is None
    assert history(support)[0] == f"Removed version 3 “{DRAFT}” from test"


# --- schedules ---


def test_a_production_is_scheduled_and_removed_from_the_schedule(support: Desk) -> None:
    dialog = plan(support, QDate(2190, 5, 3), QTime(8, 30))
    zone = dialog.zone.shown
    assert "No check would stop it now." in said_in(dialog)
    assert "(Europe/Paris, UTC+" in dialog.moment.text()
    assert zone == "Europe/Paris"
    support.click(dialog.ok)
    support.wait(lambda: f"“{DRAFT}” goes into production on" in support.message)
    planned = stored(support, DRAFT).schedule
    assert planned is not None
    assert planned.time_zone == "Europe/Paris"
    assert planned.at.astimezone(dt.UTC).replace(tzinfo=None) in {
        dt.datetime(2190, 5, 3, hour, 30)  # noqa: DTZ001 -- if Paris still has its summer time
        for hour in (6, 7)
    }
    shown = card(support, DRAFT).schedule
    assert shown is not None
    assert "This version has been put in scheduled production for" in shown.words.text()
    support.wait(lambda: "No check would stop it now." in shown.sentences)
    assert f"Automatic production of version “{DRAFT}” on" in notices(support)
    assert history(support)[0] == f"Scheduled the production of version 3 “{DRAFT}”"
    # Another version cannot have the same date.
    give(support, TESTED, "Schedule the production…")
    other = support.dialog(ScheduleDialog)
    type_moment(support, other, QDate(2190, 5, 3), QTime(17, 0))
    assert "is scheduled for the same date" in other.reason.text()
    assert not other.ok.isEnabled()
    support.click(other.cancel)
    give(support, DRAFT, "Remove the planned production from the schedule…")
    answer(support, "Remove from the schedule", "It stays in development.")
    support.wait(lambda: card(support, DRAFT).schedule is None)
    assert stored(support, DRAFT).schedule is None
    assert f"Automatic production of version “{DRAFT}”" not in notices(support)
    assert history(support)[0].startswith("Removed the planned production of version 3")


def test_a_time_that_clocks_skip_is_exchanged_for_the_next(support: Desk) -> None:
    dialog = plan(support, QDate(2035, 3, 25), QTime(2, 30))
    assert dialog.gap.isVisible()
    assert "skip 02:30" in dialog.gap.message
    assert not dialog.ok.isEnabled()
    (use,) = (one for one in dialog.gap.findChildren(QPushButton) if one.text().startswith("Use"))
    support.click(use)
    assert dialog.time.time() == QTime(3, 0)
    support.click(dialog.ok)
    support.wait(lambda: stored(support, DRAFT).schedule is not None)
    planned = stored(support, DRAFT).schedule
    assert planned is not None
    assert planned.at == dt.datetime(2035, 3, 25, 1, 0, tzinfo=dt.UTC)


def test_of_a_time_that_clocks_repeat_one_is_chosen(support: Desk) -> None:
    dialog = plan(support, QDate(2035, 10, 28), QTime(2, 30))
    assert not dialog.ok.isEnabled()
    support.click(dialog.twice.radios[1], QPoint(8, 8))
    assert "UTC+1" in dialog.moment.text()
    support.click(dialog.ok)
    support.wait(lambda: stored(support, DRAFT).schedule is not None)
    planned = stored(support, DRAFT).schedule
    assert planned is not None
    assert planned.at == dt.datetime(2035, 10, 28, 1, 30, tzinfo=dt.UTC)


def test_what_was_due_while_nothing_ran_is_done_at_the_start_and_says_how_late(
    desk: Desk, sample: Path
) -> None:
    other = Workspace.open(sample, CATALOGUE)
    routing = other.routing_by_reference("support")
    assert routing is not None
    (planned,) = (one for one in other.versions(routing.id) if one.name == PLANNED)
    past = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(days=2, minutes=5)
    with other.writing() as connection:
        versions.schedule_version(connection, planned.id, Schedule(past, "Europe/Paris"))
    other.close()
    desk.start(sample)
    desk.wait(lambda: "later than planned" in desk.message)
    assert desk.message == f"“{PLANNED}” of Support is in production, 2 days later than planned."
    desk.click(desk.window.message_bar._action)
    desk.wait(lambda: desk.window.routings_page.routing is not None)
    assert is_in(desk, PLANNED, Status.PRODUCTION)
    assert is_in(desk, PRODUCED, Status.BACKUP)
    assert history(desk)[0] == f"Put version 5 “{PLANNED}” in production, as scheduled"
    assert any("2 days late" in line for line in history(desk))
