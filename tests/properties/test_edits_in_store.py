"""After any sequence of edits and undos the stored tree is the tree in memory."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from app.model import edits
from app.model.catalogue import RoutingType
from app.model.config import AnyConfig, UnknownConfig
from app.model.edits import Edit
from app.model.errors import Refused
from app.model.package import content_hash
from app.model.tree import Action, ActionTree, Position, evolve
from app.services import lifecycle
from app.services.workspace import Workspace
from tests.model.fake_catalogue import NodeConfig, QueueConfig, SortConfig
from tests.model.strategies import assert_sound, histories
from tests.scaling import scaled
from tests.workspaces import CATALOGUE, new_routing, new_workspace

BRANCHES = ("ok", "not_found", "link_1", "link_2", "default", "closed")
CONFIGS: tuple[tuple[str, AnyConfig], ...] = (
    ("node", NodeConfig()),
    ("node", NodeConfig(may_fail=True, words="queue:sales", weight=0.1, count=2**53)),
    ("sort", SortConfig()),
    ("queue", QueueConfig(closed=True)),
    ("later", UnknownConfig("later", '{"v":9,"a":[1.10,1e3,null]}', "newer")),
)


def some_edit(dice: random.Random, tree: ActionTree, fresh: str) -> Edit:
    """Any edit; it may be one that the tree refuses."""
    ids = [action.id for action in tree.actions]
    place = Position(dice.uniform(-999, 999), dice.uniform(-999, 999))
    type_, config = dice.choice(CONFIGS)
    added = Action(fresh, 0, type_, f"Action {fresh}", config)
    source, target, branch = dice.choice(ids), dice.choice(ids), dice.choice(BRANCHES)
    match dice.randrange(12):
        case 0 | 1 | 2:
            return edits.add_after(
                added, source, branch, place, catalogue=CATALOGUE, replace_link="keep_behind"
            )
        case 3 if tree.links:
            return edits.add_between(
                added, dice.choice(tree.links), place, None, catalogue=CATALOGUE
            )
        case 4 | 5:
            return edits.link(source, branch, target, catalogue=CATALOGUE)
        case 6:
            return edits.unlink(source, branch)
        case 7:
            return edits.end_here(source, branch, catalogue=CATALOGUE)
        case 8:
            doomed = set(dice.sample(ids, min(len(ids), dice.randint(1, 3))))
            return edits.delete(doomed, heal=dice.random() < 0.5, catalogue=CATALOGUE)
        case 9:
            return edits.configure(source, config)
        case 10:
            return edits.move({source: place})
        case _:
            words = dice.choice(("Écoute", "日本", "'; DROP TABLE action; --", "😀"))
            renamed, commented = edits.rename(source, words), edits.comment(source, words)
            return dice.choice((renamed, commented, edits.record(source, True)))


@pytest.mark.long
@pytest.mark.timeout(900)
def test_the_database_follows_every_edit_and_undoing_all_gives_the_first_tree(
    tmp_path: Path,
) -> None:
    dice = random.Random(2_000)
    ws = new_workspace(tmp_path)
    version = lifecycle.create_version(ws, new_routing(ws).id, name="One")
    draft = ws.draft(version.id)
    first, revision = draft.load()
    history = [first]
    while len(history) <= scaled(2_000):
        try:
            after = some_edit(dice, history[-1], f"a{len(history)}")(history[-1])
        except Refused:
            continue
        revision = draft.save(history[-1], after, revision)
        history.append(after)
        assert draft.load() == (as_read(after), revision)
    largest = max(len(tree.actions) for tree in history)
    assert largest > 10
    assert_sound(history[-1])
    stored = ws.version(version.id)
    assert stored.hash == content_hash(history[-1], RoutingType.START, CATALOGUE)
    assert stored.actions == len(history[-1].actions)
    while len(history) > 1:
        undone = history.pop()
        revision = draft.save(undone, history[-1], revision)
        if len(history) % 10 == 0:
            assert draft.load() == (as_read(history[-1]), revision)
    assert draft.load() == (first, revision)
    assert ws.version(version.id).hash == version.hash
    ws.close()


@pytest.mark.timeout(900)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(histories())
def test_any_two_trees_of_a_history_can_follow_each_other(
    tmp_path_factory: pytest.TempPathFactory, history: tuple[ActionTree, ...]
) -> None:
    ws = new_workspace(tmp_path_factory.mktemp("history"))
    version = lifecycle.create_version(ws, new_routing(ws).id, name="One")
    draft = ws.draft(version.id)
    before, revision = draft.load()
    for after in (*history[::2], *reversed(history)):
        revision = draft.save(before, after, revision)
        assert stored(ws, version.id) == as_read(after)
        before = after
    ws.close()


def as_read(tree: ActionTree) -> ActionTree:
    """The tree with every config read back from its text: only reasons may differ."""
    return evolve(
        tree,
        actions=tuple(
            replace(one, config=CATALOGUE.decode(one.type, CATALOGUE.encode(one.config)))
            for one in tree.actions
        ),
    )


def stored(ws: Workspace, version: str) -> ActionTree:
    """The tree as a reader sees it that has never seen the one in memory."""
    other = Workspace.open(ws.path, CATALOGUE)
    tree = other.tree(version)
    other.close()
    return tree
