"""What a package holds, as values: routings with their versions, resources, settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

from app.model.resources import Resource
from app.model.routing import Routing, Status
from app.model.tree import ActionTree


class PackageKind(StrEnum):
    """What was exported."""

    VERSION = "version"
    ROUTING = "routing"
    WORKSPACE = "workspace"


@dataclass(frozen=True)
class PackedVersion:
    """A version as it travels: no people, times, test mode or schedule, which are local.

    `hash` is the content hash of the tree.
    """

    id: str
    number: int
    name: str
    description: str
    status: Status
    hash: str
    tree: ActionTree


@dataclass(frozen=True)
class PackedRouting:
    """A routing with versions by number; `next_number` is the one that its next version gets."""

    routing: Routing
    next_number: int
    versions: tuple[PackedVersion, ...]


class PackedSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a workspace that travel with it."""

    time_zone: str
    step_limit: Annotated[int, msgspec.Meta(ge=1, lt=10**9)]


@dataclass(frozen=True)
class Package:
    """Routings by reference, and the resources that they need, by kind and reference.

    `application` is the version of the application that wrote it. Resources hold neither secrets
    nor what is local to one workspace.
    """

    kind: PackageKind
    application: str
    routings: tuple[PackedRouting, ...] = ()
    resources: tuple[Resource, ...] = ()
    settings: PackedSettings | None = None

    @property
    def versions(self) -> tuple[tuple[PackedRouting, PackedVersion], ...]:
        """Every version with its routing."""
        return tuple((packed, one) for packed in self.routings for one in packed.versions)
