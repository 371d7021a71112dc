"""Shots of the settings of a workspace: general, users and roles, your rights."""

from __future__ import annotations

import msgspec

from app.model.resources import User
from app.services.governing import begin_permissions
from app.services.resource_files import save_resource
from app.ui.workspaces.settings_dialog import SettingsTab, WorkspaceSettingsDialog
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


def begin(stage: Stage) -> None:
    """Inès Caron keeps permissions; Martin Köhler and somebody who left have logins."""
    workspace = stage.session.workspace
    users = {user.reference: user for user in workspace.resources().of_kind(User)}
    begin_permissions(workspace, users["ines.caron"])
    for reference, login in (
        ("martin.koehler", "mkoehler"),
        ("sofia.lindgren", "slindgren"),
        ("bernd.stahl", "bstahl"),
    ):
        save_resource(workspace, _with_login(users[reference], login), replaces=reference)
    stage.session.resources_changed.emit()


def as_somebody(stage: Stage, login: str) -> None:
    """The person at the machine is somebody else."""
    stage.session.workspace.user = login
    stage.session.resources_changed.emit()


def _with_login(user: User, login: str) -> User:
    return msgspec.structs.replace(user, login=login)


def show(stage: Stage, tab: SettingsTab) -> WorkspaceSettingsDialog:
    """The dialog at one of its parts."""
    stage.window.menus.settings._open(tab)
    dialog = stage.dialog()
    assert isinstance(dialog, WorkspaceSettingsDialog)
    return dialog


@shot("settings-general")
def general(stage: Stage) -> None:
    show(stage, SettingsTab.GENERAL)


@shot("settings-general-changed")
def general_changed(stage: Stage) -> None:
    dialog = show(stage, SettingsTab.GENERAL)
    editor = dialog.general.form.editor("step_limit")
    editor.show_value(3)
    editor.choose(3)


@shot("settings-general-denied")
def general_denied(stage: Stage) -> None:
    begin(stage)
    as_somebody(stage, "slindgren")
    show(stage, SettingsTab.GENERAL)


@shot("settings-users-and-roles")
def people(stage: Stage) -> None:
    show(stage, SettingsTab.PEOPLE)


@shot("settings-users-and-roles-in-force")
def people_in_force(stage: Stage) -> None:
    begin(stage)
    show(stage, SettingsTab.PEOPLE)


@shot("settings-users-and-roles-empty", empty=True)
def people_empty(stage: Stage) -> None:
    show(stage, SettingsTab.PEOPLE)


@shot("settings-begin-permissions")
def beginning(stage: Stage) -> None:
    show(stage, SettingsTab.PEOPLE).people.begin.click()


@shot("settings-your-rights-free")
def rights_free(stage: Stage) -> None:
    show(stage, SettingsTab.RIGHTS)


@shot("settings-your-rights-administrator")
def rights_all(stage: Stage) -> None:
    begin(stage)
    show(stage, SettingsTab.RIGHTS)


@shot("settings-your-rights-designer")
def rights_designer(stage: Stage) -> None:
    begin(stage)
    as_somebody(stage, "mkoehler")
    show(stage, SettingsTab.RIGHTS)


@shot("settings-your-rights-stranger")
def rights_stranger(stage: Stage) -> None:
    begin(stage)
    as_somebody(stage, "visitor")
    show(stage, SettingsTab.RIGHTS)
