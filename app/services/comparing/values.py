"""The values of a comparison: frozen, with sentences that a window or a terminal renders."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from app.model.resources import ResourceKind
from app.model.text import EMPTY, Text
from app.model.tree import ActionId, BranchKey


class Sign(StrEnum):
    """What happened to something between before and after."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


class FieldChange(msgspec.Struct, frozen=True):
    """One field that differs: its label, and its value in words before and after."""

    label: Text
    before: Text = EMPTY
    after: Text = EMPTY


class ActionChange(msgspec.Struct, frozen=True):
    """An action that differs. `action` is its id before, or after where it was added."""

    sign: Sign
    action: ActionId
    number: int
    name: str
    type: Text
    fields: tuple[FieldChange, ...] = ()


class WayChange(msgspec.Struct, frozen=True):
    """Where a branch leads that led elsewhere: to an action, to an end, or (empty) nowhere."""

    action: ActionId
    branch: BranchKey
    place: Text
    before: Text = EMPTY
    after: Text = EMPTY


class TreeChange(msgspec.Struct, frozen=True):
    """How two trees differ. `moved` counts cards that stand elsewhere but are otherwise alike.

    `redrawn` tells that notes or groups differ.
    """

    actions: tuple[ActionChange, ...] = ()
    ways: tuple[WayChange, ...] = ()
    moved: int = 0
    redrawn: bool = False

    @property
    def is_same(self) -> bool:
        """Whether both trees are alike, their drawing included."""
        return self == _ALIKE


_ALIKE = TreeChange()


class VersionChange(msgspec.Struct, frozen=True):
    """A version that differs; `tree` is None for one that was added or removed."""

    sign: Sign
    number: int
    name: str
    fields: tuple[FieldChange, ...] = ()
    tree: TreeChange | None = None


class RoutingChange(msgspec.Struct, frozen=True):
    """A routing that differs, and its versions that do."""

    sign: Sign
    reference: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    versions: tuple[VersionChange, ...] = ()


class ResourceChange(msgspec.Struct, frozen=True):
    """A resource that differs."""

    sign: Sign
    kind: ResourceKind
    reference: str
    name: str
    fields: tuple[FieldChange, ...] = ()


class Comparison(msgspec.Struct, frozen=True):
    """How two packages differ; `settings` are those of their workspaces."""

    settings: tuple[FieldChange, ...] = ()
    routings: tuple[RoutingChange, ...] = ()
    resources: tuple[ResourceChange, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.settings or self.routings or self.resources)
