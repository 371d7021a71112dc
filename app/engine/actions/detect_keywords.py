"""Detect keywords: the first group whose words stand in the email wins."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from app.engine.action_type import ActionType, Left, action, error
from app.engine.branches import (
    BY_DEFAULT,
    MOST_LINKS,
    LinkRow,
    link_branches,
    link_key,
    link_name,
)
from app.engine.evidence import GroupHits, Hit, Hits
from app.engine.searched import (
    ATTACHMENT,
    BODY,
    BODY_WITHOUT_QUOTES,
    SUBJECT,
    ReadMessage,
    SearchedTexts,
    which_message,
)
from app.engine.text.keywords import Hit as KeywordHit
from app.engine.text.keywords import KeywordGroup, KeywordSet, NamedText
from app.engine.text.patterns import Pattern, compile_pattern
from app.model.catalogue import Branch, Category, Problem
from app.model.errors import UserError
from app.model.fields import Widget, field
from app.model.resources import ResourceKind, ValueTable
from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.action_type import Behaviour
    from app.engine.context import RunContext
    from app.model.resources import Resources

SHOWN_HITS = 50
EVERYWHERE = frozenset({SUBJECT, BODY, BODY_WITHOUT_QUOTES, ATTACHMENT})


class Where(StrEnum):
    """Which texts are searched."""

    BOTH = "both"
    SUBJECT = "subject"
    BODY = "body"
    ATTACHMENTS = "attachments"


class Required(StrEnum):
    """How many keywords of a group must be found."""

    ANY = "any"
    ALL = "all"
    AT_LEAST = "at_least"


class KeywordSource(StrEnum):
    """Where a group's keywords come from."""

    TYPED = "typed"
    TABLE = "table"


class GroupRow(LinkRow, frozen=True):
    """A group of keywords and the link that it leads to."""

    source: Annotated[
        KeywordSource,
        field(
            _("Keywords from"),
            widget=Widget.CHOICE,
            choices=(
                (KeywordSource.TYPED, _("Typed here")),
                (KeywordSource.TABLE, _("A column of a value table")),
            ),
        ),
    ] = KeywordSource.TYPED
    keywords: Annotated[
        tuple[str, ...],
        field(
            _("Keywords"),
            _("One a line. refund* matches the beginning of a word."),
            widget=Widget.WORDS,
            required=True,
            bounds=(1, 10_000),
            shown_when=("source", (KeywordSource.TYPED,)),
        ),
    ] = ()
    table: Annotated[
        str,
        field(
            _("Value table"),
            widget=Widget.PICK,
            kinds=(ResourceKind.VALUE_TABLE,),
            required=True,
            shown_when=("source", (KeywordSource.TABLE,)),
        ),
    ] = ""
    column: Annotated[
        str,
        field(
            _("Column"),
            widget=Widget.COLUMN,
            beside="table",
            required=True,
            shown_when=("source", (KeywordSource.TABLE,)),
        ),
    ] = ""


@dataclass(frozen=True)
class Search:
    """Everything prepared for one action: one keyword set for all groups, or patterns by group."""

    keywords: KeywordSet | None
    patterns: tuple[tuple[tuple[str, Pattern], ...], ...]
    sizes: tuple[int, ...]


