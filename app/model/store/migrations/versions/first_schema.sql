-- The schema of the first release. It is history: later changes are migrations of their own.

CREATE TABLE log (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    routing TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    event TEXT NOT NULL,
    version INTEGER,
    version_name TEXT NOT NULL,
    hash TEXT NOT NULL,
    detail TEXT NOT NULL
)
 STRICT;

CREATE INDEX ix_log_routing ON log (routing);

CREATE TABLE meta (
    id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    step_limit INTEGER NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE resource (
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_resource PRIMARY KEY (kind, reference),
    CONSTRAINT ck_resource_name CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT ck_resource_reference CHECK (length(reference) BETWEEN 1 AND 100 AND reference NOT GLOB '*[^-A-Za-z0-9_.@+]*')
)
 STRICT;

CREATE UNIQUE INDEX uq_resource_reference_lower ON resource (kind, lower(reference));

CREATE TABLE resource_use (
    owner_kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_resource_use PRIMARY KEY (owner_kind, owner, field, kind, reference)
)
 STRICT;

CREATE INDEX ix_resource_use_kind_reference ON resource_use (kind, reference);

CREATE TABLE routing (
    id TEXT NOT NULL,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT NOT NULL,
    next_number INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_routing PRIMARY KEY (id),
    CONSTRAINT ck_routing_type CHECK (type IN ('start', 'end')),
    CONSTRAINT ck_routing_name CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT ck_routing_reference CHECK (length(reference) BETWEEN 1 AND 100 AND reference NOT GLOB '*[^-A-Za-z0-9_.@+]*')
)
 STRICT;

CREATE UNIQUE INDEX uq_routing_reference_lower ON routing (lower(reference));

CREATE TABLE sample_set (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    CONSTRAINT pk_sample_set PRIMARY KEY (id),
    CONSTRAINT ck_sample_set_name CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT uq_sample_set_name_key UNIQUE (name_key)
)
 STRICT;

CREATE TABLE sample_email (
    id TEXT NOT NULL,
    sample_set TEXT NOT NULL,
    position INTEGER NOT NULL,
    subject TEXT NOT NULL,
    sender TEXT NOT NULL,
    date TEXT,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    raw BLOB NOT NULL,
    CONSTRAINT pk_sample_email PRIMARY KEY (id),
    CONSTRAINT uq_sample_email_sample_set_position UNIQUE (sample_set, position),
    CONSTRAINT fk_sample_email_sample_set FOREIGN KEY(sample_set) REFERENCES sample_set (id) ON DELETE CASCADE
)
 STRICT;

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
    CONSTRAINT ck_version_schedule CHECK ((scheduled_at IS NULL) = (scheduled_zone IS NULL)),
    CONSTRAINT ck_version_flags CHECK (status = 'development' OR (in_testing = 0 AND scheduled_at IS NULL)),
    CONSTRAINT fk_version_routing FOREIGN KEY(routing) REFERENCES routing (id) ON DELETE CASCADE
)
 STRICT;

CREATE UNIQUE INDEX uq_version_production ON version (routing) WHERE status = 'production';

CREATE TABLE action (
    version TEXT NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    config TEXT NOT NULL,
    comment TEXT NOT NULL,
    record INTEGER NOT NULL,
    origin TEXT NOT NULL,
    CONSTRAINT pk_action PRIMARY KEY (version, id),
    CONSTRAINT uq_action_version_number UNIQUE (version, number),
    CONSTRAINT ck_action_record CHECK (record IN (0, 1)),
    CONSTRAINT fk_action_version FOREIGN KEY(version) REFERENCES version (id) ON DELETE CASCADE
)
 STRICT;

CREATE UNIQUE INDEX uq_action_start ON action (version) WHERE type = 'start';

CREATE TABLE action_use (
    version TEXT NOT NULL,
    action TEXT NOT NULL,
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_action_use PRIMARY KEY (version, action, field, kind, reference),
    CONSTRAINT fk_action_use_version FOREIGN KEY(version) REFERENCES version (id) ON DELETE CASCADE
)
 STRICT;

