"""Where an open version stands, as strips above its canvas: read-only, in testing, scheduled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.lifecycle import Command
from app.model.resources import Mailbox
from app.model.routing import Version
from app.model.text import Text, _
from app.ui.routings.notices import address_button, permit
from app.ui.routings.overview import Circumstances
from app.ui.routings.wording import moment, scheduled_moment
from app.ui.theme import tr
from app.ui.version.banners import ReadOnlyBanner, Strip
from app.ui.version.life import TabLife
from app.ui.widgets import button, label

_FEW = 3
"""How many addresses or reasons a strip names; the page of the routing has them all."""


class TestingStrip(Strip):
    """The addresses whose emails the version processes, each a button that copies it."""

    __test__ = False  # no test, whatever pytest makes of the name
    choose_requested = Signal()

    def __init__(self, copy: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__("mdi6.flask-outline", "testing", parent)
        self._copy = copy
        self._shown: tuple[Mailbox, ...] | None = None
        self.addresses: tuple[QWidget, ...] = ()
        self._ground = QWidget()
        self._beside = QHBoxLayout(self._ground)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(4)
        self.row.setStretchFactor(self.words, 0)
        self.row.addWidget(self._ground, 0)
        self.row.addStretch(1)
        self.choose = button("", variant="link", clicked=self.choose_requested.emit)
        self.add(self.choose)
        self.words.setWordWrap(False)

    def show_version(
        self, version: Version, mailboxes: tuple[Mailbox, ...], around: Circumstances
    ) -> None:
        """Show which mailboxes use a version; nothing where it is not in testing."""
        self.setVisible(version.in_testing)
        permit(self.choose, around.forbids(Command.TEST))
        if mailboxes == self._shown:
            return
        self._shown = mailboxes
        for old in self.addresses:
            self._beside.removeWidget(old)
            old.hide()
            old.deleteLater()
        made: list[QWidget] = [address_button(one, self._copy) for one in mailboxes[:_FEW]]
        more = len(mailboxes) - _FEW
        if more > 0:
            made.append(
                button(
                    _("and {count} more", count=more),
                    variant="link",
                    clicked=self.choose_requested.emit,
                )
            )
        for one in made:
            self._beside.addWidget(one)
        self.addresses = tuple(made)
        said = (
            _("In testing. These mailboxes use this version:")
            if mailboxes
            else _("In testing. No mailbox uses this version yet.")
        )
        self.words.setText(tr(said))
        self.choose.setText(tr(_("Choose the mailboxes…") if mailboxes else _("Choose a mailbox…")))


class ScheduleStrip(Strip):
    """When the version goes into production, and whether anything would stop it now."""

    remove_requested = Signal()
    problems_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("mdi6.clock-outline", "scheduled", parent)
        self.fine = label(_("No check would stop it now."), tone="muted", wrap=False)
        self.checks = button("", variant="link", clicked=self.problems_requested.emit)
        self.remove = button(
            _("Remove from schedule…"),
            icon="mdi6.clock-remove-outline",
            clicked=self.remove_requested.emit,
        )
        self.add(self.fine)
        self.add(self.checks)
        self.add(self.remove)

    def show_version(self, version: Version, around: Circumstances) -> None:
        """Show the planned production of a version; nothing where there is none."""
        self.setVisible(version.schedule is not None)
        permit(self.remove, around.forbids(Command.UNSCHEDULE))
        if version.schedule is not None:
            self.words.setText(
                tr(
                    _(
                        "This version has been put in scheduled production for {when}.",
                        when=scheduled_moment(version.schedule),
                    )
                )
            )

    def show_errors(self, count: int) -> None:
        """Say which checks would stop the production now."""
        self.fine.setVisible(not count)
        self.checks.setVisible(bool(count))
        self.checks.setText(tr(_obstacles(count)))


class MissedStrip(Strip):
    """Why a planned production could not be, until somebody has seen it."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("mdi6.clock-alert-outline", "error", parent)
        self.dismiss = button(_("Dismiss"), variant="link", clicked=self.dismissed.emit)
        self.add(self.dismiss)

    def show_version(self, version: Version, around: Circumstances) -> None:
        """Show the alert of a version; nothing where there is none."""
        missed = version.missed
        self.setVisible(missed is not None)
        permit(self.dismiss, around.forbids(Command.EDIT))
        if missed is None:
            return
        reasons = [tr(reason) for reason in missed.why[:_FEW]]
        if len(missed.why) > _FEW:
            reasons.append(tr(_("and {count} more", count=len(missed.why) - _FEW)))
        head = tr(_("The production planned for {when} could not be:", when=moment(missed.at)))
        self.words.setText(" ".join((head, " · ".join(reasons))))


class Standing(QWidget):
    """All the strips of a version; each is there while it has something to say."""

    def __init__(self, copy: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = ReadOnlyBanner()
        self.missed = MissedStrip()
        self.testing = TestingStrip(copy)
        self.schedule = ScheduleStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.banner, self.missed, self.testing, self.schedule):
            column.addWidget(strip)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_version(self, life: TabLife, *, choosing: bool) -> None:
        """Show the standing of a version.

        `choosing`: what was done here could not be stored, and what happens to it is still open.
        Then nothing says that it cannot be changed.
        """
        version, around = life.version, life.around
        self.banner.show_version(version, around)
        if choosing:
            self.banner.hide()
        self.missed.show_version(version, around)
        self.testing.show_version(version, life.mailboxes, around)
        self.schedule.show_version(version, around)

    def show_errors(self, count: int) -> None:
        """Say what would stop a planned production now."""
        self.schedule.show_errors(count)


def _obstacles(count: int) -> Text:
    if count == 1:
        return _("One error would stop it now")
    return _("{count} errors would stop it now", count=count)
