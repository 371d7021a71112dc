"""Cards of a replay: those of the workspace's CRMs on a copy, and those it creates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.engine.requests import CardRecord, CardResult, CardsFound, CreateCard, FindCards
from app.model.resources import Crm, CrmPlace, CrmV2
from app.model.text import Text, _
from app.world.sandbox.records import KeptRecords, Records, next_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.model.resources import Resources
    from app.world.sandbox.part import Answers, Numbers
    from app.world.sandbox.records import Record
    from app.world.sandbox.stock import Stock

Place = tuple[str, str]
"""Reference of the CRM and name of the object, in lower case; a CRM without objects has ""."""


def kept_cards(resources: Resources) -> Mapping[Place, KeptRecords]:
    """The cards of the workspace, by the place where they are kept."""
    zone = resources.time_zone
    kept = {
        (crm.reference.lower(), ""): KeptRecords(crm.card_columns, crm.cards, crm.fields, zone)
        for crm in resources.of_kind(Crm)
    }
    for crm in resources.of_kind(CrmV2):
        for one in crm.objects:
            place = crm.reference.lower(), one.name.casefold()
            kept[place] = KeptRecords(one.record_columns, one.records, one.fields, zone)
    return kept


class Cards:
    """Finds cards by a field and creates them. An external CRM answers from its local records."""

    def __init__(self, stock: Stock, numbers: Numbers) -> None:
        self._resources = stock.resources
        self._numbers = numbers
        self._stock = stock

    @cached_property
    def _by_place(self) -> dict[Place, Records]:
        return {place: Records(kept) for place, kept in self._stock.cards.items()}

    def answers(self) -> Answers:
        """Cards to find and to create."""
        return {FindCards: self._find, CreateCard: self._create}

    def _find(self, request: FindCards, _now: dt.datetime) -> CardsFound:
        refusal, records = self._records(request.crm, request.object)
        if records is None:
            return CardsFound(error=refusal)
        found = [
            _card(request, record) for record in records.with_value(request.field, request.value)
        ]
        return CardsFound(cards=tuple(found[: request.most]), total=len(found))

    def _create(self, request: CreateCard, _now: dt.datetime) -> CardResult:
        refusal, records = self._records(request.crm, request.object)
        if records is None:
            return CardResult(error=refusal)
        values = dict(request.values)
        key = values.get(request.duplicate_key, "")
        if key.strip():
            same = next(records.with_value(request.duplicate_key, key), None)
            if same is not None:
                return CardResult(card=_card(request, same), is_duplicate=True)
        highest, prefix = records.kept.highest
        counter = f"card {request.crm} {request.object}".lower()
        record = dict.fromkeys(records.kept.columns, "") | values
        record["id"] = next_key(records, prefix, highest, lambda: self._numbers.next(counter))
        records.put(record)
        return CardResult(card=_card(request, record))

    def _records(self, crm: str, object_: str) -> tuple[Text | None, Records | None]:
        """The records of a place, or why there are none to look at."""
        records = self._by_place.get((crm.strip().lower(), object_.strip().casefold()))
        if records is None:
            return _("There is no {object} in the CRM {crm}.", object=object_, crm=crm), None
        found = self._resources.get(CrmV2, crm) if object_ else None
        if found is not None and found.place is CrmPlace.EXTERNAL and not records.kept.records:
            text = _(
                "No stub: the external CRM {crm} has no records of {object} for replays.",
                crm=found.name,
                object=object_,
            )
            return text, None
        return None, records


def _card(request: FindCards | CreateCard, record: Record) -> CardRecord:
    values = tuple((name, text) for name, text in record.items() if name != "id")
    return CardRecord(request.crm, request.object, record["id"].strip(), values)
