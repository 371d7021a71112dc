"""Which languages a workspace speaks: those of its templates and mailboxes, and how completely."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.resources import EmailTemplate, Mailbox, Resources, SmsTemplate


@dataclass(frozen=True)
class LanguageUse:
    """How many templates have a variant in a language, and how many mailboxes answer in it."""

    code: str
    email_templates: int
    sms_templates: int
    mailboxes: int


def languages_in_use(resources: Resources) -> tuple[LanguageUse, ...]:
    """Every language of a template or mailbox, the one with the most templates first."""
    emails = [_codes(one) for one in resources.of_kind(EmailTemplate)]
    texts = [_codes(one) for one in resources.of_kind(SmsTemplate)]
    mailboxes = [one.language for one in resources.of_kind(Mailbox)]
    every = {code for codes in (*emails, *texts) for code in codes} | set(mailboxes)
    found = (
        LanguageUse(
            code,
            sum(code in codes for codes in emails),
            sum(code in codes for codes in texts),
            mailboxes.count(code),
        )
        for code in every - {""}
    )
    return tuple(
        sorted(found, key=lambda one: (-one.email_templates - one.sms_templates, one.code))
    )


def _codes(template: EmailTemplate | SmsTemplate) -> frozenset[str]:
    return frozenset(variant.language for variant in template.variants)
