"""What every page of one window shares: the open workspace, its signals, messages, jobs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.model.catalogue import Catalogue
from app.model.errors import UserError
from app.model.permissions import is_denial
from app.model.resources import Resources
from app.model.text import Text, _
from app.services.preferences import Preferences, save_preferences
from app.services.workspace import Workspace
from app.ui.jobs import Jobs
from app.ui.theme import Theme

POLL_MS = 500
"""How often the workspace is asked whether another window has written to it."""

Level = Literal["info", "success", "warning", "error"]
Offer = tuple[Text, Callable[[], object]]


@dataclass(frozen=True)
class ChosenEmail:
    """The email that replays start from."""

    id: str
    subject: str
    raw: bytes


@dataclass(frozen=True)
class Message:
    """One sentence for the message bar, with a button if there is something to do about it."""

    text: Text
    level: Level = "info"
    action: Offer | None = None


class Session(QObject):
    """One open workspace and what happens to it; pages listen here rather than to each other."""

    routings_changed = Signal()
    resources_changed = Signal()
    samples_changed = Signal()
    email_chosen = Signal()
    entry_chosen = Signal(str)
    """A version that a mailbox leads to shall be entered through it; see `entries`."""
    changed_outside = Signal()
    """Another window or process wrote; the three signals above were emitted before."""
    preferences_changed = Signal()
    rights_asked = Signal()
    """The person wants to know what they may do here, and why not more."""
    elsewhere_requested = Signal()
    """The disk refused a change, and the person wants to go on in another place."""
    reported = Signal(object)
    """Carries a `Message`."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        preferences: Preferences | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.catalogue: Catalogue = workspace.catalogue
        self.theme = theme
        self.preferences = preferences or Preferences()
        self.jobs = Jobs(self)
        self.jobs.failed.connect(lambda error: self.report(error.text, "error"))
        self._chosen: ChosenEmail | None = None
        self.entries: dict[str, str] = {}
        """Mailboxes by the version that replays shall enter through them; its tab takes it."""
        self._poll = QTimer(self)
        self._poll.setObjectName("polls the workspace")
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.look_outside)

    # --- what others do to the workspace ---

    def watch(self) -> None:
        """Begin to look for changes that other windows make."""
        self._poll.start()

    def look_outside(self) -> None:
        """Look now; tells everybody when something changed."""
        try:
            changed = self.workspace.changed_outside()
        except UserError as error:
            # Said once: a stick that was pulled out would say it twice a second.
            self._poll.stop()
            self.report(error.text, "error", (_("Try again"), self._poll.start))
            return
        if changed:
            self.resources_changed.emit()
            self.samples_changed.emit()
            self.routings_changed.emit()
            self.changed_outside.emit()

    def close(self) -> None:
        """Stop background work and give the workspace back; closing twice does no harm."""
        self._poll.stop()
        self.jobs.close()
        self.workspace.close()

    # --- what pages ask for ---

    def resources(self) -> Resources:
        """The resources of this moment, frozen."""
        return self.workspace.resources()

    @property
    def chosen_email(self) -> ChosenEmail | None:
        """The email that replays start from, if one is chosen."""
        return self._chosen

    def choose_email(self, email_id: str | None) -> None:
        """Choose the email for replays, or none; `Refused` when it is gone."""
        if email_id is None:
            self._chosen = None
        else:
            from app.engine.mail import Message as Mail
            from app.services import samples

            raw = samples.raw(self.workspace, email_id)
            self._chosen = ChosenEmail(email_id, Mail(raw).subject, raw)
        self.email_chosen.emit()

    def opener(self) -> Callable[[], Workspace]:
        """Opens the same workspace for the same person, in another thread, which closes it."""
        return self.workspace.again()

    def enter(self, version_id: str, mailbox: str) -> None:
        """Have the replays of a version enter through a mailbox, once its tab is there."""
        self.entries[version_id] = mailbox
        self.entry_chosen.emit(version_id)

    def report(self, text: Text, level: Level = "info", action: Offer | None = None) -> None:
        """Say a sentence in the window's message bar; what a role denies leads to one's rights."""
        if action is None and is_denial(text):
            action = (_("Your rights"), self.rights_asked.emit)
        self.reported.emit(Message(text, level, action))

    def prefer(self, **changes: object) -> None:
        """Change preferences, here and on disk."""
        self.preferences = msgspec.structs.replace(self.preferences, **changes)
        try:
            save_preferences(self.preferences)
        except OSError:
            self.report(
                _("The preferences could not be stored. They hold until this window closes."),
                "warning",
            )
        self.preferences_changed.emit()
