CREATE TABLE secret (
	kind TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	field TEXT NOT NULL, 
	CONSTRAINT pk_secret PRIMARY KEY (kind, reference, field), 
	CONSTRAINT fk_secret_kind_reference FOREIGN KEY(kind, reference) REFERENCES resource (kind, reference) ON DELETE CASCADE ON UPDATE CASCADE
)
 STRICT;
