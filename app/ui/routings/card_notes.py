"""What a version card says about test and schedule: mailboxes, the plan, a production missed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.model.resources import Mailbox
from app.model.routing import Version
from app.model.text import Text, _
from app.ui.routings.wording import problems_in_words, scheduled_moment
from app.ui.theme import icon, tr
from app.ui.widgets import FlowLayout, MessageBar, Tone, button, label


class CardNotes(QWidget):
    """Empty for a version that is neither in test nor scheduled nor missed."""

    def __init__(
        self,
        version: Version,
        mailboxes: tuple[Mailbox, ...],
        *,
        choose: Callable[[], object],
        dismiss: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.addresses: dict[str, QPushButton] = {}
        self.obstacles = label("", size="small", tone="warning")
        self.obstacles.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        if version.schedule is not None:
            column.addWidget(
                label(
                    _(
                        "This version has been put in scheduled production for {when}",
                        when=scheduled_moment(version.schedule),
                    ),
                    size="small",
                )
            )
        column.addWidget(self.obstacles)
        if version.missed is not None:
            column.addWidget(self._missed(version, dismiss))
        if version.in_testing:
            column.addWidget(self._mailboxes(mailboxes, choose))
        self._is_scheduled = version.schedule is not None
        self.setVisible(self._is_scheduled or version.missed is not None or version.in_testing)

    def show_errors(self, errors: int) -> None:
        """Say whether the checks would stop a planned production now."""
        said = _(
            "Its checks would stop it now: {errors}. Mend them by then.",
            errors=problems_in_words(errors, 0),
        )
        self.obstacles.setText(tr(said))
        self.obstacles.setVisible(self._is_scheduled and errors > 0)

    def _mailboxes(self, mailboxes: tuple[Mailbox, ...], choose: Callable[[], object]) -> QWidget:
        held = QWidget()
        self.choose = button(
            _("Choose a mailbox") if not mailboxes else _("Change…"),
            variant="link",
            clicked=choose,
        )
        if not mailboxes:
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(
                label(_("No mailbox uses this version yet"), size="small", tone="muted", wrap=False)
            )
            row.addWidget(self.choose)
            row.addStretch(1)
            return held
        flow = FlowLayout(held, spacing=6)
        for mailbox in mailboxes:
            words = mailbox.address or mailbox.name
            chip = QPushButton(icon("mdi6.content-copy"), words)
            chip.setProperty("chip", True)
            chip.setToolTip(tr(_("Copy {address}", address=words)))
            chip.clicked.connect(partial(_copy, words))
            self.addresses[mailbox.reference] = chip
            flow.addWidget(chip)
        flow.addWidget(self.choose)
        return held

    def _missed(self, version: Version, dismiss: Callable[[], object]) -> MessageBar:
        assert version.missed is not None
        self.alert = MessageBar(closable=False)
        self.alert.show_message(
            missed_words(version), Tone.ERROR, action=_("Dismiss"), on_action=dismiss
        )
        return self.alert


def missed_words(version: Version) -> Text:
    """Why a planned production did not happen."""
    assert version.missed is not None
    why = version.missed.why
    more = len(why) - 1
    first = why[0] if why else _("its checks stopped it.")
    if more > 0:
        return _(
            "The planned production did not happen: {reason} And {count} more.",
            reason=first,
            count=more,
        )
    return _("The planned production did not happen: {reason}", reason=first)


def _copy(words: str, _checked: bool = False) -> None:
    QApplication.clipboard().setText(words)
