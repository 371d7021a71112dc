"""The first edit of a version that is scheduled or in testing asks; what it was about waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.model import edits
from app.model.resources import Mailbox
from app.model.routing import Version
from app.model.tree import Link
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.version.first_edit import DUPLICATE, EDIT, FirstEditDialog
from app.ui.version.tab import VersionTab
from tests.ui.version.building import stored_tree

LINK = Link("words", "by_default", "rest")


def plan(workspace: Workspace, version: Version) -> None:
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=9)
    lifecycle.schedule(workspace, version.id, dt.datetime.combine(day, dt.time(6)), "Europe/Paris")


def put_in_test(workspace: Workspace, version: Version, *addresses: str) -> None:
    for address in addresses:
        box = Mailbox(
            reference=address.split("@")[0],
            name=address,
            address=address,
            routing="support",
            fallback_queue="general",
        )
        save_resource(workspace, box)
    lifecycle.put_in_test(workspace, version.id, [one.split("@")[0] for one in addresses])


@pytest.fixture
def scheduled(tab: VersionTab, workspace: Workspace, version: Version) -> VersionTab:
    plan(workspace, version)
    tab.refresh_version()
    return tab


def asked(tab: VersionTab) -> FirstEditDialog:
    dialog = tab.first_edit.dialog
    assert dialog is not None
    return dialog


def said(dialog: FirstEditDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel))


@pytest.fixture(autouse=True)
def _closed(tab: VersionTab) -> Iterator[None]:
    yield
    if tab.first_edit.dialog is not None:
        tab.first_edit.dialog.reject()


def test_edit_makes_the_change_that_was_asked_about(
    scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    before = scheduled.document.tree
    assert not scheduled.canvas.delete_link(LINK)
    assert scheduled.document.tree is before
    dialog = asked(scheduled)
    assert "Changes go live on" in said(dialog)
    assert "Europe/Paris" in said(dialog)
    dialog.buttons[EDIT].click()
    assert LINK not in stored_tree(workspace, version.id).links
    # Once for an open document.
    scheduled.document.undo()
    assert scheduled.first_edit.dialog is None
    assert LINK in stored_tree(workspace, version.id).links


def test_escape_changes_nothing_and_the_next_edit_asks_again(
    scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    before = scheduled.document.tree
    scheduled.canvas.delete_link(LINK)
    QTest.keyClick(asked(scheduled), Qt.Key.Key_Escape)
    assert scheduled.document.tree == before == stored_tree(workspace, version.id)
    assert scheduled.document.undo_name is None
    scheduled.canvas.delete_link(LINK)
    assert asked(scheduled).isVisible()


def test_duplicate_makes_the_change_in_the_duplicate_alone(
    qtbot: QtBot, scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    before = scheduled.document.tree
    scheduled.canvas.delete_link(LINK)
    with qtbot.waitSignal(scheduled.open_version_requested) as opened:
        asked(scheduled).buttons[DUPLICATE].click()
    assert LINK not in workspace.tree(opened.args[0]).links
    made = workspace.version(opened.args[0])
    assert (made.schedule, made.editable) == (None, True)
    assert scheduled.document.tree == before == stored_tree(workspace, version.id)


def test_typing_in_a_form_is_an_edit_that_asks_and_is_not_lost(
    qtbot: QtBot, scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    scheduled.canvas.select(("words",))
    panel = scheduled.inspector.panel
    assert panel is not None
    panel.comment.setFocus()
    QTest.keyClicks(panel.comment, "For the storm")
    qtbot.waitUntil(lambda: scheduled.first_edit.dialog is not None)
    # Somebody who types on presses no button of the question.
    dialog = asked(scheduled)
    QTest.keyClicks(dialog, " season ")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert panel.comment.toPlainText() == "For the storm"
    dialog.buttons[EDIT].click()
    assert stored_tree(workspace, version.id).by_id["words"].comment == "For the storm"
    assert panel.comment.toPlainText() == "For the storm"


def test_escape_takes_what_was_typed_out_of_the_form(
    qtbot: QtBot, scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    scheduled.canvas.select(("words",))
    panel = scheduled.inspector.panel
    assert panel is not None
    QTest.keyClicks(panel.comment, "Oh")
    assert not scheduled.leave()
    asked(scheduled).reject()
    assert panel.comment.toPlainText() == ""
    assert stored_tree(workspace, version.id).by_id["words"].comment == ""
    assert scheduled.leave()


def test_two_changes_in_one_gesture_wait_together(
    scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    """A click on the toggle leaves the comment, so both are stored by it."""
    scheduled.canvas.select(("words",))
    scheduled.inspector.commented.emit("words", "Typed before")
    scheduled.inspector.recorded.emit("words", True)
    asked(scheduled).buttons[EDIT].click()
    words = stored_tree(workspace, version.id).by_id["words"]
    assert (words.comment, words.record) == ("Typed before", True)


def test_what_is_added_is_selected_after_the_answer(scheduled: VersionTab) -> None:
    before = set(scheduled.document.tree.by_id)
    scheduled.adding.add_from_palette("checkpoint", scheduled.pos())
    assert set(scheduled.document.tree.by_id) == before
    asked(scheduled).buttons[EDIT].click()
    assert set(scheduled.canvas.selected) == set(scheduled.document.tree.by_id) - before


def test_the_first_edit_in_testing_names_the_mailboxes(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    put_in_test(workspace, version, "help@example.org", "orders@example.org")
    tab.refresh_version()
    tab.canvas.delete_link(LINK)
    words = said(asked(tab))
    assert "help@example.org, orders@example.org" in words
    assert "go live on" not in words


def test_another_reason_asks_once_more(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    put_in_test(workspace, version)
    tab.refresh_version()
    tab.canvas.delete_link(LINK)
    asked(tab).buttons[EDIT].click()
    plan(workspace, version)
    tab.refresh_version()
    # An undo changes a scheduled version too.
    tab.document.undo()
    assert "in testing" not in said(asked(tab))
    asked(tab).buttons[EDIT].click()
    assert LINK in stored_tree(workspace, version.id).links


def test_an_edit_that_changes_nothing_does_not_ask(scheduled: VersionTab) -> None:
    name = scheduled.document.tree.by_id["words"].name
    scheduled.inspector.renamed.emit("words", name)
    assert scheduled.leave()
    assert scheduled.first_edit.dialog is None


def test_production_elsewhere_while_the_question_stands_is_a_choice(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    put_in_test(workspace, version)
    tab.refresh_version()
    tab.canvas.delete_link(LINK)
    dialog = asked(tab)
    lifecycle.promote(workspace, version.id)
    tab.refresh_version()
    assert not dialog.isVisible()
    assert tab.first_edit.dialog is None
    assert LINK not in tab.document.tree.links
    assert "went into production" in tab.notice.bar.message
    assert LINK in stored_tree(workspace, version.id).links


def test_an_edit_elsewhere_while_the_question_stands_is_a_choice_or_loaded(
    scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    draft = workspace.draft(version.id)
    tree, revision = draft.load()
    scheduled.canvas.delete_link(LINK)
    draft.save(tree, edits.rename("bill", "Elsewhere")(tree), revision)
    scheduled.follow_store()
    assert scheduled.document.tree.by_id["bill"].name != "Elsewhere"
    asked(scheduled).reject()
    assert scheduled.document.tree.by_id["bill"].name == "Elsewhere"


def test_deletion_elsewhere_while_the_question_stands_is_a_choice(
    scheduled: VersionTab, workspace: Workspace, version: Version
) -> None:
    scheduled.canvas.delete_link(LINK)
    dialog = asked(scheduled)
    lifecycle.delete_version(workspace, version.id)
    # The window asks every tab to end what is under way before it takes one away.
    assert not scheduled.leave()
    assert not dialog.isVisible()
    assert scheduled.is_unsaved
    assert LINK not in scheduled.document.tree.links
    assert "deleted this version" in scheduled.notice.bar.message
