"""Secrets in resources: typed into fields, kept in the keyring, stored nowhere else."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from app.model.fields import fields_of
from app.model.resources.base import Resource

AnyResource = TypeVar("AnyResource", bound=Resource)


def secret_fields(of: type[Resource] | Resource) -> tuple[str, ...]:
    """The names of the fields that hold secrets; rows hold none."""
    kind = of if isinstance(of, type) else type(of)
    return tuple(info.name for info in fields_of(kind) if info.field.secret)


def secrets_in(resource: Resource) -> dict[str, str]:
    """The secrets that were typed into a resource, by field."""
    typed = {name: getattr(resource, name) for name in secret_fields(resource)}
    return {name: secret for name, secret in typed.items() if secret}


def without_secrets(resource: AnyResource) -> AnyResource:
    """The resource as it may be stored, shown and sent."""
    typed = secrets_in(resource)
    return msgspec.structs.replace(resource, **dict.fromkeys(typed, "")) if typed else resource
