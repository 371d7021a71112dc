"""Case schemas: what a case can be, and the fields it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from app.model.catalogue import Problem
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.resources.records import RecordField, field_problems
from app.model.text import _


class CaseSchema(Resource, frozen=True, kw_only=True):
    """Types, origins, reasons and statuses of cases, in the order of their lists, and fields."""

    kind: ClassVar[ResourceKind] = ResourceKind.CASE_SCHEMA

    types: Annotated[
        tuple[str, ...], field(_("Types"), _("One a line."), widget=Widget.WORDS, bounds=(0, 200))
    ] = ()
    origins: Annotated[
        tuple[str, ...], field(_("Origins"), _("One a line."), widget=Widget.WORDS, bounds=(0, 200))
    ] = ()
    reasons: Annotated[
        tuple[str, ...], field(_("Reasons"), _("One a line."), widget=Widget.WORDS, bounds=(0, 200))
    ] = ()
    statuses: Annotated[
        tuple[str, ...],
        field(
            _("Statuses of open cases"),
            _("One a line. A new case starts in the first."),
            widget=Widget.WORDS,
            bounds=(1, 200),
            required=True,
        ),
    ] = ("Open",)
    closed_statuses: Annotated[
        tuple[str, ...],
        field(
            _("Statuses of closed cases"),
            _("One a line."),
            widget=Widget.WORDS,
            bounds=(0, 200),
        ),
    ] = ("Closed",)
    fields: Annotated[
        tuple[RecordField, ...], field(_("Fields"), widget=Widget.ROWS, bounds=(0, 200))
    ] = ()

    def own_problems(self) -> Iterator[Problem]:
        """Fields whose names cannot be used."""
        yield from field_problems(self.fields, "fields")
