"""The settings of a workspace: saved, refused in words, and every right looked up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.model.permissions import Permission
from app.model.resources import ResourceKind, Role, User
from app.services.governing import begin_permissions, standing
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from app.ui.widgets import ConfirmDialog
from app.ui.workspaces.begin_permissions import BeginPermissionsDialog
from app.ui.workspaces.settings_dialog import SettingsTab, WorkspaceSettingsDialog
from tests.ui.forms.driving import target_of, type_into
from tests.ui.shell import building
from tests.ui.shell.building import seen_again

_D = TypeVar("_D", bound=QDialog)

LEFT = Qt.MouseButton.LeftButton
ME = User(name="Ines", reference="ines", email="ines@example.org")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = building.new_workspace(tmp_path)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> MainWindow:
    return building.new_window(qtbot, workspace, tmp_path)


def opened(window: MainWindow, command: str = "settings") -> WorkspaceSettingsDialog:
    window.menus.entries[command].trigger()
    return dialog_of(WorkspaceSettingsDialog)


def dialog_of(kind: type[_D]) -> _D:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in found if one.isVisible())


def type_limit(dialog: WorkspaceSettingsDialog, words: str) -> None:
    editor = dialog.general.form.editor("step_limit")
    QTest.keySequence(target_of(editor), QKeySequence.StandardKey.SelectAll)
    type_into(editor, words)


def only_reading(workspace: Workspace) -> None:
    """The person becomes somebody whose role only lets them see."""
    begin_permissions(workspace, ME)
    save_resource(workspace, Role(name="Reader", reference="reader"))
    save_resource(
        workspace,
        User(
            name="Bob",
            reference="bob",
            email="bob@example.org",
            login="bob",
            roles=("reader",),
        ),
    )
    workspace.user = "bob"


def test_the_loop_limit_is_saved(window: MainWindow, workspace: Workspace) -> None:
    dialog = opened(window)
    assert not dialog.save.isEnabled()
    type_limit(dialog, "250")
    assert dialog.save.isEnabled()
    QTest.mouseClick(dialog.save, LEFT)
    assert not dialog.isVisible()
    with seen_again(workspace) as other:
        assert other.settings().step_limit == 250
    assert "saved" in window.message_bar.message


def test_a_limit_that_no_tree_can_live_with_says_what_is_allowed(
    window: MainWindow, workspace: Workspace
) -> None:
    dialog = opened(window)
    type_limit(dialog, "3")
    assert not dialog.save.isEnabled()
    assert "From 10 to" in dialog.general.form.row("step_limit").message.text()
    dialog.reject()
    assert workspace.settings().step_limit == 1000


def test_what_is_typed_survives_a_change_in_another_window(
    window: MainWindow, workspace: Workspace
) -> None:
    dialog = opened(window)
    type_limit(dialog, "250")
    with seen_again(workspace) as other:
        other.change_settings(time_zone="Asia/Tokyo", step_limit=1000)
    window.session.look_outside()
    QTest.mouseClick(dialog.save, LEFT)
    found = workspace.settings()
    assert (found.time_zone, found.step_limit) == ("Asia/Tokyo", 250)


def test_who_may_not_edit_sees_the_settings_and_the_reason(
    window: MainWindow, workspace: Workspace
) -> None:
    only_reading(workspace)
    dialog = opened(window)
    assert dialog.general.form.editor("step_limit").read_only
    assert "Ask an administrator" in dialog.general.why_not.message
    assert not dialog.save.isEnabled()
    dialog.show_tab(SettingsTab.PEOPLE)
    assert dialog.people.begin.isHidden()
    assert not dialog.people.end.isEnabled()
    assert "Ask an administrator" in dialog.people.end.toolTip()


def test_every_right_says_where_it_comes_from_and_whom_to_ask(
    window: MainWindow, workspace: Workspace
) -> None:
    only_reading(workspace)
    dialog = opened(window, "rights")
    assert dialog.tabs.key == SettingsTab.RIGHTS
    said = {
        permission: dialog.rights.findChild(QLabel, f"reason {permission}")
        for permission in Permission
    }
    words = {permission: one.text() for permission, one in said.items()}
    assert words[Permission.READ] == "Given by the role Reader."
    assert words[Permission.DELETE] == "The role Reader does not give it."
    assert len(words) == len(Permission)
    every = " ".join(one.text() for one in dialog.rights.findChildren(QLabel))
    assert "ask: Ines (ines@example.org)" in every


def test_a_new_user_begins_permissions(window: MainWindow, workspace: Workspace) -> None:
    dialog = opened(window)
    dialog.show_tab(SettingsTab.PEOPLE)
    QTest.mouseClick(dialog.people.begin, LEFT)
    begin = dialog_of(BeginPermissionsDialog)
    assert not begin.ok.isEnabled()
    begin.name.setText("Ines Caron")
    QTest.keyClicks(begin.email, "ines@example.org")
    QTest.mouseClick(begin.ok, LEFT)
    found = standing(workspace)
    assert [user.name for user in found.users] == ["Ines Caron"]
    assert found.is_governed
    assert dialog.people.users.rowCount() == 1
    assert dialog.people.begin.isHidden()


def test_an_existing_user_begins_permissions(window: MainWindow, workspace: Workspace) -> None:
    save_resource(workspace, ME)
    dialog = opened(window)
    dialog.show_tab(SettingsTab.PEOPLE)
    QTest.mouseClick(dialog.people.begin, LEFT)
    begin = dialog_of(BeginPermissionsDialog)
    begin.who.chosen.emit("ines")
    assert begin.email.text() == "ines@example.org"
    QTest.mouseClick(begin.ok, LEFT)
    assert [user.reference for user in standing(workspace).users] == ["ines"]


def test_permissions_end_after_a_question(window: MainWindow, workspace: Workspace) -> None:
    begin_permissions(workspace, ME)
    dialog = opened(window)
    dialog.show_tab(SettingsTab.PEOPLE)
    QTest.mouseClick(dialog.people.end, LEFT)
    question = dialog_of(ConfirmDialog)
    assert standing(workspace).is_governed
    QTest.mouseClick(question.buttons["end"], LEFT)
    assert not standing(workspace).is_governed
    assert not dialog.people.begin.isHidden()


def test_managing_users_leads_to_the_page_of_resources(
    window: MainWindow, workspace: Workspace
) -> None:
    begin_permissions(workspace, ME)
    dialog = opened(window)
    dialog.show_tab(SettingsTab.PEOPLE)
    dialog.people.users.setCurrentCell(0, 0)
    QTest.keyClick(dialog.people.users, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    page = cast(ResourcesPage, window.workbench.page("resources"))
    assert window.workbench.page_key == "resources"
    assert page.kind is ResourceKind.USER
    assert page.current is not None
    assert page.current.reference == "ines"


def test_nothing_typed_is_lost_on_the_way_to_the_users(
    window: MainWindow, workspace: Workspace
) -> None:
    dialog = opened(window)
    type_limit(dialog, "250")
    dialog.show_tab(SettingsTab.PEOPLE)
    QTest.mouseClick(dialog.people.manage_users, LEFT)
    assert dialog.isVisible()
    assert "not saved yet" in dialog.message.message
    dialog.reject()


def test_what_a_role_denies_anywhere_leads_to_the_rights(
    window: MainWindow, workspace: Workspace
) -> None:
    only_reading(workspace)
    refusal = workspace.rights().refusal(Permission.PROMOTE)
    assert refusal is not None
    window.session.report(refusal, "error")
    QTest.mouseClick(window.message_bar._action, LEFT)
    dialog = dialog_of(WorkspaceSettingsDialog)
    assert dialog.tabs.key == SettingsTab.RIGHTS
    dialog.reject()


def test_a_workspace_that_is_open_to_read_says_so_everywhere(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    path = workspace.path
    workspace.close()
    read = Workspace.open_to_read(path, workspace.catalogue)
    window = building.new_window(qtbot, read, tmp_path)
    dialog = opened(window, "rights")
    reason = dialog.rights.findChild(QLabel, f"reason {Permission.EDIT}")
    assert "open read-only" in reason.text()
    assert dialog.general.form.editor("step_limit").read_only
    assert "open read-only" in dialog.general.why_not.message
    dialog.show_tab(SettingsTab.PEOPLE)
    assert not dialog.people.begin.isEnabled()
    assert "open read-only" in dialog.people.begin.toolTip()
    dialog.reject()
    window.close()
