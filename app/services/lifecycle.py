"""The life of routings and versions: each function is one transaction with its log entry."""

from __future__ import annotations

import msgspec

from app.engine.validate import problems_of
from app.model import lifecycle as rules
from app.model.catalogue import Problem, RoutingType, Severity
from app.model.errors import Refused
from app.model.package import content_hash
from app.model.permissions import Permission
from app.model.resources import ResourceKind
from app.model.routing import LogEntry, Routing, Version
from app.model.store import log, resources, routings, trees, uses, versions
from app.model.store.connection import Connection
from app.model.text import Text, _
from app.model.tree import START, ActionTree, blank_tree
from app.services.clock import now
from app.services.identity import new_id
from app.services.workspace import Workspace, routing_in, snapshot_in, tree_in, version_in


class PromotionRefused(Refused):
    """The version cannot go into production: `reasons` has one sentence for each cause."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__(reasons[0])
        self.reasons = reasons


def create_routing(
    ws: Workspace,
    *,
    name: str,
    reference: str,
    type: RoutingType,  # noqa: A002 -- the word of the domain
    description: str = "",
) -> Routing:
    """A new smart routing without versions; `Refused` when name or reference cannot be used."""
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        taken = [one.reference for one in routings.read_routings(connection)]
        created = Routing(
            id=new_id(),
            reference=rules.check_reference(reference, taken),
            name=rules.check_name(name),
            type=type,
            description=description,
        )
        routings.insert_routing(connection, created)
        _tell(ws, connection, created.id, "created")
    return created


def edit_routing(
    ws: Workspace,
    routing_id: str,
    *,
    name: str,
    reference: str,
    description: str,
) -> Routing:
    """Change a routing; `Refused` for another reference while something refers to the old one."""
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        before = routing_in(connection, routing_id)
        others = [one for one in routings.read_routings(connection) if one.id != routing_id]
        changed = msgspec.structs.replace(
            before,
            reference=rules.check_reference(reference, [one.reference for one in others]),
            name=rules.check_name(name),
            description=description,
        )
        if changed.reference.lower() != before.reference.lower():
            used = uses.read_uses(connection, ResourceKind.ROUTING, before.reference)
            if used:
                raise Refused(
                    _(
                        "The reference {reference} stays, because {user} uses it.",
                        reference=before.reference,
                        user=described(used[0]),
                    )
                )
        if changed == before:
            return before
        routings.update_routing(connection, changed)
        renamed = before.name if changed.name != before.name else ""
        _tell(ws, connection, routing_id, "renamed" if renamed else "edited", detail=renamed)
    return changed


def delete_routing(ws: Workspace, routing_id: str) -> None:
    """Delete a routing with all its versions; `Refused` while something else refers to it."""
    ws.require(Permission.DELETE)
    with ws.writing() as connection:
        found = routing_in(connection, routing_id)
        used = uses.read_uses(connection, ResourceKind.ROUTING, found.reference)
        elsewhere = [use for use in used if use.routing != routing_id]
        if elsewhere:
            raise Refused(
                _(
                    "{name} cannot be deleted, because {user} uses it. Change that first.",
                    name=found.name,
                    user=described(elsewhere[0]),
                )
            )
        routings.delete_routing(connection, routing_id)
        _tell(ws, connection, routing_id, "deleted", detail=found.name)


def create_version(
    ws: Workspace,
    routing_id: str,
    *,
    name: str,
    description: str = "",
    copy_of: str | None = None,
) -> Version:
    """A new version in development: from zero, or with the tree of `copy_of`.

    Raises:
        Refused: the name is taken in this routing, or `copy_of` belongs to a routing of another
            type.
    """
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        routing = routing_in(connection, routing_id)
        source = None if copy_of is None else version_in(connection, copy_of)
        if source is not None and routing_in(connection, source.routing).type is not routing.type:
            raise Refused(
                _(
                    "Version {version} belongs to a routing of another type."
                    " Choose a version of a routing of the same type.",
                    version=source.name,
                )
            )
        return _add_version(ws, connection, routing, name, description, source)


def duplicate_version(ws: Workspace, version_id: str, *, name: str | None = None) -> Version:
    """A new version in development with the same tree; without `name` one is suggested."""
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        source = version_in(connection, version_id)
        if name is None:
            name = rules.suggest_name(source.name, _names(connection, source.routing))
        routing = routing_in(connection, source.routing)
        return _add_version(ws, connection, routing, name, source.description, source)


def keep_as_new_version(
    ws: Workspace, version_id: str, tree: ActionTree, *, name: str | None = None
) -> Version:
    """A new version in development with `tree`, which was meant for another version.

    It stands beside that version as a duplicate of it; without `name` one is suggested.
    """
    ws.require(Permission.CREATE)
    with ws.writing() as connection:
        source = version_in(connection, version_id)
        if name is None:
            name = rules.suggest_name(source.name, _names(connection, source.routing))
        routing = routing_in(connection, source.routing)
        return _add_version(ws, connection, routing, name, source.description, source, tree)


def edit_version(ws: Workspace, version_id: str, *, name: str, description: str) -> Version:
    """Change name and description of a version in development; `Refused` for any other."""
    ws.require(Permission.EDIT)
    with ws.writing() as connection:
        before = version_in(connection, version_id)
        rules.check_editable(before)
        changed = msgspec.structs.replace(
            before,
            name=rules.check_name(name, _names(connection, before.routing, but=version_id)),
            description=description,
        )
        if changed == before:
            return before
        versions.rename_version(connection, version_id, name=changed.name, description=description)
        renamed = before.name if changed.name != before.name else ""
        _tell(ws, connection, before.routing, "renamed" if renamed else "edited", changed, renamed)
    return changed


def delete_version(ws: Workspace, version_id: str) -> None:
    """Delete a version; mailboxes that tested it return to production. `Refused` in production."""
    ws.require(Permission.DELETE)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        rules.check_deletable(found)
        _release_mailboxes(connection, found)
        versions.delete_version(connection, version_id)
        _tell(ws, connection, found.routing, "deleted", found)


def promotion_obstacles(ws: Workspace, version_id: str) -> tuple[Problem, ...]:
    """The errors in a version's tree: they forbid production from development, and are listed and
    confirmed from backup.
    """
    ws.require(Permission.READ)
    with ws.reading() as connection:
        return _errors(ws, connection, version_in(connection, version_id))


def promote(ws: Workspace, version_id: str) -> Version:
    """Put a version in production and the one before it into backup, in one transaction.

    Raises:
        PromotionRefused: blank, in production already, or in development with errors.
    """
    ws.require(Permission.PROMOTE)
    with ws.writing() as connection:
        found = version_in(connection, version_id)
        tree = tree_in(connection, version_id, ws.catalogue)
        reasons = rules.refusal_of_promotion(found, tree, _errors(ws, connection, found))
        if reasons:
            raise PromotionRefused(reasons)
        _release_mailboxes(connection, found)
        replaced = versions.find_production(connection, found.routing)
        if replaced is not None:
            versions.demote_version(connection, replaced.id)
            _tell(ws, connection, found.routing, "demoted", replaced)
        versions.promote_version(connection, version_id, now(), ws.user)
        _tell(ws, connection, found.routing, "promoted", found)
        return version_in(connection, version_id)


def _add_version(
    ws: Workspace,
    connection: Connection,
    routing: Routing,
    name: str,
    description: str,
    source: Version | None,
    tree: ActionTree | None = None,
) -> Version:
    """Insert a version with `tree`, else with the tree of `source`, else blank."""
    at = now()
    created = Version(
        id=new_id(),
        routing=routing.id,
        number=routings.next_version_number(connection, routing.id),
        name=rules.check_name(name, _names(connection, routing.id)),
        description=description,
        created_at=at,
        created_by=ws.user,
        changed_at=at,
        changed_by=ws.user,
    )
    if tree is None and source is None:
        label = str(ws.catalogue.card(START).label)
        tree = blank_tree(new_id(), label, ws.catalogue.new_config(START))
    if tree is not None:
        digest = content_hash(tree, routing.type, ws.catalogue)
        created = msgspec.structs.replace(created, hash=digest, actions=len(tree.actions))
        versions.insert_version(connection, created)
        trees.insert_tree(connection, created.id, tree, ws.catalogue)
    elif source is not None:
        created = msgspec.structs.replace(created, hash=source.hash, actions=source.actions)
        versions.insert_version(connection, created)
        trees.copy_tree(connection, source.id, created.id)
    copied = "" if source is None else source.name
    _tell(ws, connection, routing.id, "copied" if source else "created", created, copied)
    return created


def _errors(ws: Workspace, connection: Connection, version: Version) -> tuple[Problem, ...]:
    routing = routing_in(connection, version.routing)
    tree = tree_in(connection, version.id, ws.catalogue)
    snapshot = snapshot_in(connection)
    found = problems_of(tree, routing.type, snapshot, ws.catalogue, routing.reference)
    return tuple(problem for problem in found if problem.severity is Severity.ERROR)


def _names(connection: Connection, routing: str, *, but: str = "") -> list[str]:
    return [one.name for one in versions.read_versions(connection, routing) if one.id != but]


def described(use: uses.Use) -> Text:
    """One use in words, for a sentence or a list."""
    if use.kind is not None:
        return _("the resource {name}", name=use.name)
    return _(
        "the action {action} in version {version} of {routing}",
        action=use.action_name,
        version=use.version_name,
        routing=use.routing_name,
    )


def _release_mailboxes(connection: Connection, version: Version) -> None:
    """Mailboxes that test this version are processed by production again."""
    routing = routing_in(connection, version.routing).reference
    for mailbox in resources.read_mailboxes(connection):
        released = mailbox.returned(routing, version.number)
        if released != mailbox:
            resources.update_resource(connection, mailbox.reference, released)


def _tell(
    ws: Workspace,
    connection: Connection,
    routing: str,
    event: str,
    version: Version | None = None,
    detail: str = "",
) -> None:
    log.append_entry(
        connection,
        LogEntry(
            routing=routing,
            at=now(),
            by=ws.user,
            event=event,
            version=version.number if version else None,
            version_name=version.name if version else "",
            hash=version.hash if version else "",
            detail=detail,
        ),
    )
