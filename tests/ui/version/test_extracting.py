"""Extracting a selection: a new smart routing, a jump in its place, one step to undo."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication

from app.engine.actions.to_routing import ToRouting
from app.model.errors import Refused, StaleRevision
from app.model.permissions import Permission
from app.model.resources import ResourceKind, Role, User
from app.model.routing import Status, Version
from app.services import lifecycle
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.session import Message, Session
from app.ui.theme import tr
from app.ui.version.extracting import ExtractDialog
from app.ui.version.first_edit import DUPLICATE, EDIT
from app.ui.version.tab import VersionTab
from tests.ui.version.building import stored_tree

POPUPS = pytest.mark.qt_log_ignore("^This plugin does not support (raise|grabbing)", extend=True)
ALL = ("words", "bill", "rest")


def dialog() -> ExtractDialog:
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, ExtractDialog)]
    return next(one for one in shown if one.isVisible())


def extract(tab: VersionTab, *ids: str) -> None:
    tab.canvas.select(ids)
    tab._commands["extract"].trigger()


def heard(session: Session) -> list[str]:
    said: list[str] = []

    def hear(message: object) -> None:
        assert isinstance(message, Message)
        said.append(tr(message.text))

    session.reported.connect(hear)
    return said


@POPUPS
def test_a_selection_becomes_a_routing_and_a_jump(
    tab: VersionTab, session: Session, workspace: Workspace, version: Version
) -> None:
    said = heard(session)
    before = tab.document.tree
    extract(tab, *ALL)
    asked = dialog()
    assert (asked.name.text(), asked.reference.text()) == ("Money?", "money")
    asked.name.setText("Money matters")
    asked.accept()
    made = workspace.routing_by_reference("money-matters")
    assert made is not None
    assert made.type is workspace.routing(version.routing).type
    assert "Extracted from version 1 “First” of Support" in made.description
    (first,) = workspace.versions(made.id)
    assert (first.status, first.number) == (Status.DEVELOPMENT, 1)
    whole = workspace.tree(first.id)
    assert set(whole.by_id) == {*ALL, whole.start.id}
    assert whole.targets["words", "link_1"] == "bill"
    stays = stored_tree(workspace, version.id)
    (jump,) = (one for one in stays.actions if one.type == "to_routing")
    assert jump.name == "Money matters"
    assert isinstance(jump.config, ToRouting)
    assert jump.config.routing.value == "money-matters"
    assert set(stays.by_id) == {jump.id, stays.start.id}
    assert stays.targets[stays.start.id, "ok"] == jump.id
    assert tab.canvas.selected == (jump.id,)
    assert "Until you put its version in production" in said[-1]
    (use,) = workspace.uses(ResourceKind.ROUTING, "money-matters")
    assert use.action == jump.id
    # One step; the routing stays.
    assert tab._commands["undo"].text() == "Undo extract 3 actions"
    tab.document.undo()
    assert tab.document.tree == before == stored_tree(workspace, version.id)
    assert workspace.routing_by_reference("money-matters") is not None


def test_what_cannot_stand_alone_is_said_and_nothing_asked(
    tab: VersionTab, session: Session, workspace: Workspace
) -> None:
    said = heard(session)
    extract(tab, "words")
    assert "which is not selected" in said[-1]
    extract(tab, "bill", "rest")
    assert "both ways into" in said[-1]
    assert len(workspace.routings()) == 1
    assert tab.document.undo_name is None


def test_a_reference_taken_meanwhile_makes_nothing(
    tab: VersionTab, session: Session, workspace: Workspace, version: Version
) -> None:
    said = heard(session)
    before = tab.document.tree
    assert not tab.extracting.extract(ALL, "Money", "SUPPORT")
    assert "already taken" in said[-1]
    assert len(workspace.routings()) == 1
    assert tab.document.tree == before == stored_tree(workspace, version.id)


def scheduled(tab: VersionTab, workspace: Workspace, version: Version) -> None:
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=9)
    lifecycle.schedule(workspace, version.id, dt.datetime.combine(day, dt.time(6)), "UTC")
    tab.refresh_version()


def test_of_a_scheduled_version_nothing_is_made_before_the_answer(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    scheduled(tab, workspace, version)
    tab.extracting.extract(ALL, "Money", "money")
    assert tab.first_edit.dialog is not None
    assert workspace.routing_by_reference("money") is None
    tab.first_edit.dialog.reject()
    assert workspace.routing_by_reference("money") is None
    tab.extracting.extract(ALL, "Money", "money")
    tab.first_edit.dialog.buttons[EDIT].click()
    assert workspace.routing_by_reference("money") is not None
    assert "words" not in stored_tree(workspace, version.id).by_id


def test_in_a_duplicate_the_routing_is_made_too(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    scheduled(tab, workspace, version)
    tab.extracting.extract(ALL, "Money", "money")
    assert tab.first_edit.dialog is not None
    tab.first_edit.dialog.buttons[DUPLICATE].click()
    assert workspace.routing_by_reference("money") is not None
    copy = workspace.versions(version.routing)[-1]
    assert "words" not in workspace.tree(copy.id).by_id
    assert "words" in stored_tree(workspace, version.id).by_id


def test_who_may_not_create_is_told_why(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    role = Role(
        reference="r",
        name="R",
        permissions=(Permission.READ, Permission.EDIT, Permission.ADMINISTER),
    )
    save_resource(workspace, role)
    save_resource(workspace, User(reference="u", name="U", login=workspace.user, roles=("r",)))
    tab.refresh_version()
    tab.canvas.select(ALL)
    assert not tab._commands["extract"].isEnabled()
    assert "does not let you create" in tab._commands["extract"].toolTip()
    with pytest.raises(Refused, match="does not let you create"):
        lifecycle.extract_routing(
            workspace, version.id, version.revision, tab.document.tree, ALL, name="M", reference="m"
        )


def test_a_version_that_somebody_changed_is_not_extracted_from(
    tab: VersionTab, workspace: Workspace, version: Version
) -> None:
    def attempt(revision: int) -> None:
        tree = tab.document.tree
        lifecycle.extract_routing(
            workspace, version.id, revision, tree, ALL, name="M", reference="m"
        )

    with pytest.raises(StaleRevision):
        attempt(version.revision - 1)
    lifecycle.promote(workspace, version.id)
    with pytest.raises(Refused, match="read-only"):
        attempt(version.revision)
    assert workspace.routing_by_reference("m") is None
