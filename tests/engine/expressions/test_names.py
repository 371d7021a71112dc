"""Plain dotted names: the left sides of conditions, and *Insert value*."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.expressions.completion import actual_values, name_infos
from app.engine.expressions.context import NAMESPACES, Context
from app.engine.expressions.names import evaluate_name, name_of, split_name
from app.engine.expressions.templates import compile_template, render
from app.engine.expressions.values import UNDEFINED
from app.model.catalogue import RoutingType
from app.model.resources.variable import ValueKind, Variable
from tests.engine.expressions.conftest import NOW, Mail, context_of


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email.from.address", "ada@example.org"),
        ('email.headers["x-any"]', "first"),
        ("email.headers['X-Any']", "first"),
        ("email.headers.X-Any", "first"),
        ("email.to[0].domain", "example.com"),
        ("email.to[-1].name", "Sales"),
        ("email.to.size", 2),
        ("email.subject.size", 22),
        (" var.amount ", Decimal("12.50")),
        ("var.score", Decimal("0.1")),
        ("var.vip", True),
        ("var.nothing", None),
        ("now", NOW),
        ("today", date(2026, 1, 5)),
    ],
)
def test_a_name_keeps_the_type_of_its_value(name: str, value: object, context: Context) -> None:
    assert evaluate_name(name, context) == value


@pytest.mark.parametrize(
    "name",
    [
        "",
        "email.",
        ".email",
        "email..to",
        "email.to[9]",
        "email.to[x]",
        "case.number",
        "x.y",
        "email.__class__",
        "email.subject.upper",
        "now.year",
        "1 + 1",
        "email.to[0",
        "{{ now }}",
        "a" * 2_000,
        "email.from | upcase",
    ],
)
def test_what_is_no_name_or_has_no_value_is_undefined(name: str, context: Context) -> None:
    assert evaluate_name(name, context) is UNDEFINED


_KEYS = st.one_of(
    st.text(min_size=1, max_size=8).filter(lambda key: '"' not in key or "'" not in key),
    st.integers(-99, 99),
)


@given(st.lists(_KEYS, max_size=5))
def test_a_name_put_together_comes_apart_again(keys: list[str | int]) -> None:
    path = ("var", *keys)
    assert split_name(name_of(path)) == path


@given(st.text(max_size=40))
def test_any_text_may_be_looked_up(name: str) -> None:
    evaluate_name(name, context_of())


def test_a_name_and_a_template_agree(context: Context) -> None:
    for info in name_infos(RoutingType.START):
        value = evaluate_name(info.name, context)
        rendered = render(compile_template(f"{{{{ {info.name} }}}}"), context)
        assert (value is UNDEFINED) == bool(rendered.warnings), info.name


def test_every_offered_name_belongs_to_a_namespace() -> None:
    for info in name_infos(RoutingType.END):
        path = split_name(info.name)
        assert path is not None
        assert path[0] in (*NAMESPACES, "now", "today")
        assert info.example
        assert str(info.description)


def test_variables_come_first_and_the_reply_only_at_the_end() -> None:
    variables = (
        Variable(name="Amount", reference="amount", type=ValueKind.NUMBER, default="0"),
        Variable(name="Odd one", reference="a.b@c"),
    )
    start = name_infos(RoutingType.START, variables)
    assert [info.name for info in start[:2]] == ["var.amount", 'var["a.b@c"]']
    assert (start[0].kind, start[0].example) == (ValueKind.NUMBER, "0")
    assert not any(info.name.startswith(("reply.", "handling.")) for info in start)
    names = {info.name for info in name_infos(RoutingType.END)}
    assert {"reply.text", "handling.duration", "email.text"} <= names
    assert len(names) == len(name_infos(RoutingType.END))


def test_actual_values_are_one_short_line_each(mail: Mail) -> None:
    mail.body = "Good\n  morning " + "x" * 500
    values = dict(actual_values(context_of(mail, case={"number": "C-1", "own": "yes"})))
    assert values["email.from.address"] == "ada@example.org"
    assert values["email.text"].startswith("Good morning xxx")
    assert values['email.headers["X-Any"]'] == "first"
    assert values["email.headers.Received"] == "a"
    assert values["email.to"] == "help@example.com, sales@example.com"
    assert values["case.own"] == "yes"
    assert values["var.amount"] == "12.5"
    assert "http.status" not in values
    assert all(len(text) <= 80 for text in values.values())
