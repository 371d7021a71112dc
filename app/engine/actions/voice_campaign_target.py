"""Insert a target in a voice campaign: a number with the fields of the campaign."""

from __future__ import annotations

from typing import Annotated

from app.engine.action_type import action
from app.engine.campaign_target import CampaignTarget
from app.model.catalogue import Category
from app.model.fields import Widget, field
from app.model.resources import Channel
from app.model.text import _


@action(
    key="voice_campaign_target",
    label=_("Insert a target in a voice campaign"),
    category=Category.CAMPAIGNS,
    icon="mdi6.phone-plus-outline",
)
class VoiceTarget(CampaignTarget, frozen=True):
    """Insert a telephone number with its fields in a voice campaign.

    A number that the campaign has already leaves by *Duplicate*, unless it is to be inserted
    again. A campaign that is off takes the target too, with a warning. Fields are held against the
    campaign's: what is missing, of another type or against its pattern leaves by *Error*.

    Example: call back customers who complain, the angry ones first.

    A replay inserts into a copy that is forgotten with the run.
    """

    channel = Channel.VOICE

    priority: Annotated[
        int,
        field(_("Priority from 1 (first) to 10 (last)"), widget=Widget.NUMBER, bounds=(1, 10)),
    ] = 5

    def rank(self) -> int:
        """Calls are made by priority."""
        return self.priority
