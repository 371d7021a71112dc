"""Compare two values as one condition of a test asks: seventeen operators, each with a verdict."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import Final

import msgspec

from app.engine.conversion import (
    Kind,
    Value,
    convert,
    end_of_day,
    fold_for_comparison,
    is_date_only,
    to_list,
    to_text,
)
from app.engine.text.patterns import compile_pattern
from app.model.errors import UserError
from app.model.text import Text, _


class Operator(StrEnum):
    """How the left side of a condition is compared with the right one; values are stored keys."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    MATCHES = "matches"
    IS_EMPTY = "is_empty"
    IS_NOT_EMPTY = "is_not_empty"
    IN_LIST = "in_list"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    GREATER_THAN = "greater_than"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"


LABELS: Final = {
    Operator.EQUALS: _("equals"),
    Operator.NOT_EQUALS: _("does not equal"),
    Operator.CONTAINS: _("contains"),
    Operator.NOT_CONTAINS: _("does not contain"),
    Operator.STARTS_WITH: _("starts with"),
    Operator.ENDS_WITH: _("ends with"),
    Operator.MATCHES: _("matches (regular expression)"),
    Operator.IS_EMPTY: _("is empty"),
    Operator.IS_NOT_EMPTY: _("is not empty"),
    Operator.IN_LIST: _("is in list"),
    Operator.LESS_THAN: _("less than"),
    Operator.AT_MOST: _("at most"),
    Operator.GREATER_THAN: _("greater than"),
    Operator.AT_LEAST: _("at least"),
    Operator.BETWEEN: _("between"),
    Operator.BEFORE: _("before"),
    Operator.AFTER: _("after"),
}

# A negative operator is the opposite of its positive one, whatever the values.
OPPOSITES: Final = {
    Operator.NOT_EQUALS: Operator.EQUALS,
    Operator.NOT_CONTAINS: Operator.CONTAINS,
    Operator.IS_NOT_EMPTY: Operator.IS_EMPTY,
}

WITHOUT_RIGHT: Final = frozenset({Operator.IS_EMPTY, Operator.IS_NOT_EMPTY})

_ALWAYS: Final = (
    Operator.EQUALS,
    Operator.NOT_EQUALS,
    Operator.IS_EMPTY,
    Operator.IS_NOT_EMPTY,
)
_ORDERED: Final = (
    Operator.LESS_THAN,
    Operator.AT_MOST,
    Operator.GREATER_THAN,
    Operator.AT_LEAST,
    Operator.BETWEEN,
)
_OFFERED: Final[dict[Kind, frozenset[Operator]]] = {
    "text": frozenset(
        {
            *_ALWAYS,
            Operator.CONTAINS,
            Operator.NOT_CONTAINS,
            Operator.STARTS_WITH,
            Operator.ENDS_WITH,
            Operator.MATCHES,
            Operator.IN_LIST,
        }
    ),
    "number": frozenset({*_ALWAYS, *_ORDERED, Operator.IN_LIST}),
    "yes_no": frozenset(_ALWAYS),
    "date_time": frozenset({*_ALWAYS, *_ORDERED, Operator.BEFORE, Operator.AFTER}),
    "list": frozenset({*_ALWAYS, Operator.CONTAINS, Operator.NOT_CONTAINS}),
}

_KIND_LABELS: Final[dict[Kind, Text]] = {
    "text": _("text"),
    "number": _("number"),
    "yes_no": _("yes or no"),
    "date_time": _("date"),
    "list": _("list"),
}

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Verdict(msgspec.Struct, frozen=True):
    """Whether a condition holds, and a note when the values could not be compared as asked."""

    holds: bool
    note: Text | None = None


class _NotComparableError(Exception):
    """The values do not fit the operator; `note` says why."""

    def __init__(self, note: Text) -> None:
        super().__init__(note)
        self.note = note


def operators_for(kind: Kind) -> tuple[Operator, ...]:
    """Give the operators offered for a kind of value, in the order of forms."""
    return tuple(operator for operator in Operator if operator in _OFFERED[kind])


def compare(
    operator: Operator, left: Value, right: str, kind: Kind, *, exact: bool = False, zone: tzinfo
) -> Verdict:
    """Compare `left` with the rendered text `right` as values of `kind`.

    Text compares without case, accents and repeated blanks unless `exact`. Values that are not of
    `kind`, an empty text to look for and an unusable expression do not hold, and say so in the
    note; a negative operator is the opposite of its positive one even then. A date without time
    on the right means that whole day. `between` reads `low .. high` or `low ; high`, both
    included; `in_list` reads items between commas, semicolons or line ends. Never raises.
    """
    positive = OPPOSITES.get(operator, operator)
    try:
        if positive not in _OFFERED[kind]:
            raise _NotComparableError(
                _(
                    "“{operator}” is not possible for a value of the kind {kind}.",
                    operator=LABELS[operator],
                    kind=_KIND_LABELS[kind],
                )
            )
        verdict = Verdict(_Comparison(left, right, kind, exact=exact, zone=zone).holds(positive))
    except _NotComparableError as refusal:
        verdict = Verdict(False, refusal.note)
    return verdict if positive is operator else Verdict(not verdict.holds, verdict.note)


