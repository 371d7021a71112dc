"""HTML bodies as text."""

from __future__ import annotations

import pytest

from app.engine.mail import html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>in<b>voice</b></p>", "invoice"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b", "a\nb"),
        ("a&nbsp;b &amp;lt; c", "a b &lt; c"),
        ("x<span style='display: none'>HID</span>y", "xy"),
        ("x<span style='VISIBILITY:hidden'>HID</span>y", "xy"),
        ("x<i hidden>HID</i>y", "xy"),
        ("x<div style='display:none'>a<p hidden>b</p></div>y", "xy"),
        ("<style>p{display:none}</style><p>seen</p>", "seen"),
        ("<script>no</script><title>no</title><body>yes", "yes"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_what_a_reader_sees_is_the_text(source: str, text: str) -> None:
    assert html.to_text(source) == text


@pytest.mark.parametrize(
    "quote",
    [
        '<blockquote type="cite">old</blockquote>',
        '<div class="gmail_quote"><div>Ann wrote:</div><blockquote>old</blockquote></div>',
        '<div id="divRplyFwdMsg">From: x</div><div>old</div>',
    ],
)
def test_marked_quotes_can_be_left_out(quote: str) -> None:
    source = f"<p>new</p>{quote}"
    assert html.to_text(source, without_quotes=True) == "new"
    assert "old" in html.to_text(source) or "From" in html.to_text(source)


def test_a_forward_is_no_quote() -> None:
    source = '<p>FYI</p><div class="gmail_quote">---------- Forwarded message ---------<p>old</div>'
    assert "old" in html.to_text(source, without_quotes=True)


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<p hidden id=a>"])
def test_deep_nesting_loses_no_text(tag: str) -> None:
    assert "hello" in html.to_text(tag * 50_000 + "hello")


def test_stripping_keeps_words_and_lines_apart() -> None:
    source = (
        "<!-- no --><head><title>no</title></head><style>no</style>"
        "<p>in<b>voice</b>&eacute;</p><script>no</script><div>two</div><td>1</td><td>2</td>"
    )
    assert html.stripped(source) == "invoiceé\ntwo\n1\t2"


@pytest.mark.parametrize(
    "source",
    [
        "<a " + " ".join(f"b{number}" for number in range(100_000)) + ">hello",
        "<script>" * 100_000 + "hello",
        "<!--" * 100_000 + "--><p>hello",
        "<" * 500_000 + " hello",
        "&lt" * 300_000 + " hello",
        "<p style='display:none'>" * 5_000 + "</p>" * 5_000 + "hello",
        "<div class=gmail_quote>" * 5_000 + "hello",
        "<font id=a>" * 1_000 + "<p>x" * 5_000 + "hello",
    ],
)
def test_hostile_html_is_read(source: str) -> None:
    assert isinstance(html.to_text(source), str)
    assert isinstance(html.to_text(source, without_quotes=True), str)
