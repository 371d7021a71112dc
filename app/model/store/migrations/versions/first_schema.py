"""The schema of the first release, as the statements of `first_schema.sql`."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from app.model.store.scripts import statements_of

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index and trigger."""
    for statement in statements_of(Path(__file__).with_suffix(".sql")):
        op.execute(statement)
