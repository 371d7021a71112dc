"""Rows of text follow the fields that tell their columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.model.resources import CaseSchema, Crm, CrmObject, CrmV2, FieldType, RecordField, Resources
from app.model.resources.beside import followed, realigned
from app.model.resources.checks import resource_problems

NONE = Resources()
FIXED = ("1", "Open", "", "", "", "", "")


def schema(*names: str, rows: tuple[tuple[str, ...], ...]) -> CaseSchema:
    fields = tuple(RecordField(name) for name in names)
    return CaseSchema(name="S", reference="s", fields=fields, cases=rows)


def problems(resource: CaseSchema | Crm | CrmV2) -> list[tuple[str, str]]:
    return [(one.field, str(one.text)) for one in resource_problems(resource, NONE)]


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ("a b", "a b c", ("1", "2", "")),
        ("a b", "b a", ("2", "1")),
        ("a b", "b", ("2",)),
        ("a b", "a x", ("1", "2")),
        ("a b", "x a", ("2", "1")),
        ("a ab", "a a", ("1", "2")),
        ("b a", "a a", ("1", "2")),
        ("a b", "", ()),
    ],
)
def test_values_stay_under_their_columns(before: str, after: str, row: tuple[str, ...]) -> None:
    assert realigned((("1", "2"),), before.split(), after.split()) == (row,)


@given(st.lists(st.text("abc", max_size=2), max_size=5), st.lists(st.text("abc"), max_size=5))
def test_rows_are_as_long_as_the_columns_and_nothing_is_made_up(
    before: list[str], after: list[str]
) -> None:
    values = tuple(str(at) for at in range(len(before)))
    (row,) = realigned((values,), before, after)
    assert len(row) == len(after)
    kept = [value for value in row if value]
    assert set(kept) <= set(values)
    assert len(kept) == len(set(kept))


def test_a_field_that_is_taken_out_takes_its_values_along() -> None:
    before = schema("meter", "amount", rows=((*FIXED, "M-1", "20"),))
    after = replace(before, fields=before.fields[1:])
    assert followed(before, after).cases == ((*FIXED, "20"),)
    assert followed(before, replace(before, name="T")).cases == before.cases


def test_a_row_of_another_length_is_said_and_nothing_breaks() -> None:
    assert problems(schema("meter", rows=(FIXED,))) == [
        ("cases", "Row 1 has 7 values for 8 columns. Type it again.")
    ]
    assert problems(schema("meter", rows=((*FIXED, "M-1"),))) == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((("", *FIXED[1:]),), "Row 1: fill in the first column."),
        ((FIXED, FIXED), "Row 2: 1 stands here twice."),
        ((("1", "Lost", *FIXED[2:]),), "Row 1: Lost is no status of these cases."),
        ((("1", "", *FIXED[2:]),), "Row 1: nothing is no status of these cases."),
    ],
)
def test_cases_have_numbers_and_a_status_of_the_schema(
    rows: tuple[tuple[str, ...], ...], sentence: str
) -> None:
    assert problems(schema(rows=rows)) == [("cases", sentence)]


def test_what_every_record_has_is_no_name_of_a_field() -> None:
    assert [field for field, _text in problems(schema("Status", rows=()))] == ["fields.0.name"]
    crm = Crm(name="C", reference="c", fields=(RecordField("id"),))
    assert [field for field, _text in problems(crm)] == ["fields.0.name"]


def test_the_records_of_an_object_are_checked_where_they_stand() -> None:
    contact = CrmObject(name="contact", records=(("1", "a@example.org"), ("1", "b@example.org")))
    crm = CrmV2(name="C", reference="c", objects=(CrmObject(name="account"), contact))
    assert problems(crm) == [("objects.1.records", "Row 2: 1 stands here twice.")]
    assert crm.object_named(" Contact ") is contact
    assert crm.object_named("lead") is None


def test_a_value_that_does_not_suit_its_field_is_named() -> None:
    fields = (RecordField("note"), RecordField("amount", type=FieldType.NUMBER))
    rows = ((*FIXED, "x", "12.50"), ("2", *FIXED[1:], "x", "much"))
    assert problems(CaseSchema(name="S", reference="s", fields=fields, cases=rows)) == [
        ("cases", "Row 2, amount: Write a number, such as 12.50.")
    ]
    cards = (("1", "x", ""), ("2", "x", "much"))
    assert problems(Crm(name="C", reference="c", fields=fields, cards=cards)) == [
        ("cards", "Row 2, amount: Write a number, such as 12.50.")
    ]
