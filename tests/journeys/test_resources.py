"""Keeping resources, with mouse and keys: made, used, refused while used, deleted, brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from app.engine.registry import CATALOGUE
from app.model.errors import Refused
from app.model.permissions import Permission
from app.model.resources import (
    DistributionGroup,
    Mailbox,
    Queue,
    ResourceKind,
    Role,
    Share,
    User,
)
from app.services.governing import begin_permissions
from app.services.resource_files import delete_resource, save_resource
from app.services.workspace import Workspace
from app.ui.forms.editors.choices import ChoicesEditor
from app.ui.widgets import ConfirmDialog
from app.ui.workspaces.begin_permissions import BeginPermissionsDialog
from app.ui.workspaces.settings_dialog import WorkspaceSettingsDialog
from tests.journeys.desk import Desk
from tests.journeys.filing import Filing
from tests.journeys.hands import CTRL

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_a_queue_and_the_group_that_shares_its_load(desk: Desk, sample: Path) -> None:
    files = Filing(desk, sample)
    files.new(ResourceKind.QUEUE)
    desk.write("Night shift")
    files.fill("capacity", "12")
    files.pick("calendar", "technic")
    files.pick("members", "osei", "aziz")
    files.save()
    night = files.stored(Queue, "night-shift")
    assert night == Queue(
        name="Night shift",
        reference="night-shift",
        capacity=12,
        calendar="technicians",
        members=("ruth.osei", "karim.aziz"),
    )
    share_the_load(files)
    be_refused_while_the_group_uses_it(files)
    delete_and_bring_back(files, night)


def share_the_load(files: Filing) -> None:
    """Shares that do not add up cannot be saved; the sentence says what they add up to."""
    desk = files.desk
    files.new(ResourceKind.DISTRIBUTION_GROUP)
    desk.write("Round the clock")
    first = files.add_row("shares")
    files.choose_cell(first, "queue", "night")
    files.fill_cell(first, "percent", "30")
    assert not files.pane.save.isEnabled()
    assert "add up to 30" in files.pane.reason.text()
    second = files.add_row("shares")
    files.choose_cell(second, "queue", "outages")
    files.fill_cell(second, "percent", "70")
    files.save()
    stored = files.stored(DistributionGroup, "round-the-clock")
    assert stored is not None
    assert stored.shares == (Share("night-shift", 30), Share("outages", 70))


def be_refused_while_the_group_uses_it(files: Filing) -> None:
    """The dialog names the group and leads there; so does the list under the form."""
    files.open(ResourceKind.QUEUE, "Night shift")
    assert files.uses == ["Distribution group “Round the clock”"]
    assert files.editor("reference").read_only
    dialog = files.be_refused()
    assert "one place uses it" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    files.follow(dialog.uses, "Distribution group “Round the clock”")
    assert files.page.kind is ResourceKind.DISTRIBUTION_GROUP
    assert files.pane.draft.reference == "round-the-clock"
    files.open(ResourceKind.QUEUE, "Night shift")
    files.follow(files.pane.used, "Distribution group “Round the clock”")
    assert files.pane.draft.reference == "round-the-clock"
    assert files.stored(Queue, "night-shift") is not None


def delete_and_bring_back(files: Filing, night: Queue) -> None:
    """First what uses, then what is used; Ctrl+Z brings both back, last first."""
    desk = files.desk
    assert files.delete() == "Delete Distribution group “Round the clock”?"
    assert desk.message == "Distribution group “Round the clock” is deleted."
    files.open(ResourceKind.QUEUE, "Night shift")
    assert files.uses == []
    # The same with the key in the list.
    desk.press(Qt.Key.Key_Delete)
    question = desk.dialog(ConfirmDialog)
    desk.click(question.buttons["delete"])
    assert files.stored(Queue, "night-shift") is None
    desk.press(Qt.Key.Key_Z, CTRL)
    assert files.stored(Queue, "night-shift") == night
    assert files.pane.draft == night
    desk.menu(desk.window, "Edit", "Undo delete Distribution group “Round the clock”")
    assert files.stored(DistributionGroup, "round-the-clock") is not None
    files.open(ResourceKind.QUEUE, "Night shift")
    assert files.uses == ["Distribution group “Round the clock”"]


def test_a_mailbox_and_what_it_leads_to(desk: Desk, sample: Path) -> None:
    files = Filing(desk, sample)
    files.new(ResourceKind.MAILBOX)
    desk.write("Invoices")
    files.fill("address", "invoices")
    assert "email address" in files.pane.form.row("address").message.text()
    files.fill("address", "invoices@northwind-energy.example")
    assert "Fallback queue" in files.pane.reason.text()
    files.pick("routing", "support")
    files.pick("fallback_queue", "billing over")
    files.save()
    stored = files.stored(Mailbox, "invoices")
    assert stored is not None
    assert (stored.routing, stored.fallback_queue) == ("support", "billing-overflow")
    files.fill("display_name", "Northwind billing")
    # Looking at something else meanwhile loses nothing.
    files.open(ResourceKind.QUEUE, "Billing overflow")
    assert "Mailbox “Invoices”" in files.uses
    files.follow(files.pane.used, "Mailbox “Invoices”")
    assert files.page.typed() == ("Invoices",)
    files.save()
    edited = files.stored(Mailbox, "invoices")
    assert edited is not None
    assert edited.display_name == "Northwind billing"
    files.open(ResourceKind.QUEUE, "Billing overflow")
    dialog = files.be_refused()
    files.follow(dialog.uses, "Mailbox “Invoices”")
    assert files.delete() == "Delete Mailbox “Invoices”?"
    assert files.stored(Mailbox, "invoices") is None
    desk.click(desk.window.message_bar._action)
    assert files.stored(Mailbox, "invoices") == edited


def test_a_use_in_an_action_opens_the_version_at_that_action(desk: Desk, sample: Path) -> None:
    files = Filing(desk, sample)
    files.open(ResourceKind.QUEUE, "Billing Cologne")
    dialog = files.be_refused()
    files.follow(dialog.uses, "Support › 3 · Spring campaign › 21 To billing in Cologne")
    desk.wait(lambda: desk.window.workbench.current is not None)
    assert desk.tab.version.name == "Spring campaign"
    desk.wait(lambda: desk.canvas.selected == (desk.action("To billing in Cologne").id,))


def test_a_role_and_the_user_who_has_it(desk: Desk, sample: Path) -> None:
    files = Filing(desk, sample)
    files.new(ResourceKind.ROLE)
    desk.write("Replayer")
    editor = files.editor("permissions")
    assert isinstance(editor, ChoicesEditor)
    boxes = editor.boxes
    desk.click(boxes[Permission.EDIT], QPoint(10, boxes[Permission.EDIT].height() // 2))
    files.save()
    role = files.stored(Role, "replayer")
    assert role is not None
    assert role.permissions == (Permission.READ, Permission.EDIT)
    files.new(ResourceKind.USER)
    desk.write("Kim Berg")
    files.fill("email", "kim@northwind-energy.example")
    files.pick("roles", "replayer")
    files.save()
    user = files.stored(User, "kim-berg")
    assert user is not None
    assert user.roles == ("replayer",)
    files.open(ResourceKind.ROLE, "Replayer")
    assert files.uses == ["User “Kim Berg”"]
    dialog = files.be_refused()
    files.follow(dialog.uses, "User “Kim Berg”")
    assert files.delete() == "Delete User “Kim Berg”?"
    files.open(ResourceKind.ROLE, "Replayer")
    assert files.delete() == "Delete Role “Replayer”?"
    assert (files.stored(Role, "replayer"), files.stored(User, "kim-berg")) == (None, None)
    for _time in range(2):
        desk.press(Qt.Key.Key_Z, CTRL)
    assert (files.stored(Role, "replayer"), files.stored(User, "kim-berg")) == (role, user)


def test_permissions_begin_in_the_settings(desk: Desk, sample: Path) -> None:
    files = Filing(desk, sample)
    desk.menu(desk.window, "File", "Workspace settings…")
    settings = desk.dialog(WorkspaceSettingsDialog)
    desk.click(settings.tabs.segment("people"))
    desk.click(settings.people.begin)
    begin = desk.dialog(BeginPermissionsDialog)
    desk.click(begin.who)
    desk.choose_option("sofia")
    desk.click(begin.ok)
    desk.wait(settings.people.begin.isHidden)
    users = settings.people.users.model()
    assert users.index(0, 0).data() == "Sofia Lindgren (you)"
    desk.click(settings.people.manage_users)
    desk.wait(lambda: files.page.kind is ResourceKind.USER)
    files.open(ResourceKind.USER, "Sofia Lindgren")
    # The last one who may manage roles cannot lock everybody out.
    files.delete()
    assert "Nobody would have a login and a role any more" in desk.message
    with desk.elsewhere() as other:
        sofia = other.resource(ResourceKind.USER, "sofia.lindgren")
        assert isinstance(sofia, User)
        assert sofia.roles == ("release", "administrator")


@pytest.fixture
def reader(sample: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The sample workspace is kept by somebody else; the person at the machine may only look."""
    workspace = Workspace.open(sample, CATALOGUE)
    begin_permissions(workspace, User(name="Boss", reference="boss", email="boss@a.example"))
    visitor = User(
        name="Vera",
        reference="vera",
        email="vera@a.example",
        login="visitor",
        roles=("agent",),
    )
    save_resource(workspace, visitor)
    workspace.close()
    monkeypatch.setenv("LOGNAME", "visitor")
    return "visitor"


