"""Which names of a template no run can ever fill: misspelt ones, variables that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from app.engine.expressions.completion import name_infos
from app.engine.expressions.context import CLOCK, NAMESPACES
from app.engine.expressions.names import split_name
from app.model.catalogue import RoutingType
from app.model.resources import Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.model.resources import Resources

_OPEN = frozenset({"case", "card", "task", "database", "salesforce", "sms", "survey", "payment"})
"""Namespaces whose members depend on the workspace and on what a run has done."""


def unknown_names(names: Iterable[str], resources: Resources) -> Iterator[Text]:
    """Say which of these dotted names exist nowhere, each with what is wrong about it."""
    for name in dict.fromkeys(names):
        path = split_name(name)
        if not path:
            continue
        root = str(path[0])
        second = path[1] if len(path) > 1 else None
        if root == "var":
            if isinstance(second, str) and resources.get(Variable, second) is None:
                yield _("There is no variable {reference}.", reference=second)
        elif root not in NAMESPACES and root not in CLOCK:
            yield _("There is no name {name}.", name=name)
        elif (
            root not in _OPEN
            and isinstance(second, str)
            and second not in _members().get(root, {second})
        ):
            yield _("There is no name {name}.", name=f"{root}.{second}")


@cache
def _members() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for info in name_infos(RoutingType.END):
        path = split_name(info.name) or ()
        if len(path) > 1:
            found.setdefault(str(path[0]), set()).add(str(path[1]))
    return {root: frozenset(members) for root, members in found.items()}
