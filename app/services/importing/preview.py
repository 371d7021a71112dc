"""The preview of an import as frozen values: what is new, the same, in conflict or missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from app.model.catalogue import RoutingType
from app.model.package import Package, PackageKind
from app.model.resources import ResourceKind
from app.model.routing import Status
from app.model.text import Text
from app.services.importing.choices import Key, key_of


class State(StrEnum):
    """How something in a package relates to the workspace."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"


class ResourceItem(msgspec.Struct, frozen=True, tag_field="what", tag="resource"):
    """A resource of the package.

    `suggestion` is a free reference in case of a conflict. `secrets` are the labels of fields to
    be typed in again when it comes as a new one, or in the place of one that it leads away from
    (`leads_elsewhere`). `in_templates` are the places that name it inside
    a template, where another reference would not be written.
    """

    kind: ResourceKind
    reference: str
    name: str
    state: State
    suggestion: str = ""
    secrets: tuple[Text, ...] = ()
    leads_elsewhere: bool = False
    in_templates: tuple[Text, ...] = ()

    @property
    def key(self) -> Key:
        """What decides about it."""
        return key_of(self.kind, self.reference)


class VersionItem(msgspec.Struct, frozen=True, tag_field="what", tag="version"):
    """A version of the package.

    `same_as` is the number of the version here that says the same already (0: none). Otherwise it
    arrives as `lands`; where that is not its `status` in the package, `reasons` say why.
    """

    number: int
    name: str
    status: Status
    same_as: int = 0
    lands: Status = Status.DEVELOPMENT
    reasons: tuple[Text, ...] = ()


class RoutingItem(msgspec.Struct, frozen=True, tag_field="what", tag="routing"):
    """A routing of the package; `can_add` tells whether its versions may join those of mine."""

    reference: str
    name: str
    type: RoutingType
    state: State
    can_add: bool = True
    suggestion: str = ""
    versions: tuple[VersionItem, ...] = ()

    @property
    def key(self) -> Key:
        """What decides about it."""
        return key_of(ResourceKind.ROUTING, self.reference)


class SettingsItem(msgspec.Struct, frozen=True, tag_field="what", tag="settings"):
    """Time zone and step limit of the package, and those of the workspace."""

    state: State
    time_zone: str
    step_limit: int
    own_time_zone: str
    own_step_limit: int


class MissingItem(msgspec.Struct, frozen=True, tag_field="what", tag="missing"):
    """A reference to something that is neither in the package nor here, and who uses it.

    Any of `kinds` would do. `in_templates` as for a resource: those places are not mapped.
    """

    kinds: tuple[str, ...]
    reference: str
    users: tuple[Text, ...]
    in_templates: tuple[Text, ...] = ()


class Preview(msgspec.Struct, frozen=True):
    """Everything that an import would do and has to ask."""

    kind: PackageKind
    resources: tuple[ResourceItem, ...]
    routings: tuple[RoutingItem, ...]
    settings: SettingsItem | None
    missing: tuple[MissingItem, ...]
    notes: tuple[Text, ...]

    @property
    def items(self) -> tuple[ResourceItem | RoutingItem, ...]:
        """Resources, then routings."""
        return (*self.resources, *self.routings)

    @property
    def conflicts(self) -> tuple[ResourceItem | RoutingItem, ...]:
        """What needs a decision, settings apart."""
        return tuple(item for item in self.items if item.state is State.CONFLICT)


@dataclass(frozen=True)
class ImportPlan:
    """A package and its preview against one state of a workspace.

    `seen` is a digest of what the package is in conflict with there.
    """

    package: Package
    preview: Preview
    seen: str
