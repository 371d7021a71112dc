"""Edits of tables keep every row whole and every value with its column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.model.resources import DataTable, FieldType, TableColumn
from app.model.resources.table_edits import (
    places_of,
    with_cells,
    with_columns,
    with_records,
    without_rows,
)

ID = TableColumn("id", FieldType.NUMBER, key=True)
NAME = TableColumn("name")
PLAN = TableColumn("plan", default="basic")
TABLE = DataTable("t", (ID, NAME, PLAN), (("1", "Ada", "pro"), ("7", "Bo", "")))


def test_a_block_is_written_and_rows_are_added_with_defaults() -> None:
    made = with_cells(TABLE, 1, {1: ("B", "x", "beyond"), 2: ("Cy",)})
    assert made.rows == (("1", "Ada", "pro"), ("7", "B", "x"), ("8", "Cy", "basic"))
    assert with_cells(TABLE, 0, {4: ("9",)}).rows[2:] == (
        ("8", "", "basic"),
        ("9", "", "basic"),
        ("9", "", "basic"),
    )


def test_numbers_count_on_from_what_was_pasted_just_before() -> None:
    made = with_cells(TABLE, 0, {2: ("40", "Cy"), 3: ("41",)})
    assert with_cells(made, 1, {4: ("Di",)}).rows[-1] == ("42", "Di", "basic")


def test_a_key_of_two_columns_is_not_numbered() -> None:
    table = DataTable("t", (ID, replace(NAME, key=True)))
    assert with_cells(table, 1, {0: ("x",)}).rows == (("", "x"),)


def test_records_come_under_the_columns_that_their_heads_name() -> None:
    made = with_records(TABLE, ("Plan", "other", "NAME"), (("pro", "x", "Cy"), ("", "y")))
    assert made.rows[2:] == (("8", "Cy", "pro"), ("9", "", ""))
    with_key = with_records(TABLE, ("id",), (("40",),))
    assert with_key.rows[2:] == (("40", "", "basic"),)
    assert places_of(TABLE, ("x", "id", "ID")) == {1: 0}


def test_rows_are_taken_out() -> None:
    assert without_rows(TABLE, [0]).rows == (("7", "Bo", ""),)


def test_values_follow_their_columns() -> None:
    moved = with_columns(TABLE, (PLAN, ID, NAME))
    assert moved.rows == (("pro", "1", "Ada"), ("", "7", "Bo"))
    renamed = with_columns(TABLE, (ID, replace(NAME, name="who"), PLAN))
    assert renamed.rows == TABLE.rows
    added = with_columns(TABLE, (ID, TableColumn(""), NAME, PLAN))
    assert added.rows[0] == ("1", "", "Ada", "pro")
    removed = with_columns(TABLE, (ID, PLAN))
    assert removed.rows[0] == ("1", "pro")
    again = with_columns(TABLE, (TableColumn("name", FieldType.DATE), replace(ID)))
    assert again.rows[0] == ("Ada", "1")


@given(st.permutations(range(3)), st.integers(0, 2), st.booleans())
def test_no_edit_leaves_an_uneven_row(order: list[int], at: int, add: bool) -> None:
    columns = tuple(TABLE.columns[one] for one in order)
    columns = columns[:at] + columns[at + 1 :] + ((TableColumn("new"),) if add else ())
    made = with_columns(TABLE, columns)
    assert {len(row) for row in made.rows} == {len(columns)}
    for place, column in enumerate(columns):
        if column in TABLE.columns:
            source = TABLE.columns.index(column)
            assert [row[place] for row in made.rows] == [row[source] for row in TABLE.rows]
