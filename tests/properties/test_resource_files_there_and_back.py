"""Resources of every kind come back from CSV and JSON, whatever is in them."""

from __future__ import annotations

import string
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.errors import UserError
from app.model.package.portable import portable
from app.model.resources import RESOURCE_TYPES, Resource, ResourceKind, ValueTable
from app.services.resource_csv import resources_csv
from app.services.resource_export import FileFormat
from app.services.resource_import import read_resources
from app.services.resource_json import resources_json
from app.services.resource_rows import FoundResource
from tests.scaling import scaled

# What no file of text can hold: NUL, and halves of characters. The others may hurt.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from(";,\t|\"'=+-@\r\n\ufeff{}[] "),
    max_size=12,
)
REFERENCES = st.text(string.ascii_letters + string.digits + "_-.@+", min_size=1, max_size=8)


def any_resource(kind: ResourceKind) -> st.SearchStrategy[Resource]:
    """Anything that decodes as this kind, with a reference that can be one."""
    type_ = RESOURCE_TYPES[kind]
    if type_ is ValueTable:
        return st.builds(_table, REFERENCES, st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
    parts: dict[str, st.SearchStrategy[Any]] = {
        part.name: _values(part.type) for part in msgspec.structs.fields(type_)
    }
    parts["reference"] = REFERENCES
    return st.builds(type_, **parts)


def _table(reference: str, rows: list[tuple[str, str]]) -> ValueTable:
    return ValueTable(name="T", reference=reference, rows=tuple(rows))


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    bare = getattr(annotation, "__origin__", annotation)
    if hasattr(annotation, "__metadata__"):
        return _values(bare)
    if bare in _SIMPLE:
        return _SIMPLE[bare]
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        fields = {part.name: _values(part.type) for part in msgspec.structs.fields(bare)}
        return st.builds(bare, **fields)
    inner: tuple[Any, ...] = getattr(annotation, "__args__", ())
    if bare is tuple and inner[-1] is Ellipsis:
        return st.lists(_values(inner[0]), max_size=3).map(tuple)
    if inner:
        return st.one_of(*map(_values, inner))
    return st.from_type(bare)


_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-(2**31), 2**31),
    float: st.integers(-(2**31), 2**31).map(float),
    bytes: st.binary(max_size=8),
    type(None): st.none(),
}


def back(found: FoundResource, kind: ResourceKind) -> Resource:
    """What a line of a file says, over the defaults."""
    assert not found.problems
    return msgspec.convert({**found.first, **found.values}, RESOURCE_TYPES[kind])


@pytest.mark.parametrize("kind", RESOURCE_TYPES)
def test_every_kind_comes_back_from_json(kind: ResourceKind) -> None:
    @settings(max_examples=scaled(300), deadline=None)
    @given(any_resource(kind))
    def holds(resource: Resource) -> None:
        raw = resources_json(kind, [resource])
        (found,) = read_resources(raw, FileFormat.JSON, kind, "file").found
        assert back(found, kind) == portable(resource)
        assert resources_json(kind, [back(found, kind)]) == raw

    holds()


@pytest.mark.parametrize("kind", [kind for kind in RESOURCE_TYPES if kind != "value_table"])
def test_every_kind_comes_back_from_csv(kind: ResourceKind) -> None:
    @settings(max_examples=scaled(300), deadline=None)
    @given(any_resource(kind))
    def holds(resource: Resource) -> None:
        raw = resources_csv(kind, [resource])
        (found,) = read_resources(raw, FileFormat.CSV, kind, "file").found
        assert back(found, kind) == portable(resource)

    holds()


@settings(max_examples=scaled(1_000), deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=20))
def test_the_rows_of_a_table_come_back_from_csv(rows: list[tuple[str, str]]) -> None:
    table = _table("t", rows)
    raw = resources_csv(ResourceKind.VALUE_TABLE, [table])
    (found,) = read_resources(raw, FileFormat.CSV, ResourceKind.VALUE_TABLE, "t").found
    # A row without a word in it means nothing, and is left out.
    kept = [list(row) for row in rows if any(cell.strip() for cell in row)]
    assert found.values["rows"] == kept


HOSTILE = st.binary(max_size=200) | st.text(
    st.sampled_from('{}[]",:;\n\r\t|=0aé\0\ufeff\\') | st.characters(exclude_categories=["Cs"]),
    max_size=200,
).flatmap(
    lambda text: st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32")).map(
        text.encode
    )
)
HEADS = st.sampled_from(
    (b"", b"reference,name,capacity,members\n", b'{"format": 1, "kind": "queue", "resources": [')
)


@settings(max_examples=scaled(10_000), deadline=None)
@given(HEADS, HOSTILE, st.sampled_from(FileFormat), st.sampled_from(tuple(RESOURCE_TYPES)))
def test_any_bytes_are_read_or_refused_in_a_sentence(
    head: bytes, raw: bytes, format_: FileFormat, kind: ResourceKind
) -> None:
    refused = ""
    try:
        read_resources(head + raw, format_, kind, "file")
    except UserError as refusal:
        refused = str(refusal.text)
    assert not refused or refused.endswith((".", "?"))
