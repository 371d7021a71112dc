"""Shots of the tab of a version: designing, adding, replaying, a whole set, read-only."""

from __future__ import annotations

from app.graph.exchange import AddRequest
from app.services import samples
from app.services.sample_search import find_emails
from app.ui.version.tab import VersionTab
from tests.screenshots.registry import shot
from tests.screenshots.stage import Stage


def open_tab(stage: Stage, status: str = "development") -> VersionTab:
    """The largest version of *Support* in a state, open in front."""
    versions = stage.session.workspace.versions(stage.routing("Support").id)
    found = [one for one in versions if one.status == status]
    chosen = max(found or versions, key=lambda one: one.actions)
    stage.window.open_version(chosen.id)
    stage.settle()
    tab = stage.window.workbench.current
    assert isinstance(tab, VersionTab)
    return tab


def choose(stage: Stage, words: str) -> None:
    """Choose the first sample email that holds the words."""
    found = find_emails(stage.session.workspace, words) or find_emails(stage.session.workspace, "")
    stage.session.choose_email(found[0].email.id)


def by_type(tab: VersionTab, type_: str) -> str:
    """The first action of a type."""
    return next(one.id for one in tab.document.tree.actions if one.type == type_)


@shot("version-designing")
def designing(stage: Stage) -> None:
    tab = open_tab(stage)
    tab.canvas.select((by_type(tab, "detect_keywords"),))


@shot("version-add-menu")
def add_menu(stage: Stage) -> None:
    tab = open_tab(stage)
    tab.canvas.select((by_type(tab, "detect_keywords"),))
    tab.canvas.commands["add_child"].trigger()
    assert tab.adding.menu is not None
    tab.adding.menu.chooser.search.setText("val")


@shot("version-replaying")
def replaying(stage: Stage) -> None:
    tab = open_tab(stage)
    choose(stage, "")
    tab.rows.setSizes([430, 380])
    tab._commands["run"].trigger()
    stage.settle()


@shot("version-read-only")
def read_only(stage: Stage) -> None:
    open_tab(stage, "production")


@shot("version-whole-set")
def whole_set(stage: Stage) -> None:
    tab = open_tab(stage)
    tab.rows.setSizes([380, 430])
    found = samples.sample_sets(stage.session.workspace)
    tab.replay_panels.start_set(max(found, key=lambda one: one.count))
    stage.settle(lambda: not tab.replay_panels.whole_set.is_running)


def replay(stage: Stage, words: str, type_: str) -> VersionTab:
    """Replay an email, and look at the step of an action type."""
    tab = open_tab(stage)
    choose(stage, words)
    tab._commands["run"].trigger()
    tab.rows.setSizes([300, 460])
    stage.settle()
    steps = tab.replay.steps
    found = next((one.number for one in steps if one.action.type == type_), len(steps))
    tab.replay.select(found)
    return tab


@shot("version-trace-keywords")
def keywords(stage: Stage) -> None:
    replay(stage, "Power cut", "detect_keywords")


@shot("version-trace-verdicts")
def verdicts(stage: Stage) -> None:
    replay(stage, "Lastgang", "test_values")


@shot("version-trace-schedule")
def schedule(stage: Stage) -> None:
    replay(stage, "Stromausfall", "test_schedule")


@shot("version-trace-letter")
def letter(stage: Stage) -> None:
    tab = replay(stage, "Facture", "send_email")
    if not any(one.action.type == "send_email" for one in tab.replay.steps):
        replay(stage, "Baja", "send_email")


@shot("version-events")
def events(stage: Stage) -> None:
    tab = replay(stage, "Baja", "send_email")
    tab.bottom.open("events")


@shot("version-add-by-copying")
def add_by_copying(stage: Stage) -> None:
    open_tab(stage).adding.ask_for_copy(AddRequest())


@shot("version-add-in-occupied-branch")
def add_in_occupied_branch(stage: Stage) -> None:
    tab = open_tab(stage)
    tree = tab.document.tree
    source = next(one.id for one in tree.actions if one.number == 3)
    branch = next(one.branch for one in tree.leaving[source])
    tab.adding.add(AddRequest(source=source, branch=branch), "test_schedule")