class _Comparison:
    """One comparison; every method works on the positive operator of its kind."""

    def __init__(self, left: Value, right: str, kind: Kind, *, exact: bool, zone: tzinfo) -> None:
        self._left = left
        self._text = left if isinstance(left, str) else _written(left)
        self._right = right
        self._kind = kind
        self._exact = exact
        self._zone = zone

    def holds(self, operator: Operator) -> bool:
        if operator is Operator.IS_EMPTY:
            return not self._text.strip()
        match self._kind:
            case "text":
                return self._compare_text(operator)
            case "list":
                return self._compare_list(operator)
            case "yes_no":
                return self._read(self._text) is self._read(self._right)
            case _:
                return self._compare_ordered(operator)

    def _form(self, text: str) -> str:
        return text if self._exact else fold_for_comparison(text)

    def _compare_text(self, operator: Operator) -> bool:
        if operator is Operator.MATCHES:
            return self._matches()
        left, right = self._form(self._text), self._form(self._right)
        if operator is Operator.EQUALS:
            return left == right
        if operator is Operator.IN_LIST:
            return left.strip() in map(self._form, self._items())
        if not right:
            raise _NotComparableError(_("The text to look for is empty."))
        if operator is Operator.STARTS_WITH:
            return left.startswith(right)
        if operator is Operator.ENDS_WITH:
            return left.endswith(right)
        return right in left

    def _matches(self) -> bool:
        if not self._right:
            raise _NotComparableError(_("The regular expression is empty."))
        try:
            return compile_pattern(self._right, ignore_case=not self._exact).holds(self._text)
        except UserError as refusal:
            raise _NotComparableError(refusal.text) from None

    def _items(self) -> tuple[str, ...]:
        items = to_list(self._right)
        if not items:
            raise _NotComparableError(_("The list to look in is empty."))
        return items

    def _compare_list(self, operator: Operator) -> bool:
        items = self._left if isinstance(self._left, tuple) else to_list(self._text)
        forms = [self._form(item) for item in items]
        if operator is Operator.EQUALS:
            return forms == [self._form(item) for item in to_list(self._right)]
        wanted = self._form(self._right.strip())
        if not wanted:
            raise _NotComparableError(_("The text to look for is empty."))
        return wanted in forms

    def _compare_ordered(self, operator: Operator) -> bool:
        left = self._point(self._left)
        if operator is Operator.IN_LIST:
            return left in [self._range(item)[0] for item in self._items()]
        if operator is Operator.BETWEEN:
            low, high = self._bounds()
            return low <= left <= high
        low, high = self._range(self._right)
        match operator:
            case Operator.LESS_THAN | Operator.BEFORE:
                return left < low
            case Operator.AT_MOST:
                return left <= high
            case Operator.GREATER_THAN | Operator.AFTER:
                return left > high
            case Operator.AT_LEAST:
                return left >= low
            case _:
                return low <= left <= high

    def _bounds(self) -> tuple[Decimal, Decimal]:
        separator = ";" if ";" in self._right else ".."
        parts = self._right.split(separator)
        if len(parts) != 2:
            raise _NotComparableError(_("Write two values: the lower, “..”, the higher."))
        low, high = self._range(parts[0])[0], self._range(parts[1])[1]
        if low > high:
            raise _NotComparableError(_("Write the lower value first."))
        return low, high

    def _point(self, value: Value) -> Decimal:
        """Give a place on a line: a number itself, a moment as microseconds since 1970."""
        read = self._read(value) if isinstance(value, str) else value
        if isinstance(read, datetime) and self._kind == "date_time":
            # Moments of one zone would compare by the clock on the wall, which is set back.
            moment = read if read.tzinfo else read.replace(tzinfo=self._zone)
            try:
                passed = moment.astimezone(UTC) - _EPOCH
            except OverflowError:  # the first hours of the year 1, the last ones of 9999
                raise self._mistyped(self._text) from None
            return Decimal(passed // timedelta(microseconds=1))
        if isinstance(read, Decimal) and read.is_finite() and self._kind == "number":
            return read
        raise self._mistyped(self._text)

    def _range(self, text: str) -> tuple[Decimal, Decimal]:
        """Give the first and last value that `text` stands for: a date without time is a day."""
        point = self._point(text)
        if self._kind == "date_time" and is_date_only(text):
            midnight = self._read(text)
            if isinstance(midnight, datetime):
                return point, self._point(end_of_day(midnight))
        return point, point

    def _read(self, text: str) -> Value:
        read = convert(text, self._kind, self._zone)
        if read is None:
            raise self._mistyped(text)
        return read

    def _mistyped(self, text: str) -> _NotComparableError:
        shown = " ".join(text.split())
        shown = shown if len(shown) <= 40 else shown[:39] + "…"
        if not shown:
            return _NotComparableError(
                _("An empty text is no {kind}.", kind=_KIND_LABELS[self._kind])
            )
        return _NotComparableError(
            _("“{text}” is no {kind}.", text=shown, kind=_KIND_LABELS[self._kind])
        )


def _written(value: Value) -> str:
    try:
        return to_text(value)
    except ValueError:
        return str(value)
