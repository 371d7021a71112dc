"""What the routings page shows, read in one go; trees and problems follow in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.model.catalogue import Catalogue, Severity
from app.model.errors import Refused
from app.model.routing import Routing, Status, Version
from app.model.tree import ActionTree
from app.services.workspace import Workspace
from app.ui.jobs import Ticket
from app.ui.theme import VersionState


@dataclass(frozen=True)
class RoutingLine:
    """A routing of the list, with its versions by number."""

    routing: Routing
    versions: tuple[Version, ...]

    def counted(self, state: VersionState) -> int:
        """How many versions are in a state."""
        return sum(1 for version in self.versions if _is_in(version, state))

    def in_status(self, status: Status) -> tuple[Version, ...]:
        """The versions with a status, newest first."""
        return tuple(one for one in reversed(self.versions) if one.status is status)

    @property
    def searched(self) -> str:
        """What typing is compared with."""
        names = " ".join(version.name for version in self.versions)
        one = self.routing
        return f"{one.name} {one.reference} {one.description} {names}".casefold()


def _is_in(version: Version, state: VersionState) -> bool:
    if state is VersionState.TESTING:
        return version.in_testing
    if state is VersionState.SCHEDULED:
        return version.schedule is not None
    return version.status.value == state.value


def read_lines(workspace: Workspace) -> tuple[RoutingLine, ...]:
    """Every routing with its versions, by name."""
    return tuple(
        RoutingLine(routing, workspace.versions(routing.id)) for routing in workspace.routings()
    )


@dataclass(frozen=True)
class CardFacts:
    """What a version card shows that needs the tree."""

    version: str
    revision: int
    tree: ActionTree
    errors: int
    warnings: int


def reading_facts(
    path: Path, catalogue: Catalogue, versions: tuple[Version, ...]
) -> Callable[[Ticket], None]:
    """Work for `Jobs`: the facts of each version as partial results, in the order given."""

    def work(ticket: Ticket) -> None:
        from app.services.checking import version_problems

        workspace = Workspace.open(path, catalogue)
        try:
            for version in versions:
                ticket.check()
                try:
                    tree = workspace.tree(version.id)
                    problems = version_problems(workspace, version)
                except Refused:  # deleted meanwhile; the list is read again soon
                    continue
                errors = sum(1 for one in problems if one.severity is Severity.ERROR)
                ticket.progress(
                    CardFacts(version.id, version.revision, tree, errors, len(problems) - errors)
                )
        finally:
            workspace.close()

    return work
