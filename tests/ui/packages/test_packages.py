"""Packages in the window: written in the background, previewed, decided on, imported whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.permissions import Permission
from app.model.resources import Queue, ResourceKind, Role, User
from app.services.exporting import pack_workspace
from app.services.importing import Decision, key_of
from app.services.package_files import open_package, save_package
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.packages.import_dialog import ImportDialog

LEFT = Qt.MouseButton.LeftButton
BILLING = key_of(ResourceKind.QUEUE, "billing")


@pytest.fixture
def package(theirs: Workspace, tmp_path: Path) -> Path:
    path = tmp_path / "theirs.routing"
    save_package(theirs, pack_workspace(theirs), path)
    return path


def previewed(qtbot: QtBot, window: MainWindow, package: Path) -> ImportDialog:
    window.commands.packages.look_at(package)

    def dialogs() -> list[ImportDialog]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, ImportDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()))
    return dialogs()[0]


def decide(dialog: ImportDialog, decision: Decision) -> None:
    combo = dialog.decisions[BILLING]
    combo.setCurrentIndex(combo.findData(decision.value))


def capacity(ws: Workspace, reference: str = "billing") -> int | None:
    found = ws.resource(ResourceKind.QUEUE, reference)
    assert isinstance(found, Queue)
    return found.capacity


def test_an_import_waits_for_every_decision(
    qtbot: QtBot, window: MainWindow, package: Path
) -> None:
    dialog = previewed(qtbot, window, package)
    assert not dialog.go.isEnabled()
    assert "decision" in dialog.waiting.text()
    decide(dialog, Decision.KEEP)
    assert dialog.go.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("decision", "kept"), [(Decision.KEEP, 3), (Decision.TAKE, 9), (Decision.RENAME, 3)]
)
def test_a_package_comes_in_as_decided(
    qtbot: QtBot,
    window: MainWindow,
    workspace: Workspace,
    package: Path,
    decision: Decision,
    kept: int,
) -> None:
    dialog = previewed(qtbot, window, package)
    decide(dialog, decision)
    QTest.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: bool(workspace.routings()))
    assert capacity(workspace) == kept
    assert workspace.resource(ResourceKind.QUEUE, "sales") is not None
    if decision is Decision.RENAME:
        assert capacity(workspace, "billing-2") == 9
    (routing,) = workspace.routings()
    assert [one.name for one in workspace.versions(routing.id)] == ["First", "Second"]
    qtbot.waitUntil(lambda: "is imported" in window.message_bar.message)


def test_leaving_the_preview_changes_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, package: Path
) -> None:
    before = workspace.path.read_bytes()
    previewed(qtbot, window, package).reject()
    assert workspace.path.read_bytes() == before


def test_a_file_that_is_no_package_is_told_in_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "letter.routing"
    path.write_text("hello")
    window.commands.packages.look_at(path)
    qtbot.waitUntil(lambda: bool(window.message_bar.message))
    assert window.message_bar.message.endswith(".")


def test_what_is_exported_is_what_the_services_pack(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "mine.routing"
    window.commands.packages.export_to(path, pack_workspace)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: "package is in" in window.message_bar.message)
    again = tmp_path / "again.routing"
    save_package(workspace, pack_workspace(workspace), again)
    assert path.read_bytes() == again.read_bytes()
    assert open_package(path, workspace.catalogue).resources


def test_whoever_may_not_create_imports_nothing(
    qtbot: QtBot, window: MainWindow, workspace: Workspace
) -> None:
    save_resource(workspace, Role(name="All", reference="all", permissions=tuple(Permission)))
    save_resource(workspace, Role(name="Reader", reference="reader"))
    for login, role in ((workspace.user, "all"), ("visitor", "reader")):
        email = f"{login}@example.org"
        save_resource(
            workspace,
            User(name=login, reference=login, email=email, login=login, roles=(role,)),
        )
    workspace.user = "visitor"
    window.commands.packages.import_package()
    assert "does not let you create" in window.message_bar.message
