"""Test a value(s): links in order, nested groups, kinds of comparison."""

from __future__ import annotations

import json
from functools import partial

import pytest

from app.engine.actions.test_values import (
    DEEPEST,
    Compare,
    Condition,
    Group,
    Joined,
    TestValues,
    ValueLink,
)
from app.engine.checks import templates_in
from app.engine.conditions import Operator
from app.engine.evidence import ConditionVerdict, LinkVerdict, Verdicts
from app.engine.registry import CATALOGUE
from app.model.config import UnknownConfig
from app.model.resources import ResourceKind
from tests.engine.dialogue import Told, dialogue, email
from tests.engine.workspace import WORKSPACE

YES = Condition("var.amount", Operator.EQUALS, "12.5")
NO = Condition("var.amount", Operator.EQUALS, "13")


def link(*items: Condition | Group, slot: int = 1, joined: Joined = Joined.ALL) -> ValueLink:
    return ValueLink(slot, f"Link {slot}", Group(joined, items))


def test(*links: ValueLink) -> Told:
    return dialogue(TestValues(links))


def holds(condition: Condition) -> bool:
    return test(link(condition)).branch == "link_1"


def taken(slot: int) -> Told:
    return test(link(YES, slot=slot))


TAKES = {
    **{f"link_{slot}": partial(taken, slot) for slot in range(1, 11)},
    "by_default": lambda: test(link(NO)),
}

test.__test__ = False  # type: ignore[attr-defined]


def test_the_first_link_that_holds_wins_and_later_ones_are_absent() -> None:
    told = test(link(NO, slot=3), link(YES, slot=2), link(YES, slot=1))
    assert told.branch == "link_2"
    assert told.evidence == Verdicts(
        (
            LinkVerdict("link_3", "Link 3", False, "all", (_verdict("13", holds=False),)),
            LinkVerdict("link_2", "Link 2", True, "all", (_verdict("12.5", holds=True),)),
        )
    )


def _verdict(required: str, *, holds: bool) -> ConditionVerdict:
    return ConditionVerdict("var.amount", "equals", "12.5", required, holds)


@pytest.mark.parametrize(
    ("item", "branch"),
    [
        (Group(Joined.ALL, (YES, NO)), "by_default"),
        (Group(Joined.ANY, (NO, YES)), "link_1"),
        (Group(Joined.ANY, (NO, Group(Joined.ALL, (YES, YES)))), "link_1"),
        (Group(Joined.ALL, (YES, Group(Joined.ANY, (NO, NO)))), "by_default"),
    ],
)
def test_groups_nest(item: Group, branch: str) -> None:
    assert test(link(item)).branch == branch


@pytest.mark.parametrize(
    "condition",
    [
        Condition("email.subject", Operator.CONTAINS, "REFUND"),
        Condition("email.from.domain", Operator.EQUALS, "example.org"),
        Condition("email.size", Operator.GREATER_THAN, "100"),
        Condition("email.date", Operator.BEFORE, "2026-01-06"),
        Condition("today", Operator.EQUALS, "2026-01-05"),
        Condition("email.is_bounce", Operator.EQUALS, "no"),
        Condition("email.to", Operator.CONTAINS, "support@example.com"),
        Condition("email.attachments", Operator.IS_EMPTY),
        Condition("var.tags", Operator.CONTAINS, "B"),
        Condition("var.due", Operator.IS_EMPTY),
        Condition("var.due", Operator.NOT_EQUALS, "2026-01-05"),
        Condition("var.urgent", Operator.IS_EMPTY),
        Condition('email.headers["X-None"]', Operator.IS_EMPTY),
        Condition("{{ email.subject | size }}", Operator.AT_LEAST, "9", Compare.NUMBER),
        Condition("{{ email.subject | size }}", Operator.EQUALS, "22"),
        Condition("2026-02-01", Operator.AFTER, "{{ email.date }}", Compare.DATE),
        Condition("var.amount", Operator.STARTS_WITH, "12", Compare.TEXT),
        Condition("refund", Operator.EQUALS, "Refund"),
        Condition("interaction.language_score", Operator.LESS_THAN, "0.5"),
    ],
    ids=lambda condition: f"{condition.left} {condition.operator} {condition.right}",
)
def test_values_compare_by_their_type(condition: Condition) -> None:
    assert holds(condition)
    assert not CATALOGUE.problems(TestValues((link(condition),)), WORKSPACE)


