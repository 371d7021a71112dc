"""Why a step left as it did: one view for each shape of evidence, whatever the action type."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.evidence import (
    AnyEvidence,
    Assignment,
    ConditionVerdict,
    Draw,
    GroupHits,
    Hit,
    Hits,
    LinkVerdict,
    LookUp,
    MessageEvidence,
    Note,
    OpeningHours,
    Verdicts,
)
from app.engine.trace import Step
from app.graph.tokens import mixed
from app.model.text import Text, _
from app.ui.replay.parts import (
    Cell,
    ShareBar,
    facts,
    section,
    sentence,
    table,
    verdict_mark,
    words_label,
)
from app.ui.replay.wording import TraceWords, moment_words, operator_words
from app.ui.samples.found_text import PLACES
from app.ui.theme import tokens, tr
from app.ui.widgets import Chip, label

_AROUND = 36
_MOST_SNIPPETS = 20

_HOURS: dict[str, tuple[Text, str, str]] = {
    "open": (_("Open"), "mdi6.door-open", "success"),
    "closed": (_("Closed"), "mdi6.door-closed", "warning"),
    "holiday": (_("Holiday"), "mdi6.party-popper", "testing"),
}


def evidence_views(
    step: Step, evidence: AnyEvidence, words: TraceWords, texts: Mapping[str, str]
) -> Iterator[QWidget]:
    """The widgets that show why; `texts` are those of the email, to cut snippets from."""
    match evidence:
        case Verdicts(links):
            yield section(_("Conditions"))
            yield from (_link(step, link, words) for link in links)
        case Hits(groups):
            yield section(_("Keywords"))
            yield from (_group(step, group, words, texts) for group in groups)
        case Draw():
            yield section(_("Draw"))
            yield from _draw(step, evidence, words)
        case LookUp():
            yield section(_("Look-up"))
            yield from _look_up(evidence)
        case Assignment():
            yield section(_("Assignment"))
            yield from _assignment(evidence, words)
        case OpeningHours():
            yield section(_("Opening hours"))
            yield from _opening_hours(evidence)
        case MessageEvidence():
            yield section(_("Message"))
            yield from _message(evidence)
        case Note():
            yield section(_("Why"))
            yield from _note(evidence)


# --- conditions -----------------------------------------------------------------------------------


def _link(step: Step, link: LinkVerdict, words: TraceWords) -> QWidget:
    joined = _("any of these") if link.joined == "any" else _("all of these")
    name = link.caption or words.branch(step, link.branch)
    rows = [_condition(one) for one in link.conditions]
    heads = (_(""), _("Value"), _("Operator"), _("Required"), _("Actual"))
    return _titled(link.holds, name, tr(joined), table(heads, rows))


def _condition(one: ConditionVerdict) -> tuple[QWidget | Cell | str, ...]:
    actual = Cell(one.actual or tr(_("(empty)")), tone="" if one.actual else "muted", strong=True)
    required = one.required or "–"
    cells = (verdict_mark(one.holds), _plain(one.left), operator_words(one.operator), required)
    if one.note is None:
        return (*cells, actual)
    noted = QWidget()
    column = QVBoxLayout(noted)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words_label(actual))
    column.addWidget(label(one.note, size="small", tone="warning"))
    return (*cells, noted)


def _plain(left: str) -> str:
    """A name as people say it: without the braces of a template that is nothing but a name."""
    inner = left.strip()
    if inner.startswith("{{") and inner.endswith("}}") and inner.count("{{") == 1:
        return inner[2:-2].strip()
    return left


# --- keywords -------------------------------------------------------------------------------------


def _group(step: Step, group: GroupHits, words: TraceWords, texts: Mapping[str, str]) -> QWidget:
    name = group.caption or words.branch(step, group.branch)
    said = tr(_("{found} found, {required} required", found=group.found, required=group.required))
    if not group.hits:
        return _titled(group.holds, name, said, None)
    rows = [
        (
            Cell(hit.keyword, strong=True),
            tr(PLACES.get(hit.where, _("Elsewhere"))),
            Cell(_snippet(hit, texts), rich=True),
        )
        for hit in group.hits[:_MOST_SNIPPETS]
    ]
    left = len(group.hits) - len(rows) + group.more
    if left > 0:
        rows.append((Cell(tr(_("… and {count} more", count=left)), "muted"), "", Cell("")))
    heads = (_("Keyword"), _("Place"), _("Found in"))
    return _titled(group.holds, name, said, table(heads, rows))


def _snippet(hit: Hit, texts: Mapping[str, str]) -> str:
    """The words around a hit, escaped, the hit itself marked."""
    text = texts.get(hit.where, "")
    if not text or hit.end > len(text):
        return html.escape(hit.keyword)
    before = text[max(0, hit.start - _AROUND) : hit.start]
    after = text[hit.end : hit.end + _AROUND]
    theme = tokens()
    ground = mixed(theme.current, theme.surface, 0.34)
    start = "…" if hit.start > _AROUND else ""
    end = "…" if hit.end + _AROUND < len(text) else ""
    return (
        f"{start}{_line(before)}<span style='background-color:{ground};color:{theme.text}'>"
        f"{_line(text[hit.start : hit.end])}</span>{_line(after)}{end}"
    )


def _line(words: str) -> str:
    return html.escape(words.replace("\n", " ").replace("\t", " "))


# --- the others -----------------------------------------------------------------------------------


def _draw(step: Step, draw: Draw, words: TraceWords) -> Iterator[QWidget]:
    shares = [(words.branch(step, one.name), one.percent) for one in draw.shares if one.percent]
    names = [one.name for one in draw.shares if one.percent]
    chosen = names.index(draw.chosen) if draw.chosen in names else -1
    random = draw.mode == "random"
    yield ShareBar(shares, chosen, draw.drawn if random else None)
    said = (
        _("Drawn at random, from the seed: {number}", number=draw.drawn)
        if random
        else _("In turn: number {number}", number=draw.drawn + 1)
    )
    yield facts(
        (
            (_("Chosen"), Cell(words.branch(step, draw.chosen), strong=True)),
            (_("How"), tr(said)),
        )
    )


def _assignment(assignment: Assignment, words: TraceWords) -> Iterator[QWidget]:
    if assignment.note is not None:
        yield sentence(assignment.note, "mdi6.alert-outline", "warning")
    rows = [
        (
            words.variable(f"var.{row.variable.removeprefix('var.')}"),
            _value(row.before),
            Cell(row.after or "–", strong=row.after != row.before),
        )
        for row in assignment.rows
    ]
    if rows:
        yield table((_("Variable"), _("Before"), _("After")), rows)


def _note(note: Note) -> Iterator[QWidget]:
    yield sentence(note.text)
    if note.values:
        yield _values(note.values)


def _look_up(look_up: LookUp) -> Iterator[QWidget]:
    found = Cell(
        tr(_("Found") if look_up.found else _("Not found")),
        "success" if look_up.found else "warning",
        "mdi6.check-circle" if look_up.found else "mdi6.magnify-close",
    )
    yield facts(
        (
            (_("Looked in"), tr(look_up.place)),
            (_("For"), Cell(look_up.key or tr(_("(empty)")), strong=True)),
        )
    )
    yield sentence(found.words, found.icon, found.tone)
    if look_up.note is not None:
        yield sentence(look_up.note, "mdi6.information-outline", "muted")
    if look_up.values:
        yield _values(look_up.values)


def _opening_hours(hours: OpeningHours) -> Iterator[QWidget]:
    word, icon, colour = _HOURS.get(
        hours.state, (_("Unknown"), "mdi6.help-circle-outline", "muted")
    )
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Chip(tr(word), icon, colour))
    row.addWidget(words_label(tr(hours.reason)), 1)
    yield holder
    yield facts(
        (
            (_("Calendar"), hours.calendar),
            (_("Moment"), Cell(moment_words(hours.moment, hours.time_zone), strong=True)),
            (_("Time zone"), hours.time_zone),
        )
    )


def _message(message: MessageEvidence) -> Iterator[QWidget]:
    word = _("Sent, kept in the outbox of the replay") if message.sent else _("Not sent")
    icon = "mdi6.email-check-outline" if message.sent else "mdi6.email-off-outline"
    yield sentence(word, icon, "success" if message.sent else "warning")
    if message.note is not None:
        yield sentence(message.note, "mdi6.information-outline", "muted")
    rows: list[tuple[Text | str, Cell | str]] = []
    if message.to:
        rows.append((_("To"), ", ".join(message.to)))
    if message.subject:
        rows.append((_("Subject"), Cell(message.subject, strong=True)))
    if message.language:
        rows.append((_("Language"), message.language))
    if rows:
        yield facts(rows)


def _values(values: tuple[tuple[str, str], ...]) -> QWidget:
    rows = [(name, _value(value)) for name, value in values]
    return table((_("Name"), _("Value")), rows)


def _value(value: str) -> Cell:
    return Cell(value) if value else Cell("–", "muted")


def _titled(holds: bool, name: str, said: str, body: QWidget | None) -> QWidget:
    """A verdict with the name of its branch, and below it what led to it."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(verdict_mark(holds, side=18))
    title = label(name, size="heading")
    head.addWidget(title, 0)
    head.addWidget(label(said, size="small", tone="muted", wrap=False), 0)
    head.addStretch(1)
    title.setWordWrap(False)
    column.addLayout(head)
    if body is not None:
        column.addWidget(body)
    return whole
