"""Secrets in forms: typed once, never shown back, replaced, removed, and warned about."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.model.resources import Connection, ResourceKind
from app.services import secrets_vault
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.forms.editors.secret import SecretEditor
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from app.ui.resources.pane import ResourcePane
from app.ui.widgets import ConfirmDialog
from tests.keyrings import WorkingKeyring, vault_on
from tests.ui.forms.driving import type_into
from tests.ui.resources.test_page import dialog_of, names

LEFT = Qt.MouseButton.LeftButton
KIND = ResourceKind.CONNECTION
SECRET = "correct horse"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> WorkingKeyring:
    made = WorkingKeyring()
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(made))
    return made


def save_one(workspace: Workspace, window: MainWindow) -> None:
    save_resource(
        workspace,
        Connection(name="Out", reference="out", host="mail.example.org", password=SECRET),
    )
    window.session.resources_changed.emit()


def pane_of(page: ResourcesPage) -> ResourcePane:
    assert page.pane is not None
    return page.pane


def password(page: ResourcesPage) -> SecretEditor:
    return cast(SecretEditor, pane_of(page).form.editor("password"))


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.jobs.running)


def test_a_secret_is_typed_saved_and_never_shown_back(
    qtbot: QtBot,
    keyring: WorkingKeyring,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    page.kinds.show_kind(KIND)
    page.begin()
    pane = pane_of(page)
    type_into(pane.form.editor("name"), "Out")
    type_into(pane.form.editor("host"), "mail.example.org")
    editor = password(page)
    assert editor.line.placeholderText() == "Not set"
    type_into(editor, SECRET)
    assert editor.line.echoMode() is QLineEdit.EchoMode.Password
    assert SECRET not in editor.line.displayText()
    QTest.mouseClick(pane.save, LEFT)
    settle(qtbot, window)
    assert workspace.secrets.secrets_of(KIND, "out") == {"password": SECRET}
    editor = password(page)
    assert editor.line.text() == ""
    assert editor.line.isHidden()
    assert editor.state.text() == "Set, in the keyring of this computer"
    assert editor.warning.isHidden()
    assert page.typed() == ()


def test_a_secret_is_replaced_or_the_old_one_is_kept(
    qtbot: QtBot,
    keyring: WorkingKeyring,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    save_one(workspace, window)
    page.show_resource(KIND, "out")
    settle(qtbot, window)
    editor = password(page)
    QTest.mouseClick(editor.replace, LEFT)
    type_into(editor, "oops")
    QTest.mouseClick(editor.keep, LEFT)
    assert page.typed() == ()
    assert editor.line.text() == ""
    QTest.mouseClick(editor.replace, LEFT)
    type_into(editor, "new one")
    assert page.typed() == ("Out",)
    QTest.mouseClick(pane_of(page).save, LEFT)
    assert workspace.secrets.secrets_of(KIND, "out") == {"password": "new one"}


def test_a_secret_is_removed_on_save_only(
    qtbot: QtBot,
    keyring: WorkingKeyring,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    save_one(workspace, window)
    page.show_resource(KIND, "out")
    settle(qtbot, window)
    editor = password(page)
    QTest.mouseClick(editor.remove, LEFT)
    assert editor.state.text() == "Removed when you save"
    assert workspace.secrets.secrets_of(KIND, "out") == {"password": SECRET}
    QTest.mouseClick(pane_of(page).save, LEFT)
    settle(qtbot, window)
    assert workspace.secrets.secrets_of(KIND, "out") == {}
    assert editor.line.placeholderText() == "Not set"
    assert not editor.line.isHidden()


def test_without_a_keyring_the_form_says_how_long_a_secret_lasts(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(None))
    save_one(workspace, window)
    page.show_resource(KIND, "out")
    settle(qtbot, window)
    editor = password(page)
    assert editor.state.text() == "Set, in memory until the program ends"
    assert "no keyring" in editor.warning.message
    assert "never in a file" in editor.warning.message
    assert not editor.warning.isHidden()


def test_a_secret_of_another_computer_is_asked_for_again(
    qtbot: QtBot,
    keyring: WorkingKeyring,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    save_one(workspace, window)
    assert workspace.secrets.settle()
    keyring.held.clear()
    page.show_resource(KIND, "out")
    settle(qtbot, window)
    editor = password(page)
    assert not editor.line.isHidden()
    assert "Type it again" in editor.hint.text()


def test_a_duplicate_takes_its_secret_along(
    qtbot: QtBot,
    keyring: WorkingKeyring,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    save_one(workspace, window)
    page.show_resource(KIND, "out")
    QTest.mouseClick(pane_of(page).duplicate, LEFT)
    settle(qtbot, window)
    assert password(page).state.text() == "Set, in the keyring of this computer"
    QTest.mouseClick(pane_of(page).save, LEFT)
    assert workspace.secrets.secrets_of(KIND, "out-2") == {"password": SECRET}
    assert names(page) == ["Out", "Out (2)"]
    page.begin()
    settle(qtbot, window)
    assert password(page).line.placeholderText() == "Not set"


def test_undo_of_a_deletion_brings_the_secret_back(
    qtbot: QtBot,
    keyring: WorkingKeyring,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    save_one(workspace, window)
    page.show_resource(KIND, "out")
    page.delete()
    dialog = dialog_of(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    QTest.mouseClick(dialog.buttons["delete"], LEFT)
    assert workspace.secrets.secrets_of(KIND, "out") == {}
    QTest.mouseClick(window.message_bar._action, LEFT)
    assert workspace.secrets.secrets_of(KIND, "out") == {"password": SECRET}


def test_a_dialog_over_a_version_says_the_same(
    qtbot: QtBot,
    keyring: WorkingKeyring,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    from PySide6.QtCore import QTimer

    from app.ui.forms import ResourceDialog
    from app.ui.version.form_context import VersionFormContext

    save_one(workspace, window)
    seen: list[str] = []

    def look() -> None:
        dialog = dialog_of(ResourceDialog)
        assert isinstance(dialog, ResourceDialog)
        editor = dialog.form.editor("password")
        assert isinstance(editor, SecretEditor)
        if editor.kept.where is None:
            QTimer.singleShot(10, look)
            return
        seen.append(editor.state.text())
        dialog.reject()

    QTimer.singleShot(0, look)
    VersionFormContext.open_resource(page.context, KIND, "out")
    assert seen == ["Set, in the keyring of this computer"]
