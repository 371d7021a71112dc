"""Everything that can be done with smart routings and versions, for pages, cards and menus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.model.lifecycle import Command
from app.model.routing import Version
from app.model.text import _
from app.services import lifecycle
from app.ui.packages.commands import PackageCommands
from app.ui.routings.asking import Asking
from app.ui.routings.deletion import DELETE, routing_deletion, version_deletion
from app.ui.routings.promotion import PromotionDialog, promotion_of
from app.ui.routings.routing_form import CopyRoutingDialog, EditRoutingDialog, NewRoutingDialog
from app.ui.routings.version_form import CreateVersionDialog, EditVersionDialog
from app.ui.routings.version_life import VersionLife
from app.ui.session import Session


class RoutingCommands(Asking):
    """Asks, does, says what went wrong, and tells the session what changed."""

    version_requested = Signal(str, str)
    """A version to open, and an action of it to go to (or an empty text)."""
    run_requested = Signal(str, int)
    """A version to open, and a kept run to show in it."""
    routing_requested = Signal(str)
    """A routing to show."""

    def __init__(
        self, session: Session, window: QWidget, settled: Callable[[str], bool] | None = None
    ) -> None:
        super().__init__(session, window, settled)
        self.life = VersionLife(session, window, settled)
        self.life.version_requested.connect(self.version_requested)
        self.packages = PackageCommands(session, window)

    # --- smart routings ---

    def new_routing(self) -> None:
        """Ask for a new smart routing, and show it."""
        dialog = NewRoutingDialog(self._session.workspace, self._window)

        def made() -> None:
            self._session.routings_changed.emit()
            self._session.resources_changed.emit()
            if dialog.routing is not None:
                self.routing_requested.emit(dialog.routing.id)

        self._open(dialog, made)

    def edit_routing(self, routing_id: str) -> None:
        """Change name, reference and description of a smart routing."""
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
        """Ask for the name of a copy of a smart routing, make it and show it."""
        if not self._all_settled(routing_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            dialog = CopyRoutingDialog(workspace, workspace.routing(routing_id), self._window)

            def made() -> None:
                self._session.routings_changed.emit()
                self._session.resources_changed.emit()
                if dialog.routing is not None:
                    self.routing_requested.emit(dialog.routing.id)
                    said = _("“{name}” is a copy of its own.", name=dialog.routing.name)
                    self._session.report(said, "success")

            self._open(dialog, made)

        self._trying(ask)

    def delete_routing(self, routing_id: str) -> None:
        """Delete a smart routing once its name is typed."""
        if not self._all_settled(routing_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            routing = workspace.routing(routing_id)
            dialog = routing_deletion(workspace, routing, self._window)
            self._confirm(dialog, DELETE, lambda: lifecycle.delete_routing(workspace, routing_id))

        self._trying(ask)

    # --- versions ---

    def do(self, command: Command, version_id: str) -> None:
        """Give one of the commands of a version's life."""
        match command:
            case Command.EDIT | Command.VIEW:
                self.open_version(version_id)
            case Command.PROMOTE:
                self.promote_version(version_id)
            case Command.TEST:
                self.life.put_in_test(version_id)
            case Command.UNTEST:
                self.life.remove_from_test(version_id)
            case Command.SCHEDULE:
                self.life.schedule(version_id)
            case Command.UNSCHEDULE:
                self.life.unschedule(version_id)
            case Command.DUPLICATE:
                self.duplicate_version(version_id)
            case Command.DELETE:
                self.delete_version(version_id)

    def open_version(self, version_id: str, action_id: str = "") -> None:
        """Edit or view a version in a tab."""
        self.version_requested.emit(version_id, action_id)

    def create_version(self, routing_id: str, copy_of: str | None = None) -> None:
        """Ask for a new version of a smart routing."""
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
        workspace = self._session.workspace
        self._trying(
            lambda: self._open(
                EditVersionDialog(workspace, workspace.version(version_id), self._window),
                self._session.routings_changed.emit,
            )
        )

    def duplicate_version(self, version_id: str) -> None:
        """Make a new version in development with the same tree."""
        if not self._settled(version_id):
            return
        made = self._trying(
            lambda: lifecycle.duplicate_version(self._session.workspace, version_id)
        )
        if made is not None:
            self._session.routings_changed.emit()
            self._offer(made)

    def promote_version(self, version_id: str) -> None:
        """Put a version in production after a confirmation, or list what forbids it."""
        if not self._settled(version_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            promotion = promotion_of(workspace, version_id)
            dialog = PromotionDialog(promotion, self._window)
            dialog.problem_chosen.connect(
                lambda action: self.version_requested.emit(version_id, action)
            )
            self._open(dialog, lambda: self._promote(version_id))

        self._trying(ask)

    def _promote(self, version_id: str) -> None:
        made = self._trying(lambda: lifecycle.promote(self._session.workspace, version_id))
        if made is not None:
            self._session.routings_changed.emit()
            self._session.resources_changed.emit()
            self._session.report(_("“{version}” is in production.", version=made.name), "success")

    def delete_version(self, version_id: str) -> None:
        """Delete a version after a confirmation."""
        if not self._settled(version_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            version = workspace.version(version_id)
            dialog = version_deletion(workspace, version, self._window)
            self._confirm(dialog, DELETE, lambda: lifecycle.delete_version(workspace, version_id))

        self._trying(ask)

    def export_version(self, version_id: str) -> None:
        """Export a version with everything that is typed into it."""
        if self._settled(version_id):
            self._trying(lambda: self.packages.export_version(version_id))

    def copy_text(self, words: str) -> None:
        """Put words on the clipboard, and say so."""
        QApplication.clipboard().setText(words)
        self._session.report(_("{words} is on the clipboard.", words=words))

    # --- private ---

    def _all_settled(self, routing_id: str) -> bool:
        """Whether everything typed into any version of a routing is stored; says so if not."""
        found = self._trying(lambda: self._session.workspace.versions(routing_id))
        return found is not None and all(self._settled(one.id) for one in found)

    def _offer(self, version: Version) -> None:
        self._session.report(
            _("“{version}” is in development.", version=version.name),
            "success",
            (_("Edit"), lambda: self.version_requested.emit(version.id, "")),
        )
