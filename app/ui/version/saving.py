"""What happens when a change could not be stored, or somebody else was quicker."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.graph.document import Document, Draft
from app.model.errors import Gone, NotEditable, OutsideError, StaleRevision, UserError
from app.model.text import Text, _
from app.model.tree import ActionTree
from app.services import lifecycle
from app.ui.session import Session
from app.ui.version.banners import NoticeStrip
from app.ui.version.inspecting import Inspecting
from app.ui.widgets import Tone

OVERTAKEN = _(
    "Somebody else changed this version in the meantime. What you did since is here, but not"
    " stored: load the version again and lose it, or keep yours as a new version."
)
NOT_EDITABLE = _(
    "This version went into production or backup in the meantime, and cannot be changed any more."
    " What you did since is here, but not stored: load the version again and lose it, or keep"
    " yours as a new version."
)
DELETED = _(
    "Somebody else deleted this version in the meantime. What is here is not stored: keep it as a"
    " new version, or close the tab and lose it."
)


class SharedDraft:
    """The draft of a version that other windows write to as well.

    When one of them was quicker, or put the version in production, the document goes on in memory
    as if the disk had refused: nothing that was done here is lost, nor written over theirs, until
    a person has chosen.
    """

    def __init__(self, stored: Draft) -> None:
        self._stored = stored
        self._is_overtaken = False
        self._is_gone = False

    @property
    def is_gone(self) -> bool:
        """Whether somebody else deleted the version, so that there is nothing to load again."""
        return self._is_gone

    @property
    def is_overtaken(self) -> bool:
        """Whether ours were refused for what somebody else did to the version."""
        return self._is_overtaken

    def load(self) -> tuple[ActionTree, int]:
        """The stored tree, from which both go on together."""
        found = self._stored.load()
        self._is_overtaken = False
        return found

    def save(self, before: ActionTree, after: ActionTree, revision: int) -> int:
        """Write what differs; `OutsideError` too for what only a person can decide."""
        try:
            return self._stored.save(before, after, revision)
        except StaleRevision as error:
            self._is_overtaken = True
            raise OutsideError(OVERTAKEN) from error
        except NotEditable as error:
            self._is_overtaken = True
            raise OutsideError(NOT_EDITABLE) from error
        except Gone as error:
            self._is_overtaken = self._is_gone = True
            raise OutsideError(DELETED) from error


class Saving(QObject):
    """`changed` when the document became unsaved, or stored again.

    `kept` carries the id of the new version that holds what could not be stored in this one;
    `settled` when a person has chosen between theirs and their own.
    """

    changed = Signal()
    kept = Signal(str)
    settled = Signal()

    def __init__(
        self,
        session: Session,
        version_id: str,
        draft: SharedDraft,
        document: Document,
        notice: NoticeStrip,
        inspecting: Inspecting,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._version_id = version_id
        self._draft = draft
        self._document = document
        self._notice = notice
        self._inspecting = inspecting
        self._why = OVERTAKEN
        self._version = session.workspace.version(version_id)
        self._routing = session.workspace.routing(self._version.routing)
        document.given_up.connect(self._catch_up)
        document.refused.connect(self._on_refused)
        document.save_failed.connect(self._on_failed)
        document.saved.connect(self._on_saved)

    def follow_store(self) -> None:
        """Show what another window stored, below what is being typed here.

        Typing in a field that the other window changed too is a choice for the person, and while
        something is not stored, nothing is loaded over it. `UserError` when it cannot be read.
        """
        workspace, document = self._session.workspace, self._document
        if document.is_unsaved or document.is_held:
            return
        if workspace.version(self._version_id).revision == document.revision:
            return
        if not self._inspecting.edits.fit(workspace.tree(self._version_id)):
            self._inspecting.edits.flush()
        if not document.is_unsaved:
            document.reload()

    # --- private ---

    def _on_refused(self, text: object) -> None:
        assert isinstance(text, Text)
        self._session.report(text, "warning")

    def _on_failed(self, text: object) -> None:
        assert isinstance(text, Text)
        if self._draft.is_overtaken:
            self._offer_choice(text)
        else:
            self._say_unsaved(text)
        self.changed.emit()

    def _say_unsaved(self, text: Text) -> None:
        def elsewhere() -> None:
            self._inspecting.edits.flush()
            # The message stays: whoever does not choose a place has to know.
            self._say_unsaved(text)
            self._session.elsewhere_requested.emit()

        self._notice.say(
            text,
            Tone.ERROR,
            (_("Retry"), self._document.retry),
            (_("Save elsewhere…"), elsewhere),
        )

    def _on_saved(self) -> None:
        self._notice.clear()
        self.changed.emit()

    def _catch_up(self) -> None:
        """While a change waited for its answer, nothing was loaded below it."""
        try:
            self.follow_store()
        except UserError as error:
            self._session.report(error.text, "error")

    def _offer_choice(self, why: Text | None = None) -> None:
        self._why = why or self._why
        if self._draft.is_gone:
            keep = (_("Keep mine as a new version"), self._keep_deleted)
            self._notice.say(self._why, Tone.WARNING, keep)
            return
        self._notice.say(
            self._why,
            Tone.WARNING,
            (_("Load it again"), self._load_again),
            (_("Keep mine as a new version"), self._keep_mine),
        )

    def _load_again(self) -> None:
        # Typing that still waits goes with the rest: it was meant for the tree on screen.
        self._inspecting.edits.flush()
        try:
            self._document.reload()
        except UserError as error:
            self._session.report(error.text, "error")
            self._offer_choice()
            return
        self._inspecting.reset()
        self.settled.emit()

    def _keep_mine(self) -> None:
        self._inspecting.edits.flush()
        try:
            made = lifecycle.keep_as_new_version(
                self._session.workspace, self._version_id, self._document.tree
            )
        except UserError as error:
            self._session.report(error.text, "error")
            self._offer_choice()
            return
        self._load_again()
        self.kept.emit(made.id)

    def _keep_deleted(self) -> None:
        self._inspecting.edits.flush()
        try:
            made = lifecycle.keep_deleted_version(
                self._session.workspace, self._routing, self._version, self._document.tree
            )
        except UserError as error:
            self._session.report(error.text, "error")
            self._offer_choice()
            return
        # Its tab goes with the next look at the versions: nothing holds it any more.
        self._document.let_go()
        self.kept.emit(made.id)
