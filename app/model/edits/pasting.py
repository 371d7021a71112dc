"""Fragments of trees: what copying takes along, and the edit that pastes it."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec

from app.model.edits.rules import Edit, check_comment, check_name
from app.model.errors import Refused
from app.model.text import _
from app.model.tree import START, ActionId, ActionTree, Drawing, Position, evolve


def fragment_of(tree: ActionTree, ids: Collection[ActionId]) -> ActionTree:
    """Some actions of a tree with the links among them, their ends and places; never Start.

    A fragment is a tree without Start, which only `paste` gives a place in a whole one.
    """
    kept = frozenset(ids) - {tree.start.id}
    positions = {key: place for key, place in tree.drawing.positions.items() if key in kept}
    return evolve(
        ActionTree(),
        actions=tuple(action for action in tree.actions if action.id in kept),
        links=tuple(one for one in tree.links if one.source in kept and one.target in kept),
        ends=tuple(end for end in tree.ends if end.source in kept),
        drawing=Drawing().moved(positions),
    )


def with_new_ids(fragment: ActionTree, new_id: Callable[[], ActionId]) -> ActionTree:
    """The same fragment under fresh ids; each action keeps the id that it comes from as origin."""
    fresh = {action.id: new_id() for action in fragment.actions}
    places = fragment.drawing.positions
    return evolve(
        ActionTree(),
        actions=tuple(
            msgspec.structs.replace(action, id=fresh[action.id], origin=action.lineage)
            for action in fragment.actions
        ),
        links=tuple(
            msgspec.structs.replace(one, source=fresh[one.source], target=fresh[one.target])
            for one in fragment.links
        ),
        ends=tuple(msgspec.structs.replace(end, source=fresh[end.source]) for end in fragment.ends),
        drawing=Drawing().moved({fresh[key]: place for key, place in places.items()}),
    )


def shifted(fragment: ActionTree, right: float, down: float) -> ActionTree:
    """The fragment at another place, in scene pixels at 100 %."""
    moved = {
        key: Position(place.x + right, place.y + down)
        for key, place in fragment.drawing.positions.items()
    }
    return evolve(fragment, drawing=fragment.drawing.moved(moved))


def paste(fragment: ActionTree) -> Edit:
    """Add the actions of a fragment with their inner links; they take the tree's next numbers.

    Refused: a Start, an id that the tree has already, an impossible name.
    """

    def edit(tree: ActionTree) -> ActionTree:
        if not fragment.actions:
            return tree
        if any(action.type == START for action in fragment.actions):
            raise Refused(_("A version has exactly one Start, so it cannot be added or copied."))
        if not tree.by_id.keys().isdisjoint(fragment.by_id):
            raise Refused(_("This action is already in the version."))
        for action in fragment.actions:
            check_name(action.name)
            check_comment(action.comment)
        added = tuple(
            msgspec.structs.replace(action, number=number, origin=action.lineage)
            for number, action in enumerate(fragment.actions, tree.next_number)
        )
        return evolve(
            tree,
            actions=(*tree.actions, *added),
            links=(*tree.links, *fragment.links),
            ends=(*tree.ends, *fragment.ends),
            next_number=tree.next_number + len(added),
            drawing=tree.drawing.moved(
                {
                    key: fragment.drawing.positions.get(key, Position(0.0, 0.0))
                    for key in fragment.by_id
                }
            ),
        )

    return edit
