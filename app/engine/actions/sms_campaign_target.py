"""Insert a target in the SMS campaign: a number with the fields of the campaign."""

from __future__ import annotations

from app.engine.action_type import action
from app.engine.campaign_target import CampaignTarget
from app.model.catalogue import Category
from app.model.resources import Channel
from app.model.text import _


@action(
    key="sms_campaign_target",
    label=_("Insert a target in the SMS campaign"),
    category=Category.CAMPAIGNS,
    icon="mdi6.message-plus-outline",
)
class SmsTarget(CampaignTarget, frozen=True):
    """Insert a telephone number with its fields in a SMS campaign.

    A number that the campaign has already leaves by *Duplicate*, unless it is to be inserted
    again. A campaign that is off takes the target too, with a warning. Fields are held against the
    campaign's: what is missing, of another type or against its pattern leaves by *Error*.

    Example: remind customers of the appointment that their email asks for.

    A replay inserts into a copy that is forgotten with the run.
    """

    channel = Channel.SMS
