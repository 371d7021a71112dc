"""Content-Type and Content-Disposition with their parameters (RFC 2045, 2183, 2231)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.engine.mail import charsets, words

_PARAMETER = re.compile(
    r"""([^\s=;"]{1,200})\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"?+|([^;]*+))""", re.DOTALL
)
_QUOTED_PAIR = re.compile(r"\\([\\\"])")
_BETWEEN = re.compile(r"[;\s]*+")
_SKIP = re.compile(r"[^;]*+;?")
_CONTINUED = re.compile(r"([^*]+)\*(\d{1,4})?(\*)?")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_MAX_PARAMETERS = 1_000


@dataclass(frozen=True, slots=True)
class Valued:
    """A header value with parameters: `text/plain; charset=utf-8`."""

    value: str
    parameters: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The parameter `name` (lower case), or an empty text."""
        return self.parameters.get(name, "")


def parse(raw: str) -> Valued:
    """Read a raw header value; what cannot be read is passed over. Never raises."""
    text = words.unfold(raw)
    head, semicolon, rest = text.partition(";")
    value = head.partition("(")[0].strip().lower()
    if not semicolon:
        return Valued(value)
    return Valued(value, _joined(_pairs(rest)))


def _pairs(rest: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    position = 0
    while len(pairs) < _MAX_PARAMETERS:
        between = _BETWEEN.match(rest, position)
        position = between.end() if between else position
        if position == len(rest):
            break
        found = _PARAMETER.match(rest, position)
        if found is None:
            skipped = _SKIP.match(rest, position)
            position = skipped.end() if skipped and skipped.end() > position else len(rest)
            continue
        # Only these two are unquoted: C:\TEMP is what old mailers wrote, and meant.
        quoted = found[2]
        value = found[3].strip() if quoted is None else _QUOTED_PAIR.sub(r"\1", quoted)
        pairs.append((found[1].lower(), value))
        position = found.end()
    return pairs


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Parameters by name: the first of each counts, RFC 2231 continuations are put together."""
    found: dict[str, str] = {}
    continued: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in pairs:
        if "*" not in name:
            found.setdefault(name, value)
        elif part := _CONTINUED.fullmatch(name):
            # "name*=" is the whole value, encoded; "name*0*=", "name*1=" are its pieces.
            encoded = part[3] is not None or part[2] is None
            continued.setdefault(part[1], {}).setdefault(int(part[2] or 0), (value, encoded))
    for name, pieces in continued.items():
        found[name] = _extended([pieces[number] for number in sorted(pieces)])
    return found


def _extended(pieces: list[tuple[str, bool]]) -> str:
    label = None
    first, encoded = pieces[0]
    if encoded and first.count("'") >= 2:
        label, _, first = first.split("'", 2)
        pieces = [(first, True), *pieces[1:]]
    data = b"".join(
        _PERCENT.sub(_byte, value.encode("latin-1")) if encoded else value.encode("latin-1")
        for value, encoded in pieces
    )
    text = charsets.decode(data, label)[0]
    # Kept as the Latin-1 image of UTF-8, like every raw value, so that one reader decodes all.
    return text.encode("utf-8", "replace").decode("latin-1")


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes((int(match[1], 16),))


def file_name(disposition: Valued, content_type: Valued) -> str:
    """The declared name of a part, decoded, or an empty text."""
    raw = disposition.get("filename") or content_type.get("name")
    return words.readable(raw)[0]
