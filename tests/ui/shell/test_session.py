"""The session tells its pages what changed, here and in other windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services import samples
from app.services.preferences import Theme, load_preferences
from app.services.workspace import Workspace
from app.ui.session import Message, Session
from tests.ui.shell.building import add_routing, new_session, seen_again


@pytest.fixture
def session(qtbot: QtBot, workspace: Workspace) -> Iterator[Session]:
    made = new_session(qtbot, workspace)
    yield made
    made.close()
    made.deleteLater()


def test_a_change_of_another_window_is_noticed_by_itself(
    qtbot: QtBot, session: Session, workspace: Workspace
) -> None:
    session.watch()
    with (
        qtbot.waitSignals(
            [session.routings_changed, session.resources_changed, session.changed_outside]
        ),
        seen_again(workspace) as other,
    ):
        add_routing(other, "Billing")


def test_its_own_changes_are_no_news(qtbot: QtBot, session: Session, workspace: Workspace) -> None:
    add_routing(workspace, "Billing")
    with qtbot.assertNotEmitted(session.changed_outside):
        session.look_outside()


def test_a_chosen_email_is_held_whole(session: Session, workspace: Workspace) -> None:
    kept = samples.create_set(workspace, "Mine")
    email = samples.add_typed(workspace, kept.id, "ann@example.org", "Power cut", "Please help.")
    session.choose_email(email.id)
    chosen = session.chosen_email
    assert chosen is not None
    assert chosen.subject == "Power cut"
    assert b"Please help." in chosen.raw
    session.choose_email(None)
    assert session.chosen_email is None


def test_preferences_are_stored_when_they_change(session: Session) -> None:
    session.prefer(theme=Theme.DARK)
    assert session.preferences.theme is load_preferences().theme is Theme.DARK


def test_preferences_that_cannot_be_stored_are_said(
    qtbot: QtBot, session: Session, home: Path
) -> None:
    config = home / ".config"
    config.write_text("in the way")
    with qtbot.waitSignal(session.reported) as said:
        session.prefer(theme=Theme.DARK)
    assert isinstance(said.args[0], Message)
    assert said.args[0].level == "warning"
