"""Secrets in resources: typed into fields, kept in the keyring, stored nowhere else."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from app.model.fields import Widget, fields_of
from app.model.resources.base import Resource

AnyResource = TypeVar("AnyResource", bound=Resource)

REMOVED = "\0"
"""What a draft holds in the place of a secret that is to be removed; nobody can type it."""


_LEADING = frozenset({Widget.LINE, Widget.NUMBER, Widget.CHOICE, Widget.EMAIL})
_NAMING = frozenset({"name", "reference", "description"})


def secret_fields(of: type[Resource] | Resource) -> tuple[str, ...]:
    """The names of the fields that hold secrets; rows hold none."""
    kind = of if isinstance(of, type) else type(of)
    return tuple(info.name for info in fields_of(kind) if info.field.secret)


def secrets_in(resource: Resource) -> dict[str, str]:
    """The secrets that were typed into a resource, by field."""
    return {name: secret for name, secret in _drafted(resource).items() if secret != REMOVED}


def removed_secrets(resource: Resource) -> frozenset[str]:
    """The fields of a draft whose secret is to be removed."""
    return frozenset(name for name, secret in _drafted(resource).items() if secret == REMOVED)


def without_secrets(resource: AnyResource) -> AnyResource:
    """The resource as it may be stored, shown and sent."""
    drafted = _drafted(resource)
    return msgspec.structs.replace(resource, **dict.fromkeys(drafted, "")) if drafted else resource


def leads_elsewhere(before: Resource, after: Resource) -> bool:
    """Whether the secrets of one would go to another place or user with the other in its place."""
    return any(
        getattr(before, info.name) != getattr(after, info.name)
        for info in fields_of(type(after))
        if info.field.widget in _LEADING and info.name not in _NAMING
    )


def _drafted(resource: Resource) -> dict[str, str]:
    found = {name: getattr(resource, name) for name in secret_fields(resource)}
    return {name: secret for name, secret in found.items() if secret}
