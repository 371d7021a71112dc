"""Values table: exact, prefix and range look-ups."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.actions.values_table import ColumnRow, LookUpTable, Match, index_of
from app.engine.evidence import LookUp
from app.engine.registry import CATALOGUE
from app.model.config import Reference, ReferenceMode
from app.model.resources import ValueTable
from tests.engine.dialogue import Told, dialogue
from tests.engine.workspace import WORKSPACE

COUNTRIES = Reference("countries")
KEEP = (ColumnRow("queue", "words"), ColumnRow("rate", "amount"))


def look_up(key: str, match: Match = Match.EXACT) -> Told:
    return dialogue(LookUpTable(COUNTRIES, key, match, KEEP))


def missing() -> Told:
    return dialogue(LookUpTable(Reference("{{ 'gone' }}", ReferenceMode.EXPRESSION), "FR"))


TAKES = {
    "ok": lambda: look_up("FR"),
    "not_found": lambda: look_up("IT"),
    "reference_not_found": missing,
}


@pytest.mark.parametrize(
    ("key", "match", "queue"),
    [
        (" fr ", Match.EXACT, "paris"),
        ("De", Match.EXACT, "berlin"),
        ("+33187654321", Match.PREFIX, "paris calls"),
        ("+33287654321", Match.PREFIX, "calls"),
        ("32.5", Match.RANGE, "small"),
        ("100", Match.RANGE, "large"),
        ("2026-06-01", Match.RANGE, "this year"),
    ],
)
def test_a_key_finds_its_row(key: str, match: Match, queue: str) -> None:
    told = look_up(key, match)
    assert told.branch == "ok"
    assert told.variables["words"] == queue


@pytest.mark.parametrize(
    ("key", "match"),
    [("", Match.EXACT), ("{{ ' ' }}", Match.PREFIX), ("9", Match.RANGE), ("x", Match.RANGE),
     ("2025-12-31", Match.RANGE), ("FRX", Match.EXACT)],
)  # fmt: skip
def test_a_key_without_a_row_leaves_variables_alone(key: str, match: Match) -> None:
    told = look_up(key or "{{ var.due }}", match)
    assert told.branch == "not_found"
    assert told.step.changes == ()
    assert isinstance(told.evidence, LookUp)
    assert told.evidence.note is not None


def test_a_value_that_does_not_suit_is_said() -> None:
    told = look_up("+331", Match.EXACT)
    assert told.variables["amount"] is None
    assert told.warnings == ("“x” does not suit Amount.",)


def test_a_table_by_expression_is_read_in_the_run() -> None:
    by_name = Reference("{{ 'COUNTRIES' }}", ReferenceMode.EXPRESSION)
    told = dialogue(LookUpTable(by_name, "DE", Match.EXACT, KEEP))
    assert told.variables["amount"] == Decimal(19)
    assert missing().error == "There is no value table gone."


def test_columns_and_variables_must_exist() -> None:
    config = LookUpTable(COUNTRIES, "x", rows=(ColumnRow("gone", "words"), ColumnRow("rate", "no")))
    found = CATALOGUE.problems(config, WORKSPACE)
    assert {problem.field for problem in found} == {"rows.0.column", "rows.1.variable"}


@given(st.lists(st.text("ab", max_size=4), max_size=20), st.text("ab", max_size=6))
def test_the_longest_prefix_wins(keys: list[str], key: str) -> None:
    table = ValueTable(reference="t", columns=("key",), rows=tuple((key,) for key in keys))
    found = index_of(table).find(key, Match.PREFIX)
    fitting = [one for one in keys if one and key.startswith(one)]
    assert (found[0] if found else None) == max(fitting, key=len, default=None)
