"""Roles: sets of permissions that users are given."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import Text, _


class Permission(StrEnum):
    """What a role lets people do."""

    READ = "read"  # view, replay, export
    CREATE = "create"  # new, copy, duplicate, import
    EDIT = "edit"  # tree, settings, testing; promotion and schedule unless a role separates them
    DELETE = "delete"
    PROMOTE = "promote"  # put in production, schedule
    ADMINISTER = "administer"  # users and roles


PERMISSION_LABELS: dict[Permission, Text] = {
    Permission.READ: _("View, replay and export"),
    Permission.CREATE: _("Create, copy and import"),
    Permission.EDIT: _("Edit trees, settings, resources and tests"),
    Permission.DELETE: _("Delete"),
    Permission.PROMOTE: _("Put in production and schedule"),
    Permission.ADMINISTER: _("Manage users and roles"),
}


class Role(Resource, frozen=True, kw_only=True):
    """A set of permissions. Who may edit may promote, unless the role keeps that apart."""

    kind: ClassVar[ResourceKind] = ResourceKind.ROLE

    permissions: Annotated[
        tuple[Permission, ...],
        field(
            _("Permissions"),
            widget=Widget.CHOICES,
            choices=tuple(PERMISSION_LABELS.items()),
            required=True,
        ),
    ] = (Permission.READ,)
    separate_promotion: Annotated[
        bool,
        field(
            _("Putting in production is a permission of its own"),
            _("Otherwise everybody who may edit may also put in production and schedule."),
            widget=Widget.TOGGLE,
        ),
    ] = False

    @property
    def granted(self) -> frozenset[Permission]:
        """What the role lets people do; everything else needs reading."""
        given = set(self.permissions)
        if given:
            given.add(Permission.READ)
        if Permission.EDIT in given and not self.separate_promotion:
            given.add(Permission.PROMOTE)
        return frozenset(given)
