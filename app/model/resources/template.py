"""Email templates with one variant for each language."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from app.model.fields import Widget, field
from app.model.resources.base import Resource, ResourceKind
from app.model.text import _


class TemplateVariant(msgspec.Struct, frozen=True):
    """The words of a template in one language; an empty language serves all others."""

    language: Annotated[
        str, field(_("Language"), _("Empty: every other language."), widget=Widget.LANGUAGE)
    ] = ""
    subject: Annotated[str, field(_("Subject"), widget=Widget.TEMPLATE, required=True)] = ""
    text: Annotated[str, field(_("Text"), widget=Widget.TEMPLATE_LINES, required=True)] = ""
    html: Annotated[str, field(_("HTML"), widget=Widget.HTML)] = ""


class EmailTemplate(Resource, frozen=True, kw_only=True):
    """Subject and body of an email in several languages."""

    kind: ClassVar[ResourceKind] = ResourceKind.EMAIL_TEMPLATE

    variants: Annotated[
        tuple[TemplateVariant, ...],
        field(_("Languages"), widget=Widget.ROWS, bounds=(1, 30)),
    ] = (TemplateVariant(),)

    def variant(self, language: str) -> TemplateVariant | None:
        """The variant for a language, else the one without a language, else the first."""
        by_language = {variant.language: variant for variant in reversed(self.variants)}
        first = self.variants[0] if self.variants else None
        return by_language.get(language) or by_language.get("") or first
