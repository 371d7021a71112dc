"""Web service: call it, and keep what it answers."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import ERROR, OK, REFERENCE_NOT_FOUND, TIMEOUT
from app.engine.evidence import LookUp
from app.engine.filling import fill
from app.engine.http import (
    Environment,
    headers_of,
    in_statuses,
    read_statuses,
    url_problem,
    whole_url,
)
from app.engine.json_values import compile_path, read_json, values_at
from app.engine.refusals import failed
from app.engine.requests import CallWebService, ask
from app.engine.rows import ResultRow, ValueRow
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import ResourceKind, WebService
from app.model.resources.web_service import METHODS
from app.model.text import Text, _, verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.engine.requests import HttpAnswer
    from app.model.resources import Resources

_METHODS = tuple((one, verbatim(one)) for one in METHODS)
MOST_BODY = 256 * 1024
"""Bytes of a body that is sent, and characters of an answer that templates read."""


class Source(StrEnum):
    """Where method and URL come from."""

    SERVICE = "service"
    INLINE = "inline"


class Pair(ValueRow, frozen=True):
    """A name of the query or header and the template of its value."""

    name: Annotated[str, field(_("Name"), widget=Widget.LINE, required=True, bounds=(1, 100))] = ""


class PathResult(ResultRow, frozen=True):
    """A JSONPath into the answer, and the variable that takes what it finds."""

    name: Annotated[
        str,
        field(
            _("JSONPath"),
            _("Such as $.customer.name."),
            widget=Widget.LINE,
            required=True,
            bounds=(1, 500),
        ),
    ] = ""


_BY_SERVICE = ("source", (Source.SERVICE,))
_INLINE = ("source", (Source.INLINE,))


@action(
    key="web_service",
    label=_("Web service"),
    category=Category.INTERCONNECTION,
    icon="mdi6.web",
)
class CallService(ActionType, frozen=True):
    """Call a web service, and fill variables from the JSON that it answers.

    `http.status`, `http.body`, `http.headers` and, where it is JSON, `http.json` hold the answer.
    A status that is no success, an answer that cannot be read or a value that does not suit its
    variable leaves by *Error*; no answer in time by *Timeout*. A version in production calls the
    production environment of the service, every other version the one for development.

    Example: ask the order system for order `{{ var.order }}`, and keep `$.status`.

    A replay answers by the stub rules of the service, and never opens a connection.
    """

    effectful = True

    source: Annotated[
        Source,
        field(
            _("Web service"),
            widget=Widget.CHOICE,
            choices=(
                (Source.SERVICE, _("One of the workspace")),
                (Source.INLINE, _("A URL, without authentication")),
            ),
        ),
    ] = Source.SERVICE
    service: Annotated[
        Reference,
        field(
            _("Service"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.WEB_SERVICE,),
            required=True,
            shown_when=_BY_SERVICE,
        ),
    ] = Reference()
    method: Annotated[
        str,
        field(
            _("Method"),
            widget=Widget.CHOICE,
            choices=_METHODS,
            shown_when=_INLINE,
        ),
    ] = "GET"
    url: Annotated[
        str,
        field(
            _("URL"),
            _("Such as https://api.example.com/orders. The host stands there plainly."),
            widget=Widget.LINE,
            required=True,
            shown_when=_INLINE,
        ),
    ] = ""
    path: Annotated[
        str,
        field(_("Path"), _("Comes after the URL."), widget=Widget.TEMPLATE),
    ] = ""
    query: Annotated[tuple[Pair, ...], field(_("Query"), widget=Widget.ROWS, bounds=(0, 50))] = ()
    headers: Annotated[
        tuple[Pair, ...], field(_("Headers"), widget=Widget.ROWS, bounds=(0, 50))
    ] = ()
    body: Annotated[str, field(_("Body"), widget=Widget.TEMPLATE_LINES)] = ""
    timeout: Annotated[
        int, field(_("Time limit in seconds"), widget=Widget.NUMBER, bounds=(1, 120))
    ] = 10
    retries: Annotated[int, field(_("Retries"), widget=Widget.NUMBER, bounds=(0, 5))] = 0
    success: Annotated[
        str,
        field(
            _("Success is status"),
            _("Such as 2xx, or 200, 404."),
            widget=Widget.LINE,
            required=True,
            bounds=(1, 100),
        ),
    ] = "2xx"
    rows: Annotated[
        tuple[PathResult, ...], field(_("Values"), widget=Widget.ROWS, bounds=(0, 50))
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Answered; refused; no answer in time; a service that is not there."""
        return (OK, ERROR, TIMEOUT, *self.reference_branch())

    def summary(self) -> Text:
        """Service or URL, with the path."""
        what = self.service.value if self.source is Source.SERVICE else self.url
        return _("{what}{path}", what=what, path=self.path.strip())

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """URL, statuses, names of headers and JSONPaths that cannot be read."""
        yield from super().problems(resources)
        if self.source is Source.INLINE and self.url.strip():
            problem = url_problem(self.url)
            if problem is not None:
                yield error(problem, "url")
        if self.success.strip():
            yield from _problem_of(partial(read_statuses, self.success), "success")
        for at, result in enumerate(self.rows):
            if result.name.strip():
                yield from _problem_of(partial(compile_path, result.name), f"rows.{at}.name")
        for at, header in enumerate(self.headers):
            if header.name.strip():
                check = partial(headers_of, ((header.name, ""),))
                yield from _problem_of(check, f"headers.{at}.name")

    def run(self, context: RunContext) -> Behaviour:
        """Call the service; fill all variables or none."""
        service = None
        if self.source is Source.SERVICE:
            reference = context.resolve(self.service)
            service = context.resources.get(WebService, reference)
            if service is None:
                text = _("There is no web service {reference}.", reference=reference)
                return _failed(context, REFERENCE_NOT_FOUND, _("Web services"), reference, text)
        place = _("Web service {name}", name=service.name) if service else _("Web service")
        try:
            request = self._request(service, context)
        except UserError as wrong:
            return _failed(context, ERROR, place, "", wrong.text)
        answer = yield from ask(request)
        key = f"{request.method} {request.url}"
        if answer.timed_out:
            text = answer.error or _("No answer after {count} seconds.", count=self.timeout)
            return _failed(context, TIMEOUT, place, key, text)
        if answer.error is not None:
            return _failed(context, ERROR, place, key, answer.error)
        return self._read(answer, place, key, context)

    def _request(self, service: WebService | None, context: RunContext) -> CallWebService:
        environment = Environment(service, in_production=context.program.entry.in_production)
        base = environment.url if service is not None else self.url.strip()
        query = [(row.name, context.filled(row.value)) for row in self.query]
        headers = headers_of([(row.name, context.filled(row.value)) for row in self.headers])
        body = context.filled(self.body)
        if len(body.encode()) > MOST_BODY:
            raise UserError(_("The body is larger than 256 kB."))
        return CallWebService(
            service=service.reference if service is not None else "",
            in_production=context.program.entry.in_production,
            method=service.method if service is not None else self.method,
            url=whole_url(base, context.filled(self.path), query),
            headers=headers,
            body=body,
            timeout=self.timeout,
            retries=self.retries,
        )

    def _read(self, answer: HttpAnswer, place: Text, key: str, context: RunContext) -> Left:
        before = context.mark()
        left: dict[str, object] = {
            "status": answer.status,
            "body": answer.body[:MOST_BODY],
            "headers": {name.lower(): value for name, value in answer.headers},
        }
        context.leave("http", left)
        if not in_statuses(answer.status, read_statuses(self.success)):
            text = _("The service answered with status {status}.", status=answer.status)
            return _failed(context, ERROR, place, key, text)
        try:
            values = self._values(answer, left, context)
        except UserError as wrong:
            return _failed(context, ERROR, place, key, wrong.text)
        context.go_back(before)
        context.leave("http", left)
        problem = fill(context, values)
        if problem is not None:
            return _failed(context, ERROR, place, key, problem)
        shown = (("status", str(answer.status)), *values)
        return Left(OK.key, LookUp(place, key, found=True, values=shown))

    def _values(
        self, answer: HttpAnswer, left: dict[str, object], context: RunContext
    ) -> tuple[tuple[str, str], ...]:
        try:
            value = read_json(answer.body) if answer.body.strip() else None
        except UserError:
            if self.rows:
                raise
            return ()
        left["json"] = value
        found: list[tuple[str, str]] = []
        for row in self.rows:
            texts = values_at(compile_path(row.name), value)
            if not texts:
                context.warn(_("{path} finds nothing in the answer.", path=row.name))
            found.append((row.variable, ", ".join(texts)))
        return tuple(found)


def _problem_of(read: Callable[[], object], field: str) -> Iterator[Problem]:
    try:
        read()
    except UserError as wrong:
        yield error(wrong.text, field)


def _failed(context: RunContext, branch: Branch, place: Text, key: str, why: Text) -> Left:
    return failed(context, branch, why, LookUp(place, key, found=False, note=why))
