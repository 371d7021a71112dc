"""Rules that the database itself keeps, as triggers: whoever writes the file, they hold.

The message of each refusal is a key of `refusals.RULES`.
"""

from __future__ import annotations

from app.model.store.reference_rules import UNIQUE_RULES, USE_RULES
from app.model.store.trigger import changed, refuse

_TREE_TABLES = ("action", "link", "branch_end", "position", "action_use")
_FIXED_ONCE_PRODUCED = (
    "name",
    "name_key",
    "description",
    "hash",
    "revision",
    "actions",
    "next_action",
    "drawing_extra",
    "changed_at",
    "changed_by",
)


def _tree_rules() -> tuple[str, ...]:
    # A cascade from a deleted version finds no version any more, and so passes.
    found = []
    for table in _TREE_TABLES:
        for moment, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            status = f"(SELECT status FROM version WHERE id = {row}.version)"  # noqa: S608
            name = f"{table}_is_fixed_on_{moment.lower()}"
            found.append(
                refuse(name, f"{moment} ON {table}", f"{status} <> 'development'", "tree_is_fixed")
            )
        moved = "NEW.version <> OLD.version"
        name = f"{table}_stays_in_its_version"
        found.append(refuse(name, f"UPDATE OF version ON {table}", moved, "tree_is_fixed"))
    return tuple(found)


_IS_BLANK = (
    "NOT EXISTS (SELECT 1 FROM link JOIN action ON action.version = link.version"
    " AND action.id = link.source WHERE link.version = NEW.id"
    " AND action.type = 'start' AND link.target <> link.source)"
)

_STATUS_RULES = (
    refuse(
        "version_starts_in_development",
        "INSERT ON version",
        "NEW.status <> 'development'",
        "version_starts_in_development",
    ),
    refuse(
        "version_never_returns_to_development",
        "UPDATE OF status ON version",
        "NEW.status = 'development' AND OLD.status <> 'development'",
        "version_never_returns",
    ),
    refuse(
        "version_reaches_backup_through_production",
        "UPDATE OF status ON version",
        "NEW.status = 'backup' AND OLD.status = 'development'",
        "version_never_returns",
    ),
    refuse(
        "version_in_production_is_not_blank",
        "UPDATE OF status ON version",
        f"NEW.status = 'production' AND {_IS_BLANK}",
        "version_is_blank",
    ),
    refuse(
        "version_is_fixed_once_produced",
        "UPDATE ON version",
        f"OLD.status <> 'development' AND ({changed(_FIXED_ONCE_PRODUCED)})",
        "tree_is_fixed",
    ),
    refuse(
        "version_in_production_is_not_deleted",
        "DELETE ON version",
        "OLD.status = 'production' AND EXISTS (SELECT 1 FROM routing WHERE id = OLD.routing)",
        "version_is_in_production",
    ),
    refuse(
        "version_is_scheduled_with_actions",
        "UPDATE OF scheduled_at ON version",
        f"NEW.scheduled_at IS NOT NULL AND {_IS_BLANK}",
        "version_is_blank",
    ),
    refuse(
        "version_keeps_its_beginning",
        "UPDATE OF created_at, created_by ON version",
        changed(("created_at", "created_by")),
        "past_is_fixed",
    ),
    refuse(
        "version_is_produced_with_its_status",
        "UPDATE OF produced_at, produced_by ON version",
        f"({changed(('produced_at', 'produced_by'))})"
        " AND NOT (NEW.status = 'production' AND OLD.status <> 'production')",
        "past_is_fixed",
    ),
)

_NUMBER_RULES = (
    refuse(
        "version_takes_the_next_number",
        "INSERT ON version",
        "NEW.number <> (SELECT next_number FROM routing WHERE id = NEW.routing)",
        "number_is_not_next",
    ),
    "CREATE TRIGGER version_uses_its_number_up AFTER INSERT ON version\n"
    "BEGIN UPDATE routing SET next_number = next_number + 1 WHERE id = NEW.routing; END",
    refuse(
        "version_keeps_its_number",
        "UPDATE OF id, number, routing ON version",
        changed(("id", "number", "routing")),
        "number_is_not_next",
    ),
    refuse(
        "routing_numbers_only_grow",
        "UPDATE OF next_number ON routing",
        "NEW.next_number < OLD.next_number",
        "number_is_not_next",
    ),
)

