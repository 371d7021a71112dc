"""What is sent to a web service: URL, query and headers, safe whatever an email says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from app.engine.mail.charsets import without_surrogates
from app.engine.outgoing import header_text
from app.model.errors import UserError
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.model.resources import WebService

LONGEST_URL = 8_000

_PATH = "/:@!$&'()*+,;=~%-._"
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_STATUS = re.compile(r"([1-5])(xx|\d\d)", re.IGNORECASE)
_RESERVED = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "authorization"}
)


@dataclass(frozen=True)
class Environment:
    """The environment of a service that a version calls."""

    service: WebService | None
    in_production: bool

    @property
    def url(self) -> str:
        """Where the service is; the one for production where none is for development."""
        if self.service is None:
            return ""
        development = "" if self.in_production else self.service.development_url
        return development or self.service.production_url


def url_problem(url: str) -> Text | None:
    """Why a URL cannot be called; nothing of an email may choose the host."""
    text = url.strip()
    if not text.lower().startswith(("https://", "http://")):
        return _("Begin the URL with https:// or http://.")
    try:
        parts = urlsplit(text)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return _("This is no URL: {url}.", url=text[:80])
    if not host or port == 0 or "{" in text or re.search(r"[\s\\\x00-\x1f]", text):
        return _("This is no URL: {url}.", url=text[:80])
    if parts.username is not None or parts.password is not None:
        return _("Take user and password out of the URL: make a web service for them.")
    return None


def whole_url(base: str, path: str, query: Sequence[tuple[str, str]]) -> str:
    """A URL with a path behind it and a query.

    Values of an email stay inside the path: a step back (`..`) is refused, and `?` and `#` are
    written as `%3F` and `%23`; half a character becomes U+FFFD. Raises `UserError`.
    """
    problem = url_problem(base)
    if problem is not None:
        raise UserError(problem)
    parts = urlsplit(base.strip())
    added = without_surrogates(path).strip()
    if re.search(r"[\x00-\x1f\x7f\\]", added):
        raise UserError(_("The path holds a line break, control character or backslash."))
    joined = parts.path
    if added:
        joined = f"{parts.path.rstrip('/')}/{added.lstrip('/')}"
    if any(step.lower().replace("%2e", ".") == ".." for step in joined.split("/")):
        raise UserError(_("The path must not go back with “..”."))
    pairs = [(without_surrogates(name), without_surrogates(value)) for name, value in query]
    asked = "&".join(part for part in (parts.query, urlencode(pairs)) if part)
    url = f"{parts.scheme}://{parts.netloc}{quote(joined, safe=_PATH)}"
    url = f"{url}?{asked}" if asked else url
    if len(url) > LONGEST_URL:
        raise UserError(_("The URL is longer than {most} characters.", most=LONGEST_URL))
    return url


def headers_of(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Headers that may be sent; `UserError` names one that may not, or holds a line break."""
    found: list[tuple[str, str]] = []
    for name, value in pairs:
        if not _NAME.fullmatch(name.strip()):
            raise UserError(_("{name} is no name of a header.", name=name[:80]))
        if name.strip().lower() in _RESERVED:
            raise UserError(
                _("The header {name} is set by the application: leave it out.", name=name)
            )
        found.append((name.strip(), header_text(value, _("header {name}", name=name))))
    return tuple(found)


def read_statuses(text: str) -> tuple[range, ...]:
    """Statuses such as `2xx, 404` as ranges; `UserError` where they are none."""
    found: list[range] = []
    for word in re.split(r"[,;\s]+", text.strip()):
        match = _STATUS.fullmatch(word)
        if match is None:
            raise UserError(_("“{text}” is no status: write 2xx, or 200, 404.", text=word[:40]))
        first = int(match[1]) * 100
        whole = match[2].lower() == "xx"
        found.append(range(first, first + 100) if whole else range(int(word), int(word) + 1))
    return tuple(found)


def in_statuses(status: int, ranges: Iterable[range]) -> bool:
    """Whether a status is one of these."""
    return any(status in one for one in ranges)
