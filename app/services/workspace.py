"""One open workspace: routings, versions, resources and drafts, as values."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.model.catalogue import Catalogue
from app.model.errors import Gone, Refused
from app.model.permissions import Permission, Rights, rights_of
from app.model.resources import Resource, ResourceKind, Resources
from app.model.routing import LogEntry, Routing, Version
from app.model.store import log, resources, routings, secrets, settings, trees, uses, versions
from app.model.store.connection import Connection, Store
from app.model.store.creation import copy_file, create_file
from app.model.store.opening import open_store, open_to_read
from app.model.store.settings import Settings
from app.model.store.uses import Use
from app.model.text import Text, _
from app.model.tree import ActionTree
from app.model.workspace_settings import WorkspaceSettings
from app.services.clock import now
from app.services.drafts import VERSION_GONE, StoredDraft
from app.services.identity import new_id, who
from app.services.secrets import Secrets

ROUTING_GONE: Text = _("This smart routing no longer exists. Choose another one.")

ONLY_READ: Text = _("This workspace is open read-only. Save a copy of it to make changes.")


class Workspace:
    """An open workspace file; the thread that opened it owns it.

    What it returns are frozen values: they do not follow later changes.
    """

    def __init__(
        self, store: Store, catalogue: Catalogue, user: str, *, is_read_only: bool = False
    ) -> None:
        self.store = store
        self.catalogue = catalogue
        self.user = user
        self.is_read_only = is_read_only
        self._seen = store.data_version()
        self._shelf: resources.Shelf = {}
        self._snapshot: Resources | None = None
        self._snapshot_seen = self._seen
        self._secrets: Secrets | None = None

    @classmethod
    def create(cls, path: Path, catalogue: Catalogue) -> Workspace:
        """Make a new, empty workspace and open it; `UserError` when `path` exists already."""
        user = who()
        create_file(path, Settings(id=new_id(), created_at=now(), created_by=user))
        return cls(Store(path), catalogue, user)

    @classmethod
    def open(cls, path: Path, catalogue: Catalogue) -> Workspace:
        """Open an existing workspace, upgrading an older one after a backup.

        Raises:
            UserError: there is none, it is of another kind, newer, damaged, or not ours to write;
                the file stays as it is.
            OutsideError: the disk refused, or another window keeps it locked.
        """
        return cls(open_store(path, now()), catalogue, who())

    @classmethod
    def open_to_read(cls, path: Path, catalogue: Catalogue) -> Workspace:
        """Open an existing workspace without ever writing to it; every change is refused.

        Raises:
            UserError: there is none, it is of another kind, newer or damaged.
            OutsideError: the disk refused.
        """
        return cls(open_to_read(path), catalogue, who(), is_read_only=True)

    @property
    def path(self) -> Path:
        """The workspace file."""
        return self.store.path

    @property
    def file(self) -> Path:
        """The file to read the same from in another thread or process: often the workspace."""
        return self.store.file

    def again(self) -> Callable[[], Workspace]:
        """Opens what is open here once more, for the same person: in another thread, say."""
        is_read_only, file = self.is_read_only, self.store.file
        catalogue, user = self.catalogue, self.user

        def opened() -> Workspace:
            way = Workspace.open_to_read if is_read_only else Workspace.open
            made = way(file, catalogue)
            made.user = user
            return made

        return opened

    def close(self) -> None:
        """Give the file back; closing twice does no harm."""
        if self._secrets is not None:
            self._secrets.settle()
        self.store.close()

    def save_copy(self, path: Path) -> None:
        """Copy the workspace to `path`, in the place of what stands there, whole or not at all.

        Raises:
            UserError: `path` is this workspace or a folder, or not ours to write.
            OutsideError: the disk refused.
        """
        copy_file(self.store, path)

    def changed_outside(self) -> bool:
        """Whether another window or process has committed since the last call."""
        before, self._seen = self._seen, self.store.data_version()
        return self._seen != before

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the workspace, for one service call."""
        with self.store.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change of the workspace, for one service call: all of it or nothing."""
        if self.is_read_only:
            raise Refused(ONLY_READ)
        try:
            with self.store.writing() as connection:
                yield connection
        finally:
            self._snapshot = None

    # Rights

    def rights(self) -> Rights:
        """What the person at this machine may do here."""
        rights = rights_of(self.user, self.resources())
        return rights.only_reading(ONLY_READ) if self.is_read_only else rights

    def require(self, *permissions: Permission) -> None:
        """`Refused` unless the person may do all of this; to be asked before a transaction."""
        self.rights().check(*permissions)

    # Routings and versions

    def routings(self) -> tuple[Routing, ...]:
        """All smart routings, by name."""
        with self.reading() as connection:
            return routings.read_routings(connection)

    def routing(self, id_: str) -> Routing:
        """The smart routing with this id; `Refused` when it is gone."""
        with self.reading() as connection:
            return routing_in(connection, id_)

    def routing_by_reference(self, reference: str) -> Routing | None:
        """The smart routing with this reference, whatever its case, if there is one."""
        with self.reading() as connection:
            return routings.find_by_reference(connection, reference)

    def versions(self, routing_id: str) -> tuple[Version, ...]:
        """The versions of a routing, by number."""
        with self.reading() as connection:
            return versions.read_versions(connection, routing_id)

    def version(self, id_: str) -> Version:
        """The version with this id; `Refused` when it is gone."""
        with self.reading() as connection:
            return version_in(connection, id_)

    def tree(self, version_id: str) -> ActionTree:
        """The action tree of a version; `Refused` when it is gone, or may not be seen."""
        self.require(Permission.READ)
        with self.reading() as connection:
            return tree_in(connection, version_id, self.catalogue)

    def draft(self, version_id: str) -> StoredDraft:
        """What a document of this version loads from and saves to."""
        return StoredDraft(self.store, self.catalogue, self.user, version_id, self.require)

    def log(self, routing_id: str) -> tuple[LogEntry, ...]:
        """The lifecycle events of a routing, oldest first; also of one that is deleted."""
        with self.reading() as connection:
            return log.read_log(connection, routing_id)

    # Resources

    def resources(self) -> Resources:
        """The resources and routings of this moment, frozen; `UserError` names a damaged one."""
        seen = self.store.data_version()
        if self._snapshot is None or seen != self._snapshot_seen:
            with self.reading() as connection:
                # Only what changed is read again: a value table may hold a hundred thousand rows.
                self._shelf = resources.read_shelf(connection, self._shelf)
                self._snapshot = resources_of(connection, self._shelf)
            self._snapshot_seen = seen
        return self._snapshot

    def resource(self, kind: ResourceKind, reference: str) -> Resource | None:
        """One resource, if there is one of this kind with this reference."""
        with self.reading() as connection:
            found = resources.find_resource(connection, kind, reference)
        return None if found is None else found.resource

    def uses(self, kind: ResourceKind, reference: str) -> tuple[Use, ...]:
        """Every action and resource that refers to a resource or routing."""
        with self.reading() as connection:
            return uses.read_uses(connection, kind, reference)

    @property
    def secrets(self) -> Secrets:
        """The secrets of the resources, which are not in the file; any thread may use them."""
        if self._secrets is None:
            self._secrets = Secrets(self.settings().id)
        return self._secrets

    def secrets_set(self, kind: ResourceKind, reference: str) -> frozenset[str]:
        """The fields of a resource that have a secret, here or on another computer."""
        with self.reading() as connection:
            return secrets.read_marks(connection, kind, reference)

    # Settings

    def settings(self) -> Settings:
        """Identity, time zone and limits of the workspace."""
        with self.reading() as connection:
            return settings.read_settings(connection)

    def change_settings(self, *, time_zone: str, step_limit: int) -> None:
        """Set the time zone (an IANA name) and the most steps of a run; `Refused` names a fault."""
        self.require(Permission.EDIT)
        for problem in WorkspaceSettings(time_zone, step_limit).problems():
            raise Refused(problem.text)
        with self.writing() as connection:
            settings.update_settings(connection, time_zone=time_zone, step_limit=step_limit)


def snapshot_in(connection: Connection) -> Resources:
    """Resources, routings and settings as one transaction sees them."""
    shelf = resources.read_shelf(connection)
    return resources_of(connection, shelf)


def resources_of(connection: Connection, shelf: resources.Shelf) -> Resources:
    """Resources that were read already, with routings and settings as one transaction sees them."""
    entries = (stored.resource for stored in shelf.values())
    found = Resources.of(entries, routings.read_entries(connection))
    stored = settings.read_settings(connection)
    return dataclasses.replace(found, time_zone=stored.time_zone, step_limit=stored.step_limit)


def routing_in(connection: Connection, id_: str) -> Routing:
    """The routing with this id inside a transaction; `Refused` when it is gone."""
    found = routings.find_routing(connection, id_)
    if found is None:
        raise Gone(ROUTING_GONE)
    return found


def version_in(connection: Connection, id_: str) -> Version:
    """The version with this id inside a transaction; `Refused` when it is gone."""
    found = versions.find_version(connection, id_)
    if found is None:
        raise Gone(VERSION_GONE)
    return found


def tree_in(connection: Connection, version_id: str, catalogue: Catalogue) -> ActionTree:
    """The tree of a version inside a transaction; `Refused` when the version is gone."""
    found = trees.read_tree(connection, version_id, catalogue)
    if found is None:
        raise Gone(VERSION_GONE)
    return found
