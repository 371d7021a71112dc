"""Commands that move a version through its life: production, test, schedule."""

from __future__ import annotations

from collections.abc import Callable

from app.model.lifecycle import Command
from app.model.permissions import Permission
from app.model.routing import Version
from app.model.text import Text, _
from app.services import lifecycle
from app.ui.routings.asking import Asking
from app.ui.routings.promotion import PromotionDialog, promotion_of
from app.ui.routings.schedule_dialog import ScheduleDialog
from app.ui.routings.testing_dialog import TestingDialog, untest_sentences
from app.ui.routings.wording import OUTSIDE_UNDO, scheduled_moment
from app.ui.widgets import Answer, ConfirmDialog

PERMISSIONS: dict[Command, Permission] = {
    Command.EDIT: Permission.EDIT,
    Command.VIEW: Permission.READ,
    Command.PROMOTE: Permission.PROMOTE,
    Command.TEST: Permission.EDIT,
    Command.UNTEST: Permission.EDIT,
    Command.SCHEDULE: Permission.PROMOTE,
    Command.UNSCHEDULE: Permission.PROMOTE,
    Command.DUPLICATE: Permission.CREATE,
    Command.DELETE: Permission.DELETE,
}
"""The right that each command needs."""

_GO = "go"


class StageCommands(Asking):
    """Each asks first, says what it means, and is outside of Undo."""

    def promote_version(self, version_id: str) -> None:
        """Put a version in production after a confirmation, or list what forbids it."""
        if not self._settled(version_id) or not self._may(Permission.PROMOTE):
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
            self._done(_("“{version}” is in production.", version=made.name))

    def test_version(self, version_id: str) -> None:
        """Put a version in test, or choose the mailboxes of one that is in test."""
        workspace = self._session.workspace
        if not self._settled(version_id) or not self._may(Permission.EDIT):
            return

        def ask() -> None:
            before = workspace.version(version_id)
            dialog = TestingDialog(workspace, before, self._window)

            def tested() -> None:
                if not before.in_testing:
                    self._done(_("“{version}” is in test.", version=before.name))
                else:
                    self._tell_all()

            self._open(dialog, tested)

        self._trying(ask)

    def untest_version(self, version_id: str) -> None:
        """Take a version out of test after a confirmation."""
        workspace = self._session.workspace
        if not self._may(Permission.EDIT):
            return

        def ask() -> None:
            version = workspace.version(version_id)
            self._ask(
                _("Remove “{version}” from test?", version=version.name),
                untest_sentences(workspace, version),
                _("Remove from test"),
                lambda: lifecycle.remove_from_test(workspace, version_id),
                _("“{version}” is no longer in test.", version=version.name),
            )

        self._trying(ask)

    def schedule_version(self, version_id: str) -> None:
        """Ask for the date and time of an automatic production."""
        workspace = self._session.workspace
        if not self._settled(version_id) or not self._may(Permission.PROMOTE):
            return

        def ask() -> None:
            dialog = ScheduleDialog(workspace, workspace.version(version_id), self._window)
            dialog.problem_chosen.connect(
                lambda action: self.version_requested.emit(version_id, action)
            )

            def scheduled() -> None:
                if dialog.version is not None and dialog.version.schedule is not None:
                    self._done(_planned(dialog.version))

            self._open(dialog, scheduled)

        self._trying(ask)

    def unschedule_version(self, version_id: str) -> None:
        """Take a planned production back after a confirmation."""
        workspace = self._session.workspace
        if not self._may(Permission.PROMOTE):
            return

        def ask() -> None:
            version = workspace.version(version_id)
            when = scheduled_moment(version.schedule) if version.schedule else ""
            self._ask(
                _("Remove the planned production from the schedule?"),
                (
                    _(
                        "“{version}” does not go into production on {when}. It stays in"
                        " development.",
                        version=version.name,
                        when=when,
                    ),
                    OUTSIDE_UNDO,
                ),
                _("Remove from the schedule"),
                lambda: lifecycle.unschedule(workspace, version_id),
                _("No production of “{version}” is planned any more.", version=version.name),
            )

        self._trying(ask)

    def dismiss_missed(self, version_id: str) -> None:
        """Take the alert of a planned production that could not be away."""
        self._trying(lambda: lifecycle.dismiss_missed(self._session.workspace, version_id))
        self._session.routings_changed.emit()

    # --- private ---

    def _ask(
        self,
        heading: Text,
        sentences: tuple[Text, ...],
        words: Text,
        act: Callable[[], object],
        said: Text,
    ) -> None:
        dialog = ConfirmDialog(heading, sentences, (Answer(_GO, words),), parent=self._window)

        def answered() -> None:
            if dialog.answer == _GO and self._trying(act) is not None:
                self._done(said)

        self._open(dialog, answered)

    def _done(self, said: Text) -> None:
        self._tell_all()
        self._session.report(said, "success")


def _planned(version: Version) -> Text:
    assert version.schedule is not None
    return _(
        "This version has been put in scheduled production for {when}.",
        when=scheduled_moment(version.schedule),
    )
