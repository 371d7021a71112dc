"""*Test connection*: pressed by a person, answered in a sentence, cancelled, or out of date."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.model.permissions import Permission
from app.model.resources import Connection, ResourceKind, Role, User
from app.model.text import _
from app.services import secrets_vault
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.connection_trial import ConnectionTrial
from app.ui.resources.page import ResourcesPage
from app.world.live import trying
from app.world.live.deadline import CancelledOutside
from app.world.live.tried import Tried
from tests.keyrings import WorkingKeyring, vault_on
from tests.ui.forms.driving import type_into

LEFT = Qt.MouseButton.LeftButton
KIND = ResourceKind.CONNECTION


class Outside:
    """Stands in for the world: keeps what it was asked, and answers when it is let."""

    def __init__(self) -> None:
        self.asked: list[tuple[Connection, dict[str, str]]] = []
        self.threads: list[str] = []
        self.answers = threading.Event()
        self.answers.set()
        self.answer = Tried(True, _("All is well."))

    def __call__(self, connection: Connection, secrets: Any, *, cancelled: Any) -> Tried:
        self.asked.append((connection, dict(secrets)))
        self.threads.append(threading.current_thread().name)
        while not self.answers.wait(0.01):
            if cancelled():
                raise CancelledOutside
        return self.answer


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    made = Outside()
    monkeypatch.setattr(trying, "try_connection", made)
    monkeypatch.setattr(secrets_vault, "VAULT", vault_on(WorkingKeyring()))
    return made


@pytest.fixture
def trial(
    page: ResourcesPage, workspace: Workspace, window: MainWindow, outside: Outside
) -> ConnectionTrial:
    save_resource(
        workspace,
        Connection(name="Out", reference="out", host="mail.example.org", password="old one"),
    )
    window.session.resources_changed.emit()
    page.show_resource(KIND, "out")
    return trial_of(page)


def trial_of(page: ResourcesPage) -> ConnectionTrial:
    assert page.pane is not None
    return cast(ConnectionTrial, page.pane.side)


def test_nothing_is_asked_before_the_button_is_pressed(
    qtbot: QtBot, trial: ConnectionTrial, outside: Outside, page: ResourcesPage
) -> None:
    page.show_resource(KIND, "out")
    assert outside.asked == []
    assert trial.answer.isHidden()


def test_the_stored_password_goes_along_and_the_answer_is_shown(
    qtbot: QtBot, trial: ConnectionTrial, outside: Outside
) -> None:
    QTest.mouseClick(trial.test, LEFT)
    assert trial.is_busy
    assert not trial.test.isEnabled()
    qtbot.waitUntil(lambda: not trial.is_busy)
    assert trial.said.text() == "All is well."
    ((asked, secrets),) = outside.asked
    assert (asked.host, secrets) == ("mail.example.org", {"password": "old one"})
    assert outside.threads != [threading.main_thread().name]


def test_what_is_typed_counts_before_it_is_saved(
    qtbot: QtBot, trial: ConnectionTrial, outside: Outside, page: ResourcesPage
) -> None:
    assert page.pane is not None
    type_into(page.pane.form.editor("reference"), "new-")
    type_into(page.pane.form.editor("host"), "new-")
    QTest.mouseClick(trial.test, LEFT)
    qtbot.waitUntil(lambda: not trial.is_busy)
    ((asked, secrets),) = outside.asked
    assert asked.host == "new-mail.example.org"
    assert secrets == {"password": "old one"}
    editor = cast(Any, page.pane.form.editor("password"))
    QTest.mouseClick(editor.replace, LEFT)
    type_into(editor, "new one")
    assert trial.answer.isHidden(), "the answer was about another password"
    QTest.mouseClick(trial.test, LEFT)
    qtbot.waitUntil(lambda: not trial.is_busy)
    assert outside.asked[-1][1] == {"password": "new one"}


def test_a_refusal_is_shown_as_one(qtbot: QtBot, trial: ConnectionTrial, outside: Outside) -> None:
    outside.answer = Tried(False, _("Nobody is there."))
    QTest.mouseClick(trial.test, LEFT)
    qtbot.waitUntil(lambda: not trial.is_busy)
    assert trial.said.text() == "Nobody is there."
    assert trial.test.isEnabled()


def test_a_trial_is_cancelled(
    qtbot: QtBot, trial: ConnectionTrial, outside: Outside, window: MainWindow
) -> None:
    outside.answers.clear()
    QTest.mouseClick(trial.test, LEFT)
    QTest.mouseClick(trial.cancel, LEFT)
    assert not trial.is_busy
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert trial.answer.isHidden()
    assert trial.test.isEnabled()


def test_looking_elsewhere_ends_a_trial(
    qtbot: QtBot, trial: ConnectionTrial, outside: Outside, page: ResourcesPage, window: MainWindow
) -> None:
    outside.answers.clear()
    QTest.mouseClick(trial.test, LEFT)
    page.kinds.show_kind(ResourceKind.QUEUE)
    assert not trial.is_busy
    qtbot.waitUntil(lambda: not window.session.jobs.running)


def test_who_may_only_look_tries_nothing(
    qtbot: QtBot,
    trial: ConnectionTrial,
    outside: Outside,
    page: ResourcesPage,
    workspace: Workspace,
    window: MainWindow,
) -> None:
    admin = Role(name="Admin", reference="admin", permissions=tuple(Permission))
    save_resource(workspace, admin)
    save_resource(workspace, Role(name="Reader", reference="reader"))
    for login, role in ((workspace.user, "admin"), ("visitor", "reader")):
        person = User(
            name=login, reference=login, email=f"{login}@example.org", login=login, roles=(role,)
        )
        save_resource(workspace, person)
    workspace.user = "visitor"
    window.session.resources_changed.emit()
    page.show_resource(KIND, "out")
    assert not trial.test.isEnabled()
    trial.begin()
    assert "Ask an administrator" in trial.said.text()
    assert outside.asked == []
