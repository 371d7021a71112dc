"""How the run on screen ended, or where in it the person stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.engine.trace import Outcome, Trace
from app.graph.tokens import mixed
from app.model.resources import Resources
from app.model.text import _
from app.ui.replay.controller import ReplayController, outcome_of
from app.ui.replay.wording import (
    destination_icon,
    destination_name,
    moment_words,
    outcome_look,
)
from app.ui.theme import paint_icon, tokens, tr
from app.ui.widgets import Chip, ElidedLabel, label


class OutcomeBanner(QFrame):
    """Icon, word, destination and reason; a run that is no longer true says so."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = "mdi6.play-circle-outline"
        self._colour = "accent"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.word = label(size="heading", wrap=False)
        self.destination = Chip("")
        self.undelivered = Chip(tr(_("Undelivered")), "mdi6.alert-octagon-outline", "error")
        self.outdated = Chip(
            tr(_("The tree has changed since this run")), "mdi6.history", "warning"
        )
        self.reason = ElidedLabel()
        self.world = ElidedLabel()
        self.world.setProperty("tone", "muted")
        self.world.setProperty("textSize", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 6, 12, 6)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(1)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.word)
        for chip in (self.destination, self.undelivered, self.outdated):
            first.addWidget(chip)
        first.addWidget(self.reason, 1)
        words.addLayout(first)
        words.addWidget(self.world)
        row.addLayout(words, 1)

    @property
    def said(self) -> str:
        """What the banner says, in one line."""
        chips = (self.destination, self.undelivered, self.outdated)
        shown = [chip.words for chip in chips if not chip.isHidden()]
        return " · ".join((self.word.text(), *shown, self.reason.text()))

    def show_run(self, controller: ReplayController, resources: Resources) -> None:
        """Show where the run of a controller stands."""
        trace = controller.trace
        if trace is None:
            return
        outcome = outcome_of(controller)
        self.outdated.setVisible(controller.is_outdated)
        self.undelivered.setVisible(outcome is not None and trace.undelivered)
        self.destination.setVisible(outcome is not None and trace.destination is not None)
        self.world.setText(_world(trace))
        if outcome is None:
            self._icon, self._colour = "mdi6.debug-step-over", "accent"
            where = _("Step {number} of {count}", number=controller.position, count="…")
            if controller.position < len(controller.steps):
                count = len(controller.steps)
                where = _("Step {number} of {count}", number=controller.position, count=count)
            self.word.setText(tr(where))
            self.reason.setText(tr(_("Under way: step on, or run to the end.")))
        else:
            self._show_outcome(trace, outcome, resources)
        self.update()

    def show_end(self, trace: Trace, resources: Resources, *, outdated: bool) -> None:
        """Show how a run ended, whatever stands on screen beside."""
        self.outdated.setVisible(outdated)
        self.undelivered.setVisible(trace.undelivered)
        self.destination.setVisible(trace.destination is not None)
        self.world.setText(_world(trace))
        self._show_outcome(trace, trace.outcome, resources)
        self.update()

    def _show_outcome(self, trace: Trace, outcome: Outcome, resources: Resources) -> None:
        look = outcome_look(outcome)
        self._icon, self._colour = look.icon, look.colour
        self.word.setText(look.word)
        self.reason.setText(tr(trace.reason))
        if trace.destination is not None:
            name = destination_name(trace.destination, resources)
            picture = destination_icon(trace.destination.kind)
            self.destination.set_chip(name, picture, look.colour)
            self.destination.setToolTip(trace.destination.reference)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = tokens()
        ink = str(getattr(theme, self._colour))
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(mixed(ink, theme.surface, 0.08)))
        painter.fillRect(0, 0, 4, self.height(), QColor(ink))
        painter.setPen(QColor(theme.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        paint_icon(painter, QRectF(14, self.height() / 2 - 11, 22, 22), self._icon, ink)


def _world(trace: Trace) -> str:
    """The email and the world of the run: clock, seed, mailbox, version."""
    words = [
        f"“{trace.subject}”" if trace.subject else tr(_("(no subject)")),
        tr(_("clock {moment}", moment=moment_words(trace.clock))),
        tr(_("seed “{seed}”", seed=trace.seed)) if trace.seed else tr(_("no seed")),
    ]
    if trace.mailbox:
        words.append(tr(_("mailbox {name}", name=trace.mailbox)))
    return " · ".join(words)
