"""Templates of emails and SMS with one variant for each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, TypeVar

import msgspec

from app.model.catalogue import Problem, Severity
from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _

MOST_ATTACHED = 10 * 1024 * 1024
"""Bytes of all attachments of a template together."""


class TemplateVariant(msgspec.Struct, frozen=True):
    """The words of a template in one language; an empty language serves all others."""

    language: Annotated[
        str, field(_("Language"), _("Empty: every other language."), widget=Widget.LANGUAGE)
    ] = ""
    subject: Annotated[str, field(_("Subject"), widget=Widget.TEMPLATE, required=True)] = ""
    text: Annotated[str, field(_("Text"), widget=Widget.TEMPLATE_LINES, required=True)] = ""
    html: Annotated[str, field(_("HTML"), widget=Widget.HTML)] = ""


class TemplateAttachment(msgspec.Struct, frozen=True):
    """A file that goes along with every email of a template."""

    name: str
    type: str
    content: bytes


class EmailTemplate(Resource, frozen=True, kw_only=True):
    """Subject and body of an email in several languages."""

    kind: ClassVar[ResourceKind] = ResourceKind.EMAIL_TEMPLATE

    variants: Annotated[
        tuple[TemplateVariant, ...],
        field(_("Languages"), widget=Widget.ROWS, bounds=(1, 30)),
    ] = (TemplateVariant(),)

    attachments: Annotated[
        tuple[TemplateAttachment, ...],
        field(
            _("Attachments"),
            _("Go along with every email, 10 MB at most."),
            widget=Widget.ATTACHMENTS,
            bounds=(0, 20),
        ),
    ] = ()

    def variant(self, language: str) -> TemplateVariant | None:
        """The variant for a language, else the one without a language, else the first."""
        return _of_language(self.variants, language)

    def own_problems(self) -> Iterator[Problem]:
        """Two variants of one language, attachments that are too large together."""
        yield from _language_problems(self.variants)
        if sum(len(one.content) for one in self.attachments) > MOST_ATTACHED:
            text = _("The attachments are larger than 10 MB together. Take one out.")
            yield Problem(Severity.ERROR, text, field="attachments")


class SmsVariant(msgspec.Struct, frozen=True):
    """The words of an SMS in one language; an empty language serves all others."""

    language: Annotated[
        str, field(_("Language"), _("Empty: every other language."), widget=Widget.LANGUAGE)
    ] = ""
    text: Annotated[str, field(_("Text"), widget=Widget.TEMPLATE_LINES, required=True)] = ""


class SmsTemplate(Resource, frozen=True, kw_only=True):
    """The text of an SMS in several languages."""

    kind: ClassVar[ResourceKind] = ResourceKind.SMS_TEMPLATE

    variants: Annotated[
        tuple[SmsVariant, ...],
        field(_("Languages"), widget=Widget.ROWS, bounds=(1, 30)),
    ] = (SmsVariant(),)

    def variant(self, language: str) -> SmsVariant | None:
        """The variant for a language, else the one without a language, else the first."""
        return _of_language(self.variants, language)

    def own_problems(self) -> Iterator[Problem]:
        """Two variants of one language."""
        yield from _language_problems(self.variants)


_Variant = TypeVar("_Variant", TemplateVariant, SmsVariant)


def _of_language(variants: tuple[_Variant, ...], language: str) -> _Variant | None:
    by_language = {variant.language: variant for variant in reversed(variants)}
    first = variants[0] if variants else None
    return by_language.get(language) or by_language.get("") or first


def _language_problems(variants: tuple[_Variant, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, variant in enumerate(variants):
        if variant.language in seen:
            text = _("Another variant has this language. Choose another one, or delete one.")
            yield Problem(Severity.ERROR, text, field=f"variants.{at}.language")
        seen.add(variant.language)
