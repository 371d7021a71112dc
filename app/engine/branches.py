"""The closed vocabulary of branches, and the branches that links make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec

from app.model.catalogue import Branch, BranchRole
from app.model.fields import Widget, field
from app.model.text import _

if TYPE_CHECKING:
    from collections.abc import Iterable

OK = Branch("ok", _("OK"))
ERROR = Branch("error", _("Error"), BranchRole.FAILURE)
REFERENCE_NOT_FOUND = Branch("reference_not_found", _("Reference not found"), BranchRole.FAILURE)
NOT_FOUND = Branch("not_found", _("Not found"))
SEVERAL_FOUND = Branch("several_found", _("Several found"))
DUPLICATE = Branch("duplicate", _("Duplicate"))
TIMEOUT = Branch("timeout", _("Timeout"), BranchRole.FAILURE)
BY_DEFAULT = Branch("by_default", _("By default"), BranchRole.DEFAULT)
NO_LINK = Branch("no_link", _("No link"), BranchRole.DEFAULT)

MOST_LINKS = 10


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the rows inside a config; a field of a newer application is never dropped."""


class LinkRow(Row, frozen=True):
    """A row that makes a branch. `slot` 1-10 is fixed, so that reordering rows keeps the wiring."""

    slot: int = 1
    caption: Annotated[str, field(_("Caption"), widget=Widget.LINE, bounds=(0, 60))] = ""


def link_key(slot: int) -> str:
    """The key of the branch that a row with this slot makes."""
    return f"link_{slot}"


def link_branches(rows: Iterable[LinkRow]) -> tuple[Branch, ...]:
    """One branch for each row, in the order of the rows."""
    return tuple(
        Branch(link_key(row.slot), _("Link {slot}", slot=row.slot), BranchRole.LINK, row.caption)
        for row in rows
    )


def link_name(row: LinkRow) -> str:
    """How a link is called in summaries and evidence: the designer's caption, else its slot."""
    return row.caption or f"Link {row.slot}"
