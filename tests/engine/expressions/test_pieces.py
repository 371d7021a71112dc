"""Templates of text and plain names alone give what the library would give, without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.expressions.templates import compile_template, render
from tests.engine.expressions.conftest import context_of

PLAIN = (
    "{{ email.subject }}",
    "{{ email.from }} {{ email.from.domain }}",
    "Dear {{ email.from.name }},\r\n{{ now }} {{ today }}",
    "{{ email.to[0].address }}{{ email.to[9].address }}{{ email.to.size }}",
    "{{ email.headers['X-Any'] }} {{ email.missing }} {{ missing.name }} {{ email.missing }}",
    "{{ forloop.index }}{{ email }}{{ var }}",
    "{% echo email.subject %}",
    "{{ email['subject'] }} {{ email.subject.size }} {{ email.subject.first }}",
)
OTHER = (
    "{{ email.subject | upcase }}",
    "{{ 'text' }}",
    "{{ email[email.subject] }}",
    "{% assign subject = 1 %}{{ subject }}",
    "{% if email.subject %}{{ email.subject }}{% endif %}",
)


@pytest.mark.parametrize("source", PLAIN)
def test_plain_names_render_as_the_library_renders_them(source: str) -> None:
    template = compile_template(source)
    assert template.pieces is not None
    by_library = replace(template, pieces=None)
    assert render(template, context_of()) == render(by_library, context_of())


@pytest.mark.parametrize("size", [60_000, 262_144, 262_145, 20_000_000])
def test_a_value_meets_the_same_limits(size: int) -> None:
    template = compile_template("{{ var.long }}{{ var.long }}")
    by_library = replace(template, pieces=None)
    context = context_of(var={"long": "x" * size})
    assert render(template, context) == render(by_library, context)


@pytest.mark.parametrize("source", OTHER)
def test_any_other_template_is_left_to_the_library(source: str) -> None:
    assert compile_template(source).pieces is None
