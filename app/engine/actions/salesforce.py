"""Email to a Salesforce Query: a case for the email, or a query with bound values."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import (
    ERROR,
    NOT_FOUND,
    OK,
    REFERENCE_NOT_FOUND,
    SEVERAL_FOUND,
    TIMEOUT,
)
from app.engine.evidence import LookUp
from app.engine.filling import fill
from app.engine.records import TYPE_NAMES, typed
from app.engine.refusals import failed
from app.engine.requests import BoundValue, KeepSalesforceCase, QuerySalesforce, ask
from app.engine.rows import ResultRow, ValueRow
from app.engine.sending import token
from app.engine.soql import LONGEST_QUERY, bound_names
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Connection, FieldType, ResourceKind, Service
from app.model.resources.records import FIELD_TYPES
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Any

    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext
    from app.engine.requests import Result
    from app.model.resources import Resources

_SUBJECT, _TEXT = "Subject", "Description"
LONGEST_DESCRIPTION = 32_000
"""Characters that Salesforce takes in the description of a case."""


class Mode(StrEnum):
    """What is done."""

    CASE = "case"
    QUERY = "query"


class WhenSeveral(StrEnum):
    """What happens when several records are found."""

    FIRST = "first"
    BRANCH = "branch"


class CaseField(ValueRow, frozen=True):
    """A field of the case, by its API name, and the template of its value."""

    name: Annotated[
        str,
        field(_("Field"), _("Its API name."), widget=Widget.LINE, required=True, bounds=(1, 80)),
    ] = ""


class QueryValue(ValueRow, frozen=True):
    """A name that the query binds and the template of its value."""

    name: Annotated[
        str, field(_("Name"), _("As in :name."), widget=Widget.LINE, required=True, bounds=(1, 60))
    ] = ""
    type: Annotated[FieldType, field(_("Type"), widget=Widget.CHOICE, choices=FIELD_TYPES)] = (
        FieldType.TEXT
    )


class FieldResult(ResultRow, frozen=True):
    """A field of the record that was found, and the variable that takes its value."""


_CASE = ("mode", (Mode.CASE,))
_QUERY = ("mode", (Mode.QUERY,))


@action(
    key="salesforce",
    label=_("Email to a Salesforce Query"),
    category=Category.CASES_CRM,
    icon="mdi6.cloud-search-outline",
)
class AskSalesforce(ActionType, frozen=True):
    """Create a Salesforce case for the email, or attach the email to one; or run a SOQL query.

    Subject and description of a case are those of the email unless a row says otherwise. The
    sender is matched with a Contact; one without is only a warning. A query writes `:name` where a
    value belongs; values are escaped by their type and never part of the query. Its first record
    fills the variables; none leaves by *Not found*.

    Example: `SELECT Id, Name FROM Account WHERE Email__c = :sender`.

    A replay answers by the stub rules of the connection, then from its database for replays.
    """

    effectful = True

    connection: Annotated[
        Reference,
        field(
            _("Connection"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.CONNECTION,),
            required=True,
        ),
    ] = Reference()
    mode: Annotated[
        Mode,
        field(
            _("What to do"),
            widget=Widget.CHOICE,
            choices=(
                (Mode.CASE, _("Create or attach a Salesforce case")),
                (Mode.QUERY, _("SOQL query")),
            ),
        ),
    ] = Mode.CASE
    case_number: Annotated[
        str,
        field(
            _("Number of an existing case"),
            _("Empty: always a new case."),
            widget=Widget.TEMPLATE,
            shown_when=_CASE,
        ),
    ] = ""
    record_type: Annotated[
        str, field(_("Record type"), widget=Widget.TEMPLATE, shown_when=_CASE)
    ] = ""
    owner: Annotated[
        str,
        field(_("Owner"), _("A user or queue there."), widget=Widget.TEMPLATE, shown_when=_CASE),
    ] = ""
    priority: Annotated[str, field(_("Priority"), widget=Widget.TEMPLATE, shown_when=_CASE)] = ""
    fields: Annotated[
        tuple[CaseField, ...],
        field(_("Fields"), widget=Widget.ROWS, bounds=(0, 100), shown_when=_CASE),
    ] = ()
    match_contact: Annotated[
        bool, field(_("Match the sender with a Contact"), widget=Widget.TOGGLE, shown_when=_CASE)
    ] = True
    attach_email: Annotated[
        bool, field(_("Attach the email"), widget=Widget.TOGGLE, shown_when=_CASE)
    ] = True
    query: Annotated[
        str,
        field(
            _("SOQL query"),
            _("Values are bound: write :name, and give it below."),
            widget=Widget.LINES,
            required=True,
            bounds=(1, LONGEST_QUERY),
            shown_when=_QUERY,
        ),
    ] = ""
    values: Annotated[
        tuple[QueryValue, ...],
        field(_("Bound values"), widget=Widget.ROWS, bounds=(0, 50), shown_when=_QUERY),
    ] = ()
    rows: Annotated[
        tuple[FieldResult, ...],
        field(_("Values"), widget=Widget.ROWS, bounds=(0, 50), shown_when=_QUERY),
    ] = ()
    several: Annotated[
        WhenSeveral,
        field(
            _("When several are found"),
            widget=Widget.CHOICE,
            choices=(
                (WhenSeveral.FIRST, _("Take the first")),
                (WhenSeveral.BRANCH, _("Leave by Several found")),
            ),
            shown_when=_QUERY,
        ),
    ] = WhenSeveral.FIRST

    def branches(self) -> tuple[Branch, ...]:
        """A query can also find nothing, or several records where that is asked for."""
        found: tuple[Branch, ...] = ()
        if self.mode is Mode.QUERY:
            several = (SEVERAL_FOUND,) if self.several is WhenSeveral.BRANCH else ()
            found = (NOT_FOUND, *several)
        return (OK, *found, *self.reference_branch(), ERROR, TIMEOUT)

    def summary(self) -> Text:
        """What is done, and where."""
        what = _("Case") if self.mode is Mode.CASE else _("Query")
        return _("{what} · {name}", what=what, name=self.connection.value)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A connection to something else; names that a query binds, against those given."""
        yield from super().problems(resources)
        connection = resources.get(Connection, self.connection.value)
        picked = None if self.connection.is_expression else connection
        if picked is not None and picked.service is not Service.SALESFORCE:
            yield error(_not_salesforce(picked), "connection")
        if self.mode is not Mode.QUERY or not self.query.strip():
            return
        try:
            asked = bound_names(self.query)
        except UserError as wrong:
            yield error(wrong.text, "query")
            return
        if "{{" in self.query or "{%" in self.query:
            yield error(_("A query takes no template: write :name, and give it below."), "query")
        given = [row.name for row in self.values]
        for name in asked:
            if name not in given:
                yield error(_("The query binds :{name}, which has no value.", name=name), "values")
        for at, name in enumerate(given):
            if name and name not in asked:
                text = _("The query does not bind :{name}: delete the row.", name=name)
                yield error(text, f"values.{at}.name")

    def run(self, context: RunContext) -> Behaviour:
        """Keep the case, or run the query."""
        reference = context.resolve(self.connection)
        connection = context.resources.get(Connection, reference)
        if connection is None:
            text = _("There is no connection {reference}.", reference=reference)
            return _failed(context, REFERENCE_NOT_FOUND, _("Connections"), reference, text)
        place = _("Salesforce, connection {name}", name=connection.name)
        if connection.service is not Service.SALESFORCE:
            return _failed(context, ERROR, place, reference, _not_salesforce(connection))
        try:
            if self.mode is Mode.CASE:
                return (yield from self._keep(connection, place, context))
            return (yield from self._query(connection, place, context))
        except UserError as wrong:
            return _failed(context, ERROR, place, "", wrong.text)

    def _keep(
        self, connection: Connection, place: Text, context: RunContext
    ) -> Generator[Any, Any, Done]:
        values = {
            _SUBJECT: context.message.subject[:255],
            _TEXT: context.message.text[:LONGEST_DESCRIPTION],
            **{row.name: context.filled(row.value) for row in self.fields},
        }
        number = context.filled(self.case_number).strip()
        request = KeepSalesforceCase(
            connection=connection.reference,
            number=number,
            record_type=context.filled(self.record_type).strip(),
            owner=context.filled(self.owner).strip(),
            priority=context.filled(self.priority).strip(),
            contact=context.message.sender.address if self.match_contact else "",
            attach=self.attach_email,
            values=tuple(values.items()),
            key=token(context, "salesforce"),
        )
        result = yield from ask(request)
        if (left := _refused(context, place, number, result)) is not None:
            return left
        if request.contact and not result.contact:
            context.warn(_("{address} is no Contact in Salesforce.", address=request.contact))
        held = {
            "case_id": result.id,
            "case_number": result.number,
            "contact_id": result.contact,
            "created": result.created,
        }
        context.leave("salesforce", held)
        created = "true" if result.created else "false"
        shown = (
            ("case_id", result.id),
            ("case_number", result.number),
            ("contact_id", result.contact),
            ("created", created),
        )
        return Left(OK.key, LookUp(place, result.number, found=True, values=shown))

    def _query(
        self, connection: Connection, place: Text, context: RunContext
    ) -> Generator[Any, Any, Done]:
        values = tuple(_bound(row, context) for row in self.values)
        request = QuerySalesforce(connection.reference, self.query.strip(), values)
        result = yield from ask(request)
        key = ", ".join(f":{one.name} = {one.text}" for one in values)
        if (left := _refused(context, place, key, result)) is not None:
            return left
        if not result.rows:
            return Left(NOT_FOUND.key, LookUp(place, key, found=False))
        if result.total > 1 and self.several is WhenSeveral.BRANCH:
            note = _("{count} records are found.", count=result.total)
            return Left(SEVERAL_FOUND.key, LookUp(place, key, found=True, note=note))
        record = {name.casefold(): text for name, text in result.rows[0]}
        filled = tuple((row.variable, record.get(row.name.casefold(), "")) for row in self.rows)
        problem = fill(context, filled)
        if problem is not None:
            return _failed(context, ERROR, place, key, problem)
        context.leave("salesforce", {"row_count": result.total, **dict(result.rows[0])})
        return Left(OK.key, LookUp(place, key, found=True, values=result.rows[0]))


def _bound(row: QueryValue, context: RunContext) -> BoundValue:
    text = context.filled(row.value)
    value = typed(row.type, text, context.time_zone)
    if value is None:
        raise UserError(
            _(
                "“{text}” for {field} is not {kind}.",
                text=text[:80],
                field=row.name,
                kind=TYPE_NAMES[row.type],
            )
        )
    return BoundValue(row.name, row.type, value)


def _not_salesforce(connection: Connection) -> Text:
    return _(
        "The connection {name} does not lead to Salesforce: choose another.", name=connection.name
    )


def _refused(context: RunContext, place: Text, key: str, result: Result) -> Left | None:
    if result.error is None and not result.timed_out:
        return None
    branch = TIMEOUT if result.timed_out else ERROR
    return _failed(context, branch, place, key, result.words())


def _failed(context: RunContext, branch: Branch, place: Text, key: str, why: Text) -> Left:
    return failed(context, branch, why, LookUp(place, key, found=False, note=why))
