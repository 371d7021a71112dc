"""SQL that breaks the rules of the schema: a statement for each trigger and each constraint.

A new rule needs a line here. In a statement, `{production}` stands for the id of that version,
quoted; see `a_life` in `test_every_rule` for what there is.
"""

from __future__ import annotations

_COPIED = (
    "INSERT INTO version SELECT {id}, routing, {number}, {name}, {name}, description, {status},"
    " in_testing, NULL, NULL, {date}, missed_at, missed_why, hash, revision, actions, next_action,"
    " drawing_extra, created_at, created_by, changed_at, changed_by, produced_at, produced_by"
    " FROM version WHERE id = {{draft}}"
)


def a_version(
    id_: str = "'new'",
    number: int = 7,
    name: str = "'new'",
    status: str = "'development'",
    date: str = "NULL",
) -> str:
    """Another version of Sales, in most ways like the draft."""
    return _COPIED.format(id=id_, number=number, name=name, status=status, date=date)


# By the name of the trigger; where several versions are named, each is tried.
BROKEN: dict[str, tuple[str, ...]] = {
    # Once produced, a tree is read-only.
    "action_is_fixed_on_insert": (
        "INSERT INTO action SELECT {production}, 'new', 99, type, name, config, comment, record,"
        " origin FROM action WHERE version = {draft} AND type <> 'start'",
    ),
    "action_is_fixed_on_update": (
        "UPDATE action SET name = 'x' WHERE version = {production}",
        "UPDATE action SET config = '' WHERE version = {backup}",
        "UPDATE action SET record = 1, comment = 'x' WHERE version = {backup}",
    ),
    "action_is_fixed_on_delete": (
        "DELETE FROM action WHERE version = {production} AND type <> 'start'",
        "DELETE FROM action WHERE version = {backup}",
    ),
    "action_stays_in_its_version": (
        "UPDATE action SET version = {blank}, number = 9 WHERE version = {draft}",
    ),
    "link_is_fixed_on_insert": (
        "INSERT INTO link SELECT version, source, 'other', target FROM link"
        " WHERE version = {production}",
    ),
    "link_is_fixed_on_update": ("UPDATE link SET branch = 'x' WHERE version = {backup}",),
    "link_is_fixed_on_delete": (
        "DELETE FROM link WHERE version = {production}",
        "DELETE FROM link WHERE version = {backup}",
    ),
    "link_stays_in_its_version": ("UPDATE link SET version = {blank} WHERE version = {draft}",),
    "branch_end_is_fixed_on_insert": (
        "INSERT INTO branch_end SELECT version, id, 'x' FROM action WHERE version = {production}",
    ),
    "branch_end_is_fixed_on_update": (
        "UPDATE branch_end SET branch = 'x' WHERE version = {production}",
    ),
    "branch_end_is_fixed_on_delete": ("DELETE FROM branch_end WHERE version = {production}",),
    "branch_end_stays_in_its_version": (
        "UPDATE branch_end SET version = {blank} WHERE version = {tested}",
    ),
    "position_is_fixed_on_insert": (
        "INSERT OR REPLACE INTO position SELECT version, action, 0, 0 FROM position"
        " WHERE version = {production}",
    ),
    "position_is_fixed_on_update": ("UPDATE position SET x = 1 WHERE version = {backup}",),
    "position_is_fixed_on_delete": ("DELETE FROM position WHERE version = {production}",),
    "position_stays_in_its_version": (
        "UPDATE position SET version = {blank} WHERE version = {draft}",
    ),
    "action_use_is_fixed_on_insert": (
        "INSERT INTO action_use SELECT version, action, 'other', kind, reference FROM action_use"
        " WHERE version = {production}",
    ),
    "action_use_is_fixed_on_update": (
        "UPDATE action_use SET reference = 'other' WHERE version = {production}",
    ),
    "action_use_is_fixed_on_delete": ("DELETE FROM action_use WHERE version = {production}",),
    "action_use_stays_in_its_version": (
        "UPDATE action_use SET version = {blank} WHERE version = {draft}",
    ),
    "version_is_fixed_once_produced": tuple(
        f"UPDATE version SET {column} = {value} WHERE id = {{{which}}}"
        for which in ("production", "backup")
        for column, value in (
            ("name", "'x'"),
            ("name_key", "'x'"),
            ("description", "'x'"),
            ("hash", "'x'"),
            ("revision", 99),
            ("actions", 99),
            ("next_action", 99),
            ("drawing_extra", "'{{}}'"),
            ("changed_at", "NULL"),
            ("changed_by", "'x'"),
        )
    ),
    # Statuses.
    "version_starts_in_development": (
        a_version(status="'production'"),
        a_version(status="'backup'"),
    ),
    "version_never_returns_to_development": (
        "UPDATE version SET status = 'development' WHERE id = {production}",
        "UPDATE version SET status = 'development' WHERE id = {backup}",
    ),
    "version_reaches_backup_through_production": (
        "UPDATE version SET status = 'backup' WHERE id = {draft}",
    ),
    "version_in_production_is_not_blank": (
        "UPDATE version SET status = 'production' WHERE id = {blank}",
    ),
    "version_is_scheduled_with_actions": (
        "UPDATE version SET scheduled_at = '2190-05-09T08:00:00.000000+00:00',"
        " scheduled_zone = 'UTC', scheduled_date = '2190-05-09' WHERE id = {blank}",
    ),
    "version_in_production_is_not_deleted": ("DELETE FROM version WHERE id = {production}",),
    "version_is_alone_in_production": (
        "UPDATE version SET status = 'production' WHERE id = {draft}",
        "UPDATE version SET status = 'production' WHERE id = {backup}",
    ),
    # What has been stays as it was.
    "version_keeps_its_beginning": (
        "UPDATE version SET created_by = 'x' WHERE id = {draft}",
        "UPDATE version SET created_at = NULL WHERE id = {production}",
    ),
    "version_is_produced_with_its_status": (
        "UPDATE version SET produced_by = 'x' WHERE id = {production}",
        "UPDATE version SET produced_at = '2020-01-01T00:00:00.000000+00:00' WHERE id = {backup}",
        "UPDATE version SET produced_by = 'x' WHERE id = {draft}",
    ),
    "log_is_not_rewritten": ("UPDATE log SET who = 'x'", "UPDATE log SET id = id + 1000"),
    "log_is_not_shortened": ("DELETE FROM log", "DELETE FROM log WHERE id = 1"),
    "log_is_not_written_over": (
        "INSERT INTO log SELECT id, routing, at, 'x', event, version, version_name, hash, detail"
        " FROM log",
    ),
    # Numbers are given once, names and dates to one version.
    "version_takes_the_next_number": (a_version(number=2), a_version(number=9)),
    "version_keeps_its_number": (
        "UPDATE version SET number = 9 WHERE id = {draft}",
        "UPDATE version SET id = 'x' WHERE id = {blank}",
        "UPDATE version SET routing = (SELECT id FROM routing WHERE reference = 'other'),"
        " number = 9 WHERE id = {blank}",
    ),
    "routing_numbers_only_grow": ("UPDATE routing SET next_number = 1",),
    "version_is_not_made_twice": (a_version("{production}"), a_version("{draft}")),
    "version_is_alone_in_its_name_on_insert": (
        a_version(name="(SELECT name_key FROM version WHERE id = {production})"),
    ),
    "version_is_alone_in_its_name_on_update": (
        "UPDATE version SET name_key = (SELECT name_key FROM version WHERE id = {production})"
        " WHERE id = {draft}",
    ),
    "version_is_alone_on_its_date_on_insert": (
        a_version()
        .replace("NULL, NULL, NULL", "scheduled_at, scheduled_zone, scheduled_date")
        .replace("{draft}", "{scheduled}"),
    ),
    "version_is_alone_on_its_date_on_update": (
        "UPDATE version SET scheduled_at = '2190-05-01T07:00:00.000000+00:00',"
        " scheduled_zone = 'UTC', scheduled_date = '2190-05-01' WHERE id = {draft}",
    ),
    # Tests and their mailboxes.
    "mailbox_starts_testing_a_version_in_testing": (
        "INSERT INTO resource VALUES ('mailbox', 'new', 'New',"
        ' \'{{"routing": "sales", "test_version": 2}}\', 1)',
        "INSERT INTO resource VALUES ('mailbox', 'new', 'New',"
        ' \'{{"end_routing": "sales", "end_test_version": 4}}\', 1)',
    ),
    "mailbox_goes_on_testing_a_version_in_testing": (
        "UPDATE resource SET body = json_set(body, '$.test_version', 1) WHERE reference = 'info'",
        "UPDATE resource SET body = json_set(body, '$.routing', 'other') WHERE reference = 'info'",
        "UPDATE resource SET body = json_set(body, '$.test_version', 4) WHERE reference = 'plain'",
    ),
    "version_leaves_testing_after_its_mailboxes": (
        "UPDATE version SET in_testing = 0 WHERE id = {tested}",
        "UPDATE version SET in_testing = 0, status = 'production' WHERE id = {tested}",
    ),
    "version_is_deleted_after_its_mailboxes": ("DELETE FROM version WHERE id = {tested}",),
    # References.
    "routing_keeps_its_type": (
        "UPDATE routing SET type = 'end' WHERE reference = 'sales'",
        "UPDATE routing SET id = 'x' WHERE reference = 'free'",
    ),
    "routing_takes_a_free_reference": (
        "INSERT INTO routing VALUES ('new', 'SALES', 'New', 'start', '', 1)",
        "INSERT INTO routing SELECT id, 'new', name, type, '', 99 FROM routing",
    ),
    "routing_changes_to_a_free_reference": (
        "UPDATE routing SET reference = 'Sales' WHERE reference = 'free'",
    ),
    "routing_in_use_keeps_its_reference": (
        "UPDATE routing SET reference = 'new' WHERE reference = 'sales'",
        "UPDATE routing SET reference = 'new' WHERE reference = 'other'",
    ),
    "routing_in_use_is_not_deleted": (
        "DELETE FROM routing WHERE reference = 'sales'",
        "DELETE FROM routing WHERE reference = 'other'",
    ),
    "resource_takes_a_free_reference": (
        "INSERT INTO resource VALUES ('queue', 'Rest', 'New', '{{}}', 1)",
    ),
    "resource_changes_to_a_free_reference": (
        "UPDATE resource SET reference = 'REST' WHERE reference = 'free'",
    ),
    "resource_in_use_keeps_its_reference": (
        "UPDATE resource SET reference = 'new' WHERE reference = 'rest'",
        "UPDATE resource SET reference = 'new' WHERE reference = 'called'",
        "UPDATE resource SET kind = 'checkpoint' WHERE reference = 'rest'",
    ),
    "resource_in_use_is_not_deleted": (
        "DELETE FROM resource WHERE reference = 'rest'",
        "DELETE FROM resource WHERE reference = 'called'",
        "DELETE FROM resource WHERE kind = 'queue'",
    ),
    # The rest.
    "meta_has_one_row": ("INSERT INTO meta SELECT 'x', created_at, '', 'UTC', 1 FROM meta",),
    "meta_is_not_deleted": ("DELETE FROM meta",),
    "link_leaves_no_ended_branch": (
        "INSERT INTO link SELECT e.version, e.source, e.branch, a.id FROM branch_end e"
        " JOIN action a ON a.version = e.version AND a.id <> e.source WHERE e.version = {tested}",
    ),
    "end_marks_no_linked_branch": (
        "INSERT INTO branch_end SELECT version, source, branch FROM link WHERE version = {draft}",
    ),
}