def test_case_counts_when_told() -> None:
    assert not holds(Condition("email.subject", Operator.CONTAINS, "refund", exact=True))


def test_a_mistyped_value_does_not_hold_and_says_so() -> None:
    told = test(link(Condition("email.subject", Operator.LESS_THAN, "5", Compare.NUMBER)))
    assert isinstance(told.evidence, Verdicts)
    (verdict,) = told.evidence.links[0].conditions
    assert not verdict.holds
    assert str(verdict.note) == "“Refund for order 40718” is no number."


def test_long_values_are_shown_shortened() -> None:
    long = Condition("email.text", Operator.IS_NOT_EMPTY)
    told = dialogue(TestValues((link(long),)), message=email("x" * 5000))
    assert isinstance(told.evidence, Verdicts)
    assert len(told.evidence.links[0].conditions[0].actual) == 200


def test_a_name_without_a_value_is_compared_as_empty_and_said() -> None:
    told = test(link(Condition("case.number", Operator.NOT_EQUALS, "7")))
    assert told.branch == "link_1"
    assert told.warnings == ("case.number has no value.",)


def test_asking_whether_a_name_is_empty_is_no_reason_for_a_warning() -> None:
    told = test(link(Condition("case.number", Operator.IS_EMPTY)))
    assert told.branch == "link_1"
    assert told.warnings == ()


@pytest.mark.parametrize(
    ("condition", "field", "severity"),
    [
        (Condition("{{ 1 }}", Operator.LESS_THAN, "5"), "compare", "error"),
        (Condition("email.subject", Operator.BETWEEN, "1..2"), "compare", "error"),
        (Condition("var.tags", Operator.MATCHES, "a"), "compare", "error"),
        (Condition("var.amount", Operator.CONTAINS, "1", Compare.DATE), "compare", "error"),
        (Condition("var.gone", Operator.EQUALS, "1"), "left", "error"),
        (Condition("", Operator.EQUALS, "1"), "left", "error"),
        (Condition("{{ ", Operator.EQUALS, "1"), "left", "error"),
        (Condition("email.subject", Operator.MATCHES, "a("), "right", "error"),
        (Condition("email.subject", Operator.EQUALS, "{{ "), "right", "error"),
        (Condition("email.subject", Operator.CONTAINS, " "), "right", "warning"),
    ],
)
def test_conditions_are_checked(condition: Condition, field: str, severity: str) -> None:
    config = TestValues((link(YES, Group(Joined.ANY, (condition,))),))
    (problem,) = CATALOGUE.problems(config, WORKSPACE)
    assert problem.field == f"links.0.when.items.1.items.0.{field}"
    assert problem.severity == severity


def test_an_empty_group_is_a_problem() -> None:
    config = TestValues((ValueLink(1, "", Group(Joined.ALL, ())),))
    assert [p.field for p in CATALOGUE.problems(config, WORKSPACE)] == ["links.0.when.items"]


def test_templates_and_uses_inside_groups_are_seen() -> None:
    inner = Group(Joined.ANY, (Condition("{{ var.words }}", Operator.EQUALS, "{{ var.amount }}"),))
    config = TestValues((link(Condition("var.tags", Operator.CONTAINS, "x"), inner),))
    assert set(templates_in(config)) == {"x", "{{ var.words }}", "{{ var.amount }}"}
    uses = {(use.kind, use.reference) for use in CATALOGUE.uses(config)}
    assert uses == {(ResourceKind.VARIABLE, name) for name in ("words", "amount", "tags")}


def nested(levels: int) -> str:
    group: dict[str, object] = {"kind": "group", "items": [{"kind": "condition", "left": "now"}]}
    for _level in range(levels - 1):
        group = {"kind": "group", "items": [group]}
    return json.dumps({"links": [{"slot": 1, "caption": "", "when": group}], "v": 1})


def test_conditions_stop_at_depth_twenty() -> None:
    deepest = CATALOGUE.decode("test_values", nested(DEEPEST))
    assert isinstance(deepest, TestValues)
    assert CATALOGUE.decode("test_values", CATALOGUE.encode(deepest)) == deepest
    for levels in (DEEPEST + 1, 300, 400):
        raw = nested(levels)
        kept = CATALOGUE.decode("test_values", raw)
        assert isinstance(kept, UnknownConfig)
        assert CATALOGUE.encode(kept) == raw
