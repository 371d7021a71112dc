"""Marks of the fields that have a secret in the keyring, and the contact log.

The statements stand in `third_schema.sql`.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

from app.model.store.scripts import statements_of

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the new tables; nothing that was there changes."""
    connection = op.get_bind()
    for statement in statements_of(Path(__file__).with_suffix(".sql")):
        connection.exec_driver_sql(statement)
