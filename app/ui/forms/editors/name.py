"""A dotted name such as `email.subject`, or a template."""

from __future__ import annotations

from app.ui.forms.editors.template import TemplateEditor


class NameEditor(TemplateEditor):
    """`str`; names are completed from the first letter on, and choosing one replaces the text."""

    bare_names = True
