"""A whole percentage."""

from __future__ import annotations

from app.ui.forms.editors.number import NumberEditor


class PercentEditor(NumberEditor):
    """`int`, 0 to 100."""

    suffix = "%"
