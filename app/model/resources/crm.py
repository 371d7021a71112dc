"""CRMs: one flat type of card, or several objects, here or in an external system."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.beside import key_problems, value_problems
from app.model.resources.records import RecordField, field_problems
from app.model.resources.value_table import TableRow
from app.model.text import Text, _, verbatim

_EMAIL = RecordField(name="email", label="Email")
_ID = "id"
_TAKEN = (_ID, "crm", "object")
MOST_CARDS = 10_000


class Crm(Resource, frozen=True, kw_only=True):
    """A CRM with one type of card.

    `cards` are those that a replay starts with: texts, one for each of `card_columns`.
    """

    kind: ClassVar[ResourceKind] = ResourceKind.CRM

    fields: Annotated[
        tuple[RecordField, ...],
        field(_("Fields of a card"), widget=Widget.ROWS, bounds=(1, 200), required=True),
    ] = (_EMAIL,)
    cards: Annotated[
        tuple[TableRow, ...],
        field(
            _("Cards in replays"),
            _("The cards that there are when a replay begins. A replay changes a copy of them."),
            widget=Widget.GRID,
            bounds=(0, MOST_CARDS),
            beside="card_columns",
        ),
    ] = ()

    @property
    def card_columns(self) -> tuple[str, ...]:
        """What identifies a card, then the fields."""
        return (_ID, *(one.name for one in self.fields))

    def own_problems(self) -> Iterator[Problem]:
        """Fields whose names cannot be used, cards without an id of their own."""
        yield from field_problems(self.fields, "fields", _TAKEN)
        yield from key_problems(self.cards, "cards")
        yield from value_problems(self.cards, self.fields, 1, "cards")


class CrmObject(msgspec.Struct, frozen=True):
    """One type of record of a CRM V2, such as account or contact.

    `records` are those that a replay starts with: texts, one for each of `record_columns`.
    """

    name: Annotated[
        str,
        field(
            _("Object"),
            _("As templates write it: letters, digits and _."),
            widget=Widget.LINE,
            required=True,
            bounds=(1, 60),
        ),
    ] = ""
    label: Annotated[str, field(_("Label"), widget=Widget.LINE, bounds=(0, 100))] = ""
    fields: Annotated[
        tuple[RecordField, ...], field(_("Fields"), widget=Widget.ROWS, bounds=(1, 200))
    ] = (_EMAIL,)
    records: Annotated[
        tuple[TableRow, ...],
        field(
            _("Records in replays"),
            _("What there is when a replay begins. Of an external CRM, what replays find of it."),
            widget=Widget.GRID,
            bounds=(0, MOST_CARDS),
            beside="record_columns",
        ),
    ] = ()

    @property
    def row_title(self) -> Text | None:
        """What people call the object, once it has a name."""
        words = self.label.strip() or self.name.strip()
        return verbatim(words) if words else None

    @property
    def record_columns(self) -> tuple[str, ...]:
        """What identifies a record, then the fields."""
        return (_ID, *(one.name for one in self.fields))


class CrmPlace(StrEnum):
    """Where the records of a CRM V2 are kept."""

    LOCAL = "local"
    EXTERNAL = "external"


class CrmV2(Resource, frozen=True, kw_only=True):
    """A CRM with several objects, in the workspace or reached through a connection."""

    kind: ClassVar[ResourceKind] = ResourceKind.CRM_V2

    place: Annotated[
        CrmPlace,
        field(
            _("Records are kept"),
            widget=Widget.CHOICE,
            choices=(
                (CrmPlace.LOCAL, _("In the workspace")),
                (CrmPlace.EXTERNAL, _("In an external system")),
            ),
        ),
    ] = CrmPlace.LOCAL
    connection: Annotated[
        str,
        field(
            _("Connection"),
            widget=Widget.PICK,
            kinds=(ResourceKind.CONNECTION,),
            required=True,
            shown_when=("place", (CrmPlace.EXTERNAL,)),
        ),
    ] = ""
    objects: Annotated[
        tuple[CrmObject, ...],
        field(_("Objects"), widget=Widget.ROWS, bounds=(1, 50), required=True),
    ] = (CrmObject(name="contact", label="Contact"),)

    def own_problems(self) -> Iterator[Problem]:
        """Objects and fields whose names cannot be used."""
        seen: set[str] = set()
        for at, one in enumerate(self.objects):
            where = f"objects.{at}.name"
            if one.name and not one.name.isidentifier():
                text = _("Write the name with letters, digits and _ only.")
                yield Problem(Severity.ERROR, text, field=where)
            if one.name and one.name.casefold() in seen:
                text = _("Another object has this name. Choose another one.")
                yield Problem(Severity.ERROR, text, field=where)
            seen.add(one.name.casefold())
            yield from field_problems(one.fields, f"objects.{at}.fields", _TAKEN)
            yield from key_problems(one.records, f"objects.{at}.records")
            yield from value_problems(one.records, one.fields, 1, f"objects.{at}.records")

    def object_named(self, name: str) -> CrmObject | None:
        """The object with this name, whatever its case."""
        wanted = name.strip().casefold()
        return next((one for one in self.objects if one.name.casefold() == wanted), None)
