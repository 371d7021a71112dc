"""Templates made to hurt: each stops at a limit, with a sentence, after bounded work."""

from __future__ import annotations

import pytest

from app.engine.expressions.sandbox import MAXIMUM_RESULT, MAXIMUM_SOURCE
from app.engine.expressions.templates import compile_template, render
from tests.engine.expressions.conftest import context_of

MANY = "{% for i in (1..1000) %}{% for j in (1..10) %}"
DONE = "{% endfor %}{% endfor %}"

WORK = "The template asks for too much work; shorten its loops."
TEXT = "The template makes more than 256 kB of text; shorten it."
RANGE = "A range of the template has more than 1000 numbers."
PASSES = "The loops of the template make more than 10000 passes."
DIGITS = "A number of the template has more than 100 digits."


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{{ (1..30000000) | join }}", RANGE),
        ("{% if (1..3000000000) contains 1.5 %}{% endif %}", RANGE),
        ("{% for i in (1..99999999999999999999999999) %}{% endfor %}", RANGE),
        ("{% assign r = (0..1000) %}", RANGE),
        ("{% for i in (1..1000) %}{% for j in (1..11) %}{% endfor %}{% endfor %}", PASSES),
        ("{% for x in var.letters %}{% endfor %}", PASSES),
        (f"{MANY}{'{{ q }}' * 1000}{DONE}", WORK),
        (f"{MANY}{'{% if a == b %}{% endif %}' * 50}{DONE}", WORK),
        (MANY + "{{ var.long | upcase | downcase | size }}" + DONE, WORK),
        (MANY + "{% if var.long contains 'yyyyyyyyx' %}{% endif %}" + DONE, WORK),
        (MANY + "{% if var.long == var.longer %}{% endif %}" + DONE, WORK),
        (MANY + "{% assign a = var.long | extract: '(y|z)*x$' %}" + DONE, WORK),
        (MANY + "{% assign a = var.numbers | sort_natural | uniq | sum %}" + DONE, WORK),
        (MANY + "{% assign a = '+33142685300' | phone %}" + DONE, WORK),
        (MANY + "{{ now | date: '%c%c%c%c%c%c%c%c' | size | times: 0 }}" + DONE, WORK),
        (MANY + "{% assign a = var.long | strip_html %}" + DONE, WORK),
        (MANY + "{% capture a %}{{ var.long }}{% endcapture %}" + DONE, WORK),
        (
            "{% assign a = 'a' %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}",
            TEXT,
        ),
        (
            "{% assign a = 'a' %}{% for i in (1..99) %}{% assign a = a | prepend: a %}{% endfor %}",
            TEXT,
        ),
        (
            "{% assign a = 'a' %}{% for i in (1..99) %}"
            "{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}",
            TEXT,
        ),
        (
            "{% assign a = 'a,b' | split: ',' %}"
            "{% for i in (1..99) %}{% assign a = a | concat: a %}{% endfor %}",
            TEXT,
        ),
        ("{{ var.long | replace: 'y', var.long }}", TEXT),
        ("{{ var.long | replace: '', 'abc' }}", TEXT),
        ("{{ var.numbers | join: var.long }}", TEXT),
        ("{{ var.long | split: '' }}", TEXT),
        ("{{ var.long }}{{ var.long }}", TEXT),
        ("{{ var.long | url_encode | escape | newline_to_br | append: var.long }}", TEXT),
        ("{{ var.deep }}", TEXT),
        (f"{{{{ 99999999{' | times: 99999999' * 50} }}}}", DIGITS),
        (
            "{% assign n = 9.9 %}{% for i in (1..99) %}{% assign n = n | times: n %}{% endfor %}",
            DIGITS,
        ),
        ("{{ var.huge | plus: 1 }}", DIGITS),
        ("{{ 5 | divided_by: 0 }}", "A number of the template is divided by zero."),
        ("{{ 5 | modulo: 0.0 }}", "A number of the template is divided by zero."),
    ],
)
def test_a_bomb_stops_with_a_sentence(source: str, sentence: str) -> None:
    deep: object = "end"
    for _level in range(500):
        deep = (deep,)
    variables = {
        "long": "y" * 200_000,
        "longer": "y" * 199_999 + "z",
        "letters": tuple("a" * 10_001),
        "numbers": tuple(range(900)),
        "deep": deep,
        "huge": 10**2000,
    }
    template = compile_template(source)
    assert template.problem is None
    result = render(template, context_of(var=variables))
    assert str(result.error) == sentence
    assert result.text == ""


