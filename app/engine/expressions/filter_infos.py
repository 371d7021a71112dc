"""What completion says about each filter: a sentence, and an example with what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.model.text import Text, _


@dataclass(frozen=True, slots=True)
class FilterInfo:
    """A filter as it is offered after a bar.

    `example` is the inside of `{{ }}`, `result` what it renders as. `takes` tells whether values
    follow after a colon.
    """

    name: str
    description: Text
    example: str
    result: str
    takes: bool = False


def _row(name: str, description: Text, example: str, result: str) -> FilterInfo:
    return FilterInfo(name, description, example, result, takes=f"{name}:" in example)


FILTER_INFOS: Final = (
    _row("default", _("Another value where there is none"), "'' | default: 'customer'", "customer"),
    _row("date", _("A date by a pattern"), "'2026-01-05' | date: '%-d %B %Y'", "5 January 2026"),
    _row("money", _("An amount with two decimals"), "'12.5' | money: 'EUR'", "12.50 EUR"),
    _row(
        "extract",
        _("What a pattern finds first"),
        "'Order A-123' | extract: '[0-9]+'",
        "123",
    ),
    _row(
        "matches",
        _("Whether a pattern finds something"),
        "'Order A-123' | matches: '[0-9]+'",
        "true",
    ),
    _row(
        "phone",
        _("A telephone number for the world"),
        "'+33 1 42 68 53 00' | phone",
        "+33142685300",
    ),
    # Texts.
    _row("upcase", _("In capitals"), "'Ada' | upcase", "ADA"),
    _row("downcase", _("In small letters"), "'Ada' | downcase", "ada"),
    _row("capitalize", _("The first letter as a capital"), "'ada' | capitalize", "Ada"),
    _row("strip", _("Without blanks around it"), "' Ada ' | strip", "Ada"),
    _row("lstrip", _("Without blanks before it"), "' Ada' | lstrip", "Ada"),
    _row("rstrip", _("Without blanks after it"), "'Ada ' | rstrip", "Ada"),
    _row("squish", _("With single blanks only"), "' Ada   Martin ' | squish", "Ada Martin"),
    _row("truncate", _("At most so many characters"), "'Good morning' | truncate: 7", "Good..."),
    _row("truncatewords", _("At most so many words"), "'a b c d' | truncatewords: 2", "a b..."),
    _row("slice", _("From a place on, so many characters"), "'Ada' | slice: 0, 2", "Ad"),
    _row("replace", _("One text for another, everywhere"), "'a-b-c' | replace: '-', '.'", "a.b.c"),
    _row(
        "replace_first",
        _("One text for another, the first time"),
        "'a-b-c' | replace_first: '-', '.'",
        "a.b-c",
    ),
    _row(
        "replace_last",
        _("One text for another, the last time"),
        "'a-b-c' | replace_last: '-', '.'",
        "a-b.c",
    ),
    _row("remove", _("Without a text, everywhere"), "'a-b-c' | remove: '-'", "abc"),
    _row(
        "remove_first", _("Without a text, the first time"), "'a-b-c' | remove_first: '-'", "ab-c"
    ),
    _row("remove_last", _("Without a text, the last time"), "'a-b-c' | remove_last: '-'", "a-bc"),
    _row("append", _("With a text after it"), "'Ada' | append: '!'", "Ada!"),
    _row("prepend", _("With a text before it"), "'Ada' | prepend: 'Dear '", "Dear Ada"),
    _row("split", _("Cut into a list"), "'a;b' | split: ';' | join: ' and '", "a and b"),
    _row("strip_html", _("Without the tags of HTML"), "'<b>Ada</b>' | strip_html", "Ada"),
    _row("strip_newlines", _("Without line breaks"), "'Ada' | strip_newlines", "Ada"),
    _row("newline_to_br", _("Line breaks as HTML"), "'Ada' | newline_to_br", "Ada"),
    _row("escape", _("Harmless inside HTML"), "'<Ada>' | escape", "&lt;Ada&gt;"),
    _row("escape_once", _("Harmless inside HTML, once"), "'&lt;<' | escape_once", "&lt;&lt;"),
    _row("url_encode", _("For the address of a page"), "'a&b c' | url_encode", "a%26b+c"),
    _row("url_decode", _("Back from the address of a page"), "'a%26b' | url_decode", "a&b"),
    _row("base64_encode", _("As base64"), "'Ada' | base64_encode", "QWRh"),
    _row("base64_decode", _("Back from base64"), "'QWRh' | base64_decode", "Ada"),
    _row(
        "base64_url_safe_encode",
        _("As base64 for addresses"),
        "'a?>' | base64_url_safe_encode",
        "YT8-",
    ),
    _row(
        "base64_url_safe_decode",
        _("Back from base64 for addresses"),
        "'YT8-' | base64_url_safe_decode",
        "a?>",
    ),
    # Numbers.
    _row("round", _("Rounded, to so many decimals"), "'2.345' | round: 1", "2.3"),
    _row("ceil", _("The next whole number above"), "'2.1' | ceil", "3"),
    _row("floor", _("The next whole number below"), "'2.9' | floor", "2"),
    _row("abs", _("Without its sign"), "-5 | abs", "5"),
    _row("plus", _("And another number"), "2 | plus: 3", "5"),
    _row("minus", _("Less another number"), "5 | minus: 3", "2"),
    _row("times", _("Times another number"), "5 | times: 3", "15"),
    _row("divided_by", _("Divided by another number"), "'7' | divided_by: '2'", "3"),
    _row("modulo", _("What is left of a division"), "7 | modulo: 2", "1"),
    _row("at_least", _("The larger of two numbers"), "3 | at_least: 5", "5"),
    _row("at_most", _("The smaller of two numbers"), "7 | at_most: 5", "5"),
    # Lists.
    _row("size", _("How many entries or characters"), "'Ada' | size", "3"),
    _row("join", _("A list as one text"), "email.to | join: '; '", "help@example.com"),
    _row("first", _("The first entry"), "'a b c' | split: ' ' | first", "a"),
    _row("last", _("The last entry"), "'a b c' | split: ' ' | last", "c"),
    _row("reverse", _("The other way round"), "'a b' | split: ' ' | reverse | join: ' '", "b a"),
    _row("sort", _("In order"), "'b a' | split: ' ' | sort | join: ' '", "a b"),
    _row(
        "sort_natural",
        _("In order, whatever the case"),
        "'b A' | split: ' ' | sort_natural | join: ' '",
        "A b",
    ),
    _row("uniq", _("Each entry once"), "'a b a' | split: ' ' | uniq | join: ' '", "a b"),
    _row("compact", _("Without empty entries"), "'a b' | split: ' ' | compact | join: ' '", "a b"),
    _row(
        "concat",
        _("With the entries of another list"),
        "email.to | concat: email.cc | join: ', '",
        "help@example.com",
    ),
    _row(
        "map", _("One part of each entry"), "email.to | map: 'domain' | join: ', '", "example.com"
    ),
    _row("sum", _("All entries added up"), "'1 2 3' | split: ' ' | sum", "6"),
    _row(
        "where",
        _("The entries with a value"),
        "email.to | where: 'domain', 'example.com' | size",
        "1",
    ),
    _row(
        "reject",
        _("The entries without a value"),
        "email.to | reject: 'domain', 'example.com' | size",
        "0",
    ),
    _row(
        "find",
        _("The first entry with a value"),
        "email.to | find: 'domain', 'example.com'",
        "help@example.com",
    ),
    _row(
        "find_index",
        _("The place of the first entry with a value"),
        "email.to | find_index: 'domain', 'example.com'",
        "0",
    ),
    _row(
        "has",
        _("Whether an entry has a value"),
        "email.to | has: 'domain', 'example.com'",
        "true",
    ),
)
"""Every filter, the usual ones first."""
