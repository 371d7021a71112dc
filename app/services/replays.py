"""Replaying emails: the programs of a workspace, one run, its stored record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.engine.actions.load_sharing import LoadSharing, SharingMode
from app.engine.handling import CLOSED, Handling
from app.engine.inputs import Inputs, default_clock
from app.engine.mail import Message
from app.engine.program import Entry, Program, compile_tree
from app.engine.run import Run
from app.model.errors import UserError
from app.model.resources import Mailbox, ResourceKind
from app.model.text import Text, _
from app.services.contacts import contact_log
from app.services.given_outcomes import by_lineage
from app.services.holiday_books import Holidays
from app.services.languages import OfflineDetector
from app.world.recorded import Recorded
from app.world.sandbox import Sandbox, Stock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.engine.given import GivenOutcome
    from app.engine.requests import JournalEntry
    from app.model.routing import Routing, Version
    from app.model.tree import ActionTree
    from app.services.workspace import Workspace


class Programs:
    """The compiled versions of a workspace, pinned: where a jump leads stays the same in a batch.

    `chosen` names, by routing reference, the version number that a jump takes instead of the
    production version.
    """

    def __init__(self, workspace: Workspace, chosen: Mapping[str, int] | None = None) -> None:
        self._workspace = workspace
        self._chosen = {key.lower(): number for key, number in (chosen or {}).items()}
        self._programs: dict[str, Program | None] = {}
        self._resources = workspace.resources()
        self.stock = Stock(self._resources, partial(contact_log, workspace))

    def program(self, reference: str) -> Program | None:
        """The program that a jump to a routing leads to; implements the engine's `Shelf`."""
        key = reference.lower()
        if key not in self._programs:
            self._programs[key] = self._find(key)
        return self._programs[key]

    def compiled(self, version: Version, tree: ActionTree | None = None) -> Program:
        """The program of a version; `tree` where the one on the canvas is at hand."""
        routing = self._workspace.routing(version.routing)
        entry = Entry(
            routing.reference,
            routing.type,
            version.number,
            version.hash,
            in_production=version.status == "production",
        )
        return compile_tree(entry, tree or self._workspace.tree(version.id), self._resources)

    def _find(self, key: str) -> Program | None:
        routing = self._workspace.routing_by_reference(key)
        if routing is None:
            return None
        wanted = self._chosen.get(key)
        version = entry_version(self._workspace, routing, wanted, production_only=True)
        return self.compiled(version) if version is not None else None


def entry_version(
    workspace: Workspace, routing: Routing, number: int | None, *, production_only: bool = False
) -> Version | None:
    """The version with this number; without one the production version, else the newest."""
    versions = workspace.versions(routing.id)
    if number is not None:
        return next((version for version in versions if version.number == number), None)
    production = next((v for v in versions if v.status == "production"), None)
    if production is not None or production_only:
        return production
    return max(versions, key=lambda version: version.number, default=None)


def choose_version(workspace: Workspace, reference: str, number: int | None) -> Version:
    """The version that a replay was asked for; a sentence says what is missing."""
    routing = workspace.routing_by_reference(reference)
    if routing is None:
        raise UserError(_("There is no routing with the reference {name}.", name=reference))
    version = entry_version(workspace, routing, number)
    if version is None and number is not None:
        raise UserError(
            _("The routing {name} has no version {number}.", name=reference, number=number)
        )
    if version is None:
        raise UserError(_("The routing {name} has no version yet: create one.", name=reference))
    return version


def check_mailbox(workspace: Workspace, reference: str) -> None:
    """Refuse a mailbox that does not exist."""
    if reference and workspace.resources().get(Mailbox, reference) is None:
        raise UserError(_("There is no mailbox with the reference {name}.", name=reference))


def needs_sequence(workspace: Workspace, version_id: str) -> bool:
    """Whether emails must run one after the other: the tree, or one it jumps to, takes turns."""
    catalogue = workspace.catalogue
    seen: set[str] = set()
    waiting = [workspace.tree(version_id)]
    while waiting:
        for action in waiting.pop().actions:
            config = action.config
            if isinstance(config, LoadSharing) and config.mode is SharingMode.ROUND_ROBIN:
                return True
            for use in catalogue.uses(config):
                if use.kind != ResourceKind.ROUTING or use.reference.lower() in seen:
                    continue
                seen.add(use.reference.lower())
                routing = workspace.routing_by_reference(use.reference)
                version = (
                    entry_version(workspace, routing, None, production_only=True)
                    if routing is not None
                    else None
                )
                if version is not None:
                    waiting.append(workspace.tree(version.id))
    return False


@dataclass(frozen=True)
class Settings:
    """How emails are replayed. Without a clock, each email's own date is the clock of its run.

    `reply` is the raw answer of the agent, empty for none, and with `handling` for end routings.
    `outcomes` are given to actions of the entry version, by number.
    """

    clock: dt.datetime | None = None
    seed: str = ""
    mailbox: str = ""
    reply: bytes = b""
    handling: Handling = CLOSED
    outcomes: Mapping[int, GivenOutcome] = field(default_factory=dict)


class Replayer:
    """Runs emails through one program; `UserError` for outcomes that its actions cannot have."""

    def __init__(self, program: Program, programs: Programs, settings: Settings) -> None:
        self._outcomes = by_lineage(settings.outcomes, program)
        self.program = program
        self._programs = programs
        self._settings = settings

    @cached_property
    def _detector(self) -> OfflineDetector:
        return OfflineDetector()

    @cached_property
    def _holidays(self) -> Holidays:
        return Holidays()

    @cached_property
    def _reply(self) -> Message | None:
        return Message(self._settings.reply) if self._settings.reply else None

    def start(self, raw: bytes, sandbox: Sandbox | None = None) -> Run:
        """A run of one email, before its first step; each on its own without a given sandbox."""
        world = sandbox or self.sandbox()
        return Run(self.program, self._inputs(raw), world)

    def sandbox(self) -> Sandbox:
        """A new world, as the workspace is."""
        return Sandbox(self.program.resources, self._programs.stock)

    def again(self, raw: bytes, journal: tuple[JournalEntry, ...]) -> Run:
        """A run that gets its answers from a journal: it takes the same path."""
        return Run(self.program, self._inputs(raw), Recorded(journal))

    def _inputs(self, raw: bytes) -> Inputs:
        message = Message(raw)
        return Inputs(
            message=message,
            clock=self._settings.clock or default_clock(message),
            seed=self._settings.seed,
            mailbox=self._settings.mailbox,
            reply=self._reply,
            handling=self._settings.handling,
            detector=self._detector,
            holidays=self._holidays,
            shelf=self._programs,
            outcomes=self._outcomes,
        )


def read_clock(text: str) -> dt.datetime:
    """An ISO 8601 moment as a clock in UTC; without an offset it is taken as UTC."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(not_a_moment(text)) from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC)


def not_a_moment(text: str) -> Text:
    """The sentence about a clock that cannot be read."""
    return _(
        "{text} is not a moment: write it as in 2026-01-05T10:00:00Z.",
        text=text,
    )
