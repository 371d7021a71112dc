-- The tables that gain columns or change shape are made anew, since SQLite cannot add rules to a
-- table that stands; rules are triggers, which hold again from the last statements on.

DROP TRIGGER action_is_fixed_on_insert;
DROP TRIGGER action_is_fixed_on_update;
DROP TRIGGER action_is_fixed_on_delete;
DROP TRIGGER action_stays_in_its_version;
DROP TRIGGER link_is_fixed_on_insert;
DROP TRIGGER link_is_fixed_on_update;
DROP TRIGGER link_is_fixed_on_delete;
DROP TRIGGER link_stays_in_its_version;
DROP TRIGGER branch_end_is_fixed_on_insert;
DROP TRIGGER branch_end_is_fixed_on_update;
DROP TRIGGER branch_end_is_fixed_on_delete;
DROP TRIGGER branch_end_stays_in_its_version;
DROP TRIGGER position_is_fixed_on_insert;
DROP TRIGGER position_is_fixed_on_update;
DROP TRIGGER position_is_fixed_on_delete;
DROP TRIGGER position_stays_in_its_version;
DROP TRIGGER version_starts_in_development;
DROP TRIGGER version_never_returns_to_development;
DROP TRIGGER version_reaches_backup_through_production;
DROP TRIGGER version_in_production_is_not_blank;
DROP TRIGGER version_is_fixed_once_produced;
DROP TRIGGER version_in_production_is_not_deleted;
DROP TRIGGER version_takes_the_next_number;
DROP TRIGGER version_uses_its_number_up;
DROP TRIGGER version_keeps_its_number;
DROP TRIGGER routing_numbers_only_grow;
DROP TRIGGER routing_keeps_its_type;
DROP TRIGGER log_is_not_rewritten;
DROP TRIGGER log_is_not_shortened;
DROP TRIGGER meta_has_one_row;
DROP TRIGGER link_leaves_no_ended_branch;
DROP TRIGGER end_marks_no_linked_branch;

ALTER TABLE version RENAME TO first_version;
ALTER TABLE resource RENAME TO first_resource;
ALTER TABLE run RENAME TO first_run;

