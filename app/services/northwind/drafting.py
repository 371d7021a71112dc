"""Writing a tree down in code: actions by name, links by branch."""

from __future__ import annotations

import uuid
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.model.tree import (
    START,
    Action,
    ActionTree,
    BranchEnd,
    Drawing,
    Link,
    Position,
)

if TYPE_CHECKING:
    from app.engine.registry import Registry
    from app.model.config import Config

_NAMESPACE = uuid.UUID("6f1d0e5a-3c57-4b6e-9a0e-5d9a4d1f2c11")


class Drafting:
    """A tree under construction. Ids follow from routing and number: draws repeat anywhere."""

    def __init__(self, routing: str, catalogue: Registry) -> None:
        self.routing = routing
        self.catalogue = catalogue
        self._actions: list[Action] = []
        self._links: list[Link] = []
        self._ends: list[BranchEnd] = []
        self.start = self.add(START, "Start", catalogue.new_config(START))

    def add(
        self, type_: str, name: str, config: Config, *, comment: str = "", record: bool = False
    ) -> str:
        """A new action; its id."""
        number = len(self._actions) + 1
        id_ = str(uuid.uuid5(_NAMESPACE, f"{self.routing}/{number}"))
        action = Action(id_, number, type_, name, config, comment, record, origin=id_)
        self._actions.append(action)
        return id_

    def link(self, source: str, target: str, *branches: str) -> None:
        """Lead branches (default: `ok`) of one action to another."""
        for branch in branches or ("ok",):
            self._links.append(Link(source, branch, target))

    def end(self, source: str, *branches: str) -> None:
        """Mark branches with *End here*."""
        self._ends.extend(BranchEnd(source, branch) for branch in branches)

    def tree(self, places: dict[int, tuple[float, float]]) -> ActionTree:
        """The finished tree; `places` by action number."""
        positions = {
            action.id: Position(*places[action.number])
            for action in self._actions
            if action.number in places
        }
        return ActionTree(
            actions=tuple(self._actions),
            links=tuple(sorted(self._links)),
            ends=tuple(sorted(self._ends)),
            next_number=len(self._actions) + 1,
            drawing=Drawing(MappingProxyType(positions)),
        )