# By the name of the constraint. Unique ones are tried without the triggers that speak before them.
IMPOSSIBLE: dict[str, str] = {
    "ck_routing_type": "INSERT INTO routing VALUES ('x', 'x', 'X', 'middle', '', 1)",
    "ck_routing_name": "UPDATE routing SET name = '' WHERE reference = 'free'",
    "ck_routing_reference": "UPDATE routing SET reference = 'a b' WHERE reference = 'free'",
    "ck_version_status": "UPDATE version SET status = 'retired' WHERE id = {draft}",
    "ck_version_name": "UPDATE version SET name = '' WHERE id = {draft}",
    "ck_version_in_testing": "UPDATE version SET in_testing = 2 WHERE id = {draft}",
    "ck_version_schedule": "UPDATE version SET scheduled_zone = NULL WHERE id = {scheduled}",
    "ck_version_scheduled_date": (
        "UPDATE version SET scheduled_date = '2190-06-01' WHERE id = {scheduled}"
    ),
    "ck_version_flags": "UPDATE version SET in_testing = 1 WHERE id = {backup}",
    "ck_version_flags ": (
        "UPDATE version SET scheduled_at = '2190-05-09T08:00:00.000000+00:00',"
        " scheduled_zone = 'UTC', scheduled_date = '2190-05-09' WHERE id = {production}"
    ),
    "ck_version_flags  ": (
        "UPDATE version SET missed_at = '2190-05-09T08:00:00.000000+00:00' WHERE id = {backup}"
    ),
    "ck_action_record": "UPDATE action SET record = 2 WHERE version = {draft}",
    "ck_resource_name": "UPDATE resource SET name = '' WHERE reference = 'free'",
    "ck_resource_reference": "UPDATE resource SET reference = '' WHERE reference = 'free'",
    "uq_routing_reference_lower": (
        "UPDATE routing SET reference = 'SALES' WHERE reference = 'free'"
    ),
    "uq_version_routing_number": "UPDATE version SET number = 1 WHERE id = {draft}",
    "uq_version_routing_name_key": (
        "UPDATE version SET name_key = (SELECT name_key FROM version WHERE id = {blank})"
        " WHERE id = {draft}"
    ),
    "uq_version_production": "UPDATE version SET status = 'production' WHERE id = {draft}",
    "uq_version_scheduled_date": (
        "UPDATE version SET scheduled_at = '2190-05-01T07:00:00.000000+00:00',"
        " scheduled_zone = 'UTC', scheduled_date = '2190-05-01' WHERE id = {draft}"
    ),
    "uq_action_version_number": "UPDATE action SET number = 1 WHERE version = {draft}",
    "uq_action_start": "UPDATE action SET type = 'start' WHERE version = {draft}",
    "uq_resource_reference_lower": (
        "UPDATE resource SET reference = 'REST' WHERE reference = 'free'"
    ),
}
