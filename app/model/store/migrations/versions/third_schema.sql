CREATE TABLE secret (
	kind TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	field TEXT NOT NULL, 
	CONSTRAINT pk_secret PRIMARY KEY (kind, reference, field), 
	CONSTRAINT fk_secret_kind_reference FOREIGN KEY(kind, reference) REFERENCES resource (kind, reference) ON DELETE CASCADE ON UPDATE CASCADE
)
 STRICT;

CREATE TABLE contact (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	sender TEXT NOT NULL, 
	routing TEXT NOT NULL, 
	case_number TEXT NOT NULL, 
	card TEXT NOT NULL, 
	user TEXT NOT NULL, 
	CONSTRAINT pk_contact PRIMARY KEY (id)
)
 STRICT;

CREATE INDEX ix_contact_at ON contact (at);
