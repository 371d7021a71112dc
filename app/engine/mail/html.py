"""HTML bodies as text: words stay whole, hidden text and quoted replies can be left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

MAX_READ = 2 * 1024 * 1024
"""Characters of HTML that are read as text."""

# Above these, building a document tree may cost more than a body is worth: attributes of one tag
# are compared with each other, so a tag of 100 kB alone takes seconds.
_MAX_TREE = 200_000
_LONG_TAG = re.compile(r"[^>]{30000}")
_EMBEDDED = re.compile(r"data:[^\s\"'<>)]{200,}+", re.IGNORECASE)

_MAY_HIDE = ("display", "visibility", "hidden")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAY_QUOTE = ("blockquote", "_quote", "gmail_attr", "moz-cite", "zmail_extra", "divrplyfwdmsg")
_QUOTES = (
    'blockquote[type="cite" i], .gmail_quote, .gmail_attr, .yahoo_quoted, .protonmail_quote, '
    ".moz-cite-prefix, .zmail_extra, #divRplyFwdMsg, #divRplyFwdMsg ~ *"
)
_FORWARD = re.compile(
    r"\W*(?:Begin )?(?:forwarded message|message transféré|weitergeleitete nachricht|"
    r"mensaje reenviado)",
    re.IGNORECASE,
)

_MAX_LOOKED_AT = 20

_DROPPED = re.compile(r"<(?:(!--)|(script|style|title|template|head)(?=[\s/>]))", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]\b[^>]*+>?", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|tr|table|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|pre|hr|br|section|article|header"
    r"|footer|center|form|address)\b[^>]*+>?",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z/!?][^>]*+>?")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_LINE_ENDS = re.compile(r" *\n[ \n]*")


def to_text(html: str, *, without_quotes: bool = False) -> str:
    """Visible text of `html`, one line a block. Linear; never raises.

    `without_quotes` leaves out what mail programs mark as the message replied to. A body too
    large or too strange for a document tree has its tags stripped, so that no text is lost.
    """
    if "data:" in html:
        html = _EMBEDDED.sub("", html)
    if len(html) > _MAX_TREE or (len(html) > 50_000 and _LONG_TAG.search(html)):
        return stripped(html)
    return _from_tree(html, without_quotes=without_quotes)


def marks_quotes(html: str) -> bool:
    """Whether `html` may hold marks of a quoted reply; False is certain."""
    return _holds_any(html, _MAY_QUOTE)


def _holds_any(html: str, signs: tuple[str, ...]) -> bool:
    lower = html.lower()
    return any(sign in lower for sign in signs)


def _from_tree(html: str, *, without_quotes: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    hides = _holds_any(html, _MAY_HIDE)
    quotes = without_quotes and marks_quotes(html)
    document: Any = html
    if hides or quotes:
        document = HTMLTree.parse(html)
        if hides:
            _remove(document, "[style], [hidden]", _is_hidden)
        if quotes:
            _remove(document, _QUOTES, _QuotesReplies())
    text: str = extract_plain_text(document, list_bullets=False, alt_texts=False)
    return text.replace("\xa0", " ").strip()


def _remove(document: Any, selector: str, applies: Callable[[Any], bool]) -> None:
    root = document.document if document.body is None else document.body
    # Sliced, because iterating asks the tree anew for every element: quadratic.
    for element in root.query_selector_all(selector)[:]:
        if element.parent is not None and applies(element):
            element.parent.remove_child(element)


def _is_hidden(element: Any) -> bool:
    return (
        element.getattr("hidden") is not None
        or _HIDDEN_STYLE.search(element.getattr("style") or "") is not None
    )


class _QuotesReplies:
    """Whether an element quotes a reply, and is not a forward in the same clothes."""

    def __init__(self) -> None:
        self._looked_at = 0

    def __call__(self, element: Any) -> bool:
        # Reading the text of an element costs its length: the outermost few decide.
        if self._looked_at == _MAX_LOOKED_AT or "_quote" not in (element.getattr("class") or ""):
            return True
        self._looked_at += 1
        return _FORWARD.match(element.text[:200].lstrip()) is None


def stripped(html: str) -> str:
    """Text of `html` by taking tags away, without a document tree: fast, and never loses text."""
    text = _SPACES.sub(" ", _without_unseen(html[:MAX_READ]))
    text = _TAG.sub("", _BLOCK.sub("\n", _CELL.sub("\t", text)))
    return _LINE_ENDS.sub("\n", unescape(text)).replace("\xa0", " ").strip()


def _without_unseen(html: str) -> str:
    """`html` without comments, scripts, styles and head, found from start to end."""
    pieces: list[str] = []
    lower = html.lower() if html.isascii() else html.translate(_ASCII_LOWER)
    position = 0
    while opening := _DROPPED.search(html, position):
        pieces.append(html[position : opening.start()])
        closing = "-->" if opening[1] else f"</{opening[2].lower()}"
        end = lower.find(closing, opening.end())
        if end < 0:
            # Never closed. A browser would drop the rest; here it is kept, without the tag.
            position = opening.end()
            pieces.append(_TAG.sub("", html[position:]) if opening[1] is None else html[position:])
            return "".join(pieces)
        position = end + 3 if opening[1] else end  # a closing tag goes with the other tags
    pieces.append(html[position:])
    return "".join(pieces)


_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
