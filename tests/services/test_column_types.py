"""Types of columns are guessed where no meaning is lost, and write their cells in one way."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.column_types import TYPE_LABELS, ColumnType, converted, guess, refusal
from app.services.table_csv import read_table, read_table_file, save_rows, typed_column

T = ColumnType


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        (("", " "), T.TEXT),
        (("1", "", "-2.5", "1,234.5"), T.NUMBER),
        (("1 234", "7"), T.NUMBER),
        (("1,5", "1.234,5"), T.NUMBER_COMMA),
        (("1.234", "7"), T.TEXT),
        (("1.5", "7"), T.NUMBER),
        (("12", "12a"), T.TEXT),
        (("01067", "75001"), T.TEXT),
        (("+33123", "5"), T.TEXT),
        (("1234567890123456",), T.TEXT),
        (("yes", "No", ""), T.YES_NO),
        (("oui", "non"), T.YES_NO),
        (("1", "0"), T.NUMBER),
        (("2026-12-31", "2026-1-5"), T.DATE),
        (("2026-12-31 00:00:00",), T.DATE),
        (("2026-02-30",), T.TEXT),
        (("31/12/2026", "01/02/2026"), T.DATE_DAY_FIRST),
        (("12/31/2026", "01/02/2026"), T.DATE_MONTH_FIRST),
        (("01/02/2026",), T.TEXT),
        (("01.02.2026",), T.DATE_DAY_FIRST),
        (("-", "1"), T.TEXT),
        (("١٢",), T.TEXT),
    ],
)
def test_types_are_guessed_only_where_nothing_is_lost(
    cells: tuple[str, ...], type_: ColumnType
) -> None:
    assert guess(cells) is type_


@pytest.mark.parametrize(
    ("cell", "type_", "written"),
    [
        ("1,234.50", T.NUMBER, "1234.50"),
        (" +7 ", T.NUMBER, "7"),
        (".5", T.NUMBER, "0.5"),
        ("1,5", T.NUMBER, None),
        ("1.234,5", T.NUMBER_COMMA, "1234.5"),
        ("-1\u202f000", T.NUMBER, "-1000"),
        ("+", T.NUMBER, None),
        ("31.12.2026", T.DATE_DAY_FIRST, "2026-12-31"),
        ("12/31/2026", T.DATE_MONTH_FIRST, "2026-12-31"),
        ("31/12/2026", T.DATE_MONTH_FIRST, None),
        ("Ja", T.YES_NO, "yes"),
        ("maybe", T.YES_NO, None),
        (" x ", T.TEXT, " x "),
        ("  ", T.DATE, ""),
    ],
)
def test_a_type_writes_its_cells_in_one_way(
    cell: str, type_: ColumnType, written: str | None
) -> None:
    assert converted(cell, type_) == written


def test_every_type_has_words() -> None:
    assert set(TYPE_LABELS) == set(ColumnType)
    for type_ in set(ColumnType) - {T.TEXT}:
        assert "odd" in str(refusal("odd" * 50, type_))


def test_what_does_not_fit_is_told_by_line_and_stays_as_it_is() -> None:
    read = read_table('key,minutes\na,"5"\n\nb,many\nc,1,2\n')
    assert [str(one.sentence) for one in read.problems] == [
        "Line 5: It has 3 cells, but the first line names 2 columns. Mend it, then import again."
    ]
    column = typed_column(read, 1, T.NUMBER)
    assert column.cells == ("5", "many")
    assert [str(one.sentence) for one in column.problems] == [
        "Line 4, minutes: “many” is no number with a decimal point."
    ]


def test_a_file_is_read_with_its_types_and_written_again(tmp_path: Path) -> None:
    path = tmp_path / "depots.csv"
    path.write_bytes("Postcode;Open;Since\n01067;ja;31.12.2020\n".encode("utf-16"))
    found = read_table_file(path)
    assert (found.name, found.delimiter) == ("depots.csv", ";")
    assert tuple(one.type for one in found.typed) == (T.TEXT, T.YES_NO, T.DATE_DAY_FIRST)
    assert read_table_file(path, ",").read.columns == ("Postcode;Open;Since",)
    assert save_rows(path, found.read.columns, (*found.read.rows, ("=1", "", ""))) == 1
    assert read_table_file(path).read.rows == (*found.read.rows, ("=1", "", ""))
