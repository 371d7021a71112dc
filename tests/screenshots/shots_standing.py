"""Shots of the standing of an open version: strips in every state, the question before edits."""

from __future__ import annotations

from app.model import edits
from app.model.permissions import Permission
from app.model.tree import Action
from app.services import lifecycle
from app.ui.version.tab import VersionTab
from tests.screenshots.registry import shot
from tests.screenshots.shots_lifecycle import as_reader, days_on, in_every_state
from tests.screenshots.stage import Stage


def opened(stage: Stage, name: str) -> VersionTab:
    """A version of Support, open in front."""
    stage.window.open_version(stage.version("Support", name).id)
    stage.settle()
    tab = stage.window.workbench.current
    assert isinstance(tab, VersionTab)
    return tab


def first_of(tab: VersionTab) -> Action:
    """The action after Start."""
    tree = tab.document.tree
    return tree.by_id[next(one.target for one in tree.links if one.source == tree.start.id)]


def rename_first(tab: VersionTab, name: str) -> None:
    """Give the action after Start another name."""
    tab.inspector.renamed.emit(first_of(tab).id, name)
    tab.edits.leave_field()


@shot("standing-testing-and-scheduled")
def testing_and_scheduled(stage: Stage) -> None:
    in_every_state(stage)
    opened(stage, "New wording")


@shot("standing-errors-would-stop")
def errors_would_stop(stage: Stage) -> None:
    in_every_state(stage)
    opened(stage, "Spring campaign")


@shot("standing-missed")
def missed(stage: Stage) -> None:
    in_every_state(stage)
    opened(stage, "Autumn campaign")


@shot("standing-no-mailbox")
def no_mailbox(stage: Stage) -> None:
    in_every_state(stage)
    opened(stage, "Without a mailbox")


@shot("standing-narrow")
def narrow(stage: Stage) -> None:
    in_every_state(stage)
    opened(stage, "New wording")
    stage.window.resize(stage.window.minimumSize())


@shot("standing-role")
def role(stage: Stage) -> None:
    as_reader(stage, Permission.READ)
    opened(stage, "Spring campaign")


@shot("standing-first-edit-scheduled")
def first_edit_scheduled(stage: Stage) -> None:
    rename_first(opened(stage, "Summer hours"), "Noted")


@shot("standing-first-edit-testing")
def first_edit_testing(stage: Stage) -> None:
    workspace = stage.session.workspace
    tested = stage.version("Support", "New wording")
    served = lifecycle.mailboxes_of(workspace, tested.routing)
    lifecycle.choose_mailboxes(workspace, tested.id, [one.reference for one in served])
    if tested.schedule is None:
        days_on(workspace, tested, 10)
    rename_first(opened(stage, "New wording"), "Noted")


@shot("standing-overtaken")
def overtaken(stage: Stage) -> None:
    tab = opened(stage, "Summer hours")
    first = first_of(tab)
    tab.canvas.select((first.id,))
    tab.inspector.commented.emit(first.id, "Ask the night shift first.")
    lifecycle.promote(stage.session.workspace, tab.version.id)
    stage.session.routings_changed.emit()


@shot("standing-stale")
def stale(stage: Stage) -> None:
    tab = opened(stage, "Spring campaign")
    first = first_of(tab)
    draft = stage.session.workspace.draft(tab.version.id)
    tree, revision = draft.load()
    draft.save(tree, edits.comment(first.id, "Said elsewhere")(tree), revision)
    tab.canvas.select((first.id,))
    tab.inspector.recorded.emit(first.id, not first.record)
