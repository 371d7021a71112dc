"""Load sharing: split emails between links by weight."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error, warning
from app.engine.branches import MOST_LINKS, NO_LINK, LinkRow, link_branches, link_key, link_name
from app.engine.evidence import Draw, Share
from app.engine.requests import TakeTurn, ask
from app.model.catalogue import Branch, Category, Problem
from app.model.fields import Widget, field
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

WHOLE = 100


class SharingMode(StrEnum):
    """How the link is chosen."""

    RANDOM = "random"
    ROUND_ROBIN = "round_robin"


class SharedLink(LinkRow, frozen=True):
    """A link and its share of the emails, in whole percent."""

    percent: Annotated[int, field(_("Share"), widget=Widget.PERCENT, bounds=(0, 100))] = 0


@action(
    key="load_sharing",
    label=_("Load sharing"),
    category=Category.ACTIONS,
    icon="mdi6.scale-balance",
)
class LoadSharing(ActionType, frozen=True):
    """Split the emails between up to ten links by percentage.

    *Random* draws a link for each email. *Weighted round robin* takes the links in turn, so that a
    hundred emails split exactly by the percentages. What remains to 100 leaves by *No link*.
    """

    continuing = NO_LINK.key

    mode: Annotated[
        SharingMode,
        field(
            _("Mode"),
            widget=Widget.CHOICE,
            choices=(
                (SharingMode.RANDOM, _("Random")),
                (SharingMode.ROUND_ROBIN, _("Weighted round robin")),
            ),
        ),
    ] = SharingMode.RANDOM
    links: Annotated[
        tuple[SharedLink, ...],
        field(
            _("Links"),
            _("The shares add up to 100 at most; the rest leaves by No link."),
            widget=Widget.LINKS,
            bounds=(1, MOST_LINKS),
        ),
    ] = (SharedLink(slot=1, percent=50), SharedLink(slot=2, percent=50))

    def branches(self) -> tuple[Branch, ...]:
        """One branch a link, and the remainder."""
        return (*link_branches(self.links), NO_LINK)

    def summary(self) -> Text:
        """The shares in their order."""
        return _("{shares}", shares=" / ".join(f"{link.percent} %" for link in self.links))

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """The shares must not exceed 100; a share of 0 never gets an email."""
        yield from super().problems(resources)
        total = sum(link.percent for link in self.links)
        if total > WHOLE:
            text = _("The shares add up to {total} %: lower them to 100 % at most.", total=total)
            yield error(text, "links")
        for link in self.links:
            if link.percent == 0:
                yield warning(_("{link} gets no email at 0 %.", link=link_name(link)), "links")

    def run(self, context: RunContext) -> Behaviour:
        """Draw, or take the next turn."""
        if self.mode is SharingMode.RANDOM:
            drawn = context.draw(WHOLE)
            chosen = self._fallen(drawn)
        else:
            turn = yield from ask(TakeTurn(context.action.lineage))
            drawn = turn.number
            chosen = context.prepared[drawn % WHOLE]
        shares = [Share(link_key(link.slot), link.percent) for link in self.links]
        rest = WHOLE - sum(link.percent for link in self.links)
        shares.append(Share(NO_LINK.key, rest))
        return Left(chosen, Draw(self.mode, drawn, chosen, tuple(shares)))

    def prepare(self, resources: Resources) -> tuple[str, ...]:
        """The branch of each of a hundred turns: smooth weighted round robin.

        At every turn each branch gains its weight; the one that has gained most is taken and pays
        the whole. A hundred turns hold each branch exactly as often as its percentage.
        """
        weights = {link_key(link.slot): link.percent for link in self.links}
        weights[NO_LINK.key] = WHOLE - sum(weights.values())
        gained = dict.fromkeys(weights, 0)
        turns = []
        for _turn in range(WHOLE):
            for key, weight in weights.items():
                gained[key] += weight
            taken = max(gained, key=lambda key: gained[key])
            gained[taken] -= WHOLE
            turns.append(taken)
        return tuple(turns)

    def _fallen(self, drawn: int) -> str:
        for link in self.links:
            if drawn < link.percent:
                return link_key(link.slot)
            drawn -= link.percent
        return NO_LINK.key
