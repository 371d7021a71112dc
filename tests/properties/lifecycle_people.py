"""Who and what the random life of a workspace has: people, mailboxes, names, zones, days."""

from __future__ import annotations

import datetime as dt

from app.model import edits
from app.model.edits import Edit
from app.model.permissions import Permission
from app.model.resources import Mailbox, Queue, Role, User
from app.model.tree import ActionTree
from app.services.resource_files import save_resource
from app.services.workspace import Workspace
from tests.properties.lifecycle_values import RIGHTS
from tests.workspaces import CATALOGUE

BEGIN = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
ZONES = (
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Auckland",
)
MAILBOXES = ("info", "post", "sales")
NAMES = ("Spring", " SPRING ", "Summer", "Autumn", "Winter", "Summer (2)", "", "x" * 101)
REFERENCES = ("sales", "Sales", "support", "billing", "a b", "")
PEOPLE = (*["boss"] * 14, *RIGHTS)
MOST_ROUTINGS, MOST_VERSIONS = 4, 7

SENTENCES = {
    "right": "Ask an administrator",
    "name": "^The name ",
    "reference": "reference",
    "used": "uses it",
    "type": "of another type",
    "read-only": "read-only",
    "production": "in production",
    "blank": "blank",
    "errors": "are broken|at its own start|of the other type",
    "mailbox": "does not use",
    "tested": "in test already",
    "not in development": "is not in development",
    "not in test": "is not in test",
    "no test": "can only test a version that is in testing",
    "gap": "skip",
    "fold": "twice",
    "past": "has passed",
    "date": "for the same date",
    "not planned": "is planned",
}

AWKWARD = tuple(
    (dt.datetime(2026, month, day, hour, minute), zone)  # noqa: DTZ001 -- wall-clock times
    for month, day, hour, minute, zone in (
        (3, 8, 2, 30, "America/New_York"),
        (3, 8, 2, 15, "America/St_Johns"),
        (3, 29, 2, 30, "Europe/Paris"),
        (4, 5, 1, 45, "Australia/Lord_Howe"),
        (4, 5, 2, 30, "Pacific/Auckland"),
        (9, 27, 2, 30, "Pacific/Auckland"),
        (10, 4, 2, 15, "Australia/Lord_Howe"),
        (10, 25, 2, 30, "Europe/Paris"),
        (11, 1, 1, 30, "America/New_York"),
        (11, 1, 1, 30, "America/St_Johns"),
    )
)
"""Times that clocks skip or repeat, in their order."""


def employ(ws: Workspace) -> None:
    """People with the rights of the model, and mailboxes that lead nowhere yet."""
    save_resource(ws, Queue(name="Rest", reference="rest"))
    for name in MAILBOXES:
        save_resource(ws, mailbox(name, "", None))
    ws.user = "boss"
    for person, rights in sorted(RIGHTS.items(), key=lambda one: one[0] != "boss"):
        if person == "nobody":
            continue
        granted = tuple(Permission(right) for right in sorted(rights))
        if person == "boss":
            granted = (*granted, Permission.ADMINISTER)
        save_resource(
            ws,
            Role(
                name=person,
                reference=person,
                permissions=granted,
                separate_promotion=person == "drafter",
            ),
        )
        save_resource(ws, User(name=person, reference=person, login=person, roles=(person,)))


def mailbox(name: str, routing: str, number: int | None) -> Mailbox:
    return Mailbox(
        name=name, reference=name, routing=routing, test_version=number, fallback_queue="rest"
    )


def edit_as(ws: Workspace, who: str, version: str, step: Edit) -> None:
    """Somebody sees the tree, whoever edits it then."""
    ws.user = "boss"
    tree, revision = ws.draft(version).load()
    ws.user = who
    ws.draft(version).save(tree, step(tree), revision)


def delete_all(tree: ActionTree) -> ActionTree:
    """An edit: leave only Start."""
    doomed = {one.id for one in tree.actions if one.id != tree.start.id}
    return edits.delete(doomed, heal=False, catalogue=CATALOGUE)(tree) if doomed else tree