CREATE TABLE version (
	id TEXT NOT NULL, 
	routing TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	description TEXT NOT NULL, 
	status TEXT NOT NULL, 
	in_testing INTEGER NOT NULL, 
	scheduled_at TEXT, 
	scheduled_zone TEXT, 
	scheduled_date TEXT, 
	missed_at TEXT, 
	missed_why TEXT DEFAULT '' NOT NULL, 
	hash TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	actions INTEGER NOT NULL, 
	next_action INTEGER NOT NULL, 
	drawing_extra TEXT NOT NULL, 
	created_at TEXT, 
	created_by TEXT NOT NULL, 
	changed_at TEXT, 
	changed_by TEXT NOT NULL, 
	produced_at TEXT, 
	produced_by TEXT NOT NULL, 
	CONSTRAINT pk_version PRIMARY KEY (id), 
	CONSTRAINT uq_version_routing_number UNIQUE (routing, number), 
	CONSTRAINT uq_version_routing_name_key UNIQUE (routing, name_key), 
	CONSTRAINT ck_version_status CHECK (status IN ('development', 'production', 'backup')), 
	CONSTRAINT ck_version_name CHECK (length(name) BETWEEN 1 AND 100), 
	CONSTRAINT ck_version_in_testing CHECK (in_testing IN (0, 1)), 
	CONSTRAINT ck_version_schedule CHECK ((scheduled_at IS NULL) = (scheduled_zone IS NULL) AND (scheduled_at IS NULL) = (scheduled_date IS NULL)), 
	CONSTRAINT ck_version_scheduled_date CHECK (scheduled_date BETWEEN date(scheduled_at, '-1 day') AND date(scheduled_at, '+1 day')), 
	CONSTRAINT ck_version_flags CHECK (status = 'development' OR (in_testing = 0 AND scheduled_at IS NULL AND missed_at IS NULL)), 
	CONSTRAINT fk_version_routing FOREIGN KEY(routing) REFERENCES routing (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE resource (
	kind TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	name TEXT NOT NULL, 
	body TEXT NOT NULL, 
	revision INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_resource PRIMARY KEY (kind, reference), 
	CONSTRAINT ck_resource_name CHECK (length(name) BETWEEN 1 AND 100), 
	CONSTRAINT ck_resource_reference CHECK (length(reference) BETWEEN 1 AND 100 AND reference NOT GLOB '*[^-A-Za-z0-9_.@+]*')
)
 STRICT;

CREATE TABLE run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version TEXT NOT NULL, 
	kept_at TEXT NOT NULL, 
	kept_by TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	destination TEXT NOT NULL, 
	steps INTEGER NOT NULL, 
	trace BLOB NOT NULL, 
	CONSTRAINT ck_run_mode CHECK (mode IN ('replay', 'test')), 
	CONSTRAINT fk_run_version FOREIGN KEY(version) REFERENCES version (id) ON DELETE CASCADE
)
 STRICT;

-- local_date is a function of the migration: a moment in UTC as a date in a time zone.
INSERT INTO version (id, routing, number, name, name_key, description, status, in_testing,
    scheduled_at, scheduled_zone, hash, revision, actions, next_action, drawing_extra,
    created_at, created_by, changed_at, changed_by, produced_at, produced_by, scheduled_date)
SELECT id, routing, number, name, name_key, description, status, in_testing, scheduled_at,
    scheduled_zone, hash, revision, actions, next_action, drawing_extra, created_at, created_by,
    changed_at, changed_by, produced_at, produced_by, local_date(scheduled_at, scheduled_zone)
    FROM first_version;

INSERT INTO resource (kind, reference, name, body)
SELECT kind, reference, name, body FROM first_resource;

DROP TABLE first_version;
DROP TABLE first_resource;

CREATE UNIQUE INDEX uq_resource_reference_lower ON resource (kind, lower(reference));

CREATE INDEX ix_version_scheduled_at ON version (scheduled_at) WHERE scheduled_at IS NOT NULL;

CREATE UNIQUE INDEX uq_version_production ON version (routing) WHERE status = 'production';

CREATE UNIQUE INDEX uq_version_scheduled_date ON version (routing, scheduled_date) WHERE scheduled_date IS NOT NULL;

CREATE INDEX ix_run_version_id ON run (version, id);

CREATE TRIGGER action_is_fixed_on_insert BEFORE INSERT ON action
WHEN (SELECT status FROM version WHERE id = NEW.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER action_is_fixed_on_update BEFORE UPDATE ON action
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER action_is_fixed_on_delete BEFORE DELETE ON action
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER action_stays_in_its_version BEFORE UPDATE OF version ON action
WHEN NEW.version <> OLD.version
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER link_is_fixed_on_insert BEFORE INSERT ON link
WHEN (SELECT status FROM version WHERE id = NEW.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER link_is_fixed_on_update BEFORE UPDATE ON link
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER link_is_fixed_on_delete BEFORE DELETE ON link
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER link_stays_in_its_version BEFORE UPDATE OF version ON link
WHEN NEW.version <> OLD.version
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER branch_end_is_fixed_on_insert BEFORE INSERT ON branch_end
WHEN (SELECT status FROM version WHERE id = NEW.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER branch_end_is_fixed_on_update BEFORE UPDATE ON branch_end
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER branch_end_is_fixed_on_delete BEFORE DELETE ON branch_end
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER branch_end_stays_in_its_version BEFORE UPDATE OF version ON branch_end
WHEN NEW.version <> OLD.version
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER position_is_fixed_on_insert BEFORE INSERT ON position
WHEN (SELECT status FROM version WHERE id = NEW.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER position_is_fixed_on_update BEFORE UPDATE ON position
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER position_is_fixed_on_delete BEFORE DELETE ON position
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER position_stays_in_its_version BEFORE UPDATE OF version ON position
WHEN NEW.version <> OLD.version
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER action_use_is_fixed_on_insert BEFORE INSERT ON action_use
WHEN (SELECT status FROM version WHERE id = NEW.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER action_use_is_fixed_on_update BEFORE UPDATE ON action_use
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER action_use_is_fixed_on_delete BEFORE DELETE ON action_use
WHEN (SELECT status FROM version WHERE id = OLD.version) <> 'development'
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER action_use_stays_in_its_version BEFORE UPDATE OF version ON action_use
WHEN NEW.version <> OLD.version
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER version_starts_in_development BEFORE INSERT ON version
WHEN NEW.status <> 'development'
BEGIN SELECT RAISE(ABORT, 'version_starts_in_development'); END;

CREATE TRIGGER version_never_returns_to_development BEFORE UPDATE OF status ON version
WHEN NEW.status = 'development' AND OLD.status <> 'development'
BEGIN SELECT RAISE(ABORT, 'version_never_returns'); END;

CREATE TRIGGER version_reaches_backup_through_production BEFORE UPDATE OF status ON version
WHEN NEW.status = 'backup' AND OLD.status = 'development'
BEGIN SELECT RAISE(ABORT, 'version_never_returns'); END;

CREATE TRIGGER version_in_production_is_not_blank BEFORE UPDATE OF status ON version
WHEN NEW.status = 'production' AND NOT EXISTS (SELECT 1 FROM link JOIN action ON action.version = link.version AND action.id = link.source WHERE link.version = NEW.id AND action.type = 'start' AND link.target <> link.source)
BEGIN SELECT RAISE(ABORT, 'version_is_blank'); END;

CREATE TRIGGER version_is_fixed_once_produced BEFORE UPDATE ON version
WHEN OLD.status <> 'development' AND (NEW.name IS NOT OLD.name OR NEW.name_key IS NOT OLD.name_key OR NEW.description IS NOT OLD.description OR NEW.hash IS NOT OLD.hash OR NEW.revision IS NOT OLD.revision OR NEW.actions IS NOT OLD.actions OR NEW.next_action IS NOT OLD.next_action OR NEW.drawing_extra IS NOT OLD.drawing_extra OR NEW.changed_at IS NOT OLD.changed_at OR NEW.changed_by IS NOT OLD.changed_by)
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER version_in_production_is_not_deleted BEFORE DELETE ON version
WHEN OLD.status = 'production' AND EXISTS (SELECT 1 FROM routing WHERE id = OLD.routing)
BEGIN SELECT RAISE(ABORT, 'version_is_in_production'); END;

CREATE TRIGGER version_is_scheduled_with_actions BEFORE UPDATE OF scheduled_at ON version
WHEN NEW.scheduled_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM link JOIN action ON action.version = link.version AND action.id = link.source WHERE link.version = NEW.id AND action.type = 'start' AND link.target <> link.source)
BEGIN SELECT RAISE(ABORT, 'version_is_blank'); END;

CREATE TRIGGER version_keeps_its_beginning BEFORE UPDATE OF created_at, created_by ON version
WHEN NEW.created_at IS NOT OLD.created_at OR NEW.created_by IS NOT OLD.created_by
BEGIN SELECT RAISE(ABORT, 'past_is_fixed'); END;

CREATE TRIGGER version_is_produced_with_its_status BEFORE UPDATE OF produced_at, produced_by ON version
WHEN (NEW.produced_at IS NOT OLD.produced_at OR NEW.produced_by IS NOT OLD.produced_by) AND NOT (NEW.status = 'production' AND OLD.status <> 'production')
BEGIN SELECT RAISE(ABORT, 'past_is_fixed'); END;

CREATE TRIGGER version_takes_the_next_number BEFORE INSERT ON version
WHEN NEW.number <> (SELECT next_number FROM routing WHERE id = NEW.routing)
BEGIN SELECT RAISE(ABORT, 'number_is_not_next'); END;

CREATE TRIGGER version_uses_its_number_up AFTER INSERT ON version
BEGIN UPDATE routing SET next_number = next_number + 1 WHERE id = NEW.routing; END;

CREATE TRIGGER version_keeps_its_number BEFORE UPDATE OF id, number, routing ON version
WHEN NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number OR NEW.routing IS NOT OLD.routing
BEGIN SELECT RAISE(ABORT, 'number_is_not_next'); END;

CREATE TRIGGER routing_numbers_only_grow BEFORE UPDATE OF next_number ON routing
WHEN NEW.next_number < OLD.next_number
BEGIN SELECT RAISE(ABORT, 'number_is_not_next'); END;

CREATE TRIGGER mailbox_starts_testing_a_version_in_testing BEFORE INSERT ON resource
WHEN NEW.kind = 'mailbox' AND ((json_extract(NEW.body, '$.test_version') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM version JOIN routing ON routing.id = version.routing WHERE lower(routing.reference) = lower(json_extract(NEW.body, '$.routing')) AND version.number = json_extract(NEW.body, '$.test_version') AND version.in_testing = 1)) OR (json_extract(NEW.body, '$.end_test_version') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM version JOIN routing ON routing.id = version.routing WHERE lower(routing.reference) = lower(json_extract(NEW.body, '$.end_routing')) AND version.number = json_extract(NEW.body, '$.end_test_version') AND version.in_testing = 1)))
BEGIN SELECT RAISE(ABORT, 'mailbox_tests_no_version_in_testing'); END;

CREATE TRIGGER mailbox_goes_on_testing_a_version_in_testing BEFORE UPDATE ON resource
WHEN NEW.kind = 'mailbox' AND ((json_extract(NEW.body, '$.test_version') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM version JOIN routing ON routing.id = version.routing WHERE lower(routing.reference) = lower(json_extract(NEW.body, '$.routing')) AND version.number = json_extract(NEW.body, '$.test_version') AND version.in_testing = 1)) OR (json_extract(NEW.body, '$.end_test_version') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM version JOIN routing ON routing.id = version.routing WHERE lower(routing.reference) = lower(json_extract(NEW.body, '$.end_routing')) AND version.number = json_extract(NEW.body, '$.end_test_version') AND version.in_testing = 1)))
BEGIN SELECT RAISE(ABORT, 'mailbox_tests_no_version_in_testing'); END;

CREATE TRIGGER version_leaves_testing_after_its_mailboxes BEFORE UPDATE OF in_testing ON version
WHEN OLD.in_testing = 1 AND NEW.in_testing = 0 AND EXISTS (SELECT 1 FROM resource WHERE kind = 'mailbox' AND ((lower(json_extract(body, '$.routing')) = (SELECT lower(reference) FROM routing WHERE id = OLD.routing) AND json_extract(body, '$.test_version') = OLD.number) OR (lower(json_extract(body, '$.end_routing')) = (SELECT lower(reference) FROM routing WHERE id = OLD.routing) AND json_extract(body, '$.end_test_version') = OLD.number)))
BEGIN SELECT RAISE(ABORT, 'version_is_tested'); END;

CREATE TRIGGER version_is_deleted_after_its_mailboxes BEFORE DELETE ON version
WHEN OLD.in_testing = 1 AND EXISTS (SELECT 1 FROM resource WHERE kind = 'mailbox' AND ((lower(json_extract(body, '$.routing')) = (SELECT lower(reference) FROM routing WHERE id = OLD.routing) AND json_extract(body, '$.test_version') = OLD.number) OR (lower(json_extract(body, '$.end_routing')) = (SELECT lower(reference) FROM routing WHERE id = OLD.routing) AND json_extract(body, '$.end_test_version') = OLD.number)))
BEGIN SELECT RAISE(ABORT, 'version_is_tested'); END;

CREATE TRIGGER version_is_alone_in_its_name_on_insert BEFORE INSERT ON version
WHEN EXISTS (SELECT 1 FROM version AS other WHERE other.routing = NEW.routing AND other.id <> NEW.id AND other.name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'name_is_taken'); END;

CREATE TRIGGER version_is_alone_in_its_name_on_update BEFORE UPDATE OF name_key ON version
WHEN EXISTS (SELECT 1 FROM version AS other WHERE other.routing = NEW.routing AND other.id <> NEW.id AND other.name_key = NEW.name_key)
BEGIN SELECT RAISE(ABORT, 'name_is_taken'); END;

CREATE TRIGGER version_is_alone_on_its_date_on_insert BEFORE INSERT ON version
WHEN EXISTS (SELECT 1 FROM version AS other WHERE other.routing = NEW.routing AND other.id <> NEW.id AND other.scheduled_date = NEW.scheduled_date)
BEGIN SELECT RAISE(ABORT, 'date_is_taken'); END;

CREATE TRIGGER version_is_alone_on_its_date_on_update BEFORE UPDATE OF scheduled_date ON version
WHEN EXISTS (SELECT 1 FROM version AS other WHERE other.routing = NEW.routing AND other.id <> NEW.id AND other.scheduled_date = NEW.scheduled_date)
BEGIN SELECT RAISE(ABORT, 'date_is_taken'); END;

CREATE TRIGGER version_is_alone_in_production BEFORE UPDATE OF status ON version
WHEN NEW.status = 'production' AND EXISTS (SELECT 1 FROM version AS other WHERE other.routing = NEW.routing AND other.id <> NEW.id AND other.status = 'production')
BEGIN SELECT RAISE(ABORT, 'one_is_in_production'); END;

CREATE TRIGGER version_is_not_made_twice BEFORE INSERT ON version
WHEN EXISTS (SELECT 1 FROM version AS other WHERE other.id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'number_is_not_next'); END;

CREATE TRIGGER routing_takes_a_free_reference BEFORE INSERT ON routing
WHEN EXISTS (SELECT 1 FROM routing AS other WHERE other.id = NEW.id OR lower(other.reference) = lower(NEW.reference))
BEGIN SELECT RAISE(ABORT, 'reference_is_taken'); END;

CREATE TRIGGER routing_changes_to_a_free_reference BEFORE UPDATE OF reference ON routing
WHEN EXISTS (SELECT 1 FROM routing AS other WHERE other.id <> NEW.id AND lower(other.reference) = lower(NEW.reference))
BEGIN SELECT RAISE(ABORT, 'reference_is_taken'); END;

CREATE TRIGGER resource_takes_a_free_reference BEFORE INSERT ON resource
WHEN EXISTS (SELECT 1 FROM resource AS other WHERE other.kind = NEW.kind AND lower(other.reference) = lower(NEW.reference))
BEGIN SELECT RAISE(ABORT, 'reference_is_taken'); END;

CREATE TRIGGER resource_changes_to_a_free_reference BEFORE UPDATE OF kind, reference ON resource
WHEN (NEW.kind IS NOT OLD.kind OR lower(NEW.reference) IS NOT lower(OLD.reference)) AND EXISTS (SELECT 1 FROM resource AS other WHERE other.kind = NEW.kind AND lower(other.reference) = lower(NEW.reference))
BEGIN SELECT RAISE(ABORT, 'reference_is_taken'); END;

CREATE TRIGGER routing_in_use_keeps_its_reference BEFORE UPDATE OF reference ON routing
WHEN lower(NEW.reference) IS NOT lower(OLD.reference) AND (EXISTS (SELECT 1 FROM action_use JOIN version ON version.id = action_use.version WHERE action_use.kind = 'routing' AND action_use.reference = lower(OLD.reference)) OR EXISTS (SELECT 1 FROM resource_use WHERE resource_use.kind = 'routing' AND resource_use.reference = lower(OLD.reference)))
BEGIN SELECT RAISE(ABORT, 'reference_is_used'); END;

CREATE TRIGGER routing_in_use_is_not_deleted BEFORE DELETE ON routing
WHEN (EXISTS (SELECT 1 FROM action_use JOIN version ON version.id = action_use.version WHERE action_use.kind = 'routing' AND action_use.reference = lower(OLD.reference) AND version.routing <> OLD.id) OR EXISTS (SELECT 1 FROM resource_use WHERE resource_use.kind = 'routing' AND resource_use.reference = lower(OLD.reference)))
BEGIN SELECT RAISE(ABORT, 'reference_is_used'); END;

CREATE TRIGGER resource_in_use_keeps_its_reference BEFORE UPDATE OF kind, reference ON resource
WHEN (NEW.kind IS NOT OLD.kind OR lower(NEW.reference) IS NOT lower(OLD.reference)) AND (EXISTS (SELECT 1 FROM action_use JOIN version ON version.id = action_use.version WHERE action_use.kind = OLD.kind AND action_use.reference = lower(OLD.reference)) OR EXISTS (SELECT 1 FROM resource_use WHERE resource_use.kind = OLD.kind AND resource_use.reference = lower(OLD.reference) AND NOT (resource_use.owner_kind = OLD.kind AND resource_use.owner = lower(OLD.reference))))
BEGIN SELECT RAISE(ABORT, 'reference_is_used'); END;

CREATE TRIGGER resource_in_use_is_not_deleted BEFORE DELETE ON resource
WHEN (EXISTS (SELECT 1 FROM action_use JOIN version ON version.id = action_use.version WHERE action_use.kind = OLD.kind AND action_use.reference = lower(OLD.reference)) OR EXISTS (SELECT 1 FROM resource_use WHERE resource_use.kind = OLD.kind AND resource_use.reference = lower(OLD.reference) AND NOT (resource_use.owner_kind = OLD.kind AND resource_use.owner = lower(OLD.reference))))
BEGIN SELECT RAISE(ABORT, 'reference_is_used'); END;

CREATE TRIGGER routing_keeps_its_type BEFORE UPDATE OF id, type ON routing
WHEN NEW.id IS NOT OLD.id OR NEW.type IS NOT OLD.type
BEGIN SELECT RAISE(ABORT, 'routing_type_is_fixed'); END;

CREATE TRIGGER log_is_not_rewritten BEFORE UPDATE ON log
WHEN 1
BEGIN SELECT RAISE(ABORT, 'log_only_grows'); END;

CREATE TRIGGER log_is_not_shortened BEFORE DELETE ON log
WHEN 1
BEGIN SELECT RAISE(ABORT, 'log_only_grows'); END;

CREATE TRIGGER log_is_not_written_over BEFORE INSERT ON log
WHEN NEW.id IN (SELECT id FROM log)
BEGIN SELECT RAISE(ABORT, 'log_only_grows'); END;

CREATE TRIGGER meta_has_one_row BEFORE INSERT ON meta
WHEN EXISTS (SELECT 1 FROM meta)
BEGIN SELECT RAISE(ABORT, 'meta_has_one_row'); END;

CREATE TRIGGER meta_is_not_deleted BEFORE DELETE ON meta
WHEN 1
BEGIN SELECT RAISE(ABORT, 'meta_has_one_row'); END;

CREATE TRIGGER link_leaves_no_ended_branch BEFORE INSERT ON link
WHEN EXISTS (SELECT 1 FROM branch_end WHERE version = NEW.version AND source = NEW.source AND branch = NEW.branch)
BEGIN SELECT RAISE(ABORT, 'branch_has_link_and_end'); END;

CREATE TRIGGER end_marks_no_linked_branch BEFORE INSERT ON branch_end
WHEN EXISTS (SELECT 1 FROM link WHERE version = NEW.version AND source = NEW.source AND branch = NEW.branch)
BEGIN SELECT RAISE(ABORT, 'branch_has_link_and_end'); END;
