"""Testing and scheduling versions: asks, does, says what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.model.routing import Version
from app.model.text import Text, _
from app.services import lifecycle
from app.ui.routings.asking import Asking
from app.ui.routings.schedule_dialog import UNSCHEDULE, ScheduleDialog, removal_from_schedule
from app.ui.routings.testing_dialogs import (
    UNTEST,
    ChooseMailboxesDialog,
    PutInTestDialog,
    removal_from_test,
)
from app.ui.routings.wording import scheduled_moment


class VersionLife(Asking):
    """The commands between development and production."""

    version_requested = Signal(str, str)
    """A version to open, and an action of it to go to (or an empty text)."""

    def put_in_test(self, version_id: str) -> None:
        """Put a version in test with the mailboxes that the person chooses."""
        if not self._settled(version_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            version = workspace.version(version_id)
            self._open(
                PutInTestDialog(workspace, version, self._window),
                lambda: self._done(_("“{version}” is in test.", version=version.name)),
            )

        self._trying(ask)

    def choose_mailboxes(self, version_id: str) -> None:
        """Choose which mailboxes use a version in testing."""
        if not self._settled(version_id):
            return
        workspace = self._session.workspace
        self._trying(
            lambda: self._open(
                ChooseMailboxesDialog(workspace, workspace.version(version_id), self._window),
                self._tell_all,
            )
        )

    def remove_from_test(self, version_id: str) -> None:
        """Take a version out of test after a confirmation."""
        if not self._settled(version_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            dialog = removal_from_test(workspace, workspace.version(version_id), self._window)
            self._confirm(dialog, UNTEST, lambda: lifecycle.remove_from_test(workspace, version_id))

        self._trying(ask)

    def schedule(self, version_id: str) -> None:
        """Ask for the moment of an automatic production."""
        if not self._settled(version_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            dialog = ScheduleDialog(workspace, workspace.version(version_id), self._window)
            dialog.problem_chosen.connect(
                lambda action: self.version_requested.emit(version_id, action)
            )
            self._open(dialog, lambda: self._planned(dialog.scheduled))

        self._trying(ask)

    def unschedule(self, version_id: str) -> None:
        """Take a planned production back after a confirmation."""
        if not self._settled(version_id):
            return
        workspace = self._session.workspace

        def ask() -> None:
            dialog = removal_from_schedule(workspace.version(version_id), self._window)
            self._confirm(dialog, UNSCHEDULE, lambda: lifecycle.unschedule(workspace, version_id))

        self._trying(ask)

    def dismiss_missed(self, version_id: str) -> None:
        """Take the alert of a planned production that could not be away."""
        self._trying(lambda: lifecycle.dismiss_missed(self._session.workspace, version_id))
        self._session.routings_changed.emit()

    def _planned(self, version: Version | None) -> None:
        if version is not None and version.schedule is not None:
            when = scheduled_moment(version.schedule)
            self._done(
                _(
                    "“{version}” goes into production on {when}.",
                    version=version.name,
                    when=when,
                )
            )

    def _done(self, said: Text) -> None:
        self._tell_all()
        self._session.report(said, "success")
