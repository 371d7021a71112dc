"""Writes the sample workspace: routings with versions in every state, resources, sixty emails."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.model.catalogue import RoutingType
from app.model.edits import delete, rename
from app.model.package import content_hash
from app.model.routing import LogEntry, Routing, Schedule, Status, Version
from app.model.store import log, routings, trees, versions
from app.model.store.contacts import insert_contacts
from app.services import samples
from app.services.clock import now
from app.services.identity import new_id
from app.services.northwind.answers import answers, letters
from app.services.northwind.companies import draft_companies, draft_how_was_it
from app.services.northwind.contacts import CONTACTS
from app.services.northwind.customers import CUSTOMERS
from app.services.northwind.data import DATA
from app.services.northwind.others import draft_after_closing, draft_retention
from app.services.northwind.outside import OUTSIDE
from app.services.northwind.people import PEOPLE as TEAMS
from app.services.northwind.service import draft_customer_service
from app.services.northwind.stock import STOCK
from app.services.northwind.support import draft_support
from app.services.northwind.surveys import SURVEYS
from app.services.northwind.texts import TEXTS
from app.services.resource_files import save_resource
from app.services.shipped import shipped
from app.services.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from app.engine.registry import Registry
    from app.model.store.connection import Connection
    from app.model.tree import ActionTree
    from app.services.northwind.drafting import Drafting

PEOPLE = ("Inès Caron", "Martin Köhler")

Places = dict[str, dict[int, tuple[float, float]]]


@dataclass(frozen=True)
class _Planned:
    """A version to write: `days` before now it was created, and where it stands."""

    name: str
    description: str
    tree: ActionTree
    days: int
    status: Status = Status.DEVELOPMENT
    in_testing: bool = False
    in_days: int | None = None


def write_sample(path: Path, catalogue: Registry) -> None:
    """Create the sample workspace in a new file; `UserError` where the file exists already."""
    workspace = Workspace.create(path, catalogue)
    try:
        _write(workspace, catalogue, now())
    finally:
        workspace.close()


def _write(workspace: Workspace, catalogue: Registry, at: dt.datetime) -> None:
    places = msgspec.json.decode((shipped() / "sample" / "places.json").read_bytes(), type=Places)
    for resource in (
        *(*TEAMS, *STOCK, *letters(), *answers(), *TEXTS),
        *(*DATA, *CUSTOMERS, *OUTSIDE, *SURVEYS),
    ):
        save_resource(workspace, resource)
    support = draft_support(catalogue)
    _write_routing(
        workspace,
        Routing(
            id=new_id(),
            reference="support",
            name="Support",
            type=RoutingType.START,
            description="Every email to support@northwind-energy.example.",
        ),
        _support_versions(support, places["support"]),
        at,
    )
    _write_routing(
        workspace,
        Routing(
            id=new_id(),
            reference="retention",
            name="Retention",
            type=RoutingType.START,
            description="People who think of leaving.",
        ),
        [
            _Planned(
                "First answer",
                "A letter, then the team.",
                draft_retention(catalogue).tree(places["retention"]),
                days=60,
                status=Status.PRODUCTION,
            )
        ],
        at,
    )
    closing = draft_after_closing(catalogue).tree(places["after-closing"])
    _write_routing(
        workspace,
        Routing(
            id=new_id(),
            reference="after-closing",
            name="After closing",
            type=RoutingType.END,
            description="Asks how it was.",
        ),
        [_Planned("Ask how it was", "Not yet agreed with the teams.", closing, days=12)],
        at,
    )
    _write_more(workspace, catalogue, places, at)
    _write_emails(workspace)
    with workspace.writing() as connection:
        insert_contacts(connection, CONTACTS)


def _write_more(workspace: Workspace, catalogue: Registry, places: Places, at: dt.datetime) -> None:
    """Customer service, companies and the survey: each with its one version in production."""
    for draft, name, type_, description, version in (
        (
            draft_customer_service(catalogue),
            "Customer service",
            RoutingType.START,
            "Knows the customer by card and case, and settles what needs no agent.",
            "With cards and cases",
        ),
        (
            draft_companies(catalogue),
            "Companies",
            RoutingType.START,
            "Contract customers and enquiries, filed in Salesforce.",
            "With Salesforce",
        ),
        (
            draft_how_was_it(catalogue),
            "How was it",
            RoutingType.END,
            "Invites to the survey, once in thirty days.",
            "Three questions",
        ),
    ):
        _write_routing(
            workspace,
            Routing(
                id=new_id(),
                reference=draft.routing,
                name=name,
                type=type_,
                description=description,
            ),
            [
                _Planned(
                    version,
                    "Agreed with the teams.",
                    draft.tree(places[draft.routing]),
                    days=20,
                    status=Status.PRODUCTION,
                )
            ],
            at,
        )


def _support_versions(support: Drafting, places: dict[int, tuple[float, float]]) -> list[_Planned]:
    """Versions in every state; the spring campaign still lacks an action, so it has a problem."""
    tree = support.tree(places)
    moving = next(action for action in tree.actions if action.name == "To moving house")
    topic = next(action for action in tree.actions if action.name == "What is it about?")
    unfinished = delete((moving.id,), heal=False, catalogue=support.catalogue)(tree)
    renamed = rename(topic.id, "What does the email want?")(tree)
    return [
        _Planned("Autumn", "The first routing of the year.", tree, 150, Status.BACKUP),
        _Planned("Winter", "With the emergency words.", tree, 40, Status.PRODUCTION),
        _Planned("Spring campaign", "Moving house goes elsewhere.", unfinished, 9),
        _Planned("New wording", "Tried out by two teams.", renamed, 6, in_testing=True),
        _Planned("Summer hours", "Goes live with the new hours.", tree, 3, in_days=9),
    ]


def _write_routing(
    workspace: Workspace, routing: Routing, planned: list[_Planned], at: dt.datetime
) -> None:
    with workspace.writing() as connection:
        routings.insert_routing(connection, routing)
        first = at - dt.timedelta(days=max(version.days for version in planned) + 1)
        _tell(connection, routing, first, "created")
        for version in planned:
            _write_version(workspace, connection, routing, version, at)


def _write_version(
    workspace: Workspace,
    connection: Connection,
    routing: Routing,
    planned: _Planned,
    at: dt.datetime,
) -> None:
    created = at - dt.timedelta(days=planned.days, hours=2)
    changed = at - dt.timedelta(days=planned.days)
    number = routings.next_version_number(connection, routing.id)
    version = Version(
        id=new_id(),
        routing=routing.id,
        number=number,
        name=planned.name,
        description=planned.description,
        in_testing=planned.in_testing,
        schedule=_schedule(planned, at),
        hash=content_hash(planned.tree, routing.type, workspace.catalogue),
        actions=len(planned.tree.actions),
        created_at=created,
        created_by=PEOPLE[number % 2],
        changed_at=changed,
        changed_by=PEOPLE[number % 2],
    )
    versions.insert_version(connection, version)
    trees.insert_tree(connection, version.id, planned.tree, workspace.catalogue)
    _tell(connection, routing, created, "created", version)
    if planned.status is not Status.DEVELOPMENT:
        promoted = changed + dt.timedelta(minutes=30)
        before = versions.find_production(connection, routing.id)
        if before is not None:
            versions.demote_version(connection, before.id)
            _tell(connection, routing, promoted, "demoted", before)
        versions.promote_version(connection, version.id, promoted, PEOPLE[0])
        _tell(connection, routing, promoted, "promoted", version)


def _schedule(planned: _Planned, at: dt.datetime) -> Schedule | None:
    if planned.in_days is None:
        return None
    day = at.replace(hour=6, minute=0, second=0, microsecond=0)
    return Schedule(day + dt.timedelta(days=planned.in_days), "Europe/Paris")


def _tell(
    connection: Connection,
    routing: Routing,
    at: dt.datetime,
    event: str,
    version: Version | None = None,
) -> None:
    entry = LogEntry(routing=routing.id, at=at, by=PEOPLE[0], event=event)
    if version is not None:
        entry = msgspec.structs.replace(
            entry, version=version.number, version_name=version.name, hash=version.hash
        )
    log.append_entry(connection, entry)


def _write_emails(workspace: Workspace) -> None:
    written = samples.create_set(workspace, "Northwind Energy: sixty emails")
    samples.import_mail(workspace, written.id, [shipped() / "sample" / "emails"])
