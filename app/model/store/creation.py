"""Making and copying workspace files so that they are there whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.model.errors import OutsideError, UserError
from app.model.store.connection import Store
from app.model.store.refusals import damaged, spoken
from app.model.store.schema import create_schema
from app.model.store.settings import Settings, insert_settings
from app.model.text import _

COMPANIONS = ("-journal", "-wal", "-shm")
"""Endings of the files that SQLite keeps beside a database."""


def create_file(path: Path, settings: Settings) -> None:
    """Make an empty workspace; a file that exists already is never touched.

    Raises:
        UserError: something stands at `path`, or the folder is not ours to write.
        OutsideError: the disk refused.
    """
    with built_beside(path) as temporary:
        store = Store(temporary)
        try:
            with store.writing() as connection:
                create_schema(connection)
                insert_settings(connection, settings)
        finally:
            store.close()
        _put_in_free_place(temporary, path)


def copy_file(store: Store, path: Path) -> None:
    """Copy an open workspace to `path`, verified, in the place of what stands there.

    Raises:
        UserError: `path` is the workspace itself or a folder, or not ours to write.
        OutsideError: the disk refused; what stood at `path` still does.
    """
    with copied(store, path):
        pass


@contextmanager
def copied(store: Store, path: Path) -> Iterator[Path]:
    """A verified copy of an open workspace, which takes its place at `path` after the block.

    Raises:
        UserError: `path` is the workspace itself or a folder, or not ours to write.
        OutsideError: the disk refused; what stood at `path` still does.
    """
    if path.exists() and path.samefile(store.path):
        raise UserError(
            _("{path} is this workspace itself. Choose another name for the copy.", path=str(path))
        )
    if path.is_dir():
        raise UserError(_("{path} is a folder. Choose a workspace file inside it.", path=str(path)))
    with built_beside(path) as temporary:
        copy_pages(store, temporary, path)
        yield temporary
        put_in_place(temporary, path)


def copy_pages(store: Store, temporary: Path, path: Path) -> None:
    """Copy an open workspace into the empty file `temporary`, which is to become `path`.

    Raises:
        Damaged: what was copied is not sound.
        OutsideError: the disk refused.
    """
    with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as target:
        store.copy_to(target, path)
        with spoken(path):
            # A copy travels: it must open where its companion files do not come along.
            target.execute("PRAGMA journal_mode = delete").fetchone()
            verdict = target.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise damaged(store.path)


def put_in_place(temporary: Path, path: Path) -> None:
    """Let a finished file take the place of what stands at `path`, on disk when this returns."""
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def write_file(path: Path, content: bytes) -> None:
    """Write a file of any kind to `path`, whole or not at all, in the place of what stands there.

    Raises:
        UserError: `path` is a folder, or not ours to write.
        OutsideError: the disk refused; what stood at `path` still does.
    """
    if path.is_dir():
        raise UserError(_("{path} is a folder. Choose a file inside it.", path=str(path)))
    with built_beside(path) as temporary:
        temporary.write_bytes(content)
        put_in_place(temporary, path)


@contextmanager
def built_beside(path: Path) -> Iterator[Path]:
    """An empty temporary file in the folder of `path`, gone again after the block."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
    except PermissionError as error:
        raise UserError(
            _(
                "You may not write in the folder {path}. Choose another place.",
                path=str(path.parent),
            )
        ) from error
    except OSError as error:
        raise _refused_by_disk(path) from error
    temporary = Path(name)
    try:
        yield temporary
    except OSError as error:
        raise _refused_by_disk(path) from error
    finally:
        for ending in ("", *COMPANIONS):
            temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def _refused_by_disk(path: Path) -> OutsideError:
    return OutsideError(
        _("The disk refused to write {path}. Check it, or choose another place.", path=str(path))
    )


def _put_in_free_place(temporary: Path, path: Path) -> None:
    _sync(temporary)
    try:
        # A hard link refuses an existing name at once, where a rename would replace the file.
        os.link(temporary, path)
    except FileExistsError as error:
        raise UserError(
            _("{path} exists already. Open it, or choose another name.", path=str(path))
        ) from error
    except OSError:  # no hard links on this file system
        if path.exists():
            raise UserError(
                _("{path} exists already. Open it, or choose another name.", path=str(path))
            ) from None
        temporary.rename(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows has no handle to sync a folder
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
