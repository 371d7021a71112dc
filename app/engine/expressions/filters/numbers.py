"""Liquid's filters on numbers, in decimals rather than binary fractions."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from app.engine.expressions.filters.base import Filter
from app.engine.expressions.sandbox import Sandbox, Stopped
from app.engine.expressions.values import MAXIMUM_DIGITS
from app.model.text import _

Number: TypeAlias = int | Decimal

ARITHMETIC: Final = decimal.Context(prec=MAXIMUM_DIGITS, rounding=ROUND_HALF_UP)
"""Enough digits for sums and products of amounts to be exact."""

ROOMY: Final = decimal.Context(prec=3 * MAXIMUM_DIGITS)
"""Where the digits before and after the point of two numbers come together."""

DIVISION: Final = decimal.Context(prec=28, rounding=ROUND_HALF_UP)
"""Where a result may go on for ever."""


def calculate(work: Callable[[Number, Number], Number]) -> Callable[..., Number]:
    """Make a filter of an operation on two numbers; the size of the result is checked."""

    def run(box: Sandbox, value: object, other: object) -> Number:
        left, right = box.number(value), box.number(other)
        with decimal.localcontext(ARITHMETIC):
            return box.check_number(work(left, right))

    return run


def _divided_by(left: Number, right: Number) -> Number:
    if not right:
        raise Stopped(_("A number of the template is divided by zero."))
    if isinstance(left, int) and isinstance(right, int):
        return left // right
    return DIVISION.divide(Decimal(left), Decimal(right))


def _modulo(left: Number, right: Number) -> Number:
    if not right:
        raise Stopped(_("A number of the template is divided by zero."))
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    # The sign of the divisor, as Liquid has it; Python's decimals take the dividend's.
    rest = ROOMY.remainder(Decimal(left), Decimal(right))
    return rest + right if rest and (rest < 0) != (right < 0) else rest


def _abs(box: Sandbox, value: object) -> Number:
    number = box.number(value)
    return abs(number) if isinstance(number, int) else number.copy_abs()


def _round(box: Sandbox, value: object, digits: object = 0) -> Number:
    places = max(0, min(box.whole(digits, otherwise=0), MAXIMUM_DIGITS))
    return rounded(box, value, places, ROUND_HALF_UP)


def rounded(box: Sandbox, value: object, places: int, rounding: str) -> Number:
    """Return `value` with at most `places` digits after the point; a whole number for none."""
    number = box.number(value)
    if isinstance(number, int):
        return number
    result = number.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=ROOMY)
    return result if places else int(result)


FILTERS: Final = (
    Filter("abs", _abs),
    Filter("ceil", lambda box, value: rounded(box, value, 0, ROUND_CEILING)),
    Filter("floor", lambda box, value: rounded(box, value, 0, ROUND_FLOOR)),
    Filter("round", _round, 0, 1),
    Filter("plus", calculate(lambda left, right: left + right), 1, 1),
    Filter("minus", calculate(lambda left, right: left - right), 1, 1),
    Filter("times", calculate(lambda left, right: left * right), 1, 1),
    Filter("divided_by", calculate(_divided_by), 1, 1),
    Filter("modulo", calculate(_modulo), 1, 1),
    Filter("at_least", calculate(max), 1, 1),
    Filter("at_most", calculate(min), 1, 1),
)
"""Liquid's filters on numbers."""
