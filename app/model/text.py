"""Sentences shown to people: message id and arguments until a window or terminal renders them."""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True):
    """One sentence or label: a message id with `{placeholders}` and their values.

    Arguments are kept as sorted pairs so that equal sentences are equal values and traces stay
    canonical. An argument may itself be a `Text` (a translated label inside a sentence).
    """

    msgid: str
    args: tuple[tuple[str, str | int | float | Text], ...] = ()

    def __str__(self) -> str:
        """Render in English: for the command line's JSON, logs and tests."""
        return self.render()

    def render(self, translated: str | None = None) -> str:
        """Fill the placeholders of `translated` (default: the message id itself)."""
        template = self.msgid if translated is None else translated
        if not self.args:
            return template
        return template.format_map({name: str(value) for name, value in self.args})


def _(msgid: str, /, **args: str | float | Text) -> Text:
    """Mark a sentence for translation and bind its arguments."""
    return Text(msgid, tuple(sorted(args.items())))


def verbatim(words: str) -> Text:
    """Words of a designer or of an email, which are never translated."""
    return Text("{words}", (("words", words),))


EMPTY = Text("")


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: small, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
