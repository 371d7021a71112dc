"""The workspace's own variables: one value per interaction, starting at the default."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _


class ValueKind(StrEnum):
    """Types of variables."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DATE_TIME = "date_time"
    LIST = "list"


class Variable(Resource, frozen=True, kw_only=True):
    """A variable of the workspace; `default` is text that converts to `type`, or empty."""

    kind: ClassVar[ResourceKind] = ResourceKind.VARIABLE

    type: Annotated[
        ValueKind,
        field(
            _("Type"),
            widget=Widget.CHOICE,
            choices=(
                (ValueKind.TEXT, _("Text")),
                (ValueKind.NUMBER, _("Number")),
                (ValueKind.YES_NO, _("Yes/no")),
                (ValueKind.DATE_TIME, _("Date and time")),
                (ValueKind.LIST, _("List")),
            ),
        ),
    ] = ValueKind.TEXT
    default: Annotated[
        str, field(_("Default"), _("The value at the start of every run."), widget=Widget.LINE)
    ] = ""
