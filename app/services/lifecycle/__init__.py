"""The life of routings and versions: each function is one transaction with its log entries."""

from app.services.lifecycle.extraction import extract_routing, jump_to
from app.services.lifecycle.log import reasons_of
from app.services.lifecycle.promotion import PromotionRefused, promote, promotion_obstacles
from app.services.lifecycle.rescuing import keep_deleted_version
from app.services.lifecycle.routings import (
    copy_routing,
    create_routing,
    delete_routing,
    described,
    edit_routing,
)
from app.services.lifecycle.scheduling import (
    Activation,
    FoldAsked,
    GapRefused,
    dismiss_missed,
    due,
    each_due,
    next_due,
    planned_moment,
    schedule,
    unschedule,
)
from app.services.lifecycle.testing import (
    choose_mailboxes,
    mailboxes_of,
    put_in_test,
    remove_from_test,
)
from app.services.lifecycle.versions import (
    create_version,
    delete_version,
    duplicate_version,
    edit_version,
    keep_as_new_version,
)

__all__ = [
    "Activation",
    "FoldAsked",
    "GapRefused",
    "PromotionRefused",
    "choose_mailboxes",
    "copy_routing",
    "create_routing",
    "create_version",
    "delete_routing",
    "delete_version",
    "described",
    "dismiss_missed",
    "due",
    "duplicate_version",
    "each_due",
    "edit_routing",
    "edit_version",
    "extract_routing",
    "jump_to",
    "keep_as_new_version",
    "keep_deleted_version",
    "mailboxes_of",
    "next_due",
    "planned_moment",
    "promote",
    "promotion_obstacles",
    "put_in_test",
    "reasons_of",
    "remove_from_test",
    "schedule",
    "unschedule",
]