@pytest.mark.parametrize(
    "source",
    [
        f"{{{{ {'(' * 60_000} }}}}",
        f"{{{{ {'(a..' * 60} }}}}",
        f"{{{{ {'(a..' * 15_000} }}}}",
        f"{{{{ a{'[a' * 30_000} }}}}",
        "{{ a" + '["' * 30_000 + " }}",
        f"{{% if {' and '.join(['a'] * 10_000)} %}}{{% endif %}}",
        f"{{% if {' == '.join(['a'] * 10_000)} %}}{{% endif %}}",
        "{% if a %}" * 6_000,
        "{% if a %}" * 31 + "{% endif %}" * 31,
        "{% raw %}" * 7_000,
        "{% comment %}" * 5_000,
        "{% comment %}" + "{% raw %}" * 6_000,
        "{{" * 32_000,
        "{%" * 32_000,
        '{{ "' * 16_000,
        "{%" + " " * 60_000,
        "{{" + " " * 60_000 + "}}",
        "{{ " + "9" * 5_000 + " }}",
        "{{ a " * 10_000 + "}}",
        "x" * (MAXIMUM_SOURCE + 1),
    ],
)
def test_a_source_made_to_exhaust_the_parser_is_a_problem(source: str) -> None:
    assert compile_template(source).problem is not None


def test_what_is_just_within_the_limits_renders() -> None:
    context = context_of()
    thirty = "{% if true %}" * 30 + "x" + "{% endif %}" * 30
    assert render(compile_template(thirty), context).text == "x"
    numbers = render(compile_template("{{ (1..1000) | join: ',' | size }}"), context)
    assert numbers.text == "3892"
    passes = f"{MANY}x{DONE}"
    assert render(compile_template(passes), context).text == "x" * 10_000
    longest = render(compile_template("{{ var.long }}{{ var.long | slice: 0, 62144 }}"), context)
    assert len(longest.text) == MAXIMUM_RESULT
    chain = f"{{{{ 'a'{' | upcase' * 6_000} }}}}"
    assert render(compile_template(chain), context).text == "A"


def test_words_that_the_library_keeps_for_itself_can_be_names() -> None:
    context = context_of(var={"limit": 3, "for": {"empty": "x"}})
    source = (
        "{{ var.limit }}{{ var.for.empty | append: '.limit' }}"
        "{% for i in (1..var.limit) %}.{% endfor %}"
    )
    assert render(compile_template(source), context).text == "3x.limit..."
    assert compile_template(source).names == ("var.limit", "var.for.empty")


def test_the_same_run_renders_the_same_whatever_the_clock_on_the_wall() -> None:
    source = (
        "{{ now }} {{ today }} {{ 'now' | date: '%F %T' }} "
        "{{ 'today' | date: '%A' }} {{ now | date }}"
    )
    text = render(compile_template(source), context_of()).text
    assert text == (
        "2026-01-05T10:00:00+00:00 2026-01-05 2026-01-05 10:00:00 Monday 2026-01-05T10:00:00+00:00"
    )


def test_warnings_are_few_whatever_the_values() -> None:
    many = context_of(var={"words": tuple(f"w{number}" for number in range(500))})
    result = render(compile_template("{{ var.words | sum }}"), many)
    assert result.text == "0"
    assert len(result.warnings) == 50
