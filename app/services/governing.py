"""Who may do what in a workspace: where a person stands, beginning and ending permissions."""

from __future__ import annotations

import dataclasses

import msgspec

from app.model.errors import Refused
from app.model.names import check_name, check_reference, suggest_reference
from app.model.permissions import Permission
from app.model.resources import Resources, Role, User
from app.model.resources.checks import resource_problems
from app.model.standing import Standing, standing_of
from app.model.store import resources as shelves
from app.model.store.connection import Connection
from app.model.text import Text, _
from app.services.workspace import Workspace, snapshot_in

_GOVERNED: Text = _(
    "Users and roles hold here already. Ask somebody who may manage them for a role."
)


def standing(ws: Workspace) -> Standing:
    """Where the person at this machine stands; everybody may know that of themselves."""
    found = standing_of(ws.user, ws.resources())
    # A workspace that is open read-only takes rights that the roles give.
    return dataclasses.replace(found, rights=ws.rights())


def begin_permissions(ws: Workspace, user: User) -> User:
    """From now on only users with a role work here; the person becomes `user`, who may all.

    `user` is new, or one of the workspace, told by its reference. A role that gives every
    permission is used where there is one, else made. Returns the user as stored.

    Raises:
        Refused: permissions hold already, or the user cannot be stored like this.
    """
    ws.require(Permission.ADMINISTER)
    with ws.writing() as connection:
        before = snapshot_in(connection)
        if standing_of(ws.user, before).is_governed:
            raise Refused(_GOVERNED)
        role = _administrators(connection, before)
        known = before.get(User, user.reference)
        roles = tuple(dict.fromkeys((*user.roles, role.reference)))
        stored = msgspec.structs.replace(
            user, name=check_name(user.name), login=ws.user, active=True, roles=roles
        )
        problems = resource_problems(stored, snapshot_in(connection))
        if problems:
            raise Refused(problems[0].text)
        if known is None:
            shelves.insert_resource(connection, stored)
        else:
            shelves.update_resource(connection, known.reference, stored)
    return stored


def end_permissions(ws: Workspace) -> None:
    """Everybody may do everything again: no user keeps a login. Users and roles stay.

    Raises:
        Refused: the person may not manage users and roles.
    """
    ws.require(Permission.ADMINISTER)
    with ws.writing() as connection:
        for user in snapshot_in(connection).of_kind(User):
            if user.login:
                free = msgspec.structs.replace(user, login="")
                shelves.update_resource(connection, user.reference, free)


def _administrators(connection: Connection, before: Resources) -> Role:
    """The role that gives everything, made where there is none."""
    every = frozenset(Permission)
    found = next((role for role in before.of_kind(Role) if role.granted == every), None)
    if found is not None:
        return found
    taken = [role.reference for role in before.of_kind(Role)]
    made = Role(
        name="Administrator",
        reference=check_reference(suggest_reference("Administrator", taken), taken),
        description="Everything, users and roles included.",
        permissions=tuple(Permission),
    )
    shelves.insert_resource(connection, made)
    return made
