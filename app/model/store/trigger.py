"""How a rule becomes a trigger that refuses what breaks it."""

from __future__ import annotations


def refuse(name: str, moment: str, condition: str, key: str) -> str:
    """A trigger before a moment like `UPDATE OF name ON version`; its message is `key`."""
    return (
        f"CREATE TRIGGER {name} BEFORE {moment}\n"
        f"WHEN {condition}\n"
        f"BEGIN SELECT RAISE(ABORT, '{key}'); END"
    )


def changed(columns: tuple[str, ...]) -> str:
    """The condition that an update changes one of these columns."""
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
