"""The page *Resources*: kinds on the left, the list of one kind, the form of one resource."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from app.model.errors import StaleRevision, UserError
from app.model.names import suggest_name, suggest_reference
from app.model.permissions import Permission
from app.model.resources import KIND_LABELS, RESOURCE_TYPES, Resource, ResourceKind
from app.model.store.uses import Use
from app.model.text import Text, _
from app.services.resource_files import save_resource
from app.ui.resources.commands import (
    DELETE,
    DUPLICATE,
    FIND,
    NEW,
    RENAME,
    SAVE,
    UNDO,
    ResourceCommands,
)
from app.ui.resources.deleting import Deleting, kept_in_words
from app.ui.resources.drafts import Drafts
from app.ui.resources.form_context import ResourceFormContext
from app.ui.resources.kinds import KindList, framed
from app.ui.resources.page_rights import PageRights
from app.ui.resources.pane import ResourcePane
from app.ui.resources.resource_list import ResourceList
from app.ui.resources.secret_states import SecretStates
from app.ui.resources.side_views import SIDE_VIEWS
from app.ui.resources.transfer import Transfer, dropped, is_taken
from app.ui.session import Session
from app.ui.widgets import EmptyState, Tone


class ResourcesPage(QWidget):
    """`version_requested` carries a version and an action to go to, `routing_requested` a routing.

    What is typed into a form stays typed while others are looked at, until it is saved or
    discarded.
    """

    version_requested = Signal(str, str)
    routing_requested = Signal(str)
    shown = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = False
        self.drafts = Drafts()
        self.context = ResourceFormContext(session, self._open_linked, self)
        self.kinds = KindList()
        self.list = ResourceList()
        self.deleting = Deleting(session, self, self.go_to)
        self.transfer = Transfer(session, self, self.kinds.show_kind)
        self.commands = ResourceCommands(
            self,
            self.list.table,
            {
                UNDO: self.deleting.undo,
                NEW: self.begin,
                SAVE: self.save,
                RENAME: self._enter,
                DUPLICATE: self.duplicate,
                DELETE: self.delete,
                FIND: self._search,
            },
        )
        self.rights = PageRights(session, self.list, self.commands)
        self.setAcceptDrops(True)
        self.panes: dict[ResourceKind, ResourcePane] = {}
        self._secrets: dict[ResourceKind, SecretStates] = {}
        self._copied: dict[ResourceKind, str] = {}
        self.unchosen = EmptyState(
            "mdi6.cursor-default-click-outline", _("Choose a resource, or create one.")
        )
        self.right = QStackedWidget()
        self.right.addWidget(self.unchosen)
        self._build()
        self._connect()
        self.kinds.show_kind(ResourceKind.MAILBOX)

    # --- what others ask ---

    @property
    def kind(self) -> ResourceKind:
        """The chosen kind."""
        return self.kinds.kind

    @property
    def current(self) -> Resource | None:
        """The resource that is marked in the list, as stored."""
        return self.list.current

    @property
    def pane(self) -> ResourcePane | None:
        """The form in front, if one is."""
        shown = self.right.currentWidget()
        return shown if isinstance(shown, ResourcePane) else None

    def panels(self) -> tuple[QWidget, ...]:
        """What F6 walks through."""
        return (self.kinds, self.list.search, self.list.table, self.right)

    def menu_commands(self) -> dict[str, QAction]:
        """What the menus of the window offer while the page is in front."""
        return self.commands.actions

    def typed(self) -> tuple[str, ...]:
        """The names of what is not saved."""
        return tuple(self.drafts.names())

    def show_resource(self, kind: str, reference: str) -> None:
        """Show a resource, widening the search where that hides it; without one, its kind."""
        self.kinds.show_kind(ResourceKind(kind))
        if reference and not self.list.mark(reference):
            self.list.search.clear()
            self.list.mark(reference)

    def refresh(self) -> None:
        """Read the resources again; what was typed and what is chosen stays."""
        self._stale = False
        try:
            resources = self._session.resources()
        except UserError as error:
            self._session.report(error.text, "error", (_("Try again"), self.refresh))
            return
        for draft in self.drafts.adopt(resources):
            self._session.report(kept_in_words(draft), "warning")
        self.kinds.show_counts(resources, self.drafts.kinds)
        kind = self.kind
        entries = resources.of_kind(RESOURCE_TYPES[kind])
        self.list.show_resources(kind, entries, self.drafts.references(kind))
        self.rights.allow_list(kind, begun=self.drafts.find(kind, "") is not None)
        self._show_current()

    # --- doing ---

    def begin(self) -> None:
        """Begin a new resource of the kind, or go on with the one begun."""
        if not self.rights.may(self.kind, Permission.CREATE):
            return
        self.list.mark_nothing()
        self._show_draft(None)
        pane = self.pane
        if pane is not None:
            pane.focus_name()

    def duplicate(self) -> None:
        """Begin a new resource with everything of the chosen one but name and reference."""
        chosen = self.current
        if chosen is None or not self.rights.may(self.kind, Permission.CREATE):
            return
        entries = self._session.resources().of_kind(RESOURCE_TYPES[self.kind])
        name = suggest_name(chosen.name, [one.name for one in entries])
        reference = suggest_reference(chosen.reference, [one.reference for one in entries])
        self.drafts.keep(None, msgspec.structs.replace(chosen, name=name, reference=reference))
        self._copied[self.kind] = chosen.reference
        self.begin()

    def save(self) -> bool:
        """Save what is typed into the form in front; whether that was done."""
        pane = self.pane
        if pane is None or not pane.is_ready:
            return False
        base = pane.base
        try:
            stored = save_resource(
                self._session.workspace,
                pane.draft,
                replaces=None if base is None else base.reference,
                expected=base,
                copied_from=self._copied.get(pane.kind) if base is None else None,
            )
        except StaleRevision as error:
            self._ask_which(pane, error.text)
            return False
        except UserError as error:
            pane.message.show_message(error.text, Tone.ERROR)
            return False
        self._saved(base, stored)
        return True

    def discard(self) -> None:
        """Forget what is typed into the form in front."""
        pane = self.pane
        if pane is None:
            return
        self.drafts.drop(self.kind, "" if pane.base is None else pane.base.reference)
        if pane.base is None:
            self._copied.pop(self.kind, None)
            self.right.setCurrentWidget(self.unchosen)
        self.refresh()
        self.list.table.setFocus()

    def delete(self) -> None:
        """Delete the selected resources after a confirmation, or say what still uses one."""
        if self.rights.may(self.kind, Permission.DELETE):
            self.deleting.ask(self.list.table.selected())

    def export(self, *, every: bool) -> None:
        """Ask where the selected resources go, or all of the kind."""
        selected = tuple(one.reference for one in self.list.table.selected())
        self.transfer.ask_where(self.kind, None if every else selected)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not is_taken(event):
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        for path in dropped(event)[:1]:
            self.transfer.look_at(path, self.kind)

    def go_to(self, use: object) -> None:
        """Show the place of a `Use`."""
        assert isinstance(use, Use)
        if use.kind is None:
            self.version_requested.emit(use.version, use.action)
        else:
            self.show_resource(use.kind, use.reference)

    # --- building ---

    def _build(self) -> None:
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("resources.columns")
        self.columns.setChildrenCollapsible(False)
        for number, part in enumerate((framed(self.kinds), self.list, self.right)):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(number, (0, 0, 1)[number])
        self.columns.setSizes([200, 320, 830])
        self.right.setMinimumWidth(420)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.columns)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show_kind)
        self.list.marked.connect(self._show_current)
        self.list.create_asked.connect(self.begin)
        self.list.delete_asked.connect(self.delete)
        self.list.form_asked.connect(self._enter)
        self.list.duplicate_asked.connect(self.duplicate)
        self.list.import_asked.connect(lambda: self.transfer.ask_which(self.kind))
        self.list.export_asked.connect(lambda every: self.export(every=every))
        self.deleting.deleted.connect(self._forget)
        self.deleting.done.connect(self.list.mark_neighbour)
        self.deleting.restored.connect(self.show_resource)
        self.deleting.undo_changed.connect(self.commands.show_undo)
        self._session.resources_changed.connect(self._become_stale)
        self._session.routings_changed.connect(self._become_stale)

    def _pane(self, kind: ResourceKind) -> ResourcePane:
        if kind not in self.panes:
            maker = SIDE_VIEWS.get(kind)
            made = ResourcePane(kind, self.context, None if maker is None else maker(self._session))
            made.edited.connect(lambda draft: self._keep(made, draft))
            made.save_asked.connect(self.save)
            made.discard_asked.connect(self.discard)
            made.delete_asked.connect(self.delete)
            made.duplicate_asked.connect(self.duplicate)
            made.use_chosen.connect(self.go_to)
            made.rights_asked.connect(self._session.rights_asked)
            self.panes[kind] = made
            self._secrets[kind] = SecretStates(self._session, made.form, kind)
            self.right.addWidget(made)
        return self.panes[kind]

    # --- keeping up ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _become_stale(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _show_kind(self, _kind: str) -> None:
        # What was searched among queues would hide users.
        self.list.search.clear()
        self.list.mark_nothing()
        self.refresh()
        if self.current is None:
            self.list.mark_first()
        self.shown.emit()

    def _show_current(self) -> None:
        chosen = self.current
        pane = self.pane
        if chosen is not None:
            self._show_draft(chosen)
        elif pane is None or pane.kind is not self.kind or pane.base is not None:
            new = self.drafts.find(self.kind, "")
            if new is not None:
                self._show_draft(None)
            else:
                self._show_nothing()
        self.shown.emit()

    def _show_draft(self, stored: Resource | None) -> None:
        kind = self.kind
        pane = self._pane(kind)
        typed = self.drafts.find(kind, "" if stored is None else stored.reference)
        base = stored if typed is None else typed.base
        draft = typed.draft if typed is not None else stored or RESOURCE_TYPES[kind]()
        workspace = self._session.workspace
        uses = workspace.uses(kind, stored.reference) if stored is not None else ()
        same = pane is self.right.currentWidget() and _same(pane.base, base)
        if same and base is not None:
            pane.follow(base, draft, uses)
        else:
            pane.show_draft(base, draft, uses)
        self.rights.allow_pane(pane, stored)
        self._secrets[kind].show(self._copied.get(kind) if stored is None else stored.reference)
        self.right.setCurrentWidget(pane)

    def _show_nothing(self) -> None:
        empty = self.list.model.is_empty
        self.unchosen.say(
            _("The first one is edited here, once it is created.")
            if empty
            else _("Choose a resource, or create one.")
        )
        self.right.setCurrentWidget(self.unchosen)
        self.commands.allow_nothing()

    def _search(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    def _keep(self, pane: ResourcePane, draft: Resource) -> None:
        self.drafts.keep(pane.base, draft)
        self.rights.allow_saving(pane)
        self.rights.allow_list(pane.kind, begun=self.drafts.find(pane.kind, "") is not None)
        self.kinds.show_counts(self._session.resources(), self.drafts.kinds)
        self.list.model.show_unsaved(self.drafts.references(pane.kind))

    def _saved(self, base: Resource | None, stored: Resource) -> None:
        self.drafts.drop(stored.kind, "" if base is None else base.reference)
        if base is None:
            self._copied.pop(stored.kind, None)
        self._session.resources_changed.emit()
        self.refresh()
        self.list.mark(stored.reference)
        kind = KIND_LABELS[stored.kind]
        said = _("{kind} “{name}” is saved.", kind=kind, name=stored.name)
        self._session.report(said, "success")

    def _forget(self, kind: object, reference: str) -> None:
        self.drafts.drop(ResourceKind(str(kind)), reference)

    def _ask_which(self, pane: ResourcePane, text: Text) -> None:
        """Somebody else changed it: theirs, or mine over theirs."""
        assert pane.base is not None
        reference = pane.base.reference

        def keep_mine() -> None:
            theirs = self._session.workspace.resource(pane.kind, reference)
            if theirs is not None:
                self.drafts.keep(theirs, pane.draft)
                self._show_draft(theirs)
                self.save()

        pane.ask_which(text, theirs=self.discard, mine=keep_mine)

    def _enter(self) -> None:
        pane = self.pane
        if pane is not None:
            pane.focus_name()

    def _open_linked(self, kind: str, reference: str) -> None:
        if kind == ResourceKind.ROUTING:
            found = self._session.workspace.routing_by_reference(reference)
            if found is not None:
                self.routing_requested.emit(found.id)
            return
        self.show_resource(kind, reference)


def _same(one: Resource | None, other: Resource | None) -> bool:
    return (
        one is not None
        and other is not None
        and (one.kind, one.reference.lower()) == (other.kind, other.reference.lower())
    )
