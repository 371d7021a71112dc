"""Beside a web service: which stub rule answers a request, and why the others do not."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.actions.web_service import CallService
from app.engine.registry import CATALOGUE
from app.model import edits
from app.model.config import Reference
from app.model.resources import ResourceKind, StubHeader, StubRule, WebService
from app.model.tree import Action, Position
from app.services import runs
from app.services.replays import Programs, Replayer, Settings
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from app.ui.main_window import MainWindow
from app.ui.resources.page import ResourcesPage
from app.ui.resources.stub_trial import StubTrial
from tests.ui.forms.driving import choose, type_into
from tests.ui.shell.building import add_routing, add_version

RULES = (
    StubRule(method="POST", status=201),
    StubRule(url_contains="/lost", times_out=True),
    StubRule(url_contains="/orders", headers=(StubHeader("X-A", "1"),), body='{"id": 7}'),
    StubRule(status=404),
)
SERVICE = WebService(
    name="Orders",
    reference="orders",
    production_url="https://api.example.org/orders",
    stub_rules=RULES,
)


@pytest.fixture
def trial(page: ResourcesPage, workspace: Workspace, window: MainWindow) -> StubTrial:
    save_resource(workspace, SERVICE)
    window.session.resources_changed.emit()
    page.show_resource(ResourceKind.WEB_SERVICE, "orders")
    assert page.pane is not None
    return cast(StubTrial, page.pane.side)


def obstacles(trial: StubTrial) -> list[str]:
    return [str(one.obstacle or "fits") for one in trial.verdicts]


def test_the_first_rule_that_fits_answers_and_the_others_say_why_not(
    qtbot: QtBot, trial: StubTrial
) -> None:
    assert trial.url.text() == "https://api.example.org/orders"
    assert obstacles(trial) == [
        "It is for POST.",
        "The URL does not contain “/lost”.",
        "fits",
        "fits",
    ]
    assert trial.said.text() == "Status 200"
    assert trial.answered.toPlainText() == 'X-A: 1\n\n{"id": 7}'


def test_another_request_gets_another_answer(qtbot: QtBot, trial: StubTrial) -> None:
    trial.method.setCurrentText("POST")
    assert trial.said.text() == "Status 201"
    trial.method.setCurrentText("GET")
    trial.url.selectAll()
    QTest.keyClicks(trial.url, "https://x.example/lost")
    assert trial.said.text() == "No answer in time: a replay leaves by Timeout."
    assert trial.answered.isHidden()


def test_rules_are_tried_while_they_are_typed(
    qtbot: QtBot, trial: StubTrial, page: ResourcesPage
) -> None:
    assert page.pane is not None
    page.pane.form.editor("stub_rules").choose(RULES[:1])
    assert "No rule fits. A replay leaves by Error" in trial.said.text()
    page.pane.form.editor("stub_rules").choose(())
    assert "There is no rule yet." in trial.said.text()
    type_into(page.pane.form.editor("production_url"), "x")
    assert trial.url.text().startswith("xhttps")


def test_a_request_of_a_kept_run_is_tried(
    qtbot: QtBot, trial: StubTrial, workspace: Workspace
) -> None:
    version = add_version(workspace, add_routing(workspace, "Sales"), "Spring")
    draft = workspace.draft(version.id)
    tree, revision = draft.load()
    config = CallService(service=Reference("orders"), path="lost/7", body="{{ email.subject }}")
    called = Action("call", 0, "web_service", "Ask", config)
    add = edits.add_after(called, tree.start.id, "ok", Position(0, 0), catalogue=CATALOGUE)
    draft.save(tree, add(tree), revision)
    programs = Programs(workspace)
    compiled = programs.compiled(workspace.version(version.id))
    run = Replayer(compiled, programs, Settings()).start(b"Subject: Where is it?\r\n\r\nHm\r\n")
    runs.keep_run(workspace, version.id, run.finish())
    choose(trial.made, "where")
    assert trial.url.text() == "https://api.example.org/orders/lost/7"
    assert trial.body.toPlainText() == "Where is it?"
    assert trial.said.text() == "No answer in time: a replay leaves by Timeout."


@pytest.mark.usefixtures("no_sockets")
def test_nothing_is_called(qtbot: QtBot, trial: StubTrial) -> None:
    trial.url.setText("https://example.org/")
    assert trial.verdicts
