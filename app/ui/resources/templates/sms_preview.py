"""The live preview of an SMS template: the bubble on a telephone, and its size in messages."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.engine.text.sms import MOST_SEGMENTS, SmsAlphabet, SmsSize
from app.model.resources import Resources, SmsVariant
from app.model.text import Text, _
from app.services.template_previews import SmsPreview, preview_sms
from app.ui.resources.templates.live import LivePreview
from app.ui.samples.contents import seen
from app.ui.samples.long_words import breakable
from app.ui.session import Session
from app.ui.theme import tr
from app.ui.widgets import label, muted

_MOST_NAMED = 8


class SmsTemplatePreview(LivePreview):
    """What arrives on a telephone."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.bubble = QFrame()
        self.bubble.setProperty("frame", "card")
        self.text = label()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QVBoxLayout(self.bubble)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.addWidget(self.text)
        self.measure = label(size="small")
        self.forcing = muted()
        self.notes = muted()
        row = QHBoxLayout()
        row.addWidget(self.bubble, 6)
        row.addStretch(1)
        self.column.addSpacing(4)
        self.column.addLayout(row)
        for part in (self.measure, self.forcing, self.notes):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def work(self, resources: Resources, variant: SmsVariant, raw: bytes) -> SmsPreview:
        return preview_sms(resources, variant, raw)

    def show_filled(self, filled: SmsPreview) -> None:
        warned = [one.text for one in filled.problems]
        if filled.error is not None and not warned:
            warned.append(filled.error)
        if filled.size.is_too_long:
            warned.append(too_long(filled.size))
        self.tell(warned)
        fine = filled.error is None
        self.bubble.setVisible(fine)
        self.measure.setVisible(fine)
        self.text.setText(breakable(seen(filled.text)) or tr(_("(empty)")))
        self.measure.setText(tr(size_in_words(filled.size)))
        self.forcing.setVisible(bool(filled.size.forcing) and fine)
        if filled.size.forcing:
            self.forcing.setText(tr(forcing_in_words(filled.size)))
        self.notes.setText("\n".join(tr(one) for one in filled.notes))
        self.notes.setVisible(bool(filled.notes))


def size_in_words(size: SmsSize) -> Text:
    """How many messages, in which alphabet, and what still fits."""
    many = _("{count} messages", count=size.segments)
    return _(
        "{messages} · {units} characters of {alphabet} · {left} more fit",
        messages=_("1 message") if size.segments == 1 else many,
        units=size.units,
        alphabet=str(size.alphabet),
        left=size.left,
    )


def forcing_in_words(size: SmsSize) -> Text:
    """Which characters make a message hold 70 characters instead of 160."""
    named = [_named(sign) for sign in size.forcing[:_MOST_NAMED]]
    if len(size.forcing) > _MOST_NAMED:
        named.append("…")
    assert size.alphabet is SmsAlphabet.UCS_2
    return _(
        "A message holds 70 characters instead of 160 because of {characters}",
        characters=" ".join(named),
    )


def too_long(size: SmsSize) -> Text:
    """The sentence about a text that is not sent."""
    return _(
        "The text takes {count} messages; at most {most} are sent. Shorten it.",
        count=size.segments,
        most=MOST_SEGMENTS,
    )


def _named(sign: str) -> str:
    if sign.isprintable() and not sign.isspace():
        return sign
    return f"({unicodedata.name(sign, f'U+{ord(sign):04X}').lower()})"
