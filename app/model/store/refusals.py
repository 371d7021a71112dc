"""Sentences for what the database refuses: broken rules, full disks, damaged files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.model.errors import OutsideError, Refused, UserError
from app.model.store.rows import UnsoundRow
from app.model.text import Text, _

RULES: dict[str, Text] = {
    "tree_is_fixed": _(
        "This version has been in production, so it stays as it is. Duplicate it to change it."
    ),
    "version_starts_in_development": _("A new version starts in development."),
    "version_never_returns": _(
        "A version that has been in production never returns to development."
        " Duplicate it to change it."
    ),
    "version_is_blank": _(
        "This version is blank. Add an action after Start before you put it in production."
    ),
    "version_is_in_production": _(
        "This version is in production. Put another one in production before you delete it."
    ),
    "mailbox_tests_no_version_in_testing": _(
        "A mailbox can only test a version that is in testing. Put the version in test first."
    ),
    "version_is_tested": _(
        "A mailbox tests this version. Return the mailbox to production before."
    ),
    "past_is_fixed": _("Who made a version or put it in production, and when, stays as it was."),
    "name_is_taken": _(
        "Another version of this smart routing has this name. Choose a different one."
    ),
    "date_is_taken": _(
        "Another version of this smart routing is scheduled for the same date. Choose another date."
    ),
    "one_is_in_production": _(
        "Another version of this smart routing is in production. It must go into backup first."
    ),
    "reference_is_taken": _("This reference is taken. Choose a different one."),
    "reference_is_used": _(
        "Something refers to this, so it stays, and keeps its reference. Change what uses it first."
    ),
    "number_is_not_next": _("The number of a version is given once and never again."),
    "routing_type_is_fixed": _("The type of a smart routing cannot change after its creation."),
    "log_only_grows": _("The log of a smart routing cannot be changed."),
    "meta_has_one_row": _("The settings of this workspace exist already."),
    "branch_has_link_and_end": _("A branch either leads to an action or ends, not both."),
}
"""What each rule of `rules` says when it is broken, by the message of its trigger."""

# What SQLite says, without a code of its own, when a flipped bit changed the schema or a text.
_SIGNS_OF_DAMAGE = (
    "Could not decode to UTF-8",
    "malformed JSON",
    "malformed database schema",
    "no such column",
    "no such table",
)

# Extended result codes carry the primary code in their low byte.
_PRIMARY = 0xFF


def _of_code(code: int, path: Path) -> UserError | None:
    name = str(path)
    sentences: dict[int, UserError] = {
        sqlite3.SQLITE_FULL: OutsideError(
            _("The disk is full. Free some space for {path}, then try again.", path=name)
        ),
        sqlite3.SQLITE_READONLY: OutsideError(
            _(
                "The workspace {path} cannot be written. Check its rights, then try again.",
                path=name,
            )
        ),
        sqlite3.SQLITE_PERM: OutsideError(
            _(
                "The workspace {path} cannot be written. Check its rights, then try again.",
                path=name,
            )
        ),
        sqlite3.SQLITE_IOERR: OutsideError(
            _("The disk refused to read or write {path}. Check it, then try again.", path=name)
        ),
        sqlite3.SQLITE_CANTOPEN: OutsideError(
            _(
                "The workspace {path} cannot be reached. Check its folder, then try again.",
                path=name,
            )
        ),
        sqlite3.SQLITE_BUSY: OutsideError(
            _("Another window is writing to {path}. Try again in a moment.", path=name)
        ),
        sqlite3.SQLITE_LOCKED: OutsideError(
            _("Another window is writing to {path}. Try again in a moment.", path=name)
        ),
        sqlite3.SQLITE_CORRUPT: damaged(path),
        sqlite3.SQLITE_NOTADB: damaged(path),
    }
    return sentences.get(code & _PRIMARY)


class Damaged(OutsideError):
    """The file is a workspace, but parts of it are missing or overwritten."""


class Foreign(UserError):
    """The file is no workspace at all."""


class Newer(UserError):
    """The file was written by a newer version of the application."""


class NotWritable(UserError):
    """The file can be read, and neither it nor its folder may be written."""


class NotUpgraded(OutsideError):
    """The file is older, and bringing it to the schema of today failed; it is as it was."""


def damaged(path: Path) -> Damaged:
    """The file is a workspace, but parts of it are missing or overwritten."""
    return Damaged(
        _("The workspace {path} is damaged. Open a copy or a backup of it.", path=str(path))
    )


def _of_error(error: sqlite3.Error, path: Path) -> UserError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if str(error).startswith(_SIGNS_OF_DAMAGE):
        return damaged(path)
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        sentence = RULES.get(str(error))
        return None if sentence is None else Refused(sentence)
    return None if code is None else _of_code(code, path)


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses inside the block into a sentence; what is a bug stays one.

    Raises:
        Refused: a rule of `rules` forbids the change.
        OutsideError: disk full, no rights, input or output failed, another process writes, damage.
    """
    try:
        yield
    # Python cannot even read the message of SQLite when that quotes a damaged schema.
    except (UnsoundRow, UnicodeDecodeError) as error:
        raise damaged(path) from error
    except DBAPIError as error:
        original = error.orig
        known = _of_error(original, path) if isinstance(original, sqlite3.Error) else None
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = _of_error(error, path)
        if known is None:
            raise
        raise known from error
