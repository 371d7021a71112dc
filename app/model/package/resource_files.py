"""The file of one resource, without the fields that never travel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from app.model.errors import Refused
from app.model.names import check_reference, name_refusal
from app.model.package.decoding import decoded, plain_value
from app.model.package.errors import UnsoundPackage, misplaced, shown, unusable
from app.model.package.places import resource_entry
from app.model.package.portable import stays_behind
from app.model.package.writing import written
from app.model.resources import RESOURCE_TYPES, Resource
from app.model.text import _


def resource_text(resource: Resource) -> bytes:
    """A resource without the fields that never travel."""
    value = msgspec.to_builtins(resource)
    for info in stays_behind(type(resource)):
        del value[info.name]
    return written(value)


def read_resource(name: str, kind: str, raw: bytes) -> Resource:
    """The resource of an entry that stands in the folder of `kind`; `UnsoundPackage`."""
    types = {str(known): type_ for known, type_ in RESOURCE_TYPES.items()}
    if kind not in types:
        raise UnsoundPackage(
            _("the entry {entry} is of a kind that is not known here", entry=shown(name))
        )
    resource = decoded(name, raw, types[kind])
    check_identity(name, resource.name, resource.reference)
    if resource_entry(kind, resource.reference) != name:
        raise misplaced(name)
    expected = msgspec.to_builtins(resource)
    for info in stays_behind(types[kind]):
        del expected[info.name]
    unknown = next(surplus(plain_value(name, raw), expected), None)
    if unknown is not None:
        raise UnsoundPackage(
            _(
                "the entry {entry} holds {field}, which is not known here",
                entry=shown(name),
                field=shown(unknown),
            )
        )
    return resource


def surplus(found: Any, expected: Any) -> Iterator[str]:
    """The names of fields that were read but mean nothing where `expected` is what was read."""
    if isinstance(found, dict) and isinstance(expected, dict):
        yield from sorted(found.keys() - expected.keys())
        for key in found.keys() & expected.keys():
            yield from surplus(found[key], expected[key])
    elif isinstance(found, list) and isinstance(expected, list | tuple):
        for one, other in zip(found, expected, strict=True):
            yield from surplus(one, other)


def check_identity(entry: str, name: str, reference: str) -> None:
    """`UnsoundPackage` when a name or reference could not have been given here."""
    try:
        check_reference(reference)
    except Refused as error:
        raise unusable(entry, _("its reference")) from error
    if name_refusal(name) is not None or name != name.strip():
        raise unusable(entry, _("its name"))
