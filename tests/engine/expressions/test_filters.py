"""Filters, Liquid's and our own, on the values they are meant for and on others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.engine.expressions.templates import Rendered, compile_template, render
from tests.engine.expressions.conftest import context_of

Render = Callable[[str], Rendered]


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'hello' | capitalize | append: '!' | prepend: '¡'", "¡Hello!"),
        ("'a-b-a' | replace: 'a', 'x'", "x-b-x"),
        ("'a-b-a' | replace_first: 'a', 'x'", "x-b-a"),
        ("'a-b-a' | replace_last: 'a', 'x'", "a-b-x"),
        ("'a-b-a' | remove: 'a'", "-b-"),
        ("'a-b-a' | remove_first: 'a'", "-b-a"),
        ("'a-b-a' | remove_last: 'a'", "a-b-"),
        ("'a,b,,c' | split: ',' | join: '|'", "a|b||c"),
        ("' a  b ' | split: ' ' | join: '|'", "a|b"),
        ("'abc' | split: '' | reverse | join: ''", "cba"),
        ("'hello' | slice: 1, 3", "ell"),
        ("'hello' | slice: -3, 2", "ll"),
        ("'hello' | slice: -9, 2", ""),
        ("'one two three' | truncatewords: 2", "one two..."),
        ("'one two three' | truncate: 7", "one ..."),
        ("'one' | truncate: 7", "one"),
        ("'  a   b ' | squish", "a b"),
        ("'  a ' | strip | append: '|'", "a|"),
        ("'<b>' | escape", "&lt;b&gt;"),
        ("'<b> &amp; &' | escape_once", "&lt;b&gt; &amp; &amp;"),
        ("'a<br>b<!-- > --><script>x</script><style>y</style>c < d' | strip_html", "abc < d"),
        ("'ä b&c' | url_encode", "%C3%A4+b%26c"),
        ("'%C3%A4+b' | url_decode", "ä b"),
        ("'ä?' | base64_encode | base64_decode", "ä?"),
        ("'ä?>' | base64_url_safe_encode | base64_url_safe_decode", "ä?>"),
        ("email.text | newline_to_br | strip_newlines", "Good morning,<br />my order is late."),
        ("0.1 | plus: 0.2", "0.3"),
        ("'12.50' | minus: 2", "10.5"),
        ("var.amount | times: 3", "37.5"),
        ("7 | divided_by: 2", "3"),
        ("7 | divided_by: 2.0", "3.5"),
        ("1 | divided_by: 3.0", "0.3333333333333333333333333333"),
        ("-7 | modulo: 3", "2"),
        ("-7.5 | modulo: 3", "1.5"),
        ("2.5 | round", "3"),
        ("2.345 | round: 2", "2.35"),
        ("2.1 | ceil", "3"),
        ("-2.1 | floor", "-3"),
        ("-2.5 | abs", "2.5"),
        ("3 | at_least: 5 | at_most: 4", "4"),
        ("100000000000000000000.10 | plus: 0", "100000000000000000000.1"),
        ("var.words | sort | join: ' '", "Apple fig pear"),
        ("var.words | sort_natural | first", "Apple"),
        ("var.words | last | size", "3"),
        ("var.rows | where: 'kind', 'a' | map: 'n' | join: '+'", "1+3"),
        ("var.rows | reject: 'kind', 'a' | map: 'n'", "2"),
        ("var.rows | find: 'n', 2 | size", "2"),
        ("var.rows | find_index: 'kind', 'b'", "1"),
        ("var.rows | has: 'kind', 'z'", "false"),
        ("var.rows | map: 'kind' | uniq", "a, b"),
        ("var.rows | uniq: 'kind' | map: 'n'", "1, 2"),
        ("var.rows | map: 'none' | compact | size", "0"),
        ("var.rows | sum: 'n'", "6"),
        ("var.rows | sort: 'kind' | map: 'n'", "1, 3, 2"),
        ("var.words | concat: var.words | size", "6"),
        ("(1..3) | reverse", "3, 2, 1"),
        ("var.nothing | default: 'x'", "x"),
        ("var.empty | default: 'x'", "x"),
        ("false | default: 'x'", "x"),
        ("false | default: 'x', allow_false: true", "false"),
        ("0 | default: 'x'", "0"),
        ("email.cc | default: 'nobody'", "nobody"),
        ("email.subject | extract: 'order (\\d+)'", "40718"),
        ("email.subject | extract: 'ORDER \\d+'", "order 40718"),
        ("email.subject | extract: '(refund) for (order)', 2", "order"),
        ("email.subject | extract: '(refund) for (order)', 0", "Refund for order"),
        ("email.subject | extract: 'invoice' | default: 'none'", "none"),
        ("email.subject | matches: '^refund'", "true"),
        ("email.subject | matches: '^order'", "false"),
        ("'01 42 68 53 00' | phone", "+33142685300"),
        ("'030 901820' | phone: 'de'", "+4930901820"),
        ("'+1 (212) 555-0100' | phone", "+12125550100"),
        ("'' | phone", ""),
        ("var.amount | money: 'EUR'", "12.50 EUR"),
        ("'1234.5' | money", "1234.50"),
        ("0.005 | money", "0.01"),
        ("var.nothing | money: 'EUR'", ""),
        ("email.date | date: '%d/%m/%y %H:%M %z'", "04/01/26 18:30 +0100"),
        (
            "email.date | date: '%-d %B %Y, %I %p, %j, %V, %u, %%'",
            "4 January 2026, 06 PM, 004, 01, 7, %",
        ),
        ("'2026-03-01' | date: '%e %b %^a %Q'", " 1 Mar SUN %Q"),
        ("'Mon, 5 Jan 2026 10:00:00 +0200' | date: '%FT%R'", "2026-01-05T10:00"),
        ("0 | date: '%Y'", "1970"),
        ("today | date", "2026-01-05"),
        ("var.nothing | date: '%Y'", ""),
    ],
)
def test_filters_work(expression: str, text: str, rendered: Render) -> None:
    assert rendered(f"{{{{ {expression} }}}}") == Rendered(text)


@pytest.mark.parametrize(
    ("expression", "text", "warning"),
    [
        ("'abc' | plus: 1", "1", "abc is not a number; 0 was used instead."),
        ("'12,50' | plus: 1", "1", "12,50 is not a number; 0 was used instead."),
        ("'12345' | phone", "", "12345 is not a telephone number; nothing was used."),
        ("'call me' | phone", "", "call me is not a telephone number; nothing was used."),
        ("'much' | money: 'EUR'", "", "much is not an amount; nothing was used."),
        ("'soon' | date: '%Y'", "soon", "soon is not a date; it was left as it is."),
        ("'9999-99-99' | date", "9999-99-99", "9999-99-99 is not a date; it was left as it is."),
        (
            "'%%' | base64_decode | append: 'x'",
            "x",
            "A text is not written in base64; nothing was used in its place.",
        ),
    ],
)
def test_filters_warn_about_values_they_cannot_use(
    expression: str, text: str, warning: str, rendered: Render
) -> None:
    result = rendered(f"{{{{ {expression} }}}}")
    assert (result.text, [str(each) for each in result.warnings]) == (text, [warning])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Monday 5 January, Mon Jan"),
        ("fr", "lundi 5 janvier, lun. janv."),
        ("de-AT", "Montag 5 Januar, Mo. Jan."),
        ("es", "lunes 5 enero, lun. ene."),
        ("xx", "Monday 5 January, Mon Jan"),
    ],
)
def test_dates_are_written_in_the_language_of_the_run(language: str, text: str) -> None:
    template = compile_template("{{ now | date: '%A %-d %B, %a %b' }}")
    assert render(template, context_of(language=language)).text == text


def test_a_pattern_out_of_a_variable_that_cannot_be_read_is_an_error() -> None:
    template = compile_template("{{ email.subject | extract: var.pattern }}")
    result = render(template, context_of(var={"pattern": "("}))
    assert result.error is not None


def test_a_group_that_the_pattern_has_not_is_an_error(rendered: Render) -> None:
    result = rendered("{{ email.subject | extract: 'order', 2 }}")
    assert str(result.error) == "The pattern of extract has no group 2."


@pytest.mark.parametrize("opening", ["<!--", "<script ", "<style ", "<", "<a"])
def test_markup_that_is_never_closed_is_left_in(opening: str, rendered: Render) -> None:
    source = f"{{{{ '{opening * 5_000}' | strip_html | size }}}}"
    assert rendered(source).text == str(len(opening * 5_000))
