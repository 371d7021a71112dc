"""Requests to Salesforce: cases for emails, and queries with bound values."""

from __future__ import annotations

import msgspec

from app.engine.requests.base import Called, Request, Result
from app.engine.requests.tables import Cells
from app.model.resources.base import ResourceKind
from app.model.resources.records import FieldType
from app.model.text import Text, _


class SalesforceCase(Result, frozen=True):
    """The case of an email: made, or the one it was attached to; `contact` is empty for nobody."""

    id: str = ""
    number: str = ""
    contact: str = ""
    created: bool = True

    def done(self) -> Text:
        """What came of it."""
        if self.created:
            return _("Created the case {number}", number=self.number)
        return _("Attached to the case {number}", number=self.number)


class KeepSalesforceCase(Request[SalesforceCase], frozen=True):
    """Create a case, or attach the email to the one with `number`; `key` makes it once only.

    `contact` is the address that is matched with a Contact, or empty; `attach` says whether the
    email goes along. Owner is the name of a user or queue there.
    """

    connection: str
    number: str
    record_type: str
    owner: str
    priority: str
    contact: str
    attach: bool
    values: Cells
    key: str

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.CONNECTION, self.connection)
        if self.number:
            return _("Find the case {number} in {name}", number=self.number, name=name)
        return _("Create a case in {name}", name=name)


class BoundValue(msgspec.Struct, frozen=True):
    """A value of a query by its name: a canonical text of a type."""

    name: str
    type: FieldType
    text: str


class SalesforceRows(Result, frozen=True):
    """The first records, by field, and how many fit in all."""

    rows: tuple[Cells, ...] = ()
    total: int = 0

    def done(self) -> Text:
        """What came of it."""
        return _("{count} found", count=self.total)


class QuerySalesforce(Request[SalesforceRows], frozen=True):
    """Run a SOQL query whose values are bound (`:name`); at most `most` records come back."""

    connection: str
    query: str
    values: tuple[BoundValue, ...] = ()
    most: int = 2

    def words(self, called: Called) -> Text:
        """The request in words."""
        name = called(ResourceKind.CONNECTION, self.connection)
        return _("Ask {name}: {query}", name=name, query=self.query[:200])
