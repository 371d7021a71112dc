"""Stub rules: what a replay answers in the place of a service, and why that rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.text import Text, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.model.resources import StubRule


@dataclass(frozen=True)
class Asked:
    """What stub rules look at: method, whole URL, and body of a request."""

    method: str
    url: str
    body: str = ""


@dataclass(frozen=True)
class RuleVerdict:
    """One rule held against a request; `obstacle` says why it does not fit, None that it does."""

    number: int
    rule: StubRule
    obstacle: Text | None

    @property
    def fits(self) -> bool:
        """Whether the rule answers such a request."""
        return self.obstacle is None


def judged(rules: Iterable[StubRule], asked: Asked) -> tuple[RuleVerdict, ...]:
    """Every rule held against a request, numbered from 1; the first that fits answers."""
    return tuple(
        RuleVerdict(number, rule, _obstacle(rule, asked)) for number, rule in enumerate(rules, 1)
    )


def stub_answer(rules: Iterable[StubRule], asked: Asked) -> RuleVerdict | None:
    """The rule that answers a request, if one fits."""
    return next((one for one in judged(rules, asked) if one.fits), None)


def _obstacle(rule: StubRule, asked: Asked) -> Text | None:
    if rule.method and rule.method != asked.method.upper():
        return _("It is for {method}.", method=rule.method)
    if rule.url_contains.casefold() not in asked.url.casefold():
        return _("The URL does not contain “{text}”.", text=rule.url_contains[:80])
    if rule.body_contains.casefold() not in asked.body.casefold():
        return _("The body does not contain “{text}”.", text=rule.body_contains[:80])
    return None
