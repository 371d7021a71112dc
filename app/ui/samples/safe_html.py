"""The HTML of an email made harmless: no script, no style, nothing that is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass

import nh3

from app.ui.samples.long_words import breakable_html

LONGEST_HTML = 256 * 1024
"""Characters of HTML that are looked at."""

_DEEPEST = 40
_DEEPEST_TABLES = 12

_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_BLOCKS = frozenset(
    {"p", "div", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre", "center", "hr", "br"}
    | {f"h{level}" for level in range(1, 7)}
)
_INLINE = frozenset(
    {"a", "b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "code", "kbd"}
    | {"span", "small", "q", "cite", "abbr", "tt", "var", "img"}
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_VOID = frozenset({"br", "hr", "img"})


@dataclass(frozen=True)
class SafeHtml:
    """What may be shown: `targets` are the addresses that links `#target-n` really lead to.

    `pictures` counts the pictures that would have been fetched from elsewhere.
    """

    html: str
    targets: tuple[str, ...] = ()
    pictures: int = 0
    cut: bool = False

    def target(self, href: str) -> str:
        """Where a link really leads; links of other kinds say it themselves."""
        number = href.rpartition("#target-")[2]
        if number.isdecimal() and int(number) < len(self.targets):
            return self.targets[int(number)]
        return href


def safe_html(source: str) -> SafeHtml:
    """Make the HTML of an email harmless.

    What is left holds no address but those of `cid` and `mailto`; web addresses become numbers that
    lead nowhere. Deep nesting, which would stop the layout, is flattened.
    """
    shortened = source[:LONGEST_HTML]
    targets: list[str] = []
    pictures = 0

    def kept(_tag: str, attribute: str, value: str) -> str | None:
        nonlocal pictures
        address = value.strip()
        scheme = address.partition(":")[0].lower() if ":" in address else ""
        if attribute == "src":
            pictures += scheme in ("http", "https") or address.startswith("//")
            return address if scheme == "cid" else None
        if attribute == "href" and scheme != "mailto":
            targets.append(address)
            return f"#target-{len(targets) - 1}"
        return value

    tags = set(_BLOCKS | _INLINE | _TABLES)
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    cleaned = nh3.clean(
        shortened,
        tags=tags,
        attributes=attributes,
        attribute_filter=kept,
        url_schemes={"http", "https", "cid", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    return SafeHtml(
        breakable_html(_flattened(cleaned)), tuple(targets), pictures, len(source) > LONGEST_HTML
    )


def _flattened(html: str) -> str:
    """`html` without the tags whose nesting would be too deep to lay out."""
    deep, tables = _depth(html)
    if tables > _DEEPEST_TABLES:
        html = _only(html, _BLOCKS | _INLINE)
        deep, _tables = _depth(html)
    if deep > _DEEPEST:
        html = _only(html, frozenset({"br", "a", "b", "i", "p", "hr"}))
        deep, _tables = _depth(html)
    return _only(html, frozenset({"br"})) if deep > _DEEPEST else html


def _only(html: str, tags: frozenset[str]) -> str:
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items() if tag in tags}
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=attributes,
        url_schemes={"cid", "mailto"},
        link_rel=None,
    )


def _depth(html: str) -> tuple[int, int]:
    """The deepest nesting of tags, and of tables; cleaned HTML closes what it opens."""
    deep = deepest = tables = most_tables = 0
    for closing, tag in _TAG.findall(html):
        if tag in _VOID:
            continue
        step = -1 if closing else 1
        deep += step
        deepest = max(deepest, deep)
        if tag == "table":
            tables += step
            most_tables = max(most_tables, tables)
    return deepest, most_tables
