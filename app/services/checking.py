"""Problems and overviews of whole workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine.validate import problems_of
from app.model.catalogue import Catalogue, Problem, RoutingType, Severity
from app.model.text import Text
from app.services.replays import choose_version, entry_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.model.resources import Resources
    from app.model.routing import Routing, Version
    from app.model.tree import ActionTree
    from app.services.workspace import Workspace


class FoundProblem(msgspec.Struct, frozen=True):
    """A problem with the place it stands in; `action` is "number name", empty for the tree."""

    routing: str
    version: int
    action: str
    field: str
    severity: Severity
    text: Text


class RoutingLine(msgspec.Struct, frozen=True):
    """A routing in a list; `actions` counts the production version's, else the newest's."""

    reference: str
    name: str
    type: RoutingType
    versions: int
    actions: int


def version_problems(workspace: Workspace, version: Version) -> tuple[Problem, ...]:
    """The problems of a stored version."""
    routing = workspace.routing(version.routing)
    return problems_of(
        workspace.tree(version.id),
        routing.type,
        workspace.resources(),
        workspace.catalogue,
        routing.reference,
    )


def tree_problems(
    tree: ActionTree, routing: Routing, resources: Resources, catalogue: Catalogue
) -> tuple[Problem, ...]:
    """The problems of a tree that stands on a canvas, stored or not."""
    return problems_of(tree, routing.type, resources, catalogue, routing.reference)


def checked(
    workspace: Workspace, reference: str = "", number: int | None = None
) -> Iterator[FoundProblem]:
    """The problems of one version (production, else the newest), or of every routing's."""
    if reference:
        chosen = [choose_version(workspace, reference, number)]
    else:
        found = (entry_version(workspace, routing, None) for routing in workspace.routings())
        chosen = [version for version in found if version is not None]
    for version in chosen:
        routing = workspace.routing(version.routing)
        tree = workspace.tree(version.id)
        for problem in version_problems(workspace, version):
            action = tree.by_id.get(problem.action)
            yield FoundProblem(
                routing=routing.reference,
                version=version.number,
                action=f"{action.number} {action.name}" if action else "",
                field=problem.field,
                severity=problem.severity,
                text=problem.text,
            )


def routing_lines(workspace: Workspace) -> Iterator[RoutingLine]:
    """Every routing, by reference."""
    for routing in sorted(workspace.routings(), key=lambda routing: routing.reference):
        version = entry_version(workspace, routing, None)
        yield RoutingLine(
            reference=routing.reference,
            name=routing.name,
            type=routing.type,
            versions=len(workspace.versions(routing.id)),
            actions=version.actions if version else 0,
        )
