"""Where the arrow keys lead: to the parent, a child, the sibling left or right."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from app.graph.faces import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.graph.faces import CardFace
    from app.model.tree import ActionId, ActionTree


class Step(Enum):
    """One press of an arrow key."""

    PARENT = auto()
    CHILD = auto()
    LEFT = auto()
    RIGHT = auto()


def walk(
    tree: ActionTree, faces: Mapping[ActionId, CardFace], from_: ActionId, step: Step
) -> ActionId | None:
    """The action that a step leads to, or None at the end of the way."""
    if step is Step.CHILD:
        return next(iter(_children(tree, faces, from_)), None)
    parent = _parent(tree, from_)
    if step is Step.PARENT:
        return parent
    siblings = _children(tree, faces, parent) if parent is not None else []
    if len(siblings) < 2:
        siblings = _row(tree, from_)
    index = siblings.index(from_) + (1 if step is Step.RIGHT else -1)
    return siblings[index] if 0 <= index < len(siblings) else None


def _parent(tree: ActionTree, key: ActionId) -> ActionId | None:
    """The source of a link that arrives: the lowest one that stands above."""
    y = place_of(tree, key).y
    sources = [link.source for link in tree.arriving.get(key, ()) if link.source != key]
    above = [source for source in sources if place_of(tree, source).y < y]
    return max(above or sources, key=lambda source: place_of(tree, source).y, default=None)


def _children(
    tree: ActionTree, faces: Mapping[ActionId, CardFace], key: ActionId
) -> list[ActionId]:
    targets = (tree.targets.get((key, branch.key)) for branch in faces[key].branches)
    return list(dict.fromkeys(target for target in targets if target is not None))


def _row(tree: ActionTree, key: ActionId) -> list[ActionId]:
    y = place_of(tree, key).y
    beside = [action.id for action in tree.actions if abs(place_of(tree, action.id).y - y) < 40.0]
    return sorted(beside, key=lambda other: (place_of(tree, other).x, other))
