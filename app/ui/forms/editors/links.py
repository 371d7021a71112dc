"""Links: rows that make branches, ten at most."""

from __future__ import annotations

from typing import Any

import msgspec

from app.model.text import Text, _
from app.ui.forms.struct_list import StructList
from app.ui.forms.struct_row import StructRow
from app.ui.theme.rendering import tr

MOST_LINKS = 10


class LinksEditor(StructList):
    """`tuple` of structs with `slot` and `caption`. A new row takes the lowest free slot.

    The slot stays with its row, whatever the order, so that the wiring stays with its branch.
    """

    def add_words(self) -> Text:
        return _("Add a link")

    def new_struct(self) -> Any:
        slot = lowest_free_slot(self._value)
        return None if slot is None else msgspec.structs.replace(self.info.row_type(), slot=slot)

    def row_name(self, struct: Any, at: int) -> Text:
        del at
        return _("Link {slot}", slot=struct.slot)

    def _after_change(self) -> None:
        super()._after_change()
        if len(self._value) >= MOST_LINKS:
            self.add.setEnabled(False)
            self.add.setToolTip(tr(_("An action has at most {most} links.", most=MOST_LINKS)))

    def row_of_slot(self, slot: int) -> StructRow:
        """The row with a slot."""
        return next(row for row in self.rows if row.value().slot == slot)


def lowest_free_slot(rows: tuple[Any, ...]) -> int | None:
    """The lowest slot, 1 to 10, that no row has; None when all are taken."""
    taken = {row.slot for row in rows}
    return next((slot for slot in range(1, MOST_LINKS + 1) if slot not in taken), None)
