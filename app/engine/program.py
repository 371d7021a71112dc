"""Compiling a tree with its resources: configs checked, keywords and templates prepared once."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.engine.action_type import ActionType
from app.engine.checks import templates_in
from app.engine.expressions.templates import Template, compile_template
from app.engine.once import once
from app.engine.trace import ActionName
from app.engine.variables import starting_values, written
from app.model.catalogue import Branch, Problem, RoutingType, Severity
from app.model.config import UnknownConfig
from app.model.errors import UserError
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.engine.state import Value
    from app.model.resources import Resources
    from app.model.tree import Action, ActionId, ActionTree


@dataclass(frozen=True)
class Entry:
    """The version that a program was compiled from, as traces name it.

    `in_production` says which environment of web services it calls.
    """

    routing: str
    type: RoutingType
    version: int
    hash: str
    in_production: bool = False


@dataclass(frozen=True)
class Prepared:
    """An action ready to be crossed, or the first reason why it is not."""

    action: Action
    branches: Mapping[str, Branch]
    prepared: Any
    obstacle: Text | None

    @once
    def name(self) -> ActionName:
        """The action as every step that crosses it names it."""
        action = self.action
        return ActionName(action.id, action.number, action.name, action.type)


@dataclass(frozen=True)
class Program:
    """A compiled tree. Compiling never fails: what is not ready stops the run that reaches it."""

    entry: Entry
    tree: ActionTree
    resources: Resources
    actions: Mapping[ActionId, Prepared]
    templates: dict[str, Template] = field(default_factory=dict)

    @once
    def starting_values(self) -> Mapping[str, Value]:
        """The values that the variables of every run start with, by reference."""
        return MappingProxyType(starting_values(self.resources))

    @once
    def starting_texts(self) -> tuple[tuple[str, str], ...]:
        """The starting values as traces write them."""
        return tuple((name, written(value)) for name, value in self.starting_values.items())

    def template(self, source: str) -> Template:
        """The compiled template of a source; compiled once."""
        found = self.templates.get(source)
        if found is None:
            found = self.templates[source] = compile_template(source)
        return found


def compile_tree(entry: Entry, tree: ActionTree, resources: Resources) -> Program:
    """Check and prepare every action of a tree."""
    templates: dict[str, Template] = {}
    actions = {}
    for action in tree.actions:
        actions[action.id] = _prepare(action, resources)
        for source in _sources(action):
            templates[source] = compile_template(source)
    return Program(entry, tree, resources, actions, templates)


def _prepare(action: Action, resources: Resources) -> Prepared:
    config = action.config
    if not isinstance(config, ActionType):
        return Prepared(action, {}, None, _unknown(config))
    branches = {branch.key: branch for branch in config.branches()}
    obstacle = _first_error(config.problems(resources))
    if obstacle is not None:
        return Prepared(action, branches, None, obstacle)
    try:
        return Prepared(action, branches, config.prepare(resources), None)
    except UserError as refused:
        return Prepared(action, branches, None, refused.text)


def _first_error(problems: Any) -> Text | None:
    found: Problem
    for found in problems:
        if found.severity is Severity.ERROR:
            return found.text
    return None


def _unknown(config: object) -> Text:
    kind = config.type if isinstance(config, UnknownConfig) else type(config).__name__
    return _(
        "This version of the application does not know the action type {type}: update it, "
        "or delete the action.",
        type=kind,
    )


def _sources(action: Action) -> list[str]:
    config = action.config
    return list(templates_in(config)) if isinstance(config, ActionType) else []
