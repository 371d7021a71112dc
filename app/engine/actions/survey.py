"""Survey: invite the customer with a link that works once."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error, warning
from app.engine.actions.send_sms import sms_to
from app.engine.branches import ERROR, OK, REFERENCE_NOT_FOUND
from app.engine.conversion import to_datetime
from app.engine.evidence import MessageEvidence
from app.engine.letters import letter, short_message
from app.engine.moments import UTC, later
from app.engine.outgoing import checked, header_text, recipients
from app.engine.phones import required_phone
from app.engine.refusals import UnknownReferenceError, failed
from app.engine.requests import FindInvitation, KeepInvitation, SendEmail, SendSms, ask
from app.engine.sending import (
    message_id,
    reason_not_to_answer,
    token,
    usual_recipient,
)
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import EmailTemplate, ResourceKind, SmsTemplate, Survey
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.engine.requests import Result
    from app.model.resources import Resources

ALREADY_SURVEYED = Branch("already_surveyed", _("Already surveyed"))


class SurveyChannel(StrEnum):
    """How the customer is invited."""

    EMAIL = "email"
    SMS = "sms"


_BY_EMAIL = ("channel", (SurveyChannel.EMAIL,))
_BY_SMS = ("channel", (SurveyChannel.SMS,))


@action(
    key="survey",
    label=_("Survey"),
    category=Category.SURVEY,
    icon="mdi6.clipboard-text-outline",
)
class InviteToSurvey(ActionType, frozen=True):
    """Invite the customer to a survey by email or SMS. The run does not wait for answers.

    The template writes the link as `{{ survey.url }}`; it works once, until it expires. A customer
    who was invited within the chosen number of days leaves by *Already surveyed*. Automatic mail
    gets no invitation while that guard is on; the run then goes on by *OK*. A wrong recipient or a
    refusal leaves by *Error*.

    Example: ask how it went after each answered email, at most once in 30 days.

    A replay keeps the finished invitation in the outbox and sends nothing.
    """

    effectful = True

    survey: Annotated[
        Reference,
        field(_("Survey"), widget=Widget.REFERENCE, kinds=(ResourceKind.SURVEY,), required=True),
    ] = Reference()
    channel: Annotated[
        SurveyChannel,
        field(
            _("Channel"),
            widget=Widget.CHOICE,
            choices=((SurveyChannel.EMAIL, _("Email")), (SurveyChannel.SMS, _("SMS"))),
        ),
    ] = SurveyChannel.EMAIL
    recipient: Annotated[
        str,
        field(
            _("Recipient"),
            _("Empty: the customer who wrote the email."),
            widget=Widget.TEMPLATE,
        ),
    ] = ""
    email_template: Annotated[
        Reference,
        field(
            _("Email template"),
            _("Empty: the survey's own."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.EMAIL_TEMPLATE,),
            shown_when=_BY_EMAIL,
        ),
    ] = Reference()
    sms_template: Annotated[
        Reference,
        field(
            _("SMS template"),
            _("Empty: the survey's own."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.SMS_TEMPLATE,),
            shown_when=_BY_SMS,
        ),
    ] = Reference()
    sms_sender: Annotated[
        str,
        field(_("Sender of the SMS"), widget=Widget.LINE, required=True, shown_when=_BY_SMS),
    ] = ""
    not_to_automatic: Annotated[bool, field(_("Not to automatic mail"), widget=Widget.TOGGLE)] = (
        True
    )
    expires_in: Annotated[
        int, field(_("The link expires after days"), widget=Widget.NUMBER, bounds=(1, 365))
    ] = 7
    once_in: Annotated[
        int,
        field(
            _("At most once per customer in days"),
            _("0: always."),
            widget=Widget.NUMBER,
            bounds=(0, 3650),
        ),
    ] = 0

    def branches(self) -> tuple[Branch, ...]:
        """Invited; invited before; a reference to nothing; refused."""
        return (OK, ALREADY_SURVEYED, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """The survey and the channel."""
        by = _("email") if self.channel is SurveyChannel.EMAIL else _("SMS")
        return _("{survey} · {channel}", survey=self.survey.value, channel=by)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """There must be a template, and it should write the link."""
        yield from super().problems(resources)
        survey = resources.get(Survey, self.survey.value)
        if self.survey.is_expression or survey is None:
            return
        by_email = self.channel is SurveyChannel.EMAIL
        chosen = self.email_template if by_email else self.sms_template
        own = survey.email_template if by_email else survey.sms_template
        name = "email_template" if by_email else "sms_template"
        if chosen.is_expression:
            return
        reference = chosen.value.strip() or own
        if not reference:
            yield error(_("Choose a template: the survey has none for this channel."), name)
        elif not _writes_link(reference, resources, by_email=by_email):
            link = "{{ survey.url }}"
            text = _("The template does not write {link}: nobody gets there.", link=link)
            yield warning(text, name)

    def run(self, context: RunContext) -> Behaviour:
        """Invite, unless a guard holds."""
        refusal = reason_not_to_answer(context) if self.not_to_automatic else None
        if refusal is not None:
            return Left(OK.key, MessageEvidence(False, (), "", note=refusal))
        before = context.mark()
        try:
            survey = self._survey(context)
            customer = self._customer(context)
            context.leave("survey", self._link(survey, context))
            request = self._invitation(survey, customer, context)
        except UnknownReferenceError as missing:
            context.go_back(before)
            return _failed(context, REFERENCE_NOT_FOUND, missing.text)
        except UserError as wrong:
            context.go_back(before)
            return _failed(context, ERROR, wrong.text)
        if self.once_in:
            last = yield from ask(FindInvitation(survey.reference, customer))
            if last.error is not None or last.timed_out:
                context.go_back(before)
                return _failed(context, ERROR, last.words())
            invited = to_datetime(last.at, UTC) if last.at else None
            if last.at and invited is None:
                context.go_back(before)
                return _failed(context, ERROR, _unreadable(last.at))
            if invited is not None and self._too_soon(invited, context):
                context.go_back(before)
                text = _("{who} was invited on {date}.", who=customer, date=last.at[:10])
                shown = MessageEvidence(False, (customer,), "", note=text)
                return Left(ALREADY_SURVEYED.key, shown)
        sent: Result
        if isinstance(request, SendEmail):
            sent = yield from ask(request)
        else:
            sent = yield from ask(request)
        if sent.error is not None or sent.timed_out:
            context.go_back(before)
            return _failed(context, ERROR, sent.words())
        left = context.state.left["survey"]
        kept = yield from ask(
            KeepInvitation(
                survey.reference,
                customer,
                str(left["token"]),
                str(left["url"]),
                str(left["expires"]),
            )
        )
        if kept.error is not None or kept.timed_out:
            context.go_back(before)
            return _failed(context, ERROR, kept.words())
        subject = request.subject if isinstance(request, SendEmail) else request.text
        return Left(OK.key, MessageEvidence(True, (customer,), subject, context.state.language))

    # -- parts -----------------------------------------------------------------------------------

    def _survey(self, context: RunContext) -> Survey:
        reference = context.resolve(self.survey)
        survey = context.resources.get(Survey, reference)
        if survey is None:
            raise UnknownReferenceError(_("There is no survey {reference}.", reference=reference))
        return survey

    def _customer(self, context: RunContext) -> str:
        text = context.filled(self.recipient).strip()
        if self.channel is SurveyChannel.SMS:
            return required_phone(text, _("recipient"))
        found = recipients(text, _("recipient")) or usual_recipient(context)
        if len(found) > 1:
            raise UserError(_("An invitation goes to one address; there are several."))
        return found[0]

    def _link(self, survey: Survey, context: RunContext) -> dict[str, object]:
        drawn = token(context, "survey")
        expires = later(context.now, dt.timedelta(days=self.expires_in))
        return {
            "url": f"{survey.url.rstrip('/')}/{drawn}",
            "token": drawn,
            "expires": expires.isoformat(),
        }

    def _invitation(
        self, survey: Survey, customer: str, context: RunContext
    ) -> SendEmail | SendSms:
        if self.channel is SurveyChannel.SMS:
            chosen = self._template(self.sms_template, survey.sms_template, context)
            sms = context.resources.get(SmsTemplate, chosen)
            words = sms.variant(context.state.language) if sms is not None else None
            if words is None:
                raise UnknownReferenceError(_no_template(chosen))
            return sms_to(customer, short_message(words, context), self.sms_sender, context)
        chosen = self._template(self.email_template, survey.email_template, context)
        template = context.resources.get(EmailTemplate, chosen)
        variant = template.variant(context.state.language) if template is not None else None
        if variant is None:
            raise UnknownReferenceError(_no_template(chosen))
        written = letter(variant, context)
        box = context.mailbox
        address = checked(box.address, _("sender")) if box is not None else ""
        name = (box.display_name or box.name) if box is not None else ""
        return SendEmail(
            sender=address,
            sender_name=header_text(name, _("sender's name")),
            to=(customer,),
            cc=(),
            bcc=(),
            subject=written.subject,
            text=written.text,
            html=written.html,
            headers=(("Auto-Submitted", "auto-generated"),),
            message_id=message_id(context, address),
        )

    def _template(self, chosen: Reference, own: str, context: RunContext) -> str:
        return context.resolve(chosen) if chosen.value.strip() else own

    def _too_soon(self, at: dt.datetime, context: RunContext) -> bool:
        return at > later(context.now, -dt.timedelta(days=self.once_in))


def _writes_link(reference: str, resources: Resources, *, by_email: bool) -> bool:
    if by_email:
        template = resources.get(EmailTemplate, reference)
        texts = [f"{one.text} {one.html}" for one in template.variants] if template else []
    else:
        sms = resources.get(SmsTemplate, reference)
        texts = [one.text for one in sms.variants] if sms else []
    return all("survey.url" in text for text in texts)


def _unreadable(text: str) -> Text:
    return _("The date of the last invitation, “{text}”, cannot be read.", text=text[:40])


def _no_template(reference: str) -> Text:
    return _("There is no template {reference} for the invitation.", reference=reference)


def _failed(context: RunContext, branch: Branch, why: Text) -> Left:
    return failed(context, branch, why, MessageEvidence(False, (), "", note=why))
