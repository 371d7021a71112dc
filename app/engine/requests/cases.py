"""Requests to find, create and change cases."""

from __future__ import annotations

import msgspec

from app.engine.requests.base import Called, Request, Result
from app.model.resources.base import ResourceKind
from app.model.text import Text, _


class CaseRecord(msgspec.Struct, frozen=True):
    """A case as the world keeps it. `values` are the fields of its schema, as canonical texts.

    `schema` and `owner` are references; `opened_at` is ISO 8601.
    """

    schema: str
    number: str
    status: str
    type: str = ""
    origin: str = ""
    reason: str = ""
    owner: str = ""
    opened_at: str = ""
    is_open: bool = True
    values: tuple[tuple[str, str], ...] = ()


class CasesFound(Result, frozen=True):
    """Cases that fit, the open ones first, then the most recent; `total` counts all that fit."""

    cases: tuple[CaseRecord, ...] = ()
    total: int = 0

    def done(self) -> Text:
        """The answer in words."""
        return _("{count} found", count=self.total)


class CaseResult(Result, frozen=True):
    """A case as it stands now; none where there is no such case."""

    case: CaseRecord | None = None

    def done(self) -> Text:
        """The answer in words."""
        if self.case is None:
            return _("There is no such case")
        return _("Case {number}: {status}", number=self.case.number, status=self.case.status)


class FindCases(Request[CasesFound], frozen=True):
    """Find cases by their number, else by the value of a field; texts compare without case.

    `schema` is a reference, or empty for every schema. At most `most` cases are wanted.
    """

    schema: str = ""
    number: str = ""
    field: str = ""
    value: str = ""
    open_only: bool = True
    most: int = 1

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        if self.number:
            return _("Find the case {number}", number=self.number)
        return _("Find cases with {field} = {value}", field=self.field, value=self.value)


class CreateCase(Request[CaseResult], frozen=True):
    """Open a case; the world gives the number. Values fit the schema."""

    schema: str
    status: str
    type: str = ""
    origin: str = ""
    reason: str = ""
    owner: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.CASE_SCHEMA, self.schema)
        return _("Open a case of {schema}", schema=name)


class ModifyCase(Request[CaseResult], frozen=True):
    """Change a case, all at once or not at all; None leaves status or owner as they are."""

    schema: str
    number: str
    status: str | None = None
    owner: str | None = None
    values: tuple[tuple[str, str], ...] = ()

    def words(self, called: Called) -> Text:  # noqa: ARG002
        """The request in words."""
        return _("Change the case {number}", number=self.number)
