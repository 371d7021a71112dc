"""Modify the values of a database: which rows, and what refuses."""

from __future__ import annotations

from decimal import Decimal

from app.engine.actions.database_read import ReadDatabase
from app.engine.actions.database_update import UpdateDatabase
from app.engine.database_fields import ColumnResult, ColumnValue, CriterionRow, SortRow
from app.engine.requests import Comparison, RowsWritten
from app.model.config import Reference, ReferenceMode
from tests.engine.dialogue import dialogue, email

SENDER = CriterionRow("email", Comparison.EQUALS, "{{ email.from.address }}")
ALL = CriterionRow("email", Comparison.IS_NOT_EMPTY)
BALANCE = ColumnValue("balance", "5")


def updates(*rows: ColumnValue, by: CriterionRow = SENDER, **fields: object) -> UpdateDatabase:
    given: dict[str, object] = {
        "database": Reference("crm"),
        "table": "customers",
        "criteria": (by,),
        "rows": rows or (BALANCE,),
        **fields,
    }
    return UpdateDatabase(**given)  # type: ignore[arg-type]


READS = ReadDatabase(
    database=Reference("crm"),
    table="customers",
    criteria=(CriterionRow("balance", Comparison.EQUALS, "5"),),
    sort=(SortRow("id", True),),
    rows=(ColumnResult("id", "amount"),),
)

TAKES = {
    "ok": lambda: dialogue(updates()),
    "not_found": lambda: dialogue(updates(), message=email(From="nobody@example.org")),
    "reference_not_found": lambda: dialogue(
        updates(database=Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(updates(ColumnValue("email", "bob@example.org"))),
    "timeout": lambda: dialogue(updates(), answers=[RowsWritten(timed_out=True)]),
}


def test_only_the_first_row_is_written_unless_all_are_asked_for() -> None:
    first = dialogue(updates(by=ALL), READS)
    assert first.variables["amount"] == Decimal(1)
    assert first.state.left["database"]["row_count"] == 1
    every = dialogue(updates(by=ALL, first_only=False), READS)
    assert every.variables["amount"] == Decimal(3)
    assert every.state.left["database"]["row_count"] == 3


def test_the_sort_order_says_which_row_is_first() -> None:
    told = dialogue(updates(by=ALL, sort=(SortRow("since", True),)), READS)
    assert told.variables["amount"] == Decimal(3)


def test_a_value_that_must_be_unique_is_refused_for_all_rows() -> None:
    same = ColumnValue("email", "same@example.org")
    told = dialogue(updates(same, by=ALL, first_only=False))
    assert told.branch == "error"
    assert told.error == "There is a row with this email already."


def test_a_row_may_keep_its_own_unique_value() -> None:
    told = dialogue(updates(ColumnValue("email", "ADA@example.org"), BALANCE))
    assert told.branch == "ok"


def test_a_key_is_never_emptied() -> None:
    told = dialogue(updates(ColumnValue("id", "{{ var.urgent }}")))
    assert told.error == "The column id must have a value."
