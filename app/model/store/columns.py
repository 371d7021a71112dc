"""Column types of the workspace file: moments in UTC, readable with any SQLite browser."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

from app.model.store.rows import row_reader


class Moment(TypeDecorator[dt.datetime]):
    """A moment as ISO 8601 text in UTC with microseconds, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> str | None:  # noqa: ARG002
        """Write a moment of any zone in UTC; a moment without a zone is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Any) -> dt.datetime | None:  # noqa: ARG002
        """Read a moment back, in UTC."""
        return None if value is None else _moment(value)


@row_reader
def _moment(written: str) -> dt.datetime:
    return dt.datetime.fromisoformat(written)
