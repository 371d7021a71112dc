"""Everything that can be done with smart routings and versions, for pages, cards and menus."""

from __future__ import annotations

from app.model.permissions import Permission
from app.model.routing import Version
from app.model.text import _
from app.services import lifecycle
from app.ui.routings.deletion import DELETE, routing_deletion, version_deletion
from app.ui.routings.routing_form import (
    CopyRoutingDialog,
    EditRoutingDialog,
    NewRoutingDialog,
)
from app.ui.routings.stage_commands import StageCommands
from app.ui.routings.version_form import CreateVersionDialog, EditVersionDialog


class RoutingCommands(StageCommands):
    """Asks, does, says what went wrong, and tells the session what changed."""

    # --- smart routings ---

    def new_routing(self) -> None:
        """Ask for a new smart routing, and show it."""
        if not self._may(Permission.CREATE):
            return
        dialog = NewRoutingDialog(self._session.workspace, self._window)

        def made() -> None:
            self._session.routings_changed.emit()
            self._session.resources_changed.emit()
            if dialog.routing is not None:
                self.routing_requested.emit(dialog.routing.id)

        self._open(dialog, made)

    def edit_routing(self, routing_id: str) -> None:
        """Change name, reference and description of a smart routing."""
        if not self._may(Permission.EDIT):
            return
        self._trying(
            lambda: self._open(
                EditRoutingDialog(
                    self._session.workspace,
                    self._session.workspace.routing(routing_id),
                    self._window,
                ),
                self._tell_all,
            )
        )

    def copy_routing(self, routing_id: str) -> None:
        """Copy a smart routing with all its versions, and show the copy."""
        workspace = self._session.workspace
        if not self._may(Permission.CREATE):
            return

        def ask() -> None:
            dialog = CopyRoutingDialog(workspace, workspace.routing(routing_id), self._window)

            def made() -> None:
                self._tell_all()
                if dialog.routing is not None:
                    self.routing_requested.emit(dialog.routing.id)

            self._open(dialog, made)

        self._trying(ask)

    def delete_routing(self, routing_id: str) -> None:
        """Delete a smart routing once its name is typed."""
        if not self._may(Permission.DELETE):
            return
        workspace = self._session.workspace

        def ask() -> None:
            routing = workspace.routing(routing_id)
            dialog = routing_deletion(workspace, routing, self._window)
            self._confirm(dialog, DELETE, lambda: lifecycle.delete_routing(workspace, routing_id))

        self._trying(ask)

    # --- versions ---

    def open_version(self, version_id: str, action_id: str = "") -> None:
        """Edit or view a version in a tab."""
        self.version_requested.emit(version_id, action_id)

    def create_version(self, routing_id: str, copy_of: str | None = None) -> None:
        """Ask for a new version of a smart routing."""
        if not self._may(Permission.CREATE):
            return
        workspace = self._session.workspace

        def ask() -> None:
            routing = workspace.routing(routing_id)
            dialog = CreateVersionDialog(workspace, routing, copy_of=copy_of, parent=self._window)

            def made() -> None:
                self._session.routings_changed.emit()
                if dialog.version is not None:
                    self._offer(dialog.version)

            self._open(dialog, made)

        self._trying(ask)

    def edit_version(self, version_id: str) -> None:
        """Change name and description of a version in development."""
        if not self._may(Permission.EDIT):
            return
        workspace = self._session.workspace
        self._trying(
            lambda: self._open(
                EditVersionDialog(workspace, workspace.version(version_id), self._window),
                self._session.routings_changed.emit,
            )
        )

    def duplicate_version(self, version_id: str) -> None:
        """Make a new version in development with the same tree."""
        if not self._may(Permission.CREATE):
            return
        if not self._settled(version_id):
            return
        made = self._trying(
            lambda: lifecycle.duplicate_version(self._session.workspace, version_id)
        )
        if made is not None:
            self._session.routings_changed.emit()
            self._offer(made)

    def delete_version(self, version_id: str) -> None:
        """Delete a version after a confirmation."""
        if not self._may(Permission.DELETE):
            return
        workspace = self._session.workspace

        def ask() -> None:
            dialog = version_deletion(workspace.version(version_id), self._window)
            self._confirm(dialog, DELETE, lambda: lifecycle.delete_version(workspace, version_id))

        self._trying(ask)

    # --- private ---

    def _offer(self, version: Version) -> None:
        self._session.report(
            _("“{version}” is in development.", version=version.name),
            "success",
            (_("Edit"), lambda: self.version_requested.emit(version.id, "")),
        )
