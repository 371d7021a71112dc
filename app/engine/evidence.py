"""Why a step left as it did: a handful of shapes shared by all action types."""

from __future__ import annotations

import msgspec

from app.model.text import Text


class Evidence(msgspec.Struct, frozen=True, tag_field="kind"):
    """Base of all evidence; windows know these shapes, not the forty action types."""


class ConditionVerdict(msgspec.Struct, frozen=True):
    """One condition: what was compared, the actual and required values, and whether it holds."""

    left: str
    operator: str
    actual: str
    required: str
    holds: bool
    note: Text | None = None


class LinkVerdict(msgspec.Struct, frozen=True):
    """One link of a test; `joined` is `all` or `any`.

    Links after the first that holds are absent.
    """

    branch: str
    caption: str
    holds: bool
    joined: str
    conditions: tuple[ConditionVerdict, ...]


class Verdicts(Evidence, frozen=True, tag="verdicts"):
    """Conditions link by link."""

    links: tuple[LinkVerdict, ...]


class Hit(msgspec.Struct, frozen=True):
    """A keyword found: `start` and `end` are indices into the text named by `where`."""

    keyword: str
    where: str
    start: int
    end: int


class GroupHits(msgspec.Struct, frozen=True):
    """What was found of one keyword group.

    `found` counts different keywords, `required` is how many are asked for.
    """

    branch: str
    caption: str
    holds: bool
    found: int
    required: int
    hits: tuple[Hit, ...]
    more: int = 0


class Hits(Evidence, frozen=True, tag="hits"):
    """Keyword hits group by group."""

    groups: tuple[GroupHits, ...]


class Share(msgspec.Struct, frozen=True):
    """One outcome of a draw and its weight in percent."""

    name: str
    percent: int


class Draw(Evidence, frozen=True, tag="draw"):
    """A draw by weights: `mode` is `random` or `round_robin`, `drawn` the number that fell."""

    mode: str
    drawn: int
    chosen: str
    shares: tuple[Share, ...]


class LookUp(Evidence, frozen=True, tag="look_up"):
    """A look-up of `key` in `place`: what it gave, or why it gave nothing."""

    place: Text
    key: str
    found: bool
    values: tuple[tuple[str, str], ...] = ()
    note: Text | None = None


class Assigned(msgspec.Struct, frozen=True):
    """A variable with its value as text before and after."""

    variable: str
    before: str
    after: str


class Assignment(Evidence, frozen=True, tag="assignment"):
    """Variables set by a step, in order; `note` says why nothing was assigned."""

    rows: tuple[Assigned, ...]
    note: Text | None = None


class OpeningHours(Evidence, frozen=True, tag="opening_hours"):
    """A moment held against a calendar: `state` is `open`, `closed` or `holiday`."""

    calendar: str
    moment: str
    time_zone: str
    state: str
    reason: Text


class MessageEvidence(Evidence, frozen=True, tag="message"):
    """An email that was sent, or the reason why it was not."""

    sent: bool
    to: tuple[str, ...]
    subject: str
    language: str = ""
    note: Text | None = None


class Note(Evidence, frozen=True, tag="note"):
    """One sentence; with the values it speaks of, if any."""

    text: Text
    values: tuple[tuple[str, str], ...] = ()


AnyEvidence = Verdicts | Hits | Draw | LookUp | Assignment | OpeningHours | MessageEvidence | Note
