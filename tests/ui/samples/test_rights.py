"""Who may not change samples is told so where they would."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.model.permissions import Permission
from app.model.resources import Role, User
from app.services import samples
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.samples.page import SamplesPage
from app.ui.session import Message, Session


def become(session: Session, *granted: Permission) -> None:
    """Give the person at the machine these rights alone, besides looking after roles."""
    workspace = session.workspace
    role = Role(reference="mine", name="Mine", permissions=(*granted, Permission.ADMINISTER))
    save_resource(workspace, role)
    person = User(reference="me", name="Me", login=workspace.user, roles=("mine",))
    save_resource(workspace, person)
    session.resources_changed.emit()


def heard(session: Session) -> list[Message]:
    """What is said in the message bar from now on."""
    said: list[Message] = []

    def hear(message: object) -> None:
        assert isinstance(message, Message)
        said.append(message)

    session.reported.connect(hear)
    return said


@pytest.fixture
def page(qtbot: QtBot, session: Session, workspace: Workspace) -> SamplesPage:
    assert [one.count for one in samples.sample_sets(workspace)] == [3]
    made = SamplesPage(session)
    qtbot.addWidget(made)
    return made


def test_whoever_may_not_create_is_told_by_the_buttons(page: SamplesPage, session: Session) -> None:
    adding = (page.type_button, page.import_button, page.sets.new)
    assert all(one.isEnabled() for one in adding)
    become(session, Permission.READ)
    assert not any(one.isEnabled() for one in adding)
    assert {one.toolTip() for one in adding} == {
        "Your role does not let you create or copy. Ask an administrator."
    }


@pytest.mark.parametrize("command", ["delete_current", "rename_current"])
def test_keys_say_what_they_may_not(page: SamplesPage, session: Session, command: str) -> None:
    become(session, Permission.CREATE)
    said = heard(session)
    getattr(page.sets, command)()
    (message,) = said
    assert "Your role does not let you" in str(message.text)
    assert len(page.sets.sets) == 1


def test_emails_are_not_deleted_without_the_right(page: SamplesPage, session: Session) -> None:
    become(session, Permission.EDIT)
    said = heard(session)
    page.list.selectAll()
    page.delete_selected()
    assert "Your role does not let you delete." in str(said[0].text)
    assert page.sets.sets[0].count == 3