CREATE INDEX ix_action_use_kind_reference ON action_use (kind, reference);

CREATE TABLE run (
    version TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    trace BLOB NOT NULL,
    CONSTRAINT pk_run PRIMARY KEY (version),
    CONSTRAINT fk_run_version FOREIGN KEY(version) REFERENCES version (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE branch_end (
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    branch TEXT NOT NULL,
    CONSTRAINT pk_branch_end PRIMARY KEY (version, source, branch),
    CONSTRAINT fk_branch_end_version_source FOREIGN KEY(version, source) REFERENCES action (version, id),
    CONSTRAINT fk_branch_end_version FOREIGN KEY(version) REFERENCES version (id) ON DELETE CASCADE
)
 STRICT;

CREATE TABLE link (
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    branch TEXT NOT NULL,
    target TEXT NOT NULL,
    CONSTRAINT pk_link PRIMARY KEY (version, source, branch),
    CONSTRAINT fk_link_version_source FOREIGN KEY(version, source) REFERENCES action (version, id),
    CONSTRAINT fk_link_version_target FOREIGN KEY(version, target) REFERENCES action (version, id),
    CONSTRAINT fk_link_version FOREIGN KEY(version) REFERENCES version (id) ON DELETE CASCADE
)
 STRICT;

CREATE INDEX ix_link_version_target ON link (version, target);

CREATE TABLE position (
    version TEXT NOT NULL,
    action TEXT NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    CONSTRAINT pk_position PRIMARY KEY (version, action),
    CONSTRAINT fk_position_version_action FOREIGN KEY(version, action) REFERENCES action (version, id),
    CONSTRAINT fk_position_version FOREIGN KEY(version) REFERENCES version (id) ON DELETE CASCADE
)
 STRICT;

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
WHEN OLD.status <> 'development' AND (NEW.name IS NOT OLD.name OR NEW.description IS NOT OLD.description OR NEW.hash IS NOT OLD.hash OR NEW.revision IS NOT OLD.revision OR NEW.actions IS NOT OLD.actions OR NEW.next_action IS NOT OLD.next_action OR NEW.drawing_extra IS NOT OLD.drawing_extra)
BEGIN SELECT RAISE(ABORT, 'tree_is_fixed'); END;

CREATE TRIGGER version_in_production_is_not_deleted BEFORE DELETE ON version
WHEN OLD.status = 'production' AND EXISTS (SELECT 1 FROM routing WHERE id = OLD.routing)
BEGIN SELECT RAISE(ABORT, 'version_is_in_production'); END;

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

CREATE TRIGGER routing_keeps_its_type BEFORE UPDATE OF id, type ON routing
WHEN NEW.id IS NOT OLD.id OR NEW.type IS NOT OLD.type
BEGIN SELECT RAISE(ABORT, 'routing_type_is_fixed'); END;

CREATE TRIGGER log_is_not_rewritten BEFORE UPDATE ON log
WHEN 1
BEGIN SELECT RAISE(ABORT, 'log_only_grows'); END;

CREATE TRIGGER log_is_not_shortened BEFORE DELETE ON log
WHEN 1
BEGIN SELECT RAISE(ABORT, 'log_only_grows'); END;

CREATE TRIGGER meta_has_one_row BEFORE INSERT ON meta
WHEN EXISTS (SELECT 1 FROM meta)
BEGIN SELECT RAISE(ABORT, 'meta_has_one_row'); END;

CREATE TRIGGER link_leaves_no_ended_branch BEFORE INSERT ON link
WHEN EXISTS (SELECT 1 FROM branch_end WHERE version = NEW.version AND source = NEW.source AND branch = NEW.branch)
BEGIN SELECT RAISE(ABORT, 'branch_has_link_and_end'); END;

CREATE TRIGGER end_marks_no_linked_branch BEFORE INSERT ON branch_end
WHEN EXISTS (SELECT 1 FROM link WHERE version = NEW.version AND source = NEW.source AND branch = NEW.branch)
BEGIN SELECT RAISE(ABORT, 'branch_has_link_and_end'); END;
