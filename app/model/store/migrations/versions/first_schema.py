"""The schema of the first release, as the statements of `first_schema.sql`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index and trigger."""
    for statement in _statements(Path(__file__).with_suffix(".sql")):
        op.execute(statement)


def _statements(source: Path) -> Iterator[str]:
    # Triggers hold semicolons of their own; SQLite knows where a statement is complete.
    gathered = ""
    for line in source.read_text(encoding="utf-8").splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
