"""Names that exist nowhere are found; those that a run may fill are not held against anybody."""

from __future__ import annotations

import pytest

from app.engine.expressions.completion import name_infos
from app.engine.known_names import unknown_names
from app.model.catalogue import RoutingType
from app.model.resources import Resources, Variable
from tests.engine.workspace import WORKSPACE

RESOURCES = Resources.of([Variable(name="Order", reference="order")], ())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("var.ordre", "There is no variable ordre."),
        ("emial.subject", "There is no name emial.subject."),
        ("email.subjct", "There is no name email.subjct."),
        ("interaction.langage", "There is no name interaction.langage."),
    ],
)
def test_a_misspelt_name_is_told(name: str, said: str) -> None:
    assert [str(one) for one in unknown_names([name, name], RESOURCES)] == [said]


@pytest.mark.parametrize(
    "name",
    ["var.order", "var.ORDER", "case.anything", "card.tier", "now", "today", "email", "email.to[0]"]
    + [info.name for info in name_infos(RoutingType.END)],
)
def test_a_name_that_a_run_may_fill_is_fine(name: str) -> None:
    assert list(unknown_names([name], RESOURCES)) == []


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("case.number", True),
        ("case.amount", True),
        ("case.amuont", False),
        ("card.company", True),
        ("card.shoe", False),
        ("task.due", True),
        ("task.shoe", False),
    ],
)
def test_records_have_the_fields_that_the_workspace_gives_them(name: str, is_known: bool) -> None:
    assert (list(unknown_names([name], WORKSPACE)) == []) is is_known
