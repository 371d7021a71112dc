"""Everything that can be done with smart routings and versions, for pages, cards and menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.model.errors import UserError
from app.model.routing import Version
from app.model.text import _
from app.services import lifecycle
from app.ui.routings.deletion import DELETE, routing_deletion, version_deletion
from app.ui.routings.promotion import PromotionDialog, promotion_of
from app.ui.routings.routing_form import EditRoutingDialog, NewRoutingDialog
from app.ui.routings.version_form import CreateVersionDialog, EditVersionDialog
from app.ui.session import Session
from app.ui.widgets import ConfirmDialog

_T = TypeVar("_T")


class RoutingCommands(QObject):
    """Asks, does, says what went wrong, and tells the session what changed.

    `settled` is asked before a version changes its state: whether everything typed into it is
    stored (a window may have it open).
    """

    version_requested = Signal(str, str)
    """A version to open, and an action of it to go to (or an empty text)."""
    routing_requested = Signal(str)
    """A routing to show."""

    def __init__(
        self, session: Session, window: QWidget, settled: Callable[[str], bool] | None = None
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._settled = settled or (lambda _version: True)

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

    def delete_routing(self, routing_id: str) -> None:
        """Delete a smart routing once its name is typed."""
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

    def _tell_all(self) -> None:
        self._session.routings_changed.emit()
        self._session.resources_changed.emit()

    def _confirm(self, dialog: ConfirmDialog, answer: str, act: Callable[[], object]) -> None:
        def answered() -> None:
            if dialog.answer == answer:
                self._trying(act)
                self._tell_all()

        self._open(dialog, answered)

    def _open(self, dialog: QDialog, accepted: Callable[[], object]) -> None:
        # Shown without a loop of its own: the window goes on living behind it.
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(accepted)
        dialog.open()

    def _trying(self, act: Callable[[], _T]) -> _T | None:
        try:
            return act()
        except UserError as error:
            self._session.report(error.text, "error")
            # What was shown may be out of date: somebody else may have been quicker.
            self._session.routings_changed.emit()
            return None
