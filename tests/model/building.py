"""Short words to build trees and read them in tests."""

from __future__ import annotations

from app.model import edits
from app.model.edits import Edit
from app.model.tree import Action, ActionTree, Position
from tests.model.fake_catalogue import CATALOGUE, OK
from tests.model.strategies import first_tree

ORIGIN = Position(0, 0)
PLACE = Position(40, 120)


def add(action: Action, *, after: str, branch: str = OK) -> Edit:
    """Add after an action, anywhere on the canvas."""
    return edits.add_after(action, after, branch, PLACE, catalogue=CATALOGUE)


def free(action: Action) -> Edit:
    """Add an action on its own."""
    return edits.add_free(action, PLACE)


def link(source: str, target: str, branch: str = OK) -> Edit:
    """Lead a branch to an action."""
    return edits.link(source, branch, target, catalogue=CATALOGUE)


def tree_of(*steps: Edit) -> ActionTree:
    """The blank tree (Start is `a0`) after these edits."""
    return edits.together(*steps)(first_tree())


def wiring(tree: ActionTree) -> set[str]:
    """The links as words: `a0.ok>b`."""
    return {f"{one.source}.{one.branch}>{one.target}" for one in tree.links}
