"""HTML bodies with Liquid."""

from __future__ import annotations

from app.ui.forms.editors.template import TemplateEditor


class HtmlEditor(TemplateEditor):
    """`str`, HTML source with Liquid, in letters of one width."""

    lines = (4, 14)
    fixed_width = True