_TESTED = (("routing", "test_version"), ("end_routing", "end_test_version"))
"""Fields of a mailbox: a routing, and the number of the version of it that the mailbox tests."""


def _of_mailbox(body: str, field: str) -> str:
    return f"json_extract({body}, '$.{field}')"


def _tests_no_version_in_testing(routing: str, number: str) -> str:
    chosen = _of_mailbox("NEW.body", number)
    return (
        f"{chosen} IS NOT NULL AND NOT EXISTS ("  # noqa: S608
        "SELECT 1 FROM version JOIN routing ON routing.id = version.routing"
        f" WHERE lower(routing.reference) = lower({_of_mailbox('NEW.body', routing)})"
        f" AND version.number = {chosen} AND version.in_testing = 1)"
    )


def _is_tested_by_a_mailbox() -> str:
    reference = "(SELECT lower(reference) FROM routing WHERE id = OLD.routing)"
    tested = " OR ".join(
        f"(lower({_of_mailbox('body', routing)}) = {reference}"
        f" AND {_of_mailbox('body', number)} = OLD.number)"
        for routing, number in _TESTED
    )
    return f"EXISTS (SELECT 1 FROM resource WHERE kind = 'mailbox' AND ({tested}))"  # noqa: S608


_MAILBOX = " OR ".join(f"({_tests_no_version_in_testing(*fields)})" for fields in _TESTED)

_TESTING_RULES = (
    refuse(
        "mailbox_starts_testing_a_version_in_testing",
        "INSERT ON resource",
        f"NEW.kind = 'mailbox' AND ({_MAILBOX})",
        "mailbox_tests_no_version_in_testing",
    ),
    refuse(
        "mailbox_goes_on_testing_a_version_in_testing",
        "UPDATE ON resource",
        f"NEW.kind = 'mailbox' AND ({_MAILBOX})",
        "mailbox_tests_no_version_in_testing",
    ),
    refuse(
        "version_leaves_testing_after_its_mailboxes",
        "UPDATE OF in_testing ON version",
        f"OLD.in_testing = 1 AND NEW.in_testing = 0 AND {_is_tested_by_a_mailbox()}",
        "version_is_tested",
    ),
    refuse(
        "version_is_deleted_after_its_mailboxes",
        "DELETE ON version",
        f"OLD.in_testing = 1 AND {_is_tested_by_a_mailbox()}",
        "version_is_tested",
    ),
)


_OTHER_RULES = (
    refuse(
        "routing_keeps_its_type",
        "UPDATE OF id, type ON routing",
        changed(("id", "type")),
        "routing_type_is_fixed",
    ),
    refuse("log_is_not_rewritten", "UPDATE ON log", "1", "log_only_grows"),
    refuse("log_is_not_shortened", "DELETE ON log", "1", "log_only_grows"),
    refuse(
        "log_is_not_written_over",
        "INSERT ON log",
        "NEW.id IN (SELECT id FROM log)",
        "log_only_grows",
    ),
    refuse("meta_has_one_row", "INSERT ON meta", "EXISTS (SELECT 1 FROM meta)", "meta_has_one_row"),
    refuse("meta_is_not_deleted", "DELETE ON meta", "1", "meta_has_one_row"),
    refuse(
        "link_leaves_no_ended_branch",
        "INSERT ON link",
        "EXISTS (SELECT 1 FROM branch_end WHERE version = NEW.version"
        " AND source = NEW.source AND branch = NEW.branch)",
        "branch_has_link_and_end",
    ),
    refuse(
        "end_marks_no_linked_branch",
        "INSERT ON branch_end",
        "EXISTS (SELECT 1 FROM link WHERE version = NEW.version"
        " AND source = NEW.source AND branch = NEW.branch)",
        "branch_has_link_and_end",
    ),
)

TRIGGERS = (
    *_tree_rules(),
    *_STATUS_RULES,
    *_NUMBER_RULES,
    *_TESTING_RULES,
    *UNIQUE_RULES,
    *USE_RULES,
    *_OTHER_RULES,
)
"""Every trigger of the schema, as SQL."""
