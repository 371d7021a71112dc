"""The secrets of a workspace's resources: in the keyring, by workspace, kind, reference, field."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from app.model.resources import (
    RESOURCE_TYPES,
    Resource,
    ResourceKind,
    removed_secrets,
    secret_fields,
    secrets_in,
)
from app.services import secrets_vault
from app.services.secrets_vault import Look, Vault


class _Deleted(NamedTuple):
    kind: ResourceKind
    reference: str


class _SetAside(NamedTuple):
    """The fields that were set, and the numbers that the vault finds their secrets by."""

    fields: frozenset[str]
    numbers: dict[str, int]


class Secrets:
    """Any thread may use it. The workspace itself only holds which fields are set."""

    def __init__(self, workspace: str, vault: Vault | None = None) -> None:
        self._workspace = workspace
        self._vault = vault or secrets_vault.VAULT
        self._deleted: dict[_Deleted, _SetAside] = {}

    # --- reading; not for the thread of a window ---

    def secrets_of(
        self, of: Resource | ResourceKind, reference: str | None = None
    ) -> dict[str, str]:
        """The secrets of a resource, by field; fields without one are left out.

        A resource as it is typed may be given, with the `reference` that it is stored under: what
        is typed counts, else what is kept.

        Raises:
            OutsideError: the keyring does not answer, or refuses.
        """
        if isinstance(of, Resource):
            kind, typed, gone = of.kind, secrets_in(of), removed_secrets(of)
            reference = of.reference if reference is None else reference
        else:
            kind, typed, gone = of, {}, frozenset()
        names = {
            self._name(kind, reference or "", field): field
            for field in secret_fields(RESOURCE_TYPES[kind])
            if field not in typed and field not in gone
        }
        found = self._vault.read(names) if names and reference else {}
        return {**{names[name]: value for name, value in found.items()}, **typed}

    def look(self, kind: ResourceKind, reference: str) -> Look:
        """Where the secrets of a resource are, by field, and why not in the keyring."""
        fields = secret_fields(RESOURCE_TYPES[kind])
        names = {self._name(kind, reference, field): field for field in fields}
        found = self._vault.look(names)
        return Look({names[name]: where for name, where in found.where.items()}, found.trouble)

    # --- changing; returns at once ---

    def change(self, resource: Resource) -> None:
        """Keep what is typed into a resource, and forget what is removed in it."""
        for field, value in secrets_in(resource).items():
            self._vault.put(self._name(resource.kind, resource.reference, field), value)
        for field in removed_secrets(resource):
            self._vault.discard(self._name(resource.kind, resource.reference, field))

    def begin_anew(self, kind: ResourceKind, reference: str) -> None:
        """Forget whatever an earlier resource with this reference may have left behind."""
        for field in secret_fields(RESOURCE_TYPES[kind]):
            self._vault.discard(self._name(kind, reference, field))

    def renamed(self, kind: ResourceKind, old: str, new: str) -> None:
        """Follow a reference that has changed."""
        if old.strip().lower() != new.strip().lower():
            for field in secret_fields(RESOURCE_TYPES[kind]):
                self._vault.carry(self._name(kind, old, field), self._name(kind, new, field))

    def copied(self, kind: ResourceKind, old: str, new: str, fields: Collection[str]) -> None:
        """Keep the secrets of these fields under another reference as well."""
        for field in fields:
            names = self._name(kind, old, field), self._name(kind, new, field)
            self._vault.carry(*names, keep=True)

    def set_aside(self, kind: ResourceKind, reference: str, fields: frozenset[str]) -> None:
        """Forget the secrets of a resource that was deleted, until it is brought back."""
        numbers = {
            field: self._vault.set_aside(self._name(kind, reference, field))
            for field in secret_fields(RESOURCE_TYPES[kind])
        }
        key = _Deleted(kind, reference.strip().lower())
        self._deleted[key] = _SetAside(fields, numbers)

    def deleted_with(self, kind: ResourceKind, reference: str) -> frozenset[str]:
        """The fields that were set when a resource was deleted."""
        found = self._deleted.get(_Deleted(kind, reference.strip().lower()))
        return frozenset() if found is None else found.fields

    def bring_back(self, kind: ResourceKind, reference: str) -> None:
        """Keep the secrets again of a resource that is brought back."""
        found = self._deleted.pop(_Deleted(kind, reference.strip().lower()), None)
        if found is None:
            return
        for field in found.fields:
            name = self._name(kind, reference, field)
            self._vault.bring_back(name, found.numbers[field])

    def settle(self) -> bool:
        """Wait a moment for the keyring to take what it was given; whether it did."""
        return self._vault.settle()

    def _name(self, kind: ResourceKind, reference: str, field: str) -> str:
        return "/".join((self._workspace, kind.value, reference.strip().lower(), field))
