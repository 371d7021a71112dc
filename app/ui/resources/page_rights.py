"""What a person may do on the page of resources: controls that wait, each with the reason why."""

from __future__ import annotations

from app.model.permissions import Permission
from app.model.resources import Resource, ResourceKind
from app.model.text import Text
from app.services.resource_files import needed_for
from app.ui.resources.commands import DELETE, DUPLICATE, NEW, RENAME, SAVE, ResourceCommands
from app.ui.resources.pane import ResourcePane
from app.ui.resources.resource_list import ResourceList
from app.ui.session import Session


class PageRights:
    """Asks the rights of the session anew each time: another window may change roles."""

    def __init__(
        self, session: Session, resources: ResourceList, commands: ResourceCommands
    ) -> None:
        self._session = session
        self._list = resources
        self._commands = commands

    def refusal(self, kind: ResourceKind, permission: Permission) -> Text | None:
        """Why this cannot be done with a kind, or None."""
        return self._session.workspace.rights().refusal(needed_for(kind, permission))

    def may(self, kind: ResourceKind, permission: Permission) -> bool:
        """Whether this can be done with a kind; says so if not."""
        refusal = self.refusal(kind, permission)
        if refusal is not None:
            self._session.report(refusal, "error")
        return refusal is None

    def allow_list(self, kind: ResourceKind, *, begun: bool) -> None:
        """Let new ones be made, or not; `begun` says that one waits to be saved."""
        refusal = self.refusal(kind, Permission.CREATE)
        self._list.allow_creating(refusal, begun=begun)
        self._commands.allow(NEW, refusal)

    def allow_pane(self, pane: ResourcePane, stored: Resource | None) -> None:
        """Let the resource in front be changed, duplicated and deleted, or not."""
        create, edit, delete = (
            self.refusal(pane.kind, one)
            for one in (Permission.CREATE, Permission.EDIT, Permission.DELETE)
        )
        pane.set_read_only(create if stored is None else edit)
        pane.allow(duplicate=create, delete=delete)
        there = stored is not None
        self._commands.allow(RENAME, create if stored is None else edit)
        self._commands.allow(DUPLICATE, create, possible=there)
        self._commands.allow(DELETE, delete, possible=there)
        self.allow_saving(pane)

    def allow_saving(self, pane: ResourcePane) -> None:
        """Let what is typed be saved once nothing is wrong with it."""
        self._commands.actions[SAVE].setEnabled(pane.is_ready)
