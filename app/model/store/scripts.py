"""Frozen SQL scripts of migrations, read statement by statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path


def statements_of(source: Path) -> Iterator[str]:
    """Every statement of an SQL file, in its order."""
    # Triggers hold semicolons of their own; SQLite knows where a statement is complete.
    gathered = ""
    for line in source.read_text(encoding="utf-8").splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
