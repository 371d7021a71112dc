"""Send an email: from a template or in own words, guarded against loops of automatic mail."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import ERROR, OK, REFERENCE_NOT_FOUND
from app.engine.evidence import MessageEvidence
from app.engine.expressions.templates import compile_template
from app.engine.letters import letter
from app.engine.outgoing import (
    checked,
    each_once,
    file_name,
    header_text,
    recipients,
    thread_ids,
)
from app.engine.refusals import UnknownReferenceError, failed
from app.engine.requests import CountSent, OutgoingAttachment, SendEmail, ask
from app.engine.sending import (
    MOST_RECIPIENTS,
    folded,
    message_id,
    own_addresses,
    reason_not_to_answer,
    sending_mailbox,
    usual_recipient,
)
from app.model.catalogue import Branch, Category, Problem
from app.model.config import Reference
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import (
    EmailTemplate,
    Mailbox,
    ResourceKind,
    TemplateAttachment,
    TemplateVariant,
)
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Any

    from app.engine.action_type import Behaviour, Done
    from app.engine.context import RunContext
    from app.model.resources import Resources

HOURS = 24


class Content(StrEnum):
    """Where subject and body come from."""

    TEMPLATE = "template"
    OWN = "own"


@dataclass(frozen=True)
class Draft:
    """The finished words of an email, and to whom it goes."""

    subject: str
    text: str
    html: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        """All recipients, each once."""
        return each_once((*self.to, *self.cc, *self.bcc))


@action(
    key="send_email",
    label=_("Send an email"),
    category=Category.SENDING,
    icon="mdi6.email-arrow-right-outline",
)
class SendAnEmail(ActionType, frozen=True):
    """Send an email, in the language of the interaction where the template has it.

    Automatic mail, bounces, mailing lists and the workspace's own mailboxes get no answer while
    the guard is on, and an address gets no more than so many emails in 24 hours; the email is then
    not sent, and the run goes on by *OK*. A wrong address, a line break in the subject or a refusal
    leaves by *Error*.
    """

    effectful = True

    content: Annotated[
        Content,
        field(
            _("Content"),
            widget=Widget.CHOICE,
            choices=((Content.TEMPLATE, _("An email template")), (Content.OWN, _("Own words"))),
        ),
    ] = Content.TEMPLATE
    template: Annotated[
        Reference,
        field(
            _("Email template"),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.EMAIL_TEMPLATE,),
            required=True,
            shown_when=("content", (Content.TEMPLATE,)),
        ),
    ] = Reference()
    subject: Annotated[
        str,
        field(
            _("Subject"),
            _("Empty: Re: and the subject of the email."),
            widget=Widget.TEMPLATE,
            shown_when=("content", (Content.OWN,)),
        ),
    ] = ""
    text: Annotated[
        str,
        field(_("Text"), widget=Widget.TEMPLATE_LINES, shown_when=("content", (Content.OWN,))),
    ] = ""
    html: Annotated[
        str, field(_("HTML"), widget=Widget.HTML, shown_when=("content", (Content.OWN,)))
    ] = ""
    to: Annotated[
        str,
        field(_("To"), _("Empty: Reply-To, else the sender."), widget=Widget.TEMPLATE),
    ] = ""
    cc: Annotated[str, field(_("Cc"), widget=Widget.TEMPLATE)] = ""
    bcc: Annotated[str, field(_("Bcc"), widget=Widget.TEMPLATE)] = ""
    mailbox: Annotated[
        Reference,
        field(
            _("Sender"),
            _("Empty: the mailbox that received the email."),
            widget=Widget.REFERENCE,
            kinds=(ResourceKind.MAILBOX,),
        ),
    ] = Reference()
    attachments: Annotated[bool, field(_("With the email's attachments"), widget=Widget.TOGGLE)] = (
        False
    )
    in_thread: Annotated[
        bool,
        field(_("In the thread"), _("As an answer to the email."), widget=Widget.TOGGLE),
    ] = True
    not_to_automatic: Annotated[
        bool,
        field(
            _("Not to automatic mail"),
            _("Automatic answers, bounces, mailing lists and own mailboxes get nothing."),
            widget=Widget.TOGGLE,
        ),
    ] = True
    at_most: Annotated[
        int,
        field(_("At most to one address in 24 hours"), widget=Widget.NUMBER, bounds=(1, 1000)),
    ] = 5

    def branches(self) -> tuple[Branch, ...]:
        """Sent or left out on purpose; a reference to nothing; refused."""
        return (OK, *self.reference_branch(), ERROR)

    def summary(self) -> Text:
        """The template or the subject, and the recipient where it is not the usual one."""
        what: Text | str = self.template.value
        if self.content is Content.OWN:
            what = self.subject.strip() or _("Own words")
        if self.to.strip():
            return _("{what} → {to}", what=what, to=self.to.strip())
        return _("{what}", what=what)

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """There must be something to say, in every language of the template."""
        yield from super().problems(resources)
        if self.content is Content.OWN:
            if not (self.text.strip() or self.html.strip()):
                yield error(_("Text: fill this in."), "text")
        elif not self.template.is_expression:
            template = resources.get(EmailTemplate, self.template.value)
            for variant in template.variants if template is not None else ():
                for source in (variant.subject, variant.text, variant.html):
                    problem = compile_template(source).problem
                    if problem is not None:
                        yield error(_variant_problem(variant, problem), "template")

    def run(self, context: RunContext) -> Behaviour:
        """Write the email and send it, unless a guard holds."""
        refusal = reason_not_to_answer(context) if self.not_to_automatic else None
        if refusal is not None:
            return _not_sent((), "", refusal)
        language, subject = "", ""
        try:
            sender = sending_mailbox(self.mailbox, context)
            variant, files = self._content(context)
            language = variant.language
            draft = self._draft(variant, context)
            subject = draft.subject
            request = self._request(draft, sender, files, context)
        except UnknownReferenceError as refused:
            return _failed(context, REFERENCE_NOT_FOUND, refused.text, "", "")
        except UserError as refused:
            return _failed(context, ERROR, refused.text, subject, language)
        if self.not_to_automatic and (own := own_addresses(context) & folded(draft.everybody)):
            text = _("Not sent: {address} is an own mailbox.", address=min(own))
            return _not_sent(draft.to, subject, text, language)
        for address in draft.everybody:
            sent = yield from ask(CountSent(address, HOURS))
            if sent.count >= self.at_most:
                text = _(
                    "Not sent: {address} got {count} emails in the last {hours} hours.",
                    address=address,
                    count=sent.count,
                    hours=HOURS,
                )
                return _not_sent(draft.to, subject, text, language)
        return (yield from _sent(request, context, language))

    # -- parts -----------------------------------------------------------------------------------

    def _content(
        self, context: RunContext
    ) -> tuple[TemplateVariant, tuple[TemplateAttachment, ...]]:
        """The words in the language of the interaction, and the files of the template."""
        if self.content is Content.OWN:
            return TemplateVariant(subject=self.subject, text=self.text, html=self.html), ()
        reference = context.resolve(self.template)
        template = context.resources.get(EmailTemplate, reference)
        if template is None:
            text = _("There is no email template {reference}.", reference=reference)
            raise UnknownReferenceError(text)
        variant = template.variant(context.state.language)
        if variant is None:
            raise UserError(_("The email template {name} is empty.", name=template.name))
        return variant, template.attachments

    def _draft(self, variant: TemplateVariant, context: RunContext) -> Draft:
        to = recipients(context.filled(self.to), _("recipient"))
        if not to:
            to = usual_recipient(context)
        written = letter(variant, context)
        draft = Draft(
            subject=written.subject,
            text=written.text,
            html=written.html,
            to=to,
            cc=recipients(context.filled(self.cc), _("Cc recipient")),
            bcc=recipients(context.filled(self.bcc), _("Bcc recipient")),
        )
        if len(draft.everybody) > MOST_RECIPIENTS:
            raise UserError(_("More than {count} recipients.", count=MOST_RECIPIENTS))
        return draft

    def _request(
        self,
        draft: Draft,
        sender: Mailbox | None,
        own: tuple[TemplateAttachment, ...],
        context: RunContext,
    ) -> SendEmail:
        address = checked(sender.address, _("sender")) if sender is not None else ""
        name = (sender.display_name or sender.name) if sender is not None else ""
        received = context.message.attachments if self.attachments else ()
        files = [(one.name, one.type) for one in own]
        files.extend((one.name, one.type) for one in received)
        return SendEmail(
            sender=address,
            sender_name=header_text(name, _("sender's name")),
            to=draft.to,
            cc=draft.cc,
            bcc=draft.bcc,
            subject=draft.subject,
            text=draft.text,
            html=draft.html,
            headers=self._headers(context),
            message_id=message_id(context, address),
            attachments=tuple(
                OutgoingAttachment(file_name(name), file_name(kind)) for name, kind in files
            ),
        )

    def _headers(self, context: RunContext) -> tuple[tuple[str, str], ...]:
        headers = [("Auto-Submitted", "auto-replied")]
        answered = thread_ids((context.message.message_id,)) if self.in_thread else ()
        if answered:
            before = context.message.references or (context.message.in_reply_to,)
            thread = thread_ids((*(one for one in before if one not in answered), *answered))
            headers.append(("In-Reply-To", f"<{answered[0]}>"))
            headers.append(("References", " ".join(f"<{one}>" for one in thread)))
        return tuple(headers)


def _sent(request: SendEmail, context: RunContext, language: str) -> Generator[Any, Any, Done]:
    result = yield from ask(request)
    if result.error is not None:
        return _failed(context, ERROR, result.error, request.subject, language)
    shown = MessageEvidence(True, request.to, request.subject, language)
    return Left(OK.key, shown)


def _not_sent(to: tuple[str, ...], subject: str, why: Text, language: str = "") -> Done:
    return Left(OK.key, MessageEvidence(False, to, subject, language, why))


def _failed(context: RunContext, branch: Branch, why: Text, subject: str, language: str) -> Done:
    return failed(context, branch, why, MessageEvidence(False, (), subject, language, why))


def _variant_problem(variant: TemplateVariant, problem: Text) -> Text:
    language = variant.language or "*"
    return _("Email template, language {language}: {problem}", language=language, problem=problem)
