"""A run to render in: an email, some variables and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum

import pytest

from app.engine.expressions.context import Context, email_namespace
from app.engine.expressions.templates import Rendered, compile_template, render

NOW = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


class Priority(Enum):
    """As the parsed email has it."""

    HIGH = "high"


@dataclass(frozen=True)
class Address:
    """An address of the made-up email."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


@dataclass(frozen=True)
class Attachment:
    """A file of the made-up email."""

    name: str
    type: str = "application/pdf"
    size: int = 1200


class Headers:
    """A header that compares names without case, and iterates over pairs."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self.pairs = pairs

    def __getitem__(self, name: str) -> str:
        for own, value in self.pairs:
            if own.lower() == name.lower():
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)


HEADERS = Headers(("X-Any", "first"), ("Received", "a"), ("received", "b"))


@dataclass
class Mail:
    """A made-up email; `read` notes which costly parts were worked out."""

    subject: str = "Refund for order 40718"
    body: str = "Good morning,\r\nmy order is late."
    sender: Address = Address("ada@example.org", "Ada Martin")
    to: tuple[Address, ...] = (Address("help@example.com"), Address("sales@example.com", "Sales"))
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    date: datetime | None = datetime(2026, 1, 4, 18, 30, tzinfo=timezone(timedelta(hours=1)))
    text_without_quotes: str = "Good morning"
    html: str = "<p>Good morning</p>"
    priority: Priority | None = Priority.HIGH
    headers: Headers = HEADERS
    attachments: tuple[Attachment, ...] = (Attachment("invoice.pdf"), Attachment("photo.png"))
    message_id: str = "1@example.org"
    in_reply_to: str = ""
    references: tuple[str, ...] = ("0@example.org",)
    is_auto_submitted: bool = False
    is_bounce: bool = False
    size: int = 18230
    read: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        self.read.append("text")
        return self.body


VARIABLES: dict[str, object] = {
    "amount": Decimal("12.50"),
    "count": 3,
    "score": 0.1,
    "vip": True,
    "words": ("pear", "Apple", "fig"),
    "rows": ({"kind": "a", "n": 1}, {"kind": "b", "n": 2}, {"kind": "a", "n": 3}),
    "empty": "",
    "nothing": None,
    "long": "y" * 200_000,
}


def context_of(mail: Mail | None = None, *, language: str = "en", **more: object) -> Context:
    """The context of a run over `mail`."""
    namespaces = {"email": email_namespace(mail or Mail()), "var": VARIABLES, **more}
    return Context(NOW, namespaces, language=language, region="FR")


@pytest.fixture
def mail() -> Mail:
    """An email."""
    return Mail()


@pytest.fixture
def context(mail: Mail) -> Context:
    """A run over that email."""
    return context_of(mail)


@pytest.fixture
def rendered(context: Context) -> Callable[[str], Rendered]:
    """Compile and render in one go."""
    return lambda source: render(compile_template(source), context)


@pytest.fixture
def written(rendered: Callable[[str], Rendered]) -> Callable[[str], str]:
    """The text of a template that neither fails nor warns."""

    def text(source: str) -> str:
        result = rendered(source)
        assert result.error is None
        assert result.warnings == ()
        return result.text

    return text
