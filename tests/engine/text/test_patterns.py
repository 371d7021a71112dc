"""Users' regular expressions: places in str indices, words of every alphabet, reasons, bounds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.text.patterns import KEPT_MATCHES, LONGEST_PATTERN, Match, compile_pattern
from app.model.errors import UserError


def found(source: str, text: str, *, whole_words: bool = False) -> list[str]:
    pattern = compile_pattern(source, whole_words=whole_words)
    matches = pattern.find_all(text)
    assert pattern.holds(text) or not matches
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (r"\bété\b", "un été, étés, ÉTÉ", ["été", "ÉTÉ"]),
        (r"\bt", "été", []),
        (r"\brefund\b.*\border\b", "the refund of my order, orders", ["refund of my order"]),
        (r"\b(foo|bar)\b|baz", "xfoo bar bazz", ["bar", "baz"]),
        (r"退款\b", "我要退款谢谢", ["退款"]),
        (r"\w+", "déjà-vu Straße", ["déjà", "vu", "Straße"]),
        (r"\W+", "déjà-vu", ["-"]),
        (r"[^\W_]+", "_été_", ["été"]),
        (r"[^\W\d_]+", "été12", ["été"]),
        (r"[\w.]+\b", "a.é. b", ["a.é", "b"]),
        (r"order\s\d+", "order\xa012", ["order\xa012"]),
        (r"[\s\S]+\b", "a\nb.", ["a\nb"]),
        (r"[^\S\n]+x\b", "a \n  x", ["  x"]),
        (r"[\D]+\b", "1ab2", []),
        (r"[^a]\b.", "b-a", ["b-"]),
        (r"[]x]+\b", "]x", ["]x"]),
        (r"(?s)a.b\b", "a\nb", ["a\nb"]),
        (r"a.b\b", "a\nb", []),
        (r"(?s:a.)b(?-s:.)\b|x", "a\nb\nx", ["x"]),
        (r"(?m)^b$\b?", "a\nb", ["b"]),
        (r"\Ab\b", "b b", ["b"]),
        (r"b\b\Z", "b b", ["b"]),
        (r"\Qa+b\E\b", "aab a+b", ["a+b"]),
        (r"\x41\x{e9}\b", "aé", ["aé"]),
        (r"\PL+\b.", "ab12c", []),
        (r"\p{^L}+\b", "ab 12", [" 12"]),
        (r"\p{Greek}+\b", "abc λόγος", ["λόγος"]),
        (r"\b\bx\b", "x", ["x"]),
        (r"x{2}\b", "xx xxx", ["xx", "xx"]),
        (r"a{\b", "a{b", ["a{"]),
    ],
)
def test_expressions_match_words_of_every_alphabet(
    source: str, text: str, expected: list[str]
) -> None:
    assert found(source, text) == expected


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("foo|bar", "foo bar foobar foo", ["foo", "bar", "foo"]),
        (r"\bfoo\b", "foo foo xfoo", ["foo", "foo"]),
        (r"#\d+", "order#12 ##13 #14x", ["#12", "#13"]),
        ("t", "été t", ["t"]),
        ("-", "a--b", ["-", "-"]),
        ("x*", "xx yx", ["xx"]),
        ("^a$", "a", ["a"]),
    ],
)
def test_whole_words_never_begin_or_end_inside_a_word(
    source: str, text: str, expected: list[str]
) -> None:
    assert found(source, text, whole_words=True) == expected


def test_groups_come_as_texts_and_places_as_str_indices() -> None:
    text = "à zoé@exämple!"
    expected = Match(2, 13, ("zoé", "exämple", None))
    assert compile_pattern(r"(\w+)@(\w+)(x)?").search(text) == expected
    assert compile_pattern(r"\b(\w+)@(\w+)\b(x)?").search(text) == expected
    assert compile_pattern(r"\bzo\b").search(text) is None


def test_case_counts_on_request() -> None:
    assert compile_pattern("É").holds("é")
    assert not compile_pattern("É", ignore_case=False).holds("é")


def test_control_characters_and_half_characters_in_a_text_do_no_harm() -> None:
    assert found(r"\bb\b", "a\x01\x02b\ud800 b") == ["b", "b"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a(?=b)", "ahead"),
        ("a(?!b)", "ahead"),
        ("(?<=a)b", "behind"),
        ("(?<!a)b", "behind"),
        (r"(a)\1", "back reference"),
        (r"(?P<x>a)(?P=x)", "back reference"),
        (r"(?>a)", "Atomic"),
        (r"(a)?(?(1)b|c)", "Conditional"),
        (r"(?#hello)", "Comments"),
        (r"\Ba", "inside a word"),
        (r"a\C", "\\C"),
        (r"[\b]", "no meaning"),
        ("[a", "never closed"),
        ("(a", "never closed"),
        ("a)", "closes no group"),
        ("a)(b", "closes no group"),
        ("a\\", "stands at the end"),
        ("a**", "Two repetitions"),
        ("*a", "Nothing stands before"),
        ("a{1001}", "repetition"),
        ("a{3,1}", "repetition"),
        ("[b-a]", "range"),
        (r"\h", "no meaning"),
        (r"(?P<a-b>x)", "name"),
        ("(?x)a", "not supported"),
        (r"(\pL{30}){30}", "too large"),
        ("x" * (LONGEST_PATTERN + 1), "characters"),
        ("\ud800", "half"),
    ],
)
@pytest.mark.parametrize("whole_words", [False, True])
def test_what_cannot_be_used_is_refused_with_the_reason(
    source: str, reason: str, whole_words: bool
) -> None:
    with pytest.raises(UserError, match=re.escape(reason)):
        compile_pattern(source, whole_words=whole_words)


def test_the_number_of_matches_is_bounded() -> None:
    assert len(compile_pattern("a").find_all("a" * 10_000)) == KEPT_MATCHES
    assert len(compile_pattern("a").find_all("a" * 10_000, limit=3)) == 3


ATOMS = (
    "a", "(a+)", "(a|aa)", "(a|a?)", "(.*a)", r"(\w+\s?)", "([a-z]+)", "(a*)", "((a+)+)", "(x+x+)",
)  # fmt: skip
ENDS = ("+$", "+b", "*c", "{1,9}y", r"+\bq", "+[^a]$", "?z", "{9}!", "*@", "+(b|c)$")
HOSTILE = [f"^{atom}{end}" for atom in ATOMS for end in ENDS]


@pytest.mark.parametrize("atom", ATOMS)
@pytest.mark.parametrize("filler", ["a", "aé ", "x"])
def test_hostile_expressions_end(atom: str, filler: str) -> None:
    text = (filler * 100_000)[:100_000]
    for source in HOSTILE:
        if source.startswith(f"^{atom}"):
            pattern = compile_pattern(source)
            assert pattern.holds(text) == bool(pattern.find_all(text, 1)) or pattern.holds("")


WORDS = st.text(st.sampled_from("abé_ -1\n\x01退"), max_size=14)


@given(WORDS, st.sampled_from(["a", "é", "ab", "-", "[ab]+", "a.b", r"\w+", r"[^a]", "é|b"]))
def test_boundaries_agree_with_those_of_python(text: str, source: str) -> None:
    text = text.replace("退", "e").replace("\x01", "o")
    for form in (rf"\b{source}", rf"{source}\b", rf"\b(?:{source})\b", rf"{source}\b.?{source}"):
        expected = [one.span() for one in re.finditer(form, text)]
        assert [(one.start, one.end) for one in compile_pattern(form).find_all(text)] == expected


def refusal_of(source: str, *, whole_words: bool) -> UserError | None:
    try:
        compile_pattern(source, whole_words=whole_words).find_all("ab 1é_ Text")
    except UserError as refusal:
        return refusal
    return None


@given(
    st.text(max_size=30)
    | st.text(st.sampled_from("ab()[]{}|*+?^$.\\bwWsdDQEpPL-,1^:<>=!"), max_size=16),
    st.booleans(),
)
def test_any_text_compiles_or_is_refused_in_words(source: str, whole_words: bool) -> None:
    refusal = refusal_of(source, whole_words=whole_words)
    assert refusal is None or str(refusal)
