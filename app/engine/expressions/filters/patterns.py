"""Our own filters: parts of a text by a pattern, telephone numbers, amounts of money."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from app.engine.expressions.filters.base import Filter
from app.engine.expressions.filters.numbers import rounded
from app.engine.expressions.sandbox import Sandbox, Stopped, read_number
from app.engine.phones import e164
from app.engine.text.patterns import Pattern, compile_pattern
from app.model.errors import UserError
from app.model.text import _


def _compiled(box: Sandbox, pattern: object) -> Pattern:
    source = box.text(pattern)
    try:
        return compile_pattern(source, ignore_case=True)
    except UserError as refused:
        raise Stopped(refused.text) from None


def _extract(box: Sandbox, value: object, pattern: object, group: object = None) -> str:
    """Return the first match: the group asked for, else the first group, else all of it."""
    text = box.text(value)
    found = _compiled(box, pattern).search(text)
    if found is None:
        return ""
    parts = (text[found.start : found.end], *found.groups)
    number = min(1, len(found.groups)) if group is None else box.whole(group, otherwise=0)
    if not 0 <= number < len(parts):
        raise Stopped(_("The pattern of extract has no group {number}.", number=number))
    return parts[number] or ""


def _matches(box: Sandbox, value: object, pattern: object) -> bool:
    return _compiled(box, pattern).holds(box.text(value))


def _phone(box: Sandbox, value: object, region: object = None) -> str:
    """Return the number in E.164 (`+33142685300`); empty, with a warning, when it is none."""
    text = box.text(value).strip()
    if not text:
        return ""
    number = e164(text, box.text(region).upper() or box.context.region)
    if number is not None:
        return number
    box.warn(_("{value} is not a telephone number; nothing was used.", value=text[:80]))
    return ""


def _money(box: Sandbox, value: object, currency: object = None) -> str:
    """Return the amount with two decimals, and the currency behind it."""
    amount = read_number(value) if isinstance(value, str) else value
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        if value is not None and value != "":
            shown = value[:80] if isinstance(value, str) else "…"
            box.warn(_("{value} is not an amount; nothing was used.", value=shown))
        return ""
    cents = Decimal(rounded(box, amount, 2, ROUND_HALF_UP))
    return f"{cents:.2f} {box.text(currency)}".rstrip()


FILTERS: Final = (
    Filter("extract", _extract, 1, 2, work=1_000, factor=4),
    Filter("matches", _matches, 1, 1, work=1_000, factor=4),
    Filter("phone", _phone, 0, 1, work=6_000),
    Filter("money", _money, 0, 1, work=200),
)
"""Our own filters."""
