"""The names that *Insert value* offers, with what they mean and what they hold right now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

from app.engine.expressions.context import Context
from app.engine.expressions.names import evaluate_name, name_of
from app.engine.expressions.offered import NameInfo
from app.engine.expressions.record_names import CARD, CASE, TASK
from app.engine.expressions.values import UNDEFINED, TooLarge, text_of
from app.model.catalogue import RoutingType
from app.model.resources.variable import ValueKind, Variable
from app.model.text import Text, _, verbatim

SHOWN: Final = 80
"""Characters of a value that the menu shows."""

_LONGEST: Final = 64 * 1024
_HEADERS: Final = 200

_TEXT, _NUMBER, _YES_NO = ValueKind.TEXT, ValueKind.NUMBER, ValueKind.YES_NO
_DATE, _LIST = ValueKind.DATE_TIME, ValueKind.LIST


def _message(root: str) -> tuple[NameInfo, ...]:
    rows: tuple[tuple[str, ValueKind, Text, str], ...] = (
        ("subject", _TEXT, _("Subject"), "Refund for order 40718"),
        ("from.address", _TEXT, _("Address of the sender"), "ada@example.org"),
        ("from.name", _TEXT, _("Name of the sender"), "Ada Martin"),
        ("from.domain", _TEXT, _("What follows the @ of the sender"), "example.org"),
        ("to", _LIST, _("Recipients"), "help@example.com"),
        ("cc", _LIST, _("Recipients of a copy"), "sales@example.com"),
        ("reply_to", _LIST, _("Where answers are asked for"), "ada@example.org"),
        ("date", _DATE, _("When it was written"), "2026-01-05T10:00:00+01:00"),
        ("text", _TEXT, _("The text, quotes included"), "Good morning, …"),
        ("text_without_quotes", _TEXT, _("The text without quoted emails"), "Good morning, …"),
        ("html", _TEXT, _("The text as HTML"), "<p>Good morning, …</p>"),
        ('headers["X-Any"]', _TEXT, _("Any header by its name"), "value"),
        ("attachments", _LIST, _("Attachments; each has name, type and size"), "invoice.pdf"),
        ("message_id", _TEXT, _("Identifier of the message"), "<1@example.org>"),
        ("in_reply_to", _TEXT, _("The message it answers"), "<0@example.com>"),
        ("references", _LIST, _("The messages of its thread"), "<0@example.com>"),
        ("priority", _TEXT, _("Priority asked for by the sender"), "normal"),
        ("is_auto_submitted", _YES_NO, _("Written by a program"), "false"),
        ("is_bounce", _YES_NO, _("A report that a message was not delivered"), "false"),
        ("size", _NUMBER, _("Size in bytes"), "18230"),
    )
    return tuple(NameInfo(f"{root}.{name}", *rest) for name, *rest in rows)  # type: ignore[arg-type]


_FIRST: Final = (
    *_message("email"),
    NameInfo("interaction.id", _TEXT, _("Identifier of the interaction"), "8f14e45f"),
    NameInfo(
        "interaction.started_at", _DATE, _("When the interaction began"), "2026-01-05T10:00:00Z"
    ),
    NameInfo("interaction.language", _TEXT, _("Language of the interaction"), "en"),
    NameInfo("interaction.language_score", _NUMBER, _("How sure the language is, 0 to 1"), "0.98"),
    NameInfo("interaction.queue", _TEXT, _("Queue of the interaction"), "refunds"),
    NameInfo("interaction.user", _TEXT, _("User of the interaction"), "ada"),
    NameInfo("interaction.checkpoints", _LIST, _("Checkpoints passed so far"), "received"),
    NameInfo("interaction.contact_count", _NUMBER, _("Contacts of this customer"), "3"),
    NameInfo("interaction.routing", _TEXT, _("The routing that runs"), "support"),
    NameInfo("interaction.version", _NUMBER, _("The version that runs"), "4"),
    NameInfo("mailbox.reference", _TEXT, _("Reference of the mailbox"), "support"),
    NameInfo("mailbox.address", _TEXT, _("Address of the mailbox"), "help@example.com"),
    NameInfo("mailbox.name", _TEXT, _("Name of the mailbox"), "Support"),
    NameInfo("mailbox.time_zone", _TEXT, _("Time zone of the mailbox"), "Europe/Paris"),
    NameInfo("mailbox.language", _TEXT, _("Language of the mailbox"), "fr"),
)

_LAST: Final = (
    NameInfo("http.status", _NUMBER, _("Status of the last web service"), "200"),
    NameInfo("http.body", _TEXT, _("Answer of the last web service"), '{"ok": true}'),
    NameInfo("database.row_count", _NUMBER, _("Rows of the last database action"), "1"),
    NameInfo("payment.url", _TEXT, _("Link of the last payment"), "https://pay.example.com/1"),
    NameInfo("error.action", _TEXT, _("The action that failed last"), "Web service"),
    NameInfo("error.kind", _TEXT, _("How it failed"), "timeout"),
    NameInfo("error.message", _TEXT, _("Why it failed"), "No answer after 10 seconds."),
    NameInfo("now", _DATE, _("Date and time of the run"), "2026-01-05T10:00:00+00:00"),
    NameInfo("today", _DATE, _("Date of the run"), "2026-01-05"),
)

_ALWAYS: Final = (*_FIRST, *CASE, *CARD, *TASK, *_LAST)

_AT_THE_END: Final = (
    *_message("reply"),
    NameInfo("handling.agent", _TEXT, _("The agent who answered"), "ada"),
    NameInfo("handling.queue", _TEXT, _("The queue it was taken from"), "refunds"),
    NameInfo("handling.duration", _NUMBER, _("Seconds of handling"), "340"),
    NameInfo("handling.status", _TEXT, _("answered, closed, transferred or automatic"), "answered"),
)


def name_infos(
    routing_type: RoutingType,
    variables: Iterable[Variable] = (),
    fields: Mapping[str, NameInfo] = MappingProxyType({}),
) -> tuple[NameInfo, ...]:
    """Return every name that a routing of this type may use, the workspace's variables first.

    `fields` are those of its case schemas and CRMs; they stand beside what all records hold.
    """
    own = tuple(
        NameInfo(
            name_of(("var", variable.reference)),
            variable.type,
            verbatim(variable.name),
            variable.default,
        )
        for variable in variables
    )
    at_the_end = _AT_THE_END if routing_type is RoutingType.END else ()
    return (*own, *_FIRST, *_records(fields), *_LAST, *at_the_end)


def _records(fields: Mapping[str, NameInfo]) -> Iterator[NameInfo]:
    """What all cases, cards and tasks hold, each followed by the fields of its own."""
    for root, usual in (("case.", CASE), ("card.", CARD), ("task.", TASK)):
        of_root = {name: info for name, info in fields.items() if name.startswith(root)}
        yield from ({info.name: info for info in usual} | of_root).values()


def actual_values(context: Context) -> tuple[tuple[str, str], ...]:
    """Return the names that have a value in `context`, each with its text of at most 80 characters.

    Variables and headers are listed by what is there, everything else by the list of names.
    """
    return tuple(
        (name, shown)
        for name in dict.fromkeys(_names(context))
        if (shown := _shown(name, context)) is not None
    )


def _names(context: Context) -> Iterator[str]:
    yield from _members(context, ("var",))
    for info in (*_ALWAYS, *_AT_THE_END):
        if info.name.endswith('headers["X-Any"]'):
            yield from _members(context, (info.name.partition(".")[0], "headers"))
        else:
            yield info.name
    for root in ("case", "card", "task"):
        yield from _members(context, (root,))


def _members(context: Context, path: tuple[str, ...]) -> Iterator[str]:
    holder = evaluate_name(name_of(path), context)
    if isinstance(holder, Mapping):
        for key in islice(holder, _HEADERS):
            yield name_of((*path, str(key)))


def _shown(name: str, context: Context) -> str | None:
    value = evaluate_name(name, context)
    if value is UNDEFINED or value is None:
        return None
    try:
        # The beginning of a long text is all that is shown, so no more of it is looked at.
        text = value[: SHOWN * 8] if isinstance(value, str) else text_of(value, _LONGEST)
    except TooLarge:
        return "…"
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
