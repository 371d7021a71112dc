"""Every change of an action tree, as pure functions from tree to tree.

Each function here returns an `Edit`. Applied to a tree, an edit gives the changed tree, or the very
same tree when there is nothing to change, or raises `Refused` with the reason; the tree that it was
given is never touched.
"""

from app.model.edits.adding import ReplaceLink, add_after, add_between, add_free
from app.model.edits.annotating import (
    LEAST_NOTE,
    add_group,
    add_note,
    colour,
    erase,
    join_group,
    leave_groups,
    place_note,
    title_group,
    write_note,
)
from app.model.edits.changing import comment, configure, move, record, rename
from app.model.edits.deleting import can_heal, delete
from app.model.edits.extracting import extract, extracted, way_in
from app.model.edits.linking import end_here, link, not_end_here, unlink
from app.model.edits.pasting import fragment_of, paste, shifted, with_new_ids
from app.model.edits.rules import Edit, together

__all__ = [
    "LEAST_NOTE",
    "Edit",
    "ReplaceLink",
    "add_after",
    "add_between",
    "add_free",
    "add_group",
    "add_note",
    "can_heal",
    "colour",
    "comment",
    "configure",
    "delete",
    "end_here",
    "erase",
    "extract",
    "extracted",
    "fragment_of",
    "join_group",
    "leave_groups",
    "link",
    "move",
    "not_end_here",
    "paste",
    "place_note",
    "record",
    "rename",
    "shifted",
    "title_group",
    "together",
    "unlink",
    "way_in",
    "with_new_ids",
    "write_note",
]
