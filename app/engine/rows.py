"""Rows that action types share: a field with its value, a field with the variable that takes it.

A type makes rows of its own of them, whose `name` says which part of a resource it names.
"""

from __future__ import annotations

from typing import Annotated

from app.engine.branches import Row
from app.model.fields import Widget, field
from app.model.resources import ResourceKind
from app.model.text import _


class ValueRow(Row, frozen=True):
    """A field of a record, or a column of a table, and the template of its value."""

    name: Annotated[str, field(_("Field"), widget=Widget.LINE, required=True, bounds=(1, 100))] = ""
    value: Annotated[str, field(_("Value"), widget=Widget.TEMPLATE)] = ""


class ResultRow(Row, frozen=True):
    """A field or column of what was found, and the variable that takes its value."""

    name: Annotated[str, field(_("Field"), widget=Widget.LINE, required=True, bounds=(1, 200))] = ""
    variable: Annotated[
        str,
        field(_("Variable"), widget=Widget.PICK, kinds=(ResourceKind.VARIABLE,), required=True),
    ] = ""
