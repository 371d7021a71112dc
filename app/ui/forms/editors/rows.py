"""A small table of rows."""

from __future__ import annotations

from app.ui.forms.struct_list import StructList


class RowsEditor(StructList):
    """`tuple` of structs, in the order of the rows."""
