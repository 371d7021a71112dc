"""Simple SOQL read as a request to a local table: what a replay can answer without Salesforce."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine.requests import Comparison, Criterion, ReadRow, SortBy
from app.model.errors import UserError
from app.model.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*')|(?P<name>:?[A-Za-z_][\w.]*)|(?P<number>-?\d[\d.:TZ+-]*)"
    r"|(?P<sign>!=|<>|<=|>=|[=<>(),]))"
)
_COMPARISONS = {
    "=": Comparison.EQUALS,
    "!=": Comparison.NOT_EQUALS,
    "<>": Comparison.NOT_EQUALS,
    "<": Comparison.LESS_THAN,
    "<=": Comparison.AT_MOST,
    ">": Comparison.GREATER_THAN,
    ">=": Comparison.AT_LEAST,
}
_UNESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def read_soql(query: str, values: Mapping[str, str], database: str) -> ReadRow:
    """`SELECT … FROM … [WHERE … AND …] [ORDER BY …] [LIMIT n]` as a request to a table.

    `values` are the bound ones, by name. Raises `UserError` for anything beyond that.
    """
    return _Reader(query, values).read(database)


class _Reader:
    def __init__(self, query: str, values: Mapping[str, str]) -> None:
        self._values = values
        self._tokens: list[str] = []
        place = 0
        text = query.strip().rstrip(";")
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise _beyond(text[place : place + 20])
            self._tokens.append(match.group().strip())
            place = match.end()
        self._at = 0

    def read(self, database: str) -> ReadRow:
        self._word("SELECT")
        columns = [self._take()]
        while self._maybe(","):
            columns.append(self._take())
        self._word("FROM")
        table = self._take()
        criteria: list[Criterion] = []
        if self._maybe("WHERE"):
            criteria.append(self._criterion())
            while self._maybe("AND"):
                criteria.append(self._criterion())
        sort: list[SortBy] = []
        if self._maybe("ORDER"):
            self._word("BY")
            sort.append(self._sort())
            while self._maybe(","):
                sort.append(self._sort())
        if self._maybe("LIMIT"):
            self._take()
        if self._at < len(self._tokens):
            raise _beyond(self._tokens[self._at])
        return ReadRow(database, table, tuple(columns), tuple(criteria), tuple(sort))

    def _criterion(self) -> Criterion:
        column, sign = self._take(), self._take()
        if sign.upper() == "LIKE":
            return _like(column, self._value())
        if sign.upper() == "IN":
            self._word("(")
            values = [self._value()]
            while self._maybe(","):
                values.append(self._value())
            self._word(")")
            return Criterion(column, Comparison.IN_LIST, tuple(values))
        comparison = _COMPARISONS.get(sign)
        if comparison is None:
            raise _beyond(sign)
        value = self._value()
        if not value and comparison is Comparison.EQUALS:
            return Criterion(column, Comparison.IS_EMPTY)
        if not value and comparison is Comparison.NOT_EQUALS:
            return Criterion(column, Comparison.IS_NOT_EMPTY)
        return Criterion(column, comparison, (value,))

    def _sort(self) -> SortBy:
        column = self._take()
        descending = self._maybe("DESC")
        if not descending:
            self._maybe("ASC")
        if self._maybe("NULLS"):
            self._take()
        return SortBy(column, descending)

    def _value(self) -> str:
        token = self._take()
        if token.startswith(":"):
            name = token[1:]
            if name not in self._values:
                raise UserError(_("The query binds :{name}, which has no value.", name=name))
            return self._values[name]
        if token.startswith("'"):
            return re.sub(r"\\(.)", lambda one: _UNESCAPED.get(one[1], one[1]), token[1:-1])
        return "" if token.upper() == "NULL" else token

    def _take(self) -> str:
        if self._at >= len(self._tokens):
            raise _beyond("")
        self._at += 1
        return self._tokens[self._at - 1]

    def _maybe(self, word: str) -> bool:
        there = self._at < len(self._tokens) and self._tokens[self._at].upper() == word
        self._at += there
        return there

    def _word(self, word: str) -> None:
        if not self._maybe(word):
            raise _beyond(self._tokens[self._at] if self._at < len(self._tokens) else "")


def _like(column: str, pattern: str) -> Criterion:
    inner = pattern.strip("%")
    if "%" in inner or "_" in inner or not inner:
        raise _beyond(pattern)
    if pattern.startswith("%"):
        return Criterion(column, Comparison.CONTAINS, (inner,))
    kind = Comparison.STARTS_WITH if pattern.endswith("%") else Comparison.EQUALS
    return Criterion(column, kind, (inner,))


def _beyond(token: str) -> UserError:
    return UserError(
        _(
            "No stub: local tables do not understand this query at “{token}”. Write a stub rule "
            "for it.",
            token=token[:40],
        )
    )
