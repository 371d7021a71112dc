"""Cases, cards and tasks complete with the fields that the workspace gives them."""

from __future__ import annotations

import pytest

from app.engine.actions.test_values import Condition
from app.engine.expressions.completion import name_infos
from app.engine.expressions.record_names import record_kind, record_names
from app.model.catalogue import RoutingType
from app.model.resources import Resources, ValueKind
from app.services.insertion import offered_names
from tests.engine.workspace import WORKSPACE


def names(resources: Resources) -> list[str]:
    fields = record_names(resources)
    return [info.name for info in name_infos(RoutingType.START, (), fields)]


def test_the_fields_of_schemas_stand_behind_what_every_record_holds() -> None:
    found = names(WORKSPACE)
    assert found.index("case.schema") + 1 == found.index("case.email")
    assert {"case.vip", "card.name", "card.company", "card.sites", "task.due"} <= set(found)
    assert len(found) == len(set(found))
    assert found.index("case.email") < found.index("card.id") < found.index("card.balance")


def test_without_schemas_only_what_every_record_holds_is_offered() -> None:
    assert "case.number" in names(Resources())
    assert "case.vip" not in names(Resources())
    assert "card.email" in names(Resources())


def test_a_field_is_offered_with_its_label_and_type() -> None:
    offered = {one.name: one for one in offered_names(RoutingType.START, WORKSPACE)}
    assert str(offered["case.vip"].description) == "VIP"
    assert str(offered["case.vip"].kind) == "Yes/no"
    assert str(offered["card.email"].description) == "Email"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("case.amount", ValueKind.NUMBER),
        ("case.due", ValueKind.DATE_TIME),
        ("card.sites", ValueKind.NUMBER),
        ("card.shoe", None),
    ],
)
def test_a_field_has_its_type(name: str, kind: ValueKind | None) -> None:
    assert record_kind(name, WORKSPACE) is kind


@pytest.mark.parametrize(
    ("left", "kind"),
    [
        ("case.amount", "number"),
        ("case.seen", "date_time"),
        ("case.opened_at", "date_time"),
        ("case.is_open", "yes_no"),
        ("card.name", "text"),
        ("card.shoe", "text"),
    ],
)
def test_conditions_compare_in_the_type_of_the_field(left: str, kind: str) -> None:
    assert Condition(left).kind(WORKSPACE) == kind
