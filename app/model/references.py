"""Other references in the place of those that a config or a resource holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from app.model.config import Reference
from app.model.fields import Field, fields_of

Owner = TypeVar("Owner", bound=msgspec.Struct)

Renamed = Mapping[tuple[str, str], str]
"""By kind and reference in lower case, the reference that stands there instead."""


def with_references(owner: Owner, renamed: Renamed) -> Owner:
    """The struct with every picked reference in `renamed` replaced, rows included.

    A field that allows several kinds is looked up by the first of them that is renamed. What is
    written inside templates stays as it is.
    """
    changed: dict[str, Any] = {}
    for info in fields_of(type(owner)):
        before = getattr(owner, info.name)
        after = _renamed(before, info.field, renamed)
        if after is not before:
            changed[info.name] = after
    return msgspec.structs.replace(owner, **changed) if changed else owner


def _renamed(value: Any, described: Field, renamed: Renamed) -> Any:
    if isinstance(value, tuple):
        if not described.kinds and not isinstance(next(iter(value), None), msgspec.Struct):
            return value  # words, or a table of them
        parts = tuple(_renamed(part, described, renamed) for part in value)
        same = all(one is other for one, other in zip(parts, value, strict=True))
        return value if same else parts
    if isinstance(value, Reference):
        if value.is_expression:
            return value
        found = _found(value.value, described, renamed)
        return value if found is None else msgspec.structs.replace(value, value=found)
    if isinstance(value, msgspec.Struct):
        return with_references(value, renamed)
    found = _found(value, described, renamed) if isinstance(value, str) else None
    return value if found is None else found


def _found(reference: str, described: Field, renamed: Renamed) -> str | None:
    wanted = reference.strip().lower()
    names = (renamed.get((str(kind), wanted)) for kind in described.kinds)
    return next((name for name in names if name is not None), None)
