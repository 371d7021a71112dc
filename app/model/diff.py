"""What differs between two trees: the canvas, the validator and the store follow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

import msgspec

from app.model.tree import (
    Action,
    ActionId,
    ActionTree,
    BranchEnd,
    Drawing,
    Group,
    Link,
    Note,
    evolve,
)

_Part = TypeVar("_Part", Link, BranchEnd)


@dataclass(frozen=True)
class Change:
    """The difference between a tree before and after; ids are those of actions.

    A link that turns to another target is in `unlinked` as it was and in `linked` as it is. Places
    of added and removed actions come and go with them, so `moved` names only actions in both trees.
    """

    added: frozenset[ActionId] = frozenset()
    removed: frozenset[ActionId] = frozenset()
    altered: frozenset[ActionId] = frozenset()  # name, config, comment, record, number …
    moved: frozenset[ActionId] = frozenset()
    linked: tuple[Link, ...] = ()
    unlinked: tuple[Link, ...] = ()
    ended: tuple[BranchEnd, ...] = ()
    unended: tuple[BranchEnd, ...] = ()
    redrawn: bool = False  # notes or groups
    renumbered: bool = False  # the number that the next added action gets

    @property
    def is_empty(self) -> bool:
        """Whether both trees are equal."""
        return self == _NOTHING

    @property
    def touched(self) -> frozenset[ActionId]:
        """Actions added or altered, or whose ways in and out changed; not those that only moved."""
        touched = set(self.added | self.altered)
        for link in (*self.linked, *self.unlinked):
            touched.update((link.source, link.target))
        touched.update(end.source for end in (*self.ended, *self.unended))
        return frozenset(touched - self.removed)


_NOTHING = Change()


def diff(before: ActionTree, after: ActionTree) -> Change:
    """Compare two trees in time linear in their size; actions shared between them cost nothing."""
    if before is after:
        return _NOTHING
    old, new = before.by_id, after.by_id
    altered = (
        action.id
        for action in after.actions
        if (was := old.get(action.id)) is not None and not same_action(was, action)
    )
    linked, unlinked = _gained_and_lost(before.links, after.links)
    ended, unended = _gained_and_lost(before.ends, after.ends)
    return Change(
        added=frozenset(new.keys() - old.keys()),
        removed=frozenset(old.keys() - new.keys()),
        altered=frozenset(altered),
        moved=_moved(before, after),
        linked=linked,
        unlinked=unlinked,
        ended=ended,
        unended=unended,
        redrawn=_background(before.drawing) != _background(after.drawing),
        renumbered=before.next_number != after.next_number,
    )


def matching(before: ActionTree, after: ActionTree) -> dict[ActionId, ActionId]:
    """Which action of the tree before each action of the tree after is, by their ids.

    An action is the one with its id, else the only one of its type with the same lineage, so that
    copies made under fresh ids are found. Start is always Start.
    """
    found = {id_: id_ for id_ in after.by_id.keys() & before.by_id.keys()}
    if before.start.id not in found:
        found.setdefault(after.start.id, before.start.id)
    known = set(found.values())
    old = _by_lineage(one for one in before.actions if one.id not in known)
    new = _by_lineage(one for one in after.actions if one.id not in found)
    for lineage in old.keys() & new.keys():
        if len(old[lineage]) == len(new[lineage]) == 1:
            found[new[lineage][0]] = old[lineage][0]
    return found


def _by_lineage(actions: Iterable[Action]) -> dict[tuple[str, ActionId], list[ActionId]]:
    listed: dict[tuple[str, ActionId], list[ActionId]] = {}
    for one in actions:
        listed.setdefault((one.type, one.lineage), []).append(one.id)
    return listed


def follow(before: ActionTree, after: ActionTree) -> ActionTree:
    """The tree after with the ids and origins of the tree before, wherever they match."""
    ids = {action.id: action.id for action in after.actions} | matching(before, after)
    return evolve(
        after,
        actions=tuple(
            _named_as(action, before.by_id.get(ids[action.id]), ids[action.id])
            for action in after.actions
        ),
        links=tuple(Link(ids[one.source], one.branch, ids[one.target]) for one in after.links),
        ends=tuple(BranchEnd(ids[one.source], one.branch) for one in after.ends),
        drawing=replace(
            after.drawing,
            positions=MappingProxyType(
                {ids[key]: place for key, place in after.drawing.positions.items()}
            ),
            groups=tuple(
                msgspec.structs.replace(
                    group, members=tuple(ids.get(member, member) for member in group.members)
                )
                for group in after.drawing.groups
            ),
        ),
    )


def _named_as(action: Action, was: Action | None, id_: ActionId) -> Action:
    origin = action.origin if was is None else was.origin
    return msgspec.structs.replace(action, id=id_, origin=origin)


def same_action(one: Action, other: Action) -> bool:
    """Whether two actions are stored alike: to Python 1, 1.0 and True are equal, in JSON not."""
    return one is other or (one == other and repr(one) == repr(other))


def _gained_and_lost(
    before: tuple[_Part, ...], after: tuple[_Part, ...]
) -> tuple[tuple[_Part, ...], tuple[_Part, ...]]:
    if before is after:
        return (), ()
    old, new = frozenset(before), frozenset(after)
    gained = tuple(part for part in after if part not in old)
    lost = tuple(part for part in before if part not in new)
    return gained, lost


def _moved(before: ActionTree, after: ActionTree) -> frozenset[ActionId]:
    old, new = before.drawing.positions, after.drawing.positions
    if old is new:
        return frozenset()
    return frozenset(
        action.id
        for action in after.actions
        if old.get(action.id) != new.get(action.id) and action.id in before.by_id
    )


def _background(drawing: Drawing) -> tuple[tuple[Note, ...], tuple[Group, ...]]:
    return drawing.notes, drawing.groups
