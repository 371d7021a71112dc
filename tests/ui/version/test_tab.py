"""The tab of a version: adding, problems, read-only, what the window asks of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.graph.exchange import AddRequest
from app.model import edits
from app.model.catalogue import Severity
from app.model.routing import Version
from app.model.tree import Link
from app.services import lifecycle
from app.services.workspace import Workspace
from app.ui.session import Session
from app.ui.version.copying import CopyActionDialog
from app.ui.version.tab import VersionTab
from tests.ui.version.building import stored_tree

POPUPS = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", extend=True)
"""What the offscreen platform says of every pop-up; nothing of ours is wrong."""


def types_of(tab: VersionTab) -> list[str]:
    return [one.type for one in tab.document.tree.actions]


def double_click(tab: VersionTab, key: str) -> None:
    view = tab.palette_panel.view
    index = tab.palette_panel.model.index(tab.palette_panel.model.row_of(key), 0)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_double_click_adds_after_the_selected_action(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    tab.canvas.delete_link(Link("words", "by_default", "rest"))
    tab.canvas.select(("words",))
    double_click(tab, "checkpoint")
    added = next(one for one in tab.document.tree.actions if one.type == "checkpoint")
    assert tab.document.tree.targets["words", "by_default"] == added.id
    assert stored_tree(workspace, version.id).targets["words", "by_default"] == added.id
    assert tab.canvas.selected == (added.id,)


@POPUPS
def test_without_an_open_branch_the_palette_asks_where_to(qtbot: QtBot, tab: VersionTab) -> None:
    tab.canvas.select(("words",))
    before = types_of(tab)
    double_click(tab, "checkpoint")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert types_of(tab) == before
    menu.actions()[1].trigger()
    menu.close()
    assert types_of(tab).count("checkpoint") == 1


def test_enter_in_the_search_adds_the_first_find(tab: VersionTab) -> None:
    search = tab.palette_panel.search
    search.setFocus()
    QTest.keyClicks(search, "chekpoint")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert "checkpoint" in types_of(tab)


def test_the_palette_leaves_out_what_cannot_be_added(tab: VersionTab) -> None:
    shown = {entry.key for entry in tab.palette_panel.model.entries}
    assert "start" not in shown
    assert {"to_queue", "detect_keywords"} <= shown


@POPUPS
def test_the_add_menu_adds_where_the_plus_was(qtbot: QtBot, tab: VersionTab) -> None:
    link = Link("words", "link_1", "bill")
    tab.canvas.add_requested.emit(AddRequest(link=link, screen=tab.mapToGlobal(QPoint(300, 300))))
    menu = tab.adding.menu
    assert menu is not None
    assert "To billing" in menu.where.text()
    QTest.keyClicks(menu.chooser.search, "node")
    with qtbot.waitSignal(tab.document.changed):
        QTest.keyClick(menu.chooser.search, Qt.Key.Key_Return)
    added = next(one for one in tab.document.tree.actions if one.type == "node")
    assert tab.document.tree.targets["words", "link_1"] == added.id
    assert tab.document.tree.targets[added.id, "ok"] == "bill"


@POPUPS
def test_escape_closes_the_add_menu_and_adds_nothing(qtbot: QtBot, tab: VersionTab) -> None:
    before = tab.document.tree
    tab.canvas.add_requested.emit(AddRequest(screen=tab.mapToGlobal(QPoint(300, 300))))
    menu = tab.adding.menu
    assert menu is not None
    QTest.keyClick(menu.chooser.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tab.adding.menu is None)
    assert tab.document.tree is before


def test_a_problem_is_found_shown_and_gone_to(qtbot: QtBot, tab: VersionTab) -> None:
    assert tab.problem_counts == (0, 0)
    with qtbot.waitSignal(tab.check.changed):
        tab.canvas.add(AddRequest(source="", position=None), "to_queue")
    tab.canvas.select(())
    errors, warnings = tab.problem_counts
    assert errors >= 1
    assert warnings >= 1
    problem = next(one for one in tab.check.problems if one.severity is Severity.ERROR)
    tab.show_problems()
    rows = tab.problems.rows
    first = rows.topLevelItem(0)
    assert first is not None
    place = rows.visualItemRect(first).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.canvas.selected == (problem.action,)
    assert tab.inspector.action_id == problem.action


def test_a_problem_that_is_mended_goes_away(qtbot: QtBot, tab: VersionTab) -> None:
    with qtbot.waitSignal(tab.check.changed):
        tab.canvas.delete_link(Link("words", "by_default", "rest"))
    assert tab.problem_counts[1] > 0
    with qtbot.waitSignal(tab.check.changed):
        tab._commands["undo"].trigger()
    assert tab.problem_counts == (0, 0)


def test_a_version_in_production_cannot_change_but_be_duplicated(
    qtbot: QtBot, session: Session, workspace: Workspace, version: Version
) -> None:
    lifecycle.promote(workspace, version.id)
    tab = VersionTab(session, version.id)
    qtbot.addWidget(tab)
    tab.show()
    assert tab.banner.isVisible()
    assert tab.document.read_only
    assert not tab._commands["undo"].isEnabled()
    with qtbot.waitSignal(tab.open_version_requested) as opened:
        QTest.mouseClick(tab.banner.duplicate, Qt.MouseButton.LeftButton)
    assert workspace.version(opened.args[0]).editable


def test_a_version_that_goes_into_production_becomes_read_only(
    tab: VersionTab, workspace: Workspace
) -> None:
    lifecycle.promote(workspace, tab.version.id)
    tab.refresh_version()
    assert tab.document.read_only
    assert tab.banner.isVisible()


def rename_elsewhere(workspace: Workspace, version: Version, action: str, name: str) -> None:
    draft = workspace.draft(version.id)
    tree, revision = draft.load()
    draft.save(tree, edits.rename(action, name)(tree), revision)


def test_a_stale_edit_offers_to_load_the_version_again(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    rename_elsewhere(workspace, version, "bill", "Elsewhere")
    tab.inspector.recorded.emit("words", True)
    assert tab.notice.isVisible()
    assert tab.is_unsaved
    assert not stored_tree(workspace, version.id).by_id["words"].record
    tab.notice.bar._action.click()
    assert tab.document.tree.by_id["bill"].name == "Elsewhere"
    assert not tab.document.tree.by_id["words"].record
    assert not tab.notice.isVisible()
    assert not tab.is_unsaved


def test_a_stale_edit_can_be_kept_as_a_new_version(
    qtbot: QtBot, tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    rename_elsewhere(workspace, version, "bill", "Elsewhere")
    tab.inspector.recorded.emit("words", True)
    tab.inspector.commented.emit("words", "Still being typed")
    with qtbot.waitSignal(tab.open_version_requested) as opened:
        tab.notice.bar._other.click()
    mine = workspace.tree(opened.args[0])
    assert mine.by_id["words"].record
    assert mine.by_id["words"].comment == "Still being typed"
    assert mine.by_id["bill"].name == "To billing"
    assert tab.document.tree.by_id["bill"].name == "Elsewhere"
    assert not tab.is_unsaved


def test_what_cannot_be_kept_is_still_a_choice(
    tab: VersionTab, session: Session, workspace: Workspace, version: Version
) -> None:
    said: list[object] = []
    session.reported.connect(said.append)
    rename_elsewhere(workspace, version, "bill", "Elsewhere")
    tab.inspector.recorded.emit("words", True)
    lifecycle.delete_version(workspace, version.id)
    tab.notice.bar._other.click()
    assert said
    assert tab.notice.isVisible()
    assert tab.document.tree.by_id["words"].record


def test_undo_goes_on_while_nobody_has_chosen(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    rename_elsewhere(workspace, version, "bill", "Elsewhere")
    tab.inspector.recorded.emit("words", True)
    tab._commands["undo"].trigger()
    assert not tab.document.tree.by_id["words"].record
    assert tab.notice.isVisible()
    assert stored_tree(workspace, version.id).by_id["bill"].name == "Elsewhere"


@pytest.mark.parametrize("field", ["name", "comment"])
def test_typing_goes_onto_what_was_stored_elsewhere(
    tab: VersionTab, workspace: Workspace, version: Version, field: str
) -> None:
    tab.canvas.select(("words",))
    emit = tab.inspector.renamed if field == "name" else tab.inspector.commented
    emit.emit("words", "Typed here")
    rename_elsewhere(workspace, version, "bill", "Elsewhere")
    tab.follow_store()
    assert tab.edits.flush()
    tree = stored_tree(workspace, version.id)
    assert getattr(tree.by_id["words"], field) == "Typed here"
    assert tree.by_id["bill"].name == "Elsewhere"
    assert not tab.notice.isVisible()


def test_typing_in_an_action_deleted_elsewhere_is_a_choice(
    tab: VersionTab, session: Session, workspace: Workspace, version: Version
) -> None:
    tab.canvas.select(("bill",))
    tab.inspector.commented.emit("bill", "Typed here")
    draft = workspace.draft(version.id)
    tree, revision = draft.load()
    draft.save(tree, edits.delete(("bill",), catalogue=session.catalogue)(tree), revision)
    tab.follow_store()
    assert tab.notice.isVisible()
    assert tab.document.tree.by_id["bill"].comment == "Typed here"


def test_after_promotion_the_keys_of_the_canvas_reach_it(
    qtbot: QtBot, tab: VersionTab, workspace: Workspace
) -> None:
    tab.toolbar.promote.setFocus()
    lifecycle.promote(workspace, tab.version.id)
    tab.refresh_version()
    held = tab.window().focusWidget()
    assert held is not None
    with qtbot.waitSignal(tab.canvas.commands["fit_all"].triggered):
        QTest.keyClick(held, Qt.Key.Key_1)


def test_a_new_name_of_the_version_leaves_the_keyboard_where_it_is(
    tab: VersionTab, workspace: Workspace
) -> None:
    tab.palette_panel.search.setFocus()
    held = tab.window().focusWidget()
    lifecycle.edit_version(workspace, tab.version.id, name="Second", description="")
    tab.refresh_version()
    assert tab.window().focusWidget() is held


@pytest.mark.parametrize("name", ["undo", "redo", "run", "step", "step_back", "stop", "tidy_up"])
def test_the_window_gets_the_commands(tab: VersionTab, name: str) -> None:
    assert name in tab.actions()


def test_the_names_hold_the_values_of_the_chosen_email(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    from tests.ui.version.building import email_ids

    session.choose_email(email_ids(workspace)[0])
    values = {row.name: row.value for row in tab.form_context.names()}
    assert values["email.subject"] == "Refund please"
    assert values["email.from.address"] == "ada@example.org"
    assert "var.amount" in values


def test_an_existing_action_is_copied_between_two_actions(
    qtbot: QtBot, tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    """Config, comment and record toggle come along; the copy remembers where it comes from."""
    with qtbot.waitExposed(tab):
        tab.show()
    tree = tab.document.tree
    (link,) = tree.leaving[tree.start.id]
    dialog = tab.adding.ask_for_copy(AddRequest(link=link))
    assert dialog.versions.currentData() == version.id
    dialog.patterns.search.setText(tree.by_id["words"].name)
    assert dialog.patterns.chosen == "words"
    dialog.ok.click()
    (made,) = tab.canvas.selected
    copied = tab.document.tree.by_id[made]
    assert copied.config == tree.by_id["words"].config
    assert copied.lineage == "words"
    assert tab.document.tree.targets[tree.start.id, link.branch] == made
    assert stored_tree(workspace, version.id) == tab.document.tree


@POPUPS
def test_the_add_menu_leads_to_copying(qtbot: QtBot, tab: VersionTab) -> None:
    with qtbot.waitExposed(tab):
        tab.show()
    tab.adding.open_menu(AddRequest())
    menu = tab.adding.menu
    assert menu is not None
    menu.copy.click()
    dialog = tab.window().findChild(CopyActionDialog)
    assert dialog is not None
    assert not dialog.ok.isHidden()
    dialog.reject()
