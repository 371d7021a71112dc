"""Who may do what: every service that writes, by hand, with the roles that may call it.

A service that is not here fails a test of the architecture: nobody may do what nobody has thought
about. To add one, write a line in `MATRIX` with the name that the failure gives (and, where it
takes different rights in different cases, the case in brackets), the roles that may do it, and a
call of it in the workspace of `World`. A service that makes a workspace of its own, or is handed
the right to write by another one, goes to `NO_RIGHT_OF_ITS_OWN` with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from app.model import edits
from app.model.catalogue import RoutingType
from app.model.errors import Refused
from app.model.permissions import Permission
from app.model.resources import Mailbox, Queue, ResourceKind, Role, User
from app.model.routing import Missed
from app.model.store import versions
from app.services import (
    contacts,
    governing,
    importing,
    lifecycle,
    resource_import,
    resource_preview,
    runs,
    samples,
)
from app.services.exporting import pack_routing
from app.services.importing import Choice, Choices, Decision
from app.services.lifecycle import PromotionRefused
from app.services.resource_export import FileFormat
from app.services.resource_files import delete_resource, restore_resource, save_resource
from app.services.workspace import Workspace
from tests.workspaces import a_trace, change, new_routing, new_version, new_workspace

BOSS = "boss"
FAR = dt.datetime(2190, 5, 1, 8)  # noqa: DTZ001 -- a wall-clock time

ROLES: dict[str, Role | None] = {
    # Not among the users of the workspace.
    "nobody": None,
    "reader": Role(permissions=(Permission.READ,)),
    "creator": Role(permissions=(Permission.CREATE,)),
    # Edits, and so promotes as well.
    "editor": Role(permissions=(Permission.EDIT,)),
    # Edits, where promotion is kept apart.
    "drafter": Role(permissions=(Permission.EDIT,), separate_promotion=True),
    # Creates and edits, where promotion is kept apart.
    "author": Role(permissions=(Permission.CREATE, Permission.EDIT), separate_promotion=True),
    "deleter": Role(permissions=(Permission.DELETE,)),
    "promoter": Role(permissions=(Permission.PROMOTE,)),
    "administrator": Role(permissions=(Permission.ADMINISTER,)),
}

EVERYBODY = frozenset(ROLES)
WHO_READ = EVERYBODY - {"nobody"}
WHO_CREATE = frozenset({"creator", "author"})
WHO_EDIT = frozenset({"editor", "drafter", "author"})
WHO_DELETE = frozenset({"deleter"})
WHO_PROMOTE = frozenset({"editor", "promoter"})
WHO_ADMINISTER = frozenset({"administrator"})


@dataclass(frozen=True)
class World:
    """A workspace, opened by somebody, and a folder for files.

    Sales has 1 in backup, 2 in production, 3 in test with the mailbox Info, 4 scheduled for `FAR`,
    and 5, a draft whose production was missed. The routing and the queue Free are used by nobody.
    """

    ws: Workspace
    folder: Path
    plans: list[resource_preview.Plan] = field(default_factory=list)
    """What `import_resources` has carried out."""

    def version(self, number: int) -> str:
        """The id of a version of Sales."""
        return next(one.id for one in self.ws.versions(self.routing()) if one.number == number)

    def routing(self, reference: str = "sales") -> str:
        """The id of a routing."""
        found = self.ws.routing_by_reference(reference)
        assert found is not None
        return found.id

    def set(self) -> str:
        """The id of the sample set."""
        return samples.sample_sets(self.ws)[0].id

    def edit(self) -> None:
        """One edit of the draft."""
        version = self.version(5)
        tree = self.ws.tree(version)
        change(self.ws, version, edits.comment(tree.start.id, "By whom?"))

    def import_routing(self, *, over: bool) -> None:
        """Import a routing that is new here, with a queue that is new, or here and different."""
        name = "over.routings" if over else "new.routings"
        source = new_workspace(self.folder, name)
        queue = Queue(name="Free", reference="free" if over else "fresh", capacity=77)
        save_resource(source, queue)
        routing = new_routing(source, "support")
        new_version(source, routing, words=f"queue:{queue.reference}")
        package = pack_routing(source, routing.id)
        source.close()
        planned = importing.plan(self.ws, package)
        decided = {one.key: Choice(Decision.TAKE) for one in planned.preview.conflicts}
        importing.apply(self.ws, planned, Choices(decided, settings=Decision.KEEP))

    def extract(self) -> None:
        """Make a routing of the only action of the draft."""
        version = self.ws.version(self.version(5))
        tree = self.ws.tree(version.id)
        ids = [one.id for one in tree.actions if one.id != tree.start.id]
        lifecycle.extract_routing(
            self.ws, version.id, version.revision, tree, ids, name="New", reference="new"
        )

    def import_resources(self, kind: ResourceKind, csv: str, *overwrite: str) -> None:
        """Import resources from CSV."""
        read = resource_import.read_resources(csv.encode(), FileFormat.CSV, kind, "file")
        planned = resource_import.plan(self.ws, read)
        resource_import.apply(self.ws, planned, overwrite)
        self.plans.append(planned)

    def import_mail(self) -> None:
        """Import an email from a file."""
        file = self.folder / "one.eml"
        file.write_bytes(b"From: a@example.org\r\nSubject: Hi\r\n\r\nHello\r\n")
        samples.import_mail(self.ws, self.set(), [file])

    def import_contacts(self) -> None:
        """Import a contact log."""
        file = self.folder / "log.csv"
        file.write_text("at,sender\n2026-01-01,a@example.org\n", encoding="utf-8")
        contacts.import_contacts(self.ws, file)

    def promote(self, number: int) -> None:
        """Put a version in production; that one is refused for other reasons is the same to us."""
        lifecycle.promote(self.ws, self.version(number))

    def promote_broken(self) -> None:
        """Try to promote what is in production: refused, and logged."""
        try:
            self.promote(2)
        except PromotionRefused:
            return
        raise AssertionError


@dataclass(frozen=True)
class Right:
    """Who may call a service, how it is called, and what somebody with all rights does before."""

    who: frozenset[str]
    act: Callable[[World], object]
    before: Callable[[World], object] | None = None


def _free(world: World) -> Queue:
    found = world.ws.resource(ResourceKind.QUEUE, "free")
    assert isinstance(found, Queue)
    return found


MATRIX: dict[str, Right] = {
    # Smart routings.
    "lifecycle.routings.create_routing": Right(
        WHO_CREATE,
        lambda w: lifecycle.create_routing(
            w.ws, name="New", reference="new", type=RoutingType.START
        ),
    ),
    "lifecycle.routings.copy_routing": Right(
        WHO_CREATE,
        lambda w: lifecycle.copy_routing(w.ws, w.routing(), name="New", reference="new"),
    ),
    "lifecycle.routings.edit_routing": Right(
        WHO_EDIT,
        lambda w: lifecycle.edit_routing(
            w.ws, w.routing(), name="Other", reference="sales", description=""
        ),
    ),
    "lifecycle.routings.delete_routing": Right(
        WHO_DELETE, lambda w: lifecycle.delete_routing(w.ws, w.routing("free"))
    ),
    "lifecycle.extraction.extract_routing": Right(frozenset({"author"}), World.extract),
    # Versions.
    "lifecycle.versions.create_version": Right(
        WHO_CREATE, lambda w: lifecycle.create_version(w.ws, w.routing(), name="New")
    ),
    "lifecycle.versions.create_version (copy)": Right(
        WHO_CREATE,
        lambda w: lifecycle.create_version(w.ws, w.routing(), name="New", copy_of=w.version(2)),
    ),
    "lifecycle.versions.duplicate_version": Right(
        WHO_CREATE, lambda w: lifecycle.duplicate_version(w.ws, w.version(2))
    ),
    "lifecycle.rescuing.keep_deleted_version": Right(
        WHO_CREATE,
        lambda w: lifecycle.keep_deleted_version(
            w.ws,
            w.ws.routing(w.ws.version(w.version(5)).routing),
            w.ws.version(w.version(5)),
            w.ws.tree(w.version(5)),
        ),
    ),
    "lifecycle.versions.keep_as_new_version": Right(
        WHO_CREATE,
        lambda w: lifecycle.keep_as_new_version(w.ws, w.version(5), w.ws.tree(w.version(5))),
    ),
    "lifecycle.versions.edit_version": Right(
        WHO_EDIT,
        lambda w: lifecycle.edit_version(w.ws, w.version(5), name="Other", description=""),
    ),
    "lifecycle.versions.delete_version": Right(
        WHO_DELETE, lambda w: lifecycle.delete_version(w.ws, w.version(5))
    ),
    "lifecycle.versions.delete_version (in test)": Right(
        WHO_DELETE, lambda w: lifecycle.delete_version(w.ws, w.version(3))
    ),
    "drafts.StoredDraft.save": Right(WHO_EDIT, World.edit),
    # Production, tests, schedules.
    "lifecycle.promotion.promote": Right(WHO_PROMOTE, lambda w: w.promote(5)),
    "lifecycle.promotion.promote (from backup)": Right(WHO_PROMOTE, lambda w: w.promote(1)),
    "lifecycle.promotion.promote (refused)": Right(WHO_PROMOTE, World.promote_broken),
    "lifecycle.testing.put_in_test": Right(
        WHO_EDIT, lambda w: lifecycle.put_in_test(w.ws, w.version(5), ["info"])
    ),
    "lifecycle.testing.choose_mailboxes": Right(
        WHO_EDIT, lambda w: lifecycle.choose_mailboxes(w.ws, w.version(3), [])
    ),
    "lifecycle.testing.remove_from_test": Right(
        WHO_EDIT, lambda w: lifecycle.remove_from_test(w.ws, w.version(3))
    ),
    "lifecycle.scheduling.schedule": Right(
        WHO_PROMOTE,
        lambda w: lifecycle.schedule(w.ws, w.version(5), FAR + dt.timedelta(days=3), "UTC"),
    ),
    "lifecycle.scheduling.unschedule": Right(
        WHO_PROMOTE, lambda w: lifecycle.unschedule(w.ws, w.version(4))
    ),
    "lifecycle.scheduling.dismiss_missed": Right(
        WHO_EDIT, lambda w: lifecycle.dismiss_missed(w.ws, w.version(5))
    ),
    # Whoever planned it had the right; it happens in the session of whoever is there.
    "lifecycle.scheduling.due": Right(
        EVERYBODY, lambda w: lifecycle.due(w.ws, FAR.replace(tzinfo=dt.UTC))
    ),
    "lifecycle.scheduling.each_due": Right(
        EVERYBODY, lambda w: list(lifecycle.each_due(w.ws, FAR.replace(tzinfo=dt.UTC)))
    ),
    # Resources; users and roles belong to administrators alone.
    "resource_files.save_resource": Right(
        WHO_CREATE, lambda w: save_resource(w.ws, Queue(name="New", reference="new"))
    ),
    "resource_files.save_resource (change)": Right(
        WHO_EDIT,
        lambda w: save_resource(w.ws, replace(_free(w), capacity=9), replaces="free"),
    ),
    "resource_files.save_resource (user)": Right(
        WHO_ADMINISTER, lambda w: save_resource(w.ws, User(name="New", reference="new"))
    ),
    "resource_files.save_resource (role)": Right(
        WHO_ADMINISTER, lambda w: save_resource(w.ws, Role(name="New", reference="new"))
    ),
    "resource_files.delete_resource": Right(
        WHO_DELETE, lambda w: delete_resource(w.ws, ResourceKind.QUEUE, "free")
    ),
    "resource_files.delete_resource (user)": Right(
        WHO_ADMINISTER, lambda w: delete_resource(w.ws, ResourceKind.USER, "reader")
    ),
    "resource_files.restore_resource": Right(
        WHO_CREATE,
        lambda w: restore_resource(w.ws, Queue(name="Free", reference="free")),
        before=lambda w: delete_resource(w.ws, ResourceKind.QUEUE, "free"),
    ),
    "resource_import.apply": Right(
        WHO_CREATE,
        lambda w: w.import_resources(ResourceKind.QUEUE, "reference,name\nnew,New\n"),
    ),
    "resource_import.apply (change)": Right(
        WHO_EDIT,
        lambda w: w.import_resources(ResourceKind.QUEUE, "reference,name\nfree,New\n", "free"),
    ),
    "resource_import.apply (role)": Right(
        WHO_ADMINISTER,
        lambda w: w.import_resources(ResourceKind.ROLE, "reference,name\nnew,New\n"),
    ),
    "resource_import.take_back": Right(
        WHO_DELETE,
        lambda w: resource_import.take_back(w.ws, w.plans[0]),
        before=lambda w: w.import_resources(ResourceKind.QUEUE, "reference,name\nnew,New\n"),
    ),
    "resource_import.take_back (change)": Right(
        WHO_EDIT,
        lambda w: resource_import.take_back(w.ws, w.plans[0], ["free"]),
        before=lambda w: w.import_resources(
            ResourceKind.QUEUE, "reference,name\nfree,New\n", "free"
        ),
    ),
    # Packages.
    "importing.applying.apply": Right(WHO_CREATE, lambda w: w.import_routing(over=False)),
    "importing.applying.apply (over what is here)": Right(
        frozenset({"author"}), lambda w: w.import_routing(over=True)
    ),
    # Samples and runs.
    "samples.create_set": Right(WHO_CREATE, lambda w: samples.create_set(w.ws, "New")),
    "samples.rename_set": Right(WHO_EDIT, lambda w: samples.rename_set(w.ws, w.set(), "New")),
    "samples.delete_set": Right(WHO_DELETE, lambda w: samples.delete_set(w.ws, w.set())),
    "samples.import_mail": Right(WHO_CREATE, World.import_mail),
    "samples.add_typed": Right(
        WHO_CREATE, lambda w: samples.add_typed(w.ws, w.set(), "a@example.org", "Hi", "Hello")
    ),
    "samples.delete_emails": Right(
        WHO_DELETE,
        lambda w: samples.delete_emails(
            w.ws, [one.id for one in samples.emails(w.ws, w.set(), 0, 9)]
        ),
    ),
    "runs.keep_run": Right(WHO_READ, lambda w: runs.keep_run(w.ws, w.version(5), a_trace())),
    "contacts.import_contacts": Right(WHO_EDIT, World.import_contacts),
    "contacts.clear_contacts": Right(
        WHO_DELETE, lambda w: contacts.clear_contacts(w.ws), before=World.import_contacts
    ),
    # The workspace itself.
    "governing.end_permissions": Right(WHO_ADMINISTER, lambda w: governing.end_permissions(w.ws)),
    "workspace.Workspace.change_settings": Right(
        WHO_EDIT, lambda w: w.ws.change_settings(time_zone="UTC", step_limit=99)
    ),
}

NO_RIGHT_OF_ITS_OWN: dict[str, str] = {
    "workspace.Workspace.writing": "begins the transaction of a service, which asks",
    "governing.begin_permissions": "begins what the roles of this workspace hold already",
    "sample_workspace.write_sample": "makes a workspace of its own",
    "saving_elsewhere.save_elsewhere": "makes a copy, whose drafts ask like any other",
}


def fill(ws: Workspace) -> None:
    """What `World` says that there is, then the users, of whom each has one role."""
    for reference in ("rest", "free"):
        save_resource(ws, Queue(name=reference.title(), reference=reference))
    sales = new_routing(ws)
    new_routing(ws, "free")
    for name in ("First", "Second"):
        lifecycle.promote(ws, new_version(ws, sales, name).id)
    tested, planned = new_version(ws, sales, "Third"), new_version(ws, sales, "Fourth")
    draft = new_version(ws, sales, "Fifth")
    save_resource(ws, Mailbox(name="Info", reference="info", routing="sales"))
    lifecycle.put_in_test(ws, tested.id, ["info"])
    lifecycle.schedule(ws, planned.id, FAR, "UTC")
    kept = samples.create_set(ws, "Mine")
    samples.add_typed(ws, kept.id, "a@example.org", "Hi", "Hello")
    with ws.writing() as connection:
        versions.miss_version(connection, draft.id, Missed(FAR.replace(tzinfo=dt.UTC)))
    ws.user = BOSS
    save_resource(ws, Role(name="All", reference="all", permissions=tuple(Permission)))
    save_resource(ws, User(name="Boss", reference=BOSS, login=BOSS, roles=("all",)))
    for name, role in ROLES.items():
        if role is not None:
            save_resource(ws, replace(role, name=name, reference=name))
            save_resource(ws, User(name=name, reference=name, login=name, roles=(name,)))


def is_of_rights(refusal: Refused) -> bool:
    """Whether somebody was refused for want of a right, rather than by another rule."""
    return "Ask an administrator" in str(refusal)
