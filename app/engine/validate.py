"""Problems of a whole tree: each action's own, and those that only the tree shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.model.catalogue import (
    Branch,
    BranchRole,
    Catalogue,
    Problem,
    ResourceUse,
    RoutingType,
    Severity,
)
from app.model.resources import ResourceKind, Resources
from app.model.text import Text, _
from app.model.tree import START, Action, ActionTree

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOP_BREAKER = "passages"
"""The type that keeps a loop from going round for ever."""


def problems_of(
    tree: ActionTree,
    routing_type: RoutingType,
    resources: Resources,
    catalogue: Catalogue,
    routing: str = "",
) -> tuple[Problem, ...]:
    """All problems of a tree, errors first, then by action number.

    `routing` is the reference of the routing that the tree belongs to.
    """
    found = list(_tree_problems(tree))
    for action in tree.actions:
        found.extend(_action_problems(action, tree, routing_type, resources, catalogue, routing))
    numbers = {action.id: action.number for action in tree.actions}
    return tuple(
        sorted(found, key=lambda p: (p.severity is not Severity.ERROR, numbers.get(p.action, 0)))
    )


def _action_problems(
    action: Action,
    tree: ActionTree,
    routing_type: RoutingType,
    resources: Resources,
    catalogue: Catalogue,
    routing: str,
) -> Iterator[Problem]:
    for problem in catalogue.problems(action.config, resources):
        yield msgspec.structs.replace(problem, action=action.id)
    card = catalogue.card(action.type)
    if card.known and routing_type not in card.routing_types:
        text = _("{label} works only in routings that start with an email.", label=card.label)
        yield _error(action, text)
    for use in catalogue.uses(action.config):
        if use.kind == ResourceKind.ROUTING:
            yield from _jump_problems(action, use, routing_type, resources, routing)
    yield from _branch_problems(action, tree, catalogue)


def _jump_problems(
    action: Action, use: ResourceUse, routing_type: RoutingType, resources: Resources, routing: str
) -> Iterator[Problem]:
    target = resources.routing(use.reference)
    if target is None:
        return
    if target.type is not routing_type:
        text = _("{name} is a smart routing of the other type: choose another.", name=target.name)
        yield _error(action, text, field=use.field)
    if routing and target.reference.lower() == routing.lower():
        text = _("A smart routing cannot go on at its own start: choose another.")
        yield _error(action, text, field=use.field)
    elif target.production is None:
        text = _("{name} has no production version yet.", name=target.name)
        yield _warning(action, text, field=use.field)


def _branch_problems(action: Action, tree: ActionTree, catalogue: Catalogue) -> Iterator[Problem]:
    branches = {branch.key: branch for branch in catalogue.branches(action.config)}
    if catalogue.card(action.type).known:
        for link in tree.leaving.get(action.id, ()):
            if link.branch not in branches:
                text = _("The branch of this link no longer exists: delete or redirect the link.")
                yield _error(action, text, branch=link.branch)
    if action.id not in tree.reachable:
        return
    open_ones = [b for b in branches.values() if tree.is_open(action.id, b.key)]
    failures = [branch for branch in open_ones if branch.role is BranchRole.FAILURE]
    if failures:
        text = _("Nothing follows when this fails ({branches}).", branches=_names(failures))
        yield _warning(action, text, branch=failures[0].key)
    others = [branch for branch in open_ones if branch.role is not BranchRole.FAILURE]
    if others:
        text = _(
            "The email is not delivered on {branches}: add an action or End here.",
            branches=_names(others),
        )
        yield _warning(action, text, branch=others[0].key)


def _names(branches: list[Branch]) -> str:
    return ", ".join(branch.caption or str(branch.label) for branch in branches)


def _tree_problems(tree: ActionTree) -> Iterator[Problem]:
    if tree.is_blank:
        yield Problem(Severity.ERROR, _("This version is blank: add an action after Start."))
    for action in tree.actions:
        if action.type != START and action.id not in tree.reachable:
            yield _warning(action, _("No path leads to this action: link it or delete it."))
    for action in _unbroken_loops(tree):
        text = _("A loop passes here without {breaker}.", breaker=_("Check the number of passages"))
        yield _warning(action, text)


def _unbroken_loops(tree: ActionTree) -> list[Action]:
    """For each loop without a loop breaker, the action with the lowest number."""
    kept = {action.id for action in tree.actions if action.type != LOOP_BREAKER}
    children = {
        key: [link.target for link in tree.leaving.get(key, ()) if link.target in kept]
        for key in kept
    }
    loops = [
        part for part in _components(children) if len(part) > 1 or part[0] in children[part[0]]
    ]
    named = [min((tree.by_id[key] for key in part), key=lambda a: a.number) for part in loops]
    return sorted(named, key=lambda action: action.number)


def _components(children: dict[str, list[str]]) -> list[list[str]]:
    """Strongly connected components (Tarjan 1972), without recursion."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    standing: set[str] = set()
    found: list[list[str]] = []
    for root, first in children.items():
        if root in order:
            continue
        work = [(root, iter(first))]
        order[root] = low[root] = len(order)
        stack.append(root)
        standing.add(root)
        while work:
            key, rest = work[-1]
            child = next(rest, None)
            if child is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[key])
                if low[key] == order[key]:
                    part = [stack.pop()]
                    while part[-1] != key:
                        part.append(stack.pop())
                    standing.difference_update(part)
                    found.append(part)
            elif child not in order:
                order[child] = low[child] = len(order)
                stack.append(child)
                standing.add(child)
                work.append((child, iter(children[child])))
            elif child in standing:
                low[key] = min(low[key], order[child])
    return found


def _error(action: Action, text: Text, *, field: str = "", branch: str = "") -> Problem:
    return Problem(Severity.ERROR, text, action.id, field, branch)


def _warning(action: Action, text: Text, *, field: str = "", branch: str = "") -> Problem:
    return Problem(Severity.WARNING, text, action.id, field, branch)
