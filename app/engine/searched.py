"""The texts of an email that keywords are looked for in, folded once for a whole run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.engine.once import once
from app.engine.text.keywords import NamedText
from app.model.fields import Widget, field
from app.model.text import Text, _

if TYPE_CHECKING:
    import msgspec

    from app.engine.mail import Message

SUBJECT = "subject"
BODY = "body"
BODY_WITHOUT_QUOTES = "text_without_quotes"
ATTACHMENT = "attachment"


class ReadMessage(StrEnum):
    """Which message an action reads, where a reply may exist."""

    EMAIL = "email"
    REPLY = "reply"


def which_message(label: Text) -> msgspec.Meta:
    """The field of a `ReadMessage`."""
    return field(
        label,
        _("The reply exists only where the routing starts when an interaction ends."),
        widget=Widget.CHOICE,
        choices=(
            (ReadMessage.EMAIL, _("The email")),
            (ReadMessage.REPLY, _("The agent's reply")),
        ),
    )


@dataclass(frozen=True)
class SearchedTexts:
    """Subject, body with and without quoted replies, names of attachments."""

    message: Message

    @once
    def subject(self) -> NamedText:
        """The subject, decoded."""
        return NamedText(SUBJECT, self.message.subject)

    @once
    def body(self) -> NamedText:
        """The whole body as plain text."""
        return NamedText(BODY, self.message.text)

    @once
    def own_words(self) -> NamedText:
        """The body without quoted replies."""
        return NamedText(BODY_WITHOUT_QUOTES, self.message.text_without_quotes)

    @once
    def attachments(self) -> tuple[NamedText, ...]:
        """The names of the attachments, one text each."""
        names = (attachment.name for attachment in self.message.attachments)
        return tuple(NamedText(ATTACHMENT, name, index) for index, name in enumerate(names))
