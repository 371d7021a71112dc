"""What a role forbids is on the page of a routing, and cannot be pressed; the tip says why."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.model.lifecycle import Command
from app.model.permissions import Permission
from app.model.resources import Role, User
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.routings.version_card import VersionCard
from tests.ui.shell.building import add_routing, add_version

DRAFT_COMMANDS = {
    Command.EDIT,
    Command.VIEW,
    Command.PROMOTE,
    Command.TEST,
    Command.SCHEDULE,
    Command.DUPLICATE,
    Command.DELETE,
}
ROLES: dict[str, tuple[tuple[Permission, ...], bool, set[Command], set[str]]] = {
    # Permissions, whether promotion is kept apart, commands of a version, buttons of the page.
    "reads": ((Permission.READ,), False, {Command.VIEW}, {"export"}),
    "creates": (
        (Permission.CREATE,),
        False,
        {Command.VIEW, Command.DUPLICATE},
        {"export", "copy", "create"},
    ),
    "edits": (
        (Permission.EDIT,),
        False,
        {Command.EDIT, Command.PROMOTE, Command.TEST, Command.SCHEDULE},
        {"export", "edit"},
    ),
    "edits, but promotes not": (
        (Permission.EDIT,),
        True,
        {Command.EDIT, Command.TEST},
        {"export", "edit"},
    ),
    "deletes": (
        (Permission.DELETE,),
        False,
        {Command.VIEW, Command.DELETE},
        {"export", "delete"},
    ),
    "promotes": (
        (Permission.PROMOTE,),
        False,
        {Command.VIEW, Command.PROMOTE, Command.SCHEDULE},
        {"export"},
    ),
}


@pytest.fixture
def card(window: MainWindow, workspace: Workspace) -> VersionCard:
    """The card of a draft, on the page of its routing."""
    routing = add_routing(workspace, "Support")
    lifecycle.promote(workspace, add_version(workspace, routing, "First", filled=True).id)
    draft = add_version(workspace, routing, "Second", filled=True)
    window.session.routings_changed.emit()
    window.show_routing(routing.id)
    return window.routings_page.routing_page.cards[draft.id]


def become(window: MainWindow, permissions: tuple[Permission, ...], *, apart: bool) -> None:
    """Give the person at the machine these rights, besides looking after roles."""
    workspace = window.session.workspace
    granted = (*permissions, Permission.ADMINISTER)
    save_resource(
        workspace,
        Role(reference="mine", name="Mine", permissions=granted, separate_promotion=apart),
    )
    save_resource(workspace, User(reference="me", name="Me", login=workspace.user, roles=("mine",)))
    window.session.resources_changed.emit()


def pressable(one: QWidget | QAction) -> bool:
    """Whether it can be pressed; if not, its tip has to say why."""
    if not one.isEnabled():
        assert "Ask an administrator." in one.toolTip()
    return one.isEnabled()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_can_press_what_it_allows(window: MainWindow, card: VersionCard, role: str) -> None:
    permissions, apart, commands, buttons = ROLES[role]
    version = card.version.id
    become(window, permissions, apart=apart)
    page = window.routings_page.routing_page
    menu = page.cards[version].menu
    assert {one for one, entry in menu.actions_of.items() if pressable(entry)} == commands
    # Whoever may not edit is offered to look instead, and sees what others may do.
    assert menu.actions_of.keys() >= DRAFT_COMMANDS - {Command.VIEW}
    header = page.header
    shown = {
        "edit": header.edit,
        "copy": header.copy,
        "export": header.export,
        "delete": header.delete,
        "create": page.create_button,
    }
    assert {name for name, made in shown.items() if pressable(made)} == buttons
    assert pressable(page.cards[version].open)


def test_without_roles_everything_can_be_pressed(window: MainWindow, card: VersionCard) -> None:
    assert all(map(pressable, card.menu.actions_of.values()))
    assert card.menu.actions_of.keys() == DRAFT_COMMANDS - {Command.VIEW}
    header = window.routings_page.routing_page.header
    assert all(map(pressable, (header.edit, header.copy, header.export, header.delete)))
