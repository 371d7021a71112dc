"""Hostile texts: patterns that never end elsewhere, and values that try to be more than values."""

from __future__ import annotations

SIZE = 100_000

_ATOMS = (
    "a", "(a+)", "(a|aa)", "(a|a?)", "(.*a)", r"(\w+\s?)", "([a-z]+)", "((a+)+)", "(x+x+)",
    "(a?a)",
)  # fmt: skip
_ENDS = ("+$", "+b", "*c", "{1,9}y", r"+\bq", "+[^a]$", "{9}!", "*@")
_OTHERS = (
    *("(a*)*$", "(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "^(.*?,){11}P", r"(\d+)*[a-z]!"),
    *(r"^(?:(?:a|b|c)+)+$", r"(a{1,30}){1,30}$", "a?" * 60 + "a" * 60, "(.+)+=(.+)+"),
    *(
        r"(\s*a\s*)*b",
        r"([^@]+)*@([^@]+)*!",
        "(é|e|ê)*$",
        r"(\p{L}+)*\d",
        ".*.*.*.*=.*",
        "(?i)(A+)+$",
        "(b+)+[^b]{9}$",
    ),
    *(r"(a+)\1$", "(?=(a+))b", "(?<!a)(a+)+$", "a{1000}{1000}", "((((a{9}){9}){9}){9}){9}"),
)
PATTERNS = tuple(dict.fromkeys([*(a + end for a in _ATOMS for end in _ENDS), *_OTHERS]))
"""A hundred patterns that a backtracking engine may try for ever."""

FILLERS = ("a", "aa ", "x", "é", "a,b ")


def filled(filler: str) -> str:
    """100 kB of it, and something at the end that makes a match fail late."""
    return (filler * SIZE)[: SIZE - 1] + "!"


_LIQUID = (
    *("{{ 7 | times: 7 }}", "{{ email.text }}", "{{ var.words }}", "{{ mailbox.address }}"),
    *("{{email.headers}}", "{% assign x = 1 %}{{ x }}", "{% raw %}{{ 1 }}{% endraw %}", "{{"),
    *(
        "}}",
        "{%",
        "%}",
        "{{ }}",
        "{% if true %}yes{% endif %}",
        "{# comment #}",
        "{{ 'a' | upcase }}",
    ),
    *(
        "{% include 'secrets' %}",
        "{% render '/etc/passwd' %}",
        "{% for i in (1..9) %}x{% endfor %}",
    ),
    *(
        "{{ email.subject | append: email.subject }}",
        "{% liquid echo 1 %}",
        "{{ nothing | date: '%Y' }}",
    ),
    *("{% comment %}hidden{% endcomment %}", "{{- 1 -}}", "{{ 1 | divided_by: 0 }}", "{{{{ 1 }}}}"),
)
_ENGINES = (
    *("${7*7}", "#{7*7}", "<%= 7*7 %>", "{{7*7}}", "{{config}}", "{{ ''.__class__.__mro__ }}"),
    *("{{ self._TemplateReference__context }}", "%{7*7}", "*{7*7}", "@(7*7)", "[[${7*7}]]", "~{x}"),
    *(
        "{{ cycler.__init__.__globals__ }}",
        "{php}echo 1{/php}",
        "<#assign x=7*7>${x}",
        "$(id)",
        "`id`",
    ),
    *(
        "%(email)s",
        "{0}",
        "{email.__class__}",
        "%s%s%n",
        "$email",
        "{!Account.Name}",
        "&&x&&",
        "{{>a}}",
    ),
)
_MARKERS = ("", "a ", "Grüße ", "x\t")
TEMPLATE_TEXTS = tuple(
    dict.fromkeys(
        [*_LIQUID, *_ENGINES]
        + [f"{marker}{text}" for marker in _MARKERS[1:] for text in (*_LIQUID, *_ENGINES)]
    )
)[:100]

_CLOSERS = ("'", '"', "`", "\\'", "''", "%27", "\u2019", "\\", "')", '")')
_TAILS = (
    *(" OR '1'='1", "; DROP TABLE customers; --", " UNION SELECT * FROM log --", " OR 1=1 --"),
    *("; DELETE FROM customers WHERE 1=1; --", " AND Name LIKE '%", " LIMIT 1 OFFSET 0 FOR UPDATE"),
    *(
        " OR Email != null",
        "; UPDATE customers SET balance = 0; --",
        " /* x */ OR IsDeleted = TRUE",
    ),
)
QUERY_TEXTS = tuple(f"{closer}{tail}" for closer in _CLOSERS for tail in _TAILS)
"""A hundred ways to close a literal of SQL or SOQL, and what would come then."""
