"""Every change of an action tree, as pure functions from tree to tree.

Each function here returns an `Edit`. Applied to a tree, an edit gives the changed tree, or the very
same tree when there is nothing to change, or raises `Refused` with the reason; the tree that it was
given is never touched.
"""

from app.model.edits.adding import ReplaceLink, add_after, add_between, add_free
from app.model.edits.changing import comment, configure, move, record, rename
from app.model.edits.deleting import can_heal, delete
from app.model.edits.linking import end_here, link, not_end_here, unlink
from app.model.edits.pasting import fragment_of, paste, shifted, with_new_ids
from app.model.edits.rules import Edit, together

__all__ = [
    "Edit",
    "ReplaceLink",
    "add_after",
    "add_between",
    "add_free",
    "can_heal",
    "comment",
    "configure",
    "delete",
    "end_here",
    "fragment_of",
    "link",
    "move",
    "not_end_here",
    "paste",
    "record",
    "rename",
    "shifted",
    "together",
    "unlink",
    "with_new_ids",
]
