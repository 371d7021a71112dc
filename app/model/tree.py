"""The action tree of a version: an immutable value, and how to walk it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from app.model.config import AnyConfig

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ActionId = str
"""A UUID as text, made in services and unique in a tree."""

BranchKey = str
"""Key of a branch, such as `ok`, `error` or `link_3`."""

START = "start"
"""Type key of the one entry point of every tree."""


class Action(msgspec.Struct, frozen=True):
    """One action of a tree.

    `number` is shown on the card and never reused. `origin` is the id of the action that this one
    was copied from (its own id otherwise): draws and comparisons follow it across copies. `record`
    is the toggle *Record the passage in this action*.
    """

    id: ActionId
    number: int
    type: str
    name: str
    config: AnyConfig
    comment: str = ""
    record: bool = False
    origin: ActionId = ""

    @property
    def lineage(self) -> ActionId:
        """The id that stays the same across copies."""
        return self.origin or self.id


class Link(msgspec.Struct, frozen=True, order=True):
    """A branch of one action leading to another action."""

    source: ActionId
    branch: BranchKey
    target: ActionId


class BranchEnd(msgspec.Struct, frozen=True, order=True):
    """The mark *End here* on an unlinked branch: the run ends there on purpose."""

    source: ActionId
    branch: BranchKey


class Position(msgspec.Struct, frozen=True):
    """Top-left corner of a card on the canvas, in scene pixels at 100 %."""

    x: float
    y: float


class Note(msgspec.Struct, frozen=True):
    """A text on the canvas, behind the cards. `colour` is the name of a token, or `#rrggbb`."""

    id: str
    text: str
    x: float
    y: float
    width: float = 220.0
    height: float = 90.0
    colour: str = "scheduled"


class Group(msgspec.Struct, frozen=True):
    """A coloured, titled area behind some actions."""

    id: str
    title: str
    colour: str
    members: tuple[ActionId, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """How a tree is laid out: undoable and stored, but no part of its content hash."""

    positions: Mapping[ActionId, Position] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Note, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def marks(self) -> tuple[Group | Note, ...]:
        """Everything behind the cards, the lowest first."""
        return (*self.groups, *self.notes)

    def moved(self, positions: Mapping[ActionId, Position]) -> Drawing:
        """The drawing with some actions at new places."""
        return replace(self, positions=MappingProxyType({**self.positions, **positions}))

    def without(self, ids: frozenset[ActionId]) -> Drawing:
        """The drawing without some actions."""
        kept = {key: place for key, place in self.positions.items() if key not in ids}
        return replace(self.without_members(ids), positions=MappingProxyType(kept))

    def without_members(self, ids: frozenset[ActionId]) -> Drawing:
        """The drawing with some actions outside of every group; a group that had no others goes."""
        groups = tuple(
            msgspec.structs.replace(g, members=tuple(m for m in g.members if m not in ids))
            if ids.intersection(g.members)
            else g
            for g in self.groups
            if not ids.issuperset(g.members) or not g.members
        )
        return replace(self, groups=groups)


@dataclass(frozen=True)
class ActionTree:
    """A directed graph of actions rooted in Start.

    `actions` are sorted by number, `links` and `ends` by source and branch, so that equal trees are
    equal values. Each branch has at most one link and never a link and an end. `next_number` is the
    number that the next added action gets.
    """

    actions: tuple[Action, ...] = ()
    links: tuple[Link, ...] = ()
    ends: tuple[BranchEnd, ...] = ()
    next_number: int = 1
    drawing: Drawing = field(default_factory=Drawing)

    @cached_property
    def by_id(self) -> Mapping[ActionId, Action]:
        """Actions by their id."""
        return MappingProxyType({action.id: action for action in self.actions})

    @cached_property
    def targets(self) -> Mapping[tuple[ActionId, BranchKey], ActionId]:
        """Where each linked branch leads."""
        return MappingProxyType({(link.source, link.branch): link.target for link in self.links})

    @cached_property
    def leaving(self) -> Mapping[ActionId, tuple[Link, ...]]:
        """The links that leave each action that has any."""
        return _grouped((link.source, link) for link in self.links)

    @cached_property
    def arriving(self) -> Mapping[ActionId, tuple[Link, ...]]:
        """The links that arrive at each action that has any."""
        return _grouped((link.target, link) for link in self.links)

    @cached_property
    def ended(self) -> frozenset[tuple[ActionId, BranchKey]]:
        """The branches marked *End here*."""
        return frozenset((end.source, end.branch) for end in self.ends)

    @cached_property
    def start(self) -> Action:
        """The entry point."""
        return next(action for action in self.actions if action.type == START)

    @cached_property
    def reachable(self) -> frozenset[ActionId]:
        """Ids of the actions that links lead to from Start, Start included."""
        seen = {self.start.id}
        waiting = [self.start.id]
        while waiting:
            for link in self.leaving.get(waiting.pop(), ()):
                if link.target not in seen:
                    seen.add(link.target)
                    waiting.append(link.target)
        return frozenset(seen)

    @property
    def is_blank(self) -> bool:
        """Whether no action is reachable from Start."""
        return len(self.reachable) == 1

    def numbered(self, number: int) -> Action | None:
        """The action with this number."""
        return next((action for action in self.actions if action.number == number), None)

    def is_open(self, source: ActionId, branch: BranchKey) -> bool:
        """Whether a branch neither leads to an action nor is marked *End here*."""
        key = (source, branch)
        return key not in self.targets and key not in self.ended


def _grouped(pairs: Iterator[tuple[ActionId, Link]]) -> Mapping[ActionId, tuple[Link, ...]]:
    found: dict[ActionId, list[Link]] = {}
    for key, link in pairs:
        found.setdefault(key, []).append(link)
    return MappingProxyType({key: tuple(links) for key, links in found.items()})


def blank_tree(start_id: ActionId, name: str, config: AnyConfig) -> ActionTree:
    """A tree *from zero*: only Start, number 1, at the origin of the canvas."""
    start = Action(id=start_id, number=1, type=START, name=name, config=config, origin=start_id)
    drawing = Drawing().moved({start_id: Position(0.0, 0.0)})
    return ActionTree(actions=(start,), next_number=2, drawing=drawing)


def evolve(tree: ActionTree, **changes: Any) -> ActionTree:
    """The tree with some parts replaced and everything back in canonical order."""
    changed = replace(tree, **changes)
    return replace(
        changed,
        actions=tuple(sorted(changed.actions, key=lambda action: action.number)),
        links=tuple(sorted(changed.links)),
        ends=tuple(sorted(changed.ends)),
    )
