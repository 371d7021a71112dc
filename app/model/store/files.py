"""What kind of file a path is, told by its content before SQLite touches it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from app.model.errors import OutsideError, UserError
from app.model.store.refusals import Foreign, NotWritable, damaged
from app.model.text import _

APPLICATION_ID = 0x53525753
"""The bytes "SRWS" in the header of every workspace file."""

SUFFIX = ".routings"

_MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100


@dataclass(frozen=True)
class Header:
    """What the first 100 bytes of a SQLite file say (https://www.sqlite.org/fileformat2.html)."""

    page_size: int
    pages: int | None
    schema: int
    application: int


def _header(raw: bytes) -> Header | None:
    if len(raw) < _HEADER_SIZE or not raw.startswith(_MAGIC):
        return None

    def number(start: int, end: int) -> int:
        return int.from_bytes(raw[start:end], "big")

    size = number(16, 18)
    counted = number(24, 28) == number(92, 96)
    return Header(
        page_size=65_536 if size == 1 else size,
        pages=number(28, 32) if counted else None,
        schema=number(60, 64),
        application=number(68, 72),
    )


def _read_start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER_SIZE)
    except FileNotFoundError as error:
        raise UserError(
            _("There is no workspace at {path}. Choose another one.", path=str(path))
        ) from error
    except PermissionError as error:
        raise UserError(
            _("You may not read {path}. Ask its owner for the right to.", path=str(path))
        ) from error
    except OSError as error:
        raise OutsideError(
            _("The disk refused to read or write {path}. Check it, then try again.", path=str(path))
        ) from error


def _mode(path: Path) -> int:
    """What kind of thing stands there; 0 where nobody may ask, or nothing does."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _companion(path: Path, ending: str) -> bool:
    beside = path.with_name(path.name + ending)
    try:
        return beside.stat().st_size > 0
    except OSError:
        return False


def recognise(path: Path, *, to_write: bool = True) -> int:
    """The schema version of the workspace at `path`, which stays untouched.

    Raises:
        UserError: there is no file, or it is no workspace, truncated, or not ours to write where
            that is wanted.
        OutsideError: the disk refused to read it.
    """
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        raise UserError(_("{path} is a folder. Choose a workspace file inside it.", path=str(path)))
    # A pipe or a device would keep whoever reads it waiting.
    is_other = mode and not stat.S_ISREG(mode)
    header = None if is_other else _header(_read_start(path))
    if header is None or header.application != APPLICATION_ID:
        raise Foreign(
            _("{path} is not a workspace of this application. Choose another file.", path=str(path))
        )
    # After a crash the journal holds what the file lacks, so only SQLite can tell.
    recovering = _companion(path, "-journal") or _companion(path, "-wal")
    if header.pages is not None and not recovering:
        missing = header.pages * header.page_size - path.stat().st_size
        if missing > 0:
            raise damaged(path)
    if to_write:
        _check_rights(path)
    return header.schema


def _check_rights(path: Path) -> None:
    effective = os.access in os.supports_effective_ids
    if not os.access(path, os.R_OK | os.W_OK, effective_ids=effective):
        raise NotWritable(
            _("You may not change {path}. Make a copy of it, or ask for the right.", path=str(path))
        )
    if not os.access(path.parent, os.W_OK | os.X_OK, effective_ids=effective):
        raise NotWritable(
            _(
                "You may not write in the folder {path}. Move the workspace, or ask for the right.",
                path=str(path.parent),
            )
        )