@action(
    key="detect_keywords",
    label=_("Detect keywords"),
    category=Category.INTERCONNECTION,
    icon="mdi6.text-search",
)
class DetectKeywords(ActionType, frozen=True):
    """Look for groups of keywords in the email; the first group that matches wins.

    Thousands of keywords cost one pass over the text. `refund*` matches the beginning of a word.
    Regular expressions run in linear time. Without a match the email leaves by *By default*.
    """

    continuing = BY_DEFAULT.key

    groups: Annotated[
        tuple[GroupRow, ...],
        field(_("Groups"), widget=Widget.LINKS, bounds=(1, MOST_LINKS)),
    ] = (GroupRow(),)
    where: Annotated[
        Where,
        field(
            _("Search in"),
            widget=Widget.CHOICE,
            choices=(
                (Where.BOTH, _("Subject and body")),
                (Where.SUBJECT, _("Subject")),
                (Where.BODY, _("Body")),
                (Where.ATTACHMENTS, _("Names of attachments")),
            ),
        ),
    ] = Where.BOTH
    required: Annotated[
        Required,
        field(
            _("A group matches with"),
            widget=Widget.CHOICE,
            choices=(
                (Required.ANY, _("any of its keywords")),
                (Required.ALL, _("all of its keywords")),
                (Required.AT_LEAST, _("at least this many different ones")),
            ),
        ),
    ] = Required.ANY
    at_least: Annotated[
        int,
        field(
            _("At least"),
            widget=Widget.NUMBER,
            bounds=(1, 1000),
            shown_when=("required", (Required.AT_LEAST,)),
        ),
    ] = 2
    whole_words: Annotated[bool, field(_("Whole words"), widget=Widget.TOGGLE)] = True
    ignore_case: Annotated[bool, field(_("Ignore case and accents"), widget=Widget.TOGGLE)] = True
    regular_expressions: Annotated[
        bool,
        field(_("Regular expressions"), _("Each line is an expression."), widget=Widget.TOGGLE),
    ] = False
    leave_out_quotes: Annotated[
        bool, field(_("Leave out quoted replies"), widget=Widget.TOGGLE)
    ] = True
    message: Annotated[ReadMessage, which_message(_("Search"))] = ReadMessage.EMAIL

    def branches(self) -> tuple[Branch, ...]:
        """One branch a group, and no match."""
        return (*link_branches(self.groups), BY_DEFAULT)

    def summary(self) -> Text:
        """How many groups, and where they look."""
        places = {
            Where.BOTH: _("subject, body"),
            Where.SUBJECT: _("subject"),
            Where.BODY: _("body"),
            Where.ATTACHMENTS: _("attachment names"),
        }
        count = len(self.groups)
        if count == 1:
            return _("1 keyword group · {where}", where=places[self.where])
        return _("{count} keyword groups · {where}", count=count, where=places[self.where])

    def problems(self, resources: Resources) -> Iterator[Problem]:
        """Columns must exist, expressions must compile."""
        yield from super().problems(resources)
        for number, group in enumerate(self.groups):
            for text, name in self._group_problems(group, resources):
                yield error(text, f"groups.{number}.{name}")

    def _group_problems(self, group: GroupRow, resources: Resources) -> Iterator[tuple[Text, str]]:
        if group.source is KeywordSource.TABLE:
            table = resources.get(ValueTable, group.table)
            if table is not None and group.column and group.column not in table.columns:
                text = _("{table} has no column {name}.", table=table.name, name=group.column)
                yield text, "column"
        if self.regular_expressions:
            name = "keywords" if group.source is KeywordSource.TYPED else "column"
            for keyword in dict.fromkeys(_keywords(group, resources)):
                refusal = self._refusal(keyword)
                if refusal is not None:
                    yield _("{group}: {why}", group=link_name(group), why=refusal), name

    def _refusal(self, source: str) -> Text | None:
        try:
            self._pattern(source)
        except UserError as refused:
            return refused.text
        return None

    def prepare(self, resources: Resources) -> Search:
        """Build one automaton for all groups, or compile the expressions."""
        lists = [_keywords(group, resources) for group in self.groups]
        if self.regular_expressions:
            patterns = tuple(tuple(self._compiled(words)) for words in lists)
            return Search(None, patterns, tuple(len(group) for group in patterns))
        prepared = KeywordSet(
            [
                KeywordGroup(
                    words,
                    where=EVERYWHERE,
                    whole_words=self.whole_words,
                    ignore_case=self.ignore_case,
                    ignore_accents=self.ignore_case,
                )
                for words in lists
            ]
        )
        sizes = tuple(len(prepared.different(number)) for number in range(len(lists)))
        return Search(prepared, (), sizes)

    def _compiled(self, words: tuple[str, ...]) -> Iterator[tuple[str, Pattern]]:
        for word in dict.fromkeys(words):
            if word.strip():
                yield word, self._pattern(word)

    def _pattern(self, source: str) -> Pattern:
        return compile_pattern(source, ignore_case=self.ignore_case, whole_words=self.whole_words)

    def run(self, context: RunContext) -> Behaviour:
        """Search all groups at once; the first that matches wins."""
        yield from ()  # asks nothing
        search: Search = context.prepared
        texts = self._texts(context)
        if search.keywords is not None:
            found = [
                (len(hits.different), _shown(hits.hits), hits.more)
                for hits in search.keywords.find(texts)
            ]
        else:
            found = [_pattern_hits(group, texts) for group in search.patterns]
        shown = []
        taken = BY_DEFAULT.key
        for group, size, (count, hits, more) in zip(self.groups, search.sizes, found, strict=True):
            wanted = self._wanted(size)
            holds = size > 0 and count >= wanted
            key = link_key(group.slot)
            if holds and taken == BY_DEFAULT.key:
                taken = key
            kept = hits[:SHOWN_HITS]
            left = more + len(hits) - len(kept)
            shown.append(GroupHits(key, link_name(group), holds, count, wanted, kept, left))
        return Left(taken, Hits(tuple(shown)))

    def _wanted(self, size: int) -> int:
        match self.required:
            case Required.ANY:
                return 1
            case Required.ALL:
                return size
            case Required.AT_LEAST:
                return self.at_least

    def _texts(self, context: RunContext) -> tuple[NamedText, ...]:
        inputs = context.inputs
        chosen: SearchedTexts | None = inputs.searched
        if self.message is ReadMessage.REPLY:
            chosen = inputs.searched_reply
        if chosen is None:
            return ()
        body = chosen.own_words if self.leave_out_quotes else chosen.body
        match self.where:
            case Where.BOTH:
                return (chosen.subject, body)
            case Where.SUBJECT:
                return (chosen.subject,)
            case Where.BODY:
                return (body,)
            case Where.ATTACHMENTS:
                return chosen.attachments


def _keywords(group: GroupRow, resources: Resources) -> tuple[str, ...]:
    if group.source is KeywordSource.TYPED:
        return group.keywords
    table = resources.get(ValueTable, group.table)
    if table is None or group.column not in table.columns:
        return ()
    place = table.columns.index(group.column)
    return tuple(row[place] for row in table.rows if len(row) > place)


def _shown(hits: tuple[KeywordHit, ...]) -> tuple[Hit, ...]:
    return tuple(Hit(hit.keyword, hit.where, hit.start, hit.end) for hit in hits)


def _pattern_hits(
    patterns: tuple[tuple[str, Pattern], ...], texts: tuple[NamedText, ...]
) -> tuple[int, tuple[Hit, ...], int]:
    hits: list[Hit] = []
    different = 0
    for source, pattern in patterns:
        before = len(hits)
        for text in texts:
            found = pattern.search(text.text)
            if found is not None:
                hits.append(Hit(source, text.where, found.start, found.end))
        different += len(hits) > before
    return different, tuple(hits), 0
