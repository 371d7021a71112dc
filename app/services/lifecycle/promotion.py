"""Putting versions in production: the checks, the change, and why it was refused."""

from __future__ import annotations

from app.engine.validate import problems_of
from app.model import lifecycle as rules
from app.model.catalogue import Problem, Severity
from app.model.errors import Refused
from app.model.permissions import Permission
from app.model.routing import Version
from app.model.store import versions
from app.model.store.connection import Connection
from app.model.text import Text
from app.services.clock import now
from app.services.lifecycle.log import tell, tell_unscheduled, written
from app.services.lifecycle.testing import end_test
from app.services.workspace import Workspace, routing_in, snapshot_in, tree_in, version_in


class PromotionRefused(Refused):
    """The version cannot go into production: `reasons` has one sentence for each cause."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons


def promotion_obstacles(ws: Workspace, version_id: str) -> tuple[Problem, ...]:
    """The errors in a version's tree: they forbid production from development, and are listed and
    confirmed from backup.
    """
    ws.require(Permission.READ)
    with ws.reading() as connection:
        return _errors(ws, connection, version_in(connection, version_id))


def promote(ws: Workspace, version_id: str) -> Version:
    """Put a version in production and the one before it into backup, in one transaction.

    Test mode and a schedule of the version end with it. A refusal is logged too.

    Raises:
        PromotionRefused: blank, in production already, or in development with errors.
    """
    ws.require(Permission.PROMOTE)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        reasons = refusal_in(ws, connection, found)
        if reasons:
            tell(ws, connection, found.routing, "promotion_refused", found, written(reasons))
        else:
            tell_unscheduled(ws, connection, found)
            put_in_production(ws, connection, found)
            found = version_in(connection, version_id)
    if reasons:
        raise PromotionRefused(reasons)
    return found


def refusal_in(ws: Workspace, connection: Connection, version: Version) -> tuple[Text, ...]:
    """Why a version cannot go into production as things are; empty when it can."""
    tree = tree_in(connection, version.id, ws.catalogue)
    return rules.refusal_of_promotion(version, tree, _errors(ws, connection, version))


def put_in_production(
    ws: Workspace,
    connection: Connection,
    version: Version,
    event: str = "promoted",
    detail: str = "",
    by: str = "",
) -> None:
    """The change itself, without checks: the version before goes into backup, tests end."""
    end_test(ws, connection, version, by)
    # Its mailboxes have left, so that the database lets go of the flag with the status.
    replaced = versions.find_production(connection, version.routing)
    if replaced is not None:
        versions.demote_version(connection, replaced.id)
        tell(ws, connection, version.routing, "demoted", replaced, by=by)
    versions.promote_version(connection, version.id, now(), by or ws.user)
    tell(ws, connection, version.routing, event, version, detail, by)


def _errors(ws: Workspace, connection: Connection, version: Version) -> tuple[Problem, ...]:
    routing = routing_in(connection, version.routing)
    tree = tree_in(connection, version.id, ws.catalogue)
    snapshot = snapshot_in(connection)
    found = problems_of(tree, routing.type, snapshot, ws.catalogue, routing.reference)
    return tuple(problem for problem in found if problem.severity is Severity.ERROR)
