"""What a run offers to templates and conditions: its clock and a lazy mapping of namespaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Final, Protocol

from app.engine.expressions.values import Namespace

NAMESPACES: Final = (
    "email",
    "interaction",
    "mailbox",
    "var",
    "case",
    "card",
    "task",
    "reply",
    "handling",
    "http",
    "database",
    "salesforce",
    "sms",
    "survey",
    "payment",
    "error",
)
"""Every name a value can begin with, besides `now` and `today`."""

CLOCK: Final = ("now", "today")


class Context(Mapping[str, object]):
    """The names of one moment of a run.

    `now` is the run's clock, aware of its zone (the mailbox's, so that dates read as people there
    expect). `namespaces` maps names of `NAMESPACES` to mappings; one that holds nothing at this
    moment is simply absent. `language` (ISO 639) chooses the names of months and days, `region`
    (ISO 3166) completes telephone numbers written without a country.
    """

    __slots__ = ("_namespaces", "language", "now", "region")

    def __init__(
        self,
        now: datetime,
        namespaces: Mapping[str, object],
        *,
        language: str = "en",
        region: str | None = None,
    ) -> None:
        self.now = now
        self.language = language
        self.region = region
        self._namespaces = namespaces

    def __getitem__(self, name: str) -> object:
        if name == "now":
            return self.now
        if name == "today":
            return self.now.date()
        return self._namespaces[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._namespaces
        yield from CLOCK

    def __len__(self) -> int:
        return len(self._namespaces) + len(CLOCK)


class MailAddress(Protocol):
    """An address of a message."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def domain(self) -> str: ...


class MailAttachment(Protocol):
    """A file that came with a message; `size` in bytes."""

    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def size(self) -> int: ...


class MailHeaders(Protocol):
    """The header of a message: the first value of a name, whatever its case; all pairs in order."""

    def __getitem__(self, name: str, /) -> str: ...
    def __iter__(self) -> Iterator[tuple[str, str]]: ...


class Mail(Protocol):
    """What the `email` and `reply` namespaces read of a parsed message."""

    @property
    def sender(self) -> MailAddress | None: ...
    @property
    def to(self) -> Sequence[MailAddress]: ...
    @property
    def cc(self) -> Sequence[MailAddress]: ...
    @property
    def reply_to(self) -> Sequence[MailAddress]: ...
    @property
    def priority(self) -> Enum | None: ...
    @property
    def headers(self) -> MailHeaders: ...
    @property
    def attachments(self) -> Sequence[MailAttachment]: ...


class HeaderNamespace(Mapping[str, object]):
    """The header as a mapping: each name once, as it was written first."""

    __slots__ = ("_headers",)

    def __init__(self, headers: MailHeaders) -> None:
        self._headers = headers

    def __getitem__(self, name: str) -> str:
        return self._headers[name]

    def __iter__(self) -> Iterator[str]:
        first: dict[str, str] = {}
        for name, _value in self._headers:
            first.setdefault(name.lower(), name)
        return iter(first.values())

    def __len__(self) -> int:
        return sum(1 for _name in self)


_PLAIN_FIELDS: Final = (
    "subject",
    "date",
    "text",
    "text_without_quotes",
    "html",
    "message_id",
    "in_reply_to",
    "references",
    "is_auto_submitted",
    "is_bounce",
    "size",
)


def email_namespace(message: Mail) -> Mapping[str, object]:
    """Return the `email` namespace over a parsed message; each part is worked out when read.

    `reply` has the same shape. The values are handed over as they are and never rendered again, so
    markup inside an email stays plain text.
    """
    readers: dict[str, Callable[[], object]] = {
        name: partial(attrgetter(name), message) for name in _PLAIN_FIELDS
    }
    readers["from"] = lambda: _address(message.sender)
    readers["to"] = lambda: _addresses(message.to)
    readers["cc"] = lambda: _addresses(message.cc)
    readers["reply_to"] = lambda: _addresses(message.reply_to)
    readers["priority"] = lambda: _priority(message.priority)
    readers["headers"] = lambda: HeaderNamespace(message.headers)
    readers["attachments"] = lambda: tuple(_attachment(file) for file in message.attachments)
    return Namespace(readers, text="subject")


def _priority(level: Enum | None) -> object:
    return None if level is None else level.value


def _address(address: MailAddress | None) -> Mapping[str, object] | None:
    if address is None:
        return None
    return Namespace(
        {
            "address": lambda: address.address,
            "name": lambda: address.name,
            "domain": lambda: address.domain,
        },
        text="address",
    )


def _addresses(addresses: Sequence[MailAddress]) -> tuple[object, ...]:
    return tuple(_address(address) for address in addresses)


def _attachment(file: MailAttachment) -> Mapping[str, object]:
    return Namespace(
        {"name": lambda: file.name, "type": lambda: file.type, "size": lambda: file.size},
        text="name",
    )
