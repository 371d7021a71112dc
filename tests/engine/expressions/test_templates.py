"""Templates: what they write, what they warn about, what they refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.engine.expressions.context import Context
from app.engine.expressions.templates import Rendered, compile_template, render
from tests.engine.expressions.conftest import Address, Attachment, Headers, Mail, context_of

Write = Callable[[str], str]
Render = Callable[[str], Rendered]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('Dear {{ email.from.name | default: "customer" }},', "Dear Ada Martin,"),
        ("{{ email.from }}", "ada@example.org"),
        ("{{ email.to }}", "help@example.com, sales@example.com"),
        (
            "{{ email.to[1].name }} {{ email.to.size }} {{ email.to.last }}",
            "Sales 2 sales@example.com",
        ),
        ('{{ email.headers["x-any"] }}', "first"),
        ("{{ email.attachments | map: 'size' | sum }}", "2400"),
        ("{{ email.is_bounce }} {{ email.priority }}", "false high"),
        ("{{ email.text }}", "Good morning,\r\nmy order is late."),
        ("{{ email.date }} {{ today }}", "2026-01-04T18:30:00+01:00 2026-01-05"),
        ("{{ var.amount }} {{ var.score }} {{ var.vip }} {{ var.nothing }}", "12.5 0.1 true "),
        ("{% raw %}{{ email }}{% endraw %}", "{{ email }}"),
        ("a {%- comment -%} {% if %} {{ {% endcomment -%} b", "ab"),
        ("a{% # never shown %}b", "ab"),
        (
            "{% case var.count %}{% when 1, 2 %}few"
            "{% when 3 or 3 %}three{% else %}many{% endcase %}",
            "three",
        ),
        ("{% if var.amount == 12.5 and var.vip %}yes{% else %}no{% endif %}", "yes"),
        ("{% if email.date < now %}before{% endif %}", "before"),
        ("{% if email.cc == empty %}no copy{% endif %}", "no copy"),
        ("{% if email.subject contains 'order' %}order{% endif %}", "order"),
        ("{% unless var.words contains 'fig' %}no {% endunless %}fig", "fig"),
        (
            "{% if 'text' < 3 %}less{% elsif 3 > 'text' %}more{% else %}neither{% endif %}",
            "neither",
        ),
        (
            "{% for w in var.words limit: 2 %}{{ forloop.index }}{{ w }}"
            "{% unless forloop.last %}, {% endunless %}{% endfor %}",
            "1pear, 2Apple",
        ),
        (
            "{% for i in (1..9) %}{% if i == 2 %}{% continue %}"
            "{% elsif i > 3 %}{% break %}{% endif %}{{ i }}{% endfor %}",
            "13",
        ),
        ("{% for x in email.cc %}{{ x }}{% else %}none{% endfor %}", "none"),
        (
            "{% for i in (1..2) %}{% for j in (1..2) %}"
            "{{ forloop.parentloop.index }}{{ j }} {% endfor %}{% endfor %}",
            "11 12 21 22 ",
        ),
        (
            "{% assign n = var.count | plus: 1 %}{% capture c %}<{{ n }}>{% endcapture %}{{ c }}",
            "<4>",
        ),
        ("{% increment k %}{% increment k %}{% decrement j %}{% echo 'x' %}", "01-1x"),
        ("{{ var.rows | map: 'n' }} {{ var.rows.first }}", '1, 2, 3 {"kind": "a", "n": 1}'),
    ],
)
def test_templates_write(source: str, text: str, written: Write) -> None:
    assert written(source) == text


def test_text_without_markup_is_left_alone(context: Context) -> None:
    template = compile_template("Nothing } here { 100 %\r\n")
    assert template.is_literal
    assert render(template, context) == Rendered("Nothing } here { 100 %\r\n")


def test_a_name_without_a_value_is_empty_and_warned_about_once(rendered: Render) -> None:
    result = rendered("<{{ email.colour }}{{ email.colour | upcase }}{{ case.number }}>")
    assert result.text == "<>"
    assert [str(warning) for warning in result.warnings] == [
        "The name email.colour has no value.",
        "The name case.number has no value.",
    ]


@pytest.mark.parametrize(
    "source",
    [
        '{{ email.colour | default: "blue" }}',
        '{{ email.colour | upcase | default: "blue" }}',
        '{% assign c = email.colour %}{{ c | default: "blue" }}',
        "{% if email.colour %}{% else %}blue{% endif %}",
    ],
)
def test_a_default_or_a_condition_forgives_a_name_without_a_value(
    source: str, written: Write
) -> None:
    assert written(source) == "blue"


def test_a_name_kept_by_assign_warns_under_its_own_name(rendered: Render) -> None:
    result = rendered("{% assign c = email.colour %}{{ c }}")
    assert [str(warning) for warning in result.warnings] == ["The name email.colour has no value."]


def test_a_missing_list_is_warned_about(rendered: Render) -> None:
    assert len(rendered("{% for x in var.list %}{{ x }}{% endfor %}").warnings) == 1


def test_names_are_listed_without_the_templates_own() -> None:
    template = compile_template(
        '{% assign a = var.x | append: email.headers["X-Any"] %}{{ a.b }}'
        "{% for t in email.to %}{{ t.name }}{{ forloop.index }}{% endfor %}"
        "{% if http.status > var.limit %}{{ email.to[0].name }}{{ var.map[var.key].z }}{% endif %}"
    )
    assert set(template.names) == {
        "var.x",
        'email.headers["X-Any"]',
        "email.to",
        "http.status",
        "var.limit",
        "email.to[0].name",
        "var.map",
        "var.key",
    }


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{{ email", "Line 1: The markup that begins with {{ is never closed with }}."),
        ("a\n{% if x", "Line 2: The tag that begins with {% is never closed with %}."),
        ("{{ }}", "Line 1: Write a name between {{ and }}."),
        ("{% %}", "Line 1: Write the name of a tag between {% and %}."),
        ("a\nb\n{% if x %}\n", "Line 3: {% if %} has no {% endif %} after it."),
        ("{% endif %}", "Line 1: endif has no if before it."),
        ("{% if a %}{% endfor %}{% endif %}", "Line 1: endfor has no for before it."),
        ("{% if a %}{% else if b %}{% endif %}", "Line 1: Write elsif in place of else if."),
        ("{% if a %}{% else %}{% else %}{% endif %}", "Line 1: else may not stand after else."),
        ("{% when 1 %}", "Line 1: when has no block that it belongs to."),
        ("{% if %}{% endif %}", "Line 1: Something is missing after if."),
        ("{% break %}", "Line 1: break works inside a for block only."),
        ("{% raw %}", "Line 1: raw has no endraw after it."),
        ("{% comment %}", "Line 1: comment has no endcomment after it."),
        ("\n{{ a | zorg }}", "Line 2: The filter zorg does not exist."),
        ("{{ a | append }}", "Line 1: The filter append needs a value after a colon."),
        ("{{ a | upcase: 1 }}", "Line 1: The filter upcase takes fewer values."),
        ("{{ a | upcase: x: 1 }}", "Line 1: The filter upcase does not know x."),
        ("{{ a b }}", "Line 1: {{ a b }} cannot be read; check its names, quotes and commas."),
        (
            "\n{% assign a b %}",
            "Line 2: {% assign a b %} cannot be read; check its names, quotes and commas.",
        ),
        (
            "{% if (a or b) %}{% endif %}",
            "Line 1: Conditions have no parentheses; write an if inside an if.",
        ),
        ("{% if not a %}{% endif %}", "Line 1: There is no not; write unless in place of if."),
        ("{{ a if b }}", "Line 1: Write if as a tag of its own."),
    ],
)
def test_problems_are_sentences_with_a_line(source: str, sentence: str, context: Context) -> None:
    template = compile_template(source)
    assert str(template.problem) == sentence
    assert render(template, context) == Rendered("", error=template.problem)


@pytest.mark.parametrize(
    "tag",
    [
        "include 'x'",
        "render 'x'",
        "macro x",
        "extends 'x'",
        "tablerow x in y",
        "liquid",
        "cycle 1",
        "doc",
        "ifchanged",
        "layout 'x'",
    ],
)
def test_other_tags_do_not_exist(tag: str) -> None:
    name = tag.partition(" ")[0]
    problem = compile_template(f"{{% {tag} %}}").problem
    assert str(problem) == f"Line 1: The tag {name} does not exist in templates."


def test_a_pattern_that_cannot_be_read_is_a_problem() -> None:
    assert compile_template('{{ email.subject | extract: "(" }}').problem is not None


@pytest.mark.parametrize(
    "source",
    [
        "{{ email.__class__ }}",
        "{{ email.__init__.__globals__ }}",
        '{{ email["__class__"]["__mro__"] }}',
        "{{ var.words.__len__ }}",
        "{{ email.subject.upper }}",
        "{{ email.subject.__class__.__base__ }}",
        "{{ var.secret.password }}",
        "{{ var.secret }}",
        "{{ email.from._readers }}",
        "{{ now.year }}",
        "{{ forloop.name }}",
        "{{ var.rows | map: '__class__' | compact | join }}",
    ],
)
def test_no_attribute_of_an_object_can_be_reached(source: str) -> None:
    class Secret:
        password = "hidden"

    context = context_of(var={"secret": Secret(), "words": ("a",), "rows": ({"a": 1},)})
    assert render(compile_template(source), context).text == ""


_PIECES = (
    "{{ 7 | times: 6 }}",
    "{% assign x = 1 %}",
    "{{ email.html }}",
    "{%",
    "{{",
    "}}",
    "%}",
    "{% raw %}",
    "{{ now }}",
    "{%- if true -%}x{%- endif -%}",
)
PAYLOADS = tuple(
    f"{before}{first} {second}"
    for before in ("", "Re: ")
    for first in _PIECES
    for second in _PIECES
)


@pytest.mark.parametrize("field", ["subject", "name", "body", "header", "file"])
def test_markup_inside_an_email_is_never_rendered(field: str) -> None:
    assert len(PAYLOADS) == 200
    for payload in PAYLOADS:
        mail = Mail(
            subject=payload if field == "subject" else "",
            body=payload if field == "body" else "",
            sender=Address("a@b.c", payload if field == "name" else ""),
            headers=Headers(("X-Any", payload if field == "header" else "")),
            attachments=(Attachment(payload if field == "file" else ""),),
        )
        source = (
            "{% capture all %}{{ email.subject }}{{ email.from.name }}{{ email.text }}"
            '{{ email.headers["X-Any"] }}{{ email.attachments }}{% endcapture %}'
            '{{ all | append: "" }}'
        )
        assert render(compile_template(source), context_of(mail)).text == payload


def test_an_email_is_read_only_where_the_template_looks(mail: Mail, written: Write) -> None:
    assert written("{{ email.subject }}")
    assert mail.read == []
    assert written("{{ email.text }}{{ email.text | size }}")
    assert mail.read == ["text"]


def test_half_characters_become_the_unknown_sign(context: Context) -> None:
    assert render(compile_template("a\ud800{{ 1 }}"), context).text == "a\ufffd1"


def test_a_value_that_fails_when_read_is_an_error_of_the_step(mail: Mail) -> None:
    class Broken(Mail):
        @property
        def text(self) -> str:
            raise RuntimeError("boom")

    result = render(compile_template("{{ email.text }}"), context_of(Broken()))
    assert str(result.error) == "The template cannot be rendered: RuntimeError."
