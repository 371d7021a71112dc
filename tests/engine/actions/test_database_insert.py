"""Save values to a database: defaults, types, duplicates."""

from __future__ import annotations

from decimal import Decimal

from app.engine.actions.database_insert import InsertIntoDatabase
from app.engine.actions.database_read import ReadDatabase
from app.engine.database_fields import ColumnResult, ColumnValue, CriterionRow
from app.engine.requests import Comparison, InsertRow, RowsWritten
from app.model.config import Reference, ReferenceMode
from app.model.resources import Database
from tests.engine.dialogue import dialogue
from tests.engine.workspace import WORKSPACE

NEW = ColumnValue("email", "new-{{ email.from.address }}")
SAME = ColumnValue("email", "{{ email.from.address | upcase }}")


def inserts(*rows: ColumnValue, database: Reference | None = None) -> InsertIntoDatabase:
    return InsertIntoDatabase(database=database or Reference("crm"), table="customers", rows=rows)


TAKES = {
    "ok": lambda: dialogue(inserts(NEW, ColumnValue("balance", "7.50"))),
    "duplicate": lambda: dialogue(inserts(SAME)),
    "reference_not_found": lambda: dialogue(
        inserts(NEW, database=Reference("gone", ReferenceMode.EXPRESSION))
    ),
    "error": lambda: dialogue(inserts(NEW, ColumnValue("balance", "{{ email.subject }}"))),
    "timeout": lambda: dialogue(inserts(NEW), answers=[RowsWritten(timed_out=True)]),
}


def test_what_was_inserted_is_found_with_its_number_and_defaults() -> None:
    finds = ReadDatabase(
        database=Reference("crm"),
        table="customers",
        criteria=(CriterionRow("email", Comparison.STARTS_WITH, "new-"),),
        rows=(ColumnResult("id", "amount"), ColumnResult("active", "urgent")),
    )
    told = dialogue(inserts(NEW), finds)
    assert told.variables["amount"] == Decimal(4)
    assert told.variables["urgent"] is True


def test_the_workspace_is_not_written() -> None:
    before = WORKSPACE.fingerprint
    assert TAKES["ok"]().requests == (
        InsertRow("crm", "customers", (("email", "new-ada@example.org"), ("balance", "7.50"))),
    )
    database = WORKSPACE.get(Database, "crm")
    assert database is not None
    assert len(database.tables[0].rows) == 3
    assert WORKSPACE.fingerprint == before


def test_a_value_that_is_there_already_is_a_duplicate() -> None:
    told = TAKES["duplicate"]()
    assert told.error == "There is a row with this email already."


def test_inserting_twice_in_one_run_is_a_duplicate() -> None:
    assert dialogue(inserts(NEW), inserts(NEW)).branch == "duplicate"


def problems(*rows: ColumnValue) -> list[str]:
    return [str(one.text) for one in inserts(*rows).problems(WORKSPACE)]


def test_what_must_have_a_value_and_what_does_not_fit_is_said_before() -> None:
    assert problems(ColumnValue("balance", "much")) == [
        "“much” for balance is not a number.",
        "The column email must have a value.",
    ]
    assert problems(NEW, NEW) == ["email stands here twice."]
    assert problems(NEW, ColumnValue("balance", "{{ email.subject }}")) == []
