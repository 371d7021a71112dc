"""Cases of a replay: those of the workspace's case schemas on a copy, and those it opens."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.engine.conversion import to_datetime
from app.engine.moments import UTC
from app.engine.requests import (
    CaseRecord,
    CaseResult,
    CasesFound,
    CreateCase,
    FindCases,
    ModifyCase,
)
from app.model.resources import CaseSchema
from app.model.text import _
from app.world.sandbox.records import KeptRecords, Records, folded, next_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from app.model.resources import Resources
    from app.world.sandbox.part import Answers, Numbers
    from app.world.sandbox.records import Record
    from app.world.sandbox.stock import Stock


def kept_cases(resources: Resources) -> Mapping[str, KeptRecords]:
    """The cases of the workspace, by the reference of their schema in lower case."""
    return {
        schema.reference.lower(): KeptRecords(
            schema.case_columns, schema.cases, schema.fields, resources.time_zone
        )
        for schema in resources.of_kind(CaseSchema)
    }


class Cases:
    """Finds cases by number or field, numbers new ones upwards, changes them all or nothing."""

    def __init__(self, stock: Stock, numbers: Numbers) -> None:
        self._resources = stock.resources
        self._numbers = numbers
        self._stock = stock

    @cached_property
    def _by_schema(self) -> dict[str, Records]:
        return {reference: Records(kept) for reference, kept in self._stock.cases.items()}

    def answers(self) -> Answers:
        """Cases to find, to open, to change."""
        return {FindCases: self._find, CreateCase: self._create, ModifyCase: self._modify}

    def _find(self, request: FindCases, _now: dt.datetime) -> CasesFound:
        found = [
            case
            for schema in self._schemas(request.schema)
            for record in self._fitting(schema, request)
            if (case := _case(schema, record)).is_open or not request.open_only
        ]
        found.sort(key=_recent, reverse=True)
        return CasesFound(cases=tuple(found[: request.most]), total=len(found))

    def _fitting(self, schema: CaseSchema, request: FindCases) -> Iterator[Record]:
        records = self._by_schema[schema.reference.lower()]
        if request.number:
            record = records.get(request.number)
            if record is not None:
                yield record
        else:
            yield from records.with_value(request.field, request.value)

    def _create(self, request: CreateCase, now: dt.datetime) -> CaseResult:
        schema = self._resources.get(CaseSchema, request.schema)
        if schema is None:
            return CaseResult(error=_("There is no case schema {name}.", name=request.schema))
        records = self._by_schema[schema.reference.lower()]
        _last, prefix = records.kept.highest
        highest = max(one.kept.highest[0] for one in self._by_schema.values())
        record = dict.fromkeys(schema.case_columns, "") | {
            "number": next_key(records, prefix, highest, lambda: self._numbers.next("case")),
            "status": request.status,
            "type": request.type,
            "origin": request.origin,
            "reason": request.reason,
            "owner": request.owner,
            "opened_at": now.isoformat(),
            **dict(request.values),
        }
        records.put(record)
        return CaseResult(case=_case(schema, record))

    def _modify(self, request: ModifyCase, _now: dt.datetime) -> CaseResult:
        for schema in self._schemas(request.schema):
            records = self._by_schema[schema.reference.lower()]
            record = records.get(request.number)
            if record is None:
                continue
            own = {"status": request.status, "owner": request.owner}
            changed = {name: text for name, text in own.items() if text is not None}
            after = {**record, **changed, **dict(request.values)}
            records.put(after)
            return CaseResult(case=_case(schema, after))
        return CaseResult()

    def _schemas(self, reference: str) -> tuple[CaseSchema, ...]:
        if not reference:
            return self._resources.of_kind(CaseSchema)
        found = self._resources.get(CaseSchema, reference)
        return () if found is None else (found,)


def _case(schema: CaseSchema, record: Record) -> CaseRecord:
    status = record["status"]
    closed = {folded(one) for one in schema.closed_statuses}
    return CaseRecord(
        schema=schema.reference,
        number=record["number"].strip(),
        status=status,
        type=record["type"],
        origin=record["origin"],
        reason=record["reason"],
        owner=record["owner"],
        opened_at=record["opened_at"],
        is_open=folded(status) not in closed,
        values=tuple((one.name, record.get(one.name, "")) for one in schema.fields),
    )


def _recent(case: CaseRecord) -> tuple[bool, float, int, str]:
    """The order of cases: open ones, then the most recently opened, then the higher number."""
    opened = to_datetime(case.opened_at, UTC)
    age = opened.timestamp() if opened is not None else float("-inf")
    return case.is_open, age, len(case.number), case.number
