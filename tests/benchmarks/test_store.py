"""The workspace file: saving one edit, loading a tree and opening, for a large and a small tree."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.model import edits
from app.model.edits import Edit
from app.model.tree import Action, ActionTree, Link, Position, evolve
from app.services import lifecycle
from app.services.drafts import StoredDraft
from app.services.identity import new_id
from app.services.workspace import Workspace
from tests.model.fake_catalogue import SortConfig
from tests.workspaces import CATALOGUE, new_routing, new_workspace

Drafting = Callable[[int], StoredDraft]

sizes = pytest.mark.parametrize("actions", [10, 1000])


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def drafting(ws: Workspace) -> Drafting:
    """Makes a version of so many actions in the workspace."""

    def new_draft(actions: int) -> StoredDraft:
        version = lifecycle.create_version(ws, new_routing(ws).id, name="Large")
        draft = ws.draft(version.id)
        tree, revision = draft.load()
        draft.save(tree, grown(actions)(tree), revision)
        return draft

    return new_draft


def grown(count: int) -> Edit:
    """A blank tree with sorting actions, two below each, until there are so many actions."""

    def edit(tree: ActionTree) -> ActionTree:
        added = [
            Action(new_id(), number, "sort", f"Sort {number}", SortConfig())
            for number in range(2, count + 1)
        ]
        links = [Link(tree.start.id, "ok", added[0].id)]
        for index, action in enumerate(added[1:], 1):
            branch = "link_1" if index % 2 else "link_2"
            links.append(Link(added[(index - 1) // 2].id, branch, action.id))
        places = {action.id: Position(index, 0.0) for index, action in enumerate(added)}
        return evolve(
            tree,
            actions=(*tree.actions, *added),
            links=tuple(links),
            next_number=count + 1,
            drawing=tree.drawing.moved(places),
        )

    return edit


@pytest.mark.benchmark(group="save one edit")
@pytest.mark.parametrize("what", ["rename", "move"])
@sizes
def test_save(benchmark: BenchmarkFixture, drafting: Drafting, actions: int, what: str) -> None:
    draft = drafting(actions)
    tree, revision = draft.load()
    key = tree.actions[actions // 2].id
    changed: dict[str, Edit] = {
        "rename": edits.rename(key, "Renamed"),
        "move": edits.move({key: Position(-8.0, -8.0)}),
    }
    ways = itertools.cycle([(tree, changed[what](tree)), (changed[what](tree), tree)])

    def save() -> None:
        nonlocal revision
        before, after = next(ways)
        revision = draft.save(before, after, revision)

    benchmark.pedantic(save, rounds=40, warmup_rounds=2)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="load a tree")
@sizes
def test_load(benchmark: BenchmarkFixture, drafting: Drafting, actions: int) -> None:
    tree, _revision = benchmark.pedantic(drafting(actions).load, rounds=10, warmup_rounds=1)  # type: ignore[no-untyped-call]
    assert len(tree.actions) == actions


@pytest.mark.benchmark(group="open a workspace")
@sizes
def test_open(benchmark: BenchmarkFixture, ws: Workspace, drafting: Drafting, actions: int) -> None:
    drafting(actions)
    path = ws.path
    ws.close()
    benchmark.pedantic(lambda: Workspace.open(path, CATALOGUE).close(), rounds=10, warmup_rounds=1)  # type: ignore[no-untyped-call]
