"""Versions in testing, and the mailboxes whose emails they process in place of production."""

from __future__ import annotations

from collections.abc import Collection

from app.model import lifecycle as rules
from app.model.errors import Refused
from app.model.permissions import Permission
from app.model.resources import Mailbox
from app.model.routing import Routing, Version
from app.model.store import resources, versions
from app.model.store.connection import Connection
from app.model.text import _
from app.services.lifecycle.log import tell
from app.services.workspace import Workspace, routing_in, version_in


def mailboxes_of(ws: Workspace, routing_id: str) -> tuple[Mailbox, ...]:
    """The mailboxes that start or end with a routing, by reference."""
    with ws.reading() as connection:
        return _served(connection, routing_in(connection, routing_id))


def put_in_test(ws: Workspace, version_id: str, mailboxes: Collection[str] = ()) -> Version:
    """Put a version in test; these mailboxes (references) send it their emails from now on.

    Raises:
        Refused: not in development, in test already, or a mailbox does not use this routing.
    """
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        rules.check_testable(found)
        versions.mark_testing(connection, version_id, in_testing=True)
        chosen = _choose(connection, found, mailboxes)
        tell(ws, connection, found.routing, "put_in_test", found, ", ".join(chosen))
        return version_in(connection, version_id)


def choose_mailboxes(ws: Workspace, version_id: str, mailboxes: Collection[str]) -> Version:
    """Have exactly these mailboxes (references) test a version; the others return to production.

    Raises:
        Refused: the version is not in test, or a mailbox does not use this routing.
    """
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        rules.check_in_test(found)
        before = _testing(connection, found)
        chosen = _choose(connection, found, mailboxes)
        if chosen != before:
            tell(ws, connection, found.routing, "mailboxes_chosen", found, ", ".join(chosen))
        return version_in(connection, version_id)


def remove_from_test(ws: Workspace, version_id: str) -> Version:
    """Take a version out of test; its mailboxes return to production. `Refused` if it is not."""
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        rules.check_in_test(found)
        end_test(ws, connection, found)
        versions.mark_testing(connection, version_id, in_testing=False)
        return version_in(connection, version_id)


def end_test(ws: Workspace, connection: Connection, version: Version, by: str = "") -> None:
    """Return the mailboxes that test a version to production, and tell of it."""
    released = release_mailboxes(connection, version)
    if version.in_testing:
        names = ", ".join(released)
        tell(ws, connection, version.routing, "removed_from_test", version, names, by)


def release_mailboxes(connection: Connection, version: Version) -> tuple[str, ...]:
    """Have no mailbox test this version any more; the references of those that did."""
    routing = routing_in(connection, version.routing).reference
    released = []
    for mailbox in resources.read_mailboxes(connection):
        returned = mailbox.returned(routing, version.number)
        if returned != mailbox:
            resources.update_resource(connection, mailbox.reference, returned)
            released.append(mailbox.reference)
    return tuple(released)


def _served(connection: Connection, routing: Routing) -> tuple[Mailbox, ...]:
    return tuple(
        mailbox
        for mailbox in resources.read_mailboxes(connection)
        if mailbox.serves(routing.reference)
    )


def _testing(connection: Connection, version: Version) -> tuple[str, ...]:
    routing = routing_in(connection, version.routing)
    return tuple(
        mailbox.reference
        for mailbox in _served(connection, routing)
        if mailbox.tests(routing.reference, version.number)
    )


def _choose(
    connection: Connection, version: Version, mailboxes: Collection[str]
) -> tuple[str, ...]:
    routing = routing_in(connection, version.routing)
    served = _served(connection, routing)
    wanted = {reference.strip().lower() for reference in mailboxes}
    unknown = wanted - {mailbox.reference.lower() for mailbox in served}
    if unknown:
        raise Refused(
            _(
                "The mailbox {mailbox} does not use {routing}. Choose it in the mailbox first.",
                mailbox=min(unknown),
                routing=routing.name,
            )
        )
    for mailbox in served:
        if mailbox.reference.lower() in wanted:
            changed = mailbox.testing(routing.reference, version.number)
        else:
            changed = mailbox.returned(routing.reference, version.number)
        if changed != mailbox:
            resources.update_resource(connection, mailbox.reference, changed)
    return _testing(connection, version)
