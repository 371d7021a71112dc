"""Packages on disk: told by content, never by suffix, read whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

from app.model.catalogue import Catalogue
from app.model.errors import OutsideError, UserError
from app.model.package import Package, UnsoundPackage, read_package, write_package
from app.model.package.archive import MOST_BYTES
from app.model.store.creation import write_file
from app.model.text import _
from app.services.workspace import Workspace

_DATABASE = b"SQLite format 3\0"

SUFFIX = ".routing"
"""The usual ending of a package's name; nothing depends on it."""


def save_package(ws: Workspace, package: Package, path: Path) -> None:
    """Write a package to `path`, whole or not at all, in the place of what stands there.

    Raises:
        Refused: it is too large for one package.
        UserError: `path` is the workspace itself or a folder, or not ours to write.
        OutsideError: the disk refused.
    """
    if path.exists() and path.samefile(ws.path):
        raise UserError(
            _(
                "{path} is this workspace itself. Choose another name for the package.",
                path=str(path),
            )
        )
    write_file(path, write_package(package, ws.catalogue))


def open_package(path: Path, catalogue: Catalogue) -> Package:
    """Read a package; nothing is written anywhere.

    Raises:
        UserError: there is no file, or one that may not be read.
        NoPackage: the file is something else.
        UnsoundPackage: it is damaged, tampered with, hostile or too large.
        NewerPackage: a newer version of the application made it.
        OutsideError: the disk refused.
    """
    return read_package(_read(path), catalogue)


def is_workspace(path: Path) -> bool:
    """Whether a file is a workspace rather than a package, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False  # whoever opens it will say why it cannot be read


def _read(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep the reader waiting
            raise UserError(_("{path} is no file. Choose a package.", path=str(path)))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError(
            _("There is no package at {path}. Choose another file.", path=str(path))
        ) from error
    except PermissionError as error:
        raise UserError(
            _("You may not read {path}. Ask its owner for the right to.", path=str(path))
        ) from error
    except (OSError, ValueError) as error:  # a name with NUL in it is a ValueError
        raise OutsideError(
            _("The disk refused to read {path}. Check it, then try again.", path=str(path))
        ) from error
    if len(data) > MOST_BYTES:
        raise UnsoundPackage(_("it is larger than {most} MB", most=MOST_BYTES // 2**20))
    return data
