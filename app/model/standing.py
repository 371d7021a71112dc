"""Where a person stands in a workspace: who they are, what gives them a right, whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.permissions import Permission, Rights, governs, is_governed, rights_of
from app.model.resources import Resources, Role, User
from app.model.text import Text, _


@dataclass(frozen=True)
class Standing:
    """One person in one workspace.

    `users` are those with the person's login, `roles` those that hold for them. `is_governed` says
    whether permissions hold at all: as long as no user has a login and a role, everybody may do
    everything. `keepers` are the active users who may manage users and roles.
    """

    login: str
    users: tuple[User, ...]
    roles: tuple[Role, ...]
    is_governed: bool
    rights: Rights
    keepers: tuple[User, ...]

    def givers(self, permission: Permission) -> tuple[Role, ...]:
        """The roles of the person that give a permission."""
        return tuple(role for role in self.roles if permission in role.granted)

    def reason(self, permission: Permission) -> Text:
        """Why the person has a permission, or lacks it."""
        if self.rights.why_not is not None and not self.rights.allows(permission):
            return self.rights.why_not
        if not self.is_governed:
            return _("Everybody may, as long as no user has a login and a role.")
        given = self.givers(permission)
        if given:
            return _given(permission, given)
        if not self.users:
            return _("No user here has the login {login}.", login=self.login)
        active = [user for user in self.users if user.active]
        if not active:
            return _("The user {name} is inactive.", name=self.users[0].name)
        if not self.roles:
            return _("The user {name} has no role.", name=active[0].name)
        if len(self.roles) == 1:
            return _("The role {role} does not give it.", role=self.roles[0].name)
        return _("None of the roles {roles} gives it.", roles=_names(self.roles))


def _given(permission: Permission, roles: tuple[Role, ...]) -> Text:
    outright = tuple(role for role in roles if permission in role.permissions)
    if len(outright) == 1:
        return _("Given by the role {role}.", role=outright[0].name)
    if outright:
        return _("Given by the roles {roles}.", roles=_names(outright))
    if permission is Permission.PROMOTE:
        return _(
            "Given by the role {role}: who may edit may put in production as well.",
            role=roles[0].name,
        )
    return _("Given by the role {role}: every permission needs to see.", role=roles[0].name)


def standing_of(login: str, resources: Resources) -> Standing:
    """Where the person stands whom the operating system calls `login`."""
    users = resources.of_kind(User)
    folded = login.strip().casefold()
    own = tuple(user for user in users if user.login.strip().casefold() == folded != "")
    return Standing(
        login=login,
        users=own,
        roles=tuple(
            {
                role.reference: role
                for user in own
                if user.active
                for role in roles_of(user, resources)
            }.values()
        ),
        is_governed=is_governed(resources),
        rights=rights_of(login, resources),
        keepers=tuple(
            user
            for user in users
            if governs(user)
            and user.active
            and any(Permission.ADMINISTER in role.granted for role in roles_of(user, resources))
        ),
    )


def roles_of(user: User, resources: Resources) -> tuple[Role, ...]:
    """The roles of a user that exist."""
    found = (resources.get(Role, reference) for reference in user.roles)
    return tuple(role for role in found if role is not None)


def _names(roles: tuple[Role, ...]) -> str:
    return ", ".join(role.name for role in roles)
