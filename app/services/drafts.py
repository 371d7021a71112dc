"""The stored draft of a version: what a document loads from and saves every edit to."""

from __future__ import annotations

from collections.abc import Callable

from app.model.catalogue import Catalogue
from app.model.errors import Gone, StaleRevision
from app.model.lifecycle import check_editable
from app.model.package import content_hash
from app.model.permissions import Permission
from app.model.store import trees, versions
from app.model.store.connection import Store
from app.model.store.routings import find_routing
from app.model.text import Text, _
from app.model.tree import ActionTree
from app.services.clock import now

VERSION_GONE: Text = _("This version no longer exists. Close it, or open another one.")


class StoredDraft:
    """The tree of one version on disk; it implements the protocol `graph.document.Draft`."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        user: str,
        version: str,
        require: Callable[[Permission], None],
    ) -> None:
        self._require = require
        self._store = store
        self._catalogue = catalogue
        self._user = user
        self.version = version

    def load(self) -> tuple[ActionTree, int]:
        """The tree and its revision, as one state; `Refused` when it is gone, or not to be seen."""
        self._require(Permission.READ)
        with self._store.reading() as connection:
            tree = trees.read_tree(connection, self.version, self._catalogue)
            found = versions.find_version(connection, self.version)
        if tree is None or found is None:
            raise Gone(VERSION_GONE)
        return tree, found.revision

    def save(self, before: ActionTree, after: ActionTree, revision: int) -> int:
        """Write what differs, in one transaction that is on disk when this returns.

        `before` is the tree as stored, `revision` its revision. Returns the new revision.

        Raises:
            Gone: the version is gone.
            Refused: it is in production or backup, or not this person's to edit.
            StaleRevision: somebody else changed the version since `revision`.
            OutsideError: the disk refused, or another window wrote for too long.
        """
        self._require(Permission.EDIT)
        with self._store.writing() as connection:
            found = versions.find_version(connection, self.version)
            routing = None if found is None else find_routing(connection, found.routing)
            if found is None or routing is None:
                raise Gone(VERSION_GONE)
            check_editable(found)
            if found.revision != revision:
                raise StaleRevision(
                    _(
                        "{person} changed version {version} in the meantime."
                        " Load it again, or duplicate your own.",
                        person=found.changed_by,
                        version=found.name,
                    )
                )
            change = trees.write_change(connection, self.version, before, after, self._catalogue)
            if change.is_empty:
                return revision
            # Places, notes and groups are no part of the hash, and hashing reads the whole tree.
            meant = change.touched or change.removed
            versions.keep_revision(
                connection,
                self.version,
                revision=revision + 1,
                content_hash=(
                    content_hash(after, routing.type, self._catalogue) if meant else found.hash
                ),
                actions=len(after.actions),
                at=now(),
                by=self._user,
            )
        return revision + 1
