"""Checkpoints: named milestones that an interaction passes."""

from __future__ import annotations

from typing import Annotated, ClassVar

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _


class Checkpoint(Resource, frozen=True, kw_only=True):
    """A milestone; its alias, if any, is what the interaction events list shows."""

    kind: ClassVar[ResourceKind] = ResourceKind.CHECKPOINT

    alias: Annotated[
        str, field(_("Alias"), _("Shown in the list of events."), widget=Widget.LINE)
    ] = ""
