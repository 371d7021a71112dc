"""Cells against their columns: types, required, unique, keys; asked again they cost little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.resources import Database, DataTable, FieldType, TableColumn
from app.model.resources import cells as looked
from app.model.resources.cells import MOST_TOLD, cell_problems, cell_refusal


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldType.TEXT, ("x", " ", "1"), ()),
        (FieldType.NUMBER, ("0", "-12.50", "+3"), ("x", "1,5", "1e9", "NaN", "--1")),
        (FieldType.YES_NO, ("yes", "No", "true", "0"), ("maybe", "2")),
        (FieldType.DATE, ("2026-01-31",), ("2026-02-30", "31.01.2026", "2026-01-31 10:00")),
        (
            FieldType.DATE_TIME,
            ("2026-01-31 09:30", "2026-01-31T09:30:00+01:00", "2026-01-31"),
            ("09:30", "2026-01-31 25:00"),
        ),
    ],
)
def test_a_value_fits_its_type_or_is_told(
    kind: FieldType, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    column = TableColumn("x", kind)
    assert [one for one in good if cell_refusal(column, one) is not None] == []
    assert [one for one in bad if cell_refusal(column, one) is None] == []
    assert cell_refusal(column, "") is None
    assert cell_refusal(TableColumn("x", kind, required=True), "") is not None
    assert cell_refusal(TableColumn("x", kind, key=True), " ") is not None


def table(*rows: tuple[str, ...]) -> DataTable:
    return DataTable(
        "orders",
        (
            TableColumn("id", FieldType.NUMBER, key=True),
            TableColumn("code", unique=True),
            TableColumn("amount", FieldType.NUMBER, required=True),
        ),
        rows,
    )


def told(of: DataTable) -> list[tuple[int, int]]:
    return [(row, column) for row, column, _text in cell_problems(of)]


def test_what_is_missing_wrong_or_there_twice_is_told_with_its_place() -> None:
    rows = (
        ("1", "a", "10"),
        ("01", "b", ""),
        ("2", "A", "x"),
        ("3", "", "1"),
        ("4", "", "1"),
        ("5",),
    )
    # 01 is the number 1 again, A the text a; empty cells are never the same as others.
    assert told(table(*rows)) == [(1, 0), (1, 2), (2, 1), (2, 2), (5, 2)]


def test_a_key_of_two_columns_is_unique_as_a_whole() -> None:
    columns = (TableColumn("a", key=True), TableColumn("b", key=True))
    rows = (("1", "1"), ("1", "2"), ("1", "1"))
    assert told(DataTable("t", columns, rows)) == [(2, 0)]


def test_at_most_so_many_are_told() -> None:
    rows = tuple((str(at), str(at), "x") for at in range(MOST_TOLD + 50))
    assert len(cell_problems(table(*rows))) == MOST_TOLD


def test_only_changed_rows_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple((str(at), f"c{at}", "1") for at in range(300))
    assert told(table(*rows)) == []
    read: list[str] = []
    real = looked.cell_refusal

    def counted(column: TableColumn, text: str) -> object:
        read.append(text)
        return real(column, text)

    monkeypatch.setattr(looked, "cell_refusal", counted)
    changed = (*rows[:7], ("7", "c7", "x"), *rows[8:])
    assert told(table(*changed)) == [(7, 2)]
    assert read == ["7", "c7", "x"]
    read.clear()
    shorter = (*changed[:3], *changed[5:])
    assert told(table(*shorter)) == [(5, 2)]
    assert read == []


@given(st.data())
def test_asking_again_after_any_edit_says_what_asking_afresh_says(data: st.DataObject) -> None:
    cell = st.sampled_from(["", "1", "2", "x", "a"])
    row = st.tuples(cell, cell, cell)
    rows = tuple(data.draw(st.lists(row, max_size=8)))
    for _ in range(3):
        at = data.draw(st.integers(0, max(0, len(rows))))
        cut = data.draw(st.integers(0, 2))
        rows = (*rows[:at], *data.draw(st.lists(row, max_size=2)), *rows[at + cut :])
        again = cell_problems(table(*rows))
        looked._LOOKED_AT.clear()
        assert cell_problems(table(*rows)) == again


def test_a_database_tells_of_names_columns_and_defaults() -> None:
    tables = (
        DataTable("a", (TableColumn("x", FieldType.NUMBER, default="no"), TableColumn("X"))),
        DataTable("A", ()),
        DataTable("", (TableColumn(""),)),
    )
    problems = Database(name="D", reference="d", tables=tables).own_problems()
    assert [one.field for one in problems] == [
        "tables.0.columns.0.default",
        "tables.0.columns.1.name",
        "tables.1.name",
        "tables.1.columns",
        "tables.2.name",
        "tables.2.columns.0.name",
    ]
