"""What people may do with routings and resources: permissions, and the rights they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.model.errors import Refused
from app.model.lifecycle import Command
from app.model.resources import Resources, Role, User
from app.model.resources.role import PERMISSION_LABELS, Permission
from app.model.text import Text, _

__all__ = [
    "ALL_RIGHTS",
    "NEEDED",
    "PERMISSION_LABELS",
    "Permission",
    "Rights",
    "governs",
    "is_denial",
    "is_governed",
    "rights_of",
]

NEEDED: dict[Command, Permission] = {
    Command.EDIT: Permission.EDIT,
    Command.VIEW: Permission.READ,
    Command.PROMOTE: Permission.PROMOTE,
    Command.TEST: Permission.EDIT,
    Command.UNTEST: Permission.EDIT,
    Command.SCHEDULE: Permission.PROMOTE,
    Command.UNSCHEDULE: Permission.PROMOTE,
    Command.DUPLICATE: Permission.CREATE,
    Command.DELETE: Permission.DELETE,
}
"""What a person must be allowed for each command of a version's life."""

_REFUSALS: dict[Permission, Text] = {
    Permission.READ: _("Your role does not let you see smart routings. Ask an administrator."),
    Permission.CREATE: _("Your role does not let you create or copy. Ask an administrator."),
    Permission.EDIT: _("Your role does not let you make changes. Ask an administrator."),
    Permission.DELETE: _("Your role does not let you delete. Ask an administrator."),
    Permission.PROMOTE: _(
        "Your role does not let you put versions in production. Ask an administrator."
    ),
    Permission.ADMINISTER: _(
        "Your role does not let you change users and roles. Ask an administrator."
    ),
}


def is_denial(text: Text) -> bool:
    """Whether a sentence says that a role does not allow something."""
    return text in _REFUSALS.values()


@dataclass(frozen=True)
class Rights:
    """The permissions of one person in one workspace."""

    permissions: frozenset[Permission]
    why_not: Text | None = None
    """Why the rest is refused to everybody, where that has nothing to do with a role."""

    def allows(self, *wanted: Permission) -> bool:
        """Whether all of these are granted."""
        return self.permissions.issuperset(wanted)

    def refusal(self, *wanted: Permission) -> Text | None:
        """Why something that needs these permissions cannot be done, or None when it can."""
        missing = next((one for one in wanted if one not in self.permissions), None)
        return None if missing is None else self.why_not or _REFUSALS[missing]

    def only_reading(self, why_not: Text) -> Rights:
        """The same rights in a workspace that nobody may change now."""
        return Rights(self.permissions & {Permission.READ}, why_not)

    def check(self, *wanted: Permission) -> None:
        """`Refused` unless all of these are granted."""
        refusal = self.refusal(*wanted)
        if refusal is not None:
            raise Refused(refusal)


ALL_RIGHTS = Rights(frozenset(Permission))


def governs(user: User) -> bool:
    """Whether a user makes permissions hold."""
    return bool(user.login.strip() and user.roles)


def is_governed(resources: Resources) -> bool:
    """Whether permissions hold: some user has a login and a role."""
    return any(governs(user) for user in resources.of_kind(User))


def rights_of(login: str, resources: Resources) -> Rights:
    """The rights of the person whom the operating system calls `login`.

    As long as no user of the workspace has a login and a role, everybody may do everything. From
    then on whoever is not among those users, or is inactive, has no rights.
    """
    if not is_governed(resources):
        return ALL_RIGHTS
    folded = login.strip().casefold()
    governed = (user for user in resources.of_kind(User) if governs(user))
    own = (user for user in governed if user.login.strip().casefold() == folded)
    roles = (
        resources.get(Role, reference) for user in own if user.active for reference in user.roles
    )
    return Rights(frozenset(_granted(role for role in roles if role is not None)))


def _granted(roles: Iterable[Role]) -> Iterable[Permission]:
    for role in roles:
        yield from role.granted
