"""What the three actions that insert a target in a campaign share."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar

from app.engine.action_type import ActionType, Left, error
from app.engine.branches import DUPLICATE, ERROR, OK, REFERENCE_NOT_FOUND
from app.engine.conversion import to_datetime
from app.engine.evidence import LookUp
from app.engine.phones import required_phone
from app.engine.records import checked_record
from app.engine.requests import InsertTarget, ask
from app.engine.rows import ValueRow
from app.model.catalogue import Branch, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import Campaign, Channel, ResourceKind
from app.model.resources.parts import Part
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.engine.requests import Cells
    from app.model.resources import Resources


class OnDuplicate(StrEnum):
    """What happens with a number that the campaign has already."""

    BRANCH = "branch"
    INSERT = "insert"


class TargetValue(ValueRow, frozen=True):
    """A field of the target and the template of its value."""

    name: Annotated[
        str,
        field(_("Field"), widget=Widget.PART, part=Part.CAMPAIGN_FIELD, required=True),
    ] = ""


class CampaignTarget(ActionType, frozen=True):
    """Base of the three: they differ in the channel, in priority and in template parameters."""

    channel: ClassVar[Channel]
    effectful = True

    campaign: Annotated[
        Reference,
        field(
            _("Campaign"), widget=Widget.REFERENCE, kinds=(ResourceKind.CAMPAIGN,), required=True
        ),
    ] = Reference()
    phone: Annotated[
        str,
        field(
            _("Telephone number"),
            _("With its country; the filter phone completes one."),
            widget=Widget.TEMPLATE,
            required=True,
        ),
    ] = ""
    start: Annotated[
        str,
        field(
            _("Start date"),
            _("A template that yields ISO 8601. Empty: at once."),
            widget=Widget.TEMPLATE,
        ),
    ] = ""
    on_duplicate: Annotated[
        OnDuplicate,
        field(
            _("When the number is there already"),
            widget=Widget.CHOICE,
            choices=(
                (OnDuplicate.BRANCH, _("Leave by Duplicate")),
                (OnDuplicate.INSERT, _("Insert it again")),
            ),
        ),
    ] = OnDuplicate.BRANCH
    rows: Annotated[
        tuple[TargetValue, ...], field(_("Fields"), widget=Widget.ROWS, bounds=(0, 200))
    ] = ()

    def branches(self) -> tuple[Branch, ...]:
        """Inserted; there already, if asked for; a campaign that is not there; refused."""
        duplicate = (DUPLICATE,) if self.on_duplicate is OnDuplicate.BRANCH else ()
        return (OK, *duplicate, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """Campaign and number."""
        return _("{campaign} ← {phone}", campaign=self.campaign.value, phone=self.phone.strip())

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A campaign of another channel, a number that is none, required fields without a value."""
        yield from super().problems(resources)
        if self.phone.strip() and "{" not in self.phone:
            try:
                required_phone(self.phone, _("telephone number"))
            except UserError as wrong:
                yield error(wrong.text, "phone")
        if self.campaign.is_expression:
            return
        campaign = resources.get(Campaign, self.campaign.value)
        if campaign is None:
            return
        if campaign.channel is not self.channel:
            yield error(_other_channel(campaign), "campaign")
        given = {row.name for row in self.rows}
        for one in campaign.fields:
            if one.required and one.name not in given:
                text = _("The field {field} must have a value.", field=one.label or one.name)
                yield error(text, "rows")

    def run(self, context: RunContext) -> Behaviour:
        """Insert the target."""
        reference = context.resolve(self.campaign)
        campaign = context.resources.get(Campaign, reference)
        if campaign is None:
            text = _("There is no campaign {reference}.", reference=reference)
            return _left(context, REFERENCE_NOT_FOUND, reference, text)
        try:
            request = self._request(campaign, context)
        except UserError as wrong:
            return _left(context, ERROR, campaign.reference, wrong.text)
        result = yield from ask(request)
        if result.error is not None or result.timed_out:
            return _left(context, ERROR, request.phone, result.words())
        if result.duplicate:
            text = _("{phone} is in the campaign already.", phone=request.phone)
            # A campaign may refuse what is there already although it was to be inserted again.
            branch = DUPLICATE if self.on_duplicate is OnDuplicate.BRANCH else ERROR
            return _left(context, branch, request.phone, text)
        if not result.active:
            context.warn(
                _("The campaign {name} is off: the target waits in it.", name=campaign.name)
            )
        shown = LookUp(_place(campaign), request.phone, found=True, values=request.values)
        return Left(OK.key, shown)

    def _request(self, campaign: Campaign, context: RunContext) -> InsertTarget:
        if campaign.channel is not self.channel:
            raise UserError(_other_channel(campaign))
        phone = required_phone(context.filled(self.phone), _("telephone number"))
        values = {row.name: context.filled(row.value) for row in self.rows}
        checked = checked_record(campaign.fields, values, context.time_zone)
        return InsertTarget(
            campaign=campaign.reference,
            phone=phone,
            start=self._start(context),
            priority=self.rank(),
            unless_there=self.on_duplicate is OnDuplicate.BRANCH,
            values=tuple(checked.items()),
            parameters=self.template_parameters(context),
        )

    def rank(self) -> int:
        """The priority of the target; 0 where the channel knows none."""
        return 0

    def template_parameters(self, context: RunContext) -> Cells:  # noqa: ARG002
        """What fills the template of the channel's message."""
        return ()

    def _start(self, context: RunContext) -> str:
        text = context.filled(self.start).strip()
        if not text:
            return ""
        moment = to_datetime(text, context.time_zone)
        if moment is None:
            raise UserError(_("The start date “{text}” is no date.", text=text[:80]))
        return moment.astimezone(dt.UTC).isoformat()


def _other_channel(campaign: Campaign) -> Text:
    return _(
        "The campaign {name} is for another channel: choose one of this kind.", name=campaign.name
    )


def _place(campaign: Campaign) -> Text:
    return _("Campaign {name}", name=campaign.name)


def _left(context: RunContext, branch: Branch, key: str, why: Text) -> Left:
    context.fail(branch.key, why)
    found = branch is DUPLICATE
    return Left(branch.key, LookUp(_("Campaigns"), key, found=found, note=why))
