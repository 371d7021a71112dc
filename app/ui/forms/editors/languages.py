"""Several languages, as chips."""

from __future__ import annotations

from app.model.text import _
from app.ui.forms.editors.chips import ChipsEditor
from app.ui.widgets.option_list import Option


class LanguagesEditor(ChipsEditor):
    """`tuple[str, ...]` of ISO 639-1 codes, in the order of choosing."""

    adding = _("Add a language…")

    def options(self) -> list[Option]:
        """Every language, by its name."""
        return [Option(code, name, code) for code, name in self.around.context.languages()]
