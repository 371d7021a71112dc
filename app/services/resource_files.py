"""Resources: saving and deleting them."""

from __future__ import annotations

import msgspec

from app.model.errors import Refused, StaleRevision
from app.model.names import check_name, check_reference
from app.model.permissions import Permission, is_governed, rights_of
from app.model.resources import (
    KIND_LABELS,
    Resource,
    ResourceKind,
    Resources,
    removed_secrets,
    secrets_in,
    without_secrets,
)
from app.model.store import resources, secrets, uses
from app.model.store.connection import Connection
from app.model.text import _
from app.services.lifecycle import described
from app.services.workspace import Workspace, snapshot_in

_OF_ADMINISTRATORS = frozenset({ResourceKind.USER, ResourceKind.ROLE})


def save_resource(
    ws: Workspace,
    resource: Resource,
    *,
    replaces: str | None = None,
    expected: Resource | None = None,
    copied_from: str | None = None,
) -> Resource:
    """Add a resource, or put it in the place of the one whose reference is `replaces`.

    `expected` is that one as it was read, where somebody else's change must not be overwritten.
    The secrets typed into it go to the keyring; those of `copied_from` (a reference of the same
    kind) are taken along to a new one. Returns it as stored, its name without blanks around it.

    Raises:
        StaleRevision: what it replaces is no longer as `expected`; nothing has been written.
        Refused: the name or reference cannot be used, or the reference changes while something
            refers to it, or what it replaces is gone.
    """
    kind = resource.kind
    _require(ws, kind, Permission.CREATE if replaces is None else Permission.EDIT)
    with ws.writing() as connection:
        _keep_a_way_in(ws, connection, kind, replaces or "", resource)
        taken = resources.read_references(connection, kind)
        old = (replaces or "").strip().lower()
        if replaces is not None and old not in {reference.lower() for reference in taken}:
            raise Refused(
                _(
                    "{kind} {reference} no longer exists. Close the form, or add it as a new one.",
                    kind=KIND_LABELS[kind],
                    reference=replaces,
                )
            )
        if replaces is not None and expected is not None:
            _check_unchanged(connection, replaces, expected)
        others = [reference for reference in taken if reference.lower() != old]
        stored = msgspec.structs.replace(
            resource,
            name=check_name(resource.name),
            reference=check_reference(resource.reference, others),
        )
        if replaces is None:
            resources.insert_resource(connection, stored)
        else:
            if stored.reference.lower() != old:
                _check_unused(connection, kind, replaces)
            resources.update_resource(connection, replaces, stored)
        marks = _mark_secrets(connection, stored, copied_from)
    if replaces is None:
        ws.secrets.begin_anew(kind, stored.reference)
    if copied_from is not None:
        ws.secrets.copied(kind, copied_from, stored.reference, marks)
    if replaces is not None:
        ws.secrets.renamed(kind, replaces, stored.reference)
    ws.secrets.change(stored)
    return without_secrets(stored)


def restore_resource(ws: Workspace, resource: Resource) -> Resource:
    """Add a resource again that was deleted since the program started, with its secrets."""
    with_secrets = ws.secrets.deleted_with(resource.kind, resource.reference)
    stored = save_resource(ws, resource)
    with ws.writing() as connection:
        secrets.write_marks(connection, stored.kind, stored.reference, with_secrets)
    ws.secrets.bring_back(stored.kind, stored.reference)
    return stored


def delete_resource(ws: Workspace, kind: ResourceKind, reference: str) -> None:
    """Delete a resource; `Refused` while an action or another resource refers to it."""
    _require(ws, kind, Permission.DELETE)
    with ws.writing() as connection:
        _keep_a_way_in(ws, connection, kind, reference, None)
        marks = secrets.read_marks(connection, kind, reference)
        found = [
            use
            for use in uses.read_uses(connection, kind, reference)
            if not (use.kind is kind and use.reference.lower() == reference.strip().lower())
        ]
        if found:
            raise Refused(
                _(
                    "{kind} {reference} cannot be deleted, because {user} uses it."
                    " Change that first.",
                    kind=KIND_LABELS[kind],
                    reference=reference,
                    user=described(found[0]),
                )
            )
        resources.delete_resource(connection, kind, reference)
    ws.secrets.set_aside(kind, reference, marks)


def _mark_secrets(
    connection: Connection, stored: Resource, copied_from: str | None
) -> frozenset[str]:
    """Note which secrets are set from now on; those taken along from the one copied."""
    kind, reference = stored.kind, stored.reference
    typed, removed = secrets_in(stored).keys(), removed_secrets(stored)
    copied: frozenset[str] = frozenset()
    if copied_from is not None:
        copied = secrets.read_marks(connection, kind, copied_from) - typed - removed
    before = secrets.read_marks(connection, kind, reference)
    after = (before | copied | typed) - removed
    if after != before:
        secrets.write_marks(connection, kind, reference, after)
    return copied


def _check_unused(connection: Connection, kind: ResourceKind, reference: str) -> None:
    found = uses.read_uses(connection, kind, reference)
    if found:
        raise Refused(
            _(
                "The reference {reference} stays, because {user} uses it.",
                reference=reference,
                user=described(found[0]),
            )
        )


def _check_unchanged(connection: Connection, reference: str, expected: Resource) -> None:
    if resources.is_stored(connection, expected, reference):
        return
    found = resources.find_resource(connection, expected.kind, reference)
    if found is not None and found.resource != without_secrets(expected):
        raise StaleRevision(
            _(
                "{kind} “{name}” was changed in another window in the meantime. Load it again, or"
                " keep yours.",
                kind=KIND_LABELS[expected.kind],
                name=found.resource.name,
            )
        )


def needed_for(kind: ResourceKind, permission: Permission) -> Permission:
    """The right that a change of a kind really takes: users and roles belong to administrators."""
    return Permission.ADMINISTER if kind in _OF_ADMINISTRATORS else permission


def _require(ws: Workspace, kind: ResourceKind, permission: Permission) -> None:
    ws.require(needed_for(kind, permission))


def _keep_a_way_in(
    ws: Workspace,
    connection: Connection,
    kind: ResourceKind,
    replaced: str,
    changed: Resource | None,
) -> None:
    """Nobody takes the right to manage users and roles from themselves, so that somebody has it.

    Asked inside the transaction: two administrators who take each other's role at the same moment
    would otherwise both be right.
    """
    if kind not in _OF_ADMINISTRATORS:
        return
    before = snapshot_in(connection)
    gone = replaced.strip().lower()
    kept = [one for one in before.entries if (one.kind, one.reference.lower()) != (kind, gone)]
    after = Resources.of([*kept, changed] if changed is not None else kept, before.routings)
    check_way_in(ws.user, after, before)


def check_way_in(login: str, after: Resources, before: Resources | None = None) -> None:
    """`Refused` where `login` could no longer manage users and roles.

    So it is where permissions held `before` and would end by the way: that is asked for by name.
    """
    if before is not None and is_governed(before) and not is_governed(after):
        raise Refused(
            _(
                "Nobody would have a login and a role any more, so that everybody might do"
                " everything. If you want that, say so in the settings of the workspace."
            )
        )
    if not rights_of(login, after).allows(Permission.ADMINISTER):
        raise Refused(
            _(
                "This would take the right to manage users and roles from you ({login})."
                " Give yourself a role with that right first.",
                login=login,
            )
        )
