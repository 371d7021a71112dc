"""Outcomes that a tester gives to actions for a run, by their numbers in a version."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.engine.action_type import ActionType
from app.engine.given import GivenOutcome
from app.model.errors import UserError
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.engine.program import Program


def read_outcome(text: str) -> tuple[int, GivenOutcome]:
    """The number of an action and its outcome: `7=timeout`, or `7=ok,http.status=200`.

    `UserError` says how to write it.
    """
    number, equals, rest = text.strip().partition("=")
    branch, *pairs = rest.split(",")
    values = [pair.partition("=") for pair in pairs]
    if not (equals and number.strip().isdecimal() and branch.strip()) or not all(
        name.strip() and sign for name, sign, _value in values
    ):
        raise UserError(_how_to_write(text))
    given = tuple((name.strip(), value) for name, _sign, value in values)
    return int(number), GivenOutcome(branch.strip(), given)


def by_lineage(
    outcomes: Mapping[int, GivenOutcome], program: Program
) -> Mapping[str, GivenOutcome]:
    """Outcomes by the lineage of the actions that have these numbers in a version.

    `UserError` where there is no such action, it asks nothing of the outside, or it has no such
    branch.
    """
    actions = {action.number: action for action in program.tree.actions}
    found: dict[str, GivenOutcome] = {}
    for number, outcome in outcomes.items():
        action = actions.get(number)
        if action is None:
            raise UserError(_("This version has no action {number}.", number=number))
        if not isinstance(action.config, ActionType) or not action.config.effectful:
            raise UserError(
                _(
                    "{action} asks nothing of the outside: it cannot be given an outcome.",
                    action=action.name,
                )
            )
        branches = [branch.key for branch in action.config.branches()]
        if outcome.branch not in branches:
            raise UserError(
                _(
                    "{action} has no branch {branch}. It has: {branches}.",
                    action=action.name,
                    branch=outcome.branch,
                    branches=", ".join(branches),
                )
            )
        found[action.lineage] = outcome
    return MappingProxyType(found)


def _how_to_write(text: str) -> Text:
    return _(
        "“{text}” is no outcome: write the number of an action and a branch, such as 7=timeout, "
        "or 7=ok,http.status=200.",
        text=text[:80],
    )
