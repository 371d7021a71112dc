"""The question before the first edit of a version that is scheduled or in testing."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.graph.canvas import Canvas
from app.model.diff import Change
from app.model.errors import Gone, UserError
from app.model.lifecycle import Command
from app.model.resources import Mailbox
from app.model.routing import Version
from app.model.text import Text, _
from app.services import lifecycle
from app.ui.routings.notices import permit
from app.ui.routings.wording import scheduled_moment
from app.ui.session import Session
from app.ui.version.life import TabLife
from app.ui.widgets import Answer, ConfirmDialog

EDIT, DUPLICATE = "edit", "duplicate"


class Reason(Enum):
    """Why an edit of a version is felt outside of it."""

    SCHEDULED = auto()
    TESTING = auto()


def reasons_of(version: Version) -> frozenset[Reason]:
    """The reasons to ask before a version changes."""
    return frozenset(
        reason
        for reason, applies in (
            (Reason.SCHEDULED, version.schedule is not None),
            (Reason.TESTING, version.in_testing),
        )
        if applies
    )


class FirstEditDialog(ConfirmDialog):
    """Says where changes go. No button has the keyboard: somebody may still be typing."""

    def __init__(
        self,
        version: Version,
        reasons: frozenset[Reason],
        mailboxes: tuple[Mailbox, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(
            _heading(version, reasons),
            tuple(_sentences(version, reasons, mailboxes)),
            (
                Answer(DUPLICATE, _("Duplicate"), ""),
                Answer(EDIT, _("Edit"), "primary"),
            ),
            parent=parent,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Letters, blanks and Enter that were meant for a form press nothing."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class FirstEdit(QObject):
    """Asks once for each reason while a version is open; the change waits meanwhile.

    *Edit* makes the change, *Duplicate* makes it in a new version (`duplicated` carries its id),
    and anything else makes it nowhere.
    """

    duplicated = Signal(str)

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        life: TabLife,
        tab: QWidget,
    ) -> None:
        super().__init__(tab)
        self._session = session
        self._canvas = canvas
        self._document = canvas.document
        self._life = life
        self._tab = tab
        self._agreed: frozenset[Reason] = frozenset()
        self.dialog: FirstEditDialog | None = None
        self._document.must_ask = lambda: bool(self._open_reasons)
        self._document.held.connect(self._ask)

    def no_longer_ask(self) -> None:
        """The version cannot change any more: what waits is for the store to refuse."""
        self._agreed = frozenset(Reason)
        if self._document.is_held:
            self._dismiss()
            self._document.go_on()

    def still_waits(self) -> bool:
        """Whether a change waits for its answer; of a version that is gone nothing is asked."""
        if self._document.is_held:
            try:
                self._session.workspace.version(self._life.version.id)
            except Gone:
                self.no_longer_ask()
        return self._document.is_held

    # --- private ---

    @property
    def _open_reasons(self) -> frozenset[Reason]:
        return reasons_of(self._life.version) - self._agreed

    def _ask(self) -> None:
        if self.dialog is not None:
            return
        life = self._life
        dialog = FirstEditDialog(
            life.version, self._open_reasons, life.mailboxes, self._tab.window()
        )
        permit(dialog.buttons[DUPLICATE], life.forbids(Command.DUPLICATE))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: self._answered(dialog))
        self.dialog = dialog
        dialog.open()

    def _answered(self, dialog: FirstEditDialog) -> None:
        if dialog is not self.dialog:
            return
        self.dialog = None
        match dialog.answer:
            case "edit":
                self._agreed |= self._open_reasons
                self._make()
            case "duplicate":
                self._make_in_a_duplicate()
            case _:
                self._document.give_up()

    def _make(self) -> None:
        added: list[str] = []

        def see(change: Change) -> None:
            added.extend(change.added)

        self._document.changed.connect(see)
        try:
            self._document.go_on()
        finally:
            self._document.changed.disconnect(see)
        if added:
            self._canvas.select(added)

    def _make_in_a_duplicate(self) -> None:
        try:
            tree = self._document.held_tree()
            made = lifecycle.keep_as_new_version(
                self._session.workspace, self._life.version.id, tree
            )
        except UserError as error:
            self._session.report(error.text, "error")
            self._document.give_up()
            return
        self._document.give_up()
        self.duplicated.emit(made.id)

    def _dismiss(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.reject()


def _heading(version: Version, reasons: frozenset[Reason]) -> Text:
    if Reason.SCHEDULED in reasons and version.schedule is not None:
        return _("Changes go live on {when}", when=scheduled_moment(version.schedule))
    return _("Changes take effect at once")


def _sentences(
    version: Version, reasons: frozenset[Reason], mailboxes: tuple[Mailbox, ...]
) -> Iterator[Text]:
    if Reason.SCHEDULED in reasons:
        yield _(
            "“{version}” is scheduled for production: what you change in it goes into production"
            " with it.",
            version=version.name,
        )
    if Reason.TESTING in reasons:
        addresses = ", ".join(one.address or one.reference for one in mailboxes)
        yield (
            _(
                "“{version}” is in testing: it processes the emails of {addresses} with what you"
                " change in it, from now on.",
                version=version.name,
                addresses=addresses,
            )
            if mailboxes
            else _(
                "“{version}” is in testing: mailboxes may be told to use it. None does yet.",
                version=version.name,
            )
        )
    yield _("Edit this version, or duplicate it and have the change in the duplicate alone.")