def test_who_may_only_look_sees_why_and_the_service_refuses_too(
    desk: Desk, sample: Path, reader: str
) -> None:
    files = Filing(desk, sample)
    files.open(ResourceKind.QUEUE, "Unsorted")
    page, pane = files.page, files.pane
    why = "Your role does not let you"
    assert why in pane.message.message
    for control in (page.list.new, page.list.import_button, pane.duplicate, pane.delete):
        assert not control.isEnabled()
        assert why in control.toolTip()
    assert not pane.save.isVisible()
    assert all(pane.form.editor(name).read_only for name in pane.form.names())
    before = files.stored(Queue, "unsorted")
    line = pane.form.editor("name")
    desk.click(line)
    desk.write("X")
    desk.press(Qt.Key.Key_Delete)
    assert files.page.typed() == ()
    # Whoever goes round the window meets the same rule.
    workspace = desk.window.session.workspace
    assert workspace.user == reader
    changed = Queue(name="X", reference="unsorted")
    for trespass in (
        lambda: save_resource(workspace, changed, replaces="unsorted"),
        lambda: save_resource(workspace, Queue(name="X", reference="x")),
        lambda: delete_resource(workspace, ResourceKind.QUEUE, "unsorted"),
        lambda: workspace.change_settings(time_zone="UTC", step_limit=50),
    ):
        with pytest.raises(Refused, match=why):
            trespass()
    assert files.stored(Queue, "unsorted") == before
    look_up_the_reason(desk, files)


def look_up_the_reason(desk: Desk, files: Filing) -> None:
    """From the message to the role that denies it, and to whom to ask."""
    desk.click(files.pane.message._action)
    rights = desk.dialog(WorkspaceSettingsDialog)
    assert rights.tabs.key == "rights"
    reason = rights.rights.findChild(QLabel, f"reason {Permission.EDIT}")
    assert reason is not None
    assert reason.text() == "The role Agent does not give it."
    every = " ".join(one.text() for one in rights.rights.findChildren(QLabel))
    assert "For other rights ask: Boss (boss@a.example)." in every
    desk.press(Qt.Key.Key_Escape)
