"""Fill in the variables from a database: which row, which values, and when there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.engine.actions.database_read import ReadDatabase
from app.engine.database_fields import ColumnResult, CriterionRow, SortRow
from app.engine.evidence import LookUp
from app.engine.requests import Comparison, Criterion, ReadRow, RowRead
from app.model.config import Reference, ReferenceMode
from app.model.text import Text
from tests.engine.dialogue import dialogue, email
from tests.engine.workspace import WORKSPACE

SENDER = CriterionRow("email", Comparison.EQUALS, "{{ email.from.address }}")
BALANCE = ColumnResult("balance", "amount")


def reads(*criteria: CriterionRow, **fields: object) -> ReadDatabase:
    given: dict[str, object] = {
        "database": Reference("crm"),
        "table": "customers",
        "criteria": criteria,
        "rows": (BALANCE,),
        **fields,
    }
    return ReadDatabase(**given)  # type: ignore[arg-type]


def by_expression(reference: str) -> Reference:
    return Reference(reference, ReferenceMode.EXPRESSION)


TAKES = {
    "ok": lambda: dialogue(reads(SENDER)),
    "not_found": lambda: dialogue(reads(SENDER), message=email(From="nobody@example.org")),
    "reference_not_found": lambda: dialogue(reads(SENDER, database=by_expression("gone"))),
    "error": lambda: dialogue(reads(SENDER, database=Reference("billing"))),
    "timeout": lambda: dialogue(
        reads(SENDER), answers=[RowRead(timed_out=True, elapsed_ms=10_000)]
    ),
}


def test_the_row_of_the_sender_fills_the_variable() -> None:
    told = TAKES["ok"]()
    assert told.variables["amount"] == Decimal(100)
    assert told.state.left["database"]["row_count"] == 1
    assert told.requests == (
        ReadRow(
            "crm",
            "customers",
            ("balance",),
            (Criterion("email", Comparison.EQUALS, ("ada@example.org",)),),
        ),
    )
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.key == "email equals ada@example.org"
    assert told.evidence.values == (("balance", "100"),)


@pytest.mark.parametrize("way", ["not_found", "reference_not_found", "error", "timeout"])
def test_variables_stay_as_they_were_on_other_branches(way: str) -> None:
    told = TAKES[way]()
    assert told.branch == way
    assert told.variables["amount"] == Decimal("12.50")


def test_an_empty_value_finds_nothing_and_asks_nothing() -> None:
    told = dialogue(reads(CriterionRow("email", Comparison.NOT_EQUALS, "{{ var.urgent }}")))
    assert told.branch == "not_found"
    assert told.requests == ()
    assert isinstance(told.evidence, LookUp)
    assert str(told.evidence.note) == "The value for email is empty: no row can be meant."


def amount(*criteria: CriterionRow, **fields: object) -> object:
    return dialogue(reads(*criteria, **fields)).variables["amount"]


def identity(*criteria: CriterionRow, **fields: object) -> object:
    return amount(*criteria, rows=(ColumnResult("id", "amount"),), **fields)


def test_of_several_rows_the_first_by_key_is_taken() -> None:
    assert identity() == Decimal(1)


def test_the_sort_order_decides_and_empty_values_come_last() -> None:
    assert identity(sort=(SortRow("balance"),)) == Decimal(3)
    assert identity(sort=(SortRow("balance", True),)) == Decimal(1)
    assert identity(sort=(SortRow("active"), SortRow("since", True))) == Decimal(2)


@pytest.mark.parametrize(
    ("criterion", "first"),
    [
        (CriterionRow("balance", Comparison.LESS_THAN, "10"), 3),
        (CriterionRow("balance", Comparison.AT_LEAST, "100"), 1),
        (CriterionRow("balance", Comparison.IS_EMPTY), 2),
        (CriterionRow("balance", Comparison.NOT_EQUALS, "100"), 2),
        (CriterionRow("since", Comparison.GREATER_THAN, "2020-12-31"), 3),
        (CriterionRow("since", Comparison.AT_MOST, "2019-02-03"), 1),
        (CriterionRow("email", Comparison.STARTS_WITH, "BOB"), 2),
        (CriterionRow("email", Comparison.CONTAINS, "ve@"), 3),
        (CriterionRow("email", Comparison.IN_LIST, "x@y.org, bob@example.org"), 2),
        (CriterionRow("active", Comparison.EQUALS, "no"), 2),
    ],
)
def test_comparisons_follow_the_type_of_the_column(criterion: CriterionRow, first: int) -> None:
    assert identity(criterion) == Decimal(first)


def test_a_value_of_another_type_than_its_column_is_an_error() -> None:
    told = dialogue(reads(CriterionRow("balance", Comparison.LESS_THAN, "{{ email.subject }}")))
    assert told.branch == "error"
    assert told.error == "“Refund for order 40718” for balance is not a number."


def test_a_value_that_does_not_suit_its_variable_leaves_all_as_they_were() -> None:
    rows = (ColumnResult("email", "words"), ColumnResult("email", "amount"))
    told = dialogue(reads(SENDER, rows=rows))
    assert told.branch == "error"
    assert told.variables["words"] == "none"


def test_what_the_database_says_stands_in_error() -> None:
    told = dialogue(reads(SENDER), answers=[RowRead(error=Text("Connection refused."))])
    assert told.branch == "error"
    assert told.error == "Connection refused."


def test_an_external_database_without_a_snapshot_has_no_stub() -> None:
    assert "No stub" in TAKES["error"]().error


def problems(config: ReadDatabase) -> list[tuple[str, str]]:
    return [(one.field, str(one.text)) for one in config.problems(WORKSPACE)]


def test_a_table_without_a_key_needs_a_sort_order() -> None:
    config = reads(table="log", rows=(ColumnResult("line", "words"),))
    assert [where for where, _text in problems(config)] == ["sort"]
    assert not problems(reads(table="log", rows=config.rows, sort=(SortRow("line"),)))


def test_tables_and_columns_that_do_not_exist_are_problems() -> None:
    config = reads(CriterionRow("mail", Comparison.EQUALS, "x"))
    assert problems(config) == [
        ("criteria.0.column", "Criteria 1: There is no column mail: choose another one.")
    ]
    assert problems(reads(table="people")) == [
        ("table", "There is no table people: choose another one.")
    ]
