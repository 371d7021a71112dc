"""What the actions on cards of CRMs share: fields, searching, creating, `card`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from app.engine.action_type import Left, error
from app.engine.branches import DUPLICATE, ERROR, NOT_FOUND, OK, SEVERAL_FOUND
from app.engine.evidence import LookUp, Note
from app.engine.record_rows import typed_values
from app.engine.refusals import failed
from app.engine.requests import ask
from app.engine.rows import ValueRow
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from app.engine.action_type import Done
    from app.engine.context import RunContext
    from app.engine.requests import CardRecord, CardsFound, CreateCard
    from app.model.catalogue import Branch, Problem
    from app.model.resources import RecordField

CARD = "card"
"""The namespace of the interaction's card; what it holds is the association."""

SENDER = "{{ email.from.address }}"


class WhenSeveral(StrEnum):
    """What happens when several cards match."""

    FIRST = "first"
    LEAVE = "leave"


class WhenDuplicate(StrEnum):
    """What happens when there is a card with the same key already."""

    IGNORE = "ignore"
    LEAVE = "leave"
    REUSE = "reuse"


SeveralField: TypeAlias = Annotated[
    WhenSeveral,
    field(
        _("When several cards match"),
        widget=Widget.CHOICE,
        choices=(
            (WhenSeveral.FIRST, _("Take the first one")),
            (WhenSeveral.LEAVE, _("Leave by Several found")),
        ),
    ),
]
DuplicateField: TypeAlias = Annotated[
    WhenDuplicate,
    field(
        _("When there is such a card already"),
        widget=Widget.CHOICE,
        choices=(
            (WhenDuplicate.IGNORE, _("Do not look: create another one")),
            (WhenDuplicate.LEAVE, _("Leave by Duplicate")),
            (WhenDuplicate.REUSE, _("Take the card that there is")),
        ),
    ),
]
AssociateField: TypeAlias = Annotated[
    bool,
    field(
        _("Associate with the interaction"),
        _("The card then stands in card."),
        widget=Widget.TOGGLE,
    ),
]
ValueField: TypeAlias = Annotated[str, field(_("Value"), widget=Widget.TEMPLATE, required=True)]

CHECKED = ("duplicate", (WhenDuplicate.LEAVE, WhenDuplicate.REUSE))
"""When the key of duplicates is shown."""


class CardValue(ValueRow, frozen=True):
    """A field of the card and the template of its value."""

    name: Annotated[
        str, field(_("Field"), widget=Widget.PART, part=Part.CRM_FIELD, required=True)
    ] = ""


class ObjectValue(ValueRow, frozen=True):
    """A field of the record and the template of its value."""

    name: Annotated[
        str, field(_("Field"), widget=Widget.PART, part=Part.CRM_OBJECT_FIELD, required=True)
    ] = ""


def several_branch(several: WhenSeveral) -> tuple[Branch, ...]:
    """`Several found`, where it is asked for."""
    return (SEVERAL_FOUND,) if several is WhenSeveral.LEAVE else ()


def duplicate_branch(duplicate: WhenDuplicate) -> tuple[Branch, ...]:
    """`Duplicate`, where it is asked for."""
    return (DUPLICATE,) if duplicate is WhenDuplicate.LEAVE else ()


def key_problems(duplicate: WhenDuplicate, key: str, rows: Sequence[ValueRow]) -> Iterator[Problem]:
    """The field that tells duplicates apart must get a value."""
    wanted = key.strip().casefold()
    if duplicate is WhenDuplicate.IGNORE or not wanted:
        return
    if wanted not in {row.name.strip().casefold() for row in rows}:
        yield error(_("The field {field} gets no value here.", field=key), "duplicate_key")


def field_named(fields: Sequence[RecordField], name: str) -> RecordField:
    """The field with a name, whatever its case; `UserError` where there is none."""
    wanted = name.strip().casefold()
    for one in fields:
        if one.name.casefold() == wanted:
            return one
    raise UserError(_("There is no field {field}.", field=name))


def associate(context: RunContext, card: CardRecord, fields: Sequence[RecordField]) -> None:
    """Make a card the interaction's own, which fills `card`."""
    context.leave(
        CARD,
        {
            **typed_values(card.values, fields, context.time_zone),
            "crm": card.crm,
            "object": card.object,
            "id": card.id,
        },
    )


def shown_card(card: CardRecord) -> tuple[tuple[str, str], ...]:
    """A card as evidence shows it, without what is empty."""
    return tuple((name, text) for name, text in (("id", card.id), *card.values) if text)


def not_found(place: Text, key: str, note: Text | None = None) -> Left:
    """Leave by *Not found*."""
    said = note if note is not None else _("No card matches.")
    return Left(NOT_FOUND.key, LookUp(place, key, found=False, note=said))


def leave_with(
    context: RunContext,
    found: CardsFound,
    fields: Sequence[RecordField],
    several: WhenSeveral,
    shown: tuple[Text, str],
) -> Left:
    """Leave with what a search gave: its first card, several, none, or a refusal.

    `shown` are the place that was searched, and what for.
    """
    place, key = shown
    if found.error is not None:
        said = LookUp(place, key, found=False, note=found.error)
        return failed(context, ERROR, found.error, said)
    if not found.cards:
        return not_found(place, key)
    note = _("{count} cards match.", count=found.total) if found.total > 1 else None
    if note is not None and several is WhenSeveral.LEAVE:
        return Left(SEVERAL_FOUND.key, LookUp(place, key, found=True, note=note))
    card = found.cards[0]
    associate(context, card, fields)
    return Left(OK.key, LookUp(place, key, found=True, values=shown_card(card), note=note))


def create(
    context: RunContext,
    request: CreateCard,
    fields: Sequence[RecordField],
    *,
    duplicate: WhenDuplicate,
    associated: bool,
) -> Generator[Any, Any, Done]:
    """Create a card, or come to terms with the one that there is."""
    result = yield from ask(request)
    card = result.card
    if result.error is not None or card is None:
        return failed(context, ERROR, result.error or _("The card was not created."))
    if result.is_duplicate and duplicate is not WhenDuplicate.REUSE:
        # A CRM may refuse a duplicate by a rule of its own, although nobody asked it to look.
        asked = duplicate is WhenDuplicate.LEAVE
        text = (
            _("There is a card with this {field} already.", field=request.duplicate_key)
            if asked
            else _("The CRM has such a card already.")
        )
        branch = DUPLICATE if asked else ERROR
        return failed(context, branch, text, Note(text, shown_card(card)))
    if associated:
        associate(context, card, fields)
    text = (
        _("There was such a card already: {id}.", id=card.id)
        if result.is_duplicate
        else _("The card {id} was created.", id=card.id)
    )
    return Left(OK.key, Note(text, shown_card(card)))
