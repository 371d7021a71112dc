"""Several resources, as chips."""

from __future__ import annotations

from app.model.text import _
from app.ui.forms.editors.chips import ChipsEditor
from app.ui.forms.resource_picker import listed
from app.ui.theme.kinds import kind_icon
from app.ui.widgets.option_list import Option


class PicksEditor(ChipsEditor):
    """`tuple[str, ...]`: references of resources of `Field.kinds`, in the order of choosing."""

    adding = _("Choose…")

    def options(self) -> list[Option]:
        """Every resource of the field's kinds, by name."""
        resources = self.around.context.resources()
        return [
            Option(reference, name or reference, reference, "", kind_icon(kind))
            for kind in self.info.field.kinds
            for reference, name in listed(resources, kind)
        ]
