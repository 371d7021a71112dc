"""What the routings page shows, read in one go; trees and problems follow in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.model.catalogue import Catalogue, Problem, Severity
from app.model.errors import Refused
from app.model.lifecycle import Command
from app.model.permissions import ALL_RIGHTS, NEEDED, Rights
from app.model.resources import Mailbox
from app.model.routing import Routing, Status, Version
from app.model.text import Text
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
    def is_missed(self) -> bool:
        """Whether a planned production could not be, and nobody has seen it yet."""
        return any(one.missed is not None for one in self.versions)

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
class Circumstances:
    """What a page shows of routings besides themselves: the person's rights, the mailboxes."""

    rights: Rights = ALL_RIGHTS
    mailboxes: tuple[Mailbox, ...] = ()

    def forbids(self, command: Command) -> Text | None:
        """Why the person may not give a command, or None."""
        return self.rights.refusal(NEEDED[command])

    def testing(self, routing: Routing, version: Version) -> tuple[Mailbox, ...]:
        """The mailboxes whose emails a version in testing processes."""
        return tuple(one for one in self.mailboxes if one.tests(routing.reference, version.number))

    def of_routing(self, routing: Routing) -> Circumstances:
        """These circumstances with the mailboxes of one routing alone."""
        served = tuple(one for one in self.mailboxes if one.serves(routing.reference))
        return Circumstances(self.rights, served)


def read_circumstances(workspace: Workspace) -> Circumstances:
    """The circumstances of this moment; `UserError` when a resource cannot be read."""
    rights = workspace.rights()
    return Circumstances(rights, workspace.resources().of_kind(Mailbox))


@dataclass(frozen=True)
class CardFacts:
    """What a version card shows that needs the tree; `obstacles` are its errors."""

    version: str
    revision: int
    tree: ActionTree
    obstacles: tuple[Problem, ...]
    warnings: int

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return len(self.obstacles)


def reading_facts(
    path: Path, catalogue: Catalogue, versions: tuple[Version, ...]
) -> Callable[[Ticket], None]:
    """Work for `Jobs`: the facts of each version as partial results, in the order given."""

    def work(ticket: Ticket) -> None:
        from app.services.checking import version_problems

        workspace = Workspace.open_to_read(path, catalogue)
        try:
            for version in versions:
                ticket.check()
                try:
                    tree = workspace.tree(version.id)
                    problems = version_problems(workspace, version)
                except Refused:  # deleted meanwhile; the list is read again soon
                    continue
                errors = tuple(one for one in problems if one.severity is Severity.ERROR)
                warnings = len(problems) - len(errors)
                ticket.progress(CardFacts(version.id, version.revision, tree, errors, warnings))
        finally:
            workspace.close()

    return work
