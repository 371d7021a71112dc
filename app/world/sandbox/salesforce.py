"""Salesforce of a replay: stub rules first, then the tables of a database for replays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.engine.json_values import read_json
from app.engine.requests import (
    Comparison,
    Criterion,
    InsertRow,
    KeepSalesforceCase,
    QuerySalesforce,
    ReadRow,
    RowRead,
    SalesforceCase,
    SalesforceRows,
    SortBy,
)
from app.engine.soql import bind
from app.engine.stubs import Asked, stub_answer
from app.model.errors import UserError
from app.model.resources import Connection
from app.model.text import Text, _
from app.world.sandbox.soql_reader import read_soql

if TYPE_CHECKING:
    import datetime as dt

    from app.engine.requests import Cells
    from app.model.resources import Resources, StubRule
    from app.world.sandbox.part import Answers, Numbers
    from app.world.sandbox.tables import Tables

_CASE, _CONTACT = "Case", "Contact"
_REFUSED = 400


class Salesforce:
    """Reads and writes the copy of a local database in the place of Salesforce's objects."""

    def __init__(self, resources: Resources, tables: Tables, numbers: Numbers) -> None:
        self._resources = resources
        self._tables = tables
        self._numbers = numbers

    def answers(self) -> Answers:
        """Cases to keep, queries to run."""
        return {KeepSalesforceCase: self._keep, QuerySalesforce: self._query}

    def _keep(self, request: KeepSalesforceCase, now: dt.datetime) -> SalesforceCase:
        connection = self._resources.get(Connection, request.connection)
        if connection is None:
            return SalesforceCase(error=_no_stub(request.connection))
        body = json.dumps(dict(request.values), ensure_ascii=False)
        rule = self._rule(connection, Asked("POST", f"{connection.url}/sobjects/Case", body))
        if rule is not None:
            return _stubbed_case(rule, request)
        if not connection.replay_database:
            return SalesforceCase(error=_no_stub(connection.name))
        contact = (
            self._cell(connection, _CONTACT, "Id", _equals("Email", request.contact), now)
            if request.contact
            else ""
        )
        if request.number:
            case = self._cell(connection, _CASE, "Id", _equals("CaseNumber", request.number), now)
            if case:
                return SalesforceCase(
                    id=case, number=request.number, contact=contact, created=False
                )
        return self._create(request, connection, contact, now)

    def _create(
        self, request: KeepSalesforceCase, connection: Connection, contact: str, now: dt.datetime
    ) -> SalesforceCase:
        made = self._numbers.next("salesforce case")
        values = {
            "Id": f"500REPLAY{made:09d}",
            "CaseNumber": f"R{made:07d}",
            "ContactId": contact,
            "RecordType": request.record_type,
            "Owner": request.owner,
            "Priority": request.priority,
            **dict(request.values),
        }
        table = self._tables.columns(connection.replay_database, _CASE)
        known = {name.casefold() for name in table} if table else set()
        kept: Cells = tuple(one for one in values.items() if one[0].casefold() in known)
        if kept:
            result = self._tables.insert(InsertRow(connection.replay_database, _CASE, kept), now)
            if result.error is not None:
                return SalesforceCase(error=result.error)
        return SalesforceCase(id=values["Id"], number=values["CaseNumber"], contact=contact)

    def _query(self, request: QuerySalesforce, now: dt.datetime) -> SalesforceRows:
        connection = self._resources.get(Connection, request.connection)
        if connection is None:
            return SalesforceRows(error=_no_stub(request.connection))
        try:
            sent = bind(request.query, {one.name: (one.type, one.text) for one in request.values})
            rule = self._rule(connection, Asked("GET", f"{connection.url}/query?q={sent}"))
            if rule is not None:
                return _stubbed_rows(rule, request)
            if not connection.replay_database:
                return SalesforceRows(error=_no_stub(connection.name))
            values = {one.name: one.text for one in request.values}
            asked = read_soql(request.query, values, connection.replay_database)
        except UserError as wrong:
            return SalesforceRows(error=wrong.text)
        found = self._tables.read(asked, now)
        if found.error is not None:
            return SalesforceRows(error=found.error)
        return SalesforceRows(rows=(found.row,) if found.found else (), total=found.count)

    # -- parts -----------------------------------------------------------------------------------

    @staticmethod
    def _rule(connection: Connection, asked: Asked) -> StubRule | None:
        found = stub_answer(connection.stub_rules, asked)
        return found.rule if found is not None else None

    def _cell(
        self,
        connection: Connection,
        table: str,
        column: str,
        criterion: Criterion,
        now: dt.datetime,
    ) -> str:
        """One value of the first record that fits; empty where there is none."""
        request = ReadRow(
            connection.replay_database, table, (column,), (criterion,), (SortBy(column),)
        )
        found: RowRead = self._tables.read(request, now)
        return found.row[0][1] if found.found else ""


def _equals(column: str, value: str) -> Criterion:
    return Criterion(column, Comparison.EQUALS, (value,))


def _stubbed_case(rule: StubRule, request: KeepSalesforceCase) -> SalesforceCase:
    if rule.times_out:
        return SalesforceCase(timed_out=True)
    if rule.status >= _REFUSED:
        return SalesforceCase(error=_refusal(rule))
    answer = _object(rule)
    return SalesforceCase(
        id=str(answer.get("id", "")),
        number=str(answer.get("number", request.number)),
        contact=str(answer.get("contact", "")),
        created=not request.number,
    )


def _stubbed_rows(rule: StubRule, request: QuerySalesforce) -> SalesforceRows:
    if rule.times_out:
        return SalesforceRows(timed_out=True)
    if rule.status >= _REFUSED:
        return SalesforceRows(error=_refusal(rule))
    answer = _object(rule)
    told = answer.get("records")
    records = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    total = answer.get("totalSize")
    rows = tuple(
        tuple((name, "" if text is None else str(text)) for name, text in one.items())
        for one in records[: request.most]
    )
    return SalesforceRows(rows=rows, total=total if isinstance(total, int) else len(records))


def _object(rule: StubRule) -> dict[str, Any]:
    try:
        answer = read_json(rule.body) if rule.body.strip() else {}
    except UserError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _refusal(rule: StubRule) -> Text:
    said = " ".join(rule.body.split())[:200]
    return _("Salesforce refused with status {status}: {said}", status=rule.status, said=said)


def _no_stub(name: str) -> Text:
    return _(
        "No stub: a replay asks nobody, and {name} has neither a stub rule that fits nor a "
        "database for replays.",
        name=name,
    )
