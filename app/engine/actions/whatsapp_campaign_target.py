"""Insert a target in a WhatsApp campaign: a number with the fields of the campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import action, error
from app.engine.campaign_target import CampaignTarget
from app.engine.rows import ValueRow
from app.model.catalogue import Category, Problem
from app.model.fields import Widget, field
from app.model.resources import Channel
from app.model.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.context import RunContext
    from app.engine.requests import Cells
    from app.model.resources import Resources


class Parameter(ValueRow, frozen=True):
    """A parameter of the message's template and the template of its value."""

    name: Annotated[
        str,
        field(_("Parameter"), widget=Widget.LINE, required=True, bounds=(1, 100)),
    ] = ""


@action(
    key="whatsapp_campaign_target",
    label=_("Insert a target in a WhatsApp campaign"),
    category=Category.CAMPAIGNS,
    icon="mdi6.whatsapp",
)
class WhatsAppTarget(CampaignTarget, frozen=True):
    """Insert a telephone number with its fields in a WhatsApp campaign.

    A number that the campaign has already leaves by *Duplicate*, unless it is to be inserted
    again. A campaign that is off takes the target too, with a warning. Fields are held against the
    campaign's: what is missing, of another type or against its pattern leaves by *Error*.

    Example: send the status of an order, its number filled into the template.

    A replay inserts into a copy that is forgotten with the run.
    """

    channel = Channel.WHATSAPP

    parameters: Annotated[
        tuple[Parameter, ...],
        field(
            _("Template parameters"),
            _("What fills the template of the message."),
            widget=Widget.ROWS,
            bounds=(0, 50),
        ),
    ] = ()

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Parameters that stand there twice."""
        yield from super().problems(resources)
        seen: set[str] = set()
        for index, row in enumerate(self.parameters):
            if row.name and row.name in seen:
                text = _("{name} stands here twice.", name=row.name)
                yield error(text, f"parameters.{index}.name")
            seen.add(row.name)

    def template_parameters(self, context: RunContext) -> Cells:
        """The parameters, filled in."""
        return tuple((row.name, context.filled(row.value)) for row in self.parameters)
