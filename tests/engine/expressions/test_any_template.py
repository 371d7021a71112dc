"""Whatever is written, a template compiles or has a problem, and renders or has an error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.expressions.filters import FILTERS
from app.engine.expressions.sandbox import MAXIMUM_RESULT
from app.engine.expressions.templates import compile_template, render
from tests.engine.expressions.conftest import context_of

_SPELLINGS = """
{{ }} {% %} - | : , . .. ( ) [ ] ' " if endif for endfor in else elsif unless endunless
case when endcase assign capture endcapture raw endraw comment endcomment break continue
echo increment = == < >= and or contains not limit offset reversed forloop email email.to
email.date var.rows var.long now x 1 -2 3.5 1000 99999999999 nil true empty blank append
replace split join times divided_by modulo round slice truncate sort map where uniq concat
date extract matches phone money default sum strip_html url_decode base64_decode
"""
_WORDS = st.sampled_from([*_SPELLINGS.split(), " ", "\n"])
_EXPRESSIONS = st.lists(_WORDS, max_size=12).map(" ".join)
_MARKUP = st.one_of(
    st.text(max_size=30),
    _EXPRESSIONS,
    _EXPRESSIONS.map(lambda inside: f"{{{{ {inside} }}}}"),
    _EXPRESSIONS.map(lambda inside: f"{{{{ var.rows | {inside} }}}}"),
    _EXPRESSIONS.map(lambda inside: f"{{% if {inside} %}}x{{% endif %}}"),
    _EXPRESSIONS.map(lambda inside: f"{{% for x in {inside} %}}{{{{ x }}}}{{% endfor %}}"),
    _EXPRESSIONS.map(lambda inside: f"{{% assign x = {inside} %}}"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_MARKUP, max_size=8).map("".join))
def test_any_text_compiles_to_a_template_or_a_problem_and_renders_within_bounds(
    source: str,
) -> None:
    context = context_of()
    template = compile_template(source)
    first, second = render(template, context), render(template, context)
    assert first == second
    assert len(first.text.encode()) <= MAXIMUM_RESULT
    if first.error is not None:
        assert first.text == ""
        assert "The template cannot be rendered: " not in str(first.error)


_NAMES = st.sampled_from(
    [
        "email.to",
        "email.date",
        "email.subject",
        "var.rows",
        "var.words",
        "var.amount",
        "var.count",
        "var.nothing",
        "var.vip",
        "email.from",
        "email.headers",
        "now",
        "today",
        "x.y",
        "1",
        "-3",
        "2.5",
        "'a b'",
        "'12'",
        "'-1.5'",
        "''",
        "nil",
        "true",
        "empty",
        "blank",
        "(1..4)",
        "email",
        "'(a)(b)'",
        "'%F %B'",
        "'kind'",
        "'2026-01-05'",
    ]
)


@st.composite
def _filtered(draw: st.DrawFn) -> str:
    parts = [draw(_NAMES)]
    for _turn in range(draw(st.integers(1, 4))):
        used = FILTERS[draw(st.sampled_from(sorted(FILTERS)))]
        count = draw(st.integers(used.least, used.most))
        arguments = ", ".join(draw(_NAMES) for _argument in range(count))
        parts.append(f"{used.name}: {arguments}" if arguments else used.name)
    return f"{{{{ {' | '.join(parts)} }}}}"


@settings(max_examples=1_500, deadline=None)
@given(_filtered())
def test_every_filter_takes_every_value(source: str) -> None:
    template = compile_template(source)
    result = render(template, context_of())
    assert "cannot be rendered" not in str(result.error)


_COMPARED = st.tuples(
    _NAMES, st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "<>", "contains"]), _NAMES
).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(_COMPARED)
def test_every_comparison_takes_every_value(condition: str) -> None:
    result = render(
        compile_template(f"{{% if {condition} %}}y{{% else %}}n{{% endif %}}"), context_of()
    )
    assert result.error is None
    assert result.text in ("y", "n")
