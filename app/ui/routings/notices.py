"""What a card says of its version's test, schedule and missed production, with what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.graph.tokens import mixed
from app.model.resources import Mailbox
from app.model.routing import Missed, Schedule
from app.model.text import Text, _
from app.ui.routings.overview import CardFacts
from app.ui.routings.wording import moment, scheduled_moment
from app.ui.theme import paint_icon, tokens, tr
from app.ui.widgets import FlowLayout, button, label

_FEW = 3
"""How many problems or reasons a card lists; the version has them all."""


class Notice(QFrame):
    """An icon and sentences on a softly tinted ground; buttons stand at the right."""

    def __init__(self, icon: str, colour: str, words: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._colour = icon, colour
        self.words = label(words)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.lines.setContentsMargins(0, 2, 0, 0)
        self.lines.addWidget(self.words)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(34, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(self.lines, 1)
        row.addLayout(self.buttons)
        row.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything that it says."""
        return tuple(one.text() for one in self.findChildren(QLabel))

    def add_link(self, words: Text, act: Callable[[], object]) -> QPushButton:
        """A command among the sentences."""
        made = button(words, variant="link", clicked=act)
        made.setFixedHeight(made.fontMetrics().height() + 6)
        self.lines.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def add_button(self, made: QPushButton) -> None:
        """A command at the right, on the line of the first sentence."""
        made.setFixedHeight(made.fontMetrics().height() + 4)
        self.buttons.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        ink = str(getattr(theme, self._colour))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(mixed(ink, theme.surface, 0.35)))
        painter.setBrush(QColor(mixed(ink, theme.surface, 0.07)))
        painter.drawRoundedRect(box, 6, 6)
        line, first = self.words.fontMetrics().height(), self.words.geometry()
        middle = first.top() + line / 2 if first.height() >= 2 * line else first.center().y() + 1
        paint_icon(painter, QRectF(10, middle - 8, 16, 16), self._icon, ink)


class TestNotice(Notice):
    """The addresses whose emails the version processes, each a button that copies it."""

    __test__ = False  # no test, whatever pytest makes of the name

    def __init__(
        self,
        mailboxes: tuple[Mailbox, ...],
        copy: Callable[[str], object],
        choose: Callable[[], object],
        refused: Text | None,
    ) -> None:
        words = (
            _("These mailboxes use this version:")
            if mailboxes
            else _("No mailbox uses this version yet.")
        )
        super().__init__("mdi6.flask-outline", "testing", words)
        self.addresses = tuple(address_button(one, copy) for one in mailboxes)
        if mailboxes:
            ground = QWidget()
            flow = FlowLayout(ground, spacing=6)
            for one in self.addresses:
                flow.addWidget(one)
            self.lines.addWidget(ground)
        said = _("Choose the mailboxes…") if mailboxes else _("Choose a mailbox…")
        self.choose = button(said, variant="link", clicked=choose)
        forbid(self.choose, refused)
        self.add_button(self.choose)


class ScheduleNotice(Notice):
    """When the version goes into production, and what would stop it now."""

    def __init__(self, schedule: Schedule, go_to: Callable[[str], object]) -> None:
        super().__init__(
            "mdi6.clock-outline",
            "scheduled",
            _(
                "This version has been put in scheduled production for {when}.",
                when=scheduled_moment(schedule),
            ),
        )
        self._go_to = go_to
        self._what_stops = label(_("Checking…"), size="small", tone="muted")
        self.lines.addWidget(self._what_stops)
        self.links: list[QPushButton] = []

    def show_facts(self, facts: CardFacts) -> None:
        """Say which checks would stop the production now."""
        for link in self.links:
            self.lines.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        count = len(facts.obstacles)
        if not count:
            self._what_stops.setText(tr(_("No check would stop it now.")))
            return
        self._what_stops.setText(
            tr(
                _("One error would stop it now:")
                if count == 1
                else _("{count} errors would stop it now:", count=count)
            )
        )
        for problem in facts.obstacles[:_FEW]:
            action = facts.tree.by_id.get(problem.action)
            words = (
                _("{action}: {problem}", action=action.name, problem=problem.text)
                if action
                else problem.text
            )
            self._link(words, problem.action)
        if count > _FEW:
            self._link(_("and {count} more", count=count - _FEW), "")

    def _link(self, words: Text, action: str) -> None:
        self.links.append(self.add_link(words, lambda: self._go_to(action)))


class MissedNotice(Notice):
    """Why a planned production could not be, until somebody has seen it."""

    def __init__(self, missed: Missed, dismiss: Callable[[], object], refused: Text | None) -> None:
        super().__init__(
            "mdi6.clock-alert-outline",
            "error",
            _("The production planned for {when} could not be:", when=moment(missed.at)),
        )
        for reason in missed.why[:_FEW]:
            self.lines.addWidget(label(_("• {reason}", reason=reason)))
        if len(missed.why) > _FEW:
            more = len(missed.why) - _FEW
            self.lines.addWidget(label(_("• and {count} more", count=more), tone="muted"))
        self.dismiss = button(_("Dismiss"), variant="link", clicked=dismiss)
        forbid(self.dismiss, refused)
        self.add_button(self.dismiss)


def forbid(widget: QWidget, reason: Text | None) -> None:
    """Disable a widget with the reason in its tip, if there is one."""
    if reason is not None:
        widget.setEnabled(False)
        widget.setToolTip(tr(reason))
        widget.setAccessibleDescription(tr(reason))


def permit(widget: QWidget, refusal: Text | None) -> None:
    """Enable a widget, or disable it with the refusal in its tip."""
    widget.setEnabled(refusal is None)
    said = "" if refusal is None else tr(refusal)
    widget.setToolTip(said)
    widget.setAccessibleDescription(said)


def address_button(mailbox: Mailbox, copy: Callable[[str], object]) -> QPushButton:
    """The address of a mailbox; pressing it copies it."""
    address = mailbox.address or mailbox.reference
    made = button(
        address,
        variant="quiet",
        icon="mdi6.content-copy",
        clicked=lambda: copy(address),
    )
    made.setToolTip(tr(_("{name}. Press to copy the address.", name=mailbox.name)))
    made.setAccessibleName(tr(_("Copy {address}", address=address)))
    return made
