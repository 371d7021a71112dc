"""One step in full: the action, why it left as it did, what it asked, what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.engine.evidence import Hits
from app.engine.requests import SendEmail
from app.engine.trace import Step, Trace
from app.model.text import _
from app.ui.replay.evidence_views import evidence_views
from app.ui.replay.parts import Cell, facts, section, sentence, table, words_label
from app.ui.replay.wording import TraceWords, effect_words, moment_words
from app.ui.samples.found_text import Highlight
from app.ui.theme import tr
from app.ui.widgets import Chip, ElidedLabel, label
from app.ui.widgets.icon_tile import IconTile

_LONGEST_MESSAGE = 4_000


class StepDetail(QScrollArea):
    """Made anew for each step; a step has few parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr(_("Detail of the step")))
        self.setMinimumWidth(260)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_step(
        self, trace: Trace, step: Step, words: TraceWords, texts: Mapping[str, str]
    ) -> None:
        """Show a step of a trace."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        for widget in _parts(trace, step, words, texts):
            column.addWidget(widget)
        column.addStretch(1)
        self._exchange(page)

    def show_nothing(self) -> None:
        """Show no step."""
        page = QWidget()
        column = QVBoxLayout(page)
        said = label(_("Select a step to see why it went where it did."), tone="muted")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(said)
        self._exchange(page)

    def _exchange(self, page: QWidget) -> None:
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(page)
        self.verticalScrollBar().setValue(0)


def highlights_of(step: Step) -> tuple[Highlight, ...]:
    """What a step found in the email; the group that won stands out."""
    if not isinstance(step.evidence, Hits):
        return ()
    return tuple(
        Highlight(hit.where, hit.start, hit.end, strong=group.branch == step.branch)
        for group in step.evidence.groups
        for hit in group.hits
    )


def _parts(
    trace: Trace, step: Step, words: TraceWords, texts: Mapping[str, str]
) -> Iterator[QWidget]:
    yield _head(trace, step, words)
    for warning in step.warnings:
        yield sentence(warning, "mdi6.alert-outline", "warning")
    if step.evidence is not None:
        yield from evidence_views(step, step.evidence, words, texts)
    if step.number == len(trace.steps) and not step.branch:
        yield section(_("End of the run"))
        yield sentence(trace.reason)
    yield from _effects(step, words)
    yield from _events(step)
    yield section(_("Variables"))
    yield _variables(trace, step, words)


def _head(trace: Trace, step: Step, words: TraceWords) -> QWidget:
    card = words.card(step)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 4)
    row.setSpacing(12)
    row.addWidget(IconTile(card.icon, card.category.value), 0, Qt.AlignmentFlag.AlignTop)
    names = QVBoxLayout()
    names.setSpacing(0)
    title = ElidedLabel(step.action.name)
    title.setProperty("textSize", "heading")
    names.addWidget(title)
    said = [tr(_("Step {number}", number=step.number)), tr(card.label), f"#{step.action.number}"]
    if step.passage > 1:
        said.append(tr(_("passage {count}", count=step.passage)))
    if step.routing != trace.routing:
        said.append(words.routing(step.routing))
    said.append(moment_words(step.at))
    below = ElidedLabel(" · ".join(said))
    below.setProperty("tone", "muted")
    below.setProperty("textSize", "small")
    names.addWidget(below)
    row.addLayout(names, 1)
    if step.branch:
        row.addWidget(
            Chip(words.branch(step, step.branch), "mdi6.arrow-right-bottom", "run"),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
    return whole


def _effects(step: Step, words: TraceWords) -> Iterator[QWidget]:
    if not step.effects:
        return
    yield section(_("What it asked of the world"))
    told = [effect_words(effect, words) for effect in step.effects]
    rows = [(tr(asked), Cell(tr(answered), strong=True)) for asked, answered in told]
    yield table((_("Request"), _("Answer")), rows, wide=0)
    for effect in step.effects:
        if isinstance(effect.request, SendEmail):
            yield _letter(effect.request)


def _letter(sent: SendEmail) -> QWidget:
    """A finished message as its recipient would see it."""
    frame = QFrame()
    frame.setProperty("frame", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    column.addWidget(words_label(Cell(sent.subject, strong=True)))
    sender = f"{sent.sender_name} <{sent.sender}>" if sent.sender_name else sent.sender
    rows = [(_("From"), sender), (_("To"), ", ".join(sent.to))]
    if sent.cc:
        rows.append((_("Cc"), ", ".join(sent.cc)))
    if sent.attachments:
        rows.append((_("Attachments"), ", ".join(one.name for one in sent.attachments)))
    column.addWidget(facts(rows))
    text = sent.text
    shortened = text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"
    body = label(shortened)
    body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(body)
    return frame


def _events(step: Step) -> Iterator[QWidget]:
    if not step.events:
        return
    yield section(_("Events"))
    for event in step.events:
        checkpoint = event.kind == "checkpoint"
        words = (
            _("Checkpoint “{name}”", name=event.name)
            if checkpoint
            else _("Passage recorded: “{name}”", name=event.name)
        )
        yield sentence(words, "mdi6.flag-outline" if checkpoint else "mdi6.record-circle-outline")


def _variables(trace: Trace, step: Step, words: TraceWords) -> QWidget:
    """Every variable before and after; those that the step changed come first, marked."""
    before = dict(variables_before(trace, step.number))
    changes = {change.name: change for change in step.changes}
    rows = [
        (
            Cell(words.variable(name), strong=True, icon="mdi6.pencil-circle", tone="run"),
            change.before or "–",
            Cell(change.after or "–", strong=True),
        )
        for name, change in changes.items()
    ]
    rows += [
        (Cell(words.variable(name)), value or "–", Cell(value or "–", "muted"))
        for name, value in before.items()
        if name not in changes
    ]
    if not rows:
        return label(_("This workspace has no variables."), tone="muted")
    return table((_("Name"), _("Before"), _("After")), rows)


def variables_before(trace: Trace, number: int) -> tuple[tuple[str, str], ...]:
    """The values that a step (counted from 1) met, as canonical text, by dotted name."""
    values = {f"var.{name}": value for name, value in trace.variables}
    for step in trace.steps[: number - 1]:
        values.update((change.name, change.after) for change in step.changes)
    return tuple(values.items())
