"""Detection of the language: one link for each language or group of languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, warning
from app.engine.branches import (
    BY_DEFAULT,
    MOST_LINKS,
    LinkRow,
    link_branches,
    link_key,
    link_name,
)
from app.engine.evidence import Note
from app.engine.searched import ReadMessage, which_message
from app.engine.text.language import UNDETERMINED, LanguageGuess, count_letters
from app.model.catalogue import Branch, Category, Problem
from app.model.fields import Widget, field
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.engine.mail import Message
    from app.model.resources import Resources


class LanguageLink(LinkRow, frozen=True):
    """A link with the languages that lead there."""

    languages: Annotated[
        tuple[str, ...], field(_("Languages"), widget=Widget.LANGUAGES, required=True)
    ] = ()


@action(
    key="detect_language",
    label=_("Detection of the language"),
    category=Category.INTERCONNECTION,
    icon="mdi6.translate",
)
class DetectLanguage(ActionType, frozen=True):
    """Leave by the link of the language that the email is written in.

    The language is detected offline, in the words of the sender alone: quoted replies are left
    out. Too few letters, an unsure guess or a language without a link leave by *By default*. The
    interaction's language is set whenever the guess is sure.
    """

    continuing = BY_DEFAULT.key

    links: Annotated[
        tuple[LanguageLink, ...],
        field(_("Links"), widget=Widget.LINKS, bounds=(1, MOST_LINKS)),
    ] = (LanguageLink(),)
    confidence: Annotated[
        float,
        field(_("Minimum confidence"), _("From 0 to 1."), widget=Widget.NUMBER, bounds=(0.0, 1.0)),
    ] = 0.7
    letters: Annotated[
        int, field(_("Minimum letters"), widget=Widget.NUMBER, bounds=(1, 10_000))
    ] = 20
    set_language: Annotated[
        bool, field(_("Set the interaction's language"), widget=Widget.TOGGLE)
    ] = True
    source: Annotated[ReadMessage, which_message(_("Read"))] = ReadMessage.EMAIL

    def branches(self) -> tuple[Branch, ...]:
        """One branch a link, and everything else."""
        return (*link_branches(self.links), BY_DEFAULT)

    def summary(self) -> Text:
        """The languages of all links."""
        codes = (code for link in self.links for code in link.languages)
        return _("{languages}", languages=", ".join(codes))

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """A language belongs to one link only."""
        yield from super().problems(resources)
        seen: set[str] = set()
        for number, link in enumerate(self.links):
            for code in link.languages:
                if code in seen:
                    text = _(
                        "{link} never gets the language {code}: an earlier link takes it.",
                        link=link_name(link),
                        code=code,
                    )
                    yield warning(text, f"links.{number}.languages")
                seen.add(code)

    def run(self, context: RunContext) -> Behaviour:
        """Guess, and leave by the link of the guess."""
        yield from ()  # asks nothing
        inputs = context.inputs
        message = inputs.message if self.source is ReadMessage.EMAIL else inputs.reply
        text = _words(message, self.letters) if message is not None else ""
        letters = count_letters(text)
        guess = UNDETERMINED
        if letters >= self.letters and inputs.detector is not None:
            guess = inputs.detector.detect(text)
        sure = guess is not UNDETERMINED and guess.score >= self.confidence
        if sure and self.set_language:
            context.set_language(guess.code, guess.score)
        return Left(self._branch(guess) if sure else BY_DEFAULT.key, self._said(guess, letters))

    def _branch(self, guess: LanguageGuess) -> str:
        for link in self.links:
            if guess.code in link.languages:
                return link_key(link.slot)
        return BY_DEFAULT.key

    def _said(self, guess: LanguageGuess, letters: int) -> Note:
        values = (
            ("language", guess.code),
            ("confidence", f"{guess.score:.4f}"),
            ("minimum confidence", f"{self.confidence:g}"),
            ("letters", str(letters)),
            ("minimum letters", str(self.letters)),
        )
        if letters < self.letters:
            text = _("{count} letters are too few to tell the language.", count=letters)
        elif guess.score < self.confidence:
            text = _("Perhaps {code}, but not sure enough.", code=guess.code)
        else:
            text = _("The language is {code}.", code=guess.code)
        return Note(text, values)


def _words(message: Message, enough: int) -> str:
    """The sender's own words; with the subject where the body alone is too short."""
    body = message.text_without_quotes
    return body if count_letters(body) >= enough else f"{message.subject}\n{body}"
