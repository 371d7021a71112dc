"""Saving a whole workspace in another place, with the changes that its own disk refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.model.errors import Refused, StaleRevision
from app.model.store.connection import Store
from app.model.store.creation import copied
from app.model.tree import ActionTree
from app.services import lifecycle
from app.services.workspace import Workspace


@dataclass(frozen=True)
class Pending:
    """The tree of a version that could not be stored, beside the one that is."""

    version: str
    stored: ActionTree
    tree: ActionTree
    revision: int


def save_elsewhere(ws: Workspace, path: Path, pending: tuple[Pending, ...]) -> None:
    """Write the workspace to `path` together with what is pending, whole or not at all.

    Where a version changed in the meantime, or may no longer change, its pending tree becomes a new
    version beside it.

    Raises:
        UserError: `path` is this workspace or a folder, or not ours to write.
        OutsideError: the disk refused there too; what stood at `path` still does.
    """
    with copied(ws.store, path) as temporary:
        copy = Workspace(Store(path, file=temporary), ws.catalogue, ws.user)
        try:
            for one in pending:
                try:
                    copy.draft(one.version).save(one.stored, one.tree, one.revision)
                except (StaleRevision, Refused):
                    lifecycle.keep_as_new_version(copy, one.version, one.tree)
        finally:
            copy.close()
