"""Which names of a template no run can ever fill: misspelt ones, variables that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from app.engine.expressions.completion import name_infos
from app.engine.expressions.context import CLOCK, NAMESPACES
from app.engine.expressions.names import split_name
from app.engine.expressions.record_names import record_names
from app.model.catalogue import RoutingType
from app.model.resources import Variable
from app.model.text import Text, _

if TYPE_CHECKING:
    from app.model.resources import Resources

_OPEN = frozenset({"database", "salesforce", "sms", "survey", "payment"})
"""Namespaces whose members depend on what a run has done."""

_RECORDS = frozenset({"case", "card"})
"""Namespaces whose members depend on the case schemas and CRMs of the workspace."""


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
            and second not in _fields(root, resources, second)
        ):
            yield _("There is no name {name}.", name=f"{root}.{second}")


def _fields(root: str, resources: Resources, wanted: str) -> frozenset[str]:
    """The fields that the workspace gives cases or cards; without any, whatever is wanted."""
    if root not in _RECORDS:
        return frozenset()
    names = (split_name(name) or () for name in record_names(resources))
    found = frozenset(str(path[1]) for path in names if len(path) > 1 and path[0] == root)
    return found or frozenset({wanted})


@cache
def _members() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for info in name_infos(RoutingType.END):
        path = split_name(info.name) or ()
        if len(path) > 1:
            found.setdefault(str(path[0]), set()).add(str(path[1]))
    return {root: frozenset(members) for root, members in found.items()}
