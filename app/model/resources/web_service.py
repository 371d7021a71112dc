"""Web services: where they are, how they are called, and what replays answer in their place."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import Text, _, verbatim

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")
_METHODS = tuple((method, verbatim(method)) for method in METHODS)


class Authentication(StrEnum):
    """How a web service is told who calls."""

    NONE = "none"
    BASIC = "basic"
    BEARER = "bearer"
    HEADER = "header"


_WITH_SECRET = (
    "authentication",
    (Authentication.BASIC, Authentication.BEARER, Authentication.HEADER),
)


class StubHeader(msgspec.Struct, frozen=True):
    """One header of a stubbed answer."""

    name: Annotated[str, field(_("Header"), widget=Widget.LINE, required=True)] = ""
    value: Annotated[str, field(_("Value"), widget=Widget.LINE)] = ""


class StubRule(msgspec.Struct, frozen=True):
    """What a replay answers when a request fits: an empty condition fits every request."""

    method: Annotated[
        str,
        field(
            _("Method"),
            widget=Widget.CHOICE,
            choices=(("", _("Any")), *_METHODS),
        ),
    ] = ""
    url_contains: Annotated[str, field(_("URL contains"), widget=Widget.LINE)] = ""
    body_contains: Annotated[str, field(_("Body contains"), widget=Widget.LINE)] = ""
    times_out: Annotated[bool, field(_("Times out"), widget=Widget.TOGGLE)] = False
    status: Annotated[
        int,
        field(
            _("Status"),
            widget=Widget.NUMBER,
            bounds=(100, 599),
            shown_when=("times_out", (False,)),
        ),
    ] = 200
    headers: Annotated[
        tuple[StubHeader, ...],
        field(_("Headers"), widget=Widget.ROWS, bounds=(0, 20), shown_when=("times_out", (False,))),
    ] = ()
    body: Annotated[
        str,
        field(_("Body"), widget=Widget.LINES, shown_when=("times_out", (False,))),
    ] = ""

    @property
    def row_title(self) -> Text | None:
        """Which requests it answers, and with what."""
        asked = " ".join(
            part for part in (self.method, self.url_contains, self.body_contains) if part
        )
        answer = _("no answer in time") if self.times_out else verbatim(str(self.status))
        return _("{request} → {answer}", request=asked or _("Every request"), answer=answer)


class WebService(Resource, frozen=True, kw_only=True):
    """A web service with two environments. Versions in test call the one for development.

    In a replay the first stub rule that fits answers; without one the call fails with "no stub".
    """

    kind: ClassVar[ResourceKind] = ResourceKind.WEB_SERVICE

    method: Annotated[
        str,
        field(_("Method"), widget=Widget.CHOICE, choices=_METHODS, section=_("Call")),
    ] = "GET"
    production_url: Annotated[
        str,
        field(
            _("URL in production"),
            _("Such as https://api.example.com/orders. Actions add path and query."),
            widget=Widget.LINE,
            required=True,
        ),
    ] = ""
    development_url: Annotated[
        str,
        field(
            _("URL in development"),
            _("Called by versions in testing. Empty: the URL in production."),
            widget=Widget.LINE,
        ),
    ] = ""
    authentication: Annotated[
        Authentication,
        field(
            _("Authentication"),
            widget=Widget.CHOICE,
            section=_("Who calls"),
            choices=(
                (Authentication.NONE, _("None")),
                (Authentication.BASIC, _("User and password")),
                (Authentication.BEARER, _("Bearer token")),
                (Authentication.HEADER, _("Header of its own")),
            ),
        ),
    ] = Authentication.NONE
    user: Annotated[
        str,
        field(
            _("User"),
            widget=Widget.LINE,
            required=True,
            shown_when=("authentication", (Authentication.BASIC,)),
        ),
    ] = ""
    header: Annotated[
        str,
        field(
            _("Name of the header"),
            widget=Widget.LINE,
            required=True,
            shown_when=("authentication", (Authentication.HEADER,)),
        ),
    ] = "X-Api-Key"
    production_secret: Annotated[
        str,
        field(
            _("Password or token in production"),
            widget=Widget.SECRET,
            secret=True,
            shown_when=_WITH_SECRET,
        ),
    ] = ""
    development_secret: Annotated[
        str,
        field(
            _("Password or token in development"),
            widget=Widget.SECRET,
            secret=True,
            shown_when=_WITH_SECRET,
        ),
    ] = ""
    stub_rules: Annotated[
        tuple[StubRule, ...],
        field(
            _("Answers in replays"),
            _("The first rule that fits a request answers it."),
            widget=Widget.ROWS,
            bounds=(0, 100),
            section=_("Replays"),
        ),
    ] = ()

    def own_problems(self) -> Iterator[Problem]:
        """URLs that are none."""
        for name in ("production_url", "development_url"):
            url = getattr(self, name)
            if url and not url.lower().startswith(("https://", "http://")):
                text = _("Begin the URL with https:// or http://.")
                yield Problem(Severity.ERROR, text, field=name)
